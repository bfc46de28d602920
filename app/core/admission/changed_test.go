package admission_test

import (
	"maps"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

func TestWhatANoticeSaidIsHeldAgainstWhatIsSo(t *testing.T) {
	said := admission.Said{Number: "F-1", Amount: money.New(100_00, "NOK"), Due: date.Must(2026, 9, 15), Debtor: 7, Name: "Fjord AS"}
	for name, c := range map[string]struct {
		change func(*admission.Said)
		want   map[string]string
	}{
		"nothing":           {func(*admission.Said) {}, map[string]string{}},
		"the name alone":    {func(s *admission.Said) { s.Name = "Fjord Fisk AS" }, map[string]string{}},
		"the amount":        {func(s *admission.Said) { s.Amount.Minor = 80_00 }, map[string]string{"was-amount": "100.00", "is-amount": "80.00", "was-currency": "NOK", "is-currency": "NOK"}},
		"the currency":      {func(s *admission.Said) { s.Amount.Currency = "JPY" }, map[string]string{"was-amount": "100.00", "is-amount": "10000", "was-currency": "NOK", "is-currency": "JPY"}},
		"the due date":      {func(s *admission.Said) { s.Due = date.Must(2026, 10, 1) }, map[string]string{"was-due": "2026-09-15", "is-due": "2026-10-01"}},
		"the number":        {func(s *admission.Said) { s.Number = "F-2" }, map[string]string{"was-number": "F-1", "is-number": "F-2"}},
		"whose it is":       {func(s *admission.Said) { s.Debtor, s.Name = 8, "Berg AS" }, map[string]string{"was-customer": "Fjord AS", "is-customer": "Berg AS"}},
		"two things of one": {func(s *admission.Said) { s.Number, s.Due = "F-2", date.Date{} }, map[string]string{"was-number": "F-1", "is-number": "F-2", "was-due": "2026-09-15", "is-due": ""}},
	} {
		now := said
		c.change(&now)
		if got := admission.Changes(said, now); !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestAClosingIsAskedAboutOnlyWhereTheDeskWaitsForMoney(t *testing.T) {
	asks := admission.Closing{Tells: true, Waits: true}
	for name, c := range map[string]struct {
		change func(*admission.Closing)
		want   bool
	}{
		"nobody told of money":           {func(*admission.Closing) {}, true},
		"a payment is known":             {func(c *admission.Closing) { c.Paid = true }, false},
		"a credit moved":                 {func(c *admission.Closing) { c.Credited = true }, false},
		"we had given it up":             {func(c *admission.Closing) { c.GivenUp = true }, false},
		"the source never tells":         {func(c *admission.Closing) { c.Tells = false }, false},
		"the desk waits for nothing":     {func(c *admission.Closing) { c.Waits = false }, false},
		"neither waiting nor explaining": {func(c *admission.Closing) { *c = admission.Closing{} }, false},
	} {
		closing := asks
		c.change(&closing)
		if got := closing.Unexplained(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
