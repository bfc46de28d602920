package dunning_test

import (
	"encoding/json"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// claimedOnce is an invoice of 1000.00 that the first notice reminded of after ten days, at 36.5 % a year: 1.00 a day.
func claimedOnce(t *testing.T) (dunning.Procedure, dunning.Account, dunning.Past) {
	t.Helper()
	p := ladder()
	p.Name, p.Version = "Standard", 1
	for i := range p.Levels {
		p.Levels[i].Interest = &dunning.Interest{Rate: dec("36.5"), Basis: dunning.Act365}
	}
	a := account(invoice(1, 0, 100000))
	n := stored(t, dunning.Plan(day(10), p, law.Pack{}, a, date.Calendar{}).Notices[0])
	a, _ = dunning.Issue(a, n, 1)
	return p, a, pastOf(a, 0, []dunning.Issued{{ID: 1, Number: "N1", Notice: n}})
}

// stored is a notice as the book keeps it.
func stored(t *testing.T, n dunning.Notice) (out dunning.Notice) {
	t.Helper()
	text, err := json.Marshal(n)
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What a notice claimed stays as it was claimed, whatever the procedure or the law says later; the days after it go by today's.
func TestClaimedInterestKeepsTheTermsItWasClaimedWith(t *testing.T) {
	for _, c := range []struct {
		name           string
		change         func(p *dunning.Procedure)
		spans          int
		interest       int64
		fresh          int64
		last           string // rate of the last span
		missing, equal bool
	}{
		{"nothing", func(*dunning.Procedure) {}, 2, 2000, 1000, "36.5", false, true},
		{"dearer", func(p *dunning.Procedure) { p.Levels[0].Interest.Rate = dec("73") }, 2, 3000, 2000, "73", false, true},
		{"cheaper", func(p *dunning.Procedure) { p.Levels[0].Interest.Rate = dec("29.2") }, 2, 1800, 600, "29.2", false, true},
		{"a rate that nobody knows", func(p *dunning.Procedure) { p.Levels[0].Interest = &dunning.Interest{Statutory: true} }, 1, 1000, 0, "36.5", true, false},
		{"no interest", func(p *dunning.Procedure) {
			for i := range p.Levels {
				p.Levels[i].Interest = nil
			}
		}, 1, 1000, 0, "36.5", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, _, past := claimedOnce(t)
			c.change(&p)
			p.Version = 2
			s, err := dunning.Explain(past, day(20), p, law.Pack{})
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Interest.Spans) != c.spans || s.Interest.Total != eur(c.interest) || s.Fresh != eur(c.fresh) || s.Claimed != eur(1000) || s.Excess() != eur(0) {
				t.Fatalf("%d spans, interest %s, fresh %s, claimed %s, excess %s", len(s.Interest.Spans), s.Interest.Total, s.Fresh, s.Claimed, s.Excess())
			}
			first, last := s.Interest.Spans[0], s.Interest.Spans[c.spans-1]
			if !first.Claimed || first.To != day(10) || !first.Rate.Equal(dec("36.5")) || first.Procedure != "Standard" || first.Version != 1 || first.Rule != "agreed rate" {
				t.Errorf("the claimed days say %+v", first)
			}
			if !last.Rate.Equal(dec(c.last)) || c.spans > 1 && (last.Version != 2 || last.Claimed) {
				t.Errorf("the last days say %+v", last)
			}
			if (s.Missing != nil) != c.missing || c.missing && fault.CodeOf(s.Missing) != dunning.RateMissing {
				t.Errorf("missing: %v", s.Missing)
			}
			if s.Less.Minor != c.interest-1000-c.fresh || s.Total != eur(100000+1000+c.fresh) {
				t.Errorf("less %s, total %s", s.Less, s.Total)
			}
		})
	}
}

// A payment that came to light after a notice makes the spans of today, and says what was claimed beyond them.
func TestAPaymentThatCameToLightIsTakenOffWhatComesAfter(t *testing.T) {
	p, a, past := claimedOnce(t)
	late := &past.Item
	late.Open, late.History = eur(50000), []dunning.Move{{On: day(4), Amount: eur(-50000), Paid: true}}
	s, err := dunning.Explain(past, day(10), p, law.Pack{})
	if err != nil || s.Interest.Total != eur(700) || s.Excess() != eur(300) || s.Fresh != eur(0) {
		t.Errorf("interest %s, excess %s, fresh %s, %v", s.Interest.Total, s.Excess(), s.Fresh, err)
	}
	a.Items[0] = *late
	a.Items[0].LastDeadline = day(10)
	s, err = dunning.Explain(past, day(20), p, law.Pack{})
	if err != nil || s.Fresh != eur(200) {
		t.Errorf("ten days on half are 5.00 less the 3.00 too much, not %s, %v", s.Fresh, err)
	}
}

// Whatever happens to the procedure, the next notice charges what the sheet calls not claimed yet.
func TestTheNextNoticeChargesWhatTheSheetSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := dunning.Procedure{Name: "P", Version: 1, Levels: []dunning.Level{{Number: 1, AfterDays: 5}}}
		for len(p.Levels) < 4 {
			p.Levels = append(p.Levels, dunning.Level{Number: len(p.Levels) + 1, AfterDays: 5, Since: dunning.SincePrevious})
		}
		s := sent{rules: p, account: account(invoice(1, 0, rapid.Int64Range(1, 10_000_000).Draw(t, "amount")))}
		for on := 1; on < 60; on++ {
			if len(s.issued) < 4 && rapid.IntRange(0, 5).Draw(t, "changes") == 0 {
				s.rules.Version++
				s.rules.Levels = append([]dunning.Level{}, s.rules.Levels...)
				interest := &dunning.Interest{Rate: decimal.New(rapid.Int64Range(1, 400000).Draw(t, "rate"), -4), Basis: anyBasis(t)}
				for i := range s.rules.Levels {
					s.rules.Levels[i].Interest = interest
				}
			}
			st, err := dunning.Explain(pastOf(s.account, 0, s.issued), day(on), s.rules, law.Pack{})
			if err != nil {
				t.Fatal(err)
			}
			if sum := st.Claimed.Minor - st.Excess().Minor + st.Fresh.Minor + st.Less.Minor; st.Interest.Total.Minor != sum {
				t.Fatalf("day %d: interest %s, but %d in parts", on, st.Interest.Total, sum)
			}
			for _, n := range dunning.Plan(day(on), s.rules, law.Pack{}, s.account, date.Calendar{}).Notices {
				if n.Lines[0].Interest != st.Fresh {
					t.Fatalf("day %d: the notice charges %s, the sheet says %s", on, n.Lines[0].Interest, st.Fresh)
				}
				s.account, _ = dunning.Issue(s.account, n, int64(len(s.issued)+1))
				s.issued = append(s.issued, dunning.Issued{ID: int64(len(s.issued) + 1), Notice: n})
			}
		}
	})
}
