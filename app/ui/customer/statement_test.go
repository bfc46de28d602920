package customer

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/shopspring/decimal"
)

// explained is an invoice with a payment, a fee of its own half waived, interest claimed, and a notice about more than it.
func explained(t *testing.T) dunning.Statement {
	t.Helper()
	due := monday.AddDays(-60)
	it := dunning.Item{OpenItem: receivable.OpenItem{ID: 1, Number: "F-1", Kind: receivable.Invoice, Issued: due, Due: due, Amount: nok(100_000), Open: nok(60_000)}}
	it.History = []dunning.Move{{On: due.AddDays(10), Amount: nok(-40_000), Paid: true, Ref: "KID 7"}}
	fee := dunning.Charge{ID: 1, Item: 1, Notice: 4, Kind: dunning.FeeCharge, On: monday.AddDays(-20), Amount: nok(3_500), Open: nok(500), Waived: nok(2_000), Rule: "level 1 fee"}
	interest := dunning.Charge{ID: 2, Item: 1, Notice: 4, Kind: dunning.InterestCharge, On: monday.AddDays(-20), Amount: nok(900), Open: nok(900), Rule: "agreed rate"}
	notice := dunning.Notice{
		Currency: "NOK", Level: 1, Date: monday.AddDays(-20), Open: nok(90_000), Fee: nok(3_500), Interest: nok(900), Total: nok(94_400), New: []dunning.Charge{fee, interest},
		Lines: []dunning.Line{{Item: 1, Open: nok(60_000), Level: 1}, {Item: 2, Open: nok(30_000), Level: 1}},
	}
	notice.Credit, notice.Charges = nok(0), nok(0)
	st, err := dunning.Explain(dunning.Past{
		Item: it, Charges: []dunning.Charge{fee, interest}, Notices: []dunning.Issued{{ID: 4, Number: "2026-4", Notice: notice}},
		Waivers: []dunning.ChargeWaiver{{Charge: 1, On: monday.AddDays(-2), Amount: nok(2_000), Reason: "goodwill", By: "Kari", After: 4}},
	}, monday, dunning.Procedure{Levels: []dunning.Level{{Number: 1, Interest: &dunning.Interest{Rate: decimal.NewFromInt(12), Basis: dunning.Act365}}}}, law.Pack{})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestTheLinesOfAStatementComeToItsSum(t *testing.T) {
	st := explained(t)
	pane := statementPane(st, dunning.Limitation{}, english)
	var sum int64
	for _, l := range pane.Lines {
		if l.Faint || l.Cells[4] == "" {
			continue
		}
		figure := strings.NewReplacer("\u00a0", "", "\u202f", "", " ", "", ",", ".", "−", "-").Replace(l.Cells[4])
		a, err := money.Parse(figure, "NOK")
		if err != nil {
			t.Fatalf("%q: %v", l.Cells, err)
		}
		sum += a.Minor
	}
	if sum != st.Total.Minor || st.Total.IsZero() {
		t.Errorf("the lines come to %d, the sum is %s", sum, st.Total)
	}
	var text []string
	for _, l := range pane.Lines {
		text = append(text, plain(strings.Join(l.Cells, "|")))
	}
	all := strings.Join(text, "\n")
	for _, want := range []string{
		"Payment · 4 Oct · KID 7|||−400,00", "level 1 fee · 3 Nov||||35,00", "Waived, Kari · 21 Nov · “goodwill”||||−20,00", "Fees and interest paid||||−10,00",
		"Reminder 2026-4 of 3 Nov asked for", "of it claimed by reminders|||9,00", "of it not claimed yet, and in no balance|||", "Its other invoices|||300,00", "In all|||944,00",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the pane does not say %q:\n%s", want, all)
		}
	}
}

func TestAnItemThatIsBarredSaysSoFirst(t *testing.T) {
	m := fjordfisk()
	for days, want := range map[int]ItemState{-1: ItemBarring, 0: ItemBarring, 30: ItemBarring, 31: ItemPlain, 200: ItemPlain} {
		m.View.Limitation = map[receivable.ItemID]dunning.Limitation{1: {Last: monday.AddDays(days)}, 3: {Last: monday.AddDays(days)}}
		got := m.Items()[2].State()
		if want == ItemPlain && days <= 90 {
			want = ItemBarSoon
		}
		if got != want {
			t.Errorf("%d days before: %d, want %d", days, got, want)
		}
	}
	m.View.Limitation = map[receivable.ItemID]dunning.Limitation{1: {Last: monday.AddDays(-1)}}
	if got := itemState(english, m.Items()[0]).Word; got != "barred 22 Nov" {
		t.Error(got)
	}
	l := dunning.Limitation{Last: date.Must(2029, time.May, 1), Rule: "NO-1", Ref: "s. 2", Restart: &dunning.Restart{On: date.Must(2026, time.May, 1), Kind: law.PartPayment}}
	if got := plain(limitationText(l, english)); got != "Statute-barred after 1 May 2029 (NO-1 · s. 2). Started anew by the payment of 1 May. Nobody has checked this rule against its source." {
		t.Error(got)
	}
}

