package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// home is the currency whose amounts can be told for certain.
	home = "IDR"
	// dayLayout is how Accurate writes a day.
	dayLayout = "02/01/2006"
	// approved is the state of documents that count.
	approved = "APPROVED"
)

// mapping turns Accurate's records into those of the desk.
type mapping struct {
	web.Gathered

	known map[string]bool   // debtors
	seen  map[string]bool   // invoices, read or left out
	names map[string]string // of the customers of items, by their id
	owing bool              // something is open of an invoice

	foreign, unapproved int
}

func newMapping() *mapping {
	return &mapping{known: map[string]bool{}, seen: map[string]bool{}, names: map[string]string{}}
}

func (m *mapping) debtor(c customer) {
	if m.known[c.key()] {
		return
	}
	m.known[c.key()] = true
	emails := web.Mails(c.Email)
	d := spec.Debtor{
		ExternalID: c.key(), Number: c.Number, Name: c.Name, Kind: spec.DebtorUnknown, Phone: web.First(c.Phone, c.Mobile), OrgNumber: c.TaxNo, Inactive: c.Suspended,
		Address: spec.Address{
			Lines: lines(c.Street), PostalCode: string(c.Code), City: c.City, Region: c.Province, Country: web.Country(c.Country),
		},
	}
	d.Country = d.Address.Country
	if len(emails) > 0 {
		d.Email = emails[0]
		for _, other := range emails[1:] {
			d.Contacts = append(d.Contacts, spec.Contact{Name: c.Name, Email: other})
		}
	}
	if c.Mobile != "" && c.Mobile != d.Phone {
		d.Contacts = append(d.Contacts, spec.Contact{Name: c.Name, Role: "mobile", Phone: c.Mobile})
	}
	m.Debtors = append(m.Debtors, d)
}

// gone is a customer whom Accurate does not give any more and who owes something all the same.
func (m *mapping) gone(id string) {
	if name := m.names[id]; name != "" && !m.known[id] {
		m.known[id] = true
		m.Debtors = append(m.Debtors, spec.Debtor{ExternalID: id, Name: name, Kind: spec.DebtorUnknown, Inactive: true})
	}
}

// strangers are the customers of items who have not come.
func (m *mapping) strangers() (out []string) {
	for i := range m.Items {
		if id := m.Items[i].DebtorID; !m.known[id] && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// invoice takes an invoice that was asked for by itself or is whole in the list.
func (m *mapping) invoice(i invoice) {
	m.seen[i.key()] = true
	switch {
	case i.Approval != "" && i.Approval != approved:
		m.unapproved++
		m.Removals = append(m.Removals, spec.Removal{Stream: spec.StreamItems, ExternalID: i.key()})
		return
	case i.Currency.Code != "" && i.Currency.Code != home:
		m.owing = m.owing || strings.Trim(string(i.Owing), "0.") != ""
		m.foreign++
		return
	}
	item, err := i.item()
	if err != nil {
		m.owing = true // whatever it is, it is not known to be nothing
		m.Reject(spec.StreamItems, i.key(), "Invoice "+i.Number, err)
		return
	}
	m.owing = m.owing || item.Open != 0
	m.names[item.DebtorID] = i.Customer.Name
	m.Items = append(m.Items, item)
}

// item is the invoice. Accurate reckons with six decimals.
func (i invoice) item() (out spec.Item, err error) {
	out = spec.Item{ExternalID: i.key(), DebtorID: string(i.Customer.ID), Number: i.Number, Kind: spec.ItemInvoice, Currency: i.Currency.Code}
	switch {
	case i.Owing == "":
		return out, fmt.Errorf("it is not told what is open of it")
	case i.Currency.Code == "":
		return out, fmt.Errorf("its currency is not told")
	case i.Customer.ID == "":
		return out, fmt.Errorf("its customer is not told")
	}
	if out.Amount, err = i.Total.Rounded(home); err != nil {
		return out, err
	}
	if out.Open, err = i.Owing.Rounded(home); err != nil {
		return out, err
	}
	if out.Issued, err = web.DayLike(dayLayout, i.Issued); err != nil {
		return out, err
	}
	out.Due, err = web.DayLike(dayLayout, i.Due)
	return out, err
}

// partlyPaid gives the day of the oldest invoice of those asked for that is paid in part, and whose they are.
func (m *mapping) partlyPaid(asked []string) (oldest spec.Date, whose []string) {
	for i := range m.Items {
		if one := &m.Items[i]; one.Open < one.Amount && (len(asked) == 0 || slices.Contains(asked, one.DebtorID)) {
			whose = append(whose, one.DebtorID)
			if oldest == "" || one.Issued < oldest {
				oldest = one.Issued
			}
		}
	}
	return oldest, whose
}

// invoices are the ids of those that the money was applied to.
func (r receipt) invoices() (out []string) {
	for _, one := range r.Invoices {
		if id := web.First(string(one.InvoiceID), string(one.Invoice.ID)); id != "" {
			out = append(out, id)
		}
	}
	return out
}

// payment is for the timeline: what is open counts. It is told for each invoice, since one receipt may pay several.
func (m *mapping) payment(r receipt) {
	day, err := web.DayLike(dayLayout, r.Date)
	if err != nil || day == "" {
		return
	}
	for _, one := range r.Invoices {
		id := web.First(string(one.InvoiceID), string(one.Invoice.ID))
		at := slices.IndexFunc(m.Items, func(i spec.Item) bool { return i.ExternalID == id })
		if at < 0 {
			continue
		}
		amount, err := one.Amount.Rounded(home)
		if err != nil || amount <= 0 {
			continue
		}
		m.Payments = append(m.Payments, spec.Payment{
			ExternalID: r.key() + "-" + id, DebtorID: m.Items[at].DebtorID, Date: day, Currency: home, Amount: amount, Reference: r.Number,
			Allocations: []spec.Allocation{{ItemID: id, Amount: amount}},
		})
	}
}

// finish tells what was left out.
func (m *mapping) finish() {
	if m.foreign > 0 {
		m.Notes = append(m.Notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "foreign-currency",
			Summary: fmt.Sprintf("%d invoices in other currencies than rupiah are left out: Accurate does not say in which currency their amounts are.", m.foreign),
			Hint:    "Follow these up in Accurate.",
		})
	}
	if m.unapproved > 0 {
		m.Notes = append(m.Notes, spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: "not-approved", Summary: fmt.Sprintf("%d invoices that are not approved are left out.", m.unapproved),
			Hint: "Approve them in Accurate.",
		})
	}
}

func lines(text string) []string { return strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") }
