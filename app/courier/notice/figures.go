package notice

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// Locale is how this notice writes numbers and dates: the debtor's way, also where there are no texts in the debtor's
// language and the words are English. A sum that is misread costs more than a line that mixes two habits.
func (d Document) Locale() *locale.Locale { return locale.For(d.Language) }

// TextTag is the BCP 47 tag of the words, for programs that read them aloud: the debtor's, or English where there are no
// texts in that language.
func (d Document) TextTag() string {
	l := d.Locale()
	if language := text.LanguageOf(d.Language); l.Language() != language {
		return locale.For(language).Tag()
	}
	return l.Tag()
}

// Money writes a sum of this notice with its currency, as the debtor writes it.
func (d Document) Money(minor int64) string { return d.Locale().Money(minor, d.Currency, d.Exponent) }

// Figures writes a sum of this notice for a table whose header names the currency. Where one sum has decimals all have, so that
// the digits of a column stand beneath each other.
func (d Document) Figures(minor int64) string {
	if locale.CustomarilyWhole(d.Currency) && d.broken() {
		return d.Locale().Aligned(minor, d.Exponent)
	}
	return d.Locale().Figures(minor, d.Currency, d.Exponent)
}

// broken reports whether any sum of the notice is no whole one.
func (d Document) broken() bool {
	unit := int64(1)
	for range d.Exponent {
		unit *= 10
	}
	for _, item := range d.Items {
		if item.Open%unit != 0 || item.Interest%unit != 0 {
			return true
		}
	}
	for _, line := range d.Lines {
		if line.Amount%unit != 0 {
			return true
		}
	}
	return false
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
		Total: d.Money(d.Total), Open: d.Money(d.Open()), PayBy: d.Locale().DateLong(d.PayBy), PayLink: d.Payment.Link,
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
	if added := d.Sum(Fee) + d.Sum(Interest) + d.Sum(Earlier) + d.Sum(Compensation); added != 0 {
		v.Added = d.Money(added)
	}
	v.Account, v.Reference = d.payTo()
	for _, line := range d.Lines {
		if line.Kind == Fee && line.Amount != 0 {
			v.FeeRule = line.Rule
		}
	}
	return v
}

// payTo is where the money shall go and what to write on it, as a sentence names them.
func (d Document) payTo() (account, reference string) {
	account = d.Payment.Account
	if account == "" {
		account = GroupedIBAN(d.Payment.IBAN)
	}
	if d.Payment.Reference == "" || account == "" {
		return account, ""
	}
	name := d.Payment.ReferenceName
	if name == "" {
		if words, err := WordsFor(d.Language); err == nil {
			name = words.Reference
		}
	}
	return account, strings.TrimSpace(name + " " + d.Payment.Reference)
}
