package desk_test

import (
	"fmt"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// threeYears is a pack under which claims are barred three years after due, anew from part payments and promises.
func threeYears(restarts ...string) map[string]law.Pack {
	return map[string]law.Pack{"NO": {Code: "NO", Rows: []law.Row{
		{ID: "NO-LIM-1", Fact: law.Limitation, Value: decimal.NewFromInt(3), Unit: "years", Applies: law.Both, By: law.Both, Starts: law.FromDue, Restarts: restarts, Ref: "s. 2"},
		{ID: "NO-LIM-2", Fact: law.LimitationWritten, Value: decimal.NewFromInt(10), Unit: "years", Applies: law.Both, By: law.Both, Ref: "s. 5"},
	}}}
}

// warned gives the reasons on the work list that are about limitation, by customer, in rank.
func (o *office) warned(on string) (out []string) {
	o.t.Helper()
	v, err := o.WorkList(o.t.Context(), day(on))
	o.must(err)
	for _, w := range v.Work {
		for _, why := range append(w.Also, w.Why) {
			switch why.Key {
			case "limitation-soon", "limitation-urgent", "limitation-passed":
				out = append(out, fmt.Sprintf("%s %s %s %s+%s", w.Number, why.Key, why.Args["number"], why.Args["date"], why.Args["more"]))
			}
		}
	}
	return out
}

func TestTodayWarnsBeforeAClaimIsBarred(t *testing.T) {
	o := newOffice(t, func(s *source) {
		for i, due := range []string{"2023-11-20", "2023-12-01", "2024-02-10", "2024-02-22"} {
			id := fmt.Sprint("C", i+1)
			s.debtor(id, id+"@example.com")
			s.invoice(fmt.Sprint(i+1), id, due, 10_000)
		}
		s.invoice("5", "C2", "2023-12-20", 90_000)
		s.debtor("C5", "c5@example.com")
		s.debtors[4].Country = "XX"
		s.invoice("6", "C5", "2010-01-01", 10_000)
	})
	o.Laws = threeYears(law.PartPayment, law.Promise)
	o.sync()
	want := []string{
		"C2 limitation-urgent F-2 2026-12-01+1", // 8 days left; its other claim 27
		"C1 limitation-passed F-1 2026-11-20+0",
		"C3 limitation-soon F-3 2027-02-10+0", // 79 days; C4 has 91
	}
	if got := o.warned("2026-11-23"); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := o.warned("2026-11-24"); len(got) != 4 || got[3] != "C4 limitation-soon F-4 2027-02-22+0" {
		t.Errorf("a day later: %q", got)
	}
	o.source.open("2", 0)
	o.clock.to(day("2026-11-24"))
	o.sync()
	o.must(o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: o.debtorID("C3"), Amount: nok(10_000), By: day("2026-12-15")}))
	o.must(o.Acknowledge(t.Context(), o.debtorID("C4"), o.customer("C4", "2026-11-24").Items[0].ID, day("2026-11-24"), "mail from the owner"))
	want = []string{"C2 limitation-urgent F-5 2026-12-20+0", "C1 limitation-passed F-1 2026-11-20+0"}
	if got := o.warned("2026-11-24"); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("after a payment, a promise and a letter: %q", got)
	}
	v := o.customer("C4", "2026-11-24")
	if l := v.Limitation[v.Items[0].ID]; l.Last != day("2036-11-24") || l.Rule != "NO-LIM-2" || l.Restart.Note != "mail from the owner" {
		t.Errorf("acknowledged in writing: %+v", l)
	}
	v = o.customer("C5", "2026-11-24")
	if l, listed := v.Limitation[v.Items[0].ID]; !listed || l.Known() {
		t.Errorf("of a country without a pack: %+v", l)
	}
}

