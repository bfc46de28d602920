package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

type noticesJSON struct {
	AsOf    string               `json:"as_of"`
	Notices []noticeJSON         `json:"notices"`
	LeftOut []leftOutJSON        `json:"left_out"`
	Totals  map[string]totalJSON `json:"totals"`
}

type noticeJSON struct {
	Debtor   string       `json:"debtor"`
	Currency string       `json:"currency"`
	Level    int          `json:"level"`
	Channel  string       `json:"channel"`
	Items    []lineJSON   `json:"items"`
	Open     string       `json:"open"`
	Credits  string       `json:"credits"`
	Charges  string       `json:"charges"`
	Fee      string       `json:"fee"`
	Interest string       `json:"interest"`
	Total    string       `json:"total"`
	Deadline string       `json:"deadline"`
	Effects  []effectJSON `json:"effects"`
	Approval bool         `json:"approval"`
	Event    string       `json:"event"`
	// A letter that the post registers.
	Registered bool `json:"registered"`
	// By which procedure it was made, and in which version.
	Procedure string `json:"procedure"`
	Version   int    `json:"procedure_version"`
}

type lineJSON struct {
	Number      string `json:"number"`
	Level       int    `json:"level"`
	Open        string `json:"open"`
	DaysOverdue int    `json:"days_overdue"`
	Fee         string `json:"fee"`
	Interest    string `json:"interest"`
	Reason      string `json:"reason"`
}

type effectJSON struct {
	Rule   string `json:"rule"`
	Source string `json:"source"`
	What   string `json:"what"`
}

type leftOutJSON struct {
	Debtor string `json:"debtor"`
	Number string `json:"number"`
	Reason string `json:"reason"`
	Detail string `json:"detail"`
	// By which procedure it was judged.
	Procedure string `json:"procedure"`
}

type totalJSON struct {
	Notices  int    `json:"notices"`
	Open     string `json:"open"`
	Fee      string `json:"fee"`
	Interest string `json:"interest"`
	Total    string `json:"total"`
}

// planJSON puts a proposal into the keys that other programs rely on; notices by debtor, then currency.
func planJSON(on date.Date, p dunning.Proposal, name func(receivable.DebtorID) string) noticesJSON {
	out := noticesJSON{AsOf: on.String(), Notices: []noticeJSON{}, LeftOut: []leftOutJSON{}, Totals: map[string]totalJSON{}}
	sums := map[money.Currency]*[4]int64{}
	counts := map[money.Currency]int{}
	for _, n := range p.Notices {
		out.Notices = append(out.Notices, noticeRow(n, name(n.Debtor)))
		if sums[n.Currency] == nil {
			sums[n.Currency] = &[4]int64{}
		}
		for i, v := range []int64{n.Open.Minor, n.Fee.Minor, n.Interest.Minor, n.Total.Minor} {
			sums[n.Currency][i] += v
		}
		counts[n.Currency]++
	}
	for _, l := range p.LeftOut {
		out.LeftOut = append(out.LeftOut, leftOutRow(l, name(l.Debtor)))
	}
	slices.SortStableFunc(out.Notices, func(a, b noticeJSON) int {
		return cmp.Or(cmp.Compare(a.Debtor, b.Debtor), cmp.Compare(a.Currency, b.Currency))
	})
	slices.SortStableFunc(out.LeftOut, func(a, b leftOutJSON) int {
		return cmp.Or(cmp.Compare(a.Debtor, b.Debtor), cmp.Compare(a.Number, b.Number))
	})
	for cur, v := range sums {
		text := func(i int) string { return money.New(v[i], cur).String() }
		out.Totals[string(cur)] = totalJSON{Notices: counts[cur], Open: text(0), Fee: text(1), Interest: text(2), Total: text(3)}
	}
	return out
}

func leftOutRow(l dunning.LeftOut, debtor string) leftOutJSON {
	return leftOutJSON{Debtor: debtor, Number: l.Number, Reason: string(l.Reason), Detail: whyText(l.Detail), Procedure: l.Procedure}
}

