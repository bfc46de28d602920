package dunning_test

import (
	"fmt"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// lawRow is a row that binds towards everybody and at all times.
func lawRow(id string, fact law.Fact, change func(*law.Row)) law.Row {
	r := law.Row{ID: id, Fact: fact, Applies: law.Both, By: law.Both, Ref: "s. " + id, Source: "gazette"}
	if change != nil {
		change(&r)
	}
	return r
}

func value(n int64, unit string) func(*law.Row) {
	return func(r *law.Row) { r.Value, r.Unit = decimal.NewFromInt(n), unit }
}

func packOf(rows ...law.Row) law.Pack {
	return law.Pack{Code: "XX", Name: "Nowhere", Version: "1", Rows: rows}
}

// anyPack draws a pack that may say something of every fact.
func anyPack(t *rapid.T) law.Pack {
	number := func(name string, most int64) int64 { return rapid.Int64Range(0, most).Draw(t, name) }
	all := []law.Row{
		lawRow("MAX", law.FeeMax, value(number("cap", 60), rapid.SampledFrom([]string{"EUR", "NOK"}).Draw(t, "cap in"))),
		lawRow("EARLY", law.FeeEarliest, value(number("earliest", 30), "days")),
		lawRow("COUNT", law.FeeCount, value(number("count", 3), "count")),
		lawRow("TOTAL", law.FeeTotal, value(number("total", 100), "EUR")),
		lawRow("GAP", law.FeeGap, value(number("gap", 20), "days")),
		lawRow("FREE", law.FeeNeedsNotice, value(number("free", 14), "days")),
		lawRow("LUMP", law.Compensation, value(40, "EUR")),
		lawRow("LUMP-100", law.Compensation, func(r *law.Row) { r.Value, r.Unit, r.Above = decimal.NewFromInt(70), "EUR", decimal.NewFromInt(100) }),
		lawRow("ALONE", law.CompensationAlone, func(r *law.Row) { r.Text = "yes" }),
		lawRow("DAYS", law.NoticePeriod, value(number("notice", 20), "days")),
		lawRow("HOURS", law.ContactHours, func(r *law.Row) {
			r.Weekdays, r.Hours = []time.Weekday{time.Monday, time.Wednesday, time.Friday}, date.Window{From: 9 * 60, To: 17 * 60}
		}),
		lawRow("OFTEN", law.ContactMax, func(r *law.Row) {
			r.Value, r.Days, r.Force = decimal.NewFromInt(1+number("contacts", 2)), 1+int(number("in days", 29)), law.House
		}),
		lawRow("VISIT", law.VisitRule, func(r *law.Row) {
			r.Text = rapid.SampledFrom([]string{law.VisitAllowed, law.VisitNoticed, law.VisitForbidden}).Draw(t, "visit")
			r.Value = decimal.NewFromInt(7)
		}),
		lawRow("TEXT", law.NoticeText, func(r *law.Row) { r.Tones, r.Texts = []string{"final"}, map[string]string{"en": "By law."} }),
		lawRow("RATE", law.InterestRate, value(number("rate", 14), "percent-a-year")),
		lawRow("CAP", law.InterestCap, func(r *law.Row) { r.Text = "statutory" }),
		lawRow("MODE", law.InterestMode, func(r *law.Row) {
			r.Text = rapid.SampledFrom([]string{law.FollowsSegments, law.FixedAtStart, law.RateAtPayment}).Draw(t, "mode")
		}),
	}
	pack := packOf()
	for _, r := range all {
		if rapid.Bool().Draw(t, "has "+r.ID) {
			pack.Rows = append(pack.Rows, r)
		}
	}
	return pack
}

// anyLife adds to an account what only some procedures look at: contacts, paid items, statutory lump sums claimed before.
func anyLife(t *rapid.T, a dunning.Account) dunning.Account {
	for i := range rapid.IntRange(0, 5).Draw(t, "contacts") {
		c := receivable.Channel(rapid.SampledFrom([]string{"email", "call", "letter"}).Draw(t, fmt.Sprintf("contact %d", i)))
		a.Contacts = append(a.Contacts, dunning.Contact{On: day(rapid.IntRange(0, 150).Draw(t, "contacted on")), Channel: c})
	}
	if rapid.Bool().Draw(t, "has a telephone") {
		a.Debtor.Phone = "+47 22 00 00 00"
	}
	for i := range a.Items {
		it := &a.Items[i]
		it.LumpClaimed = it.Level > 0 && rapid.Bool().Draw(t, "lump claimed")
		it.FeesCharged = rapid.IntRange(0, it.Level).Draw(t, "fees charged")
		if it.Level > 0 && rapid.IntRange(0, 4).Draw(t, "paid") == 0 {
			it.Open.Minor, it.PaidOn = 0, it.LastNotice.AddDays(rapid.IntRange(0, 30).Draw(t, "paid after"))
		}
	}
	return a
}
