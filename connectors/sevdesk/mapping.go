package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// home is the currency in which sevdesk keeps its books.
const home = "EUR"

// berlin is the zone whose days sevdesk means.
var berlin = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return time.UTC
	}
	return zone
})

// mapping turns sevdesk's records into those of the desk. Contacts, their addresses and their e-mail come in lists of their own and
// are put together at the end.
type mapping struct {
	web.Gathered

	contacts  map[string]contact
	ways      map[string][]way
	addresses map[string][]address
	// owing are the customers of items, with the address on their documents.
	owing map[string]string
	// partly are credit notes of which sevdesk does not say how much is left.
	partly int
}

func newMapping() *mapping {
	return &mapping{contacts: map[string]contact{}, ways: map[string][]way{}, addresses: map[string][]address{}, owing: map[string]string{}}
}

func (m *mapping) contact(c contact) { m.contacts[c.key()] = c }

func (m *mapping) way(w way) {
	id := string(w.Contact.ID)
	m.ways[id] = append(m.ways[id], w)
}

func (m *mapping) address(a address) {
	id := string(a.Contact.ID)
	m.addresses[id] = append(m.addresses[id], a)
}

func (m *mapping) invoice(i invoice) {
	switch {
	case i.Type == recurring || i.Type == reminder:
		return // a template, and a document that asks for the same money again
	case i.Status == drafted || i.Status == inactive:
		return
	}
	item, err := i.item()
	if err != nil {
		m.Reject(spec.StreamItems, i.key(), "Invoice "+i.Number, err)
		return
	}
	m.owing[item.DebtorID] = i.Address
	m.Items = append(m.Items, item)
}

func (i invoice) item() (out spec.Item, err error) {
	out = spec.Item{
		ExternalID: i.key(), DebtorID: string(i.Contact.ID), Number: i.Number, Kind: spec.ItemInvoice, Currency: currency(i.Currency), OrderRef: i.OrderRef,
	}
	if out.Amount, out.Open, err = i.sums(out.Currency); err != nil {
		return out, err
	}
	if out.Issued, err = web.DayAt(berlin(), i.Issued); err != nil {
		return out, err
	}
	if out.Due, err = due(out.Issued, string(i.Days)); err != nil {
		return out, err
	}
	if i.Type == cancellation {
		out.Kind, out.Due, out.Amount, out.Open = spec.ItemCredit, "", -spec.Abs(out.Amount), -spec.Abs(out.Open)
	}
	if level, err := strconv.Atoi(string(i.Dunned)); err == nil && level > 0 {
		out.Extra = map[string]string{"dunning level": strconv.Itoa(level)}
	}
	return out, nil
}

// sums are what the invoice was made out for and what is open of it. In which currency the paid amount of a foreign invoice is
// told is not known: it is taken only where it does not matter.
func (i invoice) sums(currency string) (amount, open int64, err error) {
	total := i.Gross
	if currency != home {
		total = i.Foreign
	}
	if amount, err = total.Float(currency); err != nil {
		return 0, 0, err
	}
	paid := int64(0)
	if i.Paid != "" {
		if paid, err = i.Paid.Float(home); err != nil {
			return 0, 0, err
		}
	}
	switch {
	case i.Status == settled:
		return amount, 0, nil
	case i.Status != delivered && i.Status != partlyPaid:
		return 0, 0, fmt.Errorf("its state %s is not known", i.Status)
	case i.Status == partlyPaid && i.Paid == "":
		return 0, 0, errors.New("it is paid in part, and sevdesk does not say how much of it")
	case currency == home:
		return amount, amount - paid, nil
	case paid != 0 || i.Status == partlyPaid:
		return 0, 0, errors.New("sevdesk does not say in which currency its part payment is")
	}
	return amount, amount, nil
}

// due is the day so many days after another; sevdesk has no due date. Without days there is none.
func due(issued spec.Date, days string) (spec.Date, error) {
	if days = strings.TrimSpace(days); days == "" || issued == "" {
		return "", nil
	}
	n, err := strconv.Atoi(days)
	if err != nil || n < 0 || n > 3660 {
		return "", fmt.Errorf("%q are not days to pay in", days)
	}
	at, err := time.Parse(time.DateOnly, string(issued))
	if err != nil {
		return "", err
	}
	return spec.DateOf(at.AddDate(0, 0, n)), nil
}

