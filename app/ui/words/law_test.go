package words

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

func TestARowOfLawIsSaidInWords(t *testing.T) {
	w := norwegian()
	n := decimal.NewFromInt
	workdays := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	for _, c := range []struct {
		row  law.Row
		want string
	}{
		{law.Row{Fact: law.FeeMax, Value: decimal.RequireFromString("37.5"), Unit: "NOK"}, "37,50 NOK"},
		{law.Row{Fact: law.FeeMax, Value: n(180), Unit: "SEK", Tones: []string{"final"}}, "180,00 SEK · the final notice"},
		{law.Row{Fact: law.FeeMax, Value: n(60), Unit: "SEK", Tones: []string{"friendly", "reminder"}}, "60,00 SEK · all before the final notice"},
		{law.Row{Fact: law.FeeMax, Unit: "EUR", Scale: []law.Band{{Percent: n(15)}, {From: n(2500), Percent: n(10)}}, Least: n(40), Most: n(6775)}, "15 %, 10 % from 2 500, at least 40, at most 6 775 EUR"},
		{law.Row{Fact: law.FeeEarliest, Value: n(14), Unit: "days"}, "14 days"},
		{law.Row{Fact: law.FeeCount, Value: n(2), Unit: "count"}, "2"},
		{law.Row{Fact: law.Compensation, Value: n(70), Unit: "GBP", Above: n(1000)}, "70,00 GBP · from 1 000,00 GBP"},
		{law.Row{Fact: law.InterestRate, Value: decimal.RequireFromString("12.25"), Unit: "percent-a-year"}, "12,25 %"},
		{law.Row{Fact: law.InterestBasis, Text: "act/365"}, "act/365"},
		{law.Row{Fact: law.FinalByOwn, Text: law.FinalForbidden}, "forbidden"},
		{law.Row{Fact: law.VisitRule, Text: law.VisitNoticed, Value: n(3), Unit: "days"}, "with notice before · 3 days"},
		{law.Row{Fact: law.ContactHours, Weekdays: workdays, Hours: date.Window{From: 480, To: 1260}, Channels: []receivable.Channel{receivable.Call}}, "Mon–Fri 08:00–21:00 · call"},
		{law.Row{Fact: law.ContactHours, Weekdays: []time.Weekday{time.Sunday, time.Monday}, Hours: date.Window{From: 480, To: 1440}}, "Mon, Sun 08:00–24:00"},
		{law.Row{Fact: law.ContactMax, Value: n(1), Days: 1}, "at most 1 contact in 1 day"},
		{law.Row{Fact: law.ContactMax, Value: n(7), Days: 7}, "at most 7 contacts in 7 days"},
		{law.Row{Fact: law.Limitation, Value: n(3), Unit: "years", Starts: law.FromYearEnd}, "3 years · from the end of the year"},
		{law.Row{Fact: law.NoticeText, Texts: map[string]string{"nb": "Husk KID.", "en": "Mind the KID."}}, "Mind the KID."},
		{law.Row{Fact: "conduct-note", Text: "be kind"}, "be kind"},
		{law.Row{Fact: law.ContactMax, Off: true}, "switched off"},
	} {
		if got := plain(w.LawFigure(&c.row)); got != c.want {
			t.Errorf("%s: %q, want %q", c.row.Fact, got, c.want)
		}
	}
	held := law.Row{From: date.Must(2020, 10, 1), To: date.Must(2025, 12, 31), Dated: law.ByDue}
	if got := plain(w.LawHolds(&held)); got != "due 1 Oct 2020 to 31 Dec 2025" {
		t.Errorf("it holds %q", got)
	}
	for _, f := range law.BindingFacts() {
		if name := LawFact(f); name == "law.fact."+string(f) {
			t.Errorf("%s has no name", f)
		}
	}
	if LawFact("conduct-note") != "Note" || Country("DE-BY") != "Bavaria" || Country("EU") != "European Union" {
		t.Error("something has no name")
	}
}
