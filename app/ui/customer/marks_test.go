package customer

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// marked is an item with everything about it that there can be.
func marked() *Item {
	row := desk.ItemRow{Item: dunning.Item{OpenItem: receivable.OpenItem{
		ID: 7, Number: "F-2231", Kind: receivable.Invoice, Issued: monday.AddDays(-40), Due: monday.AddDays(-20), Amount: money.New(4_000_00, "NOK"), Open: money.New(4_000_00, "NOK"),
	}}}
	return &Item{Row: row, view: &desk.CustomerView{Date: monday, Limitation: map[receivable.ItemID]dunning.Limitation{7: {Last: monday.AddDays(70)}}}}
}

// The column of states has little room: no word of it is longer, whatever the item is and however far its days are.
func TestTheWordsOfAStateFitTheirColumn(t *testing.T) {
	far := monday.AddDays(75) // in another year, so that the year is written
	cases := map[string]func(*Item){
		"escalated": func(i *Item) { i.Row.Escalated = true }, "written off": func(i *Item) { i.Row.Written = money.New(123_456_789_00, "NOK") },
		"lapses soon": func(*Item) {}, "barred": func(i *Item) { i.view.Limitation[7] = dunning.Limitation{Last: monday.AddDays(-800)} },
		"a part": func(i *Item) {
			i.Row.Dispute = &dunning.Dispute{Code: dunning.DisputeRecipient, Amount: money.New(1_00, "NOK")}
		},
		"something else": func(i *Item) {
			i.Row.Dispute = &dunning.Dispute{Code: dunning.DisputeOther, Reason: "twelve boxes of it were thawed when they came"}
		},
		"old debt": func(i *Item) { i.Row.OldDebt = true }, "in a plan": func(i *Item) { i.Row.InPlan = true }, "stale": func(i *Item) { i.Row.Stale = true },
		"set aside": func(i *Item) { i.Row.Quarantined = true },
		"changed": func(i *Item) {
			i.view.Findings = []admission.Finding{{Item: 7, Reason: admission.ChangedAfter}}
		},
		"held": func(i *Item) { i.Row.Hold = &dunning.Hold{Until: far} }, "to review": func(i *Item) { i.Row.Hold = &dunning.Hold{ReviewOn: far, Reviewer: "Ola"} },
		"promised": func(i *Item) {
			i.view.Promises = []desk.PromiseRow{{Promise: dunning.Promise{By: far, State: dunning.PromisePending, Amount: i.Row.Open}}}
		},
	}
	for _, code := range dunning.DisputeCodes() {
		cases["disputed "+string(code)] = func(i *Item) { i.Row.Dispute = &dunning.Dispute{Code: code} }
	}
	for _, language := range []string{"en", "nb"} {
		if err := i18n.Use(language); err != nil {
			t.Fatal(err)
		}
		w := words.For(language, "NO", "NOK", time.UTC, monday)
		for name, change := range cases {
			i := marked()
			change(i)
			if word := itemState(w, i).Word; word == "" || utf8.RuneCountInString(word) > stateRoom {
				t.Errorf("%s in %s: %q", name, language, word)
			}
		}
	}
	if err := i18n.Use("en"); err != nil {
		t.Fatal(err)
	}
}

// What was found about an item stands under the list, and on the page until it is mended or somebody has taken note of it.
func TestWhatWasFoundAboutAnItemIsSaid(t *testing.T) {
	i := marked()
	i.Row.Quarantined = true
	i.view.Findings = []admission.Finding{
		{Item: 7, Reason: admission.OpenExceedsAmount, Facts: map[string]string{"amount": "10.00", "open": "12.00", "currency": "NOK"}},
		{Item: 8, Reason: admission.ChangedAfter},
		{Item: 9, Reason: admission.ChangedAfter, Noted: time.Unix(1, 0)},
		{Item: 10, Reason: admission.Overpaid},
	}
	if got := plain(i.marks(english)); !strings.Contains(got, "not asked for until the books are mended · 12,00 kr open of 10,00 kr") {
		t.Error(got)
	}
	if i.State() != ItemAside {
		t.Errorf("state %d", i.State())
	}
	m := &Model{View: *i.view}
	if got := m.Findings(); len(got) != 2 || got[0].Reason != admission.OpenExceedsAmount || got[1].Item != 8 {
		t.Errorf("%+v", got)
	}
}

// Under the list stands in full what the column has no room for.
func TestTheMarksOfAnItemAreSaidInFull(t *testing.T) {
	i := marked()
	i.Row.Dispute = &dunning.Dispute{Code: dunning.DisputeQuality, Reason: "12 boxes thawed", Owner: "Ola", DueBy: monday.AddDays(3), Amount: money.New(1_000_00, "NOK")}
	i.Row.Hold = &dunning.Hold{Until: monday.AddDays(5), Reason: "talks"}
	i.view.Charges = []dunning.Charge{{Item: 7, Kind: dunning.FeeCharge, Open: money.New(35_00, "NOK")}, {Item: 8, Kind: dunning.FeeCharge, Open: money.New(35_00, "NOK")}}
	const want = "F-2231 · disputed: quality · 1 000,00 · “12 boxes thawed” · Ola answers by 26 Nov · Held to 28 Nov · “talks” · fees and interest 35,00 · can be enforced until 1 Feb"
	if got := plain(i.marks(english)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
