package main

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// ourKey is how the desk's own keys begin: what it has charged is a fee.
const ourKey = "DD-"

// claim is a line on its way to become an item: what it was made out for, what
// is left of it, and which payments were taken off.
type claim struct {
	line     line
	of       invoice // the zero invoice: it has none
	pays     bool    // it is a payment of that invoice
	currency string
	amount   int64
	open     int64
	// booked is the line's own amount, also where open is reckoned in the
	// invoice's currency.
	booked   int64
	bookedIn string
	// settled: nothing is open of it any more.
	settled bool
	// foreign: what is open of it shows in another currency than the company's.
	foreign bool
	// with are the claims it was netted with, part what each took.
	with []netted
	bad  error
}

type netted struct {
	claim *claim
	part  int64 // signed as the claim that was paid
}

// claims nets payments with the invoices that they are booked to and leaves
// every line with what is open of it. They come in order of their ids.
func (b *book) claims(home string) []*claim {
	all := make([]*claim, 0, len(b.lines))
	byInvoice := map[int64][]*claim{}
	for _, id := range slices.Sorted(maps.Keys(b.lines)) {
		c := b.claim(b.lines[id], home)
		all = append(all, c)
		if c.of.ID != 0 {
			byInvoice[c.of.ID] = append(byInvoice[c.of.ID], c)
		}
	}
	for _, of := range byInvoice {
		offset(of)
	}
	for _, c := range all {
		c.foreign = c.foreign || c.currency != home
	}
	return all
}

// claim finds a line's invoice and money.
func (b *book) claim(l line, home string) *claim {
	c := &claim{line: l, currency: home}
	if len(l.PaymentsOf) > 0 {
		c.of, c.pays = b.invoices[l.PaymentsOf[0]], true
	} else if i, known := b.invoices[l.invoice()]; known && i.Move == l.Move.ID {
		c.of = i
	}
	c.amount, c.currency, c.bad = l.money(home)
	c.open, c.booked, c.bookedIn = c.amount, c.amount, c.currency
	return c
}

// money is the line's amount, positive when the customer owes it, in the
// currency it was agreed in.
func (l line) money(home string) (minor int64, currency string, err error) {
	if l.ForeignIn.Code != "" && l.Foreign.Decimal != "" {
		minor, err = l.Foreign.minor(l.ForeignIn.Code)
		return minor, l.ForeignIn.Code, err
	}
	minor, err = l.atHome(home)
	return minor, home, err
}

// offset takes the payments of one invoice off its instalments, the earliest first.
func offset(of []*claim) {
	var owed, paid []*claim
	for _, c := range of {
		if c.bad != nil {
			spoil(of, c.bad) // what is open of the others cannot be told either
			return
		}
		if c.pays {
			paid = append(paid, c)
		} else {
			owed = append(owed, c)
		}
	}
	if len(owed) == 0 || len(paid) == 0 {
		return
	}
	slices.SortStableFunc(owed, func(x, y *claim) int { return cmp.Compare(x.line.Due, y.line.Due) })
	slices.SortStableFunc(paid, func(x, y *claim) int { return cmp.Compare(x.line.Day, y.line.Day) })
	if isMixed(of) {
		netMixed(owed, paid)
		return
	}
	for _, p := range paid {
		for _, c := range owed {
			p.settle(c)
		}
	}
}

// settle takes as much of a payment off a claim as both have left.
func (c *claim) settle(other *claim) {
	if other.open == 0 || c.open == 0 || (other.open > 0) == (c.open > 0) {
		return
	}
	part := min(spec.Abs(other.open), spec.Abs(c.open))
	if other.open < 0 {
		part = -part
	}
	other.open -= part
	c.open += part
	other.with = append(other.with, netted{c, part})
	c.with = append(c.with, netted{other, part})
}

