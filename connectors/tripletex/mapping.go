package main

import (
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// mapping turns Tripletex's records into those of the desk.
type mapping struct {
	web.Gathered

	numbers  map[string]bool // of the invoices, open or not
	reminded map[string]bool // customers whom Tripletex reminds itself
	posts    int             // open entries of no invoice
}

func newMapping() *mapping { return &mapping{numbers: map[string]bool{}, reminded: map[string]bool{}} }

// home is the currency in which most companies in Tripletex keep their books.
const home = "NOK"

func (m *mapping) customer(c customer) {
	d := spec.Debtor{
		ExternalID: id(c.ID), Number: number(c.Number), Name: c.Name, OrgNumber: c.OrgNo, Kind: kindOf(c), Language: language(c.Language),
		Email: web.First(c.OverdueEmail, c.InvoiceEmail, c.Email), Phone: web.First(c.Phone, c.Mobile), Inactive: c.Inactive,
		Address: spec.Address{Lines: []string{c.Address.Line1, c.Address.Line2}, PostalCode: c.Address.Code, City: c.Address.City},
	}
	if len(c.Address.Country.Code) == 2 {
		d.Address.Country = strings.ToUpper(c.Address.Country.Code)
		d.Country = d.Address.Country
	}
	if _, known := spec.Exponent(c.Currency.Code); known {
		d.Currency = c.Currency.Code
	}
	for _, other := range []spec.Contact{{Role: "invoice", Email: c.InvoiceEmail}, {Role: "general", Email: c.Email}, {Role: "mobile", Phone: c.Mobile}} {
		if other.Email != "" && other.Email != d.Email || other.Phone != "" && other.Phone != d.Phone {
			other.Name = c.Name
			d.Contacts = append(d.Contacts, other)
		}
	}
	if c.Factoring {
		d.Extra = map[string]string{"factoring": "yes"}
	}
	m.reminded[d.ExternalID] = c.Reminded || c.SoftReminded || c.Noticed
	m.Debtors = append(m.Debtors, d)
}

// kindOf takes nobody for a business without its number: consumers have other rights.
func kindOf(c customer) spec.DebtorKind {
	switch {
	case c.Private != nil && *c.Private:
		return spec.DebtorConsumer
	case c.Private != nil && c.OrgNo != "":
		return spec.DebtorBusiness
	}
	return spec.DebtorUnknown
}

func (m *mapping) invoice(i invoice) error {
	if i.Customer.ID == 0 || i.Currency.Code == "" || i.Open == "" || i.Amount == "" {
		return notShown("customers, currencies and amounts of invoices")
	}
	m.numbers[id(i.Number)] = true
	item, err := i.item()
	if err != nil {
		m.Reject(spec.StreamItems, id(i.ID), "Invoice "+id(i.Number), err)
		return nil
	}
	if item.Open == 0 {
		return nil
	}
	m.Items = append(m.Items, item)
	for _, p := range i.Postings {
		m.payment(p, item)
	}
	return nil
}

func (i invoice) item() (out spec.Item, err error) {
	out = spec.Item{
		ExternalID: id(i.ID), DebtorID: id(i.Customer.ID), Number: number(i.Number), Kind: spec.ItemInvoice, Currency: i.Currency.Code, Reference: i.KID,
	}
	if out.Amount, err = i.Amount.Minor(out.Currency); err != nil {
		return out, err
	}
	if out.Open, err = i.open(out.Amount); err != nil {
		return out, err
	}
	if out.Issued, err = web.Day(i.Issued); err != nil {
		return out, err
	}
	out.Due, err = web.Day(i.Due)
	if i.Credit {
		out.Kind, out.Due = spec.ItemCredit, ""
		out.Amount, out.Open = -spec.Abs(out.Amount), -spec.Abs(out.Open)
		if i.Credited != 0 {
			out.AppliesTo = id(i.Credited)
		}
	}
	return out, err
}

// open is what is open in the invoice's currency. The description says so of two fields, of which one must be the company's
// currency: what cannot be is refused and not sent.
func (i invoice) open(amount int64) (int64, error) {
	open, err := i.Open.Minor(i.Currency.Code)
	if err != nil {
		return 0, err
	}
	if i.Currency.Code == home && i.OpenHome != "" {
		if other, err := i.OpenHome.Minor(home); err != nil || other != open {
			return 0, fmt.Errorf("%s and %s are both told as what is open", i.Open, i.OpenHome)
		}
	}
	if i.Currency.Code != home && spec.Abs(open) > spec.Abs(amount) {
		return 0, fmt.Errorf("of %s %s more is open than it was made out for", spec.FormatAmount(amount, i.Currency.Code), i.Currency.Code)
	}
	return open, nil
}

// payment is for the timeline: what is open counts.
func (m *mapping) payment(p posting, item spec.Item) {
	day, err := web.Day(p.Date)
	if p.Type != incoming || err != nil || day == "" || p.Currency.Code != item.Currency {
		return
	}
	amount, err := p.Amount.Minor(item.Currency)
	if err != nil {
		return
	}
	m.Payments = append(m.Payments, spec.Payment{
		ExternalID: id(p.ID), DebtorID: item.DebtorID, Date: day, Currency: item.Currency, Amount: -amount,
		Allocations: []spec.Allocation{{ItemID: item.ExternalID, Amount: -amount}},
	})
}

// openPost takes a payment that belongs to no invoice as one on account.
func (m *mapping) openPost(p openPost) error {
	number := strings.Trim(p.InvoiceNumber, "0 ")
	if p.Customer == nil || p.Customer.ID == 0 || p.Closed != nil && p.Closed.ID != 0 || number != "" && m.numbers[strings.TrimSpace(p.InvoiceNumber)] {
		return nil
	}
	if p.Type != incoming || number != "" || !strings.HasPrefix(string(p.Amount), "-") {
		m.posts++
		return nil
	}
	item, err := p.item()
	if err != nil {
		m.Reject(spec.StreamItems, item.ExternalID, "A payment on account", err)
		return nil
	}
	m.Items = append(m.Items, item)
	return nil
}

func (p openPost) item() (out spec.Item, err error) {
	out = spec.Item{
		ExternalID: "posting-" + id(p.ID), DebtorID: id(p.Customer.ID), Kind: spec.ItemPayment, Currency: p.Currency.Code, Reference: p.Ref,
	}
	if out.Open, err = p.Amount.Minor(out.Currency); err != nil {
		return out, err
	}
	out.Amount = out.Open
	out.Issued, err = web.Day(p.Date)
	return out, err
}

// finish tells what a person should know of the whole.
func (m *mapping) finish() {
	if n := m.posts; n > 0 {
		m.Notes = append(m.Notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "entries-without-invoice",
			Summary: fmt.Sprintf("%d open entries of customers in the ledger belong to no invoice that is read, and are left out.", n),
			Hint:    "Look at the open entries of accounts 1500 to 1599 in Tripletex, or at the day from which invoices are read.",
		})
	}
	twice := map[string]bool{}
	for i := range m.Items {
		if m.reminded[m.Items[i].DebtorID] {
			twice[m.Items[i].DebtorID] = true
		}
	}
	if n := len(twice); n > 0 {
		m.Notes = append(m.Notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "reminded-twice",
			Summary: fmt.Sprintf("%d customers with open items have automatic reminders switched on in Tripletex.", n),
			Hint:    "Switch them off in Tripletex, else these customers are reminded twice.",
		})
	}
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return id(n)
}

// language knows the two that Tripletex has.
func language(name string) string {
	switch name {
	case "NO":
		return "nb"
	case "EN":
		return "en"
	}
	return ""
}
