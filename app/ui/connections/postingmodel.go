package connections

import (
	"cmp"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// postingWeight orders postings for people: what needs them first, then what is under way, then what has ended.
func postingWeight(s writeback.State) int {
	switch {
	case s.NeedsPerson():
		return 0
	case !s.Ended():
		return 1
	}
	return 2
}

// SetPostings takes a connection's postings, and shows what needs a person first and the newest before the older.
func (m *Model) SetPostings(all []writeback.Entry) {
	m.Postings = all
	slices.SortStableFunc(m.Postings, func(a, b writeback.Entry) int {
		return cmp.Or(cmp.Compare(postingWeight(a.State), postingWeight(b.State)), cmp.Compare(b.ID, a.ID))
	})
}

// ToSettle is how many postings need a person, Queued how many are under way.
func (m *Model) ToSettle() int { return m.countPostings(0) }

// Queued is how many postings wait or are being written.
func (m *Model) Queued() int { return m.countPostings(1) }

func (m *Model) countPostings(weight int) int {
	n := 0
	for i := range m.Postings {
		if postingWeight(m.Postings[i].State) == weight {
			n++
		}
	}
	return n
}

// Settleable reports whether a person may say what became of a posting.
func Settleable(e *writeback.Entry) bool {
	return e.State.NeedsPerson() || e.State == writeback.Waiting
}

// Told lists what is written back of a connection, in the order of the screens.
func Told(c desk.Connection) []writeback.Kind {
	var out []writeback.Kind
	for _, k := range writeback.Kinds() {
		if _, on := c.Posts[k]; on {
			out = append(out, k)
		}
	}
	return out
}

// Writes reports whether the tab about writing back has anything to say of a connection.
func (m *Model) Writes(f desk.Fresh) bool {
	k, _ := m.Kind(f.Connection.Kind)
	return len(k.Writes) > 0 || len(m.Postings) > 0
}

// landsOnPostings reports whether a person who was sent to a connection is shown its postings first.
func (m *Model) landsOnPostings(wanted receivable.ConnectionID) bool {
	return wanted != 0 && wanted == m.Selected && m.ToSettle() > 0
}
