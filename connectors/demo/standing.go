package main

// standing is what the ledger says of an item on one day.
type standing struct {
	exists bool
	amount int64
	open   int64
}

// The three items that can come of one sale.
type itemKind int

const (
	theInvoice itemKind = iota
	theCredit
	theMoneyOnAccount
	itemKinds
)

// on tells how the item stands at the end of the day. Credit notes and money
// on account count negative.
func (v *invoice) on(kind itemKind, day int) standing {
	switch kind {
	case theInvoice:
		if v.issued > day {
			return standing{}
		}
		return standing{true, v.amount, v.amount - v.paid(day) - v.creditedOn(day)}
	case theCredit:
		if v.credit.amount == 0 || v.credit.day > day {
			return standing{}
		}
		open := int64(0)
		if v.refund > day {
			open = -v.credit.amount
		}
		return standing{true, -v.credit.amount, open}
	default:
		if v.onAccount == 0 || v.onAccount > day {
			return standing{}
		}
		open := int64(0)
		if v.parts[0].day > day {
			open = -v.parts[0].amount
		}
		return standing{true, -v.parts[0].amount, open}
	}
}

func (v *invoice) paid(day int) (sum int64) {
	for _, p := range v.parts[:v.count] {
		if p.day <= day {
			sum += p.amount
		}
	}
	return sum
}

func (v *invoice) creditedOn(day int) int64 {
	if v.refund > 0 || v.credit.day > day {
		return 0
	}
	return v.credit.amount
}

// isOpen tells whether anything of the sale is open on the day.
func (v *invoice) isOpen(day int) bool {
	for kind := range itemKinds {
		if v.on(kind, day).open != 0 {
			return true
		}
	}
	return false
}

// ledger is the balance of the sale on the day by its bookings: what was
// charged, less what was credited and what came in. It is added up apart from
// the items' open amounts, as a control account is.
func (v *invoice) ledger(day int) (sum int64) {
	book := func(on int, amount int64) {
		if on != 0 && on <= day {
			sum += amount
		}
	}
	book(v.issued, v.amount)
	book(v.credit.day, -v.credit.amount)
	book(v.refund, v.credit.amount)
	for _, p := range v.parts[:v.count] {
		if v.onAccount > 0 {
			p.day = v.onAccount
		}
		book(p.day, -p.amount)
	}
	return sum
}
