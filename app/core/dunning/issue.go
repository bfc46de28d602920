package dunning

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// copied is the account with its own lists, so that a change leaves the original as it was.
func (a Account) copied() Account {
	a.Items = slices.Clone(a.Items)
	a.Charges = slices.Clone(a.Charges)
	a.Holds = slices.Clone(a.Holds)
	a.Promises = slices.Clone(a.Promises)
	a.Contacts = slices.Clone(a.Contacts)
	a.Debtor.Dead = slices.Clone(a.Debtor.Dead)
	return a
}

// sent is the account when everything that waits to leave has left.
func (a Account) sent() Account {
	if !slices.ContainsFunc(a.Items, func(it Item) bool { return it.Waiting }) {
		return a
	}
	a = a.copied()
	for i := range a.Items {
		a.Items[i].Waiting = false
	}
	return a
}

func (a *Account) item(id receivable.ItemID) *Item {
	for i := range a.Items {
		if a.Items[i].ID == id {
			return &a.Items[i]
		}
	}
	return nil
}

func (a *Account) mustItem(id receivable.ItemID) (*Item, error) {
	if it := a.item(id); it != nil {
		return it, nil
	}
	return nil, fault.New(fault.NotFound, "there is no item %d on the account", id).OnField("item")
}

// moved is the item's history with one more change of its open amount, in a list of its own.
func (i *Item) moved(on date.Date, by int64) {
	if by == 0 {
		return
	}
	i.Open.Minor += by
	i.History = append(slices.Clip(i.History), Move{On: on, Amount: money.New(by, i.Open.Currency)})
}

// paid is moved for money of the debtor, or its return.
func (i *Item) paid(on date.Date, by int64, ref string) {
	i.moved(on, by)
	if by != 0 {
		last := &i.History[len(i.History)-1]
		last.Paid, last.Ref = true, ref
	}
}

// Issue takes the levels of a notice that goes out: items stand at their new level, their clocks start, and what the notice
// charges becomes open. A confirmation starts the clock and leaves the levels. It returns the charges that were added. The
// answer that led to the notice is used up, and promises that were judged are behind us.
func Issue(a Account, n Notice, noticeID int64) (Account, []Charge) {
	a = a.copied()
	a.Contacts = append(slices.Clip(a.Contacts), Contact{n.Date, n.Channel})
	if n.Event != NoEvent {
		return issueEvent(a, n), nil
	}
	for _, line := range n.Lines {
		it := a.item(line.Item)
		if it == nil {
			continue
		}
		it.LumpClaimed = it.LumpClaimed || line.Lump.Minor > 0
		it.Level, it.LastNotice, it.LastDeadline = line.Level, n.Date, n.Deadline
		if n.claims() {
			it.Warned, it.WarnedTo = n.Date, n.Deadline
			it.Restarts = append(slices.Clip(it.Restarts), demand(&n))
		}
		if line.Interest.Minor > 0 {
			it.Charged = money.New(it.Charged.Minor+line.Interest.Minor, it.Open.Currency)
			it.ChargedTo = n.Date
		}
		if n.chargesFeeFor(line) {
			it.FeesCharged++
		}
	}
	for i := range a.Charges {
		if c := &a.Charges[i]; slices.Contains(n.Asks, c.ID) {
			c.Asked = n.Deadline
		}
	}
	charges := slices.Clone(n.New)
	for i := range charges {
		charges[i].Notice, charges[i].Asked = noticeID, n.Deadline
		if charges[i].Item == 0 {
			charges[i].Claims = n.claimsOf()
		}
	}
	a.Charges = append(a.Charges, charges...)
	a.Last, a.Answer = n.Date, NoAnswer
	a.Promises = slices.DeleteFunc(a.Promises, func(p Promise) bool { return p.State != PromisePending || n.Date.After(p.LastDay()) })
	return a, charges
}

// chargesFeeFor reports whether a line bears a fee that the notice charges: its own, or the notice's.
func (n *Notice) chargesFeeFor(line Line) bool {
	return line.Fee.Minor > 0 || line.Bears && n.Fee.Minor > n.Lump.Minor
}

