package settings

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// readAccount checks a bank account as typed. An account needs a national number or an IBAN: without one nobody could pay.
func readAccount(currency, number, iban, bic string) (desk.BankAccount, error) {
	a := desk.BankAccount{
		Currency: money.Currency(strings.ToUpper(strings.TrimSpace(currency))), Account: strings.TrimSpace(number), IBAN: compact(iban), BIC: compact(bic),
	}
	if _, err := money.ParseCurrency(string(a.Currency)); err != nil {
		return a, fault.New(fault.Invalid, "%s", i18n.T("settings.no-currency")).OnField("currency")
	}
	switch {
	case a.IBAN != "" && !ValidIBAN(a.IBAN):
		return a, fault.New(fault.Invalid, "%s", i18n.T("settings.bad-iban")).OnField("iban")
	case a.IBAN == "" && a.Account == "":
		return a, fault.New(fault.Invalid, "%s", i18n.T("settings.no-account")).OnField("account")
	case a.BIC != "" && !validBIC(a.BIC):
		return a, fault.New(fault.Invalid, "%s", i18n.T("settings.bad-bic")).OnField("bic")
	}
	a.IBAN = GroupIBAN(a.IBAN)
	return a, nil
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
