package main

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// The prefixes of documents, numbers and external ids alike.
const (
	invoicePrefix   = "F-"
	creditPrefix    = "K-"
	onAccountPrefix = "A-"
)

func (v *invoice) id(kind itemKind) string {
	return [itemKinds]string{invoicePrefix, creditPrefix, onAccountPrefix}[kind] + strconv.Itoa(v.number)
}

// item makes the record of one of the sale's items as it stands.
func (s *story) item(c *customer, v *invoice, kind itemKind, now standing) spec.Item {
	item := spec.Item{
		ExternalID: v.id(kind), DebtorID: debtorID(c.index), Number: v.id(kind),
		Currency: c.home.currency, Amount: now.amount, Open: now.open,
	}
	switch kind {
	case theInvoice:
		item.Kind = spec.ItemInvoice
		item.Issued, item.Due = s.cal.date(v.issued), s.cal.date(v.due)
		item.Description = c.home.goods[v.goods]
		item.Reference = c.home.reference(c, v)
		if v.disputed {
			item.Extra = map[string]string{"behaviour": "disputed", "complaint": c.home.complaints[v.problem]}
		}
	case theCredit:
		item.Kind = spec.ItemCredit
		item.Issued, item.Due = s.cal.date(v.credit.day), s.cal.date(v.credit.day)
		item.AppliesTo = v.id(theInvoice)
	default:
		item.Kind = spec.ItemPayment
		item.Issued = s.cal.date(v.onAccount)
	}
	return item
}

// reference is what the payer shall quote: KID in Norway, RF for euro, else the
// number of the invoice.
func (c *country) reference(who *customer, v *invoice) string {
	switch c {
	case &norway:
		return kid(strconv.Itoa(firstNumber+who.index) + strconv.Itoa(v.number))
	case &germany:
		return creditorReference(strconv.Itoa(v.number))
	default:
		return v.id(theInvoice)
	}
}

// payment makes the record of a receipt as it stands on the day, and false
// where it has not come yet.
func (s *story) payment(c *customer, invoices []invoice, r *receipt, day int) (spec.Payment, bool) {
	if r.day > day {
		return spec.Payment{}, false
	}
	p := spec.Payment{DebtorID: debtorID(c.index), Date: s.cal.date(r.day), Currency: c.home.currency}
	switch v := &invoices[r.invoice]; r.kind {
	case cash:
		p.ExternalID = "P-" + strconv.Itoa(firstNumber+c.index) + "-" + string(p.Date)
		for _, one := range r.pieces {
			amount := invoices[one.invoice].parts[one.part].amount
			p.Amount += amount
			p.Allocations = append(p.Allocations, spec.Allocation{ItemID: invoices[one.invoice].id(theInvoice), Amount: amount})
		}
		p.Reference = c.home.reference(c, &invoices[r.pieces[0].invoice])
	case early:
		p.ExternalID, p.Amount = "P-"+v.id(theMoneyOnAccount), v.parts[0].amount
		if v.parts[0].day > day {
			p.Unapplied = p.Amount
		} else {
			p.Allocations = []spec.Allocation{{ItemID: v.id(theInvoice), Amount: p.Amount, Date: s.cal.date(v.parts[0].day)}}
		}
	case refunded:
		p.ExternalID, p.Amount = "R-"+v.id(theCredit), -v.credit.amount
		p.Allocations = []spec.Allocation{{ItemID: v.id(theCredit), Amount: -v.credit.amount}}
	}
	return p, true
}
