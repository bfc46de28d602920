package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// mapping turns Fortnox's records into those of the desk.
type mapping struct {
	web.Gathered

	seen      map[string]bool        // invoices that were looked at
	names     map[string]string      // of customers, as their invoices have them
	languages map[string]spokenSince // of customers, as their newest invoice has it
	applied   map[string]int64       // payments of items
	unbooked  int                    // sent and not booked
	finans    int                    // with Fortnox Finans
	reminded  int                    // by Fortnox itself
}

type spokenSince struct {
	day      spec.Date
	language string
}

func newMapping() *mapping {
	return &mapping{seen: map[string]bool{}, names: map[string]string{}, languages: map[string]spokenSince{}, applied: map[string]int64{}}
}

// home is the currency in which most companies in Fortnox keep their books.
const home = "SEK"

// Words of Fortnox.
const (
	cash     = "CASHINVOICE"
	interest = "INTRESTINVOICE"
)

// wanted looks whether an invoice is a claim for the desk, and takes away what is one no more. Of a row that payments have led
// to nothing is known yet.
func (m *mapping) wanted(row invoiceRow) bool {
	switch {
	case row.Customer == "":
		return true
	case row.Cancelled:
	case row.Finans:
		m.finans++
	case !row.Booked:
		if row.Sent && row.Type != cash {
			m.unbooked++
		}
		return false
	default:
		return row.Type != cash
	}
	m.Removals = append(m.Removals, spec.Removal{Stream: spec.StreamItems, ExternalID: row.Number})
	return false
}

func (m *mapping) invoice(i invoice) {
	if !m.wanted(i.invoiceRow) {
		return
	}
	item, err := i.item()
	if err != nil {
		m.Reject(spec.StreamItems, i.Number, "Invoice "+i.Number, err)
		return
	}
	if i.Reminders > 0 && item.Open > 0 {
		m.reminded++
	}
	m.names[i.Customer] = i.Name
	if spoken := language(i.Language); spoken != "" && item.Issued >= m.languages[i.Customer].day {
		m.languages[i.Customer] = spokenSince{item.Issued, spoken}
	}
	m.Items = append(m.Items, item)
}

func (i invoice) item() (out spec.Item, err error) {
	out = spec.Item{
		ExternalID: i.Number, DebtorID: i.Customer, Number: i.Number, Kind: spec.ItemInvoice, Currency: i.Currency, Reference: i.OCR, OrderRef: i.Order,
	}
	total := i.Total
	if i.Relief != "" && i.Relief != "none" && i.ToPay != "" {
		total = i.ToPay // the rest is claimed from the state; where more is told as open, the desk sets it aside
	}
	var wrong, odd, late error
	out.Amount, err = total.Float(out.Currency)
	out.Open, wrong = i.Balance.Float(out.Currency)
	out.Issued, odd = web.Day(i.Date)
	out.Due, late = web.Day(i.Due)
	if err := errors.Join(err, wrong, odd, late); err != nil {
		return out, err
	}
	if out.Currency != home && spec.Abs(out.Open) > spec.Abs(out.Amount) {
		return out, fmt.Errorf("of %s %s more is open than it was made out for", spec.FormatAmount(out.Amount, out.Currency), out.Currency)
	}
	switch {
	case strings.EqualFold(i.Credit, "true"):
		out.Amount, out.Open = -spec.Abs(out.Amount), -spec.Abs(out.Open)
		out.Kind, out.Due, out.AppliesTo = spec.ItemCredit, "", i.credits()
	case out.Amount < 0:
		out.Kind, out.Due = spec.ItemCredit, ""
	case i.Type == interest:
		out.Kind = spec.ItemFee
	}
	return out, nil
}

// credits is the number of the invoice that a credit note takes back; empty for none.
func (i invoice) credits() string {
	if !strings.EqualFold(i.Credit, "true") || strings.Trim(i.Credited, "0 ") == "" {
		return ""
	}
	return i.Credited
}

// partlyPaid are the claims of which something was paid.
func (m *mapping) partlyPaid() (out []spec.Item) {
	for i := range m.Items {
		if one := m.Items[i]; one.Kind != spec.ItemCredit && one.Open != one.Amount {
			out = append(out, one)
		}
	}
	return out
}

