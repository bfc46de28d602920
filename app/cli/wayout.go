package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/shopspring/decimal"
	"github.com/spf13/cobra"
)

type waysOutJSON struct {
	Country  string       `json:"country"`
	Currency string       `json:"currency"`
	Claim    string       `json:"claim"` // overdue claims and open charges
	Level    int          `json:"level"`
	Days     int          `json:"days_overdue"`
	Discount string       `json:"discount"` // percent a year
	OwnRate  bool         `json:"own_rate"` // the country's own; else what the company's money costs
	Ways     []wayOutJSON `json:"ways"`
}

type wayOutJSON struct {
	Way      string `json:"way"`
	Expected string `json:"expected"`
	Cost     string `json:"cost"`
	Net      string `json:"net"`   // expected - cost
	Today    string `json:"today"` // worth today
	Months   int    `json:"months"`
	CashOn   string `json:"cash_on"`
	Relation string `json:"relation"` // stays, may-stay, ends
	Chance   string `json:"chance"`
	Share    string `json:"share"`
	Fee      string `json:"fee"`
	Fixed    string `json:"fixed"`
	Cases    int    `json:"cases"` // of the book's own history; 0: the chance is a guess, or the house's own
	From     string `json:"from"`  // of the chance: book, own, guess
	Source   string `json:"source,omitempty"`
	AsOf     string `json:"as_of,omitempty"` // of share, cost and time; neither: they are guesses
}

func wayOutVerb(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use: "way-out CUSTOMER", Short: "what each way out of a claim is expected to bring: wait, settle, plan, agency, court, sell, write off", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			on, err := d.Today(ctx)
			if err != nil {
				return err
			}
			all, err := d.WayOut(ctx, debtor.ID, on)
			if err != nil {
				return err
			}
			out := []waysOutJSON{}
			for i := range all {
				w := &all[i]
				table := waysOutJSON{Country: w.Country, Currency: string(w.Claim.Currency), Claim: w.Claim.String(), Level: w.Level, Days: w.Days, Discount: w.Discount.String(), OwnRate: w.OwnRate, Ways: []wayOutJSON{}}
				for _, l := range w.Lines {
					table.Ways = append(table.Ways, wayOutJSON{
						string(l.Way), l.Expected.String(), l.Cost.String(), l.Net.String(), l.Today.String(), l.Months, on.AddMonths(l.Months).String(), string(l.Relation),
						l.Chance.String(), l.Share.String(), l.Fee.String(), l.Fixed.String(), l.Cases, chanceFrom(&l.Assumption), l.Source, dayOrNone(l.On),
					})
				}
				out = append(out, table)
			}
			if s.json {
				return s.printJSON(out)
			}
			for i := range out {
				s.wayOutTable(&out[i])
			}
			return nil
		}),
	}
	cmd.AddCommand(assumeVerb(s))
	return cmd
}

func (s *session) wayOutTable(w *waysOutJSON) {
	s.say("%s %s overdue, level %d, %d d; assumptions for %s, discounted at %s %% a year", w.Claim, w.Currency, w.Level, w.Days, w.Country, w.Discount)
	rows := [][]string{}
	for _, l := range w.Ways {
		from := l.From
		if l.Cases > 0 {
			from = counted(l.Cases, "case", "cases")
		}
		rows = append(rows, []string{l.Way, l.Expected, l.Cost, l.Net, l.Today, fmt.Sprint(l.Months), l.CashOn, l.Relation, l.Chance + " % of " + l.Share + " %", from})
	}
	s.table([]string{"WAY", "COMES IN", "COSTS", "LEFT", "TODAY", "MONTHS", "CASH ON", "RELATION", "CHANCE", "FROM"}, map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true}, rows)
}

// chanceFrom says who a chance comes from.
func chanceFrom(a *settlement.Assumption) string {
	switch {
	case a.Cases > 0:
		return "book"
	case a.Own:
		return "own"
	}
	return "guess"
}

