package main

import (
	"maps"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// control brings in what was open when the year began, and holds the sums against the balances that the file states.
func (b *sieBook) control() error {
	if err := b.bringOpening(); err != nil {
		return err
	}
	if !b.isLedger {
		return nil // refused for that
	}
	for account := range b.moved { // a balance of nought may be left out (5.17)
		b.closing[account] += 0
	}
	for _, account := range slices.Sorted(maps.Keys(b.closing)) {
		made := b.opening[account] + b.moved[account]
		if b.closing[account] != made {
			return &sieFault{b.closingLine[account], differs("the account %s closes with %s, but what it opens with and its transactions make %s", account,
				spec.FormatAmount(b.closing[account], b.currency), spec.FormatAmount(made, b.currency))}
		}
	}
	if len(b.open.entries) == 0 {
		return nil // refused for that
	}
	byCustomer, byInvoice := map[string]int64{}, map[string]int64{}
	for key, e := range b.open.entries {
		byCustomer[key.customer] += e.open
		byInvoice[key.number] += e.open
	}
	for _, o := range b.objects {
		what, made := "the customer "+o.customer, byCustomer[o.customer]
		if o.invoice != "" {
			what, made = "the invoice "+o.invoice, byInvoice[o.invoice]
			if o.customer != "" {
				made = b.openOf(o.customer, o.invoice)
			}
		}
		if !o.isOpening && o.minor != made {
			return &sieFault{o.line, differs("%s closes with %s, but the transactions make %s", what,
				spec.FormatAmount(o.minor, b.currency), spec.FormatAmount(made, b.currency))}
		}
	}
	return nil
}

func (b *sieBook) openOf(customer, invoice string) int64 {
	if e := b.open.entries[openKey{customer, invoice, b.currency}]; e != nil {
		return e.open
	}
	return 0
}

// untold is what the receivables hold beyond the open items: transactions and opening balances without a customer. Rows that were rejected
// are told of by themselves.
func (b *sieBook) untold() (minor int64) {
	for account, opened := range b.opening {
		minor += opened + b.moved[account]
		delete(b.moved, account)
	}
	for _, moved := range b.moved {
		minor += moved
	}
	for _, e := range b.open.entries {
		minor -= e.open
	}
	return minor - b.rejected
}

// bringOpening adds the object balances with which the year begins. An opening balance of an invoice alone belongs to the
// customer whom the year's transactions name with it; where none does, nobody can be asked for it and the row is rejected.
func (b *sieBook) bringOpening() error {
	eve := daysAfter(b.begin, -1)
	for _, o := range b.objects {
		if !o.isOpening || o.invoice == "" || o.minor == 0 {
			continue
		}
		customer := o.customer
		if customer == "" {
			customer = b.customers[o.invoice]
		}
		switch {
		case customer == "":
			f := faultAt(-1, "the invoice %q of an earlier year names no customer in this file", shorten(o.invoice))
			f.hint = "Export the customer ledger (kundreskontra) as CSV or Excel instead."
			b.open.faults = append(b.open.faults, row{line: o.line, fault: f})
			b.rejected += o.minor
			continue
		case eve == "":
			return &sieFault{o.line, faultAt(-1, "an invoice is open from an earlier year, and the file does not say when the year begins (#RAR)")}
		}
		key := openKey{customer, o.invoice, b.currency}
		was := b.open.entries[key]
		delete(b.open.entries, key)
		before := posting{
			line: o.line, customer: customer, name: b.names[customer], number: o.invoice, voucher: "opening", date: eve, currency: b.currency, minor: o.minor,
		}
		f := b.open.add(before)
		if was != nil && f == nil { // what the year's vouchers did to it comes after
			before.voucher, before.minor = "later", was.open
			f = b.open.add(before)
		}
		if f != nil {
			return &sieFault{o.line, f}
		}
	}
	return nil
}

// daysAfter is the day so many days later; "" of none, and for no days.
func daysAfter(day spec.Date, days int64) spec.Date {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil || days == 0 {
		return ""
	}
	return spec.DateOf(t.AddDate(0, 0, int(days)))
}
