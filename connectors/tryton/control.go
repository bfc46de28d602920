package main

import (
	"context"
)

// account is a receivable account with its balance, those below it included.
type account struct {
	ID      int64  `json:"id"`
	Left    int64  `json:"left"`
	Right   int64  `json:"right"`
	Balance amount `json:"balance"`
}

func (a account) key() int64 { return a.ID }

// ledger is what the receivable accounts say the customers owe, in the
// company's currency: their balance, less what is not posted and what belongs
// to no customer.
func (t *tryton) ledger(ctx context.Context) (int64, error) {
	var accounts []account
	mine := []any{is("type.receivable", "=", true), is("company", "=", t.company.id)}
	err := list(ctx, t, "account.account", mine, []string{"left", "right", "balance"}, func(rows []account) error {
		accounts = append(accounts, rows...)
		return nil
	})
	if err != nil {
		return 0, err
	}
	var total int64
	for _, a := range accounts {
		if isWithin(a, accounts) {
			continue // counted with the one above
		}
		minor, err := a.Balance.minor(t.company.currency)
		if err != nil {
			return 0, err
		}
		total += minor
	}
	unsettled := []any{is("account.type.receivable", "=", true), is("account.company", "=", t.company.id), is("reconciliation", "=", nil)}
	for _, other := range [][]any{{is("move.state", "!=", "posted")}, {is("move.state", "=", "posted"), is("party", "=", nil)}} {
		err := list(ctx, t, "account.move.line", append(unsettled, other...), []string{"debit", "credit"}, func(rows []line) error {
			for _, l := range rows {
				minor, err := l.atHome(t.company.currency)
				if err != nil {
					return err
				}
				total -= minor
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	return total, nil
}

func isWithin(a account, all []account) bool {
	for _, b := range all {
		if b.ID != a.ID && b.Left <= a.Left && a.Right <= b.Right {
			return true
		}
	}
	return false
}

// atHome is the line's amount in the company's currency.
func (l line) atHome(home string) (int64, error) {
	debit, err := l.Debit.minor(home)
	if err != nil {
		return 0, err
	}
	credit, err := l.Credit.minor(home)
	return debit - credit, err
}

// atHome is what all lines of the book make in the company's currency, and what
// of it the items show in other currencies. It is not known when an amount
// cannot be read.
func (b *book) atHome(claims []*claim, home string) (total, abroad int64, known bool) {
	for _, c := range claims {
		minor, err := c.line.atHome(home)
		if err != nil || c.bad != nil {
			return 0, 0, false
		}
		total += minor
		if c.foreign {
			abroad += minor
		}
	}
	return total, abroad, true
}
