package settlement

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

func TestFactsThatAreRecorded(t *testing.T) {
	on := day(t, "2026-11-22")
	line := CreditLine{Limit: amount(t, "50000.00", "NOK"), On: on, Review: day(t, "2027-05-22")}
	if err := line.Check(); err != nil || line.Due(on) || !line.Due(line.Review) {
		t.Errorf("%v; due %t, then %t", err, line.Due(on), line.Due(line.Review))
	}
	for field, wrong := range map[string]CreditLine{
		"limit":  {Limit: money.Amount{Minor: 1}, On: on, Review: line.Review},
		"review": {Limit: line.Limit, On: on, Review: on},
	} {
		if err := wrong.Check(); !fieldIs(err, field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	offer := FinanceOffer{Kind: Factoring, Provider: "Nordfaktor", Quote: amount(t, "900.00", "NOK"), Fee: amount(t, "100.00", "NOK"), On: on}
	if err := offer.Check(); err != nil {
		t.Error(err)
	}
	for field, change := range map[string]func(*FinanceOffer){
		"kind":     func(o *FinanceOffer) { o.Kind = "loan" },
		"provider": func(o *FinanceOffer) { o.Provider = " " },
		"quote":    func(o *FinanceOffer) { o.Quote.Minor = 0 },
		"fee":      func(o *FinanceOffer) { o.Fee.Currency = "EUR" },
		"date":     func(o *FinanceOffer) { o.On = o.Until },
		"until":    func(o *FinanceOffer) { o.Until = on.AddDays(-1) },
	} {
		wrong := offer
		change(&wrong)
		if err := wrong.Check(); !fieldIs(err, field) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestAnOfferIsAnsweredOnceAndInTime(t *testing.T) {
	on := date.Must(2026, 11, 20)
	offer := FinanceOffer{Provider: "Nordfaktor", On: on, Until: on.AddDays(14)}
	for name, c := range map[string]struct {
		answered *FinanceAnswer
		answer   FinanceAnswer
		code     fault.Code
	}{
		"accepted on its last day":   {nil, FinanceAnswer{Accepted: true, On: on.AddDays(14)}, ""},
		"declined when it had ended": {nil, FinanceAnswer{On: on.AddDays(20)}, ""},
		"accepted when it had ended": {nil, FinanceAnswer{Accepted: true, On: on.AddDays(15)}, fault.Conflict},
		"before it was made":         {nil, FinanceAnswer{On: on.AddDays(-1)}, fault.Invalid},
		"on no day":                  {nil, FinanceAnswer{}, fault.Invalid},
		"twice":                      {&FinanceAnswer{On: on}, FinanceAnswer{On: on}, fault.Conflict},
	} {
		offer.Answer = c.answered
		if err := offer.Reply(c.answer); fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
	}
}
