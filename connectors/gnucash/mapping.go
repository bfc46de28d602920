package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// mapped is the book in the words of the desk, in a fixed order.
type mapped struct {
	debtors  []spec.Debtor
	items    []spec.Item
	payments []spec.Payment
	// rejected exist in the book but cannot be sent; notes tell of the rest.
	rejected, notes []spec.Diagnostic
	// control is the balance of the receivable accounts by currency, less what
	// belongs to no customer and is told in notes.
	control map[string]int64
}

// mapping is the work of turning one ledger into records.
type mapping struct {
	*ledger
	zone zone
	mapped

	byLot         map[string][]split // splits of each lot
	byTransaction map[string][]split
	documentOf    map[string]int  // document by its lot
	postings      map[string]bool // transactions that post a document
	known         map[string]bool // customers
}

// mapLedger makes the records.
func mapLedger(l *ledger, z zone) mapped {
	m := &mapping{
		ledger: l, zone: z, byLot: map[string][]split{}, byTransaction: map[string][]split{}, documentOf: map[string]int{}, postings: map[string]bool{}, known: map[string]bool{},
	}
	m.control = map[string]int64{}
	m.notes = append(m.notes, l.warnings...)
	for _, s := range l.splits {
		m.byTransaction[s.transaction] = append(m.byTransaction[s.transaction], s)
		if s.lot != "" {
			m.byLot[s.lot] = append(m.byLot[s.lot], s)
		}
	}
	for i, d := range l.documents {
		if d.lot != "" && d.lot != noID {
			m.documentOf[d.lot] = i
		}
		m.postings[d.transaction] = true
	}
	for _, c := range l.customers {
		m.known[c.id] = true
		m.debtors = append(m.debtors, m.debtor(c))
	}
	slices.SortFunc(m.debtors, func(a, b spec.Debtor) int {
		return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.ExternalID, b.ExternalID))
	})
	m.makeItems()
	m.makePayments()
	m.makeControl()
	return m.mapped
}

// debtor makes the record of a customer. GnuCash has four free lines of address
// and knows neither country nor language: none is guessed.
func (m *mapping) debtor(c customer) spec.Debtor {
	d := spec.Debtor{
		ExternalID: c.id, Number: c.number, Name: c.name, Kind: spec.DebtorUnknown, Currency: c.currency,
		Email: c.address.mail, Phone: c.address.phone, Inactive: !c.active, Note: c.notes,
		Address: spec.Address{Lines: slices.DeleteFunc(slices.Clone(c.address.lines[:]), func(s string) bool { return strings.TrimSpace(s) == "" })},
	}
	if person := strings.TrimSpace(c.address.name); person != "" && person != strings.TrimSpace(c.name) {
		d.Contacts = []spec.Contact{{Name: person, Email: c.address.mail, Phone: c.address.phone}}
	}
	if c.address.fax != "" {
		d.Extra = map[string]string{"fax": c.address.fax}
	}
	if _, iso := spec.Exponent(c.currency); !iso {
		d.Currency = "" // a book may price in shares; the items say what is owed
	}
	if limit, err := c.credit.minor(c.currency); err == nil && limit > 0 {
		d.CreditLimit = &limit
	}
	return d
}

// makeItems makes an item of each posted document and of each lot of money on
// account.
func (m *mapping) makeItems() {
	for _, d := range m.documents {
		id := m.customerOf(d.owner)
		if id == "" {
			continue // the job of a vendor
		}
		if d.posted.isZero() && len(m.byTransaction[d.transaction]) == 0 {
			continue // unposted: an SQL store keeps the id of the booking that is gone
		}
		if item, err := m.document(d, id); err != nil {
			m.reject(spec.StreamItems, d.id, d.number, err)
		} else {
			m.items = append(m.items, item)
		}
	}
	for id, one := range m.lots {
		if _, isDocument := m.documentOf[id]; isDocument || len(m.byLot[id]) == 0 {
			continue
		}
		if item, err := m.onAccount(id, one); err != nil {
			m.reject(spec.StreamItems, id, item.Number, err)
		} else if item.DebtorID != "" {
			m.items = append(m.items, item)
		}
	}
	slices.SortFunc(m.items, func(a, b spec.Item) int {
		return cmp.Or(cmp.Compare(a.Issued, b.Issued), cmp.Compare(a.Number, b.Number), cmp.Compare(a.ExternalID, b.ExternalID))
	})
	slices.SortFunc(m.rejected, func(a, b spec.Diagnostic) int { return cmp.Compare(a.Record.ExternalID, b.Record.ExternalID) })
}