func TestOnlyWhatIsOpenCanBeWaived(t *testing.T) {
	m := fjordfisk()
	m.View.Charges = []dunning.Charge{
		{ID: 1, Item: 1, Kind: dunning.FeeCharge, On: monday, Open: nok(3500)},
		{ID: 2, Kind: dunning.InterestCharge, On: monday, Open: nok(0)},
		{ID: 3, Kind: dunning.InterestCharge, On: monday, Open: nok(506)},
	}
	got := m.waivable(english)
	if len(got) != 2 || got[0].ID != "1" || plain(got[0].Text) != "35,00 kr · fee · 23 Nov · F-1" || plain(got[1].Text) != "5,06 kr · interest · 23 Nov" {
		t.Errorf("%+v", got)
	}
	if c := m.charge("3"); c.Open != nok(506) {
		t.Errorf("%+v", c)
	}
}

func TestTheTimelineTellsOfWaiversAndMergers(t *testing.T) {
	entry := func(kind activity.Kind, data map[string]any) activity.Entry {
		raw, err := json.Marshal(data)
		if err != nil {
			t.Fatal(err)
		}
		return activity.Entry{At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Actor: activity.Actor{Name: "Kari"}, Kind: kind, Data: string(raw)}
	}
	v := desk.CustomerView{Timeline: []activity.Entry{
		entry(activity.ChargeWaived, map[string]any{"amount": "35.00", "currency": "NOK", "kind": "fee", "number": "F-1", "why": "goodwill"}),
		entry(activity.DebtAcknowledged, map[string]any{"number": "F-1", "on": "2026-11-19", "note": "mail"}),
		entry(activity.DebtorMerged, map[string]any{"number": "10117", "name": "Nordlys Bakeri"}),
	}}
	want := []string{
		"Charge waived, Kari: 35,00 kr · fee · F-1 · “goodwill”", "Acknowledged in writing: F-1 · 19 Nov · “mail”",
		"Joined with another customer in the accounts: Nordlys Bakeri · 10117",
	}
	for i, e := range Timeline(v, english) {
		if got := plain(e.Title + ": " + e.Detail); got != want[i] {
			t.Errorf("%q, want %q", got, want[i])
		}
	}
}

func TestOnlyRemindersThatStandCanBeTakenBack(t *testing.T) {
	m := fjordfisk()
	m.View.Notices = []desk.IssuedNotice{
		{Number: "2026-3", Claim: dunning.Notice{Date: monday, Event: dunning.EventThanks, Total: nok(0)}},
		{Number: "2026-2", Cancelled: true, Claim: dunning.Notice{Date: monday, Total: nok(40_000)}},
		{Number: "2026-1", Claim: dunning.Notice{Date: monday.AddDays(-14), Total: nok(40_000)}},
	}
	got := m.takeable(english)
	if len(got) != 1 || got[0].ID != "2026-1" || plain(got[0].Text) != "2026-1 · 9 Nov · 400,00 kr" {
		t.Errorf("%+v", got)
	}
}

// Whoever reads when a disputed claim is barred is told that talks about it may suspend that, and is given no date for it.
func TestALimitationOfADisputedClaimCarriesANote(t *testing.T) {
	l := dunning.Limitation{Last: monday.AddDays(300), Rule: "DE-1", Ref: "s. 195", Verified: true}
	st := dunning.Statement{Item: dunning.Item{OpenItem: receivable.OpenItem{Number: "F-1", Amount: nok(100_00), Open: nok(100_00), Due: monday}}, Total: nok(100_00)}
	const note = "Talks about a disputed claim may suspend its limitation"
	if pane := statementPane(st, l, english); strings.Contains(pane.Note, note) {
		t.Errorf("a claim that nobody disputes says %q", pane.Note)
	}
	st.Item.Dispute = &dunning.Dispute{Code: dunning.DisputeQuality}
	if pane := statementPane(st, l, english); !strings.Contains(pane.Note, note) {
		t.Errorf("a disputed claim says %q", pane.Note)
	}
	if pane := statementPane(st, dunning.Limitation{}, english); strings.Contains(pane.Note, note) {
		t.Errorf("a claim whose limitation nobody knows says %q", pane.Note)
	}
}
