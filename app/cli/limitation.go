package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

type limitationJSON struct {
	Known     bool   `json:"known"`      // false: the country's pack says nothing about it
	LastDay   string `json:"last_day"`   // the claim is barred from the day after
	DaysLeft  int    `json:"days_left"`  // negative when it is barred
	From      string `json:"from"`       // the day after which the period runs
	Restarted string `json:"restarted"`  // by what, empty for the first period
	Note      string `json:"note"`       // which payment or promise
	Rule      string `json:"rule"`       // row of the law pack
	Ref       string `json:"ref"`        // statute and section
	Source    string `json:"source"`     // where it was read
	Verified  bool   `json:"verified"`   // somebody checked the row
	TooLate   int    `json:"came_later"` // payments and promises that came when the claim was barred already
}

func limitationOf(l dunning.Limitation, on date.Date) *limitationJSON {
	if !l.Known() {
		return &limitationJSON{}
	}
	out := &limitationJSON{
		Known: true, LastDay: l.Last.String(), DaysLeft: l.DaysLeft(on), From: l.From.String(), Rule: l.Rule, Ref: l.Ref, Source: l.Source,
		Verified: l.Verified, TooLate: len(l.Late),
	}
	if l.Restart != nil {
		out.Restarted, out.Note = l.Restart.Kind, l.Restart.Note
	}
	return out
}

// warning is what a table says of a claim that is barred or will be within 90 days.
func (l *limitationJSON) warning() string {
	switch {
	case l == nil || !l.Known || l.DaysLeft > 90:
		return ""
	case l.DaysLeft < 0:
		return "BARRED after " + l.LastDay
	}
	return fmt.Sprintf("barred in %d d", l.DaysLeft+1)
}

func acknowledgeVerb(s *session) *cobra.Command {
	var number, on, note string
	cmd := &cobra.Command{
		Use: "acknowledge CUSTOMER --item NUMBER --note TEXT [--on DATE]", Short: "keep that a customer acknowledged a claim in writing", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if number == "" {
				return usage{fmt.Errorf("acknowledge needs --item")}
			}
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			row, err := item(ctx, d, debtor.ID, number)
			if err != nil {
				return err
			}
			when, err := d.Today(ctx)
			if err != nil {
				return err
			}
			if on != "" {
				if when, err = day("on", on); err != nil {
					return err
				}
			}
			if err := d.Acknowledge(ctx, debtor.ID, row.ID, when, note); err != nil {
				return err
			}
			s.say("kept: %s acknowledged %s on %s", debtor.Name, row.Number, when)
			return nil
		}),
	}
	cmd.Flags().StringVar(&number, "item", "", "the invoice")
	cmd.Flags().StringVar(&on, "on", "", "the day of the acknowledgement (default: today)")
	cmd.Flags().StringVar(&note, "note", "", "where it is to be found")
	return cmd
}
