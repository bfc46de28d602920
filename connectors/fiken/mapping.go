package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// mapping turns Fiken's records into those of the desk.
type mapping struct {
	web.Gathered

	known map[int64]bool // contacts that have come
}

func newMapping() *mapping { return &mapping{known: map[int64]bool{}} }

// home is the currency in which Fiken keeps its books.
const home = "NOK"

func id(n int64) string { return strconv.FormatInt(n, 10) }

// contact takes a customer, once: a contact that is not marked as one any more comes with its invoices alone.
func (m *mapping) contact(c contact) {
	if m.known[c.ID] || c.ID == 0 {
		return
	}
	m.known[c.ID] = true
	d := spec.Debtor{
		ExternalID: id(c.ID), Number: number(c.Number), Name: c.Name, Email: c.Email, Phone: c.Phone, OrgNumber: c.OrgNo,
		Kind: spec.DebtorUnknown, Language: language(c.Language), Inactive: c.Inactive,
		Address: spec.Address{
			Lines: lines(c.Address.Street, c.Address.Street2), PostalCode: c.Address.Code, City: c.Address.City, Country: web.Country(c.Address.Country),
		},
	}
	if c.OrgNo != "" { // persons have no number in the register of businesses
		d.Kind = spec.DebtorBusiness
	}
	d.Country = d.Address.Country
	if _, known := spec.Exponent(c.Currency); known {
		d.Currency = c.Currency
	}
	if c.Address.Country != "" && d.Country == "" {
		d.Extra = map[string]string{"country": c.Address.Country}
	}
	for _, p := range c.Persons {
		d.Contacts = append(d.Contacts, spec.Contact{Name: p.Name, Email: p.Email, Phone: p.Phone})
	}
	m.Debtors = append(m.Debtors, d)
}

func (m *mapping) invoice(i invoice) {
	if i.Cash || i.Sale.Settled {
		return
	}
	item, err := i.item()
	if err != nil {
		m.Reject(spec.StreamItems, id(i.ID), "Invoice "+id(i.Number), err)
		return
	}
	m.contact(i.Customer)
	m.Items = append(m.Items, item)
	for _, p := range i.Sale.Payments {
		day, err := web.Day(p.Date)
		if err != nil || day == "" || p.Currency != "" && p.Currency != item.Currency || item.Currency != home && p.Currency == "" {
			continue // what is open counts; a payment is for the timeline alone
		}
		m.Payments = append(m.Payments, spec.Payment{
			ExternalID: id(i.Sale.ID) + "-" + id(p.ID), DebtorID: item.DebtorID, Date: day, Currency: item.Currency, Amount: p.Amount,
			Allocations: []spec.Allocation{{ItemID: item.ExternalID, Amount: p.Amount}},
		})
	}
}

func (i invoice) item() (spec.Item, error) {
	out := spec.Item{
		ExternalID: id(i.ID), DebtorID: id(i.Customer.ID), Number: number(i.Number), Kind: spec.ItemInvoice, Currency: currency(i.Currency),
		Amount: i.Gross, Reference: i.KID, OrderRef: i.OrderRef,
	}
	var err, wrong, late error
	out.Open, err = i.Sale.open(out.Currency)
	out.Issued, wrong = web.Day(i.Issued)
	out.Due, late = web.Day(i.Due)
	return out, errors.Join(err, wrong, late)
}

// open is what is open in the currency of the document. What is not told is not nothing.
func (s sale) open(currency string) (int64, error) {
	told := s.Open
	if currency != home {
		told = s.OpenInCurrency
	}
	if told == nil {
		return 0, errors.New("Fiken does not say what is open in " + currency)
	}
	return *told, nil
}

func (m *mapping) creditNote(n creditNote) {
	item := spec.Item{
		ExternalID: "credit-" + id(n.ID), DebtorID: id(n.Customer.ID), Number: number(n.Number), Kind: spec.ItemCredit, Currency: currency(n.Currency),
		Amount: -spec.Abs(n.Gross), Open: -spec.Abs(n.Gross), Reference: n.KID,
	}
	if n.Invoice != 0 {
		item.AppliesTo = id(n.Invoice)
	}
	var err, wrong error
	if n.Sale != nil {
		var open int64
		open, wrong = n.Sale.open(item.Currency)
		item.Open = -spec.Abs(open)
	}
	item.Issued, err = web.Day(n.Issued)
	if err = errors.Join(err, wrong); err != nil {
		m.Reject(spec.StreamItems, item.ExternalID, "Credit note "+id(n.Number), err)
		return
	}
	m.contact(n.Customer)
	m.Items = append(m.Items, item)
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return id(n)
}

func currency(code string) string {
	if code == "" {
		return home
	}
	return code
}

func lines(all ...string) (out []string) {
	for _, l := range all {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// language knows the two that Fiken has; its texts write them in more than one way.
func language(name string) string {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "norwegian":
		return "nb"
	case "english":
		return "en"
	}
	return ""
}
