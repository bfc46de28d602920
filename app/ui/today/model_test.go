package today

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

func monday() *Model {
	work := func(name string, do desk.WorkDo, why string, minor int64, c money.Currency) desk.Work {
		return desk.Work{Name: name, Do: do, Why: dunning.Why{Key: why}, ToCollect: money.New(minor, c)}
	}
	both := work("Østby", desk.DoCall, "promise-broken", 4418025, "NOK")
	both.Also = []dunning.Why{{Key: "promise-due"}}
	return NewModel(desk.TodayView{
		Work: []desk.Work{
			work("Fjordfisk", desk.DoCall, "promise-broken", 3021000, "NOK"), both, work("Havgløtt", desk.DoCheck, "promise-due", 820000, "NOK"),
			work("Müller", desk.DoMend, "channel-dead", 158500, "EUR"), work("Blåtind", desk.DoDecide, "message-uncertain", 0, ""),
		},
		PromisesDue: 2, Broken: 2, ToMend: 1, Uncertain: 1, Waves: 1,
		Balances: []receivable.Balance{{Currency: "EUR", Buckets: [receivable.AgeBuckets]int64{0, 158500}}, {Currency: "NOK", Buckets: [receivable.AgeBuckets]int64{100, 200}}},
		Fresh:    []desk.Fresh{{}, {Code: desk.StaleData}},
	}, "NOK")
}

func TestCountersFilterTheList(t *testing.T) {
	for counter, want := range map[Counter]int{All: 5, ToCall: 2, Due: 2, Broken: 2, Replies: 0, ToMend: 1, Uncertain: 1} {
		m := monday()
		m.SetCounter(counter)
		if got := len(m.Work()); got != want || m.Count(counter) != want {
			t.Errorf("%q shows %d and counts %d, want %d", counter, got, m.Count(counter), want)
		}
	}
}

func TestASecondTapShowsEverythingAgain(t *testing.T) {
	m := monday()
	m.SetCounter(Broken)
	m.SetCounter(Broken)
	if m.Counter() != All || len(m.Work()) != 5 {
		t.Errorf("counter %q shows %d", m.Counter(), len(m.Work()))
	}
}

func TestSumsOfTheListKeepCurrenciesApart(t *testing.T) {
	sums := ToCollect(monday().Work())
	if len(sums) != 2 || sums[0] != money.New(8259025, "NOK") || sums[1] != money.New(158500, "EUR") {
		t.Errorf("%v", sums)
	}
}

func TestTheStripIsInTheBooksOwnCurrency(t *testing.T) {
	m := monday()
	if b := m.Balance(); b.Currency != "NOK" || b.Overdue() != 200 {
		t.Errorf("%v", b)
	}
	if others := m.Others(); len(others) != 1 || others[0].Currency != "EUR" {
		t.Errorf("%v", others)
	}
	if len(m.Stale()) != 1 {
		t.Error("stale data is not seen")
	}
}

func TestEachReasonHasAPictureOfItsOwn(t *testing.T) {
	if s, i := WhyStatus("promise-broken"); s != theme.Overdue4 || i != theme.IconCrossed {
		t.Errorf("%s, %s", s, i)
	}
	if s, _ := WhyStatus("no-such-reason"); s != theme.Neutral {
		t.Errorf("an unknown reason is judged: %s", s)
	}
}