func noticeRow(n dunning.Notice, debtor string) noticeJSON {
	out := noticeJSON{
		Debtor: debtor, Currency: string(n.Currency), Level: n.Level, Channel: string(n.Channel), Items: []lineJSON{}, Open: n.Open.String(),
		Credits: n.Credit.String(), Charges: n.Charges.String(), Fee: n.Fee.String(), Interest: n.Interest.String(), Total: n.Total.String(),
		Deadline: n.Deadline.String(), Effects: []effectJSON{}, Approval: n.Approval, Registered: n.Registered, Event: string(n.Event),
		Procedure: n.Procedure, Version: n.ProcedureVersion,
	}
	for _, l := range n.Lines {
		out.Items = append(out.Items, lineJSON{
			Number: l.Number, Level: l.Level, Open: l.Open.String(), DaysOverdue: l.DaysOverdue, Fee: l.Fee.String(), Interest: l.Interest.String(), Reason: whyText(l.Why),
		})
	}
	for _, e := range n.Effects {
		out.Effects = append(out.Effects, effectJSON{Rule: e.Rule, Source: e.Source, What: whyText(e.What)})
	}
	return out
}

func planVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "plan", Short: "dry run: who would be reminded and why, who not and why; writes nothing", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			on, err := d.Today(ctx)
			if err != nil {
				return err
			}
			p, err := d.Plan(ctx, on)
			if err != nil {
				return err
			}
			names, numbers, err := directory(ctx, d)
			if err != nil {
				return err
			}
			out := planJSON(on, p, func(id receivable.DebtorID) string { return numbers[id] })
			if s.json {
				return s.printJSON(out)
			}
			say, err := speechOf(ctx, d)
			if err != nil {
				return err
			}
			s.planText(say, p, names, out)
			return nil
		}),
	}
}

// directory gives names and numbers of all customers by book id.
func directory(ctx context.Context, d *desk.Desk) (names, numbers map[receivable.DebtorID]string, err error) {
	rows, err := d.Customers(ctx, desk.CustomerQuery{})
	if err != nil {
		return nil, nil, err
	}
	names, numbers = map[receivable.DebtorID]string{}, map[receivable.DebtorID]string{}
	for _, r := range rows {
		names[r.ID], numbers[r.ID] = r.Name, r.Number
	}
	return names, numbers, nil
}

func (s *session) planText(say speech, p dunning.Proposal, names map[receivable.DebtorID]string, out noticesJSON) {
	rows, under := make([][]string, 0, len(p.Notices)), make([][]string, 0, len(p.Notices))
	for i := range p.Notices {
		n := &p.Notices[i]
		rows = append(rows, append(append([]string{names[n.Debtor], levels(*n), channelName(n.Channel), fmt.Sprint(len(n.Lines))}, amounts(n)...), string(n.Currency), say.why(n.Why)))
		under = append(under, say.effects(n))
	}
	s.tableUnder([]string{"CUSTOMER", "LEVEL", "BY", "ITEMS", "OPEN", "CREDIT", "EARLIER", "FEE", "INTEREST", "TOTAL", "CUR", "REASON"},
		map[int]bool{3: true, 4: true, 5: true, 6: true, 7: true, 8: true, 9: true}, rows, under)
	for _, cur := range sortedKeys(out.Totals) {
		t := out.Totals[cur]
		s.say("%s: %s, open %s, fees %s, interest %s, total %s", cur, counted(t.Notices, "notice", "notices"), withoutZeros(t.Open, cur), withoutZeros(t.Fee, cur), withoutZeros(t.Interest, cur), withoutZeros(t.Total, cur))
	}
	counts := map[string]int{}
	for _, l := range p.LeftOut {
		counts[string(l.Reason)]++
	}
	for _, r := range sortedKeys(counts) {
		s.say("left out: %d %s", counts[r], reason(r))
	}
}

// amounts are the columns that a notice adds up, and their total: open, less credit, earlier charges, fee, interest.
func amounts(n *dunning.Notice) []string {
	credit := n.Credit
	if credit.Minor > 0 {
		credit = credit.Neg()
	}
	out := make([]string, 0, 6)
	for _, a := range []money.Amount{n.Open, credit, n.Charges, n.Fee, n.Interest, n.Total} {
		out = append(out, customary(money.New(a.Minor, n.Currency)))
	}
	return out
}
