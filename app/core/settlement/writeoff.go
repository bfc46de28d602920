// Package settlement holds how a claim ends otherwise than by being paid as the invoice says: given up, handed over to an agency
// or a court, and what each way out is expected to bring. It is pure.
package settlement

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// WriteOffReason says why a claim is given up.
type WriteOffReason string

// Reasons. Names are stored and stand on booking slips: add, never change.
const (
	Uneconomic  WriteOffReason = "uneconomic" // collecting costs more than it brings
	Insolvency  WriteOffReason = "insolvency"
	Limitation  WriteOffReason = "limitation" // statute-barred
	Goodwill    WriteOffReason = "goodwill"
	Untraceable WriteOffReason = "untraceable"
	Disputed    WriteOffReason = "disputed"
	SettledRest WriteOffReason = "settlement" // what a settlement that was kept let go
	OtherReason WriteOffReason = "other"
)

// WriteOffReasons lists every reason in the order of the screens.
func WriteOffReasons() []WriteOffReason {
	return []WriteOffReason{Uneconomic, Insolvency, Limitation, Goodwill, Untraceable, Disputed, SettledRest, OtherReason}
}

// Known reports whether the program has such a reason.
func (r WriteOffReason) Known() bool {
	switch r {
	case Uneconomic, Insolvency, Limitation, Goodwill, Untraceable, Disputed, SettledRest, OtherReason:
		return true
	}
	return false
}

// WriteOff is one decision to give claims up, in whole or in part, in one currency. What waits for a decision is a request of
// the approval and no WriteOff yet.
type WriteOff struct {
	ID     int64
	Debtor receivable.DebtorID
	On     date.Date
	Reason WriteOffReason
	Why    string // what an auditor reads
	AtRisk money.Amount
	Items  []WrittenItem
	By     string // who asked for it
	Agreed string // who approved it; empty: nobody had to
}

// WrittenItem is the part of an item that was given up, and what became of it. Amount is always Waiting + Posted + Recovered +
// Reversed, none of them below zero: no path loses money or counts it twice.
type WrittenItem struct {
	Item      receivable.ItemID
	Number    string
	Amount    money.Amount // given up
	Posted    money.Amount // of it, what the source has booked: its open amount is lower by it
	Recovered money.Amount // of it, what came in all the same; reversing it is proposed
	Reversed  money.Amount // of it, what was taken back
	PostedOn  date.Date    // day on which the last booking was seen
}

// Waiting is what the source still shows as open though it was given up.
func (w *WrittenItem) Waiting() money.Amount {
	return money.New(w.Amount.Minor-w.Posted.Minor-w.Recovered.Minor-w.Reversed.Minor, w.Amount.Currency)
}

// Standing is what was given up and not taken back.
func (w *WrittenItem) Standing() money.Amount {
	return money.New(w.Amount.Minor-w.Reversed.Minor, w.Amount.Currency)
}

// WriteOffState is where a write-off stands.
type WriteOffState string

// States.
const (
	Booked   WriteOffState = "booked"   // decided here; the source does not show it, or not all of it
	Posted   WriteOffState = "posted"   // the source has booked all that stands
	Reversed WriteOffState = "reversed" // all of it
)

// State is where the write-off stands, worked out from its items.
func (w *WriteOff) State() WriteOffState {
	standing, waiting := false, false
	for i := range w.Items {
		standing = standing || w.Items[i].Standing().Minor > 0
		waiting = waiting || w.Items[i].Waiting().Minor > 0
	}
	switch {
	case !standing:
		return Reversed
	case waiting:
		return Booked
	}
	return Posted
}

// Total is what was given up, Standing what of it was not taken back.
func (w *WriteOff) Total() money.Amount {
	return w.sum(func(i *WrittenItem) money.Amount { return i.Amount })
}

// Standing is what was given up and not taken back.
func (w *WriteOff) Standing() money.Amount { return w.sum((*WrittenItem).Standing) }

// Recovered is what came in all the same and waits to be reversed.
func (w *WriteOff) Recovered() money.Amount {
	return w.sum(func(i *WrittenItem) money.Amount { return i.Recovered })
}

func (w *WriteOff) sum(of func(*WrittenItem) money.Amount) money.Amount {
	var total money.Amount
	for i := range w.Items {
		part := of(&w.Items[i])
		total = money.New(total.Minor+part.Minor, part.Currency)
	}
	return total
}

// OpenClaim is an item that may be written off: Open is what is still asked for it.
type OpenClaim struct {
	Item   receivable.ItemID
	Number string
	Open   money.Amount
}

// ItemPart is an amount of one item; an amount of zero stands for all that there is.
type ItemPart struct {
	Item   receivable.ItemID
	Amount money.Amount
}

