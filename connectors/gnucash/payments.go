package main

import (
	"cmp"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// share is what one customer has of a transaction, in one currency.
type share struct{ customer, currency string }

// makePayments makes a payment of each transaction that moves money between a
// customer and an account that holds money. What books to costs alone (a debt
// written off) is none, nor what only sets documents against each other.
func (m *mapping) makePayments() {
	ids := make([]string, 0, len(m.transactions))
	for id, t := range m.transactions {
		if t.money && !m.postings[id] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	left := m.unapplied()
	for _, id := range ids {
		shares := map[share][]split{}
		var order []share
		for _, s := range m.byTransaction[id] {
			key := share{m.customerOfLot(s.lot), m.accounts[s.account].currency}
			if key.customer == "" {
				continue // makeControl tells of it
			}
			if shares[key] == nil {
				order = append(order, key)
			}
			shares[key] = append(shares[key], s)
		}
		for _, key := range order {
			external := id
			if len(order) > 1 {
				external += "/" + key.customer + "/" + key.currency
			}
			if p, err := m.payment(m.transactions[id], key, shares[key], left); err != nil {
				m.reject(spec.StreamPayments, external, m.transactions[id].number, err)
			} else {
				p.ExternalID = external
				m.payments = append(m.payments, p)
			}
		}
	}
	slices.SortFunc(m.payments, func(a, b spec.Payment) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Reference, b.Reference), cmp.Compare(a.ExternalID, b.ExternalID))
	})
}

// customerOfLot is the customer a lot belongs to, by its document or itself.
func (m *mapping) customerOfLot(id string) string {
	one, isDocument := m.documentOf[id]
	customer := m.customerOf(m.lots[id].owner)
	if isDocument {
		customer = m.customerOf(m.documents[one].owner)
	}
	if !m.known[customer] {
		return ""
	}
	return customer
}

func (m *mapping) payment(t transaction, key share, splits []split, left map[deposit]settled) (spec.Payment, error) {
	p := spec.Payment{DebtorID: key.customer, Date: t.day(m.zone), Currency: key.currency, Reference: t.number, Text: t.text}
	seen := map[string]bool{}
	for _, s := range splits {
		amount, err := s.quantity.minor(key.currency)
		if err != nil {
			return p, err
		}
		p.Amount -= amount
		p.Text = cmp.Or(s.memo, p.Text)
		if i, isDocument := m.documentOf[s.lot]; isDocument {
			p.Allocations = append(p.Allocations, spec.Allocation{ItemID: m.documents[i].id, Amount: -amount})
			continue
		}
		if !seen[s.lot] {
			seen[s.lot] = true
			one := left[deposit{s.lot, t.id}]
			p.Unapplied += one.open
			p.Allocations = append(p.Allocations, one.applied...)
		}
	}
	return p, nil
}

// deposit is the money one transaction put into a lot on account.
type deposit struct{ lot, transaction string }

// settled is what became of it.
type settled struct {
	open    int64
	applied []spec.Allocation
}

// unapplied follows the money on account: newer GnuCash moves the split to the
// document it pays, older ones and people book it over with a transaction of
// its own. The oldest money is used first.
func (m *mapping) unapplied() map[deposit]settled {
	left := map[deposit]settled{}
	for id := range m.lots {
		if _, isDocument := m.documentOf[id]; isDocument {
			continue
		}
		splits := slices.Clone(m.byLot[id])
		slices.SortStableFunc(splits, func(a, b split) int {
			return cmp.Or(
				cmp.Compare(m.transactions[a.transaction].day(m.zone), m.transactions[b.transaction].day(m.zone)),
				cmp.Compare(a.transaction, b.transaction))
		})
		m.follow(id, splits, left)
	}
	return left
}

func (m *mapping) follow(id string, splits []split, left map[deposit]settled) {
	var came []deposit
	for _, s := range splits {
		amount, err := s.quantity.minor(m.accounts[s.account].currency)
		if err != nil || !m.transactions[s.transaction].elsewhere {
			continue // payment rejects the one; the others use what came
		}
		key := deposit{id, s.transaction}
		if _, again := left[key]; !again {
			came = append(came, key)
		}
		one := left[key]
		one.open -= amount
		left[key] = one
	}
	for _, s := range splits {
		t := m.transactions[s.transaction]
		used, err := s.quantity.minor(m.accounts[s.account].currency)
		if err != nil || t.elsewhere {
			continue
		}
		for _, key := range came {
			one := left[key]
			part := min(used, one.open)
			if part <= 0 {
				continue
			}
			used -= part
			one.open -= part
			one.applied = append(one.applied, m.allocation(t, part)...)
			left[key] = one
		}
	}
}

// allocation names the document that a booking between lots paid. Where it paid
// several, it cannot be told which money paid which; none is named.
func (m *mapping) allocation(t transaction, amount int64) []spec.Allocation {
	var paid []string
	for _, s := range m.byTransaction[t.id] {
		if i, isDocument := m.documentOf[s.lot]; isDocument && !slices.Contains(paid, m.documents[i].id) {
			paid = append(paid, m.documents[i].id)
		}
	}
	if len(paid) != 1 {
		return nil
	}
	return []spec.Allocation{{ItemID: paid[0], Amount: amount, Date: t.day(m.zone)}}
}
