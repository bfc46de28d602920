package main

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// mapping turns Xero's records into those of the desk.
type mapping struct {
	web.Gathered

	contacts map[string]contact
	names    map[string]string // of contacts, as their invoices have them
}

func newMapping() *mapping {
	return &mapping{contacts: map[string]contact{}, names: map[string]string{}}
}

// What stands before the ids of things that are no invoices, so that their kind is known when something is written.
const (
	creditID = "credit-"
	overID   = "overpayment-"
	preID    = "prepayment-"
)

func (m *mapping) contact(c contact) { m.contacts[c.ID] = c }

// ourKey is how the desk's own keys begin: an invoice with one as its reference is a fee of ours.
const ourKey = "DD-"

func (m *mapping) invoice(i invoice) {
	if i.Type != sale {
		return
	}
	switch i.Status {
	case authorised, paid:
	case voided, deleted:
		m.Removals = append(m.Removals, spec.Removal{Stream: spec.StreamItems, ExternalID: i.ID})
		return
	default:
		return // a draft is no claim yet
	}
	item := spec.Item{
		ExternalID: i.ID, DebtorID: i.Contact.ID, Number: i.Number, Kind: spec.ItemInvoice, Currency: i.Currency, OrderRef: i.Reference,
	}
	m.names[i.Contact.ID] = i.Contact.Name
	if strings.HasPrefix(i.Reference, ourKey) {
		item.Kind = spec.ItemFee
	}
	var late error
	item.Due, late = dayOf(i.DueDay, i.Due)
	day := i.Day
	if day == "" {
		day = i.Date
	}
	m.item(item, "Invoice "+i.Number, day, i.Total, i.Open, 1, late)
	for _, p := range i.Payments {
		m.received(p, item)
	}
}

func (m *mapping) creditNote(n creditNote) {
	if n.Type != credit {
		return
	}
	item := spec.Item{ExternalID: creditID + n.ID, DebtorID: n.Contact.ID, Number: n.Number, Kind: spec.ItemCredit, Currency: n.Currency, Description: n.Reference}
	m.less(item, n.Status, "Credit note "+n.Number, n.Date, n.Total, n.Open)
}

func (m *mapping) overpayment(o onAccount) {
	if o.Type != "RECEIVE-OVERPAYMENT" && o.Type != "AROVERPAYMENT" {
		return
	}
	item := spec.Item{ExternalID: overID + o.Over, DebtorID: o.Contact.ID, Kind: spec.ItemPayment, Currency: o.Currency, Description: o.Reference}
	m.less(item, o.Status, "An overpayment", o.Date, o.Total, o.Open)
}

func (m *mapping) prepayment(o onAccount) {
	if o.Type != "RECEIVE-PREPAYMENT" && o.Type != "ARPREPAYMENT" {
		return
	}
	item := spec.Item{ExternalID: preID + o.Pre, DebtorID: o.Contact.ID, Kind: spec.ItemPayment, Currency: o.Currency, Description: o.Reference}
	m.less(item, o.Status, "A prepayment", o.Date, o.Total, o.Open)
}

// less takes what lowers what a customer owes.
func (m *mapping) less(item spec.Item, status, name, day string, total, open web.Decimal) {
	switch status {
	case authorised, paid:
		m.item(item, name, day, total, open, -1, nil)
	case voided, deleted:
		m.Removals = append(m.Removals, spec.Removal{Stream: spec.StreamItems, ExternalID: item.ExternalID})
	}
}

func (m *mapping) item(item spec.Item, name, day string, total, open web.Decimal, sign int64, late error) {
	var err, wrong, odd error
	item.Issued, err = web.Day(day)
	item.Amount, wrong = total.Minor(item.Currency)
	item.Open, odd = open.Minor(item.Currency)
	if err := errors.Join(err, wrong, odd, late); err != nil {
		m.Reject(spec.StreamItems, item.ExternalID, name, err)
		return
	}
	item.Amount *= sign
	item.Open *= sign
	m.Items = append(m.Items, item)
}

// received is for the timeline: what is open counts.
func (m *mapping) received(p payment, item spec.Item) {
	day, err := web.Day(p.Date)
	amount, wrong := p.Amount.Minor(item.Currency)
	if err != nil || wrong != nil || day == "" || p.Status == deleted {
		return
	}
	m.Payments = append(m.Payments, spec.Payment{
		ExternalID: p.ID, DebtorID: item.DebtorID, Date: day, Currency: item.Currency, Amount: amount, Text: p.Reference,
		Allocations: []spec.Allocation{{ItemID: item.ExternalID, Amount: amount}},
	})
}

