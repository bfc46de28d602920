// Package customer is the screen with everything about one customer, to be read before picking up the phone.
package customer

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Model is one customer as the screen shows them.
type Model struct {
	View   desk.CustomerView
	own    money.Currency
	shown  money.Currency // the currency of headline and bar
	Matter Matter
}

// NewModel shows a customer; own is the book's currency.
func NewModel(v desk.CustomerView, own money.Currency) *Model {
	m := &Model{View: v, own: own, Matter: AllMatters}
	m.shown = m.lead()
	return m
}

// lead is the currency with the oldest debt, the book's own where they are equal.
func (m *Model) lead() money.Currency {
	best, days := m.own, -1<<30
	for _, b := range m.View.Balances {
		if b.OldestDue > days || b.OldestDue == days && b.Currency == m.own {
			best, days = b.Currency, b.OldestDue
		}
	}
	return best
}

// Balance is what the headline and the bar show.
func (m *Model) Balance() receivable.Balance {
	for _, b := range m.View.Balances {
		if b.Currency == m.shown {
			return b
		}
	}
	return receivable.Balance{Currency: m.shown}
}

// Others are the balances in further currencies.
func (m *Model) Others() []receivable.Balance {
	return slices.DeleteFunc(slices.Clone(m.View.Balances), func(b receivable.Balance) bool { return b.Currency == m.shown })
}

// Items gives the open items, oldest due first.
func (m *Model) Items() []*Item {
	items := make([]*Item, len(m.View.Items))
	for i := range m.View.Items {
		items[i] = &Item{Row: m.View.Items[i], view: &m.View}
	}
	return items
}

// OneCurrency reports whether all open items are in the headline's currency, so that a column names it once.
func (m *Model) OneCurrency() bool {
	for _, it := range m.View.Items {
		if it.Open.Currency != m.shown {
			return false
		}
	}
	return true
}

// Currency is the headline's currency.
func (m *Model) Currency() money.Currency { return m.shown }

// Item is an open item in the list.
type Item struct {
	Row  desk.ItemRow
	view *desk.CustomerView
}

// Days is how many days the item is overdue, negative before its due date.
func (i *Item) Days() int { return i.Row.DaysOverdue(i.view.Date) }

// IsCredit reports whether the item is in the customer's favour.
func (i *Item) IsCredit() bool { return i.Row.Open.Minor < 0 }

// ItemState is the one thing about an item that the list says in colour.
type ItemState int

// The states of an item, gravest first.
const (
	ItemEscalated  ItemState = iota // with an agency or a court
	ItemAside                       // what the source says of it, or of a credit of the customer, was set aside
	ItemBanked                      // the bank has seen money for it, the books have not
	ItemWrittenOff                  // given up, in whole or in part
	ItemBarring                     // statute-barred, or within 30 days of it
	ItemDisputed
	ItemInReview // old debt that waits for review
	ItemBroken
	ItemHeld
	ItemPromised
	ItemInPlan  // an agreement keeps it silent
	ItemStale   // not seen by the last read
	ItemChanged // other now than on its last notice
	ItemCredit
	ItemBarSoon // statute-barred within 90 days
	ItemPlain
)

// State finds the state of an item.
func (i *Item) State() ItemState {
	left, clock := i.DaysToLimit()
	switch {
	case i.Row.Escalated:
		return ItemEscalated
	case i.Row.Quarantined:
		return ItemAside
	case i.Row.Banked:
		return ItemBanked
	case i.Row.Written.Minor > 0:
		return ItemWrittenOff
	case clock && left <= 30:
		return ItemBarring
	case i.Row.Dispute != nil:
		return ItemDisputed
	case i.Row.OldDebt && !i.Row.Reviewed:
		return ItemInReview
	case i.Row.InPlan:
		return ItemInPlan
	case i.Days() > 0 && i.promise(dunning.PromiseBroken) != nil:
		return ItemBroken
	case i.Row.Hold.Active(i.view.Date) || wholeHold(i.view) != nil:
		return ItemHeld
	case i.Days() > 0 && i.Promise() != nil:
		return ItemPromised
	case i.Row.Stale:
		return ItemStale
	case i.changed():
		return ItemChanged
	case i.IsCredit():
		return ItemCredit
	case clock && left <= 90:
		return ItemBarSoon
	}
	return ItemPlain
}

