package courier

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// paper is what every document beside the notices stands on: the words of its kind, and how sums and days are written in its
// language.
type paper struct {
	w        notice.SheetWords
	l        *locale.Locale
	language string // one that there are words in
}

// paperFor is a document that a debtor reads: in the language asked for, else the debtor's own.
func paperFor(words, language string, debtor receivable.Debtor, company desk.Company) (paper, error) {
	if language == "" {
		language = languageOf(debtor, company)
	}
	return paperIn(words, language)
}

// housePaper is a document that the house itself reads: in the language of its screens, else of its country.
func housePaper(words string, c desk.Company) (paper, error) {
	if c.Language == "" {
		return paperIn(words, languages[c.Country])
	}
	return paperIn(words, c.Language)
}

func paperIn(words, language string) (p paper, err error) {
	p.language = text.LanguageOf(language)
	p.w, err = notice.WordsOf(words, p.language)
	p.l = locale.For(p.language)
	return p, err
}

// figures is an amount without its currency.
func (p *paper) figures(a money.Amount) string {
	exponent, err := a.Currency.Exponent()
	if err != nil {
		return a.String()
	}
	return p.l.Figures(a.Minor, string(a.Currency), exponent)
}

// sum is an amount with its currency, in one piece.
func (p *paper) sum(a money.Amount) string { return p.figures(a) + "\u00a0" + string(a.Currency) }

// day writes a date; none is empty.
func (p *paper) day(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.l.Date(d)
}

// customer says whom the document is about.
func (p *paper) customer(d receivable.Debtor) letter.Fact {
	return letter.Fact{Label: p.w.Say("customer"), Value: strings.TrimSpace(d.Name + " " + bracketed(d.Number))}
}

// report begins the document: from whom it is, in which language, of which day.
func (p *paper) report(c desk.Company, toCountry string, issued date.Date) letter.Report {
	return letter.Report{Language: p.language, Form: c.FormOfLetters(), Sender: sender(c, toCountry), Issued: issued}
}

func bracketed(number string) string {
	if number == "" {
		return ""
	}
	return "(" + number + ")"
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