// payment takes those away that were deleted.
func (m *mapping) payment(p payment) {
	if p.Status == deleted {
		m.Removals = append(m.Removals, spec.Removal{Stream: spec.StreamPayments, ExternalID: p.ID})
	}
}

// dayOf prefers the form that has no zone.
func dayOf(plain, stamp string) (spec.Date, error) {
	if plain != "" {
		return web.Day(plain)
	}
	return web.Day(stamp)
}

// strangers are the contacts of items that have not come.
func (m *mapping) strangers() []string {
	out := map[string]bool{}
	for i := range m.Items {
		if _, known := m.contacts[m.Items[i].DebtorID]; !known {
			out[m.Items[i].DebtorID] = true
		}
	}
	return guids(slices.Sorted(maps.Keys(out)))
}

// finish makes debtors of the contacts that are customers. One that was merged into another is sent when items are still its
// own: they are asked for by it.
func (m *mapping) finish() {
	needed := map[string]bool{}
	for i := range m.Items {
		needed[m.Items[i].DebtorID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(m.contacts)) {
		if c := m.contacts[id]; needed[id] || c.Customer && c.Merged == "" {
			m.Debtors = append(m.Debtors, c.debtor())
		}
	}
	for _, id := range m.strangers() { // Xero does not give them any more
		m.Debtors = append(m.Debtors, spec.Debtor{ExternalID: id, Name: m.names[id], Kind: spec.DebtorUnknown, Inactive: true})
	}
}

func (c contact) debtor() spec.Debtor {
	d := spec.Debtor{
		ExternalID: c.ID, Number: web.First(c.Account, c.Number), Name: c.Name, Kind: spec.DebtorUnknown, Email: c.Email, Phone: c.phone("DEFAULT", "OFFICE", "DDI", "MOBILE"),
		OrgNumber: web.First(c.Company, c.Tax), Inactive: c.Status != "ACTIVE" && c.Status != "",
	}
	if c.Company != "" { // people have tax numbers too, but are in no register of companies
		d.Kind = spec.DebtorBusiness
	}
	if _, known := spec.Exponent(c.Currency); known {
		d.Currency = c.Currency
	}
	c.address(&d)
	if c.Merged != "" {
		d.Note = "Merged into another contact in Xero (" + c.Merged + ")."
	}
	if name := strings.TrimSpace(c.First + " " + c.Last); name != "" {
		d.Contacts = append(d.Contacts, spec.Contact{Name: name, Email: c.Email, Phone: c.phone("MOBILE")})
	}
	for _, p := range c.Persons {
		one := spec.Contact{Name: strings.TrimSpace(p.First + " " + p.Last), Email: p.Email}
		if p.Copied {
			one.Role = "copied on mails"
		}
		d.Contacts = append(d.Contacts, one)
	}
	return d
}

// address takes the postal address, and where that is empty the visiting one.
func (c contact) address(d *spec.Debtor) {
	for _, kind := range []string{"POBOX", "STREET"} {
		for _, a := range c.Addresses {
			if a.Type != kind || web.First(a.Line1, a.City, a.PostalCode) == "" {
				continue
			}
			d.Address = spec.Address{Lines: []string{a.Line1, a.Line2, a.Line3, a.Line4}, PostalCode: a.PostalCode, City: a.City, Region: a.Region, Country: web.Country(a.Country)}
			if a.Attention != "" {
				d.Address.Lines = append([]string{a.Attention}, d.Address.Lines...)
			}
			d.Country = d.Address.Country
			if d.Country == "" && a.Country != "" {
				d.Extra = map[string]string{"country": a.Country}
			}
			return
		}
	}
}

// phone gives the number of the first of the kinds that has one.
func (c contact) phone(kinds ...string) string {
	for _, kind := range kinds {
		for _, p := range c.Phones {
			if p.Type != kind || p.Number == "" {
				continue
			}
			number := strings.TrimSpace(p.Area + " " + p.Number)
			if code := strings.TrimLeft(p.Country, "+0 "); code != "" {
				number = "+" + code + " " + number
			}
			return number
		}
	}
	return ""
}
