// Package connections is the screen that answers "is my data fresh?": each accounting system, when it was last read,
// whether its sums are those in the book, and what it had to say.
package connections

import (
	"maps"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Health is how a connection stands.
type Health int

// The states of a connection, worst first.
const (
	Unapproved Health = iota // nobody has approved its program, or it is another than the one approved
	Down                     // the last read failed
	Differs                  // sums do not agree, or data is too old
	NeverRead
	Refused // fresh, but some records could not be read, or were set aside
	Fresh
)

// HealthOf judges a connection. Installed is the checksum of its connector as it lies on this machine, empty when that is
// not known.
func HealthOf(f desk.Fresh, installed string) Health {
	refused := f.Last.Code == string(desk.ChecksumChanged) || f.Last.Code == string(desk.NotApproved)
	switch {
	case f.Connection.Checksum == "", installed != "" && installed != f.Connection.Checksum, refused && installed == "":
		return Unapproved
	case f.Last.ID == 0 || f.Connection.FreshAt.IsZero() && f.Last.Code == "" && f.Connection.Blocked == "":
		return NeverRead
	case f.Last.Code != "":
		return Down
	case f.Code != "":
		return Differs
	case f.SetAside() > 0:
		return Refused
	}
	return Fresh
}

// Agreement is a line of the table that proves that the book holds what the source says.
type Agreement struct {
	Currency money.Currency
	Says     money.Amount
	Aside    money.Amount // of what the source says: set aside
	Hold     money.Amount
}

// Difference is what we hold beyond what the source says, less what was set aside.
func (a Agreement) Difference() money.Amount {
	return money.New(a.Hold.Minor+a.Aside.Minor-a.Says.Minor, a.Currency)
}

// Agreements compares the sums of a read, the book's own currency first.
func Agreements(run desk.SyncRun, own money.Currency) []Agreement {
	currencies := map[money.Currency]bool{}
	for c := range run.Claimed {
		currencies[c] = true
	}
	for c := range run.Held {
		currencies[c] = true
	}
	for c := range run.Findings.Sums {
		currencies[c] = true
	}
	rows := make([]Agreement, 0, len(currencies))
	for _, c := range slices.Sorted(maps.Keys(currencies)) {
		rows = append(rows, Agreement{c, money.New(run.Claimed[c], c), money.New(run.Findings.Sums[c], c), money.New(run.Held[c], c)})
	}
	slices.SortStableFunc(rows, func(a, b Agreement) int {
		switch {
		case a.Currency == own && b.Currency != own:
			return -1
		case b.Currency == own && a.Currency != own:
			return 1
		}
		return 0
	})
	return rows
}

// Took is how long a read lasted; 0 when it did not end.
func Took(run desk.SyncRun) time.Duration {
	if run.Finished.IsZero() {
		return 0
	}
	return run.Finished.Sub(run.Started)
}

// Failed reports whether a read did not do what it should.
func Failed(run desk.SyncRun) bool {
	return run.Code != "" || !run.Partial && run.Complete && !run.Agrees
}

// Model is the list of connections and the one that is shown.
type Model struct {
	All      []desk.Fresh
	Selected receivable.ConnectionID
	Runs     []desk.SyncRun      // of the selected one, newest first
	Failures bool                // show failed runs only
	Kinds    []desk.Kind         // the connectors on this machine
	ToPlace  int                 // payments from banks that a person has to place
	Postings []writeback.Entry   // of the selected one, what needs a person first
	Findings []admission.Finding // of the selected one, what was set aside before what was remarked on
}

// Health judges a connection by the connectors on this machine.
func (m *Model) Health(f desk.Fresh) Health {
	k, _ := m.Kind(f.Connection.Kind)
	return HealthOf(f, k.Checksum)
}

// Kind finds a connector of this machine.
func (m *Model) Kind(name string) (desk.Kind, bool) {
	for _, k := range m.Kinds {
		if k.Kind == name {
			return k, true
		}
	}
	return desk.Kind{}, false
}

// Current is the connection shown.
func (m *Model) Current() (desk.Fresh, bool) {
	for _, f := range m.All {
		if f.Connection.ID == m.Selected {
			return f, true
		}
	}
	return desk.Fresh{}, false
}

// SetAll takes the connections; the one shown stays, or the first is shown.
func (m *Model) SetAll(all []desk.Fresh) {
	m.All = all
	if _, ok := m.Current(); !ok {
		m.Selected = 0
		if len(all) > 0 {
			m.Selected = all[0].Connection.ID
		}
	}
}

// ShownRuns gives the runs of the filter in use.
func (m *Model) ShownRuns() []*desk.SyncRun {
	rows := make([]*desk.SyncRun, 0, len(m.Runs))
	for i := range m.Runs {
		if !m.Failures || Failed(m.Runs[i]) {
			rows = append(rows, &m.Runs[i])
		}
	}
	return rows
}

// LastWhole is the newest read of the whole source that came to its end. Reads of some customers before a release prove
// nothing about the sums.
func (m *Model) LastWhole() (desk.SyncRun, bool) {
	for _, r := range m.Runs {
		if !r.Partial && r.Complete {
			return r, true
		}
	}
	return desk.SyncRun{}, false
}

// LastSummed is the newest read of the whole source that said what is open there. A read of what changed alone may say nothing
// of it, which is no sum of nought.
func (m *Model) LastSummed() desk.SyncRun {
	for _, r := range m.Runs {
		if !r.Partial && r.Complete && (r.Full || len(r.Claimed) > 0) {
			return r
		}
	}
	return desk.SyncRun{}
}

// Count is how many connections stand in one of some states.
func (m *Model) Count(states ...Health) int {
	n := 0
	for _, f := range m.All {
		if slices.Contains(states, m.Health(f)) {
			n++
		}
	}
	return n
}