func (m *mapping) document(d document, debtor string) (spec.Item, error) {
	if !m.known[debtor] {
		return spec.Item{}, errors.New("its customer is not in the book")
	}
	t := m.transactions[d.transaction]
	item := spec.Item{
		ExternalID: d.id, DebtorID: debtor, Number: d.number, Kind: spec.ItemInvoice,
		Issued: t.day(m.zone), Due: t.due.date(m.zone), OrderRef: d.order, Description: d.notes,
	}
	if item.Issued == "" {
		item.Issued = d.posted.date(m.zone)
	}
	if d.owner.kind == ownerJob {
		j := m.jobs[d.owner.id]
		item.Extra = map[string]string{"job": j.name}
		if item.OrderRef == "" {
			item.OrderRef = j.reference
		}
	}
	splits := m.byLot[d.lot]
	posted := slices.DeleteFunc(slices.Clone(splits), func(s split) bool { return s.transaction != d.transaction })
	if len(posted) == 0 {
		return item, errors.New("it is posted, but its booking is not in the book")
	}
	item.Currency = m.accounts[posted[0].account].currency
	var err error
	if item.Amount, err = total(posted, item.Currency); err != nil {
		return item, err
	}
	if item.Open, err = total(splits, item.Currency); err != nil {
		return item, err
	}
	// GnuCash before 2.6 wrote credit notes as negative invoices.
	if d.isCredit || item.Amount < 0 {
		item.Kind = spec.ItemCredit
		item.AppliesTo = m.setAgainst(d)
	}
	return item, nil
}

// setAgainst is the one document that a credit note was set against, if it was
// one.
func (m *mapping) setAgainst(d document) string {
	found := ""
	for _, s := range m.byLot[d.lot] {
		if s.transaction == d.transaction || m.transactions[s.transaction].elsewhere {
			continue
		}
		for _, other := range m.byTransaction[s.transaction] {
			i, isDocument := m.documentOf[other.lot]
			if !isDocument || other.lot == d.lot {
				continue
			}
			if found != "" && found != m.documents[i].id {
				return ""
			}
			found = m.documents[i].id
		}
	}
	return found
}

// onAccount makes the item of a lot that no document owns: money received and
// not matched. Where the customer owes it, it is something else.
func (m *mapping) onAccount(id string, one lot) (spec.Item, error) {
	splits := m.byLot[id]
	first := splits[0]
	for _, s := range splits {
		if m.transactions[s.transaction].day(m.zone) < m.transactions[first.transaction].day(m.zone) {
			first = s
		}
	}
	t := m.transactions[first.transaction]
	item := spec.Item{
		ExternalID: id, DebtorID: m.customerOf(one.owner), Number: t.number, Kind: spec.ItemPayment,
		Issued: t.day(m.zone), Currency: m.accounts[one.account].currency, Description: cmp.Or(first.memo, t.text),
	}
	if item.DebtorID == "" || !m.known[item.DebtorID] {
		item.DebtorID = ""
		return item, nil // makeControl tells of it
	}
	var err error
	if item.Open, err = total(splits, item.Currency); err != nil {
		return item, err
	}
	came := slices.DeleteFunc(slices.Clone(splits), func(s split) bool { return !m.transactions[s.transaction].elsewhere })
	if item.Amount, err = total(came, item.Currency); err != nil {
		return item, err
	}
	if item.Amount > 0 || item.Open > 0 {
		item.Kind = spec.ItemOther
	}
	return item, nil
}

// reject tells of a record that is in the book but cannot be sent.
func (m *mapping) reject(stream spec.Stream, id, number string, why error) {
	m.rejected = append(m.rejected, spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeRecordInvalid, Record: spec.Record{Stream: stream, ExternalID: id},
		Summary: fmt.Sprintf("%s %q was left out: %v.", map[spec.Stream]string{spec.StreamItems: "Document", spec.StreamPayments: "Payment"}[stream], number, why),
		Hint:    "Correct it in GnuCash, save, and read again.",
	})
}

// total adds up splits exactly, in minor units.
func total(splits []split, currency string) (int64, error) {
	var sum fraction
	for _, s := range splits {
		var err error
		if sum, err = sum.plus(s.quantity); err != nil {
			return 0, err
		}
	}
	return sum.minor(currency)
}