// A promise speaks for what there was when it was given, and a part payment for its invoice alone.
func TestWhatStartsALimitationAnew(t *testing.T) {
	o := newOffice(t, func(s *source) {
		twoCustomers(s)
		s.invoice("3", "C1", "2026-11-10", 30_000)
	})
	o.Laws = threeYears(law.PartPayment, law.Promise)
	o.source.open("1", 6_000)
	o.source.payments = []store.SourcePayment{{
		Payment: receivable.Payment{
			ExternalID: "P1", Date: day("2026-11-15"), Amount: nok(4_000), Unapplied: nok(0),
			Allocations: []receivable.Allocation{{Amount: nok(4_000), Date: day("2026-11-15")}},
		},
		DebtorExternal: "C1", ItemExternals: []string{"1"},
	}}
	o.sync()
	ends := func(on string) (out []string) {
		v := o.customer("C1", on)
		for _, it := range v.Items {
			l := v.Limitation[it.ID]
			out = append(out, it.Number+" "+l.Last.String())
		}
		return out
	}
	if got := ends("2026-11-23"); fmt.Sprint(got) != "[F-1 2029-11-15 F-3 2029-11-10]" {
		t.Errorf("after a part payment: %v", got)
	}
	o.must(o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: o.debtorID("C1"), Amount: nok(6_000), By: day("2026-12-15")}))
	o.source.invoice("4", "C1", "2026-12-24", 1_000)
	o.source.items[len(o.source.items)-1].Issued = day("2026-12-10")
	o.clock.to(day("2026-12-20"))
	o.sync()
	if got := ends("2026-12-20"); fmt.Sprint(got) != "[F-1 2029-11-23 F-3 2029-11-23 F-4 2029-12-24]" {
		t.Errorf("after a promise: %v", got)
	}
}

// Where the law says so a demand that was sent starts it anew; one that was only called out, or never left, does not.
func TestADemandThatWasSentStartsALimitationAnew(t *testing.T) {
	for kind, want := range map[string]string{law.Demand: "2029-11-23", law.PartPayment: "2029-11-01"} {
		o := newOffice(t, twoCustomers)
		o.Laws = threeYears(kind)
		o.courier.offline = true
		o.remind("2026-11-23")
		last := func() string {
			v := o.customer("C1", "2026-11-23")
			l := v.Limitation[v.Items[0].ID]
			return l.Last.String()
		}
		if got := last(); got != "2029-11-01" {
			t.Errorf("%s: while the notice waits in the outbox: %s", kind, got)
		}
		o.courier.offline = false
		_, err := o.SendOutbox(t.Context(), nil)
		o.must(err)
		if got := last(); got != want {
			t.Errorf("%s: once it was sent: %s, want %s", kind, got, want)
		}
	}
}

// BenchmarkWorkListOfALargeBook has 100,000 open items, of which some are old enough to be looked at.
func BenchmarkWorkListOfALargeBook(b *testing.B) {
	for _, aged := range []int{0, 1_000, 20_000} {
		b.Run(fmt.Sprint("aged-", aged), func(b *testing.B) {
			o := largeBook(b, aged)
			b.ResetTimer()
			for b.Loop() {
				if _, err := o.WorkList(b.Context(), day("2026-11-23")); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func largeBook(b *testing.B, aged int) *office {
	b.Helper()
	const customers, each = 25_000, 4
	o := openOffice(b, func(s *source) {
		for i := range customers {
			s.debtor(fmt.Sprint("C", i), "c@example.com")
		}
		for i := range customers * each {
			due := day("2026-06-01").AddDays(i % 170)
			if i < aged {
				due = date.Must(2023, 12, 1).AddDays(i % 80)
			}
			s.invoice(fmt.Sprint(i), fmt.Sprint("C", i%customers), due.String(), 10_000)
		}
	})
	o.Laws = threeYears(law.PartPayment, law.Promise)
	o.source.sums = map[money.Currency]int64{"NOK": customers * each * 10_000}
	if _, err := o.Sync(b.Context(), o.conn.ID, true, nil); err != nil {
		b.Fatal(err)
	}
	return o
}

func TestNobodyIsRemindedOfAClaimThatIsBarred(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "a@example.com")
		s.invoice("1", "C1", "2023-11-22", 10_000)
		s.invoice("2", "C1", "2023-11-22", 20_000)
	})
	o.Laws = threeYears()
	o.sync()
	c1 := o.debtorID("C1")
	o.must(o.DecideReview(t.Context(), o.conn.ID, store.ReviewStart, 60))
	second, err := o.FindItem(t.Context(), c1, "F-2")
	o.must(err)
	o.wantCode(o.Acknowledge(t.Context(), c1, second.ID, day("2023-11-07"), "before it was written"), fault.Invalid)
	o.must(o.Acknowledge(t.Context(), c1, second.ID, day("2026-01-10"), "mail from the owner"))
	p, err := o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if len(p.Notices) != 1 || len(p.Notices[0].Lines) != 1 || p.Notices[0].Lines[0].Number != "F-2" {
		t.Fatalf("asked for: %+v", p.Notices)
	}
	if out := p.LeftOut[0]; out.Reason != dunning.ReasonLaw || out.Detail.Key != dunning.WhyBarred || out.Detail.Args["last"] != "2026-11-22" {
		t.Fatalf("left out: %+v", out)
	}
}
