package settlement

import (
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Basis is what was open when a plan was agreed. Whatever is less open since then is what came in for it, so that money which
// had come before is never counted, and no money twice.
type Basis struct {
	Items   []BasisItem
	Charges []BasisCharge
	Credits []BasisCredit // credits that were there already: what is left of them is not money of the plan
}

// BasisItem is an item of a plan.
type BasisItem struct {
	Item receivable.ItemID
	Open money.Amount
}

// BasisCharge is a fee or interest that a plan's debt includes.
type BasisCharge struct {
	Charge int64
	Open   money.Amount
	Waived money.Amount // what had been let go of it before; no currency: whatever had come off it had been let go
}

// BasisCredit is a credit that was free when the plan was agreed.
type BasisCredit struct {
	Item receivable.ItemID
	Open money.Amount // negative
}

// Receipt is money that came in.
type Receipt struct {
	ID     string // what makes it one: it counts once, however often it is named
	On     date.Date
	Amount money.Amount // positive
	Free   bool         // on account: any plan of the debtor may have it, one of them only
	LetGo  bool         // no money: a charge that was waived or taken back, which the last payments need not bring any more
}

// ReceiptsOf tells what came in since a plan was agreed: what came off its items, on the days their histories say; what is no
// longer open of its charges; and new money on account in the plan's currency. Items are those of the debtor, settled or not.
// What no history dates counts from the day of judging.
func (p *PaymentPlan) ReceiptsOf(items []dunning.Item, charges []dunning.Charge, on date.Date) []Receipt {
	at := map[receivable.ItemID]*dunning.Item{}
	for i := range items {
		at[items[i].ID] = &items[i]
	}
	var out []Receipt
	for _, b := range p.Basis.Items {
		if it := at[b.Item]; it != nil {
			out = append(out, cameOff(it, b.Open.Minor-max(it.Open.Minor, 0)-p.credited(it, items), on)...)
		}
	}
	for _, b := range p.Basis.Charges {
		i := slices.IndexFunc(charges, func(c dunning.Charge) bool { return c.ID == b.Charge })
		if i >= 0 {
			out = append(out, p.offCharge(b, &charges[i])...)
		}
	}
	for i := range items {
		if r, ok := p.onAccount(&items[i]); ok {
			out = append(out, r)
		}
	}
	return out
}

// offCharge is what came off a charge: what was paid of it, and what was let go. A settlement is for a sum that was agreed: what
// is let go of a charge is no part of it, and makes it no smaller either.
func (p *PaymentPlan) offCharge(b BasisCharge, c *dunning.Charge) []Receipt {
	off := b.Open.Minor - c.Open.Minor
	if off <= 0 {
		return nil
	}
	before := b.Waived.Minor
	if b.Waived.Currency == "" {
		before = min(c.Waived.Minor, c.Amount.Minor-b.Open.Minor)
	}
	letGo := min(max(c.Waived.Minor-before, 0), off)
	if c.TakenBack {
		letGo = off
	}
	id := "charge " + strconv.FormatInt(b.Charge, 10)
	var out []Receipt
	if paid := off - letGo; paid > 0 {
		out = append(out, Receipt{ID: id, On: p.AgreedOn, Amount: money.New(paid, p.Debt.Currency)})
	}
	if letGo > 0 && p.Kind != Discount {
		out = append(out, Receipt{ID: id + " let go", On: p.AgreedOn, Amount: money.New(letGo, p.Debt.Currency), LetGo: true})
	}
	return out
}

// credited is what credit notes made out since a settlement was agreed have taken off one of its items: that is no money, and a
// settlement is kept by money. Where the source's payments explain the item, they say it themselves; other plans are for the
// whole debt, which a credit note makes smaller.
func (p *PaymentPlan) credited(it *dunning.Item, items []dunning.Item) int64 {
	if p.Kind != Discount || slices.ContainsFunc(it.History, func(m dunning.Move) bool { return m.Paid }) {
		return 0
	}
	var sum int64
	for i := range items {
		if c := &items[i]; c.Kind == receivable.Credit && c.AppliesTo == it.ID && !c.Issued.Before(p.AgreedOn) {
			sum += c.Open.Minor - c.Amount.Minor
		}
	}
	return max(sum, 0)
}

// onAccount is what a credit brings to the plan: one that is free, or belongs to an item of the plan, as far as it was not there
// before.
func (p *PaymentPlan) onAccount(it *dunning.Item) (Receipt, bool) {
	if it.Open.Minor >= 0 || it.Open.Currency != p.Debt.Currency || it.AppliesTo != 0 && !slices.Contains(p.Items(), it.AppliesTo) {
		return Receipt{}, false
	}
	if p.Kind == Discount && it.Kind == receivable.Credit && it.AppliesTo != 0 {
		return Receipt{}, false // no money, see credited
	}
	free := -it.Open.Minor
	for _, c := range p.Basis.Credits {
		if c.Item == it.ID {
			free += c.Open.Minor
		}
	}
	if free <= 0 {
		return Receipt{}, false
	}
	return Receipt{ID: "credit " + strconv.FormatInt(int64(it.ID), 10), On: it.Issued, Amount: money.New(free, it.Open.Currency), Free: true}, true
}

// cameOff dates what came off an item by the newest of its moves that explain it. What went back on in between is taken off the
// moves before it, and what we gave up ourselves is no money: it explains a fall and brings the plan nothing.
func cameOff(it *dunning.Item, amount int64, on date.Date) []Receipt {
	var out []Receipt
	back := int64(0)
	for i := len(it.History) - 1; i >= 0 && amount > 0; i-- {
		m := &it.History[i]
		if m.Amount.Minor >= 0 {
			back += m.Amount.Minor
			continue
		}
		off := -m.Amount.Minor
		if m.Given {
			amount -= min(off, amount)
			continue
		}
		undone := min(back, off)
		back -= undone
		if off = min(off-undone, amount); off > 0 {
			out = append(out, Receipt{ID: receiptID(it.ID, i), On: m.On, Amount: money.New(off, it.Open.Currency)})
			amount -= off
		}
	}
	if amount > 0 {
		out = append(out, Receipt{ID: receiptID(it.ID, -1), On: on, Amount: money.New(amount, it.Open.Currency)})
	}
	return out
}

func receiptID(item receivable.ItemID, move int) string {
	return "item " + strconv.FormatInt(int64(item), 10) + " move " + strconv.Itoa(move)
}

// Share settles which plan has money on account that several plans of a debtor found: the plans in order, each as far as it
// lacks something after the money of its own items. Nothing is given twice; what no plan needs is left out. found and the answer
// stand in the order of the plans.
func Share(plans []PaymentPlan, found [][]Receipt) [][]Receipt {
	out := make([][]Receipt, len(plans))
	used := map[string]int64{}
	for i := range plans {
		lack := plans[i].Schedule.Total.Minor
		for _, r := range found[i] {
			if !r.Free {
				out[i] = append(out[i], r)
				lack -= r.Amount.Minor
			}
		}
		for _, r := range found[i] {
			part := min(r.Amount.Minor-used[r.ID], lack)
			if !r.Free || part <= 0 {
				continue
			}
			used[r.ID] += part
			lack -= part
			r.Amount.Minor = part
			out[i] = append(out[i], r)
		}
	}
	return out
}