// NewWriteOff gives claims up. Errors: no reason or none that is known, no item, one that is not open or stands twice, items
// of two currencies, an amount that is not above zero or more than is asked for.
func NewWriteOff(claims []OpenClaim, parts []ItemPart, reason WriteOffReason, why string, on date.Date) (WriteOff, error) {
	w := WriteOff{On: on, Reason: reason, Why: strings.TrimSpace(why)}
	switch {
	case !reason.Known():
		return w, fault.New(fault.Invalid, "%q is no reason for a write-off", string(reason)).OnField("reason").
			WithHint("one of uneconomic, insolvency, limitation, goodwill, untraceable, disputed, settlement, other")
	case w.Why == "":
		return w, fault.New(fault.Invalid, "say why").OnField("why")
	case len(parts) == 0:
		return w, fault.New(fault.Invalid, "choose what is to be written off").OnField("items")
	}
	for _, part := range parts {
		item, err := writeOffOf(claims, part)
		if err != nil {
			return w, err
		}
		for i := range w.Items {
			switch {
			case w.Items[i].Item == item.Item:
				return w, fault.New(fault.Invalid, "%s stands twice", item.Number).OnField("items")
			case w.Items[i].Amount.Currency != item.Amount.Currency:
				return w, fault.New(money.CurrencyMismatch, "%s is in %s, %s in %s", w.Items[i].Number, w.Items[i].Amount.Currency, item.Number, item.Amount.Currency).
					OnField("items").WithHint("write off one currency at a time")
			}
		}
		w.Items = append(w.Items, item)
	}
	return w, nil
}

func writeOffOf(claims []OpenClaim, part ItemPart) (WrittenItem, error) {
	for _, c := range claims {
		if c.Item != part.Item {
			continue
		}
		if part.Amount.IsZero() {
			part.Amount = c.Open
		}
		switch {
		case c.Open.Minor <= 0:
			return WrittenItem{}, fault.New(fault.Conflict, "nothing is open of %s: it was paid or written off", c.Number).OnField("items")
		case part.Amount.Currency != c.Open.Currency:
			return WrittenItem{}, fault.New(money.CurrencyMismatch, "%s is in %s, not in %s", c.Number, c.Open.Currency, part.Amount.Currency).OnField("amount")
		case part.Amount.Minor < 0 || part.Amount.Minor > c.Open.Minor:
			return WrittenItem{}, fault.New(fault.Invalid, "of %s %s %s is open; %s cannot be written off", c.Number, c.Open, c.Open.Currency, part.Amount).OnField("amount")
		}
		zero := money.Zero(part.Amount.Currency)
		return WrittenItem{Item: c.Item, Number: c.Number, Amount: part.Amount, Posted: zero, Recovered: zero, Reversed: zero}, nil
	}
	return WrittenItem{}, fault.New(fault.NotFound, "the customer has no open item %d", part.Item).OnField("items")
}

// Back is what a reversal takes back of one item.
type Back struct {
	Item   receivable.ItemID
	Number string
	Amount money.Amount
	Posted money.Amount // of it, what the source has booked and must book back
}

// Reverse takes a write-off back, in whole or in part (no part: all that stands). What came in is taken back first, then what
// the source has not booked, then what it has. Errors: nothing stands any more, more than stands, an item it is not about.
func (w WriteOff) Reverse(parts []ItemPart) (WriteOff, []Back, error) {
	w.Items = append([]WrittenItem(nil), w.Items...)
	if w.State() == Reversed {
		return w, nil, fault.New(fault.Conflict, "write-off %d has been reversed already", w.ID)
	}
	if len(parts) == 0 {
		for i := range w.Items {
			if w.Items[i].Standing().Minor > 0 {
				parts = append(parts, ItemPart{Item: w.Items[i].Item})
			}
		}
	}
	var out []Back
	for _, part := range parts {
		item := w.item(part.Item)
		if item == nil {
			return w, nil, fault.New(fault.NotFound, "write-off %d is not about item %d", w.ID, part.Item).OnField("items")
		}
		back, err := item.reverse(part.Amount)
		if err != nil {
			return w, nil, err
		}
		out = append(out, back)
	}
	return w, out, nil
}

func (w *WriteOff) item(id receivable.ItemID) *WrittenItem {
	for i := range w.Items {
		if w.Items[i].Item == id {
			return &w.Items[i]
		}
	}
	return nil
}

func (w *WrittenItem) reverse(amount money.Amount) (Back, error) {
	standing := w.Standing()
	if amount.IsZero() {
		amount = standing
	}
	switch {
	case amount.Currency != standing.Currency:
		return Back{}, fault.New(money.CurrencyMismatch, "%s is in %s, not in %s", w.Number, standing.Currency, amount.Currency).OnField("amount")
	case standing.Minor == 0:
		return Back{}, fault.New(fault.Conflict, "the write-off of %s has been reversed already", w.Number)
	case amount.Minor < 0 || amount.Minor > standing.Minor:
		return Back{}, fault.New(fault.Invalid, "of %s %s %s is written off; %s cannot be reversed", w.Number, standing, standing.Currency, amount).OnField("amount")
	}
	recovered := min(amount.Minor, w.Recovered.Minor)
	posted := max(0, amount.Minor-recovered-w.Waiting().Minor)
	w.Recovered.Minor -= recovered
	w.Posted.Minor -= posted
	w.Reversed.Minor += amount.Minor
	return Back{Item: w.Item, Number: w.Number, Amount: amount, Posted: money.New(posted, amount.Currency)}, nil
}
