package cli

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

func letterVerb(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use: "letter", Short: "registered letters: the post's number of each, and which still lack it",
		Long: `A level with registered: true has its letter registered by the post. When it has left, the number on the receipt is noted: it stands in the
customer's history and in the evidence for an agency or a court.`,
	}
	cmd.AddCommand(letterList(s), letterTrack(s))
	return cmd
}

type registeredJSON struct {
	Notice   string `json:"notice"`
	Customer string `json:"customer"`
	To       string `json:"to"`
	Date     string `json:"date"`
	Tracking string `json:"tracking"` // empty: not noted yet
	Posted   string `json:"posted"`
}

func letterList(s *session) *cobra.Command {
	var missing bool
	cmd := &cobra.Command{
		Use: "list [--missing]", Short: "registered letters that have left", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			letters, err := d.RegisteredLetters(ctx, missing)
			if err != nil {
				return err
			}
			list, rows := []registeredJSON{}, [][]string{}
			for _, n := range letters {
				list = append(list, registeredJSON{n.Number, n.Name, n.To, n.Claim.Date.String(), n.Tracking, n.Posted.String()})
				rows = append(rows, []string{n.Number, n.Name, n.Claim.Date.String(), orNothing(n.Tracking), n.Posted.String()})
			}
			if s.json {
				return s.printJSON(list)
			}
			s.table([]string{"NOTICE", "CUSTOMER", "DATE", "TRACKING", "POSTED"}, nil, rows)
			return nil
		}),
	}
	cmd.Flags().BoolVar(&missing, "missing", false, "only those without a number")
	return cmd
}

func letterTrack(s *session) *cobra.Command {
	var number, posted string
	cmd := &cobra.Command{
		Use: "track NOTICE --number NUMBER [--posted DATE]", Short: "note the post's number of a registered letter", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			var on date.Date
			if posted != "" {
				var err error
				if on, err = day("posted", posted); err != nil {
					return err
				}
			}
			if err := d.TrackLetter(ctx, args[0], number, on); err != nil {
				return err
			}
			s.say("noted: %s goes as %s", args[0], number)
			return nil
		}),
	}
	cmd.Flags().StringVar(&number, "number", "", "the number on the post's receipt")
	cmd.Flags().StringVar(&posted, "posted", "", "when it was posted (default: today)")
	return cmd
}
