package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// reading turns the rows of one pass into items.
type reading struct {
	*job
	// sent gives the line of each item that was taken, loose counts items
	// without a number that are told apart by nothing else.
	sent  map[sentKey]int64
	ids   map[string]int64
	loose map[string]int
	// lines are the totals of each invoice of an export by lines.
	lines map[sentKey][2]int64
	// negative are invoices below zero, dueless those without a due date,
	// unknownTypes the lines on which a type that is no known word first stood.
	negative, dueless []int64
	unknownTypes      map[string]int64
	// sums of the open column as written, to hold against a line of totals.
	written map[string]int64
}

type sentKey struct {
	documentKey
	due string
}

func (j *job) newReading() *reading {
	return &reading{
		job: j, sent: map[sentKey]int64{}, lines: map[sentKey][2]int64{}, ids: map[string]int64{}, loose: map[string]int{},
		unknownTypes: map[string]int64{}, written: map[string]int64{},
	}
}

// customerOf returns the id of the customer whom a row is about.
func (m *reading) customerOf(r *row) (string, bool) {
	l := m.items
	i, ok := m.people.find(l.text(r, toCustomer), l.text(r, toName))
	if !ok {
		return "", false
	}
	return m.people.all[i].ExternalID, true
}

// item makes the item of a row.
func (m *reading) item(r *row, debtor string) (spec.Item, *fault) {
	l := m.items
	item := spec.Item{
		DebtorID: debtor, Number: l.text(r, toNumber), Reference: l.text(r, toReference),
		OrderRef: l.text(r, toOrder), Description: l.text(r, toText),
	}
	var f *fault
	if item.Currency, f = m.currencyOf(r); f != nil {
		return item, f
	}
	called := m.calledKind(r)
	if f = m.amounts(r, called, &item); f != nil {
		return item, f
	}
	if item.Issued, f = m.day(r, toIssued); f != nil {
		return item, f
	}
	if item.Due, f = m.day(r, toDue); f != nil {
		return item, f
	}
	if item.Issued == "" {
		return item, faultAt(l.head.columns[toIssued], "it has no %s", strings.ToLower(targetNames[toIssued].en))
	}
	if f = m.identify(r, called, &item); f != nil {
		return item, f
	}
	item.Clean()
	if err := item.Validate(); err != nil {
		return item, &fault{column: l.columnOf(err), what: err.Error()}
	}
	m.remember(r, called, &item)
	return item, nil
}

// calledKind is what the row itself says it is; empty where it does not.
func (m *reading) calledKind(r *row) spec.ItemKind {
	cell := m.items.text(r, toType)
	kind := meaning("kind", cell)
	if kind == "" && cell != "" && len(m.unknownTypes) < 20 {
		if _, met := m.unknownTypes[cell]; !met {
			m.unknownTypes[cell] = r.line
		}
	}
	return spec.ItemKind(kind)
}

// day reads one cell; empty is no day.
func (m *reading) day(r *row, t target) (spec.Date, *fault) {
	l := m.items
	text, column := l.text(r, t), l.head.columns[t]
	switch r.kind(column) {
	case cellDate:
		return spec.Date(text), nil
	case cellNumber:
		if day, ok := serialDay(text, epoch1900); ok && len(text) == 5 {
			return spec.Date(day), nil
		}
	case cellText:
	}
	if text == "" {
		return "", nil
	}
	w, err := readDay(text)
	if err != nil {
		return "", &fault{column: column, what: err.Error()}
	}
	day, err := w.date(l.order[t])
	if err != nil {
		return "", &fault{column: column, what: fmt.Sprintf("%q: %v", text, err)}
	}
	return day, nil
}

// columnOf finds the column of a rule that a record breaks.
func (l *list) columnOf(err error) int {
	var v *spec.Violation
	if !errors.As(err, &v) {
		return -1
	}
	t, ok := map[string]target{
		"external_id": toNumber, "debtor_id": toCustomer, "number": toNumber, "name": toName, "issued": toIssued, "due": toDue,
		"currency": toCurrency, "amount": toAmount, "open": toOpen, "reference": toReference, "order_ref": toOrder,
		"description": toText, "email": toEmail, "phone": toPhone, "address.lines": toStreet, "address.postal_code": toZip,
		"address.city": toCity, "org_number": toOrgNumber, "group": toGroup, "owner": toOwner, "country": toCountry,
		"contacts.name": toContact,
	}[v.Field]
	if !ok {
		return -1
	}
	return l.head.columns[t]
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}
