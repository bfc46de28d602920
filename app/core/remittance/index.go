package remittance

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// sameSum is how many items of one sum are kept: more say nothing.
const sameSum = 20

// Index keeps of all open items those that some lines may have been paid for, so that a statement is matched in one pass over
// the book, in memory that grows with the statement and not with the book.
type Index struct {
	refs, numbers map[string][]Claim
	sums          map[int64][]Claim
	debtors       map[receivable.DebtorID][]Claim
	payers        map[string][]receivable.DebtorID
	names         names
	took          map[receivable.ItemID]int64
}

// names finds debtors who may be the payers of some lines, by name.
type names struct {
	words  map[string][]string              // payers by the words of their names
	known  map[receivable.DebtorID][]string // the payers that a debtor may be
	claims map[string][]Claim               // by payer
	seen   map[string]bool
}

func newNames() names {
	return names{words: map[string][]string{}, known: map[receivable.DebtorID][]string{}, claims: map[string][]Claim{}, seen: map[string]bool{}}
}

func (n *names) ask(payer string) {
	if n.seen[payer] {
		return
	}
	n.seen[payer] = true
	for w := range nameWords(payer) {
		n.words[w] = append(n.words[w], payer)
	}
}

// add keeps a claim where its debtor may be a payer. Each debtor is looked at once.
func (n *names) add(c Claim) {
	payers, known := n.known[c.Debtor]
	if !known {
		for w := range nameWords(c.Name) {
			for _, payer := range n.words[w] {
				if !slices.Contains(payers, payer) && sameName(payer, c.Name) {
					payers = append(payers, payer)
				}
			}
		}
		n.known[c.Debtor] = payers
	}
	for _, payer := range payers {
		n.claims[payer] = append(n.claims[payer], c)
	}
}

// NewIndex asks for what the lines need. payers are the debtors who have paid from an account before.
func NewIndex(lines []Line, payers map[string][]receivable.DebtorID) *Index {
	x := &Index{refs: map[string][]Claim{}, numbers: map[string][]Claim{}, sums: map[int64][]Claim{}, debtors: map[receivable.DebtorID][]Claim{}, payers: payers, names: newNames(), took: map[receivable.ItemID]int64{}}
	for i := range lines {
		l := &lines[i]
		if l.Amount.Minor <= 0 {
			continue
		}
		for _, r := range l.References {
			x.refs[Reference(r)] = nil
		}
		for _, w := range l.words() {
			x.numbers[w] = nil
		}
		x.sums[l.Amount.Minor] = nil
		x.names.ask(l.PayerName)
		for _, d := range payers[l.PayerAccount] {
			x.debtors[d] = nil
		}
	}
	delete(x.refs, "")
	return x
}

// Add looks at an open item and keeps it where a line may need it.
func (x *Index) Add(c Claim) {
	keep(x.refs, Reference(c.Reference), c, -1)
	keep(x.numbers, Reference(c.Number), c, -1)
	keep(x.sums, c.Open.Minor, c, sameSum)
	keep(x.debtors, c.Debtor, c, -1)
	x.names.add(c)
}

func keep[K comparable](in map[K][]Claim, key K, c Claim, most int) {
	if have, needed := in[key]; needed && (most < 0 || len(have) < most) {
		in[key] = append(have, c)
	}
}

// Took notes what a line was paid for, so that the next one with the same reference is not taken for it once more.
func (x *Index) Took(parts []Part) {
	for _, p := range parts {
		x.took[p.Item] += p.Minor
	}
}

// For gives the items that a line may have been paid for.
func (x *Index) For(l Line) []Claim {
	var out []Claim
	have := map[receivable.ItemID]bool{}
	known := map[receivable.DebtorID]bool{}
	for _, d := range x.payers[l.PayerAccount] {
		known[d] = true
	}
	add := func(claims []Claim) {
		for _, c := range claims {
			if !have[c.Item] {
				have[c.Item], c.Account = true, known[c.Debtor]
				c.Seen += x.took[c.Item]
				out = append(out, c)
			}
		}
	}
	for _, r := range l.References {
		add(x.refs[Reference(r)])
	}
	for _, w := range l.words() {
		add(x.numbers[w])
	}
	add(x.sums[l.Amount.Minor])
	for d := range known {
		add(x.debtors[d])
	}
	add(x.names.claims[l.PayerName])
	return out
}
