package cli

import (
	"context"
	"os"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

type sheetJSON struct {
	Item      string          `json:"item"`
	To        string          `json:"to"`
	Currency  string          `json:"currency"`
	Amount    string          `json:"amount"` // as invoiced
	Open      string          `json:"open"`   // principal still open on the day
	Level     int             `json:"level"`
	Moves     []moveJSON      `json:"moves"` // what came off the principal, or back on
	Spans     []sheetSpanJSON `json:"spans"`
	Interest  string          `json:"interest"` // rounded once over all spans
	Charges   []chargeJSON    `json:"charges"`
	OfNotices []chargeJSON    `json:"of_notices"` // of notices as a whole: of no single item, and not in the total
	Waivers   []waiverJSON    `json:"waivers"`
	Claimed   string          `json:"claimed"`           // interest that notices have claimed
	Excess    string          `json:"excess"`            // of it, what the spans do not come to
	Fresh     string          `json:"fresh"`             // interest that no notice has claimed yet
	Less      string          `json:"less"`              // of the spans after the last claim, what is not asked
	Assumed   bool            `json:"assumed"`           // notices did not keep how they reckoned: today's terms stand for them
	Missing   string          `json:"missing,omitempty"` // why what came after the last claim cannot be reckoned
	Total     string          `json:"total"`
	Asked     string          `json:"asked"` // of the total, what is open and claimed: without fresh
	// When the claim is barred, and what started the period anew; absent of a settled one.
	Limitation *limitationJSON `json:"limitation,omitempty"`
	Bridge     *bridgeJSON     `json:"bridge"` // to the last notice that listed the item, null when none did
}

type moveJSON struct {
	On     string `json:"on"`
	Amount string `json:"amount"`
	Paid   bool   `json:"paid"` // by a payment that the source tells of
	Ref    string `json:"ref"`
}

type sheetSpanJSON struct {
	From      string `json:"from"`
	To        string `json:"to"`
	Days      int    `json:"days"`
	Principal string `json:"principal"`
	Rate      string `json:"rate"`
	Basis     string `json:"basis"`
	Rule      string `json:"rule"`
	Source    string `json:"source"`
	Verified  bool   `json:"verified"`
	Procedure string `json:"procedure,omitempty"`
	Version   int    `json:"version,omitempty"`
	Claimed   bool   `json:"claimed"` // a notice claimed it so
}

type chargeJSON struct {
	On     string `json:"on"`
	Kind   string `json:"kind"`
	Amount string `json:"amount"`
	Open   string `json:"open"`
	Rule   string `json:"rule"`
	Source string `json:"source"`
	ID     int64  `json:"id"`
	Waived string `json:"waived"`
	Paid   string `json:"paid"`

	Unchecked bool `json:"unchecked"` // nobody had checked its source when the notice went out
}

// bridgeJSON: item + of_notice + other_open + other_earlier + other_new - credit = total.
type bridgeJSON struct {
	Notice       string `json:"notice"`
	Date         string `json:"date"`
	Open         string `json:"open"`
	Earlier      string `json:"earlier"`
	New          string `json:"new"`
	Item         string `json:"item"`
	OfNotice     string `json:"of_notice"`
	OtherOpen    string `json:"other_open"`
	OtherEarlier string `json:"other_earlier"`
	OtherNew     string `json:"other_new"`
	Credit       string `json:"credit"`
	Total        string `json:"total"`
	Since        string `json:"since"` // what became of the item's part up to the day

	Whole []chargeJSON `json:"of_notice_charges"` // those that of_notice adds up
}

func sheetVerb(s *session) *cobra.Command {
	var to, pdf, language string
	cmd := &cobra.Command{
		Use: "sheet ITEM --to DATE [--pdf FILE] [--lang nb]", Short: "why this amount: every span of interest and every fee, with rule and source", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			on, err := d.Today(ctx)
			if err != nil {
				return err
			}
			if to != "" {
				if on, err = day("to", to); err != nil {
					return err
				}
			}
			row, err := d.FindAnyItem(ctx, args[0])
			if err != nil {
				return err
			}
			if pdf != "" {
				doc, err := d.SheetPDF(ctx, row.ID, on, language)
				if err != nil {
					return err
				}
				if err := os.WriteFile(pdf, doc.Bytes, 0o600); err != nil {
					return fault.Wrap(err, fault.Unavailable, "%s cannot be written", pdf)
				}
				s.say("%s", pdf)
				return nil
			}
			st, err := d.Sheet(ctx, row.ID, on)
			if err != nil {
				return err
			}
			ends, err := d.Limitations(ctx, []desk.ItemRow{row}, on)
			if err != nil {
				return err
			}
			var limit *limitationJSON
			if end, open := ends[row.ID]; open {
				limit = limitationOf(end, on)
			}
			if s.json {
				return s.printJSON(sheetOf(row.Number, st, limit))
			}
			s.sheetText(sheetOf(row.Number, st, limit))
			return nil
		}),
	}
	cmd.Flags().StringVar(&to, "to", "", "the last day (default: today)")
	cmd.Flags().StringVar(&pdf, "pdf", "", "write it as a document to print")
	cmd.Flags().StringVar(&language, "lang", "", "nb, en, de or id (default: the customer's)")
	return cmd
}

