package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/casefile"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// ruleVerbs run case files, show law packs, and say why an amount is what it is.
func ruleVerbs(s *session) []*cobra.Command {
	return []*cobra.Command{caseVerb(s), lawVerb(s), sheetVerb(s)}
}

func caseVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "case FILE ...", Short: "run case files through the rules", Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			laws, calendars, err := s.Laws()
			if err != nil {
				return err
			}
			world := casefile.World{Laws: laws, Calendars: calendars}
			status := ExitDone
			var outcomes []casefile.Outcome
			for _, file := range args {
				out, err := world.Run(file)
				if err != nil {
					report(s.Stderr, err)
					status = ExitUsage
					continue
				}
				outcomes = append(outcomes, out)
				if !s.json {
					fmt.Fprint(s.Stdout, out.Text())
				}
				if !out.OK && status == ExitDone {
					status = ExitRefused
				}
			}
			if s.json {
				if err := s.printJSON(outcomes); err != nil {
					return err
				}
			}
			if status != ExitDone {
				return silent{status}
			}
			return nil
		},
	}
}

type sheetJSON struct {
	Item     string          `json:"item"`
	To       string          `json:"to"`
	Currency string          `json:"currency"`
	Amount   string          `json:"amount"` // as invoiced
	Open     string          `json:"open"`   // principal still open
	Spans    []sheetSpanJSON `json:"spans"`
	Interest string          `json:"interest"` // rounded once over all spans
	Charges  []chargeJSON    `json:"charges"`
	Claimed  string          `json:"claimed"` // by earlier notices, still open
	Fresh    string          `json:"fresh"`   // interest that no notice has claimed yet
	Total    string          `json:"total"`
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
}

type chargeJSON struct {
	On     string `json:"on"`
	Kind   string `json:"kind"`
	Amount string `json:"amount"`
	Open   string `json:"open"`
	Rule   string `json:"rule"`
	Source string `json:"source"`
}

func sheetVerb(s *session) *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use: "sheet ITEM --to DATE", Short: "why this amount: every span of interest and every fee, with rule and source", Args: cobra.ExactArgs(1),
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
			return s.sheet(ctx, d, args[0], on)
		}),
	}
	cmd.Flags().StringVar(&to, "to", "", "the last day (default: today)")
	return cmd
}

func (s *session) sheet(ctx context.Context, d *desk.Desk, number string, to date.Date) error {
	rows, err := d.OpenItems(ctx, 0, false)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rows, func(r desk.ItemRow) bool { return r.Number == number || r.ExternalID == number })
	if i < 0 {
		return fault.New(fault.NotFound, "there is no item %q", number).WithHint("see `items`")
	}
	st, err := d.Sheet(ctx, rows[i].ID, to)
	if err != nil {
		return err
	}
	return s.printSheet(number, to, st)
}

func (s *session) printSheet(number string, to date.Date, st dunning.Statement) error {
	out := sheetJSON{
		Item: number, To: to.String(), Currency: string(st.Item.Open.Currency), Amount: st.Item.Amount.String(), Open: st.Item.Open.String(),
		Spans: []sheetSpanJSON{}, Interest: st.Interest.Total.String(), Charges: []chargeJSON{}, Claimed: st.Claimed.String(), Fresh: st.Fresh.String(), Total: st.Total.String(),
	}
	rows := [][]string{}
	for _, p := range st.Interest.Spans {
		j := sheetSpanJSON{
			From: p.From.String(), To: p.To.String(), Days: p.Days, Principal: p.Principal.String(), Rate: p.Rate.String(), Basis: string(p.Basis),
			Rule: p.Rule, Source: p.Source, Verified: p.Verified,
		}
		out.Spans = append(out.Spans, j)
		rows = append(rows, []string{j.From, j.To, fmt.Sprint(j.Days), j.Principal, j.Rate, j.Basis, j.Rule, j.Source})
	}
	for _, c := range st.Charges {
		out.Charges = append(out.Charges, chargeJSON{On: c.On.String(), Kind: string(c.Kind), Amount: c.Amount.String(), Open: c.Open.String(), Rule: c.Rule, Source: c.Source})
	}
	if s.json {
		return s.printJSON(out)
	}
	s.say("%s to %s, %s: invoiced %s, open %s", out.Item, out.To, out.Currency, out.Amount, out.Open)
	if len(rows) > 0 {
		s.table([]string{"FROM", "TO", "DAYS", "PRINCIPAL", "RATE", "BASIS", "RULE", "SOURCE"}, map[int]bool{2: true, 3: true, 4: true}, rows)
	}
	s.say("interest %s", out.Interest)
	for _, c := range out.Charges {
		s.say("%s %s %s, open %s (%s, %s)", c.On, c.Kind, c.Amount, c.Open, c.Rule, c.Source)
	}
	s.say("total %s", out.Total)
	return nil
}
