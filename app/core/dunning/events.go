package dunning

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// PutHold stops reminders for an item, or for the whole debtor when the item is 0. A new hold on an item replaces the old.
func PutHold(a Account, item receivable.ItemID, h Hold) (Account, error) {
	a = a.copied()
	if item == 0 {
		a.Holds = append(a.Holds, h)
		return a, nil
	}
	it, err := a.mustItem(item)
	if err != nil {
		return a, err
	}
	it.Hold = &h
	return a, nil
}

// OpenDispute stops reminders for one item; the others go on. An item that is disputed already is a fault.Conflict.
func OpenDispute(a Account, item receivable.ItemID, d Dispute) (Account, error) {
	a = a.copied()
	it, err := a.mustItem(item)
	if err != nil {
		return a, err
	}
	if it.Dispute != nil {
		return a, fault.New(fault.Conflict, "item %s is disputed already", it.Number).OnField("item")
	}
	it.Dispute = &d
	return a, nil
}

// ResolveDispute ends a dispute. What is accepted of it (zero when it is rejected) comes off the item; the rest goes on at
// the level at which the item stood. Errors: no dispute, or a credit larger than what is open.
func ResolveDispute(a Account, item receivable.ItemID, accepted money.Amount, on date.Date) (Account, error) {
	a = a.copied()
	it, err := a.mustItem(item)
	if err != nil {
		return a, err
	}
	switch {
	case it.Dispute == nil:
		return a, fault.New(fault.Conflict, "item %s is not disputed", it.Number).OnField("item")
	case accepted.Minor < 0 || accepted.Minor > it.Open.Minor || accepted.Minor > 0 && accepted.Currency != it.Open.Currency:
		return a, fault.New(fault.Invalid, "%s %s cannot be credited to item %s, of which %s %s is open", accepted, accepted.Currency, it.Number, it.Open, it.Open.Currency).OnField("credit")
	}
	it.Dispute = nil
	it.moved(on, -accepted.Minor)
	return a, nil
}

// TakePromise records a promise to pay: its items stay quiet up to the day promised. The agreement answers a request for
// time, so that nothing more is confirmed; a promise by a day before it was made is fault.Invalid.
func TakePromise(a Account, p Promise) (Account, error) {
	if p.By.Before(p.Made) {
		return a, fault.New(fault.Invalid, "a promise made on %s cannot be for %s", p.Made, p.By).OnField("date")
	}
	a = a.copied()
	for _, id := range p.Items {
		if _, err := a.mustItem(id); err != nil {
			return a, err
		}
	}
	p.State = PromisePending
	a.Promises = append(a.Promises, p)
	if a.Answer == AsksTime {
		a.Answer = Answered
	}
	return a, nil
}

// JudgePromises decides on promises whose day has passed, and on those kept before it: kept when at least the promised
// amount came off the items between the promise and its day, partly when some did, broken when nothing did. It returns the
// promises that changed.
func JudgePromises(a Account, asOf date.Date) (Account, []Promise) {
	a = a.copied()
	var changed []Promise
	for i := range a.Promises {
		p := &a.Promises[i]
		if p.State != PromisePending {
			continue
		}
		paid := a.paidOn(p)
		switch {
		case paid >= p.Amount.Minor && paid > 0:
			p.State = PromiseKept
		case !asOf.After(p.By):
			continue
		case paid > 0:
			p.State = PromisePartly
		default:
			p.State = PromiseBroken
		}
		changed = append(changed, *p)
	}
	return a, changed
}

// paidOn is what came off a promise's items in its time, less what went back on (minor units of its currency).
func (a *Account) paidOn(p *Promise) int64 {
	var sum int64
	for i := range a.Items {
		it := &a.Items[i]
		if !p.covers(it.ID) || it.isCredit() || p.Amount.Currency != "" && it.Open.Currency != p.Amount.Currency {
			continue
		}
		for _, m := range it.History {
			if !m.Given && !m.On.Before(p.Made) && !m.On.After(p.By) {
				sum -= m.Amount.Minor
			}
		}
	}
	return max(sum, 0)
}

// NoteAnswer records what came back from the debtor since the last notice.
func NoteAnswer(a Account, what Answer) Account {
	a.Answer = what
	return a
}

// Bounce marks a channel as dead: the next in a level's chain is used until somebody mends the address.
func Bounce(a Account, c receivable.Channel) Account {
	a = a.copied()
	if !slices.Contains(a.Debtor.Dead, c) {
		a.Debtor.Dead = append(a.Debtor.Dead, c)
	}
	return a
}

// NoteContact records that the debtor heard from us, by whatever way.
func NoteContact(a Account, c Contact) Account {
	a.Contacts = append(slices.Clip(a.Contacts), c)
	return a
}

// RuleIsStatute is the code for a rule that nobody may set aside.
const RuleIsStatute fault.Code = "statutory-rule"

// SetAside sets a house rule aside for this debtor on a day. Errors: a statute (RuleIsStatute), a rule that the pack does
// not have (fault.NotFound), no reason (fault.Invalid).
func SetAside(a Account, pack law.Pack, w Aside) (Account, error) {
	at := slices.IndexFunc(pack.Rows, func(r law.Row) bool { return r.ID == w.Rule })
	switch {
	case at < 0:
		return a, fault.New(fault.NotFound, "there is no rule %s in the law pack %s", w.Rule, pack.Code).OnField("rule")
	case pack.Rows[at].Binding() != law.House:
		return a, fault.New(RuleIsStatute, "%s is law (%s): nobody may set it aside", w.Rule, pack.Rows[at].Ref).OnField("rule")
	case pack.Rows[at].Fact != law.ContactHours && pack.Rows[at].Fact != law.ContactMax:
		return a, fault.New(fault.Invalid, "%s is no rule about contacts; switch it off under Settings, Law", w.Rule).OnField("rule")
	case strings.TrimSpace(w.Reason) == "":
		return a, fault.New(fault.Invalid, "setting a house rule aside needs a reason").OnField("reason")
	}
	a.SetAside = append(slices.Clip(a.SetAside), w)
	return a, nil
}
