package admission_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"pgregory.net/rapid"
)

func TestInstalmentsShareTheirNumberAndTwoInvoicesDoNot(t *testing.T) {
	day := date.Must(2026, 9, 1)
	one := admission.Numbered{Issued: day, Due: day.AddDays(14), Currency: "NOK"}
	with := func(change func(*admission.Numbered)) []admission.Numbered {
		other := one
		change(&other)
		return []admission.Numbered{one, other}
	}
	for name, c := range map[string]struct {
		of   []admission.Numbered
		want bool
	}{
		"alone":            {[]admission.Numbered{one}, false},
		"two instalments":  {with(func(n *admission.Numbered) { n.Due = day.AddDays(44) }), false},
		"booked twice":     {with(func(*admission.Numbered) {}), true},
		"of another day":   {with(func(n *admission.Numbered) { n.Issued, n.Due = day.AddDays(1), day.AddDays(15) }), true},
		"another currency": {with(func(n *admission.Numbered) { n.Currency, n.Due = "EUR", day.AddDays(44) }), true},
	} {
		if got := admission.ShareNumber(c.of); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// However an invoice is cut into instalments, they are not taken for invoices with one number; one more of the same day is.
func TestNoScheduleOfInstalmentsIsRemarkedOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		issued := date.Must(2026, 1, 1).AddDays(rapid.IntRange(0, 365).Draw(t, "issued"))
		due, parts := issued, []admission.Numbered{}
		for range rapid.IntRange(1, 24).Draw(t, "instalments") {
			due = due.AddDays(rapid.IntRange(1, 60).Draw(t, "days"))
			parts = append(parts, admission.Numbered{Issued: issued, Due: due, Currency: "NOK"})
		}
		if admission.ShareNumber(parts) {
			t.Fatalf("%v are instalments of one invoice", parts)
		}
		again := append(parts, rapid.SampledFrom(parts).Draw(t, "again"))
		if !admission.ShareNumber(again) {
			t.Fatalf("%v has an instalment twice", again)
		}
	})
}
