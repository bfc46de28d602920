// Package waves is the screen that answers "what will go out, and why?": a wave is a list that a person sees, changes and
// releases. Nothing leaves before that.
package waves

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Tab chooses what of a wave is listed.
type Tab string

// The tabs of a wave.
const (
	TabIn      Tab = "in"
	TabLaw     Tab = "law"
	TabLeftOut Tab = "left-out"
	TabOutbox  Tab = "outbox"
)

// Model is one wave as the screen shows it.
type Model struct {
	View    desk.WaveView
	LeftOut []desk.LeftOutRow
	Tab     Tab
	Reason  dunning.Reason // narrows the left-out list; empty: all
}

// NewModel shows a wave with all that it left out.
func NewModel(view desk.WaveView, leftOut []desk.LeftOutRow) *Model {
	return &Model{View: view, LeftOut: leftOut, Tab: TabIn}
}

// Lines gives the proposed notices of the tab in use.
func (m *Model) Lines() []*desk.WaveLine {
	lines := make([]*desk.WaveLine, 0, len(m.View.Lines))
	for i := range m.View.Lines {
		l := &m.View.Lines[i]
		if m.Tab != TabLaw || len(l.Notice.Effects) > 0 {
			lines = append(lines, l)
		}
	}
	return lines
}

// LeftOutRows gives what was left out for the reason in use.
func (m *Model) LeftOutRows() []desk.LeftOutRow {
	if m.Reason == "" {
		return m.LeftOut
	}
	var rows []desk.LeftOutRow
	for _, r := range m.LeftOut {
		if r.Reason == m.Reason {
			rows = append(rows, r)
		}
	}
	return rows
}

// Count is how many lines stand in a state.
func (m *Model) Count(s desk.LineState) int {
	n := 0
	for i := range m.View.Lines {
		if m.View.Lines[i].State == s {
			n++
		}
	}
	return n
}

// ChangedByLaw is how many lines that are in the wave carry an effect of law or of a house rule.
func (m *Model) ChangedByLaw() int {
	n := 0
	for i := range m.View.Lines {
		if len(m.View.Lines[i].Notice.Effects) > 0 {
			n++
		}
	}
	return n
}

// ReasonCount is a reason with how many items it left out.
type ReasonCount struct {
	Reason dunning.Reason
	Count  int
}

// Reasons counts what was left out, most first.
func (m *Model) Reasons() []ReasonCount {
	counts := make([]ReasonCount, 0, len(m.View.LeftOut))
	for r, n := range m.View.LeftOut {
		counts = append(counts, ReasonCount{r, n})
	}
	slices.SortFunc(counts, func(a, b ReasonCount) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		if a.Reason < b.Reason {
			return -1
		}
		return 1
	})
	return counts
}

// LeftOutCount is how many items were left out for any reason.
func (m *Model) LeftOutCount() int {
	n := 0
	for _, c := range m.View.LeftOut {
		n += c
	}
	return n
}

// Reminders is how many reminders a release would send: the lines that are in.
func (m *Model) Reminders() int { return m.Count(desk.LineIn) }

// Total gives the sums of the wave in one currency, the book's own when it has lines in it; ok is false for a wave with
// nothing in.
func (m *Model) Total(own money.Currency) (t desk.WaveTotal, ok bool) {
	for i, have := range m.View.Totals {
		if i == 0 || have.Currency == own {
			t, ok = have, true
		}
	}
	return t, ok
}

// OtherTotals gives the sums in the currencies that Total does not show.
func (m *Model) OtherTotals(shown money.Currency) []desk.WaveTotal {
	var others []desk.WaveTotal
	for _, t := range m.View.Totals {
		if t.Currency != shown {
			others = append(others, t)
		}
	}
	return others
}

// Notices and Items count over all currencies.
func (m *Model) Notices() (notices, items int) {
	for _, t := range m.View.Totals {
		notices += t.Notices
		items += t.Items
	}
	return notices, items
}

// CanChange reports whether customers may still be taken out and put back.
func (m *Model) CanChange() bool {
	return m.View.Wave.State == desk.WaveProposed || m.View.Wave.State == desk.WavePaused
}

// CanRelease reports whether the wave can be sent now.
func (m *Model) CanRelease() bool {
	return m.View.Wave.State == desk.WaveProposed && m.View.Blocked == nil && m.Reminders() > 0
}

// CanResume reports whether a release was paused or cut off and can go on.
func (m *Model) CanResume() bool {
	return m.View.Wave.State == desk.WavePaused || m.View.Wave.State == desk.WaveReleasing
}

// CanPreview reports whether a line's letter or mail can be shown: a call or a visit has none.
func CanPreview(l *desk.WaveLine) bool {
	return l.State == desk.LineIn || l.State == desk.LineExcluded || l.State == desk.LineIssued
}

// Neighbour gives the line before (-1) or after (+1) a line in the order of lines; nil at the ends.
func Neighbour(lines []*desk.WaveLine, id int64, step int) *desk.WaveLine {
	i := slices.IndexFunc(lines, func(l *desk.WaveLine) bool { return l.ID == id })
	if i < 0 || i+step < 0 || i+step >= len(lines) {
		return nil
	}
	return lines[i+step]
}

// Undecided is a connection whose old debt nobody has decided about; nil when there is none.
func (m *Model) Undecided() *desk.Review {
	for i := range m.View.FirstRun {
		if r := &m.View.FirstRun[i]; !r.Connection.Review.Decided {
			return r
		}
	}
	return nil
}

// Stale names the connections whose data may not be used for this wave now.
func (m *Model) Stale() []desk.Fresh {
	var stale []desk.Fresh
	for _, f := range m.View.Fresh {
		if f.Code != "" {
			stale = append(stale, f)
		}
	}
	return stale
}
