package settings

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// typedAccount is a bank account as it stands in the fields.
type typedAccount struct {
	currency, number, iban, bic string
	bank                        string
	reference                   string // the kind, empty for none
	prefix, length              string
	qris                        string
}

// readAccount checks a bank account as typed. An account needs a national number or an IBAN: without one nobody could pay.
func readAccount(t typedAccount) (desk.BankAccount, error) {
	a := desk.BankAccount{
		Currency: money.Currency(strings.ToUpper(strings.TrimSpace(t.currency))), Account: strings.TrimSpace(t.number), IBAN: compact(t.iban), BIC: compact(t.bic), Bank: strings.TrimSpace(t.bank),
	}
	if _, err := money.ParseCurrency(string(a.Currency)); err != nil {
		return a, fault.New(fault.Invalid, "%s", i18n.T("settings.no-currency")).OnField("currency")
	}
	switch {
	case a.IBAN != "" && !receivable.ValidIBAN(a.IBAN):
		return a, fault.New(fault.Invalid, "%s", i18n.T("settings.bad-iban")).OnField("iban")
	case a.IBAN == "" && a.Account == "":
		return a, fault.New(fault.Invalid, "%s", i18n.T("settings.no-account")).OnField("account")
	case a.BIC != "" && !receivable.ValidBIC(a.BIC):
		return a, fault.New(fault.Invalid, "%s", i18n.T("settings.bad-bic")).OnField("bic")
	}
	a.IBAN = GroupIBAN(a.IBAN)
	if a.QRIS = strings.TrimSpace(t.qris); a.QRIS != "" && a.Currency != "IDR" {
		return a, fault.New(fault.Invalid, "%s", i18n.T("settings.qris-rupiah")).OnField("qris")
	}
	if a.QRIS != "" && receivable.CheckQRIS(a.QRIS) != nil {
		return a, fault.New(fault.Invalid, "%s", i18n.T("settings.bad-qris")).OnField("qris")
	}
	return withReference(a, t)
}

// withReference adds how payments into an account are known. Without a kind there is nothing to make, and prefix and length
// are forgotten.
func withReference(a desk.BankAccount, t typedAccount) (desk.BankAccount, error) {
	a.Reference = receivable.ReferenceKind(t.reference)
	if a.Reference == "" {
		return a, nil
	}
	a.ReferencePrefix = compact(t.prefix)
	if length := strings.TrimSpace(t.length); length != "" {
		n, err := strconv.Atoi(length)
		if err != nil || n < 1 {
			return a, fault.New(fault.Invalid, "%s", i18n.T("settings.bad-length")).OnField("length")
		}
		a.ReferenceLength = n
	}
	err := a.Scheme().Check()
	var wrong *fault.Error
	if !errors.As(err, &wrong) {
		return a, err
	}
	sentence, ok := map[string]string{"prefix": i18n.T("settings.bad-prefix"), "length": i18n.T("settings.bad-length")}[wrong.Field]
	if !ok {
		return a, err
	}
	return a, fault.New(wrong.Code, "%s", sentence).OnField(wrong.Field)
}

// noReference stands for no kind in the list of kinds.
const noReference = "none"

// referenceChoices are the kinds as the list offers them; none is the first.
func referenceChoices() []widget.Choice {
	out := []widget.Choice{{ID: noReference, Text: referenceWord("")}}
	for _, k := range receivable.ReferenceKinds() {
		out = append(out, widget.Choice{ID: string(k), Text: referenceWord(k)})
	}
	return out
}

func referenceWord(k receivable.ReferenceKind) string {
	if k == "" {
		k = noReference
	}
	return i18n.T("reference." + string(k))
}

// referenceExample says in a short line, so that nothing moves while somebody types, which reference an invoice would get.
func referenceExample(t typedAccount) string {
	a, err := withReference(desk.BankAccount{}, t)
	if a.Reference == "" {
		return i18n.T("settings.reference-none")
	}
	const invoice = "10042"
	reference := ""
	if err == nil {
		reference, err = a.Scheme().Make(invoice)
	}
	if err != nil {
		return i18n.T("settings.reference-never")
	}
	return i18n.T("settings.reference-example", i18n.Args{"invoice": invoice, "reference": reference})
}

// withAccount gives the accounts with one put in the place of another, or added; a currency has one account.
func withAccount(all []desk.BankAccount, replaces money.Currency, a desk.BankAccount) ([]desk.BankAccount, error) {
	out := slices.Clone(all)
	at := slices.IndexFunc(out, func(b desk.BankAccount) bool { return b.Currency == replaces })
	twin := slices.IndexFunc(out, func(b desk.BankAccount) bool { return b.Currency == a.Currency })
	if twin >= 0 && twin != at {
		return nil, fault.New(fault.Invalid, "%s", i18n.T("settings.twin-account", i18n.Args{"currency": string(a.Currency)})).OnField("currency")
	}
	if at < 0 {
		return append(out, a), nil
	}
	out[at] = a
	return out, nil
}

// withoutAccount gives the accounts without that of a currency.
func withoutAccount(all []desk.BankAccount, c money.Currency) []desk.BankAccount {
	return slices.DeleteFunc(slices.Clone(all), func(b desk.BankAccount) bool { return b.Currency == c })
}