func (m *mapping) payment(p payment, item spec.Item) {
	amount := p.Amount
	if item.Currency != home {
		amount = p.InCurrency
	}
	paid, err := amount.Float(item.Currency)
	day, wrong := web.Day(p.Date)
	if err != nil || wrong != nil || day == "" {
		return // what is open counts; a payment is for the timeline
	}
	m.applied[item.ExternalID] += paid
	m.Payments = append(m.Payments, spec.Payment{
		ExternalID: p.Number, DebtorID: item.DebtorID, Date: day, Currency: item.Currency, Amount: paid,
		Allocations: []spec.Allocation{{ItemID: item.ExternalID, Amount: paid}},
	})
}

func (m *mapping) customer(c customer) {
	d := spec.Debtor{
		ExternalID: c.Number, Number: c.Number, Name: c.Name, Kind: spec.DebtorUnknown, Language: m.languages[c.Number].language,
		Email: web.First(c.Invoices, c.Email), Phone: web.First(c.Phone1, c.Phone2), Inactive: c.Active != nil && !*c.Active,
		Address: spec.Address{Lines: []string{c.Address1, c.Address2}, PostalCode: c.ZipCode, City: c.City, Country: web.Country(web.First(c.Country, c.Land))},
	}
	d.Country = d.Address.Country
	if named := web.First(c.Country, c.Land); d.Country == "" && named != "" {
		d.Extra = map[string]string{"country": named}
	}
	if _, known := spec.Exponent(c.Currency); known {
		d.Currency = c.Currency
	}
	switch c.Type {
	case "PRIVATE":
		d.Kind = spec.DebtorConsumer // whose organisation number is that of a person, which is nobody's business here
	case "COMPANY":
		d.Kind, d.OrgNumber = spec.DebtorBusiness, c.OrgNo
	}
	if c.Reference != "" {
		d.Contacts = append(d.Contacts, spec.Contact{Name: c.Reference, Role: "reference"})
	}
	for _, other := range []spec.Contact{{Role: "general", Email: c.Email}, {Role: "copied on invoices", Email: c.Copies}, {Role: "second phone", Phone: c.Phone2}} {
		if other.Email != "" && other.Email != d.Email || other.Phone != "" && other.Phone != d.Phone {
			other.Name = c.Name
			d.Contacts = append(d.Contacts, other)
		}
	}
	m.Debtors = append(m.Debtors, d)
}

// finish refuses what cannot be, and tells what a person should know of the whole.
func (m *mapping) finish() {
	m.Items = slices.DeleteFunc(m.Items, func(one spec.Item) bool {
		paid := one.Amount - one.Open
		if one.Currency == home || one.Kind == spec.ItemCredit || one.Open == 0 || paid == 0 || m.applied[one.ExternalID] == paid {
			return false
		}
		m.Reject(spec.StreamItems, one.ExternalID, "Invoice "+one.Number, fmt.Errorf("%s %s of it is told as open, and its payments say otherwise",
			spec.FormatAmount(one.Open, one.Currency), one.Currency))
		return true
	})
	m.note(m.finans, "with-fortnox-finans", "%d open invoices are with Fortnox Finans and are left out.", "Fortnox Finans reminds of them itself.")
	m.note(m.unbooked, "not-booked", "%d invoices were sent and are not booked, and are left out.", "Book them in Fortnox.")
	m.note(m.reminded, "reminded-twice", "%d open invoices have been reminded of from Fortnox itself.", "Send reminders from one place alone, else customers are reminded twice.")
}

func (m *mapping) note(n int, code, summary, hint string) {
	if n > 0 {
		m.Notes = append(m.Notes, spec.Diagnostic{Severity: spec.SeverityWarning, Code: code, Summary: fmt.Sprintf(summary, n), Hint: hint})
	}
}

// language knows the two that Fortnox has.
func language(code string) string {
	switch code {
	case "SV":
		return "sv"
	case "EN":
		return "en"
	}
	return ""
}
