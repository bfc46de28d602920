package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

type sentWordJSON struct {
	Notice  int64  `json:"notice"`
	Number  string `json:"number"`
	Event   string `json:"event"`
	To      string `json:"to"`
	Channel string `json:"channel"`
	State   string `json:"state"` // sent, queued while it waits, failed or uncertain
	Folder  string `json:"folder"`
}

// writeVerb sends a message beside the levels.
func writeVerb(s *session) *cobra.Command {
	var by string
	cmd := &cobra.Command{
		Use:   "write CUSTOMER " + strings.Join(events(), "|") + " [--by email|letter|sms]",
		Short: "write to a customer beside the levels: please call, a promise confirmed, a promise broken", Args: cobra.ExactArgs(2),
		Long: "Writes to a customer in the customer's language, through the outbox. It charges nothing and moves no level. Without --by it goes by\n" +
			"mail, or as a letter where no mail reaches the customer.",
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			event := dunning.Event(args[1])
			if !event.IsWord() {
				return usage{fmt.Errorf("write needs %s", strings.Join(events(), ", "))}
			}
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			o := desk.WordOrder{Debtor: debtor.ID, Event: event}
			if by != "" {
				o.By = []receivable.Channel{receivable.Channel(by)}
			}
			sent, err := d.SendWord(ctx, o)
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(sentWordJSON{int64(sent.Notice), sent.Number, string(event), sent.To, string(sent.Channel), string(sent.State), sent.Folder})
			}
			s.say("%s to %s as %s: %s", event, sent.To, sent.Number, sent.State)
			return nil
		}),
	}
	cmd.Flags().StringVar(&by, "by", "", "email, letter or sms")
	return cmd
}

func events() []string {
	var out []string
	for _, e := range dunning.Words() {
		out = append(out, string(e))
	}
	return out
}
