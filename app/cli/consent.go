package cli

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// consentJSON is what somebody said about a channel.
type consentJSON struct {
	Contact string `json:"contact"` // empty: the customer itself
	Name    string `json:"name"`
	Channel string `json:"channel"`
	State   string `json:"state"`
	On      string `json:"on"`
	Source  string `json:"source"`
	By      string `json:"by"`
	Past    bool   `json:"past"`   // a later word stands in its place
	Closes  bool   `json:"closes"` // reminders do not use the channel because of it
}

func consentsJSON(d receivable.Debtor, list []receivable.Consent, all bool) []consentJSON {
	out := []consentJSON{}
	for i := range list {
		if c := &list[i]; all || !c.Past {
			out = append(out, consentJSON{c.Contact, c.Name, string(c.Channel), string(c.State), c.On.String(), c.Source, c.By, c.Past, c.Closes(&d)})
		}
	}
	return out
}

func consentVerb(s *session) *cobra.Command {
	var contact, channel, state, on, source string
	var all bool
	cmd := &cobra.Command{
		Use:   "consent CUSTOMER [--channel email|sms|call --state given|withdrawn|unknown --source TEXT] [--contact NAME] [--on DATE]",
		Short: "what a customer said about being contacted: list it, or note it", Args: cobra.ExactArgs(1),
		Long: `Without --channel and --state: list what is noted, with --all also what later words replaced. A withdrawn consent closes its channel for
reminders, that of a contact when reminders go to its very address; the next channel of the level takes its place, a letter at last.`,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			if channel == "" && state == "" {
				return s.listConsents(ctx, d, debtor.ID, all)
			}
			o := desk.ConsentOrder{Debtor: debtor.ID, Contact: contact, Channel: receivable.Channel(channel), State: receivable.ConsentState(state), Source: source}
			if on != "" {
				if o.On, err = day("on", on); err != nil {
					return err
				}
			}
			if err := d.NoteConsent(ctx, o); err != nil {
				return err
			}
			if s.json {
				return s.listConsents(ctx, d, debtor.ID, all)
			}
			s.say("noted: %s to %s", state, channel)
			return nil
		}),
	}
	cmd.Flags().StringVar(&contact, "contact", "", "the contact who said it (default: the customer itself)")
	cmd.Flags().StringVar(&channel, "channel", "", "email, sms or call")
	cmd.Flags().StringVar(&state, "state", "", "given, withdrawn or unknown")
	cmd.Flags().StringVar(&on, "on", "", "when it was said (default: today)")
	cmd.Flags().StringVar(&source, "source", "", "where it is written down")
	cmd.Flags().BoolVar(&all, "all", false, "also what later words replaced")
	return cmd
}

func (s *session) listConsents(ctx context.Context, d *desk.Desk, id receivable.DebtorID, all bool) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	v, err := d.Customer(ctx, id, on)
	if err != nil {
		return err
	}
	list := consentsJSON(v.Debtor, v.Consents, all)
	if s.json {
		return s.printJSON(list)
	}
	rows := [][]string{}
	for _, c := range list {
		who, effect := c.Name, ""
		if c.Contact == "" {
			who = v.Debtor.Name
		}
		switch {
		case c.Past:
			effect = "past"
		case c.Closes:
			effect = "closes the channel"
		}
		rows = append(rows, []string{who, c.Channel, c.State, c.On, c.Source, c.By, effect})
	}
	s.table([]string{"WHO", "CHANNEL", "STATE", "ON", "WHERE", "NOTED BY", ""}, nil, rows)
	if len(rows) == 0 {
		s.say("nothing is noted about consent of %s", v.Debtor.Name)
	}
	return nil
}
