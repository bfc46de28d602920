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
		job: j, sent: map[sentKey]int64{}, ids: map[string]int64{}, loose: map[string]int{},
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

// currencyOf: the column, the amount itself, the heading, the setting.
func (m *reading) currencyOf(r *row) (string, *fault) {
	l := m.items
	code, column := "", l.head.columns[toCurrency]
	if cell := l.text(r, toCurrency); cell != "" {
		if code = currencyOf(cell); code == "" {
			return "", faultAt(column, "%q is not a currency (ISO 4217)", shorten(cell))
		}
	}
	for _, t := range amountTargets {
		beside := l.head.currency[t]
		if text := l.text(r, t); r.kind(l.head.columns[t]) == cellText && mayNameCurrency(text) {
			if n, err := readNumeral(text); err == nil && n.currency != "" {
				beside = n.currency
			}
		}
		if beside == "" || !l.head.has(t) {
			continue
		}
		if code != "" && code != beside {
			return "", faultAt(l.head.columns[t], "it names two currencies, %s and %s", code, beside)
		}
		code = beside
	}
	if code == "" {
		code = m.currency
	}
	if code == "" {
		return "", faultAt(column, "it has no currency")
	}
	return code, nil
}

// mayNameCurrency leaves out the amounts that begin and end with a digit, by far
// the most.
func mayNameCurrency(s string) bool {
	isDigit := func(b byte) bool { return b >= '0' && b <= '9' }
	return s != "" && (!isDigit(s[0]) || !isDigit(s[len(s)-1]))
}

// amounts reads what the item was made out for and what is open of it.
func (m *reading) amounts(r *row, called spec.ItemKind, item *spec.Item) *fault {
	var value [targetCount]int64
	var given [targetCount]bool
	for _, t := range amountTargets {
		var f *fault
		if value[t], given[t], f = m.amount(r, t, item.Currency); f != nil {
			return f
		}
	}
	if !given[toAmount] && !given[toOpen] {
		t := toOpen
		if !m.items.head.has(t) {
			t = toAmount
		}
		return faultAt(m.items.head.columns[t], "it has no amount")
	}
	if m.items.head.has(toOpen) && !given[toOpen] && !given[toPaid] {
		return faultAt(m.items.head.columns[toOpen], "it does not say what is open")
	}
	total, open := value[toAmount], value[toOpen]
	switch {
	case !given[toAmount]:
		total = open
	case !given[toOpen] && total < 0 && value[toPaid] > 0:
		open = total + value[toPaid]
	case !given[toOpen]:
		open = total - value[toPaid]
	}
	m.written[item.Currency] += open
	item.Amount, item.Open = total, open
	return m.kind(r, called, item)
}

// amount reads one cell; given is false where it is empty.
func (m *reading) amount(r *row, t target, currency string) (minor int64, given bool, f *fault) {
	l := m.items
	text, column := l.text(r, t), l.head.columns[t]
	if text == "" {
		return 0, false, nil
	}
	if r.kind(column) == cellDate {
		return 0, false, faultAt(column, "%s is a date, not an amount", text)
	}
	n, decimal := numeral{body: strings.TrimPrefix(text, "-"), negative: text[0] == '-'}, byte('.')
	if r.kind(column) == cellText {
		var err error
		if n, err = readNumeral(text); err != nil {
			return 0, false, &fault{column: column, what: err.Error()}
		}
		decimal = l.decimals[t]
	}
	minor, err := n.minor(decimal, currency)
	if err != nil {
		return 0, false, &fault{column: column, what: err.Error()}
	}
	return minor, true, nil
}

// kind settles kind and signs. Credit notes and payments are negative; where a
// file writes all of a kind without a minus, the word alone says it.
func (m *reading) kind(r *row, called spec.ItemKind, item *spec.Item) *fault {
	decisive := item.Amount
	if decisive == 0 {
		decisive = item.Open
	}
	switch called {
	case spec.ItemCredit, spec.ItemPayment:
		item.Kind = called
		return m.lessen(called, item)
	case spec.ItemInvoice, spec.ItemFee:
		item.Kind = called
		if decisive < 0 {
			m.negative = append(m.negative, r.line)
			item.Kind = spec.ItemCredit
		}
	default:
		item.Kind = spec.ItemInvoice
		if decisive < 0 {
			item.Kind = spec.ItemCredit
			m.negative = append(m.negative, r.line)
		}
	}
	return nil
}

// lessen makes the amounts of a credit negative.
func (m *reading) lessen(called spec.ItemKind, item *spec.Item) *fault {
	head := &m.items.head
	for _, one := range []struct {
		t     target
		value *int64
	}{{toAmount, &item.Amount}, {toOpen, &item.Open}} {
		t := one.t
		if t == toAmount && !head.has(t) || t == toOpen && !head.has(t) {
			t = toAmount + toOpen - t // it was made from the other column
		}
		switch s := m.survey.signs[called][t]; {
		case s.negative == 0:
			*one.value = -*one.value
		case *one.value > 0:
			return faultAt(head.columns[t], "it is a %s above zero, where others of this list are below", called)
		}
	}
	return nil
}

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

// slashes keeps "A/B" with number "C" apart from "A" with number "B/C".
var slashes = strings.NewReplacer("%", "%25", "/", "%2F")

// identify makes the stable key: the document's own id, else customer and
// number. An instalment adds its due date. What has no number is told apart by
// day and amount.
func (m *reading) identify(r *row, called spec.ItemKind, item *spec.Item) *fault {
	l := m.items
	if id := l.text(r, toID); id != "" {
		item.ExternalID = id
		if line, twice := m.ids[id]; twice {
			return duplicate(l.head.columns[toID], id, line)
		}
		return nil
	}
	id := slashes.Replace(item.DebtorID) + "/" + item.Number
	if called == spec.ItemCredit || called == spec.ItemPayment || called == spec.ItemFee {
		id += "#" + string(called)
	}
	if item.Number == "" {
		if item.Kind == spec.ItemInvoice || item.Kind == spec.ItemFee {
			return faultAt(l.head.columns[toNumber], "it has no %s", strings.ToLower(targetNames[toNumber].en))
		}
		id += "/" + string(item.Issued) + "/" + spec.FormatAmount(item.Amount, item.Currency) + item.Currency
		m.loose[id]++
		if n := m.loose[id]; n > 1 {
			id += fmt.Sprintf("/%d", n)
		}
		item.ExternalID = id
		return nil
	}
	key := documentKey{item.DebtorID, item.Number, called}
	if line, twice := m.sent[sentKey{key, l.text(r, toDue)}]; twice {
		return duplicate(l.head.columns[toNumber], item.Number, line)
	}
	if m.survey.documents[key].isInstalments {
		id += "@" + string(item.Due)
	}
	item.ExternalID = id
	return nil
}

func duplicate(column int, what string, line int64) *fault {
	return &fault{
		column: column, code: spec.CodeRecordDuplicate,
		what: fmt.Sprintf("%q stands in line %d already, for the same customer and with the same due date", shorten(what), line),
		hint: "If both are owed, give them numbers of their own; if not, take one out.",
	}
}

// remember takes note of an item that is sent.
func (m *reading) remember(r *row, called spec.ItemKind, item *spec.Item) {
	if item.Due == "" && item.Kind == spec.ItemInvoice {
		m.dueless = append(m.dueless, r.line)
	}
	switch {
	case m.items.text(r, toID) != "":
		m.ids[item.ExternalID] = r.line
	case item.Number != "":
		m.sent[sentKey{documentKey{item.DebtorID, m.items.text(r, toNumber), called}, m.items.text(r, toDue)}] = r.line
	}
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