func (m *mapping) creditNote(n creditNote) {
	if n.Status != delivered {
		if n.Status == partlyPaid {
			m.partly++
		}
		return
	}
	item := spec.Item{
		ExternalID: "credit-" + n.key(), DebtorID: string(n.Contact.ID), Number: n.Number, Kind: spec.ItemCredit, Currency: currency(n.Currency),
	}
	total := n.Gross
	if item.Currency != home {
		total = n.Foreign
	}
	amount, err := total.Float(item.Currency)
	if err == nil {
		item.Issued, err = web.DayAt(berlin(), n.Issued)
	}
	if err != nil {
		m.Reject(spec.StreamItems, item.ExternalID, "Credit note "+n.Number, err)
		return
	}
	item.Amount, item.Open = -spec.Abs(amount), -spec.Abs(amount)
	m.owing[item.DebtorID] = n.Address
	m.Items = append(m.Items, item)
}

// finish puts the customers together: whoever owes something, was asked for, or has a customer number. Others are suppliers, partners
// and people who work for a customer.
func (m *mapping) finish(asked []string) {
	people := map[string][]contact{}
	for _, id := range slices.Sorted(maps.Keys(m.contacts)) {
		if c := m.contacts[id]; c.Parent != nil && c.Parent.ID != "" {
			people[string(c.Parent.ID)] = append(people[string(c.Parent.ID)], c)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(m.contacts)) {
		c := m.contacts[id]
		if _, owes := m.owing[id]; owes || slices.Contains(asked, id) || c.Number != "" && c.Parent == nil {
			m.Debtors = append(m.Debtors, m.debtor(c, people[id]))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(m.owing)) {
		if _, known := m.contacts[id]; !known && id != "" {
			m.Debtors = append(m.Debtors, gone(id, m.owing[id]))
		}
	}
	if m.partly > 0 {
		m.Notes = append(m.Notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "credit-notes-in-part",
			Summary: fmt.Sprintf("%d credit notes are settled in part, of which sevdesk does not say what is left. They are left out.", m.partly),
			Hint:    "Settle them in sevdesk, or look at these customers before they are reminded.",
		})
	}
}

func (m *mapping) debtor(c contact, people []contact) spec.Debtor {
	d := spec.Debtor{ExternalID: c.key(), Number: string(c.Number), Name: c.name(), Kind: spec.DebtorUnknown, OrgNumber: c.VAT, Note: c.Note}
	if c.Name != "" {
		d.Kind = spec.DebtorBusiness
	}
	d.Email, d.Phone = m.reach(c.key())
	if all := m.addresses[c.key()]; len(all) > 0 {
		a := all[0]
		lines := []string{a.Street}
		if a.Name != "" && a.Name != d.Name {
			lines = []string{a.Name, a.Street}
		}
		d.Address = spec.Address{Lines: lines, PostalCode: string(a.Code), City: a.City}
		if a.Country != nil {
			if d.Address.Country = web.Country(a.Country.Code); d.Address.Country == "" {
				d.Address.Country = web.Country(a.Country.Name)
			}
		}
		d.Country = d.Address.Country
	}
	for _, w := range m.ways[c.key()] {
		if w.Type == "EMAIL" && w.Value != d.Email {
			d.Contacts = append(d.Contacts, spec.Contact{Name: d.Name, Email: w.Value})
		}
	}
	for _, p := range people {
		mail, phone := m.reach(p.key())
		d.Contacts = append(d.Contacts, spec.Contact{ExternalID: p.key(), Name: p.name(), Email: mail, Phone: phone})
	}
	return d
}

// reach is a contact's e-mail address, that for invoices first and then the main one, and telephone number.
func (m *mapping) reach(id string) (mail, phone string) {
	best, main := -1, -1
	for _, w := range m.ways[id] {
		rank := 0
		if w.Main == "1" || w.Main == "true" {
			rank = 1
		}
		switch w.Type {
		case "EMAIL":
			if w.Key.ID == forInvoices {
				rank = 2
			}
			if rank > best {
				best, mail = rank, w.Value
			}
		case "PHONE", "MOBILE":
			if rank > main {
				main, phone = rank, w.Value
			}
		}
	}
	return mail, phone
}

// gone is a customer whom sevdesk has deleted: the address on the last document tells the name.
func gone(id, address string) spec.Debtor {
	lines := strings.Split(address, "\n")
	d := spec.Debtor{ExternalID: id, Name: strings.TrimSpace(lines[0]), Kind: spec.DebtorUnknown, Inactive: true}
	for _, line := range lines[1:] {
		d.Address.Lines = append(d.Address.Lines, strings.TrimSpace(line))
	}
	return d
}

func (c contact) name() string {
	if c.Name != "" {
		return c.Name
	}
	return strings.TrimSpace(c.First + " " + c.Last)
}

func currency(code string) string {
	if code == "" {
		return home
	}
	return code
}
