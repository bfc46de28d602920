package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// mayContactJSON is the guard's answer.
type mayContactJSON struct {
	Allowed  bool   `json:"allowed"`
	Local    string `json:"local"` // the moment asked about, in the customer's zone
	Reason   string `json:"reason,omitempty"`
	Rule     string `json:"rule,omitempty"`
	Source   string `json:"source,omitempty"`
	House    bool   `json:"house,omitempty"` // a person may set the rule aside
	Verified bool   `json:"verified,omitempty"`
	Announce int    `json:"announce_days,omitempty"` // a visit must be announced so many days before
	Next     string `json:"next,omitempty"`          // the first moment that is allowed

	// Consent was withdrawn on this day; empty: it was not.
	Withdrawn string `json:"consent_withdrawn,omitempty"`

	SetAside []asideJSON `json:"set_aside,omitempty"` // what would forbid it, had nobody set it aside for the day
}

type asideJSON struct {
	Rule string `json:"rule"`
	Why  string `json:"why"`
	By   string `json:"by"`
}

func mayContactVerb(s *session) *cobra.Command {
	var channel, at string
	cmd := &cobra.Command{
		Use: "may-contact CUSTOMER --channel call [--at TIME]", Short: "whether a customer may be called, written to or visited now, by which rule, and from when on",
		Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			c, err := channelNamed(channel)
			if err != nil {
				return err
			}
			when, err := moment(ctx, d, at)
			if err != nil {
				return err
			}
			may, err := d.MayContact(ctx, debtor.ID, c, when)
			if err != nil {
				return err
			}
			return s.printMayContact(c, may)
		}),
	}
	cmd.Flags().StringVar(&channel, "channel", "call", "call, visit, email, letter or sms")
	cmd.Flags().StringVar(&at, "at", "", "when, as YYYY-MM-DDTHH:MM in the book's time zone (default: now)")
	return cmd
}

func channelNamed(name string) (receivable.Channel, error) {
	c := receivable.Channel(name)
	switch c {
	case receivable.Email, receivable.Letter, receivable.SMS, receivable.Call, receivable.Visit:
		return c, nil
	}
	return "", usage{fmt.Errorf("--channel %s: it is call, visit, email, letter or sms", name)}
}

// moment reads a wall-clock time of the book's zone; nothing is now, on the day that counts as today.
func moment(ctx context.Context, d *desk.Desk, at string) (time.Time, error) {
	zone, err := d.Zone(ctx)
	if err != nil {
		return time.Time{}, err
	}
	if now := d.Clock.Now(); at == "" && d.On.IsZero() {
		return now, nil
	} else if at == "" {
		at = d.On.String() + now.In(zone).Format("T15:04")
	}
	when, err := time.ParseInLocation("2006-01-02T15:04", at, zone)
	if err != nil {
		return when, usage{fmt.Errorf("--at %s: write it as YYYY-MM-DDTHH:MM", at)}
	}
	return when, nil
}

func (s *session) printMayContact(c receivable.Channel, may desk.MayContact) error {
	const layout = "2006-01-02 15:04 MST"
	out := mayContactJSON{
		Allowed: may.Allowed, Local: may.Local.Format(layout), Reason: string(may.Reason), Rule: may.Rule, Source: may.Source, House: may.House, Verified: may.Verified,
		Announce: may.AnnounceDays,
	}
	for _, a := range may.SetAside {
		out.SetAside = append(out.SetAside, asideJSON{Rule: a.Rule, Why: a.Reason, By: a.By})
	}
	if may.Refused != nil {
		out.Withdrawn = may.Refused.On.String()
	}
	if !may.Next.IsZero() {
		out.Next = may.Next.Format(layout)
	}
	switch {
	case s.json:
		return s.printJSON(out)
	case may.Allowed:
		s.say("%s is allowed: it is %s there", contacts[c], out.Local)
		for _, a := range out.SetAside {
			s.say("%s forbids it and was set aside for this day by %s: %s", a.Rule, a.By, a.Why)
		}
		if out.Announce > 0 {
			s.say("announce it at least %s before: %s, %s", counted(out.Announce, "day", "days"), out.Rule, out.Source)
			s.sayUnverified(out.Verified)
		}
		return nil
	}
	if may.Refused != nil {
		s.say("no %s: consent withdrawn on %s, %s", c, out.Withdrawn, out.Source)
		return nil
	}
	s.say("no %s now (%s there): %s, %s", c, out.Local, out.Rule, out.Source)
	s.sayUnverified(out.Verified)
	if out.Next != "" {
		s.say("allowed from %s", out.Next)
	}
	if out.House {
		s.say("a house rule: it may be set aside with `set-aside --rule %s --why`", out.Rule)
	}
	return nil
}

// contacts name one contact by a channel, as a sentence about it begins.
var contacts = map[receivable.Channel]string{
	receivable.Email: "an email", receivable.Letter: "a letter", receivable.SMS: "an SMS", receivable.Call: "a call", receivable.Visit: "a visit",
}

func (s *session) sayUnverified(verified bool) {
	if !verified {
		s.say("NOT VERIFIED: nobody has checked this rule against its source")
	}
}

func setAsideVerb(s *session) *cobra.Command {
	var rule, why string
	cmd := &cobra.Command{
		Use: "set-aside CUSTOMER --rule ID --why TEXT", Short: "set a house rule about contacts aside for a customer, today; a statute is refused", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			asked, err := d.SetAside(ctx, debtor.ID, rule, why)
			if err != nil {
				return err
			}
			return s.sayAsked(asked, rule+" set aside for "+debtor.Name+" today")
		}),
	}
	cmd.Flags().StringVar(&rule, "rule", "", "id of the row, as may-contact and plan name it")
	cmd.Flags().StringVar(&why, "why", "", "the reason, which stays on record")
	return cmd
}
