package cli

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// acceptVerb accepts a difference between the sums of a connection and those in the book.
func acceptVerb(s *session) *cobra.Command {
	var why string
	var none bool
	cmd := &cobra.Command{
		Use: "accept CONNECTION --why TEXT", Short: "accept that the sums of a connection differ by what the last read has shown", Args: cobra.ExactArgs(1),
		Long: `Some systems count as open what they cannot tell as items, such as journal entries on receivables, or money without customer and
invoice. Their sums never agree, and waves leave their customers out. Accepted with a reason, just this difference stops no wave from the next
read on; any other does. It is over as soon as the sums agree, or with --none.`,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			if none {
				return d.AcceptNoDifference(ctx, f.Connection.ID)
			}
			accepted, err := d.AcceptDifference(ctx, f.Connection.ID, why)
			if err != nil {
				return err
			}
			sums := map[string]string{}
			for c, minor := range accepted.Sums {
				sums[string(c)] = money.New(minor, c).String()
			}
			if s.json {
				return s.printJSON(map[string]any{"connection": f.Connection.Name, "accepted": sums, "why": accepted.Why, "by": accepted.By})
			}
			for _, c := range sortedKeys(sums) {
				s.say("%s may differ by %s %s; read it again", f.Connection.Name, sums[c], c)
			}
			return nil
		}),
	}
	cmd.Flags().StringVar(&why, "why", "", "which entries make the difference, kept on record")
	cmd.Flags().BoolVar(&none, "none", false, "accept no difference any more")
	return cmd
}
