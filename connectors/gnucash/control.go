package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// stray is what lies on a receivable account and belongs to no customer.
type stray struct {
	account string
	sum     fraction
	count   int
}

// makeControl takes the balance of each receivable account, as GnuCash shows
// it, less what belongs to no customer. The latter is told: somebody may have
// paid it, and GnuCash's own reports by customer leave it out too.
func (m *mapping) makeControl() {
	balances, strays, overflow := map[string]fraction{}, map[string]*stray{}, false
	add := func(to, quantity fraction) fraction {
		sum, err := to.plus(quantity)
		overflow = overflow || err != nil
		return sum
	}
	for _, s := range m.splits {
		balances[s.account] = add(balances[s.account], s.quantity)
		if m.customerOfLot(s.lot) != "" {
			continue
		}
		one := strays[s.account]
		if one == nil {
			one = &stray{account: s.account}
			strays[s.account] = one
		}
		one.sum, one.count = add(one.sum, s.quantity), one.count+1
	}
	for account, balance := range balances {
		one := strays[account]
		if one != nil {
			balance = add(balance, fraction{-one.sum.num, one.sum.denom})
			m.noteStray(one)
		}
		currency := m.accounts[account].currency
		minor, err := balance.minor(currency)
		if err != nil || overflow {
			continue // the items of it were rejected, with the reason
		}
		m.control[currency] += minor
	}
	slices.SortFunc(m.notes, func(a, b spec.Diagnostic) int { return strings.Compare(a.Summary, b.Summary) })
}

func (m *mapping) noteStray(one *stray) {
	if one.sum.num == 0 {
		return
	}
	a := m.accounts[one.account]
	amount := fmt.Sprintf("%d/%d", one.sum.num, one.sum.denom)
	if minor, err := one.sum.minor(a.currency); err == nil {
		amount = spec.FormatAmount(minor, a.currency)
	}
	m.notes = append(m.notes, spec.Diagnostic{
		Severity: spec.SeverityWarning, Code: "booking-without-customer",
		Summary: fmt.Sprintf("Bookings on %q that belong to no customer were left out: %d, together %s %s.", a.name, one.count, amount, a.currency),
		Hint:    "If a customer has paid this, assign it in GnuCash: right click on the booking, Assign as payment.",
	})
}