// netMixed goes by what Tryton says is to pay, because the payments are in
// another currency than the invoice.
func netMixed(owed, paid []*claim) {
	of := owed[0]
	left, err := of.of.ToPay.Rounded(of.currency)
	if err != nil {
		spoil(owed, err)
		return
	}
	var total int64
	for _, c := range owed {
		total += c.open
	}
	off := total - left
	for _, c := range owed {
		part := min(spec.Abs(c.open), spec.Abs(off))
		if off == 0 || (c.open > 0) != (off > 0) {
			break
		}
		if c.open < 0 {
			part = -part
		}
		c.open -= part
		off -= part
		for _, p := range paid {
			c.with = append(c.with, netted{p, 0})
		}
	}
	for _, p := range paid {
		p.open, p.foreign = 0, true
	}
	last := paid[len(paid)-1]
	last.currency, last.open = of.currency, -off // more was paid than was owed
	if off != 0 {
		last.amount = -off
	}
}

func spoil(claims []*claim, why error) {
	for _, c := range claims {
		c.bad = why
	}
}

// isMixed reports whether the claims are in several currencies.
func isMixed(of []*claim) bool {
	return slices.ContainsFunc(of, func(c *claim) bool { return c.currency != of[0].currency })
}

// mixed lists the invoices that were paid in another currency.
func (b *book) mixed(home string) []int64 {
	byInvoice := map[int64][]*claim{}
	for _, l := range b.lines {
		if c := b.claim(l, home); c.of.ID != 0 && c.bad == nil {
			byInvoice[c.of.ID] = append(byInvoice[c.of.ID], c)
		}
	}
	var out []int64
	for id, of := range byInvoice {
		if isMixed(of) {
			out = append(out, id)
		}
	}
	return out
}

// item is the claim in the words of the desk.
func (c *claim) item() spec.Item {
	l := c.line
	item := spec.Item{
		ExternalID: strconv.FormatInt(l.ID, 10), DebtorID: strconv.FormatInt(l.Party, 10), Number: l.Move.Number, Issued: spec.Date(l.Day),
		Due: spec.Date(l.Due), Currency: c.currency, Amount: c.amount, Open: c.open, Description: l.Description, Kind: c.kind(),
	}
	if i := c.of; i.ID != 0 && !c.pays {
		item.Number, item.OrderRef = cmp.Or(i.Number, item.Number), i.Reference
		item.Description = cmp.Or(i.Description, item.Description)
		item.Issued = cmp.Or(spec.Date(i.Day), item.Issued)
	}
	return item
}

func (c *claim) kind() spec.ItemKind {
	isInvoice := c.of.ID != 0 && !c.pays
	switch {
	case c.amount < 0 && (isInvoice || c.line.isLoss()):
		return spec.ItemCredit
	case c.amount < 0:
		return spec.ItemPayment
	case isInvoice && len(c.of.Reference) > len(ourKey) && c.of.Reference[:len(ourKey)] == ourKey:
		return spec.ItemFee
	case isInvoice || c.line.Due != "":
		return spec.ItemInvoice // without one: taken over from an earlier program
	}
	return spec.ItemOther
}

// isItem reports whether the claim stands for itself: a payment that was netted
// whole does not.
func (c *claim) isItem() bool {
	if c.settled {
		return c.amount > 0 && !c.pays || c.of.ID != 0 && !c.pays
	}
	return c.amount != 0 && (!c.pays || c.open != 0)
}

// payment is the money that a claim stands for, if it is a credit that neither
// an invoice nor a loss made.
func (c *claim) payment() (spec.Payment, bool) {
	if c.booked >= 0 || c.of.ID != 0 && !c.pays || c.line.isLoss() {
		return spec.Payment{}, false
	}
	p := spec.Payment{
		ExternalID: strconv.FormatInt(c.line.ID, 10), DebtorID: strconv.FormatInt(c.line.Party, 10), Date: spec.Date(c.line.Day),
		Currency: c.bookedIn, Amount: -c.booked, Reference: c.line.Move.Number, Text: c.line.Description,
	}
	if c.currency == c.bookedIn {
		p.Unapplied = -c.open
	}
	for _, n := range c.with {
		if n.part != 0 {
			p.Allocations = append(p.Allocations, spec.Allocation{ItemID: strconv.FormatInt(n.claim.line.ID, 10), Amount: n.part})
		}
	}
	return p, true
}