// standsAfter reports whether an item stands where a notice left it.
func (i *Item) standsAfter(n *Notice, line *Line) bool {
	switch n.Event {
	case EventEarly:
		return i.EarlyNotice == n.Date
	case EventThanks:
		return i.Thanked
	case EventAgreement, EventVisit, EventPromised, EventBroken, EventCallMe, EventStatement:
		return true // it marks nothing
	case NoEvent:
	}
	return i.Level == line.Level && i.LastNotice == n.Date
}

// waivedLump reports whether the lump sum that a notice claimed for an item was let go: what somebody has let go is not claimed
// by the next notice.
func (a *Account) waivedLump(notice int64, item receivable.ItemID) bool {
	return slices.ContainsFunc(a.Charges, func(c Charge) bool {
		return c.Notice == notice && c.Item == item && c.Kind == Compensation && c.Waived.Minor > 0
	})
}

// TakeBack undoes an issued notice: levels, clocks and charges become what they were before it. Only the last notice of each
// of its items can be taken back, once; and one whose charges have been paid, in whole or in part, cannot (fault.Conflict).
// What was waived of its charges is gone and stands in nobody's way; waived interest stays claimed, so that it is not asked anew.
func TakeBack(a Account, n Notice, noticeID int64) (Account, error) {
	for _, line := range n.Lines {
		it := a.item(line.Item)
		if it == nil {
			continue
		}
		if !it.standsAfter(&n, &line) {
			return a, fault.New(fault.Conflict, "item %s does not stand where this notice left it: it was taken back, or a later one followed", line.Number).
				WithHint("take back the last notice first")
		}
	}
	for _, c := range a.Charges {
		if c.Notice == noticeID && c.Paid().Minor != 0 {
			return a, fault.New(fault.Conflict, "%s of this notice has been paid", c.Rule).
				WithHint("credit what was paid before taking the notice back")
		}
	}
	a = a.copied()
	if at := slices.Index(a.Contacts, Contact{n.Date, n.Channel}); at >= 0 {
		a.Contacts = slices.Delete(a.Contacts, at, at+1)
	}
	if n.Event != NoEvent {
		for _, line := range n.Lines {
			if it := a.item(line.Item); it != nil {
				it.markEvent(n.Event, date.Date{})
			}
		}
		a.tell(&n, date.Date{})
		return a, nil
	}
	for _, line := range n.Lines {
		it := a.item(line.Item)
		if it == nil {
			continue
		}
		it.LumpClaimed = it.LumpClaimed && (line.Lump.Minor == 0 || a.waivedLump(noticeID, line.Item))
		it.Level, it.LastNotice, it.LastDeadline = line.Previous, line.LastNotice, line.LastDeadline
		it.Warned, it.WarnedTo = line.Warned, line.WarnedTo
		if at := slices.Index(it.Restarts, demand(&n)); at >= 0 {
			it.Restarts = slices.Concat(it.Restarts[:at], it.Restarts[at+1:])
		}
		if line.Interest.Minor > 0 {
			it.Charged.Minor -= line.Interest.Minor - a.waivedInterest(noticeID, line.Item)
			it.ChargedTo = line.ChargedTo
		}
		if n.chargesFeeFor(line) {
			it.FeesCharged--
		}
	}
	for i := range a.Charges {
		switch c := &a.Charges[i]; {
		case c.Notice == noticeID:
			c.Open.Minor, c.TakenBack = 0, true
		case slices.Contains(n.Asks, c.ID) && c.Asked == n.Deadline:
			c.Asked = date.Date{} // what asked for it before had run out
		}
	}
	a.Last = n.Last
	for i := range a.Items { // a notice of the same day in another currency still stands
		a.Last = date.Latest(a.Last, a.Items[i].LastNotice)
	}
	return a, nil
}

// waivedInterest is what was waived of the interest that a notice claimed for an item (minor units).
func (a *Account) waivedInterest(notice int64, item receivable.ItemID) int64 {
	var sum int64
	for _, c := range a.Charges {
		if c.Notice == notice && c.Item == item && c.Kind == InterestCharge {
			sum += c.Waived.Minor
		}
	}
	return sum
}
