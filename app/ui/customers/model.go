// Package customers is the screen that answers "who owes what?": a hundred thousand rows, filtered as one types.
package customers

import (
	"iter"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Tab is a saved filter.
type Tab string

// The saved filters.
const (
	TabOverdue  Tab = "overdue"
	TabAll      Tab = "all"
	TabOver90   Tab = "over-90"
	TabBroken   Tab = "broken"
	TabHeld     Tab = "held"
	TabDisputed Tab = "disputed"
	TabBounced  Tab = "bounced"
)

// Tabs lists the saved filters in the order in which they stand.
func Tabs() []Tab {
	return []Tab{TabOverdue, TabAll, TabOver90, TabBroken, TabHeld, TabDisputed, TabBounced}
}

// Model is the book's customers and which of them the list is about. Words, order and scrolling are the table's.
type Model struct {
	own   money.Currency
	rows  []*Row
	tab   Tab
	owner string // empty: any
	whole bool   // every customer is here, not only the first page
}

// NewModel makes an empty list for a book's own currency, about what is overdue.
func NewModel(own money.Currency) *Model { return &Model{own: own, tab: TabOverdue} }

// SetRows takes the book's customers; whole is false for a first page, after which the rest follows.
func (m *Model) SetRows(customers []desk.CustomerRow, whole bool) {
	all := make([]Row, len(customers))
	m.rows = make([]*Row, len(customers))
	for i, c := range customers {
		all[i] = rowOf(c, m.own)
		m.rows[i] = &all[i]
	}
	m.whole = whole
}

// Rows gives every customer loaded. The slice is never written to again.
func (m *Model) Rows() []*Row { return m.rows }

// Whole reports whether every customer of the book is here.
func (m *Model) Whole() bool { return m.whole }

// Tab tells the saved filter in use.
func (m *Model) Tab() Tab { return m.tab }

// SetTab changes the saved filter.
func (m *Model) SetTab(t Tab) { m.tab = t }

// SetOwner narrows to the customers of one account manager; empty is any.
func (m *Model) SetOwner(owner string) { m.owner = owner }

// Keep reports whether the saved filter and the owner let a customer through.
func (m *Model) Keep(r *Row) bool {
	return (m.owner == "" || m.owner == r.Owner) && inTab(m.tab, r)
}

func inTab(t Tab, r *Row) bool {
	switch t {
	case TabOverdue:
		return r.IsOverdue()
	case TabOver90:
		return r.OldestDays() > 90
	case TabBroken:
		return StateOf(*r) == Broken
	case TabHeld:
		return r.Hold
	case TabDisputed:
		return r.Disputed > 0
	case TabBounced:
		return r.DeadMail
	case TabAll:
	}
	return true
}

// Owners lists the account managers, by name.
func (m *Model) Owners() []string {
	seen := map[string]bool{}
	for _, r := range m.rows {
		if r.Owner != "" {
			seen[r.Owner] = true
		}
	}
	owners := make([]string, 0, len(seen))
	for o := range seen {
		owners = append(owners, o)
	}
	slices.Sort(owners)
	return owners
}

// SumUp adds the balances of customers by currency, the own one first, the others by code. Currencies are never added
// together.
func SumUp(rows iter.Seq[*Row], own money.Currency) []receivable.Balance {
	var sums []receivable.Balance
	last := 0
	put := func(b *receivable.Balance) {
		if last >= len(sums) || sums[last].Currency != b.Currency {
			last = slices.IndexFunc(sums, func(s receivable.Balance) bool { return s.Currency == b.Currency })
			if last < 0 {
				last = len(sums)
				sums = append(sums, receivable.Balance{Currency: b.Currency})
			}
		}
		add(&sums[last], b)
	}
	for r := range rows {
		switch {
		case r.More == 0 && len(r.Balances) > 0:
			put(&r.Lead) // it lies in the row itself: over 100,000 rows that saves a second look at memory
		default:
			for i := range r.Balances {
				put(&r.Balances[i])
			}
		}
	}
	slices.SortFunc(sums, func(a, b receivable.Balance) int {
		if (a.Currency == own) != (b.Currency == own) {
			if a.Currency == own {
				return -1
			}
			return 1
		}
		return strings.Compare(string(a.Currency), string(b.Currency))
	})
	return sums
}

func add(sum, b *receivable.Balance) {
	for i, v := range b.Buckets {
		sum.Buckets[i] += v
	}
	sum.Credits += b.Credits
	sum.Charges += b.Charges
	sum.OldestDue = max(sum.OldestDue, b.OldestDue)
}
