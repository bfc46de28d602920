package settlement

import (
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// TakeBack is a reversal that is proposed to a person: what of one write-off is to be taken back.
type TakeBack struct {
	WriteOff int64
	Items    []ItemPart
}

// Amount is the sum of a proposal.
func (b *TakeBack) Amount() money.Amount {
	var sum money.Amount
	for _, p := range b.Items {
		sum = money.New(sum.Minor+p.Amount.Minor, p.Amount.Currency)
	}
	return sum
}

// ForRecovered proposes to take back what came in for an item that had been written off, oldest write-off first.
func ForRecovered(offs []WriteOff, item receivable.ItemID) []TakeBack {
	return takeBacks(offs, func(w *WrittenItem) int64 {
		if w.Item != item {
			return 0
		}
		return w.Recovered.Minor
	})
}

// ForCredit proposes to take back as much as money on account covers, oldest write-off first: of what stands in the currency of
// the money, and what came in for the items themselves is not counted again.
func ForCredit(offs []WriteOff, came money.Amount) []TakeBack {
	left := came.Minor
	return takeBacks(offs, func(w *WrittenItem) int64 {
		if w.Amount.Currency != came.Currency {
			return 0
		}
		part := max(0, min(left, w.Standing().Minor-w.Recovered.Minor))
		left -= part
		return part
	})
}

// ForUndone proposes to take back the rest of a settlement whose money was taken back: what stands of its items for that reason.
func ForUndone(offs []WriteOff, items []receivable.ItemID) []TakeBack {
	settled := make([]WriteOff, 0, len(offs))
	for i := range offs {
		if offs[i].Reason == SettledRest {
			settled = append(settled, offs[i])
		}
	}
	return takeBacks(settled, func(w *WrittenItem) int64 {
		for _, id := range items {
			if id == w.Item {
				return w.Standing().Minor
			}
		}
		return 0
	})
}

func takeBacks(offs []WriteOff, of func(*WrittenItem) int64) (out []TakeBack) {
	for i := range offs {
		back := TakeBack{WriteOff: offs[i].ID}
		for k := range offs[i].Items {
			it := &offs[i].Items[k]
			if part := of(it); part > 0 {
				back.Items = append(back.Items, ItemPart{Item: it.Item, Amount: money.New(part, it.Amount.Currency)})
			}
		}
		if len(back.Items) > 0 {
			out = append(out, back)
		}
	}
	return out
}

// Rest is what a kept settlement leaves to be written off: of its items as far as they are asked for, in the order of the plan, no
// more than was let go and has not been given up for it yet. Nothing while it was not kept.
func (p *PaymentPlan) Rest(claims []OpenClaim, offs []WriteOff) []ItemPart {
	if p.Kind != Discount || p.State != Kept {
		return nil
	}
	left := p.LetGo.Minor
	for _, b := range ForUndone(offs, p.Items()) {
		left -= b.Amount().Minor
	}
	var out []ItemPart
	for _, id := range p.Items() {
		for _, c := range claims {
			if c.Item != id || c.Open.Minor <= 0 || left <= 0 || c.Open.Currency != p.LetGo.Currency {
				continue
			}
			part := min(left, c.Open.Minor)
			left -= part
			out = append(out, ItemPart{Item: id, Amount: money.New(part, c.Open.Currency)})
		}
	}
	return out
}