func sheetOf(number string, st dunning.Statement, limit *limitationJSON) sheetJSON {
	out := sheetJSON{
		Item: number, To: st.To.String(), Currency: string(st.Item.Open.Currency), Amount: st.Item.Amount.String(), Open: st.Item.Open.String(), Level: st.Item.Level,
		Moves: []moveJSON{}, Spans: []sheetSpanJSON{}, Interest: st.Interest.Total.String(), Charges: chargesOf(st.Charges, st.Unchecked), OfNotices: chargesOf(st.OfNotices, st.Unchecked),
		Waivers: []waiverJSON{}, Claimed: st.Claimed.String(), Excess: st.Excess().String(), Fresh: st.Fresh.String(), Total: st.Total.String(),
		Bridge: bridgeOf(st.Bridge, st.Unchecked), Less: st.Less.String(), Assumed: st.Assumed, Asked: st.Asked().String(), Limitation: limit,
	}
	if st.Missing != nil {
		out.Missing = st.Missing.Error()
	}
	for _, m := range st.Item.History {
		out.Moves = append(out.Moves, moveJSON{On: m.On.String(), Amount: m.Amount.String(), Paid: m.Paid, Ref: m.Ref})
	}
	for _, p := range st.Interest.Spans {
		out.Spans = append(out.Spans, sheetSpanJSON{
			From: p.From.String(), To: p.To.String(), Days: p.Days, Principal: p.Principal.String(), Rate: p.Rate.String(), Basis: string(p.Basis),
			Rule: p.Rule, Source: p.Source, Verified: p.Verified, Procedure: p.Procedure, Version: p.Version, Claimed: p.Claimed,
		})
	}
	for _, w := range st.Waivers {
		out.Waivers = append(out.Waivers, waiverOf(w))
	}
	return out
}

func chargesOf(all []dunning.Charge, unchecked map[string]bool) []chargeJSON {
	out := []chargeJSON{}
	for _, c := range all {
		waived := money.New(c.Waived.Minor, c.Amount.Currency)
		out = append(out, chargeJSON{
			On: c.On.String(), Kind: string(c.Kind), Amount: c.Amount.String(), Open: c.Open.String(), Rule: c.Rule, Source: c.Source, ID: c.ID,
			Waived: waived.String(), Paid: c.Paid().String(), Unchecked: unchecked[c.Source],
		})
	}
	return out
}

func bridgeOf(b *dunning.Bridge, unchecked map[string]bool) *bridgeJSON {
	if b == nil {
		return nil
	}
	sum := func(charges []dunning.Charge) string {
		total := money.Zero(b.Total.Currency)
		for _, c := range charges {
			total.Minor += c.Amount.Minor
		}
		return total.String()
	}
	return &bridgeJSON{
		Notice: b.Number, Date: b.Date.String(), Open: b.Open.String(), Earlier: b.Earlier.String(), New: sum(b.New), Item: b.Item.String(), OfNotice: sum(b.OfNotice),
		OtherOpen: b.OtherOpen.String(), OtherEarlier: b.OtherEarlier.String(), OtherNew: b.OtherNew.String(), Credit: b.Credit.String(), Total: b.Total.String(), Since: b.Since.String(),
		Whole: chargesOf(b.OfNotice, unchecked),
	}
}
