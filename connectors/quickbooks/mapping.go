package main

import (
	"errors"
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// mapping turns QuickBooks' records into those of the desk.
type mapping struct {
	web.Gathered

	home      string
	customers map[string]customer
	mails     map[string]string // of customers, as their invoices have them
	invoices  map[string]bool   // that were read
	linked    map[string]bool   // invoices of payments that were read
}

func newMapping(home string) *mapping {
	return &mapping{home: home, customers: map[string]customer{}, mails: map[string]string{}, invoices: map[string]bool{}, linked: map[string]bool{}}
}

// What stands before the ids of items that are no invoices.
const (
	creditID  = "credit-"
	paymentID = "payment-"
)

func (m *mapping) customer(c customer) {
	if c.State != deleted {
		m.customers[c.ID] = c
	}
}

// currency is that of a document; without several currencies QuickBooks leaves it out.
func (m *mapping) currency(of ref) string { return web.First(of.Value, m.home) }

func (m *mapping) invoice(i invoice) {
	m.invoices[i.ID] = true
	item := spec.Item{
		ExternalID: i.ID, DebtorID: i.Customer.Value, Number: i.Number, Kind: spec.ItemInvoice, Currency: m.currency(i.Currency), OrderRef: i.Order,
	}
	if i.Charge {
		item.Kind = spec.ItemFee
	}
	var late error
	item.Due, late = web.Day(i.Due)
	if m.item(item, "Invoice "+i.Number, i.document, i.Open, 1, late) && i.BillsTo.Address != "" {
		m.mails[i.Customer.Value] = i.BillsTo.Address
	}
}

func (m *mapping) creditMemo(c creditMemo) {
	item := spec.Item{ExternalID: creditID + c.ID, DebtorID: c.Customer.Value, Number: c.Number, Kind: spec.ItemCredit, Currency: m.currency(c.Currency), AppliesTo: c.Of.Value}
	left := c.Left
	if left == "" {
		left = c.Open
	}
	m.item(item, "Credit memo "+c.Number, c.document, left, -1, nil)
}

// item takes an invoice or a credit memo, and reports whether it is one still. What was voided has a total of nothing.
func (m *mapping) item(item spec.Item, name string, d document, open web.Decimal, sign int64, late error) bool {
	if d.State == deleted {
		m.Removals = append(m.Removals, spec.Removal{Stream: spec.StreamItems, ExternalID: item.ExternalID})
		return false
	}
	var err, wrong, odd error
	item.Issued, err = web.Day(d.Date)
	item.Amount, wrong = d.Total.Float(item.Currency)
	item.Open, odd = open.Float(item.Currency)
	if err := errors.Join(err, wrong, odd, late); err != nil {
		m.Reject(spec.StreamItems, item.ExternalID, name, err)
		return false
	}
	if item.Amount == 0 && item.Open == 0 {
		m.Removals = append(m.Removals, spec.Removal{Stream: spec.StreamItems, ExternalID: item.ExternalID})
		return false
	}
	item.Amount *= sign
	item.Open *= sign
	m.Items = append(m.Items, item)
	return true
}

// payment gives what is not applied as an item, and the payment for the timeline.
func (m *mapping) payment(p payment) {
	if p.State == deleted {
		m.Removals = append(m.Removals, spec.Removal{Stream: spec.StreamItems, ExternalID: paymentID + p.ID}, spec.Removal{Stream: spec.StreamPayments, ExternalID: p.ID})
		return
	}
	out := spec.Payment{ExternalID: p.ID, DebtorID: p.Customer.Value, Currency: m.currency(p.Currency), Reference: p.Reference}
	var err, wrong, odd error
	out.Date, err = web.Day(p.Date)
	out.Amount, wrong = p.Total.Float(out.Currency)
	if p.Unapplied != "" {
		out.Unapplied, odd = p.Unapplied.Float(out.Currency)
	}
	if err := errors.Join(err, wrong, odd); err != nil {
		m.Reject(spec.StreamItems, paymentID+p.ID, "A payment of "+p.Date, err)
		return
	}
	m.allocate(&out, p)
	if out.Amount > 0 {
		m.Payments = append(m.Payments, out)
	}
	item := spec.Item{
		ExternalID: paymentID + p.ID, DebtorID: out.DebtorID, Kind: spec.ItemPayment, Currency: out.Currency, Issued: out.Date,
		Amount: -out.Amount, Open: -out.Unapplied, Description: p.Reference,
	}
	switch {
	case out.Unapplied > 0:
		m.Items = append(m.Items, item)
	default: // it may have been open when it was read before
		m.Removals = append(m.Removals, spec.Removal{Stream: spec.StreamItems, ExternalID: item.ExternalID})
	}
}

// allocate gives the money of a payment to its invoices. Lines hold what credit memos settle along with it too, so that they
// may add up to more.
func (m *mapping) allocate(out *spec.Payment, p payment) {
	left := out.Amount - out.Unapplied
	for _, line := range p.Lines {
		amount, err := line.Amount.Float(out.Currency)
		for _, to := range line.Linked {
			if to.Type != "Invoice" {
				continue
			}
			m.linked[to.ID] = true
			if amount = min(amount, left); err == nil && amount > 0 && len(line.Linked) == 1 {
				left -= amount
				out.Allocations = append(out.Allocations, spec.Allocation{ItemID: to.ID, Amount: amount})
			}
		}
	}
}

// paidElsewhere are the invoices of payments that have not been read.
func (m *mapping) paidElsewhere() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(m.linked)), func(id string) bool { return m.invoices[id] })
}

