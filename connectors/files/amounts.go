package main

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

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
	total, f := m.holdSides(r, total, open, item.Currency)
	if f != nil {
		return f
	}
	m.written[item.Currency] += open
	item.Amount, item.Open = total, open
	return m.kind(r, called, item)
}

// amount reads one cell; given is false where it is empty.
func (m *reading) amount(r *row, t target, currency string) (minor int64, given bool, f *fault) {
	return m.amountIn(r, m.items.head.columns[t], m.items.decimals[t], currency)
}

// amountIn reads the cell of a column whose text has this decimal sign.
func (m *reading) amountIn(r *row, column int, sign byte, currency string) (minor int64, given bool, f *fault) {
	text := strings.TrimSpace(r.cell(column))
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
		decimal = sign
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
		f := m.lessen(called, item)
		if item.Amount == 0 { // a list of invoices says nothing of what a payment was
			item.Amount = item.Open
		}
		return f
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
