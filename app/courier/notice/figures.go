package notice

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// Locale is how this notice writes numbers and dates. Where there are no texts in the debtor's language the figures
// follow the language of the text: one letter has one way of writing.
func (d Document) Locale() *locale.Locale {
	l := locale.For(d.Language)
	if language := text.LanguageOf(d.Language); l.Language() != language {
		return locale.For(language)
	}
	return l
}

// Money writes a sum of this notice with its currency, as the debtor writes it.
func (d Document) Money(minor int64) string { return d.Locale().Money(minor, d.Currency, d.Exponent) }

// Figures writes a sum of this notice for a table whose header names the currency.
func (d Document) Figures(minor int64) string {
	return d.Locale().Figures(minor, d.Currency, d.Exponent)
}

// Label is what a line is called.
func (d Document) Label(line Line, words Words) string {
	if line.Label != "" {
		return line.Label
	}
	switch line.Kind {
	case Credit:
		return words.Credit
	case Earlier:
		return words.Earlier
	case Fee:
		return words.Fee
	case Interest:
		return Fill(words.InterestTo, "date", d.Locale().Date(d.Issued))
	case Compensation:
		return words.Compensation
	}
	return string(line.Kind)
}

// Vars are the values a text can name as far as the figures give them. Greeting, Level, LastNotice, BrokenPromise and
// Warning are the caller's to add.
func (d Document) Vars() text.Vars {
	v := text.Vars{
		Company: d.Sender.Name, Contact: d.Sender.Contact, Phone: d.Sender.Phone, Email: d.Sender.Email,
		Customer: d.Recipient.Name, CustomerNumber: d.Recipient.CustomerNumber, Number: d.Number,
		Total: d.Money(d.Total), Open: d.Money(d.Open()), PayBy: d.Locale().DateLong(d.PayBy),
	}
	if len(d.Items) == 1 {
		v.Invoice = d.Items[0].Number
	} else {
		v.Invoices = strconv.Itoa(len(d.Items))
	}
	oldest := 0
	for _, item := range d.Items {
		oldest = max(oldest, item.Days)
	}
	v.OldestDays = strconv.Itoa(oldest)
	for kind, into := range map[LineKind]*string{Fee: &v.Fee, Interest: &v.Interest, Credit: &v.Credits} {
		if sum := d.Sum(kind); sum != 0 {
			if kind == Credit {
				sum = -sum
			}
			*into = d.Money(sum)
		}
	}
	return v
}
