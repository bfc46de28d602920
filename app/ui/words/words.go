// Package words says the desk's facts in the words of the screens: sums, days, dates, reasons, channels, states. Numbers
// are written as the company's country writes them and never otherwise, since "1.585" beside "1 585" is misread; month
// names follow the language of the screens. What a customer receives is worded elsewhere, in the customer's language.
package words

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// Words writes for one desk. It is a value: take another one when language, company or day changes.
type Words struct {
	numbers *locale.Locale // of the company's country
	dates   *locale.Locale // of the screens' language
	own     money.Currency
	zone    *time.Location
	today   date.Date
}

// For makes the words of a desk: the language of its screens (en, nb), its country (ISO 3166-1 alpha-2), its own currency
// and zone, and its day.
func For(language, country string, own money.Currency, zone *time.Location, today date.Date) Words {
	if zone == nil {
		zone = time.UTC
	}
	tag, known := numberTags[country]
	if !known {
		tag = language
	}
	return Words{numbers: locale.For(tag), dates: locale.For(language), own: own, zone: zone, today: today}
}

// numberTags says how a country writes numbers.
var numberTags = map[string]string{
	"NO": "nb-NO", "SE": "sv-SE", "DK": "da-DK", "DE": "de-DE", "AT": "de-DE", "ID": "id-ID", "GB": "en-GB", "IE": "en-GB",
	"US": "en-US",
}

// Own is the book's own currency.
func (w Words) Own() money.Currency { return w.own }

// Today is the day for which the words were made.
func (w Words) Today() date.Date { return w.today }

// Locale writes numbers as the desk does.
func (w Words) Locale() *locale.Locale { return w.numbers }

// Money writes a sum with its currency: "34 210,00 kr", "1 585,00 €".
func (w Words) Money(a money.Amount) string {
	return w.numbers.Money(a.Minor, string(a.Currency), exponent(a.Currency))
}

// Code writes a sum with the currency's code, for places where several currencies stand beside each other.
func (w Words) Code(a money.Amount) string {
	return w.numbers.MoneyCode(a.Minor, string(a.Currency), exponent(a.Currency))
}

// Coded writes a sum with the code in front and the customary decimals, as list footers do: "NOK 885 756,96".
func (w Words) Coded(a money.Amount) string {
	return string(a.Currency) + nbsp + w.Figures(a)
}

// Figures writes a sum without its currency, with the decimals customary for it.
func (w Words) Figures(a money.Amount) string {
	return w.numbers.Figures(a.Minor, string(a.Currency), exponent(a.Currency))
}

// Whole writes a sum without decimals, cut towards zero: for strips in which only the size matters.
func (w Words) Whole(a money.Amount) string {
	unit := int64(1)
	for range exponent(a.Currency) {
		unit *= 10
	}
	return w.numbers.Number(a.Minor/unit, 0)
}

// WholeMoney is Whole with the currency's symbol: "1 204 310 kr".
func (w Words) WholeMoney(a money.Amount) string {
	unit := int64(1)
	for range exponent(a.Currency) {
		unit *= 10
	}
	return w.numbers.Money(a.Minor/unit, string(a.Currency), 0)
}

// Count writes a number of things with thousands marks.
func (w Words) Count(n int) string { return w.numbers.Number(int64(n), 0) }

// Percent writes a rate given as a plain decimal: "12.00" is "12,00 %".
func (w Words) Percent(plain string) string { return w.numbers.Percent(plain) }

// Plain writes a plain decimal such as "70.00" with the desk's marks.
func (w Words) Plain(plain string) string { return w.numbers.Decimal(plain) }

// Dash stands for "none" in a column of numbers.
const Dash = "–"

const nbsp = "\u00a0"

func exponent(c money.Currency) int {
	exp, err := c.Exponent()
	if err != nil {
		return 2
	}
	return exp
}
