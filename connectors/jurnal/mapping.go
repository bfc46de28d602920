package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// home is the currency in which Jurnal keeps its books.
	home = "IDR"
	// rupiah is how amounts in it are shown to people.
	rupiah = "Rp"
	// approved is the state of documents that count.
	approved = "approved"
)

// mapping turns Jurnal's records into those of the desk.
type mapping struct {
	web.Gathered

	since spec.Date
	known map[string]bool      // debtors
	items map[string]spec.Item // by their id

	foreign, memos int
}

func newMapping(since spec.Date) *mapping {
	return &mapping{since: since, known: map[string]bool{}, items: map[string]spec.Item{}}
}

func (m *mapping) customer(p person) {
	if m.known[p.key()] {
		return
	}
	m.known[p.key()] = true
	d := spec.Debtor{
		ExternalID: p.key(), Name: p.Name, Kind: spec.DebtorUnknown, Phone: web.First(p.Phone, p.Mobile), OrgNumber: p.TaxNo, Inactive: p.Archive == "true",
		Address: spec.Address{
			Lines: lines(web.First(p.Billing, p.Address), p.Kelurahan, p.Kecamatan), PostalCode: string(p.PostCode), City: p.Kabupaten, Region: p.Provinsi,
		},
	}
	emails := web.Mails(p.Email)
	if len(emails) > 0 {
		d.Email = emails[0]
		for _, other := range emails[1:] {
			d.Contacts = append(d.Contacts, spec.Contact{Name: p.Name, Email: other})
		}
	}
	if mobile := strings.TrimSpace(p.Mobile); mobile != "" && mobile != d.Phone {
		d.Contacts = append(d.Contacts, spec.Contact{Name: p.Name, Role: "mobile", Phone: mobile})
	}
	m.Debtors = append(m.Debtors, d)
}

// invoice takes what is open. Names of states are in two languages and are not looked at: the open amount tells.
func (m *mapping) invoice(i invoice) {
	if i.Deleted != "" || i.Status != "" && i.Status != approved {
		return
	}
	if i.Currency != "" && i.Currency != home && (i.Shown == "" || strings.HasPrefix(i.Shown, rupiah)) {
		if strings.Trim(string(i.Remaining), "0.") != "" {
			m.foreign++
		}
		return
	}
	item, err := i.item()
	if err != nil {
		m.Reject(spec.StreamItems, i.key(), "Invoice "+i.Number, err)
		return
	}
	if item.Open == 0 || item.Issued < m.since {
		return
	}
	if balance, err := i.MemoBalance.Rounded(item.Currency); i.Memos && err == nil && balance != 0 {
		m.memos++
	}
	m.customer(i.Person) // the list of customers may leave out those that are archived
	m.items[item.ExternalID] = item
	m.Items = append(m.Items, item)
}

// item is the invoice. Amounts come with more decimals than a currency has.
func (i invoice) item() (out spec.Item, err error) {
	out = spec.Item{
		ExternalID: i.key(), DebtorID: i.Person.key(), Number: i.Number, Kind: spec.ItemInvoice, Currency: web.First(i.Currency, home), OrderRef: i.Reference,
	}
	if i.Person.ID == "" {
		return out, errors.New("its customer is not told")
	}
	if out.Amount, err = i.Amount.Rounded(out.Currency); err != nil {
		return out, err
	}
	if out.Open, err = i.Remaining.Rounded(out.Currency); err != nil {
		return out, err
	}
	if out.Issued, err = dayOf(i.Issued); err != nil {
		return out, err
	}
	out.Due, err = dayOf(i.Due)
	return out, err
}

// oldestInPart gives the day of the oldest invoice of those asked for that is paid in part; empty when there is none.
func (m *mapping) oldestInPart(asked []string) (oldest spec.Date) {
	for i := range m.Items {
		one := &m.Items[i]
		wanted := len(asked) == 0 || slices.Contains(asked, one.DebtorID)
		if wanted && one.Open < one.Amount && (oldest == "" || one.Issued < oldest) {
			oldest = one.Issued
		}
	}
	return oldest
}

// payment is told for each invoice that it was applied to and that is open still.
func (m *mapping) payment(p payment) {
	day, err := dayOf(p.Date)
	if err != nil || day == "" || p.Draft || p.Deleted != "" {
		return
	}
	for _, one := range p.Records {
		item, open := m.items[string(one.Invoice)]
		if !open || p.Currency != "" && p.Currency != item.Currency {
			continue
		}
		amount, err := one.Amount.Rounded(item.Currency)
		if err != nil || amount <= 0 {
			continue
		}
		m.Payments = append(m.Payments, spec.Payment{
			ExternalID: p.key() + "-" + string(one.ID), DebtorID: item.DebtorID, Date: day, Currency: item.Currency, Amount: amount, Reference: p.Number,
			Allocations: []spec.Allocation{{ItemID: item.ExternalID, Amount: amount}},
		})
	}
}

// finish tells what a person should know of the whole.
func (m *mapping) finish() {
	if m.foreign > 0 {
		m.Notes = append(m.Notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "foreign-currency",
			Summary: fmt.Sprintf("%d open invoices in other currencies are left out: Jurnal shows their amounts in rupiah.", m.foreign), Hint: "Follow these up in Jurnal.",
		})
	}
	if m.memos > 0 {
		m.Notes = append(m.Notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "credit-memos",
			Summary: fmt.Sprintf("%d open invoices have credit memos with a balance, which are not read.", m.memos),
			Hint:    "Apply them to the invoices in Jurnal before these customers are reminded.",
		})
	}
}

func lines(all ...string) (out []string) {
	for _, text := range all {
		out = append(out, strings.Split(strings.ReplaceAll(text, "\r", ""), "\n")...)
	}
	return out
}
