package main

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// debtor is a customer as the desk has them.
func (m *mapping) debtor(c customer) spec.Debtor {
	d := spec.Debtor{
		ExternalID: c.ID, Number: c.Number, Name: web.First(c.Name, c.Company), Kind: spec.DebtorUnknown, Phone: web.First(c.Phone.Number, c.Mobile.Number),
		OrgNumber: web.First(c.Business, c.GSTIN), Inactive: c.Active != nil && !*c.Active,
		Address: spec.Address{
			Lines: []string{c.Address.Line1, c.Address.Line2, c.Address.Line3, c.Address.Line4, c.Address.Line5}, PostalCode: c.Address.PostalCode,
			City: c.Address.City, Region: c.Address.Region, Country: web.Country(web.First(c.Address.Code, c.Address.Country)),
		},
	}
	if d.OrgNumber != "" {
		d.Kind = spec.DebtorBusiness
	}
	d.Country = d.Address.Country
	if named := web.First(c.Address.Code, c.Address.Country); named != "" && d.Country == "" {
		d.Extra = map[string]string{"country": named}
	}
	if currency := m.currency(c.Currency); currency != "" {
		if _, known := spec.Exponent(currency); known {
			d.Currency = currency
		}
	}
	m.reach(&d, c)
	return d
}

// reach gives the ways to a customer: the mail of the customer, else that of an invoice. A field may hold several.
func (m *mapping) reach(d *spec.Debtor, c customer) {
	mails := web.Mails(c.Email.Address + "," + m.mails[c.ID])
	if len(mails) > 0 {
		d.Email = mails[0]
	}
	if name := strings.TrimSpace(c.Given + " " + c.Family); name != "" && name != d.Name {
		d.Contacts = append(d.Contacts, spec.Contact{Name: name, Email: d.Email, Phone: c.Mobile.Number})
	}
	for i, mail := range mails {
		if i > 0 {
			d.Contacts = append(d.Contacts, spec.Contact{Name: d.Name, Role: "invoice", Email: mail})
		}
	}
}
