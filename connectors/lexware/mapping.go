package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// mapping turns Lexware's records into those of the desk.
type mapping struct {
	web.Gathered

	known map[string]bool // debtors
}

func newMapping() *mapping { return &mapping{known: map[string]bool{}} }

// The states of vouchers that are told apart. Rows past their due date are labelled overdue; paidoff is said of credit notes.
const (
	draft       = "draft"
	isOpen      = "open"
	overdue     = "overdue"
	directDebit = "sepadebit"
	paid        = "paid"
	paidOff     = "paidoff"
	transferred = "transferred"
	voided      = "voided"
	unchecked   = "unchecked" // what came in and nobody has booked yet
)

// money are the payment items that are money received. The others are credit notes, discounts, losses and costs.
var money = map[string]bool{"manualPayment": true, "partPaymentFinancialTransaction": true, "partPaymentCashBox": true}

func (m *mapping) customer(c contact) {
	d := spec.Debtor{ExternalID: c.ID, Kind: spec.DebtorUnknown, Inactive: c.Archived, Note: c.Note, Number: number(c.Roles.Customer.Number)}
	emails := all(c.Emails.Business, c.Emails.Office, c.Emails.Private, c.Emails.Other)
	phones := all(c.Phones.Business, c.Phones.Office, c.Phones.Mobile, c.Phones.Private, c.Phones.Other)
	if c.Person != nil {
		d.Name = c.Person.name()
	}
	if c.Company != nil {
		d.Kind, d.Name = spec.DebtorBusiness, c.Company.Name
		for _, p := range c.Company.Persons {
			d.Contacts = append(d.Contacts, p.contact())
			if p.Primary {
				emails, phones = all(emails, []string{p.Email}), all(phones, []string{p.Phone})
			}
		}
	}
	d.Email, d.Phone = web.First(emails...), web.First(phones...)
	for _, other := range emails[min(1, len(emails)):] {
		if !known(d.Contacts, other) {
			d.Contacts = append(d.Contacts, spec.Contact{Name: d.Name, Email: other})
		}
	}
	if len(c.Addresses.Billing) > 0 {
		a := c.Addresses.Billing[0]
		d.Address = spec.Address{Lines: all([]string{a.Supplement, a.Street}), PostalCode: a.Code, City: a.City}
		if len(a.Country) == 2 {
			d.Address.Country = strings.ToUpper(a.Country)
		}
		d.Country = d.Address.Country
	}
	m.debtor(d)
}

func (m *mapping) debtor(d spec.Debtor) {
	if m.known[d.ExternalID] {
		return
	}
	m.known[d.ExternalID] = true
	m.Debtors = append(m.Debtors, d)
}

// stranger is a customer of whom the vouchers alone tell.
type stranger struct{ id, name string }

// gone is a customer that Lexware has deleted and of whom something is open all the same.
func (m *mapping) gone(s stranger) {
	m.debtor(spec.Debtor{ExternalID: s.id, Name: s.name, Kind: spec.DebtorUnknown, Inactive: true})
}

// strangers are the customers of items who have not come.
func (m *mapping) strangers(vouchers []voucher) (out []stranger) {
	asked := map[string]bool{}
	for _, v := range vouchers {
		if id := v.debtor(); !m.known[id] && !asked[id] && !v.none() && !v.unchanged {
			asked[id] = true
			out = append(out, stranger{id: id, name: v.Name})
		}
	}
	return out
}

// collectivePrefix marks a debtor who is a customer of one voucher alone: Lexware books those under one collective customer.
const collectivePrefix = "voucher-"

func collective(id string) bool { return strings.HasPrefix(id, collectivePrefix) }

func anyCollective(ids []string) bool {
	for _, id := range ids {
		if collective(id) {
			return true
		}
	}
	return false
}

func (v voucher) debtor() string {
	if v.Contact == "" {
		return collectivePrefix + v.ID
	}
	return v.Contact
}

func (v voucher) credit() bool { return strings.HasSuffix(v.Type, "creditnote") }

func (v voucher) standsOpen() bool {
	return v.Status == isOpen || v.Status == overdue || v.Status == directDebit
}

// partlyPaid reports whether its payments must be asked for: to tell what is open, or what has been paid.
func (v voucher) partlyPaid() bool {
	return v.standsOpen() && (v.Open == "" || !v.credit() && v.Open != v.Total)
}

