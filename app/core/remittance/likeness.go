package remittance

import (
	"slices"
	"strings"
	"unicode"
)

// likeness is what lets two lines of one account and sum be taken for one payment.
type likeness struct {
	sure bool // whatever else they tell
	of   func(a, b *Seen) bool
}

// likenesses, the surest first. Without a reference they must be of one day: a bank books a payment once, and its kinds of
// files say when.
var likenesses = []likeness{
	{sure: true, of: sameReferences},
	{of: func(a, b *Seen) bool { return oneDay(a, b) && samePayer(a, b) && sameText(a, b) }},
	{of: func(a, b *Seen) bool { return oneDay(a, b) && sameText(a, b) }},
	{of: func(a, b *Seen) bool { return oneDay(a, b) && samePayer(a, b) }},
	{of: func(a, b *Seen) bool { return oneDay(a, b) && (a.silent() || b.silent()) }},
}

// sameReferences: the bank's archive reference, or one that payer or creditor have given.
func sameReferences(a, b *Seen) bool {
	if len(a.Bank) >= shortestBankReference && SameReference(a.Bank, b.Bank) {
		return true
	}
	return slices.ContainsFunc(a.References, func(r string) bool {
		return slices.ContainsFunc(b.References, func(s string) bool { return SameReference(r, s) })
	})
}

// shortestBankReference keeps numbers of lines and kinds of bookings from being taken for references of a bank.
const shortestBankReference = 6

func oneDay(a, b *Seen) bool {
	return a.Booked == b.Booked || !a.Value.IsZero() && a.Value == b.Value
}

// silent reports whether a line tells nothing but day and sum.
func (l *Seen) silent() bool { return !l.Collective && l.bare() && l.Text == "" }

// against reports whether two lines tell of two payments: other references, payers or numbers.
func against(a, b *Seen) bool {
	switch {
	case a.Bank != "" && b.Bank != "" && strings.HasPrefix(a.Format, "camt") && strings.HasPrefix(b.Format, "camt") && !SameReference(a.Bank, b.Bank):
		return true // kinds of camt share the bank's references
	case len(a.References) > 0 && len(b.References) > 0 && !sameReferences(a, b):
		return true
	case a.PayerAccount != "" && b.PayerAccount != "":
		if accountKey(a.PayerAccount) != accountKey(b.PayerAccount) {
			return true
		}
	case a.PayerName != "" && b.PayerName != "" && !sameName(a.PayerName, b.PayerName) && !begins(a.PayerName, b.PayerName):
		return true
	}
	if a.Text == "" || b.Text == "" {
		return false
	}
	x, y := a.numbers(), b.numbers()
	return len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(n string) bool { return slices.Contains(y, n) })
}

// samePayer: the account, the name as far as the file has room for it, or the name within the other's text.
func samePayer(a, b *Seen) bool {
	if a.PayerAccount != "" && b.PayerAccount != "" {
		return accountKey(a.PayerAccount) == accountKey(b.PayerAccount)
	}
	return sameName(a.PayerName, b.PayerName) || begins(a.PayerName, b.PayerName) || named(a.PayerName, b.Text) || named(b.PayerName, a.Text)
}

// shortestLike is how many letters and digits must agree where one text is a piece of the other.
const shortestLike = 6

// sameText: the texts without their blanks and signs, or as much of one as the other's file has room for; or a reference of one
// stands in the text of the other.
func sameText(a, b *Seen) bool {
	x, y := plain(a.Text), plain(b.Text)
	if len(x) > len(y) {
		x, y = y, x
	}
	return x != "" && (x == y || len(x) >= shortestLike && strings.Contains(y, x)) || mentions(a, b) || mentions(b, a)
}

func mentions(a, b *Seen) bool {
	if len(a.References) == 0 || b.Text == "" {
		return false
	}
	words := Words(b.Text)
	return slices.ContainsFunc(a.References, func(r string) bool {
		r = Reference(r)
		return len(r) >= minNumber && slices.Contains(words, r)
	})
}

// begins reports whether a long name begins with the other: files cut names off.
func begins(a, b string) bool {
	x, y := plain(a), plain(b)
	return min(len(x), len(y)) >= 2*shortestLike && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x))
}

// named reports whether all words of a name stand in a text.
func named(name, text string) bool {
	words, have := nameWords(name), nameWords(text)
	for w := range words {
		if !have[w] {
			return false
		}
	}
	return len(plain(name)) >= shortestLike && len(words) > 0
}

// numbers are the words of text and references that may be numbers of invoices or customers.
func (l *Seen) numbers() (out []string) {
	for _, w := range l.words() {
		if len(w) >= minNumber && strings.ContainsAny(w, "0123456789") {
			out = append(out, w)
		}
	}
	return out
}

// plain is a text without blanks and signs, in capitals.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, text)
}
