package widget

import (
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// MoneyEntry is a field for a sum of money. It stands right, takes what people type ("1 234,5", "1.234,50", "1234.5") or
// copy from a letter ("1 234,50 kr"), and rewrites it in the desk's format when the field is left. Inside it is minor units, never a float.
type MoneyEntry struct {
	*Input
	OnAmount func(a money.Amount, ok bool) // after each change

	locale   *locale.Locale
	currency money.Currency
}

// NewMoneyEntry makes a field for one currency, named inside the frame.
func NewMoneyEntry(l *locale.Locale, currency money.Currency) *MoneyEntry {
	m := &MoneyEntry{Input: NewInput("").OnRight().WithUnit(string(currency)), locale: l, currency: currency}
	m.OnChanged = func(string) {
		if m.OnAmount != nil {
			a, err := m.Amount()
			m.OnAmount(a, err == nil)
		}
	}
	m.OnLeft = func(string) {
		if a, err := m.Amount(); err == nil && m.Text() != "" {
			m.SetAmount(a)
		}
	}
	return m
}

// Amount reads the field; nothing typed is no money. What cannot be read is an error that says how to write it.
func (m *MoneyEntry) Amount() (money.Amount, error) {
	if m.Text() == "" {
		return money.Zero(m.currency), nil
	}
	exp, err := m.currency.Exponent()
	if err != nil {
		return money.Amount{}, err
	}
	minor, err := m.locale.ParseMoney(m.Text(), string(m.currency), exp)
	if err != nil {
		return money.Amount{}, err
	}
	return money.New(minor, m.currency), nil
}

// SetAmount writes a sum into the field.
func (m *MoneyEntry) SetAmount(a money.Amount) {
	exp, err := a.Currency.Exponent()
	if err != nil {
		exp = 2
	}
	if text := m.locale.Number(a.Minor, exp); text != m.Text() {
		m.SetText(text)
	}
}
