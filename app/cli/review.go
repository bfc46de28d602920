package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// reviewCurrency is the currency of the sums of a review: the book's own; others are not converted and not in them.
func reviewCurrency(r desk.Review) string {
	if len(r.Buckets) == 0 {
		return ""
	}
	return string(r.Buckets[0].Sum.Currency)
}

// reviewVerb decides what to do with debt that was old when the books were connected.
func reviewVerb(s *session) *cobra.Command {
	var choice string
	var days int
	cmd := &cobra.Command{
		Use: "review NAME [--choice hold-old|start-all|hold-all]", Short: "what about debt that was already old when the books were connected?", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			if choice != "" {
				if err := d.DecideReview(ctx, f.Connection.ID, desk.ReviewChoice(choice), days); err != nil {
					return err
				}
			}
			r, err := d.Review(ctx, f.Connection.ID, days)
			if err != nil {
				return err
			}
			rows := make([][]string, 0, len(r.Buckets))
			for _, b := range r.Buckets {
				span := fmt.Sprintf("%d-%d d", b.From, b.To)
				if b.To == 0 {
					span = fmt.Sprintf("over %d d", b.From-1)
				}
				rows = append(rows, []string{span, fmt.Sprint(b.Customers), b.Sum.String()})
			}
			s.table([]string{"OVERDUE", "CUSTOMERS", "SUM " + reviewCurrency(r)}, map[int]bool{1: true, 2: true}, rows)
			s.say("%d of %d customers start at level 1, %d are held for review", r.Start, r.Customers, r.Hold)
			return nil
		}),
	}
	cmd.Flags().StringVar(&choice, "choice", "", "hold-old, start-all or hold-all")
	cmd.Flags().IntVar(&days, "recent-days", desk.RecentDays, "debt overdue for at most so many days is recent")
	return cmd
}
