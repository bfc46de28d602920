package cli

import (
	"context"
	"fmt"
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
	Bridge    *bridgeJSON     `json:"bridge"` // to the last notice that listed the item, null when none did
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
			if s.json {
				return s.printJSON(sheetOf(row.Number, st))
			}
			s.sheetText(sheetOf(row.Number, st))
			return nil
		}),
	}
	cmd.Flags().StringVar(&to, "to", "", "the last day (default: today)")
	cmd.Flags().StringVar(&pdf, "pdf", "", "write it as a document to print")
	cmd.Flags().StringVar(&language, "lang", "", "nb, en, de or id (default: the customer's)")
	return cmd
}

func sheetOf(number string, st dunning.Statement) sheetJSON {
	out := sheetJSON{
		Item: number, To: st.To.String(), Currency: string(st.Item.Open.Currency), Amount: st.Item.Amount.String(), Open: st.Item.Open.String(), Level: st.Item.Level,
		Moves: []moveJSON{}, Spans: []sheetSpanJSON{}, Interest: st.Interest.Total.String(), Charges: chargesOf(st.Charges, st.Unchecked), OfNotices: chargesOf(st.OfNotices, st.Unchecked),
		Waivers: []waiverJSON{}, Claimed: st.Claimed.String(), Excess: st.Excess().String(), Fresh: st.Fresh.String(), Total: st.Total.String(),
		Bridge: bridgeOf(st.Bridge), Less: st.Less.String(), Assumed: st.Assumed,
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

func bridgeOf(b *dunning.Bridge) *bridgeJSON {
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
	}
}

// claimedBy is the procedure by which a notice claimed a span, a dash where none has.
func (j *sheetSpanJSON) claimedBy() string {
	switch {
	case !j.Claimed:
		return "-"
	case j.Procedure == "":
		return "a notice"
	}
	return fmt.Sprintf("%s v%d", j.Procedure, j.Version)
}

func (s *session) sheetText(out sheetJSON) {
	s.say("%s to %s, %s: invoiced %s, open %s", out.Item, out.To, out.Currency, out.Amount, out.Open)
	for _, m := range out.Moves {
		s.say("%s %s %s", m.On, m.Amount, m.Ref)
	}
	rows := [][]string{}
	for _, j := range out.Spans {
		source := j.Source
		if !j.Verified {
			source += " (NOT VERIFIED)"
		}
		rows = append(rows, []string{j.From, j.To, fmt.Sprint(j.Days), j.Principal, j.Rate, j.Basis, j.claimedBy(), j.Rule, source})
	}
	if len(rows) > 0 {
		s.table([]string{"FROM", "TO", "DAYS", "PRINCIPAL", "RATE", "BASIS", "CLAIMED BY", "RULE", "SOURCE"}, map[int]bool{2: true, 3: true, 4: true}, rows)
	}
	s.say("interest %s, of which %s is claimed and %s is not", out.Interest, out.Claimed, out.Fresh)
	if out.Less != "0.00" && out.Less != "0" {
		s.say("%s of the days after the last claim is not asked: by today's terms the days before come to less", out.Less)
	}
	if out.Assumed {
		s.say("notices did not keep how they reckoned what they claimed: their days are reckoned by today's terms")
	}
	if out.Missing != "" {
		s.say("what came after the last claim is not in this: %s", out.Missing)
	}
	for _, c := range out.Charges {
		s.say("%s %s %s, waived %s, open %s (%s, %s)", c.On, c.Kind, c.Amount, c.Waived, c.Open, c.Rule, c.Source)
	}
	for _, w := range out.Waivers {
		s.say("%s waived %s of %d, %s: %s", w.On, w.Amount, w.Charge, w.By, w.Why)
	}
	s.say("total %s", out.Total)
	if b := out.Bridge; b != nil {
		s.say("notice %s of %s asked %s for this item (open %s, earlier %s, new %s); with %s of the notice as a whole, %s, %s and %s of other items, less credit %s: %s in all",
			b.Notice, b.Date, b.Item, b.Open, b.Earlier, b.New, b.OfNotice, b.OtherOpen, b.OtherEarlier, b.OtherNew, b.Credit, b.Total)
	}
}
