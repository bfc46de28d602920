package cli

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

func holdVerb(s *session) *cobra.Command {
	var number, reason, until, reviewer, review string
	cmd := &cobra.Command{
		Use:   "hold CUSTOMER --until DATE --reason TEXT [--item NUMBER] [--reviewer NAME --review-on DATE]",
		Short: "no reminders until a day, or until a review", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			row, err := item(ctx, d, debtor.ID, number)
			if err != nil {
				return err
			}
			o := desk.HoldOrder{Debtor: debtor.ID, Item: row.ID, Reason: reason, Reviewer: reviewer}
			if until != "" || reviewer == "" && review == "" {
				if o.Until, err = day("until", until); err != nil {
					return err
				}
			}
			if review != "" {
				if o.ReviewOn, err = day("review-on", review); err != nil {
					return err
				}
			}
			return d.HoldCustomer(ctx, o)
		}),
	}
	cmd.Flags().StringVar(&number, "item", "", "one invoice (default: the whole customer)")
	cmd.Flags().StringVar(&reason, "reason", "", "why")
	cmd.Flags().StringVar(&until, "until", "", "the last day of the hold (default: none, which needs a reviewer)")
	cmd.Flags().StringVar(&reviewer, "reviewer", "", "who looks at it again")
	cmd.Flags().StringVar(&review, "review-on", "", "by which day")
	cmd.AddCommand(liftVerb(s))
	return cmd
}

func liftVerb(s *session) *cobra.Command {
	var number, why string
	cmd := &cobra.Command{
		Use: "lift CUSTOMER --why TEXT [--item NUMBER]", Short: "end a hold before its day", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			row, err := item(ctx, d, debtor.ID, number)
			if err != nil {
				return err
			}
			on, err := d.Today(ctx)
			if err != nil {
				return err
			}
			v, err := d.Customer(ctx, debtor.ID, on)
			if err != nil {
				return err
			}
			for i := range v.Holds {
				if h := &v.Holds[i]; !h.Lifted && h.Item == row.ID && h.Active(on) {
					return d.LiftHold(ctx, debtor.ID, h.ID, why)
				}
			}
			return fault.New(fault.NotFound, "nothing of %s is held that could be lifted", debtor.Name)
		}),
	}
	cmd.Flags().StringVar(&number, "item", "", "one invoice (default: the hold of the whole customer)")
	cmd.Flags().StringVar(&why, "why", "", "why, kept in the log")
	return cmd
}
