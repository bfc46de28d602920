package cli

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// linkJSON is one channel of a customer's chain as it stands.
type linkJSON struct {
	Channel string `json:"channel"`
	State   string `json:"state"` // works, dead, refused, no-address
	Cause   string `json:"cause,omitempty"`
	Why     string `json:"why,omitempty"`
	Since   string `json:"since,omitempty"`
	By      string `json:"by,omitempty"`
}

func chainJSON(chain []receivable.Link) []linkJSON {
	out := []linkJSON{}
	for _, l := range chain {
		j := linkJSON{Channel: string(l.Channel), State: string(l.State)}
		switch {
		case l.Dead != nil:
			j.Cause, j.Why, j.By, j.Since = string(l.Dead.Cause), l.Dead.Why, l.Dead.By, l.Dead.On.String()
		case l.Refused != nil:
			j.Why, j.By, j.Since = l.Refused.Source, l.Refused.By, l.Refused.On.String()
		}
		out = append(out, j)
	}
	return out
}

func channelVerb(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use: "channel", Short: "by which channels a customer is reached: what is dead, and why",
		Long: `A level of the procedure has a chain of channels: the first that reaches the customer is used. A channel is dead when a mail bounced, a letter
came back or a number does not work; the next one takes its place until somebody revives it or the accounting system brings another
address. Withdrawn consents close channels too, see consent. When nothing is left the customer is left out and a person gets a task.`,
	}
	cmd.AddCommand(channelShow(s), channelDead(s), channelRevive(s))
	return cmd
}

func channelShow(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "show CUSTOMER", Short: "the chain of the next level, with what stands in the way", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			return s.showChain(ctx, d, debtor.ID)
		}),
	}
}

func (s *session) showChain(ctx context.Context, d *desk.Desk, id receivable.DebtorID) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	v, err := d.Customer(ctx, id, on)
	if err != nil {
		return err
	}
	chain := chainJSON(v.Chain)
	if s.json {
		return s.printJSON(chain)
	}
	rows := [][]string{}
	for _, l := range chain {
		rows = append(rows, []string{l.Channel, l.State, l.Since, l.Cause, l.Why, l.By})
	}
	s.table([]string{"CHANNEL", "STATE", "SINCE", "CAUSE", "WHY", "BY"}, nil, rows)
	s.say("%s", chainText(chain))
	return nil
}

// chainText is a chain in one line, in the order in which its channels are tried: "reminders try email (dead), then letter: the next goes
// by letter".
func chainText(chain []linkJSON) string {
	parts, next := make([]string, 0, len(chain)), ""
	for _, l := range chain {
		part := l.Channel
		if l.State != string(receivable.LinkWorks) {
			part += " (" + l.State + ")"
		} else if next == "" {
			next = l.Channel
		}
		parts = append(parts, part)
	}
	if next == "" {
		return "reminders try " + strings.Join(parts, ", then ") + ": none reaches the customer"
	}
	return "reminders try " + strings.Join(parts, ", then ") + ": the next goes by " + next
}

func channelDead(s *session) *cobra.Command {
	var channel, cause, why, address, on string
	cmd := &cobra.Command{
		Use:   "dead CUSTOMER --channel email|letter|sms|call|visit --cause bounced|came-back|unreachable|wrong-person|other [--why TEXT]",
		Short: "a channel reaches the customer no more: the next reminder takes the next one", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			o := desk.DeadOrder{Debtor: debtor.ID, Channel: receivable.Channel(channel), Cause: receivable.DeadCause(cause), Why: why, Address: address}
			if on != "" {
				if o.On, err = day("on", on); err != nil {
					return err
				}
			}
			marked, err := d.MarkChannelDead(ctx, o)
			if err != nil {
				return err
			}
			if !marked && !s.json {
				s.say("%s is not the address that %s has now: nothing is marked", address, debtor.Name)
				return nil
			}
			return s.showChain(ctx, d, debtor.ID)
		}),
	}
	cmd.Flags().StringVar(&channel, "channel", "", "email, letter, sms, call or visit")
	cmd.Flags().StringVar(&cause, "cause", "", "bounced, came-back, unreachable, wrong-person or other")
	cmd.Flags().StringVar(&why, "why", "", "what was said: the server's word, what stood on the envelope")
	cmd.Flags().StringVar(&address, "address", "", "the address that failed (default: the one that the customer has)")
	cmd.Flags().StringVar(&on, "on", "", "since when (default: today)")
	return cmd
}

func channelRevive(s *session) *cobra.Command {
	var channel, why string
	cmd := &cobra.Command{
		Use: "revive CUSTOMER --channel CHANNEL --why TEXT", Short: "a dead channel works again", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			if err := d.ReviveChannel(ctx, debtor.ID, receivable.Channel(channel), why); err != nil {
				return err
			}
			return s.showChain(ctx, d, debtor.ID)
		}),
	}
	cmd.Flags().StringVar(&channel, "channel", "", "email, letter, sms, call or visit")
	cmd.Flags().StringVar(&why, "why", "", "why it works again")
	return cmd
}
