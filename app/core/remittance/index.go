package remittance

import (
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
}

// NewIndex asks for what the lines need. payers are the debtors who have paid from an account before.
func NewIndex(lines []Line, payers map[string][]receivable.DebtorID) *Index {
	x := &Index{refs: map[string][]Claim{}, numbers: map[string][]Claim{}, sums: map[int64][]Claim{}, debtors: map[receivable.DebtorID][]Claim{}, payers: payers}
	for i := range lines {
		l := &lines[i]
		if l.Amount.Minor <= 0 {
			continue
		}
		for _, r := range l.References {
			x.refs[Reference(r)] = nil
		}
		for _, w := range Words(l.Text) {
			x.numbers[w] = nil
		}
		x.sums[l.Amount.Minor] = nil
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
}

func keep[K comparable](in map[K][]Claim, key K, c Claim, most int) {
	if have, needed := in[key]; needed && (most < 0 || len(have) < most) {
		in[key] = append(have, c)
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
				out = append(out, c)
			}
		}
	}
	for _, r := range l.References {
		add(x.refs[Reference(r)])
	}
	for _, w := range Words(l.Text) {
		add(x.numbers[w])
	}
	add(x.sums[l.Amount.Minor])
	for d := range known {
		add(x.debtors[d])
	}
	return out
}