// strangers are the customers of items and payments, and whom customers are billed with, that have not been read.
func (m *mapping) strangers() []string {
	out := map[string]bool{}
	add := func(id string) {
		if _, known := m.customers[id]; !known && id != "" {
			out[id] = true
		}
	}
	for i := range m.Items {
		add(m.Items[i].DebtorID)
	}
	for i := range m.Payments {
		add(m.Payments[i].DebtorID)
	}
	for _, c := range m.customers {
		if c.WithParent {
			add(c.Parent.Value)
		}
	}
	return slices.Sorted(maps.Keys(out))
}

// billed is who gets the bills of a customer: jobs may be billed with the customer above them.
func (m *mapping) billed(id string) string {
	for range m.customers { // no chain is longer
		c, known := m.customers[id]
		if !known || !c.WithParent || c.Parent.Value == "" {
			return id
		}
		id = c.Parent.Value
	}
	return id
}

// finish gives what was read to those who are billed, and in a whole read QuickBooks' own totals.
func (m *mapping) finish(whole bool) {
	open := map[string]bool{}
	for i := range m.Items {
		one := &m.Items[i]
		if mail := m.mails[one.DebtorID]; mail != "" && m.mails[m.billed(one.DebtorID)] == "" {
			m.mails[m.billed(one.DebtorID)] = mail
		}
		one.DebtorID = m.billed(one.DebtorID)
		open[one.ExternalID] = true
	}
	m.Payments = slices.DeleteFunc(m.Payments, func(p spec.Payment) bool {
		return whole && p.Unapplied == 0 && !slices.ContainsFunc(p.Allocations, func(a spec.Allocation) bool { return open[a.ItemID] })
	})
	for i := range m.Payments {
		m.Payments[i].DebtorID = m.billed(m.Payments[i].DebtorID)
	}
	if whole { // what is not sent is settled
		m.Items = slices.DeleteFunc(m.Items, func(i spec.Item) bool { return i.Open == 0 })
		m.Removals, m.Control = nil, m.totals()
	}
	for _, id := range slices.Sorted(maps.Keys(m.customers)) {
		if m.billed(id) == id {
			m.Debtors = append(m.Debtors, m.debtor(m.customers[id]))
		}
	}
}

// totals are the balances of the customers at the top, which hold those of their jobs.
func (m *mapping) totals() map[string]int64 {
	out := map[string]int64{}
	for _, c := range m.customers {
		if c.Parent.Value != "" {
			continue
		}
		balance := c.BalanceOfWhole
		if balance == "" {
			balance = c.Balance
		}
		minor, err := balance.Float(m.currency(c.Currency))
		if err != nil {
			return nil // a total without one of them proves nothing
		}
		out[m.currency(c.Currency)] += minor
	}
	return out
}