func dayOrNone(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// assumed are the flags of `way-out assume` that were given.
type assumed struct {
	figures map[string]*string
	advance string
	source  string
	on      string
	months  int
	rate    string
	given   func(name string) bool
}

func assumeVerb(s *session) *cobra.Command {
	var way string
	var forget bool
	f := &assumed{figures: map[string]*string{"chance": new(string), "share": new(string), "fee": new(string), "fixed": new(string)}}
	cmd := &cobra.Command{
		Use:   "assume COUNTRY [--way court --chance 40 --share 80 --fee 15 --fixed 0 --advance 0=1500,50000=5000 --months 14 --source TEXT --on DATE] [--discount 8] [--forget]",
		Short: "what the ways out are reckoned with", Args: cobra.ExactArgs(1),
	}
	f.given = func(name string) bool { return cmd.Flags().Changed(name) }
	cmd.RunE = s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
		country := strings.ToUpper(args[0])
		if forget {
			if err := d.ForgetAssumptions(ctx, country); err != nil {
				return err
			}
		}
		a, err := d.Assumptions(ctx, country)
		if err != nil {
			return err
		}
		changed, err := f.into(&a, settlement.Way(way))
		if err == nil && changed {
			err = d.SetAssumptions(ctx, country, a)
		}
		if err != nil {
			return err
		}
		return s.printJSON(a)
	})
	cmd.Flags().StringVar(&way, "way", "", "wait, settle, plan, agency, court, sell or write-off")
	cmd.Flags().StringVar(f.figures["chance"], "chance", "", "percent; 'book' lets the book's own history stand for it again")
	cmd.Flags().StringVar(f.figures["share"], "share", "", "of the claim, percent")
	cmd.Flags().StringVar(f.figures["fee"], "fee", "", "of what comes in, percent")
	cmd.Flags().StringVar(f.figures["fixed"], "fixed", "", "cost whatever comes of it")
	cmd.Flags().StringVar(&f.advance, "advance", "", "fees payable in advance, by the amount of the claim: 0=1500,50000=5000; 'none' for none")
	cmd.Flags().StringVar(&f.source, "source", "", "where cost, share and time were looked up")
	cmd.Flags().StringVar(&f.on, "on", "", "the day as of which they hold")
	cmd.Flags().IntVar(&f.months, "months", 0, "until the money is there")
	cmd.Flags().StringVar(&f.rate, "discount", "", "percent a year by which later money is worth less; 'house' is what the company's money costs")
	cmd.Flags().BoolVar(&forget, "forget", false, "go back to the guesses first")
	return cmd
}

// into writes what was given into the assumptions of a country; it reports whether anything was.
func (f *assumed) into(a *settlement.Assumptions, way settlement.Way) (changed bool, err error) {
	if f.given("discount") {
		changed = true
		if a.OwnRate = f.rate != "house"; !a.OwnRate {
			a.Discount = settlement.GuessedAssumptions().Discount
		} else if a.Discount, err = plainFigure("discount", f.rate); err != nil {
			return false, err
		}
	}
	if way == "" {
		return changed, nil
	}
	w := a.Of(way)
	if w == nil {
		return false, usage{fmt.Errorf("%q is no way out", string(way))}
	}
	return true, f.intoWay(w)
}

func (f *assumed) intoWay(w *settlement.Assumption) (err error) {
	for name, to := range map[string]*decimal.Decimal{"chance": &w.Chance, "share": &w.Share, "fee": &w.Fee, "fixed": &w.Fixed} {
		text := *f.figures[name]
		switch {
		case !f.given(name):
			continue
		case name == "chance" && text == "book":
			guess := settlement.GuessedAssumptions()
			w.Own, w.Chance = false, guess.Of(w.Way).Chance
			continue
		case name == "chance":
			w.Own = true
		}
		if *to, err = plainFigure(name, text); err != nil {
			return err
		}
	}
	if f.given("advance") {
		if w.Advance, err = costSteps(f.advance); err != nil {
			return err
		}
	}
	if f.given("months") {
		w.Months = f.months
	}
	if f.given("source") {
		w.Source = strings.TrimSpace(f.source)
	}
	if f.given("on") {
		w.On, err = day("on", f.on)
	}
	return err
}

// costSteps reads "0=1500,50000=5000".
func costSteps(text string) (out []settlement.CostStep, err error) {
	if text == "none" {
		return nil, nil
	}
	for _, part := range strings.Split(text, ",") {
		from, cost, found := strings.Cut(part, "=")
		if !found {
			return nil, usage{fmt.Errorf("--advance %s: write the amount of the claim and the fee, such as 0=1500,50000=5000", text)}
		}
		var step settlement.CostStep
		if step.From, err = plainFigure("advance", from); err != nil {
			return nil, err
		}
		if step.Cost, err = plainFigure("advance", cost); err != nil {
			return nil, err
		}
		out = append(out, step)
	}
	return out, nil
}

func plainFigure(name, text string) (decimal.Decimal, error) {
	figure, err := decimal.NewFromString(strings.TrimSpace(text))
	if err != nil || len(text) > 20 || strings.ContainsAny(text, "eE") {
		return decimal.Zero, usage{fmt.Errorf("--%s %s is no figure", name, text)}
	}
	return figure, nil
}
