// Package remittance finds out what money that a bank has seen was paid for, before the books know of it. It is pure.
package remittance

import (
	"slices"
	"strings"
	"unicode"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Line is one movement of a bank account. Amount is positive for money received.
type Line struct {
	ID           int64
	Booked       date.Date
	Amount       money.Amount
	References   []string // structured ones (KID, RF, OCR), the likeliest first
	PayerName    string
	PayerAccount string
	Text         string
	Reversal     bool
}

// Claim is an open item that a line may have paid.
type Claim struct {
	Item      receivable.ItemID
	Debtor    receivable.DebtorID
	Name      string // of the debtor
	Customer  string // its number
	Number    string
	Reference string
	Open      money.Amount
	Due       date.Date
	Account   bool // the debtor has paid from the line's account before
	Banked    bool // the bank has seen money for it already
	// Seen is how much of Open that is, in minor units. It may be more than is open: some people pay twice.
	Seen int64
}

// Sureness says how a line was understood.
type Sureness string

// How sure a match is. Only a certain one holds a reminder by itself.
const (
	Certain   Sureness = "certain"
	Suggested Sureness = "suggested" // a person says
	Unknown   Sureness = "unknown"
)

// How names the rule that matched. Names are stored: add, never change.
type How string

// Rules, the surest first.
const (
	ByReference How = "reference"        // the structured reference is that of the item
	ByNumber    How = "number-and-payer" // invoice number in the text or as a reference, the payer and the sum agree
	ByPerson    How = "person"
	// Grounds of suggestions.
	ByText    How = "number"  // an invoice number in the text, and something else does not agree
	ByAccount How = "account" // the payer is known, and the sum is that of an item
	ByName    How = "name"
	BySum     How = "sum"
)

// Part is how much of a line was paid for an item.
type Part struct {
	Item   receivable.ItemID   `json:"item"`
	Debtor receivable.DebtorID `json:"debtor"`
	Minor  int64               `json:"minor"` // of the line's currency
}

// Match is what is thought of a line.
type Match struct {
	Sure  Sureness
	How   How
	Parts []Part // of a certain match
	// Candidates are what a person may choose from, the likeliest first.
	Candidates []Candidate
}

// Candidate is an item that a line may have paid, and why.
type Candidate struct {
	Claim Claim
	How   How
}

// maxCandidates is how many a person is shown.
const maxCandidates = 10

// Find says what a line was paid for. Rules in order: a structured reference that one item has, or several of one debtor (the
// oldest is paid first); else the invoice number in the text together with the payer and the sum. Anything less is a
// suggestion. Money that went out, and what the bank took back, is nobody's.
func Find(l Line, claims []Claim) Match {
	if l.Amount.Minor <= 0 || l.Reversal {
		return Match{Sure: Unknown}
	}
	claims = slices.DeleteFunc(slices.Clone(claims), func(c Claim) bool {
		return c.Open.Currency != l.Amount.Currency || c.Open.Minor <= 0
	})
	slices.SortStableFunc(claims, func(a, b Claim) int { return a.Due.Compare(b.Due) })
	if m, ok := byReference(l, claims); ok {
		return m
	}
	if m, ok := byNumber(l, claims); ok {
		return m
	}
	if c := candidates(l, claims); len(c) > 0 {
		return Match{Sure: Suggested, How: c[0].How, Candidates: c}
	}
	return Match{Sure: Unknown}
}

// byReference takes the first reference that items have. Items of two debtors with one reference prove nothing, and a short number
// without a check digit, which may be the payer's own, needs something else that agrees.
func byReference(l Line, claims []Claim) (Match, bool) {
	for _, ref := range l.References {
		var same []Claim
		for _, c := range claims {
			if SameReference(ref, c.Reference) {
				same = append(same, c)
			}
		}
		if len(same) == 0 {
			continue
		}
		for _, c := range same[1:] {
			if c.Debtor != same[0].Debtor {
				return Match{Sure: Suggested, How: ByText, Candidates: listed(same, ByText)}, true
			}
		}
		if !slices.ContainsFunc(same, func(c Claim) bool { return telling(l, c) }) {
			continue
		}
		return Match{Sure: Certain, How: ByReference, Parts: spreadUnseen(l.Amount.Minor, same)}, true
	}
	return Match{}, false
}

// spreadUnseen gives the money first to what nobody has paid yet. Only where nothing is left of that, it was paid twice.
func spreadUnseen(minor int64, claims []Claim) []Part {
	left := slices.Clone(claims)
	for i := range left {
		left[i].Open.Minor = max(0, left[i].Open.Minor-max(0, left[i].Seen))
	}
	left = slices.DeleteFunc(left, func(c Claim) bool { return c.Open.Minor == 0 })
	if len(left) == 0 {
		left = claims
	}
	return spread(minor, left)
}

// byNumber needs all three: every invoice that the text or a reference names is open with one debtor, the payer is that debtor, and the sum
// is theirs to the cent.
func byNumber(l Line, claims []Claim) (Match, bool) {
	named := mentioned(l, claims)
	if len(named) == 0 {
		return Match{}, false
	}
	var sum int64
	for _, c := range named {
		if c.Debtor != named[0].Debtor {
			return Match{}, false
		}
		sum += c.Open.Minor
	}
	if sum != l.Amount.Minor || !named[0].Account && !sameName(l.PayerName, named[0].Name) {
		return Match{}, false
	}
	return Match{Sure: Certain, How: ByNumber, Parts: spread(l.Amount.Minor, named)}, true
}

// spread gives the money to the items in turn, no more than is open of each; what is over is for no item.
func spread(minor int64, claims []Claim) []Part {
	var out []Part
	for _, c := range claims {
		part := min(minor, c.Open.Minor)
		if part <= 0 {
			break
		}
		out = append(out, Part{Item: c.Item, Debtor: c.Debtor, Minor: part})
		minor -= part
	}
	return out
}

func candidates(l Line, claims []Claim) []Candidate {
	var out []Candidate
	have := map[receivable.ItemID]bool{}
	add := func(how How, fits func(Claim) bool) {
		for _, c := range claims {
			if !have[c.Item] && fits(c) {
				have[c.Item] = true
				out = append(out, Candidate{Claim: c, How: how})
			}
		}
	}
	named := map[receivable.ItemID]bool{}
	for _, c := range mentioned(l, claims) {
		named[c.Item] = true
	}
	sum := func(c Claim) bool { return c.Open == l.Amount }
	add(ByText, func(c Claim) bool { return named[c.Item] })
	add(ByAccount, func(c Claim) bool { return c.Account && sum(c) })
	add(ByName, func(c Claim) bool { return sum(c) && sameName(l.PayerName, c.Name) })
	add(ByAccount, func(c Claim) bool { return c.Account })
	add(ByName, func(c Claim) bool { return sameName(l.PayerName, c.Name) })
	add(BySum, sum)
	out = byChance(l, out)
	return out[:min(len(out), maxCandidates)]
}

func listed(claims []Claim, how How) []Candidate {
	out := make([]Candidate, 0, len(claims))
	for _, c := range claims {
		out = append(out, Candidate{Claim: c, How: how})
	}
	return out[:min(len(out), maxCandidates)]
}

// SameReference compares payment references as banks hand them on: spaces, dashes and case do not count, and leading zeros,
// with which fields of a fixed width are filled, do not either. Empty is the same as nothing.
func SameReference(a, b string) bool {
	a, b = Reference(a), Reference(b)
	return a != "" && a == b
}

// Reference is a reference in the form in which references are compared.
func Reference(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, text)
	return strings.TrimLeft(text, "0")
}

