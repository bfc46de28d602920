package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

type chargeRowJSON struct {
	ID       int64        `json:"id"`
	Item     string       `json:"item"` // empty: for a notice as a whole
	On       string       `json:"on"`
	Kind     string       `json:"kind"`
	Currency string       `json:"currency"`
	Amount   string       `json:"amount"` // as claimed
	Open     string       `json:"open"`
	Waived   string       `json:"waived"`
	Rule     string       `json:"rule"`
	Source   string       `json:"source"`
	Waivers  []waiverJSON `json:"waivers"`

	Invoice   string `json:"invoice,omitempty"`    // number of the accounting system's invoice for it
	TakenBack string `json:"taken_back,omitempty"` // number of the reminder with which it was taken back
}

type waiverJSON struct {
	Charge int64  `json:"charge"`
	On     string `json:"on"`
	By     string `json:"by"`
	Why    string `json:"why"`
	Amount string `json:"amount"`
}

func waiverOf(w dunning.ChargeWaiver) waiverJSON {
	return waiverJSON{Charge: w.Charge, On: w.On.String(), By: w.By, Why: w.Reason, Amount: w.Amount.String()}
}

func chargesVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "charges CUSTOMER", Short: "fees and interest that reminders claimed, and what was waived of them", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			charges, waivers, err := d.Charges(ctx, debtor.ID)
			if err != nil {
				return err
			}
			items, err := d.OpenItems(ctx, debtor.ID, false)
			if err != nil {
				return err
			}
			numbers := map[receivable.ItemID]string{}
			for _, it := range items {
				numbers[it.ID] = it.Number
			}
			back, err := d.TakenBack(ctx, debtor.ID)
			if err != nil {
				return err
			}
			return s.printCharges(charges, waivers, numbers, back)
		}),
	}
}

func (s *session) printCharges(charges []dunning.Charge, waivers []dunning.ChargeWaiver, numbers map[receivable.ItemID]string, back map[int64]string) error {
	out := make([]chargeRowJSON, 0, len(charges))
	lines := [][]string{}
	for _, c := range charges {
		row := chargeRowJSON{
			ID: c.ID, Item: numbers[c.Item], On: c.On.String(), Kind: string(c.Kind), Currency: string(c.Amount.Currency), Amount: c.Amount.String(),
			Open: c.Open.String(), Waived: c.Waived.String(), Rule: c.Rule, Source: c.Source, Waivers: []waiverJSON{}, TakenBack: back[c.Notice], Invoice: c.Invoice,
		}
		for _, w := range waivers {
			if w.Charge == c.ID {
				row.Waivers = append(row.Waivers, waiverOf(w))
			}
		}
		out = append(out, row)
		rule := row.Rule
		if c.Invoice != "" {
			rule += ", invoiced as " + c.Invoice
		}
		if row.TakenBack != "" {
			rule += ", taken back with reminder " + row.TakenBack
		}
		lines = append(lines, []string{fmt.Sprint(row.ID), row.Item, row.On, row.Kind, row.Amount, row.Waived, row.Open, row.Currency, rule})
	}
	if s.json {
		return s.printJSON(out)
	}
	s.table([]string{"ID", "ITEM", "ON", "KIND", "CLAIMED", "WAIVED", "OPEN", "CUR", "RULE"}, map[int]bool{4: true, 5: true, 6: true}, lines)
	for _, w := range waivers {
		s.say("%s: %s let go %s of %d: %s", w.On, w.By, w.Amount, w.Charge, w.Reason)
	}
	return nil
}

func waiveVerb(s *session) *cobra.Command {
	var amount, why string
	cmd := &cobra.Command{
		Use: "waive CHARGE [--amount 10.00] --why TEXT", Short: "let a fee or interest go, in whole or in part (ids: `charges CUSTOMER`)", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage{fmt.Errorf("%q is not the id of a charge; see `charges CUSTOMER`", args[0])}
			}
			c, err := d.FindCharge(ctx, id)
			if err != nil {
				return err
			}
			o := desk.WaiveOrder{Charge: id, Amount: c.Open, Why: why}
			if amount != "" {
				if o.Amount, err = money.Parse(amount, c.Amount.Currency); err != nil {
					return err
				}
			}
			asked, err := d.Waive(ctx, o)
			if err != nil {
				return err
			}
			return s.sayAsked(asked, fmt.Sprintf("%s %s waived", o.Amount, o.Amount.Currency))
		}),
	}
	cmd.Flags().StringVar(&amount, "amount", "", "how much of it (default: all that is open)")
	cmd.Flags().StringVar(&why, "why", "", "the reason, which an auditor will read")
	return cmd
}

func cancelVerb(s *session) *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use: "cancel CUSTOMER NUMBER --why TEXT", Short: "take a reminder back, sent or not, with its charges and levels (numbers: `show CUSTOMER`)", Args: cobra.ExactArgs(2),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			asked, err := d.CancelNotice(ctx, debtor.ID, args[1], why)
			if err != nil {
				return err
			}
			if !asked.Done {
				return s.sayAsked(asked, "")
			}
			s.say("reminder %s taken back; what has left is not called back: tell %s", args[1], debtor.Name)
			return nil
		}),
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason, which an auditor will read")
	return cmd
}
