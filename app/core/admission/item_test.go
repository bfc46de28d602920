package admission_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"pgregory.net/rapid"
)

func invoice(change ...func(*receivable.OpenItem)) *receivable.OpenItem {
	it := &receivable.OpenItem{
		ExternalID: "1", Number: "F-1", Kind: receivable.Invoice, Issued: date.Must(2026, 9, 1), Due: date.Must(2026, 9, 15),
		Amount: money.New(100_00, "NOK"), Open: money.New(100_00, "NOK"),
	}
	for _, c := range change {
		c(it)
	}
	return it
}

func of(kind receivable.ItemKind, amount, open int64) func(*receivable.OpenItem) {
	return func(it *receivable.OpenItem) { it.Kind, it.Amount.Minor, it.Open.Minor = kind, amount, open }
}

func in(amount, open money.Currency) func(*receivable.OpenItem) {
	return func(it *receivable.OpenItem) { it.Amount.Currency, it.Open.Currency = amount, open }
}

func dated(issued, due date.Date) func(*receivable.OpenItem) {
	return func(it *receivable.OpenItem) { it.Issued, it.Due = issued, due }
}

func TestWhatArrivesIsTakenOrSetAsideWithAReason(t *testing.T) {
	day := date.Must
	for name, c := range map[string]struct {
		item *receivable.OpenItem
		want admission.Reason
	}{
		"an invoice":                        {invoice(), ""},
		"paid in part":                      {invoice(of(receivable.Invoice, 100, 40)), ""},
		"paid":                              {invoice(of(receivable.Invoice, 100, 0)), ""},
		"of nothing":                        {invoice(of(receivable.Invoice, 0, 0)), ""},
		"a credit note":                     {invoice(of(receivable.Credit, -100, -40)), ""},
		"a payment on account":              {invoice(of(receivable.OnAccount, -100, -100)), ""},
		"an opening balance that is owed":   {invoice(of(receivable.Other, 100, 100)), ""},
		"an opening balance in his favour":  {invoice(of(receivable.Other, -100, -100)), ""},
		"no decimals":                       {invoice(in("JPY", "JPY")), ""},
		"three decimals":                    {invoice(in("KWD", "KWD")), ""},
		"no due date":                       {invoice(dated(day(2026, 9, 1), date.Date{})), ""},
		"due before it was made out":        {invoice(dated(day(2026, 9, 1), day(2026, 8, 1))), ""},
		"taken over with its old due date":  {invoice(dated(day(2026, 1, 1), day(2021, 5, 1))), ""},
		"overpaid":                          {invoice(of(receivable.Invoice, 100, -40)), admission.Overpaid},
		"a currency that nobody knows":      {invoice(in("XBT", "XBT")), admission.UnknownCurrency},
		"a currency in small letters":       {invoice(in("nok", "nok")), admission.UnknownCurrency},
		"no currency":                       {invoice(in("", "")), admission.UnknownCurrency},
		"two currencies":                    {invoice(in("NOK", "EUR")), admission.TwoCurrencies},
		"more money than there is":          {invoice(of(receivable.Invoice, money.MaxMinor+1, 0)), admission.AmountTooLarge},
		"more credit than there is":         {invoice(of(receivable.Credit, -money.MaxMinor-1, 0)), admission.AmountTooLarge},
		"of another century":                {invoice(dated(day(1926, 9, 1), day(1926, 9, 15))), admission.DayOutOfRange},
		"never due":                         {invoice(dated(day(2026, 9, 1), day(9999, 12, 31))), admission.DayOutOfRange},
		"an invoice below zero":             {invoice(of(receivable.Invoice, -100, -100)), admission.SignAgainstKind},
		"a credit note above zero":          {invoice(of(receivable.Credit, 100, 100)), admission.SignAgainstKind},
		"a payment that is owed":            {invoice(of(receivable.OnAccount, 100, 100)), admission.SignAgainstKind},
		"more open than it was":             {invoice(of(receivable.Invoice, 100, 101)), admission.OpenExceedsAmount},
		"overpaid by more than it was":      {invoice(of(receivable.Invoice, 100, -101)), admission.OpenExceedsAmount},
		"more credit open than there was":   {invoice(of(receivable.Credit, -100, -101)), admission.OpenExceedsAmount},
		"a credit of which he owes a part":  {invoice(of(receivable.Credit, -100, 40)), admission.OpenAgainstAmount},
		"an entry turned round":             {invoice(of(receivable.Other, -100, 40)), admission.OpenAgainstAmount},
		"due eleven years before its date":  {invoice(dated(day(2026, 9, 1), day(2015, 9, 1))), admission.DueFarFromIssue},
		"due eleven years after its date":   {invoice(dated(day(2026, 9, 1), day(2037, 9, 1))), admission.DueFarFromIssue},
		"overpaid, and due in another time": {invoice(of(receivable.Invoice, 100, -40), dated(day(2026, 9, 1), day(2037, 9, 1))), admission.DueFarFromIssue},
	} {
		if got := admission.Item(c.item, admission.Known{Customer: true}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatTheBookKnowsDecidesToo(t *testing.T) {
	if got := admission.Item(invoice(), admission.Known{}); got != admission.NoCustomer {
		t.Errorf("of nobody: %q", got)
	}
	if got := admission.Item(invoice(), admission.Known{Customer: true, Disagrees: true}); got != admission.SentTwice {
		t.Errorf("sent twice: %q", got)
	}
	payment := receivable.Payment{Date: date.Must(2026, 9, 1), Amount: money.New(100, "NOK"), Unapplied: money.New(0, "NOK")}
	if got := admission.Payment(&payment, admission.Known{Customer: true}); got != "" {
		t.Errorf("a payment: %q", got)
	}
	if got := admission.Payment(&payment, admission.Known{}); got != admission.NoCustomer {
		t.Errorf("a payment of nobody: %q", got)
	}
	payment.Amount.Currency = "XBT"
	if got := admission.Payment(&payment, admission.Known{Customer: true}); got != admission.UnknownCurrency {
		t.Errorf("a payment in coins: %q", got)
	}
	payment.Amount = money.New(money.MaxMinor+1, "NOK")
	if got := admission.Payment(&payment, admission.Known{Customer: true}); got != admission.AmountTooLarge {
		t.Errorf("a payment of everything: %q", got)
	}
	payment.Amount, payment.Date = money.New(1, "NOK"), date.Must(1926, 1, 1)
	if got := admission.Payment(&payment, admission.Known{Customer: true}); got != admission.DayOutOfRange {
		t.Errorf("a payment of another century: %q", got)
	}
}

// Whatever arrives: what is taken never asks for more than it was made out for, nor in money or on days that the book cannot hold.
func TestWhatIsTakenIsPossible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.OneOf(rapid.Int64Range(-200, 200), rapid.Int64())
		currency := rapid.SampledFrom([]money.Currency{"NOK", "JPY", "KWD", "XBT", ""})
		day := rapid.Custom(func(t *rapid.T) date.Date {
			return date.Must(rapid.IntRange(1900, 2200).Draw(t, "year"), 1, 1).AddDays(rapid.IntRange(0, 364).Draw(t, "day"))
		})
		kinds := []receivable.ItemKind{receivable.Invoice, receivable.Credit, receivable.OnAccount, receivable.Other}
		it := invoice(of(rapid.SampledFrom(kinds).Draw(t, "kind"), minor.Draw(t, "amount"), minor.Draw(t, "open")),
			in(currency.Draw(t, "currency"), currency.Draw(t, "open currency")), dated(day.Draw(t, "issued"), day.Draw(t, "due")))
		k := admission.Known{Customer: rapid.Bool().Draw(t, "customer"), Disagrees: rapid.Bool().Draw(t, "disagrees")}
		reason := admission.Item(it, k)
		if reason.SetsAside() {
			return
		}
		if reason != "" && reason != admission.Overpaid {
			t.Fatalf("%q is no remark about one item", reason)
		}
		_, err := it.Open.Currency.Exponent()
		switch {
		case err != nil || it.Open.Currency != it.Amount.Currency || !k.Customer || k.Disagrees:
			t.Fatal("taken in a currency or for a customer that nobody knows")
		case it.Open.Minor > max(it.Amount.Minor, 0):
			t.Fatalf("%d open of %d", it.Open.Minor, it.Amount.Minor)
		case (reason == admission.Overpaid) != (it.Amount.Minor > 0 && it.Open.Minor < 0):
			t.Fatalf("%d open of %d: %q", it.Open.Minor, it.Amount.Minor, reason)
		}
	})
}

// What was set aside and may be money of the customer is known to be that: nothing else may lower what the customer owes.
func TestOnlyWhatLessensMayLowerADebt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := []receivable.ItemKind{receivable.Invoice, receivable.Credit, receivable.OnAccount, receivable.Other}
		minor := rapid.Int64Range(-200, 200)
		it := invoice(of(rapid.SampledFrom(kinds).Draw(t, "kind"), minor.Draw(t, "amount"), minor.Draw(t, "open")))
		if !admission.Lessens(it) && (it.Open.Minor < 0 || it.Kind == receivable.Credit || it.Kind == receivable.OnAccount) {
			t.Fatalf("%+v lowers what is owed", it)
		}
	})
}

func TestEveryReasonIsOneOrTheOther(t *testing.T) {
	for _, r := range admission.SetAside() {
		if !r.SetsAside() || r.NeedsPerson() {
			t.Errorf("%s", r)
		}
	}
	for _, r := range admission.Remarks() {
		if r.SetsAside() {
			t.Errorf("%s is a remark", r)
		}
	}
}
