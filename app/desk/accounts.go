package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

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
