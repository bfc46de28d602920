package words_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func TestAFindingIsSaidInPlainWords(t *testing.T) {
	if err := i18n.Use("en"); err != nil {
		t.Fatal(err)
	}
	w := words.For("en", "GB", "NOK", time.UTC, date.Must(2026, 11, 23))
	for want, f := range map[string]admission.Finding{
		"NOK\u00a0150.00 open of NOK\u00a0100.00":   {Reason: admission.OpenExceedsAmount, Facts: map[string]string{"amount": "100.00", "open": "150.00", "currency": "NOK"}},
		"“XBT” is no currency":                      {Reason: admission.UnknownCurrency, Facts: map[string]string{"currency": "XBT"}},
		"its customer K-9 was not among those read": {Reason: admission.NoCustomer, Customer: "K-9"},
		"Row 7 has no date.":                        {Reason: admission.LeftByConnector, Facts: map[string]string{"text": "Row 7 has no date."}},
		"since reminder 2026-0007 of 1 Nov: NOK\u00a0100.00, now NOK\u00a080.00; due 1 Oct, now no day": {Reason: admission.ChangedAfter, Facts: map[string]string{
			"notice": "2026-0007", "sent": "2026-11-01", "was-amount": "100.00", "is-amount": "80.00", "was-currency": "NOK", "is-currency": "NOK", "was-due": "2026-10-01", "is-due": "",
		}},
		"no longer in the accounting system · NOK\u00a0100.00 of its invoices count as settled · still here: a promise, an agreement": {
			Reason: admission.CustomerVanished, Facts: map[string]string{"invoices": "2", "amount": "100.00", "currency": "NOK", "promise": "yes", "plan": "yes"},
		},
	} {
		if got := w.Finding(&f); got != want {
			t.Errorf("%s: %q, want %q", f.Reason, got, want)
		}
	}
}

func TestEveryReasonHasWordsAndARemedy(t *testing.T) {
	for _, language := range []string{"en", "nb"} {
		if err := i18n.Use(language); err != nil {
			t.Fatal(err)
		}
		w := words.For(language, "GB", "NOK", time.UTC, date.Must(2026, 11, 23))
		for _, r := range append(admission.SetAside(), admission.Remarks()...) {
			f := admission.Finding{Reason: r, Facts: map[string]string{"text": "x"}}
			if words.FindingReason(r) == string(r) && r != admission.Overpaid || words.FindingRemedy(&f) == "" || w.Finding(&f) == "" {
				t.Errorf("%s in %s: %q, %q, %q", r, language, words.FindingReason(r), w.Finding(&f), words.FindingRemedy(&f))
			}
		}
	}
	if err := i18n.Use("en"); err != nil {
		t.Fatal(err)
	}
}
