package customer

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/behaviour"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

var (
	monday  = date.Must(2026, time.November, 23)
	english = words.For("en", "NO", "NOK", time.UTC, monday)
)

// plain writes no-break spaces as spaces, which can be told apart in a test.
func plain(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

func nok(minor int64) money.Amount { return money.New(minor, "NOK") }

func item(id int64, due date.Date, open money.Amount) desk.ItemRow {
	var r desk.ItemRow
	r.ID, r.Number, r.Due, r.Open = receivable.ItemID(id), "F-"+string(rune('0'+id)), due, open
	return r
}

// fjordfisk broke a promise, disputes one item, and has one that is not due and one credit.
func fjordfisk() *Model {
	disputed := item(2, monday.AddDays(-27), nok(400000))
	disputed.Dispute = &dunning.Dispute{Reason: "quality"}
	broken := dunning.Promise{ID: 1, Items: []receivable.ItemID{1}, Amount: nok(2000000), By: monday.AddDays(-6), State: dunning.PromiseBroken}
	return NewModel(desk.CustomerView{
		Date: monday, Debtor: receivable.Debtor{ID: 7, Name: "Fjordfisk AS"},
		Balances: []receivable.Balance{
			{Currency: "EUR", OldestDue: 3, Buckets: [receivable.AgeBuckets]int64{0, 100}},
			{Currency: "NOK", OldestDue: 56, Charges: 54103, Credits: -5000, Buckets: [receivable.AgeBuckets]int64{1709000, 400000, 3021000}},
		},
		Items:    []desk.ItemRow{item(1, monday.AddDays(-56), nok(3021000)), disputed, item(3, monday.AddDays(17), nok(1709000)), item(4, monday.AddDays(-3), nok(-5000))},
		Promises: []desk.PromiseRow{{Promise: broken}},
		Disputes: []desk.DisputeRow{{Dispute: dunning.Dispute{ID: 1}}, {Dispute: dunning.Dispute{ID: 2}, Outcome: "rejected"}},
		Charges: []dunning.Charge{
			{Kind: dunning.FeeCharge, Open: nok(3500)}, {Kind: dunning.InterestCharge, Open: nok(50603)}, {Kind: dunning.FeeCharge, Open: money.New(5, "EUR")},
		},
	}, "NOK")
}

func TestTheOldestDebtLeads(t *testing.T) {
	m := fjordfisk()
	if m.Currency() != "NOK" || len(m.Others()) != 1 {
		t.Errorf("headline in %s, %d others", m.Currency(), len(m.Others()))
	}
	if got := m.AllInAll(); got != nok(1709000+400000+3021000-5000+54103) {
		t.Errorf("all in all %s", got)
	}
	if sum, n := m.Charged(dunning.FeeCharge); sum != nok(3500) || n != 1 {
		t.Errorf("%d fees of %s", n, sum)
	}
}

func TestEachItemSaysItsGravestState(t *testing.T) {
	want := []ItemState{ItemBroken, ItemDisputed, ItemPlain, ItemCredit}
	for i, it := range fjordfisk().Items() {
		if got := it.State(); got != want[i] {
			t.Errorf("%s: %d, want %d", it.Row.Number, got, want[i])
		}
	}
	old := fjordfisk()
	old.View.Items[0].OldDebt = true
	if got := old.Items()[0].State(); got != ItemInReview {
		t.Errorf("old debt that nobody has looked at is %d", got)
	}
	m := fjordfisk()
	m.View.Holds = []desk.HoldRow{{Hold: dunning.Hold{Until: monday.AddDays(5)}}}
	if got := m.Items()[2].State(); got != ItemHeld || m.Hold() == nil {
		t.Errorf("under a hold of the customer an item is %d", got)
	}
	m.View.Holds[0].Lifted = true
	if m.Hold() != nil {
		t.Error("a lifted hold still holds")
	}
}

func TestAnItemBeforeItsDueDateHasNoBadge(t *testing.T) {
	items := fjordfisk().Items()
	if _, to := itemLevel(items[2]); to >= 0 {
		t.Error("an item that is not due shows a level")
	}
	if from, to := itemLevel(items[0]); from != 0 || to != 0 {
		t.Errorf("an overdue item shows %d to %d", from, to)
	}
}

func TestChipsWarnOfTheTwoGravestThings(t *testing.T) {
	chips := fjordfisk().chips(english)
	if len(chips) != 2 || chips[0].Word != "Promise broken" || chips[1].Word != "1 item disputed" {
		t.Errorf("%v", chips)
	}
}

func TestTheNextStepIsSaidInASentence(t *testing.T) {
	m := fjordfisk()
	notice := dunning.Notice{
		Level: 3, Channel: receivable.Letter, Total: nok(3078603), Date: monday,
		Why: dunning.Why{Key: dunning.WhySinceLevel, Args: map[string]string{"ago": "17", "previous": "2"}},
	}
	m.View.Plan.Notices = []dunning.Notice{notice}
	if got := plain(m.Next(english).Text); got != "level 3 by letter in the next wave, 30 786,03 kr. 17 d since level 2, no answer." {
		t.Error(got)
	}
	m.View.InWave = &desk.WaveLine{State: desk.LineIn, Notice: notice}
	if step := m.Next(english); !step.InWave || plain(step.Text) != "level 3 by letter in the wave of 23 Nov, 30 786,03 kr. 17 d since level 2, no answer." {
		t.Errorf("%+v", step)
	}
	m.View.InWave = &desk.WaveLine{State: desk.LineExcluded, By: "kari", Why: "talks ongoing", Notice: notice}
	if step := m.Next(english); !step.Out || step.Text != "left out of the wave of 23 Nov by kari: “talks ongoing”" {
		t.Errorf("%+v", step)
	}
}

func TestWhatAPersonDidIsSaidBeforeWhatTheClockSays(t *testing.T) {
	m := fjordfisk()
	m.View.Plan.LeftOut = []dunning.LeftOut{
		{Reason: dunning.ReasonNotDue}, {Reason: dunning.ReasonHold, Detail: dunning.Why{Key: "hold"}, Until: monday.AddDays(5)},
	}
	if step := m.Next(english); !step.Quiet || step.Text != "Held, until 28 Nov." {
		t.Errorf("%+v", step)
	}
	m.View.Plan.LeftOut = nil
	if step := m.Next(english); step.Text != "No open item." {
		t.Errorf("%+v", step)
	}
}

func TestTheTimelineTellsAllThatHappenedNewestFirst(t *testing.T) {
	m := fjordfisk()
	at := func(day int) time.Time { return time.Date(2026, time.November, day, 9, 0, 0, 0, time.UTC) }
	entry := func(kind activity.Kind, day int, data map[string]any) activity.Entry {
		raw, err := json.Marshal(data)
		if err != nil {
			t.Fatal(err)
		}
		return activity.Entry{At: at(day), Actor: activity.Actor{Name: "Kari"}, Kind: kind, Data: string(raw)}
	}
	m.View.Timeline = []activity.Entry{
		entry(activity.PromiseBroken, 18, map[string]any{"amount": "20000.00", "currency": "NOK", "by": "2026-11-17"}),
		entry(activity.CallNoted, 10, map[string]any{"result": "promised", "text": "Siv pays on the 17th"}),
		entry(activity.SyncDone, 9, nil), // about the connection, not about the customer
	}
	m.View.Notices = []desk.IssuedNotice{{ID: 9, SentAt: at(6), State: desk.OutSent, Claim: dunning.Notice{
		Date: date.Must(2026, time.November, 6), Level: 2, Channel: receivable.Email, Total: nok(3024500), Fee: nok(3500), Lines: make([]dunning.Line, 2),
	}}}
	m.View.Payments = []receivable.Payment{{Date: date.Must(2026, time.October, 2), Amount: nok(1845000), Allocations: make([]receivable.Allocation, 1)}}
	want := []Event{
		{Matter: Money, Status: theme.Overdue4, Title: "Promise broken", Detail: "20 000,00 kr for 17 Nov"},
		{Matter: Calls, Title: "Call, Kari", Detail: "promised to pay · Siv pays on the 17th"},
		{Matter: Mail, Title: "Reminder 2 sent", Detail: "2 items, 30 245,00 kr · fee 35,00 kr", Notice: 9},
		{Matter: Money, Status: theme.Promised, Title: "Payment 18 450,00 kr", Detail: "for 1 item"},
	}
	got := Timeline(m.View, english)
	if len(got) != len(want) {
		t.Fatalf("%d events, want %d: %v", len(got), len(want), got)
	}
	for i, w := range want {
		g := got[i]
		if g.Matter != w.Matter || g.Status != w.Status || plain(g.Title) != w.Title || plain(g.Detail) != w.Detail || g.Notice != w.Notice {
			t.Errorf("%d: %+v, want %+v", i, g, w)
		}
	}
}

func TestAllWaysToACustomerAreListed(t *testing.T) {
	v := desk.CustomerView{Debtor: receivable.Debtor{
		Name: "Fjordfisk AS", Phone: "+47 77 00 41 20", Email: "post@fjordfisk.example", Dead: []receivable.Channel{receivable.Email},
		Address:  receivable.Address{Lines: []string{"Brygga 7"}, PostalCode: "9008", City: "Tromsø"},
		Contacts: []receivable.Contact{{Name: "Siv Aune", Role: "accounts", Language: "nb", Phone: "+47 90 00 00 00"}},
	}}
	var got []string
	v.Consents = []receivable.Consent{
		{Channel: receivable.Email, State: receivable.ConsentGiven, On: monday.AddDays(-90), Source: "the order", Past: true},
		{Channel: receivable.Email, State: receivable.ConsentWithdrawn, On: monday, Source: "her mail"},
	}
	for _, l := range NewModel(v, "NOK").contactLines(english) {
		got = append(got, strings.Join(l.Cells, "|"))
	}
	want := []string{
		"Fjordfisk AS|+47 77 00 41 20|post@fjordfisk.example (does not arrive)", "Brygga 7, 9008 Tromsø", "Mail: consent withdrawn 23 Nov (her mail)",
		"Siv Aune|+47 90 00 00 00|", "accounts · Norwegian", "nothing is noted about consent",
	}
	if !slices.Equal(got, want) {
		t.Errorf("listed\n%q, want\n%q", got, want)
	}
}

func TestBehaviourIsSaidCalmly(t *testing.T) {
	for _, c := range []struct {
		name string
		b    behaviour.Picture
		want []string
	}{
		{"a new customer", behaviour.Picture{Hour: behaviour.NoHour}, []string{"not known yet", "none yet", "too little to tell", "too little to tell"}},
		{
			"a slow one",
			behaviour.Picture{Items: 9, AverageLate: 19, Kept: 3, Judged: 5, Contacts: 12, Answered: 8, AnswerDays: 2, Channel: receivable.Email, Hour: behaviour.NoHour},
			[]string{"19 d late", "3 of 5", "67 %, after 2 d", "by mail"},
		},
		{
			"one who takes the telephone",
			behaviour.Picture{Items: 9, AverageLate: -2, Contacts: 5, Answered: 5, Channel: receivable.Call, Hour: 9},
			[]string{"in time", "none yet", "100 %, the same day", "by telephone at 09:00"},
		},
		{"one who never answers", behaviour.Picture{Contacts: 7, Hour: behaviour.NoHour}, []string{"not known yet", "none yet", "never", "too little to tell"}},
	} {
		var got []string
		for _, f := range NewModel(desk.CustomerView{Behaviour: c.b}, "NOK").behaviourFacts(english)[:4] {
			got = append(got, plain(f.Value))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
