package main

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// ourKey is how the desk's own keys begin: an invoice with one as its reference is a fee of ours.
const ourKey = "DD-"

func id(n int64) string { return strconv.FormatInt(n, 10) }

// gather turns a book into the records of the desk.
func (b *book) gather(g *web.Gathered) {
	for _, n := range slices.Sorted(maps.Keys(b.partners)) {
		if p := b.partners[n]; p.Commercial.ID == 0 || p.Commercial.ID == p.ID || b.partners[p.Commercial.ID].ID == 0 {
			g.Debtors = append(g.Debtors, b.debtor(p))
		}
	}
	nobody := 0
	for _, n := range slices.Sorted(maps.Keys(b.lines)) {
		l := b.lines[n]
		if b.owner(l) == 0 {
			nobody++
			continue
		}
		item, err := b.item(l)
		if err != nil {
			g.Reject(spec.StreamItems, id(l.ID), cmp.Or(string(l.Number), "Journal item "+id(l.ID)), err)
			continue
		}
		g.Items = append(g.Items, item)
	}
	if nobody > 0 {
		g.Notes = append(g.Notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "no-customer", Summary: strconv.Itoa(nobody) + " open journal items on receivable accounts belong to no customer and are not read.",
			Hint: "Enter the customer on them in Odoo.",
		})
	}
	g.Payments = append(g.Payments, b.payments()...)
}

// owner is the customer that a line belongs to: for a person or an address of a company that company; 0: nobody.
func (b *book) owner(l line) int64 {
	p, known := b.partners[l.Partner.ID]
	if known && p.Commercial.ID != 0 && b.partners[p.Commercial.ID].ID != 0 {
		return p.Commercial.ID
	}
	return l.Partner.ID
}

func (b *book) debtor(p partner) spec.Debtor {
	code := b.codes[p.Country.ID]
	d := spec.Debtor{
		ExternalID: id(p.ID), Number: string(p.Ref), Name: string(p.Name), Email: string(p.Email), Phone: cmp.Or(string(p.Phone), string(p.Mobile)),
		OrgNumber: string(p.VAT), Language: language(string(p.Lang)), Kind: spec.DebtorUnknown, Inactive: !p.Active, Country: code,
		Address: spec.Address{Lines: []string{string(p.Street), string(p.Street2)}, PostalCode: string(p.Zip), City: string(p.City), Country: code},
	}
	if p.IsCompany || p.VAT != "" {
		d.Kind = spec.DebtorBusiness
	}
	if code == "" && p.Country.Name != "" {
		d.Extra = map[string]string{"country": p.Country.Name}
	}
	for _, c := range b.contacts[p.ID] {
		if c.Type == "invoice" && d.Email == "" {
			d.Email = string(c.Email)
		}
		d.Contacts = append(d.Contacts, spec.Contact{
			ExternalID: id(c.ID), Name: cmp.Or(string(c.Name), string(p.Name)), Role: cmp.Or(string(c.Function), string(c.Type)), Email: string(c.Email),
			Phone: cmp.Or(string(c.Phone), string(c.Mobile)), Language: language(string(c.Lang)),
		})
	}
	return d
}

// language turns "de_DE" and "sr@latin" into BCP 47.
func language(code string) string {
	code, script, _ := strings.Cut(code, "@")
	code = strings.ReplaceAll(code, "_", "-")
	switch script {
	case "latin":
		return code + "-Latn"
	case "Cyrl":
		return code + "-Cyrl"
	}
	return code
}

// money is what the line was made out for and what is open of it, in its own currency.
func (l line) money() (amount, open int64, err error) {
	if amount, err = l.Amount.Float(l.Currency.Name); err == nil {
		open, err = l.Open.Float(l.Currency.Name)
	}
	return amount, open, err
}

func (b *book) item(l line) (spec.Item, error) {
	amount, open, err := l.money()
	if err != nil {
		return spec.Item{}, err
	}
	item := spec.Item{
		ExternalID: id(l.ID), DebtorID: id(b.owner(l)), Number: string(l.Number), Kind: l.kind(amount, open), Currency: l.Currency.Name,
		Amount: amount, Open: open,
	}
	if item.Due, err = web.Day(string(l.Due)); err != nil {
		return item, err
	}
	issued := l.Date
	if m := b.moves[l.Move.ID]; l.isDocument() {
		issued = cmp.Or(m.Issued, l.Date)
		item.Reference, item.OrderRef = string(m.Reference), string(l.Ref)
		item.AppliesTo = b.reversed(m)
	} else {
		item.Description = string(l.Ref)
	}
	if l.NoFollowUp {
		item.Extra = map[string]string{"no follow-up": "yes"}
	}
	item.Issued, err = web.Day(string(issued))
	return item, err
}

// isDocument reports whether the line is of an invoice or credit note to a customer.
func (l line) isDocument() bool {
	return l.Type == "out_invoice" || l.Type == "out_refund" || l.Type == "out_receipt"
}

func (l line) isMoney() bool { return !l.isDocument() && (l.Payment.ID != 0 || l.Statement.ID != 0) }

func (l line) kind(amount, open int64) spec.ItemKind {
	switch {
	case amount > 0 && l.Type == "out_invoice" && strings.HasPrefix(string(l.Ref), ourKey):
		return spec.ItemFee
	case amount > 0 && (l.Type == "out_invoice" || l.Type == "out_receipt"):
		return spec.ItemInvoice
	case amount >= 0 || open > 0:
		return spec.ItemOther
	case l.isMoney():
		return spec.ItemPayment
	}
	return spec.ItemCredit
}

// reversed is the open item that a credit note was made for, when there is just one.
func (b *book) reversed(m move) string {
	found := ""
	if m.Reverses.ID == 0 {
		return found
	}
	for n, entry := range b.openLines() {
		if entry != m.Reverses.ID {
			continue
		}
		if found != "" {
			return "" // instalments: none of them alone
		}
		found = id(n)
	}
	return found
}

// openLines are all open lines with their entries.
func (b *book) openLines() map[int64]int64 {
	if b.open == nil {
		b.open = map[int64]int64{}
		for _, l := range b.lines {
			b.open[l.ID] = l.Move.ID
		}
	}
	return b.open
}

// payments is the money that settled a part of what is open, or waits to settle something.
func (b *book) payments() (out []spec.Payment) {
	applied := map[int64][]spec.Allocation{}
	money := maps.Clone(b.money)
	maps.Copy(money, b.lines)
	for _, p := range b.partials {
		c := money[p.Credit.ID]
		part, err := p.OfCredit.Float(c.Currency.Name)
		day, late := web.Day(string(p.SettledDay))
		if _, open := b.openLines()[p.Debit.ID]; !open || err != nil || late != nil {
			continue // what is open counts; a payment is for the timeline alone
		}
		applied[c.ID] = append(applied[c.ID], spec.Allocation{ItemID: id(p.Debit.ID), Amount: part, Date: day})
	}
	for _, n := range slices.Sorted(maps.Keys(money)) {
		l := money[n]
		amount, open, err := l.money()
		day, late := web.Day(string(l.Date))
		owner := b.owner(l)
		if !l.isMoney() || amount >= 0 || err != nil || late != nil || day == "" || b.partners[owner].ID == 0 {
			continue
		}
		out = append(out, spec.Payment{
			ExternalID: id(l.ID), DebtorID: id(owner), Date: day, Currency: l.Currency.Name, Amount: -amount, Unapplied: -open,
			Reference: string(l.Number), Text: string(l.Ref), Allocations: applied[l.ID],
		})
	}
	return out
}
