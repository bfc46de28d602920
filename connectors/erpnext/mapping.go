package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// mapping turns ERPNext's records into those of the desk.
type mapping struct {
	web.Gathered

	home      string // the company's currency
	at        map[string]string
	places    map[string]address
	several   map[string]bool // templates of terms that make more than one instalment
	scheduled []invoice       // to be split
	partly    []string        // invoices of which a part was paid
	currency  map[string]string
	items     map[string]string // the first item of an invoice
	emails    map[string]string // of customers, by their invoices
}

func newMapping(home string) *mapping {
	return &mapping{
		home: home, at: map[string]string{}, places: map[string]address{}, several: map[string]bool{}, currency: map[string]string{},
		items: map[string]string{}, emails: map[string]string{},
	}
}

// instalment stands between an invoice's name and the number of an instalment.
const instalment = "#"

func (m *mapping) customer(c customer) {
	d := spec.Debtor{
		ExternalID: c.Name, Number: c.Name, Name: c.Title, Kind: spec.DebtorUnknown, Language: c.Language, Email: c.Email, Phone: c.Mobile,
		OrgNumber: c.TaxID, Group: c.Group, Inactive: c.Disabled == 1,
	}
	switch c.Type {
	case "Company", "Partnership":
		d.Kind = spec.DebtorBusiness
	case "Individual":
		d.Kind = spec.DebtorConsumer
	}
	if _, known := spec.Exponent(c.Currency); known {
		d.Currency = c.Currency
	}
	if c.Frozen == 1 {
		d.Extra = map[string]string{"frozen": "yes"}
	}
	m.at[c.Name] = c.Address
	m.Debtors = append(m.Debtors, d)
}

// addresses names those to fetch; nil asks for all.
func (m *mapping) addresses(only []string) []string {
	if len(only) == 0 {
		return nil
	}
	out := []string{}
	for _, d := range m.Debtors {
		if name := m.at[d.ExternalID]; name != "" {
			out = append(out, name)
		}
	}
	return out
}

func (m *mapping) address(a address) { m.places[a.Name] = a }

func (m *mapping) term(t terms) { m.several[t.Name] = len(t.Rows) > 1 }

func (m *mapping) invoice(i invoice) {
	if i.POS == 1 || i.Consolidated == 1 {
		return // of the till
	}
	if i.Email != "" {
		m.emails[i.Customer] = i.Email
	}
	item, err := m.item(i)
	if err != nil {
		m.Reject(spec.StreamItems, i.Name, "Invoice "+i.Name, err)
		return
	}
	m.currency[i.Name] = item.Currency
	if item.Kind == spec.ItemInvoice && item.Open != item.Amount {
		m.partly = append(m.partly, i.Name)
	}
	if m.several[i.Terms] && item.Kind == spec.ItemInvoice && i.Account == i.Currency && item.Open > 0 {
		m.scheduled = append(m.scheduled, i)
		return
	}
	m.take(i.Name, item)
}

func (m *mapping) take(invoice string, item spec.Item) {
	if _, there := m.items[invoice]; !there {
		m.items[invoice] = item.ExternalID
	}
	m.Items = append(m.Items, item)
}

// ourKey is how the desk's own keys begin: an invoice with one in its remarks is a fee of ours.
const ourKey = "DD-"

// item is an invoice in the currency in which it is owed.
func (m *mapping) item(i invoice) (out spec.Item, err error) {
	out = spec.Item{ExternalID: i.Name, DebtorID: i.Customer, Number: i.Name, Kind: spec.ItemInvoice, Currency: web.First(i.Account, i.Currency), OrderRef: i.Order}
	total, rounded := i.Total, i.Rounded
	if out.Currency != i.Currency {
		if out.Currency != m.home {
			return out, fmt.Errorf("it is in %s and owed in %s, neither of which is the company's currency", i.Currency, out.Currency)
		}
		total, rounded = i.TotalHome, i.RoundedHome
	}
	var wrong, odd, late error
	out.Amount, err = total.Rounded(out.Currency)
	if whole, err := rounded.Rounded(out.Currency); err == nil && whole != 0 {
		out.Amount = whole
	}
	out.Open, wrong = i.Open.Rounded(out.Currency)
	out.Issued, odd = web.Day(i.Posted)
	out.Due, late = web.Day(i.Due)
	if strings.HasPrefix(i.Remarks, ourKey) {
		out.Kind = spec.ItemFee
	}
	if i.Return == 1 {
		out.Kind, out.Due, out.AppliesTo = spec.ItemCredit, "", i.Against
		out.Amount, out.Open = -max(out.Amount, -out.Amount), -max(out.Open, -out.Open)
	}
	return out, errors.Join(err, wrong, odd, late)
}

