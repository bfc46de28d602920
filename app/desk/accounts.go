package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// BankAccount is where customers pay, by currency.
type BankAccount struct {
	Currency money.Currency
	Account  string // national form
	IBAN     string
	BIC      string
	// Bank is the bank's name, where who pays has to choose one, as in Indonesia.
	Bank string `json:",omitempty"`
	// Reference is the kind of payment reference that the bank agreement asks for; empty: none is checked and none is made.
	Reference       receivable.ReferenceKind
	ReferencePrefix string // digits before the invoice's
	ReferenceLength int    // characters of a whole reference, 0: as long as it comes
	// QRIS is the text of the company's own static code of Indonesia's payment standard; letters bear it with their amount.
	QRIS string `json:",omitempty"`
}

// Scheme is how references of payments into this account are made and checked.
func (a BankAccount) Scheme() receivable.ReferenceScheme {
	return receivable.ReferenceScheme{Kind: a.Reference, Prefix: a.ReferencePrefix, Length: a.ReferenceLength}
}

// check refuses an account that no money could reach: digits that cannot be right, or what cannot be printed on one line.
func (a BankAccount) check() error {
	if err := oneLine(map[string]string{"account": a.Account, "iban": a.IBAN, "bic": a.BIC, "bank": a.Bank}); err != nil {
		return err
	}
	switch {
	case a.IBAN != "" && !receivable.ValidIBAN(a.IBAN):
		return fault.New(fault.Invalid, "%q is no IBAN: its check digits do not fit", a.IBAN).OnField("iban").WithHint("compare it with the bank's paper, digit by digit")
	case a.Currency == "NOK" && receivable.WrongNorwegianAccount(a.Account):
		return fault.New(fault.Invalid, "%q is no Norwegian account: its check digit does not fit", a.Account).OnField("account").
			WithHint("compare it with the bank's paper, digit by digit")
	case a.BIC != "" && !receivable.ValidBIC(a.BIC):
		return fault.New(fault.Invalid, "%q is no BIC", a.BIC).OnField("bic").WithHint("eight or eleven characters, such as DNBANOKK")
	}
	if err := a.Scheme().Check(); err != nil {
		return err
	}
	return a.checkQRIS()
}

// checkQRIS refuses a code that no letter could bear: it is for rupiah alone.
func (a BankAccount) checkQRIS() error {
	switch {
	case a.QRIS == "":
		return nil
	case a.Currency != "IDR":
		return fault.New(receivable.BadQRIS, "a QRIS is paid in rupiah, and this account is for %s", string(a.Currency)).OnField("qris").WithHint("put it on the account for IDR")
	}
	return receivable.CheckQRIS(a.QRIS)
}

// PutAccount keeps the company's account for a currency in the place of the one there was. Without a number nobody could pay.
func (d *Desk) PutAccount(ctx context.Context, a BankAccount) error {
	if a.Account == "" && a.IBAN == "" {
		return fault.New(fault.Invalid, "the account for %s has no number", string(a.Currency)).OnField("account").WithHint("give the national number or the IBAN")
	}
	c, err := d.Company(ctx)
	if err != nil {
		return err
	}
	c.Accounts = slices.Clone(c.Accounts)
	if at := slices.IndexFunc(c.Accounts, func(b BankAccount) bool { return b.Currency == a.Currency }); at >= 0 {
		c.Accounts[at] = a
	} else {
		c.Accounts = append(c.Accounts, a)
	}
	return d.SetCompany(ctx, c)
}

// RemoveAccount forgets the company's account for a currency.
func (d *Desk) RemoveAccount(ctx context.Context, currency money.Currency) error {
	c, err := d.Company(ctx)
	if err != nil {
		return err
	}
	if _, ok := c.Account(currency); !ok {
		return fault.New(fault.NotFound, "there is no account for %s", string(currency)).OnField("currency")
	}
	c.Accounts = slices.DeleteFunc(slices.Clone(c.Accounts), func(b BankAccount) bool { return b.Currency == currency })
	return d.SetCompany(ctx, c)
}
