package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// entry is an open entry of the customer ledger with all that has moved it. Its rows tell amounts in the company's currency
// alone, whatever it was posted in.
type entry struct {
	rows []detail // its own posting has the lowest number
}

// entryID stands before the ids of items that the ledger alone has.
const entryID = "entry-"

// Words of Business Central for documents.
const (
	invoiced = "Invoice"
	credited = "Credit Memo"
	paidIn   = "Payment"
	charged  = "Finance Charge Memo"
	reminded = "Reminder"
)

func (m *mapping) detail(d detail) {
	if m.entries[d.Entry] == nil {
		m.entries[d.Entry] = &entry{}
	}
	m.entries[d.Entry].rows = append(m.entries[d.Entry].rows, d)
}

// first is the posting of the entry itself.
func (e *entry) first() detail {
	out := e.rows[0]
	for _, d := range e.rows {
		if d.No < out.No {
			out = d
		}
	}
	return out
}

// document is the kind of a row's document; OData writes spaces of names in another way in places.
func (d detail) document() string { return plain(strings.ReplaceAll(d.Document, "_x0020_", " ")) }

// open is what all that has moved the entry leaves.
func (e *entry) open(currency string) (sum int64, err error) {
	for _, d := range e.rows {
		minor, err := d.Amount.Float(currency)
		if err != nil {
			return 0, err
		}
		sum += minor
	}
	return sum, nil
}

// agree holds the ledger against the invoices in the company's currency: what is open of one is told by both.
func (m *mapping) agree() error {
	for _, e := range m.entries {
		item, known, _ := m.invoiceOf(e)
		if !known || item.Currency != m.home {
			continue
		}
		if open, err := e.open(m.home); err != nil || open != item.Open {
			return spec.Diagnostic{
				Severity: spec.SeverityError, Code: spec.CodeSourceChanged, Record: spec.Record{Stream: spec.StreamItems, ExternalID: item.ExternalID},
				Summary: fmt.Sprintf("Of invoice %s Business Central tells %s %s as open, and its ledger says otherwise.", item.Number, spec.FormatAmount(item.Open, m.home), m.home),
				Hint:    "Sync again when nobody is posting. Report it when it stays; the ledger can be left out in the settings.",
			}
		}
	}
	return nil
}

// entry takes an entry of the ledger: of a posted invoice its payments, of anything else what is open.
func (m *mapping) entry(e *entry) {
	first := e.first()
	switch item, known, sales := m.invoiceOf(e); {
	case known:
		m.paid(e, item)
		return
	case sales:
		m.unlisted++ // the list of open invoices has it no more: the ledger may be a little behind
		return
	}
	item, err := m.claim(e)
	if err == nil && item.Open == 0 {
		return
	}
	if err != nil {
		m.Reject(spec.StreamItems, item.ExternalID, strings.TrimSpace("Ledger entry "+strconv.FormatInt(first.Entry, 10)+" ("+first.document()+" "+first.Number+")"), err)
		return
	}
	m.Items = append(m.Items, item)
}

// invoiceOf is the posted sales invoice of an entry, which the list of invoices has better, and whether it is of one at all.
func (m *mapping) invoiceOf(e *entry) (item spec.Item, known, sales bool) {
	first := e.first()
	if first.document() != invoiced {
		return spec.Item{}, false, false
	}
	item, known = m.posted[web.First(first.Sales, first.Number)]
	return item, known, first.Sales != ""
}

func (m *mapping) claim(e *entry) (out spec.Item, err error) {
	first := e.first()
	out = spec.Item{ExternalID: entryID + strconv.FormatInt(first.Entry, 10), Number: first.Number, Currency: m.home}
	of, known := m.customers[first.Customer]
	if !known {
		return out, fmt.Errorf("it is of customer %s, whom Business Central does not show", first.Customer)
	}
	out.DebtorID = of.ID
	var wrong, odd, late error
	out.Amount, err = first.Amount.Float(m.home)
	out.Open, wrong = e.open(m.home)
	out.Issued, odd = web.Day(web.First(first.Date, first.Posted))
	out.Due, late = web.Day(first.Due)
	if err := errors.Join(err, wrong, odd, late); err != nil {
		return out, err
	}
	out.Kind = kindOf(first.document(), out.Open)
	if out.Kind == spec.ItemCredit || out.Kind == spec.ItemPayment {
		out.Due = ""
	}
	memo, isMemo := m.credits[first.Number]
	switch {
	case first.document() == credited && isMemo:
		return m.credit(out, e, memo)
	case m.currency(of.Currency) != m.home && out.Open != 0:
		return out, fmt.Errorf("the customer is billed in %s, and the ledger tells what is open in %s alone", of.Currency, m.home)
	}
	return out, nil
}

// credit is a posted credit memo, whose own currency is known. In another than the company's it is known what is open only
// while nothing has moved it.
func (m *mapping) credit(out spec.Item, e *entry, memo creditMemo) (spec.Item, error) {
	if memo.Invoice != none {
		out.AppliesTo = memo.Invoice
	}
	currency := m.currency(memo.Currency)
	if currency == m.home || out.Open == 0 {
		return out, nil
	}
	if len(e.rows) > 1 {
		return out, fmt.Errorf("it is in %s, was applied in part, and the ledger tells what is open in %s alone", currency, m.home)
	}
	total, err := memo.Total.Float(currency)
	if total > 0 {
		total = -total
	}
	out.Currency, out.Amount, out.Open = currency, total, total
	return out, err
}

func kindOf(document string, open int64) spec.ItemKind {
	switch {
	case document == credited && open < 0:
		return spec.ItemCredit
	case open < 0:
		return spec.ItemPayment
	case document == invoiced:
		return spec.ItemInvoice
	case document == charged || document == reminded:
		return spec.ItemFee
	}
	return spec.ItemOther
}

// paid gives the payments of an invoice for the timeline; what is open counts.
func (m *mapping) paid(e *entry, item spec.Item) {
	for _, d := range e.rows {
		amount, err := d.Amount.Float(m.home)
		day, wrong := web.Day(d.Moved)
		if err != nil || wrong != nil || day == "" || d.document() != paidIn || item.Currency != m.home || amount >= 0 {
			continue
		}
		m.Payments = append(m.Payments, spec.Payment{
			ExternalID: d.key(), DebtorID: item.DebtorID, Date: day, Currency: item.Currency, Amount: -amount, Reference: d.Number,
			Allocations: []spec.Allocation{{ItemID: item.ExternalID, Amount: -amount}},
		})
	}
}
