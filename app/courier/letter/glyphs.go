package letter

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
)

// GlyphMissing is the code for a letter that would show an empty box: its font lacks a character. Nothing is replaced
// or left out, since a name or an address that we changed is no longer the debtor's; the letter goes to the list of
// exceptions, where a person corrects the name or writes by mail instead.
const GlyphMissing fault.Code = "glyph-missing"

// checkGlyphs composes accents (NFC) in every text of the document and refuses the first character that cannot be
// printed. A combining mark that has no composed form cannot be placed either.
func checkGlyphs(d *notice.Document, f *faces) error { return checkTexts(d.Number, textsOf(d), f) }

func checkTexts(number string, texts []printed, f *faces) error {
	for _, t := range texts {
		*t.text = norm.NFC.String(*t.text)
		for _, r := range *t.text {
			if r == '\n' && t.lines {
				continue
			}
			if !f.prints(r) {
				return fault.New(GlyphMissing, "notice %s cannot be printed: no letter shape for %s in %q", number, describe(r), *t.text).
					OnField(t.field).WithHint("correct the text, or send this notice by mail")
			}
		}
	}
	return nil
}

// replaceGlyphs puts a question mark in the place of what cannot be printed: a reckoning for our own files and for a court must
// not fail for ever over a word that somebody once typed, and its figures do not change by it.
func replaceGlyphs(texts []printed, f *faces) {
	for _, t := range texts {
		*t.text = strings.Map(func(r rune) rune {
			if r == '\n' && t.lines || f.prints(r) {
				return r
			}
			return '?'
		}, norm.NFC.String(*t.text))
	}
}

func (f *faces) prints(r rune) bool {
	return f.has(r) && !unicode.Is(unicode.Mn, r) && !unicode.IsControl(r)
}

func describe(r rune) string {
	if unicode.IsPrint(r) {
		return fmt.Sprintf("%c (U+%04X)", r, r)
	}
	return fmt.Sprintf("U+%04X", r)
}

// printed is a text of the document that reaches the paper.
type printed struct {
	field string
	text  *string
	lines bool // may hold line breaks
}

// textsOf lists every text that comes from outside; the document is a copy that may be changed.
func textsOf(d *notice.Document) []printed {
	all := []printed{
		{"recipient.name", &d.Recipient.Name, false},
		{"recipient.customer_number", &d.Recipient.CustomerNumber, false},
		{"sender.name", &d.Sender.Name, false},
		{"sender.contact", &d.Sender.Contact, false},
		{"sender.phone", &d.Sender.Phone, false},
		{"sender.email", &d.Sender.Email, false},
		{"number", &d.Number, false},
		{"currency", &d.Currency, false},
		{"rate", &d.Rate, false},
		{"text.heading", &d.Text.Heading, false},
		{"payment.holder", &d.Payment.Holder, false},
		{"payment.account", &d.Payment.Account, false},
		{"payment.iban", &d.Payment.IBAN, false},
		{"payment.bic", &d.Payment.BIC, false},
		{"payment.bank", &d.Payment.Bank, false},
		{"payment.reference", &d.Payment.Reference, false},
		{"payment.link", &d.Payment.Link, false},
		{"payment.reference_name", &d.Payment.ReferenceName, false},
	}
	list := func(field string, texts []string) {
		for i := range texts {
			all = append(all, printed{fmt.Sprintf("%s.%d", field, i), &texts[i], false})
		}
	}
	list("recipient.address", d.Recipient.Address)
	list("sender.address", d.Sender.Address)
	list("sender.register", d.Sender.Register)
	for i := range d.Text.Paragraphs {
		for j := range d.Text.Paragraphs[i].Spans {
			all = append(all, printed{fmt.Sprintf("text.paragraphs.%d", i), &d.Text.Paragraphs[i].Spans[j].Text, true})
		}
	}
	for i := range d.Items {
		all = append(all, printed{fmt.Sprintf("items.%d.number", i), &d.Items[i].Number, false}, printed{fmt.Sprintf("items.%d.reference", i), &d.Items[i].Reference, false})
	}
	for i := range d.Lines {
		all = append(all, printed{fmt.Sprintf("lines.%d.label", i), &d.Lines[i].Label, false})
		all = append(all, printed{fmt.Sprintf("lines.%d.rule", i), &d.Lines[i].Rule, false})
	}
	return all
}

// copied gives a document whose slices are its own, so that composing accents changes nothing of the caller's.
func copied(d notice.Document) notice.Document {
	d.Recipient.Address = append([]string(nil), d.Recipient.Address...)
	d.Sender.Address = append([]string(nil), d.Sender.Address...)
	d.Sender.Register = append([]string(nil), d.Sender.Register...)
	d.Items = append([]notice.Item(nil), d.Items...)
	d.Lines = append([]notice.Line(nil), d.Lines...)
	paragraphs := append(d.Text.Paragraphs[:0:0], d.Text.Paragraphs...)
	for i := range paragraphs {
		paragraphs[i].Spans = append(paragraphs[i].Spans[:0:0], paragraphs[i].Spans...)
	}
	d.Text.Paragraphs = paragraphs
	return d
}
