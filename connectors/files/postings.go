package main

import (
	"cmp"
	"io"
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// posting is one line of a ledger on a customer's account: positive for what he owes.
type posting struct {
	line                   int64
	customer, name, number string
	// voucher tells postings of one voucher from others.
	voucher  string
	date     spec.Date
	due      spec.Date
	currency string
	minor    int64
	text     string
}

// openKey is what postings are added up by.
type openKey struct{ customer, number, currency string }

// openEntry is an invoice as its postings leave it: made out by its first voucher, open by the sum of all.
type openEntry struct {
	posting
	amount, open int64
}

// postings adds up the lines of a ledger to what is open.
type postings struct {
	entries map[openKey]*openEntry
	faults  []row
	// spoiled are invoices of which a posting was left out, by customer and number; without a number they are all of the customer. True: what
	// was left out may be money of the customer.
	spoiled map[openKey]bool
}

func newPostings() *postings {
	return &postings{entries: map[openKey]*openEntry{}, spoiled: map[openKey]bool{}}
}

// hasNumbers reports whether any invoice is named: sums of customers alone are no list of what is open.
func (p *postings) hasNumbers() bool {
	for key := range p.entries {
		if key.number != "" {
			return true
		}
	}
	return false
}

// spoil notes that nobody knows what is open of an invoice, because a posting was left out.
func (p *postings) spoil(customer, number string, lessens bool) {
	key := openKey{customer: customer, number: number}
	p.spoiled[key] = p.spoiled[key] || lessens
}

// spread spoils all of a customer whose money was left out and belongs to no invoice that is known: any of them may be paid by it.
func (p *postings) spread() {
	known := map[openKey]bool{}
	for key := range p.entries {
		known[openKey{customer: key.customer, number: key.number}] = true
	}
	for key, lessens := range p.spoiled {
		if lessens && !known[key] {
			p.spoiled[openKey{customer: key.customer}] = true
		}
	}
}

func (p *postings) isSpoiled(e *openEntry) bool {
	_, one := p.spoiled[openKey{customer: e.customer, number: e.number}]
	return one || p.spoiled[openKey{customer: e.customer}]
}

// add takes a posting. The sum must stay within what an amount can be.
func (p *postings) add(one posting) *fault {
	key := openKey{one.customer, one.number, one.currency}
	e := p.entries[key]
	if e == nil {
		if len(p.entries) >= maxOpen {
			return faultAt(-1, "the file has more than %d invoices", maxOpen)
		}
		e = &openEntry{posting: one}
		p.entries[key] = e
	}
	sum := e.open + one.minor
	if sum > spec.MaxAmount || sum < -spec.MaxAmount {
		return faultAt(-1, "the sum of %q is too large an amount", shorten(one.number))
	}
	e.open = sum
	if e.voucher == one.voucher {
		e.amount += one.minor
	}
	e.due = cmp.Or(e.due, one.due)
	e.name = cmp.Or(e.name, one.name)
	return nil
}

// maxOpen bounds the invoices that are held in memory.
const maxOpen = 2_000_000

// headings of the list that is made of postings: those of our own template.
var postingTargets = []target{toNumber, toCustomer, toName, toIssued, toDue, toAmount, toOpen, toCurrency, toType, toText}

// table makes the list of what is open. days is the term of payment where no posting tells one, 0 for none.
func (p *postings) table(days int64) *madeTable {
	p.spread()
	t := newMadeTable(postingTargets)
	entries := slices.SortedFunc(maps.Values(p.entries), func(a, b *openEntry) int { return cmp.Compare(a.line, b.line) })
	for _, e := range entries {
		if e.open == 0 || p.isSpoiled(e) {
			continue
		}
		amount := e.amount
		if (amount < 0) != (e.open < 0) || (amount-e.open < 0) != (amount < 0) {
			amount = e.open // overpaid, or charged more later: what it was made out for tells nothing any more
		}
		kind := ""
		if e.number == "" && e.open < 0 {
			kind = "payment"
		}
		due := e.due
		if due == "" && e.open > 0 {
			due = daysAfter(e.date, days)
		}
		t.add(e.line, e.number, e.customer, e.name, string(e.date), string(due), spec.FormatAmount(amount, e.currency),
			spec.FormatAmount(e.open, e.currency), e.currency, kind, e.text)
	}
	t.rows = append(t.rows, p.faults...)
	slices.SortStableFunc(t.rows[1:], func(a, b row) int { return cmp.Compare(a.line, b.line) })
	return t
}

// madeTable is a list that was made of a file that is none, under our own headings.
type madeTable struct {
	targets []target
	rows    []row
	at      int
}

func newMadeTable(targets []target) *madeTable {
	t := &madeTable{targets: targets}
	head := row{line: 1}
	for _, one := range targets {
		head.cells = append(head.cells, targetNames[one].en)
	}
	t.rows = []row{head}
	return t
}

func (t *madeTable) add(line int64, cells ...string) {
	r := row{line: line, cells: cells, kinds: make([]cellKind, len(cells))}
	for i, one := range t.targets {
		switch {
		case cells[i] == "":
		case one == toAmount || one == toOpen:
			r.kinds[i] = cellNumber
		case one == toIssued || one == toDue:
			r.kinds[i] = cellDate
		}
	}
	t.rows = append(t.rows, r)
}

func (t *madeTable) rewind() error { t.at = 0; return nil }

func (t *madeTable) expect(int) {}

func (t *madeTable) next() (row, error) {
	if t.at == len(t.rows) {
		return row{}, io.EOF
	}
	t.at++
	return t.rows[t.at-1], nil
}