// DaysToLimit is how many days remain until the item is statute-barred, negative when it is; false when nobody knows.
func (i *Item) DaysToLimit() (int, bool) {
	l := i.view.Limitation[i.Row.ID]
	return l.DaysLeft(i.view.Date), l.Known()
}

// Promise is the pending promise about the item.
func (i *Item) Promise() *dunning.Promise { return i.promise(dunning.PromisePending) }

func (i *Item) promise(state dunning.PromiseState) *dunning.Promise {
	if i.IsCredit() {
		return nil
	}
	for k := range i.view.Promises {
		p := &i.view.Promises[k]
		about := slices.Contains(p.Items, i.Row.ID) ||
			len(p.Items) == 0 && p.Amount.Currency == i.Row.Open.Currency && !i.Row.DueOn().After(p.By)
		if p.State == state && about {
			return &p.Promise
		}
	}
	return nil
}

// HeldUntil is the hold on the item or on the customer; nil when neither is held.
func (i *Item) HeldUntil() *dunning.Hold {
	if i.Row.Hold.Active(i.view.Date) {
		return i.Row.Hold
	}
	if h := wholeHold(i.view); h != nil {
		return &h.Hold
	}
	return nil
}

// wholeHold is the hold that stops everything about a customer.
func wholeHold(v *desk.CustomerView) *desk.HoldRow {
	for k := range v.Holds {
		h := &v.Holds[k]
		if h.Item == 0 && !h.Lifted && h.Active(v.Date) {
			return h
		}
	}
	return nil
}

// LastNotice is the last notice that listed the item; nil when none did.
func (i *Item) LastNotice() *desk.IssuedNotice {
	for k := range i.view.Notices {
		n := &i.view.Notices[k]
		if n.Cancelled {
			continue
		}
		if slices.ContainsFunc(n.Claim.Lines, func(l dunning.Line) bool { return l.Item == i.Row.ID }) {
			return n
		}
	}
	return nil
}

// Hold is the hold on the whole customer; nil when there is none.
func (m *Model) Hold() *desk.HoldRow { return wholeHold(&m.View) }

// OpenDisputes are the disputes that nobody has resolved.
func (m *Model) OpenDisputes() []desk.DisputeRow {
	return slices.DeleteFunc(slices.Clone(m.View.Disputes), func(d desk.DisputeRow) bool { return d.Outcome != "" })
}

// BrokenPromise reports whether the customer's last promise was broken.
func (m *Model) BrokenPromise() bool {
	var last *desk.PromiseRow
	for k := range m.View.Promises {
		p := &m.View.Promises[k]
		if last == nil || p.By.After(last.By) {
			last = p
		}
	}
	return last != nil && (last.State == dunning.PromiseBroken || last.State == dunning.PromisePartly)
}

// InReview reports whether some debt was old when the books were connected and waits for a person.
func (m *Model) InReview() bool {
	return slices.ContainsFunc(m.View.Items, func(r desk.ItemRow) bool { return r.OldDebt && !r.Reviewed })
}

// Charged sums the open charges of a kind in the headline's currency, and counts them.
func (m *Model) Charged(kinds ...dunning.ChargeKind) (sum money.Amount, n int) {
	sum = money.Zero(m.shown)
	for _, c := range m.View.Charges {
		if c.Open.Currency == m.shown && slices.Contains(kinds, c.Kind) {
			sum.Minor += c.Open.Minor
			n++
		}
	}
	return sum, n
}

// AllInAll is what is open with credits and charges, in the headline's currency.
func (m *Model) AllInAll() money.Amount {
	b := m.Balance()
	return money.New(b.Open()+b.Charges, m.shown)
}