// none reports whether a voucher is no claim, or none any more.
func (v voucher) none() bool { return v.Status == draft || v.Status == voided || v.Status == unchecked }

// remove takes a voucher away that is not asked for, or not any more.
func (m *mapping) remove(v voucher) {
	m.Removals = append(m.Removals, spec.Removal{Stream: spec.StreamItems, ExternalID: v.ID})
}

// voucher takes a row, whatever its state. paid is empty unless it is paid in part.
func (m *mapping) voucher(v voucher, paid payments) {
	if v.none() {
		m.remove(v)
		return
	}
	item, err := v.item(paid.Open)
	if err != nil {
		m.Reject(spec.StreamItems, v.ID, "Voucher "+v.Number, err)
		return
	}
	if v.Contact == "" {
		m.debtor(spec.Debtor{ExternalID: item.DebtorID, Name: web.First(v.Name, v.Number), Kind: spec.DebtorUnknown, Extra: map[string]string{"collective customer": "yes"}})
	}
	m.Items = append(m.Items, item)
	if !v.credit() {
		m.paid(item, paid)
	}
}

func (v voucher) item(open web.Decimal) (out spec.Item, err error) {
	out = spec.Item{ExternalID: v.ID, DebtorID: v.debtor(), Number: v.Number, Kind: spec.ItemInvoice, Currency: v.Currency}
	if out.Amount, err = v.Total.Float(v.Currency); err != nil {
		return out, err
	}
	if out.Open, err = v.open(open); err != nil {
		return out, err
	}
	if out.Issued, err = web.DayAt(berlin(), v.Issued); err != nil {
		return out, err
	}
	if out.Due, err = web.DayAt(berlin(), v.Due); err != nil {
		return out, err
	}
	if v.credit() {
		out.Kind, out.Due, out.Amount, out.Open = spec.ItemCredit, "", -spec.Abs(out.Amount), -spec.Abs(out.Open)
	}
	if v.Status == directDebit {
		out.Extra = map[string]string{"direct debit": "under way"}
	}
	return out, nil
}

// open is what is open: that of the list, else that of the voucher's payments.
func (v voucher) open(told web.Decimal) (int64, error) {
	switch v.Status {
	case paid, paidOff, transferred:
		return 0, nil
	case isOpen, overdue, directDebit:
	default:
		return 0, errors.New("its state " + v.Status + " is not known")
	}
	if v.Open != "" {
		told = v.Open
	}
	if told == "" {
		return 0, errors.New("what is open of it is not told")
	}
	return told.Float(v.Currency)
}

// paid takes the money received on an item, for the timeline: what is open counts. Payments have no id of their own.
func (m *mapping) paid(item spec.Item, p payments) {
	times := map[string]int{}
	for _, one := range p.Items {
		day, err := web.DayAt(berlin(), one.Date)
		if !money[one.Type] || err != nil || day == "" || one.Currency != "" && one.Currency != item.Currency {
			continue
		}
		amount, err := one.Amount.Float(item.Currency)
		if err != nil || amount <= 0 {
			continue
		}
		key := strings.Join([]string{item.ExternalID, string(day), one.Type, strconv.FormatInt(amount, 10)}, "-")
		if times[key]++; times[key] > 1 {
			key += "-" + strconv.Itoa(times[key])
		}
		m.Payments = append(m.Payments, spec.Payment{
			ExternalID: key, DebtorID: item.DebtorID, Date: day, Currency: item.Currency, Amount: amount,
			Allocations: []spec.Allocation{{ItemID: item.ExternalID, Amount: amount}},
		})
	}
}

func (p person) name() string { return strings.TrimSpace(p.First + " " + p.Last) }

func (p person) contact() spec.Contact {
	return spec.Contact{Name: p.name(), Email: p.Email, Phone: p.Phone}
}

func known(contacts []spec.Contact, email string) bool {
	for _, c := range contacts {
		if c.Email == email {
			return true
		}
	}
	return false
}

// all joins lists and leaves out what is empty.
func all(lists ...[]string) (out []string) {
	for _, list := range lists {
		for _, text := range list {
			if text = strings.TrimSpace(text); text != "" {
				out = append(out, text)
			}
		}
	}
	return out
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
