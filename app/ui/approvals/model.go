// Package approvals is the screen on which somebody decides what others ask for: what waits, the evidence, and what happens
// with a yes.
package approvals

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Model is the list of requests as the screen shows it.
type Model struct {
	Open    []desk.RequestView // oldest first
	Decided []desk.RequestView // newest first
	Seat    desk.Seat
	Policy  approval.Policy
	Own     money.Currency // the book's
}

// keyOf names a request in lists.
func keyOf(id approval.RequestID) string { return strconv.FormatInt(int64(id), 10) }

// Find gives a request by its key.
func (m *Model) Find(key string) (desk.RequestView, bool) {
	for _, list := range [][]desk.RequestView{m.Open, m.Decided} {
		for i := range list {
			if keyOf(list[i].ID) == key {
				return list[i], true
			}
		}
	}
	return desk.RequestView{}, false
}

// First is the key to be shown at first: of the oldest that may be decided here, else of the oldest; "" when nothing waits.
func (m *Model) First() string {
	for i := range m.Open {
		if mayDecide(&m.Open[i]) {
			return keyOf(m.Open[i].ID)
		}
	}
	if len(m.Open) > 0 {
		return keyOf(m.Open[0].ID)
	}
	return ""
}

// mayDecide reports whether whoever sits here may say yes or no.
func mayDecide(v *desk.RequestView) bool { return v.State == approval.Waiting && v.Refused == nil }

// Waiting counts the requests that may be decided here.
func Waiting(open []desk.RequestView) (n int) {
	for i := range open {
		if mayDecide(&open[i]) {
			n++
		}
	}
	return n
}

// Small are the keys of the requests that may be decided here and are no more than whoever sits here might do alone: what may be
// decided together.
func (m *Model) Small() (keys []string) {
	for i := range m.Open {
		if v := &m.Open[i]; mayDecide(v) && m.Policy.AloneAll(m.Seat.User.Role, v.Measures()) {
			keys = append(keys, keyOf(v.ID))
		}
	}
	return keys
}

// wanted heads a request: "Write off 12 400,00 kr", or "Take back: write-off of 12 400,00 kr".
func wanted(v *desk.RequestView, w words.Words) string {
	if v.Undoes {
		return i18n.T("approvals.undoes", i18n.Args{"what": w.WantedNoun(v.Measure)})
	}
	return w.Wanted(v.Measure)
}

// noun is the same within a sentence.
func noun(v *desk.RequestView, w words.Words) string {
	if v.Undoes {
		return i18n.T("approvals.undoes-noun", i18n.Args{"what": w.WantedNoun(v.Measure)})
	}
	return w.WantedNoun(v.Measure)
}

// entries are the rows of the list.
func (m *Model) entries(w words.Words) []widget.SideEntry {
	out := make([]widget.SideEntry, len(m.Open))
	for i := range m.Open {
		v := &m.Open[i]
		icon, status := words.ApprovalIcon(v.Measure.Kind)
		e := widget.SideEntry{
			ID: keyOf(v.ID), Icon: icon, Status: status, Title: wanted(v, w), Line: v.Subject, Ticks: mayDecide(v),
			Small: words.Facts(v.By.Name, w.Day(w.DayOf(v.At)), v.Why),
		}
		if v.State == approval.SentBack {
			e.State = widget.State{Status: theme.Overdue2, Icon: theme.IconArrowLeft, Word: words.RequestState(v.State)}
		}
		out[i] = e
	}
	return out
}

// shownDecided is how many decisions the list looks back on.
const shownDecided = 8

// decidedState is a decision in the list.
func decidedState(v *desk.RequestView) widget.State {
	switch v.State {
	case approval.Approved:
		return widget.State{Status: theme.Promised, Icon: theme.IconTick}
	case approval.Declined:
		return widget.State{Status: theme.Overdue4, Icon: theme.IconClose}
	case approval.SentBack:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconChevronLeft}
	case approval.Expired, approval.Withdrawn, approval.Waiting:
	}
	return widget.State{Icon: theme.IconDash}
}

// Limit is one of somebody's limits in words.
type Limit struct{ What, Most string }

// Limits says what whoever sits here decides for others, in the book's currency: kinds with the same limit in one line, those
// without one left out.
func (m *Model) Limits(w words.Words) (out []Limit) {
	for _, kind := range approval.Kinds() {
		_, decides := m.Policy.Reach(m.Seat.User.Role, kind, m.Own)
		if decides == (approval.Bound{}) {
			continue
		}
		name, most := words.ApprovalKind(kind), w.Bound(kind, decides, m.Own)
		same := func(l Limit) bool { return l.Most == most }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i].What += ", " + strings.ToLower(name)
			continue
		}
		out = append(out, Limit{name, most})
	}
	return out
}

// marks say whether a request may be decided here, and why not.
func marks(e *desk.Evidence, w words.Words) []widget.State {
	good := func(text string) widget.State {
		return widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: text}
	}
	bad := func(text string) widget.State {
		return widget.State{Status: theme.Overdue4, Icon: theme.IconClose, Word: text}
	}
	switch {
	case e.State.Over():
		return []widget.State{{Icon: decidedState(&e.RequestView).Icon, Status: decidedState(&e.RequestView).Status, Word: words.RequestState(e.State)}}
	case e.State == approval.SentBack:
		return []widget.State{{Status: theme.Overdue2, Icon: theme.IconArrowLeft, Word: words.RequestState(e.State)}}
	case fault.Has(e.Refused, approval.OwnRequest):
		return []widget.State{bad(i18n.T("approvals.own"))}
	case fault.Has(e.Refused, approval.OverLimit):
		return []widget.State{bad(i18n.T("approvals.over")), good(i18n.T("approvals.not-own"))}
	case e.Refused != nil:
		return []widget.State{bad(words.Failure(e.Refused).What)}
	}
	within := i18n.T("approvals.within")
	if !e.Bound.Any && e.Measure.Amount.Currency != "" {
		within = i18n.T("approvals.within-sum", i18n.Args{"amount": w.Bound(e.Measure.Kind, e.Bound, e.Measure.Amount.Currency)})
	}
	out := []widget.State{good(within), good(i18n.T("approvals.not-own"))}
	if e.Changed != nil {
		out = append([]widget.State{bad(i18n.T("approvals.changed"))}, out...)
	}
	return out
}
