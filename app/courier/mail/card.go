package mail

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
)

// Body is what a mail says, in both forms.
type Body struct {
	Subject string
	Plain   string
	HTML    string
}

// Options are what a mail has and a letter has not.
type Options struct {
	// AnswerTo is the address of the three one-click answers (paid, more time, something wrong); empty: no answers offered.
	AnswerTo string
	// Attached, Copies and Statement say what is attached: the letter, copies of invoices, a statement of account.
	Attached, Copies, Statement bool
	// TestFor is the address that a mail of a trial would have gone to; it stands over the mail. Empty: it is no trial.
	TestFor string
}

// LogoName is how the card names the company's picture, which the message has to embed (Message.Embed).
const LogoName = "logo.png"

//go:embed card.html
var cardSource string

var cardTemplate = template.Must(template.New("card").Funcs(template.FuncMap{
	"lines": func(s string) []string { return strings.Split(s, "\n") },
}).Parse(cardSource))

// Compose writes a notice as a mail: one card, 640 pixels wide, of tables and inline styles only, readable without
// pictures; and the same as plain text. It refuses what notice.Document.Check refuses.
func Compose(d notice.Document, o Options) (Body, error) {
	if err := d.Check(); err != nil {
		return Body{}, err
	}
	words, err := notice.WordsFor(d.Language)
	if err != nil {
		return Body{}, err
	}
	c := newCard(d, words, o)
	var html bytes.Buffer
	if err := cardTemplate.Execute(&html, c); err != nil {
		return Body{}, fault.Wrap(err, fault.Internal, "notice %s could not be written as a mail", d.Number)
	}
	return Body{Subject: d.Text.Subject, Plain: c.plain(d.Text.Plain), HTML: html.String()}, nil
}

// card is a notice with every value ready to show.
type card struct {
	Lang, Subject, Preview, Heading string
	Sender                          notice.Sender
	Words                           notice.Words
	Blocks                          []block
	Currency                        string
	Items                           []cardItem
	Late                            string // head of the column of days; empty when nothing is overdue
	Settled                         bool   // nothing is asked: no table, no way to pay
	Lines                           []cardLine
	TotalLabel, Total               string
	Facts                           []fact
	Answers                         []answer
	Attached, Signature, Contact    string
	Company, Because                string
	Logo                            template.URL // of the company's picture within the mail; empty: a plain mark
	Test                            string       // over a mail of a trial
	PayLink                         string
}

// block is a paragraph, or a list when it has bullets.
type block struct {
	Spans   []text.Span
	Bullets []text.Paragraph
}

type (
	cardItem struct{ Number, Due, Days, Open string }
	cardLine struct{ Label, Rule, Amount string }
	fact     struct{ Label, Value string }
	answer   struct{ Label, Link string }
)

func newCard(d notice.Document, words notice.Words, o Options) card {
	l := d.Locale()
	c := card{
		// A mail is headed by its subject, which names the sum; the letter's heading names the day, which the table has here.
		Lang: d.TextTag(), Subject: d.Text.Subject, Heading: d.Text.Subject, Sender: d.Sender, Words: words,
		Blocks: blocksOf(d.Text.Paragraphs), Currency: d.Currency, Total: d.Figures(d.Total),
		TotalLabel: words.ToPay, Settled: d.Settled,
		Signature: joined(", ", d.Sender.Contact, d.Sender.Name),
		Contact:   joined(" · ", d.Sender.Phone, d.Sender.Email),
		Company:   joined(" · ", d.Sender.Name, strings.Join(d.Sender.Address, ", "), strings.Join(d.Sender.Register, ", ")),
		Because:   notice.Fill(words.Because, "customer", d.Recipient.Name),
	}
	if len(d.Sender.Logo) > 0 {
		c.Logo = "cid:" + LogoName
	}
	if !d.Settled {
		c.Facts, c.Answers, c.PayLink = facts(d, words), answers(d, words, o.AnswerTo), d.Payment.Link
	}
	if len(d.Text.Paragraphs) > 1 {
		c.Preview = d.Text.Paragraphs[1].Plain()
	}
	if d.Recipient.CustomerNumber != "" {
		c.Because = notice.Fill(words.BecauseNumber, "customer", d.Recipient.Name, "number", d.Recipient.CustomerNumber)
	}
	if !d.PayBy.IsZero() {
		c.TotalLabel = notice.Fill(words.ToPayBy, "date", l.DateLong(d.PayBy))
	}
	var attached []string
	for _, a := range []struct {
		is   bool
		says string
	}{{o.Attached, words.Attached}, {o.Copies, words.Copies}, {o.Statement, words.Statement}} {
		if a.is {
			attached = append(attached, a.says)
		}
	}
	c.Attached = strings.Join(attached, " ")
	if o.TestFor != "" {
		c.Test = notice.Fill(words.Test, "to", o.TestFor)
	}
	each, _ := d.Each(words)
	for _, item := range d.Items {
		late := ""
		if item.Days > 0 {
			late, c.Late = days(item.Days, words), words.Overdue
		}
		c.Items = append(c.Items, cardItem{joined(" · ", item.Number, strings.TrimSuffix(each+" "+item.Reference, each+" ")), l.DateMedium(item.Due), late, d.Figures(item.Open)})
	}
	for _, line := range d.Lines {
		c.Lines = append(c.Lines, cardLine{d.Label(line, words), line.Rule, d.Figures(line.Amount)})
	}
	return c
}

func blocksOf(paragraphs []text.Paragraph) []block {
	var blocks []block
	for _, p := range paragraphs {
		last := len(blocks) - 1
		switch {
		case !p.Bullet:
			blocks = append(blocks, block{Spans: p.Spans})
		case last >= 0 && blocks[last].Bullets != nil:
			blocks[last].Bullets = append(blocks[last].Bullets, p)
		default:
			blocks = append(blocks, block{Bullets: []text.Paragraph{p}})
		}
	}
	return blocks
}

func days(n int, words notice.Words) string {
	word := words.ManyDays
	if n == 1 {
		word = words.OneDay
	}
	return notice.Fill(word, "days", strconv.Itoa(n))
}

func facts(d notice.Document, words notice.Words) []fact {
	account := d.Payment.Account
	if account == "" {
		account = notice.GroupedIBAN(d.Payment.IBAN)
	}
	name := d.Payment.ReferenceName
	if name == "" {
		name = words.Reference
	}
	var all []fact
	for _, f := range []fact{{words.Bank, d.Payment.Bank}, {words.Account, account}, {name, d.Payment.Reference}} {
		if f.Value != "" {
			all = append(all, f)
		}
	}
	return all
}

// answers are mails that write themselves: subject and number of the notice are filled in, so that the reply is matched.
func answers(d notice.Document, words notice.Words, to string) []answer {
	if to == "" {
		return nil
	}
	var all []answer
	for _, label := range []string{words.AnswerPaid, words.AnswerTime, words.AnswerWrong} {
		subject := strings.ReplaceAll(url.QueryEscape(label+" ("+d.Number+")"), "+", "%20")
		all = append(all, answer{label, "mailto:" + url.PathEscape(to) + "?subject=" + subject})
	}
	return all
}

func joined(with string, parts ...string) string {
	var filled []string
	for _, p := range parts {
		if p != "" {
			filled = append(filled, p)
		}
	}
	return strings.Join(filled, with)
}
