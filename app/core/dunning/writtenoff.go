package dunning

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// GiveUp takes an amount out of what is asked for an item from a day on, while the source still shows it as open: it bears no
// interest after that day, and is on no notice.
func (i *Item) GiveUp(amount money.Amount, on date.Date) {
	if amount.Minor == 0 {
		return
	}
	i.Open.Minor -= amount.Minor
	i.History = insertMove(i.History, Move{On: on, Amount: money.New(-amount.Minor, i.Open.Currency), Given: true})
	i.Written = money.New(i.Written.Minor+amount.Minor, i.Open.Currency)
}

// takeUp takes so much of what was given up back, the latest first (minor units).
func (i *Item) takeUp(minor int64) {
	i.Open.Minor += minor
	i.Written.Minor -= minor
	i.History = slices.Clone(i.History)
	for at := len(i.History) - 1; at >= 0 && minor > 0; at-- {
		m := &i.History[at]
		if !m.Given {
			continue
		}
		part := min(minor, -m.Amount.Minor)
		m.Amount.Minor += part
		minor -= part
		if m.Amount.Minor == 0 {
			i.History = slices.Delete(i.History, at, at+1)
		}
	}
}

// BookedSince says of what was given up on a day that the source has booked it on that day or a later one: its fall of the open
// amount then is no second one and no money, and the interest ends where it was given up.
func (i *Item) BookedSince(amount money.Amount, given, booked date.Date) {
	if amount.Minor == 0 || booked.Before(given) {
		return
	}
	// On one day the fall stands before what takes it back, and that before what was given up.
	i.History = insertMove(i.History, Move{On: booked, Amount: money.New(amount.Minor, i.Open.Currency)})
	i.History = insertMove(i.History, Move{On: given, Amount: money.New(-amount.Minor, i.Open.Currency), Given: true})
}

// insertMove puts a move behind those of its day, in a list of its own.
func insertMove(history []Move, m Move) []Move {
	out := make([]Move, 0, len(history)+1)
	at := len(history)
	for at > 0 && history[at-1].On.After(m.On) {
		at--
	}
	out = append(append(append(out, history[:at]...), m), history[at:]...)
	return out
}

// WriteOff gives a part of an item up. Errors: nothing, more than is asked for, another currency, no such item.
func WriteOff(a Account, item receivable.ItemID, amount money.Amount, on date.Date) (Account, error) {
	a = a.copied()
	it, err := a.mustItem(item)
	switch {
	case err != nil:
		return a, err
	case amount.Currency != it.Open.Currency:
		return a, fault.New(money.CurrencyMismatch, "item %s is in %s, not in %s", it.Number, it.Open.Currency, amount.Currency).OnField("amount")
	case it.Open.Minor <= 0:
		return a, fault.New(fault.Conflict, "nothing is open of item %s", it.Number)
	case amount.Minor <= 0 || amount.Minor > it.Open.Minor:
		return a, fault.New(fault.Invalid, "of item %s %s %s is open; %s cannot be written off", it.Number, it.Open, it.Open.Currency, amount).OnField("amount")
	}
	it.GiveUp(amount, on)
	return a, nil
}

// TakeUp reverses a write-off, in whole or in part: it is asked for again as if it had never been given up, interest included,
// because the debtor was never released. More than was written off is refused.
func TakeUp(a Account, item receivable.ItemID, amount money.Amount) (Account, error) {
	a = a.copied()
	it, err := a.mustItem(item)
	switch {
	case err != nil:
		return a, err
	case amount.Currency != it.Open.Currency:
		return a, fault.New(money.CurrencyMismatch, "item %s is in %s, not in %s", it.Number, it.Open.Currency, amount.Currency).OnField("amount")
	case it.Written.Minor <= 0:
		return a, fault.New(fault.Conflict, "nothing of item %s is written off", it.Number)
	case amount.Minor <= 0 || amount.Minor > it.Written.Minor:
		return a, fault.New(fault.Invalid, "of item %s %s %s is written off; %s cannot be reversed", it.Number, it.Written, it.Written.Currency, amount).OnField("amount")
	}
	it.takeUp(amount.Minor)
	return a, nil
}

// BookWriteOff has the source book what is written off of an item: it is shown as open no more, and what is asked for and the
// interest stay as they were. It gives how much that was; nothing to book is fault.Conflict.
func BookWriteOff(a Account, item receivable.ItemID) (Account, money.Amount, error) {
	a = a.copied()
	it, err := a.mustItem(item)
	if err != nil {
		return a, money.Amount{}, err
	}
	booked := money.New(it.Written.Minor, it.Open.Currency)
	if booked.Minor <= 0 {
		return a, booked, fault.New(fault.Conflict, "nothing of item %s waits to be booked", it.Number)
	}
	it.Written.Minor = 0
	return a, booked, nil
}

// Escalate hands items over, or takes them back: while they are with somebody else we ask for nothing.
func Escalate(a Account, items []receivable.ItemID, away bool) (Account, error) {
	a = a.copied()
	for _, id := range items {
		it, err := a.mustItem(id)
		switch {
		case err != nil:
			return a, err
		case away && it.Dispute != nil:
			return a, fault.New(fault.Refused, "item %s is disputed: it cannot be handed over", it.Number).WithHint("resolve the dispute first")
		case away == it.Escalated:
			return a, fault.New(fault.Conflict, "item %s is handed over already, or never was", it.Number)
		}
		it.Escalated = away
	}
	return a, nil
}

// forWritten is the part of a credit that is for what was given up of the claim it belongs to (minor units): the source's
// booking of a write-off by a credit note that it has not set against the invoice.
func (pl *planning) forWritten(credit *Item) int64 {
	if credit.AppliesTo == 0 {
		return 0
	}
	for i := range pl.a.Items {
		if it := &pl.a.Items[i]; it.ID == credit.AppliesTo && it.Open.Currency == credit.Open.Currency {
			return min(it.Written.Minor, -credit.Open.Minor)
		}
	}
	return 0
}
