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

// OpenDispute stops reminders for one item; the others go on. An item that is disputed already is a fault.Conflict, a dispute about
// more than is open, or without a known reason, fault.Invalid.
func OpenDispute(a Account, item receivable.ItemID, d Dispute) (Account, error) {
	a = a.copied()
	it, err := a.mustItem(item)
	if err != nil {
		return a, err
	}
	if it.Dispute != nil {
		return a, fault.New(fault.Conflict, "item %s is disputed already", it.Number).OnField("item")
	}
	if err := d.check(it); err != nil {
		return a, err
	}
	it.Dispute, it.Resolution = &d, nil
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
	outcome := DisputeCredited
	if accepted.Minor == 0 {
		outcome = DisputeRejected
	}
	it.Dispute, it.Resolution = nil, &Resolution{Outcome: outcome, On: on}
	it.moved(on, -accepted.Minor)
	return a, nil
}

// Resolve ends a dispute as the desk does: what is to be credited comes off only when the source brings it. See Resolution for
// what each outcome means for the item. Errors: no dispute (fault.Conflict), and what CheckResolution refuses.
func Resolve(a Account, item receivable.ItemID, r Resolution) (Account, error) {
	a = a.copied()
	it, err := a.mustItem(item)
	if err != nil {
		return a, err
	}
	if it.Dispute == nil {
		return a, fault.New(fault.Conflict, "item %s is not disputed", it.Number).OnField("item")
	}
	if r, err = CheckResolution(it, it.Dispute, r); err != nil {
		return a, err
	}
	it.Dispute, it.Resolution = nil, &r
	return a, nil
}

// CreditItem takes off an item what its source credits it with, as a credit note does that the source has set off itself. Errors:
// an amount that is not positive, or more than is open.
func CreditItem(a Account, item receivable.ItemID, credit money.Amount, on date.Date) (Account, error) {
	a = a.copied()
	it, err := a.mustItem(item)
	if err != nil {
		return a, err
	}
	if credit.Minor <= 0 || credit.Minor > it.Open.Minor || credit.Currency != it.Open.Currency {
		return a, fault.New(fault.Invalid, "%s %s cannot be credited to item %s, of which %s %s is open", credit, credit.Currency, it.Number, it.Open, it.Open.Currency).OnField("amount")
	}
	it.moved(on, -credit.Minor)
	return a, nil
}

// TakePromise records a promise to pay: its items stay quiet up to the day promised. The agreement answers a request for
// time, so that nothing more is confirmed; what Promise.Check refuses is fault.Invalid.
func TakePromise(a Account, p Promise) (Account, error) {
	if err := p.Check(); err != nil {
		return a, err
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
		if p.State = p.Judge(a.paidOn(p), asOf); p.State == PromisePending {
			continue
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
			if !m.Given && !m.On.Before(p.Made) && !m.On.After(p.LastDay()) {
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
// not have (fault.NotFound), one that binds agencies alone and no reason (fault.Invalid).
func SetAside(a Account, pack law.Pack, w Aside) (Account, error) {
	at := slices.IndexFunc(pack.Rows, func(r law.Row) bool { return r.ID == w.Rule })
	switch {
	case at < 0:
		return a, fault.New(fault.NotFound, "there is no rule %s in the law pack %s", w.Rule, pack.Code).OnField("rule")
	case !pack.Rows[at].BindsOwn():
		return a, ofAgencies(&pack, &pack.Rows[at])
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

// ofAgencies says that a rule does not bind the house, and which rule of its own stands for it.
func ofAgencies(pack *law.Pack, r *law.Row) error {
	e := fault.New(fault.Invalid, "%s binds collection agencies and not you: there is nothing to set aside", r.ID).OnField("rule")
	own := slices.IndexFunc(pack.Rows, func(o law.Row) bool { return o.ID == r.ID+"-OWN" })
	if own < 0 {
		own = slices.IndexFunc(pack.Rows, func(o law.Row) bool { return o.Fact == r.Fact && o.BindsOwn() && o.IsHouse() })
	}
	if own < 0 {
		return e
	}
	return e.WithHint("the house rule is %s", pack.Rows[own].ID)
}
