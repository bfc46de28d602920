package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// mapping turns Business Central's records into those of the desk.
type mapping struct {
	web.Gathered

	home      string
	customers map[string]customer // by number
	ids       map[string]bool     // of customers
	posted    map[string]spec.Item
	entries   map[int64]*entry
	credits   map[string]creditMemo // by number
	totals    map[string]int64
	untold    bool // a total cannot be read
	unlisted  int  // invoices that are open in the ledger alone
}

func newMapping(home string) *mapping {
	return &mapping{
		home: home, customers: map[string]customer{}, ids: map[string]bool{}, posted: map[string]spec.Item{}, entries: map[int64]*entry{},
		credits: map[string]creditMemo{}, totals: map[string]int64{},
	}
}

// none is an id that leads to nothing.
const none = "00000000-0000-0000-0000-000000000000"

func (m *mapping) customer(c customer) {
	m.customers[c.Number], m.ids[c.ID] = c, true
	m.Debtors = append(m.Debtors, m.debtor(c))
}

func (m *mapping) debtor(c customer) spec.Debtor {
	d := spec.Debtor{
		ExternalID: c.ID, Number: c.Number, Name: c.Name, Kind: spec.DebtorUnknown, Phone: c.Phone, OrgNumber: c.OrgNo, Owner: c.Seller, Currency: m.currency(c.Currency),
		Address: spec.Address{Lines: []string{c.Line1, c.Line2}, PostalCode: c.Code, City: c.City, Region: c.State, Country: web.Country(c.Country)},
	}
	switch c.Type {
	case "Company":
		d.Kind = spec.DebtorBusiness
	case "Person":
		d.Kind, d.OrgNumber = spec.DebtorConsumer, "" // a number of a person is nobody's business here
	}
	d.Country = d.Address.Country
	if _, known := spec.Exponent(d.Currency); !known {
		d.Currency = ""
	}
	extra := map[string]string{}
	if c.Country != "" && d.Country == "" {
		extra["country"] = c.Country
	}
	if blocked := plain(c.Blocked); blocked != "" {
		extra["blocked"] = blocked
	}
	if len(extra) > 0 {
		d.Extra = extra
	}
	for i, mail := range web.Mails(c.Email) {
		if i == 0 {
			d.Email = mail
			continue
		}
		d.Contacts = append(d.Contacts, spec.Contact{Name: d.Name, Role: "invoice", Email: mail})
	}
	return d
}

// currency is that of a document; in some places Business Central leaves out its own.
func (m *mapping) currency(code string) string { return web.First(code, m.home) }

// plain is a word of a choice, whose empty one has a space or its code.
func plain(word string) string {
	if word = strings.TrimSpace(word); word == "_x0020_" {
		return ""
	}
	return word
}

func (m *mapping) invoice(i invoice) {
	if i.Status != "Open" {
		return // it was paid meanwhile
	}
	debtor := i.BillTo
	if debtor == "" || debtor == none {
		debtor = i.Customer
	}
	item := spec.Item{
		ExternalID: i.ID, DebtorID: debtor, Number: i.Number, Kind: spec.ItemInvoice, Currency: m.currency(i.Currency), OrderRef: web.First(i.Order, i.External),
	}
	var err, wrong, odd, late error
	item.Issued, err = web.Day(web.First(i.Date, i.Posted))
	item.Due, late = web.Day(i.Due)
	item.Amount, wrong = i.Total.Float(item.Currency)
	item.Open, odd = i.Open.Float(item.Currency)
	if err := errors.Join(err, wrong, odd, late); err != nil {
		m.Reject(spec.StreamItems, i.ID, "Invoice "+i.Number, err)
		m.posted[i.Number] = spec.Item{} // the ledger has it too
		return
	}
	extra := map[string]string{}
	if day, err := web.Day(i.Promised); err == nil && day != "" {
		extra["promised"] = string(day)
	}
	if word := plain(i.Dispute); word != "" {
		extra["dispute"] = word
	}
	if len(extra) > 0 {
		item.Extra = extra
	}
	m.posted[i.Number] = item
	m.Items = append(m.Items, item)
	if !m.ids[debtor] { // customers are read first: it is new
		m.ids[debtor] = true
		m.Debtors = append(m.Debtors, spec.Debtor{ExternalID: debtor, Name: web.First(i.BillToName, debtor), Kind: spec.DebtorUnknown, Email: i.Email})
	}
}

// memos fetches the credit memos where the ledger has open ones, for their currency.
func (m *mapping) memos(ctx context.Context, c *client) error {
	for _, e := range m.entries {
		if e.first().document() == credited {
			return c.creditMemos(ctx, func(memo creditMemo) { m.credits[memo.Number] = memo })
		}
	}
	return nil
}

// balance adds to Business Central's own totals. Rows without a customer are sums.
func (m *mapping) balance(b balance) {
	if b.Number == "" {
		return
	}
	minor, err := b.Open.Float(m.currency(b.Currency))
	m.untold = m.untold || err != nil
	m.totals[m.currency(b.Currency)] += minor
}

// finish takes what the ledger alone has, and the totals.
func (m *mapping) finish() {
	for _, no := range slices.Sorted(maps.Keys(m.entries)) {
		m.entry(m.entries[no])
	}
	if !m.untold {
		m.Control = m.totals
	}
	if m.unlisted > 0 {
		m.Notes = append(m.Notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "open-in-the-ledger-alone",
			Summary: fmt.Sprintf("%d posted invoices are open in the customer ledger and not among the open invoices. They are left out.", m.unlisted),
			Hint:    "They may have been paid a moment ago. Where it stays, look at the open entries of posted sales invoices in Business Central.",
		})
	}
}
