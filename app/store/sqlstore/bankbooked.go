package sqlstore

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// BookBanked moves lines on that the books have by now, or should have.
func (w *writer) BookBanked(late date.Date) ([]store.BankLine, error) {
	waiting, err := w.BankLines(store.BankQuery{States: []store.BankState{store.BankMatched}})
	if err != nil {
		return nil, err
	}
	slices.Reverse(waiting) // the oldest money first
	var out []store.BankLine
	for _, arrived := range []func(*store.BankLine) bool{exactlyInTheBooks, inTheBooks} {
		left := waiting[:0]
		for i := range waiting {
			l := waiting[i]
			if !arrived(&l) {
				left = append(left, l)
				continue
			}
			if err := w.moveBanked(&l, store.BankBooked); err != nil {
				return nil, err
			}
			if err := w.spend(&l, waiting[i+1:], left); err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		waiting = left
	}
	for i := range waiting {
		l := waiting[i]
		if !l.Booked.Before(late) {
			continue
		}
		if err := w.moveBanked(&l, store.BankLate); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

func (w *writer) moveBanked(l *store.BankLine, to store.BankState) error {
	if err := w.must(fault.Conflict, "somebody else has looked at this payment by now", "UPDATE bank_line SET state = ?, changed = ? WHERE id = ? AND state = 'matched'",
		string(to), moment(w.now), l.ID); err != nil {
		return err
	}
	items := make([]receivable.ItemID, len(l.Parts))
	for i, p := range l.Parts {
		items[i] = p.Item
	}
	l.State = to
	return w.keepBanked(items)
}

// spend takes what a line brought off what its items have fallen by for the other lines that wait: else one payment in the books ends
// the wait of two.
func (w *writer) spend(l *store.BankLine, others ...[]store.BankLine) error {
	for _, spent := range l.Parts {
		for _, lines := range others {
			for i := range lines {
				for j := range lines[i].Parts {
					p := &lines[i].Parts[j]
					if p.Item != spent.Item || p.Then <= p.Now {
						continue
					}
					p.Then = max(p.Now, p.Then-spent.Minor)
					if _, err := w.exec("UPDATE bank_part SET open_then = ? WHERE line = ? AND item = ?", p.Then, lines[i].ID, p.Item); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// inTheBooks reports whether every item has fallen by what the line brought it, or is settled.
func inTheBooks(l *store.BankLine) bool {
	for _, p := range l.Parts {
		if p.Now > 0 && p.Then-p.Now < p.Minor {
			return false
		}
	}
	return len(l.Parts) > 0
}

// exactlyInTheBooks reports whether every item has fallen by just what the line brought it: of two lines for one item that one is meant.
func exactlyInTheBooks(l *store.BankLine) bool {
	for _, p := range l.Parts {
		if p.Then-p.Now != p.Minor {
			return false
		}
	}
	return len(l.Parts) > 0
}