// words are those of the text, and of the references: payers write the invoice's number where its reference belongs.
func (l *Line) words() []string {
	out := Words(l.Text)
	for _, r := range l.References {
		out = append(out, Words(r)...)
	}
	return out
}

// mentioned gives the claims whose number stands in the text or the references as a word of its own, or with its separators
// left out. Numbers of fewer than three letters and digits are too common to mean anything.
func mentioned(l Line, claims []Claim) []Claim {
	words := map[string]bool{}
	for _, w := range l.words() {
		words[w] = true
	}
	var out []Claim
	for _, c := range claims {
		if n := Reference(c.Number); len(n) >= minNumber && words[n] {
			out = append(out, c)
		}
	}
	return out
}

const minNumber = 3

// Words gives what in a text may be a number or reference: its words, and neighbours joined where a separator may have
// stood between them ("2026-00017", "F 17").
func Words(text string) []string {
	fields := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '/' && r != '.'
	})
	var out []string
	seen := map[string]bool{}
	add := func(w string) {
		if w = Reference(w); w != "" && !seen[w] && len(out) < maxWords {
			seen[w] = true
			out = append(out, w)
		}
	}
	for i, f := range fields {
		add(f)
		for piece := range strings.FieldsFuncSeq(f, func(r rune) bool { return r == '-' || r == '/' || r == '.' }) {
			add(piece)
		}
		if i+1 < len(fields) {
			add(f + fields[i+1])
		}
	}
	return out
}

// maxWords bounds what a text can ask for.
const maxWords = 200

// legalForms say nothing about who somebody is.
var legalForms = map[string]bool{
	"AS": true, "ASA": true, "AB": true, "GMBH": true, "AG": true, "KG": true, "LTD": true, "LIMITED": true, "INC": true, "LLC": true, "BV": true, "NV": true,
	"SA": true, "SARL": true, "PT": true, "TBK": true, "CV": true, "APS": true, "OY": true, "OYJ": true, "UG": true, "THE": true, "AND": true, "OG": true, "UND": true,
}

// sameName reports whether a payer may be a debtor: all the words of the shorter name, without legal forms, stand in the
// longer, and there are two of them, or one that is all the debtor has.
func sameName(payer, debtor string) bool {
	a, b := nameWords(payer), nameWords(debtor)
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	for w := range a {
		if !b[w] {
			return false
		}
	}
	return len(a) > 1 || len(b) == 1
}

func nameWords(name string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToUpper(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !legalForms[w] {
			out[w] = true
		}
	}
	return out
}
