package notice

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/assets"
)

// Words are the fixed words of letters and mails in one language. Braces hold places for values.
type Words struct {
	Date           string `json:"date"`
	CustomerNumber string `json:"customer_number"`
	OurReference   string `json:"our_reference"`
	Phone          string `json:"phone"`
	Email          string `json:"email"`

	Invoice      string `json:"invoice"`
	Issued       string `json:"issued"`
	Due          string `json:"due"`
	Days         string `json:"days"`
	Open         string `json:"open"`
	Interest     string `json:"interest"`
	Invoices     string `json:"invoices"`
	Credit       string `json:"credit"`
	Earlier      string `json:"earlier"`
	Fee          string `json:"fee"`
	InterestTo   string `json:"interest_to"` // {date}
	Compensation string `json:"compensation"`
	ToPay        string `json:"to_pay"`

	PayBy        string `json:"pay_by"`
	PayNow       string `json:"pay_now"` // in place of a day when none is set
	Amount       string `json:"amount"`
	Account      string `json:"account"`
	AccountLine  string `json:"account_line"` // {account}
	Reference    string `json:"reference"`
	Bank         string `json:"bank"`
	Payee        string `json:"payee"`         // {holder}
	UseReference string `json:"use_reference"` // {reference}
	Scan         string `json:"scan"`
	Regards      string `json:"regards"`
	Letter       string `json:"letter"` // {number}
	Page         string `json:"page"`   // {page} {pages}

	Overdue       string `json:"overdue"`
	OneDay        string `json:"one_day"`   // {days}
	ManyDays      string `json:"many_days"` // {days}
	ToPayBy       string `json:"to_pay_by"` // {date}
	Answers       string `json:"answers"`
	AnswerPaid    string `json:"answer_paid"`
	AnswerTime    string `json:"answer_time"`
	AnswerWrong   string `json:"answer_wrong"`
	Attached      string `json:"attached"`
	Copies        string `json:"copies"`         // said where copies of invoices are attached
	Statement     string `json:"statement"`      // said where a statement of account is
	Test          string `json:"test"`           // {to}: over a mail of a trial
	Registered    string `json:"registered"`     // the post's mark
	Because       string `json:"because"`        // {customer}
	BecauseNumber string `json:"because_number"` // {customer} {number}
}

var wordsRead sync.Map // language to Words

// WordsFor gives the words of a language, or those of the language its debtors are written to in.
func WordsFor(tag string) (Words, error) {
	language := text.LanguageOf(tag)
	if w, ok := wordsRead.Load(language); ok {
		return w.(Words), nil
	}
	name := path.Join("notices", language, "words.json")
	raw, err := fs.ReadFile(assets.Notices, name)
	if err != nil {
		return Words{}, fault.Wrap(err, text.NoTemplate, "there are no words for letters in %q", language)
	}
	var w Words
	decode := json.NewDecoder(bytes.NewReader(raw))
	decode.DisallowUnknownFields()
	if err := decode.Decode(&w); err != nil {
		return Words{}, fault.Wrap(err, text.BadTemplate, "%s cannot be read", name)
	}
	wordsRead.Store(language, w)
	return w, nil
}

// Fill puts values into the places of a word: Fill("Page {page}", "page", "2").
func Fill(word string, pairs ...string) string {
	if len(pairs) == 2 {
		return strings.ReplaceAll(word, "{"+pairs[0]+"}", pairs[1])
	}
	braced := make([]string, len(pairs))
	for i, p := range pairs {
		if i%2 == 0 {
			p = "{" + p + "}"
		}
		braced[i] = p
	}
	return strings.NewReplacer(braced...).Replace(word)
}
