package cli

import (
	"context"
	"fmt"
	"strings"

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
	Cases    int    `json:"cases"` // of the book's own history; 0: the chance is a guess
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
				table := waysOutJSON{Country: w.Country, Currency: string(w.Claim.Currency), Claim: w.Claim.String(), Level: w.Level, Days: w.Days, Discount: w.Discount.String(), Ways: []wayOutJSON{}}
				for _, l := range w.Lines {
					table.Ways = append(table.Ways, wayOutJSON{
						string(l.Way), l.Expected.String(), l.Cost.String(), l.Net.String(), l.Today.String(), l.Months, on.AddMonths(l.Months).String(), string(l.Relation),
						l.Chance.String(), l.Share.String(), l.Fee.String(), l.Fixed.String(), l.Cases,
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
		from := "guess"
		if l.Cases > 0 {
			from = fmt.Sprintf("%d cases", l.Cases)
		}
		rows = append(rows, []string{l.Way, l.Expected, l.Cost, l.Net, l.Today, fmt.Sprint(l.Months), l.CashOn, l.Relation, l.Chance + " % of " + l.Share + " %", from})
	}
	s.table([]string{"WAY", "COMES IN", "COSTS", "LEFT", "TODAY", "MONTHS", "CASH ON", "RELATION", "CHANCE", "FROM"}, map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true}, rows)
}

func assumeVerb(s *session) *cobra.Command {
	var way, discount string
	var months int
	values := map[string]*string{"chance": new(string), "share": new(string), "fee": new(string), "fixed": new(string)}
	cmd := &cobra.Command{Use: "assume COUNTRY [--way agency --chance 40 --share 80 --fee 15 --fixed 0 --months 14] [--discount 8]", Short: "what the ways out are reckoned with", Args: cobra.ExactArgs(1)}
	cmd.RunE = s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
		country := strings.ToUpper(args[0])
		a, err := d.Assumptions(ctx, country)
		if err != nil {
			return err
		}
		given := map[string]string{}
		for name, value := range values {
			if cmd.Flags().Changed(name) {
				given[name] = *value
			}
		}
		if cmd.Flags().Changed("discount") {
			if a.Discount, err = decimal.NewFromString(discount); err != nil {
				return usage{fmt.Errorf("--discount %s is no figure", discount)}
			}
		}
		if way != "" {
			if err := assume(&a, settlement.Way(way), given, months, cmd.Flags().Changed("months")); err != nil {
				return err
			}
		}
		if way != "" || cmd.Flags().Changed("discount") {
			if err := d.SetAssumptions(ctx, country, a); err != nil {
				return err
			}
		}
		return s.printJSON(a)
	})
	cmd.Flags().StringVar(&way, "way", "", "wait, settle, plan, agency, court, sell or write-off")
	cmd.Flags().StringVar(values["chance"], "chance", "", "percent")
	cmd.Flags().StringVar(values["share"], "share", "", "of the claim, percent")
	cmd.Flags().StringVar(values["fee"], "fee", "", "of what comes in, percent")
	cmd.Flags().StringVar(values["fixed"], "fixed", "", "cost whatever comes of it")
	cmd.Flags().IntVar(&months, "months", 0, "until the money is there")
	cmd.Flags().StringVar(&discount, "discount", "", "percent a year by which later money is worth less")
	return cmd
}

func assume(a *settlement.Assumptions, way settlement.Way, given map[string]string, months int, monthsToo bool) error {
	for i := range a.Ways {
		w := &a.Ways[i]
		if w.Way != way {
			continue
		}
		for name, to := range map[string]*decimal.Decimal{"chance": &w.Chance, "share": &w.Share, "fee": &w.Fee, "fixed": &w.Fixed} {
			text, ok := given[name]
			if !ok {
				continue
			}
			figure, err := decimal.NewFromString(text)
			if err != nil || len(text) > 20 || strings.ContainsAny(text, "eE") {
				return usage{fmt.Errorf("--%s %s is no figure", name, text)}
			}
			*to = figure
		}
		if monthsToo {
			w.Months = months
		}
		return nil
	}
	return usage{fmt.Errorf("%q is no way out", string(way))}
}
