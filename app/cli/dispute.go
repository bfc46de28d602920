package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// disputeFlags are what a dispute is made of; a call that ends with one has them too.
type disputeFlags struct{ number, code, reason, owner, due, amount string }

func (f *disputeFlags) order(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID) (desk.DisputeOrder, error) {
	o := desk.DisputeOrder{Debtor: debtor, Code: dunning.DisputeCode(f.code), Reason: f.reason, Owner: f.owner}
	if f.number == "" {
		return o, usage{fmt.Errorf("dispute needs --item")}
	}
	row, err := item(ctx, d, debtor, f.number)
	if err != nil {
		return o, err
	}
	o.Item = row.ID
	if f.due != "" {
		if o.DueBy, err = day("due", f.due); err != nil {
			return o, err
		}
	}
	if f.amount != "" {
		o.Amount, err = money.Parse(f.amount, row.Open.Currency)
	}
	return o, err
}

func disputeVerb(s *session) *cobra.Command {
	var f disputeFlags
	cmd := &cobra.Command{
		Use:   "dispute CUSTOMER --item NUMBER --code CODE [--reason TEXT] [--amount 40.00] [--owner NAME] [--due DATE]",
		Short: "stop reminders for an item until it is resolved", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			o, err := f.order(ctx, d, debtor.ID)
			if err != nil {
				return err
			}
			return d.OpenDispute(ctx, o)
		}),
	}
	cmd.Flags().StringVar(&f.number, "item", "", "the invoice")
	cmd.Flags().StringVar(&f.code, "code", "", "quality, quantity, price, not-received, already-paid, wrong-recipient or other")
	cmd.Flags().StringVar(&f.reason, "reason", "", "what is wrong, in the customer's words")
	cmd.Flags().StringVar(&f.owner, "owner", "", "the colleague who looks into it")
	cmd.Flags().StringVar(&f.due, "due", "", "by which day")
	cmd.Flags().StringVar(&f.amount, "amount", "", "how much of the item is disputed (default: all)")
	cmd.AddCommand(resolveVerb(s))
	return cmd
}

func resolveVerb(s *session) *cobra.Command {
	var number, outcome, credit, note string
	cmd := &cobra.Command{
		Use:   "resolve CUSTOMER --item NUMBER --outcome credited|rejected|partly [--credit 25.00] [--note TEXT]",
		Short: "end a dispute; what is to be credited waits for the books, what is rejected goes on with a fresh term", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			row, err := item(ctx, d, debtor.ID, number)
			switch {
			case err != nil:
				return err
			case row.ID == 0:
				return usage{fmt.Errorf("resolve needs --item")}
			case row.Dispute == nil:
				return fault.New(fault.Conflict, "%s is not disputed", row.Number).OnField("item")
			}
			o := desk.ResolveOrder{Debtor: debtor.ID, Dispute: row.Dispute.ID, Outcome: dunning.DisputeOutcome(outcome), Note: note}
			if credit != "" {
				if o.Credit, err = money.Parse(credit, row.Open.Currency); err != nil {
					return err
				}
			}
			return d.ResolveDispute(ctx, o)
		}),
	}
	cmd.Flags().StringVar(&number, "item", "", "the invoice")
	cmd.Flags().StringVar(&outcome, "outcome", "", "credited (or accepted), rejected or partly")
	cmd.Flags().StringVar(&credit, "credit", "", "how much the books will credit (default with credited: all that was disputed)")
	cmd.Flags().StringVar(&note, "note", "", "what was found")
	return cmd
}