// split makes an item of each instalment. What is open of each is what ERPNext says where that adds up, else the oldest were
// paid first.
func (m *mapping) split(i invoice) {
	whole, err := m.item(i)
	if err != nil {
		return // said before
	}
	parts, err := shares(i, whole)
	if err != nil || len(parts) < 2 {
		m.take(i.Name, whole)
		return
	}
	for _, part := range parts {
		if part.Open != 0 {
			m.take(i.Name, part)
		}
	}
}

var errNotWhole = errors.New("the instalments do not make the invoice")

func shares(i invoice, whole spec.Item) ([]spec.Item, error) {
	var parts []spec.Item
	var amounts, open int64
	told := true
	for n, s := range i.Schedule {
		part := whole
		part.ExternalID = whole.ExternalID + instalment + strconv.Itoa(n+1)
		var err error
		if part.Amount, err = s.Amount.Rounded(part.Currency); err != nil {
			return nil, err
		}
		if part.Due, err = web.Day(s.Due); err != nil {
			return nil, err
		}
		if part.Open, err = s.Open.Rounded(part.Currency); err != nil {
			told = false
		}
		amounts, open = amounts+part.Amount, open+part.Open
		parts = append(parts, part)
	}
	if amounts != whole.Amount {
		return nil, errNotWhole
	}
	if told && open == whole.Open {
		return parts, nil
	}
	left := whole.Open
	for n := range slices.Backward(parts) {
		parts[n].Open = min(left, parts[n].Amount)
		left -= parts[n].Open
	}
	return parts, nil
}

func (m *mapping) onAccount(r receipt) {
	item := spec.Item{ExternalID: r.Name, DebtorID: r.Customer, Number: r.Name, Kind: spec.ItemPayment, Currency: r.Currency, Description: r.Ref}
	var err, wrong, odd error
	item.Amount, err = r.Paid.Rounded(r.Currency)
	item.Open, wrong = r.Left.Rounded(r.Currency)
	item.Issued, odd = web.Day(r.Date)
	if err := errors.Join(err, wrong, odd); err != nil {
		m.Reject(spec.StreamItems, r.Name, "Payment "+r.Name, err)
		return
	}
	item.Amount, item.Open = -item.Amount, -item.Open
	m.Items = append(m.Items, item)
}

func (m *mapping) partlyPaid() []string { return m.partly }

// payment is for the timeline: what is open counts. One payment may settle several instalments, in as many entries.
func (m *mapping) payment(e entry) {
	item, known := m.items[e.Invoice]
	day, err := web.Day(e.Date)
	amount, wrong := e.Amount.Rounded(e.Currency)
	if e.Kind != "Payment Entry" || !known || err != nil || wrong != nil || day == "" || e.Currency != m.currency[e.Invoice] {
		return
	}
	p := spec.Payment{ExternalID: e.Voucher + "/" + e.Invoice, DebtorID: e.Customer, Date: day, Currency: e.Currency, Text: e.Voucher}
	at := slices.IndexFunc(m.Payments, func(one spec.Payment) bool { return one.ExternalID == p.ExternalID })
	if at < 0 {
		at, m.Payments = len(m.Payments), append(m.Payments, p)
	}
	m.Payments[at].Amount -= amount
	if !strings.Contains(item, instalment) { // of which instalment is not told
		m.Payments[at].Allocations = []spec.Allocation{{ItemID: item, Amount: m.Payments[at].Amount}}
	}
}

// finish gives customers their addresses.
func (m *mapping) finish() {
	for i := range m.Debtors {
		d := &m.Debtors[i]
		d.Email = web.First(d.Email, m.emails[d.ExternalID])
		a, known := m.places[m.at[d.ExternalID]]
		if !known {
			continue
		}
		d.Address = spec.Address{Lines: []string{a.Line1, a.Line2}, PostalCode: a.Pincode, City: a.City, Region: a.State, Country: web.Country(a.Country)}
		d.Country = d.Address.Country
		if d.Country == "" && a.Country != "" {
			if d.Extra == nil {
				d.Extra = map[string]string{}
			}
			d.Extra["country"] = a.Country
		}
	}
}
