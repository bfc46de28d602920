package dunning

import (
	"cmp"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Receipt is money that came in for an account.
type Receipt struct {
	On     date.Date
	Amount money.Amount      // positive
	Item   receivable.ItemID // 0: for no item in particular, which makes it a payment on account
	Order  AllocationOrder   // of the procedure; empty is principal-first
	Credit receivable.ItemID // id for the item that keeps what is left over
	Number string            // number of that item
}

// Settlement says what a receipt settled. Principal, Charges and Left add up to the receipt, exactly.
type Settlement struct {
	Receipt   Receipt
	Principal money.Amount
	Charges   []ChargePart
	Left      money.Amount // kept on account
}

// ChargePart is what a receipt paid of one charge.
type ChargePart struct {
	At     int // position in Account.Charges
	ID     int64
	Kind   ChargeKind
	Amount money.Amount
}

// Pay books a receipt. For an item it settles, in the receipt's order, the principal and the open charges of the item and of
// notices as a whole, oldest first: principal, costs, interest; or costs, interest, principal (BGB s. 367(1)). What is left,
// and all of a receipt for no item, stays on account as a credit. Errors: an amount that is not positive, an item that the
// account does not have, or one in another currency.
func Pay(a Account, r Receipt) (Account, Settlement, error) {
	s := Settlement{Receipt: r, Principal: money.Zero(r.Amount.Currency), Left: money.Zero(r.Amount.Currency)}
	if r.Amount.Minor <= 0 {
		return a, s, fault.New(fault.Invalid, "a payment of %s %s cannot be booked", r.Amount, r.Amount.Currency).OnField("amount")
	}
	a = a.copied()
	left := r.Amount.Minor
	if r.Item != 0 {
		it, err := a.mustItem(r.Item)
		if err != nil {
			return a, s, err
		}
		if it.Open.Currency != r.Amount.Currency {
			return a, s, fault.New(money.CurrencyMismatch, "item %s is in %s, the payment in %s", it.Number, it.Open.Currency, r.Amount.Currency).OnField("amount")
		}
		if r.Order == CostsInterestPrincipal {
			left = a.payCharges(&s, left)
		}
		principal := min(left, max(it.Open.Minor, 0))
		it.paid(r.On, -principal, r.Number)
		if it.Open.Minor == 0 && principal > 0 {
			it.PaidOn = r.On
		}
		s.Principal.Minor, left = principal, left-principal
		if r.Order != CostsInterestPrincipal {
			left = a.payCharges(&s, left)
		}
	}
	s.Left.Minor = left
	if left > 0 {
		keep := money.New(-left, r.Amount.Currency)
		a.Items = append(a.Items, Item{OpenItem: receivable.OpenItem{
			ID: r.Credit, Debtor: a.Debtor.ID, Number: r.Number, Kind: receivable.OnAccount, Issued: r.On, Amount: keep, Open: keep,
		}})
	}
	return a, s, nil
}

// payCharges pays the open charges that belong to the receipt's item, costs before interest, and gives what is left.
func (a *Account) payCharges(s *Settlement, left int64) int64 {
	var order []int
	for i := range a.Charges {
		c := &a.Charges[i]
		if c.Open.Minor > 0 && c.Open.Currency == s.Receipt.Amount.Currency && (c.Item == 0 || c.Item == s.Receipt.Item) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := &a.Charges[i], &a.Charges[j]
		return cmp.Or(cmp.Compare(rank(x.Kind), rank(y.Kind)), x.On.Compare(y.On))
	})
	for _, at := range order {
		c := &a.Charges[at]
		part := min(left, c.Open.Minor)
		if part == 0 {
			break
		}
		c.Open.Minor -= part
		left -= part
		s.Charges = append(s.Charges, ChargePart{At: at, ID: c.ID, Kind: c.Kind, Amount: money.New(part, c.Open.Currency)})
	}
	return left
}

func rank(k ChargeKind) int {
	if k == InterestCharge {
		return 1
	}
	return 0
}

// Reverse takes a receipt back, as when a direct debit bounces: principal and charges are open again from that day, and the
// item stands at the level that it had. A receipt whose remainder on account has been used meanwhile is a fault.Conflict.
func Reverse(a Account, s Settlement, on date.Date) (Account, error) {
	a = a.copied()
	if s.Left.Minor > 0 {
		at := slices.IndexFunc(a.Items, func(i Item) bool { return i.ID == s.Receipt.Credit && i.Kind == receivable.OnAccount })
		if at < 0 || a.Items[at].Open.Minor != -s.Left.Minor {
			return a, fault.New(fault.Conflict, "the payment of %s has been used meanwhile", s.Receipt.On).
				WithHint("free it from the items that it settled first")
		}
		a.Items = slices.Delete(a.Items, at, at+1)
	}
	if s.Principal.Minor > 0 {
		it, err := a.mustItem(s.Receipt.Item)
		if err != nil {
			return a, err
		}
		it.paid(on, s.Principal.Minor, s.Receipt.Number)
		it.PaidOn, it.Thanked = date.Date{}, false
	}
	for _, part := range s.Charges {
		if part.At < len(a.Charges) {
			a.Charges[part.At].Open.Minor += part.Amount.Minor
		}
	}
	return a, nil
}

// ApplyCredit sets a credit against a claim: both become smaller by the same amount, which is returned. It is what a credit
// note does that names its invoice.
func ApplyCredit(a Account, credit, claim receivable.ItemID, on date.Date) (Account, money.Amount, error) {
	a = a.copied()
	c, err := a.mustItem(credit)
	if err != nil {
		return a, money.Amount{}, err
	}
	it, err := a.mustItem(claim)
	if err != nil {
		return a, money.Amount{}, err
	}
	if c.Open.Currency != it.Open.Currency {
		return a, money.Amount{}, fault.New(money.CurrencyMismatch, "%s is in %s, %s in %s", c.Number, c.Open.Currency, it.Number, it.Open.Currency)
	}
	part := max(0, min(-c.Open.Minor, it.Open.Minor))
	c.moved(on, part)
	it.moved(on, -part)
	return a, money.New(part, it.Open.Currency), nil
}
