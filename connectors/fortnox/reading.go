package main

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// reading is one read. Fortnox's lists leave out what reminders need (whether an invoice is a credit note, languages,
// countries): each open invoice and each customer with one is fetched by itself.
type reading struct {
	*client
	*mapping

	req   spec.ReadRequest
	since time.Time
	emit  sdk.Emitter
}

func (r *reading) phases(ctx context.Context) []func() error {
	if r.since.IsZero() {
		return []func() error{
			func() error { return r.openInvoices(ctx) },
			func() error { return r.openCredits(ctx) },
			func() error { return r.partPayments(ctx) },
			func() error { return r.customersOfItems(ctx) },
		}
	}
	return []func() error{
		func() error { return r.changedInvoices(ctx) },
		func() error { return r.changedCustomers(ctx) },
		func() error { return r.partPayments(ctx) },
		func() error { return r.customersOfItems(ctx) },
	}
}

// openInvoices are those that Fortnox has as unpaid.
func (r *reading) openInvoices(ctx context.Context) error {
	rows, err := r.unpaid(ctx)
	if err != nil {
		return err
	}
	return r.details(ctx, rows)
}

// openCredits are looked for among all credit notes too: nothing says that they stand among the unpaid.
func (r *reading) openCredits(ctx context.Context) error {
	rows, err := r.credits(ctx)
	if err != nil {
		return err
	}
	return r.details(ctx, slices.DeleteFunc(rows, func(row invoiceRow) bool { return row.settled() }))
}

// changedInvoices are those that Fortnox says have changed, and those for which payments have: nothing says that a payment
// counts as a change of its invoice.
func (r *reading) changedInvoices(ctx context.Context) error {
	rows, err := r.invoicesSince(ctx, r.since)
	if err != nil {
		return err
	}
	paid, err := r.paymentsSince(ctx, r.since)
	if err != nil {
		return err
	}
	for i := range paid {
		if paid[i].Invoice != 0 {
			rows = append(rows, invoiceRow{Number: paid[i].invoice()})
		}
	}
	return r.details(ctx, rows)
}

// details fetches what the rows stand for, each once. Rows of other customers than those asked for are passed over; the search
// by customer number is no help, since it finds 1001 for 100. What a changed credit note credits has changed too, and may not say so.
func (r *reading) details(ctx context.Context, rows []invoiceRow) error {
	for i := 0; i < len(rows); i++ {
		row := rows[i]
		if len(r.req.Debtors) > 0 && row.Customer != "" && !slices.Contains(r.req.Debtors, row.Customer) {
			continue
		}
		if r.seen[row.Number] || row.Number == "" {
			continue
		}
		r.seen[row.Number] = true
		if !r.wanted(row) {
			continue
		}
		if err := r.tell("items", i, len(rows)); err != nil {
			return err
		}
		one, found, err := r.invoiceOf(ctx, row.Number)
		if err != nil {
			return err
		}
		if !found {
			one = invoice{invoiceRow: row}
			one.Customer, one.Cancelled = web.First(row.Customer, "?"), true
		}
		r.invoice(one)
		if of := one.credits(); of != "" && !r.since.IsZero() {
			rows = append(rows, invoiceRow{Number: of})
		}
	}
	return nil
}

// partPayments are those of invoices of which less is open than they were made out for.
func (r *reading) partPayments(ctx context.Context) error {
	part := r.partlyPaid()
	for i, one := range part {
		if err := r.tell("payments", i, len(part)); err != nil {
			return err
		}
		rows, err := r.paymentsOf(ctx, one.ExternalID)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if !row.Booked {
				continue // it has not lowered anything yet
			}
			whole := payment{paymentRow: row}
			if one.Currency != home {
				if whole, err = r.paymentIn(ctx, row.Number); err != nil {
					return err
				}
			}
			r.payment(whole, one)
		}
	}
	return nil
}

// changedCustomers come with their open invoices, which alone tell their language.
func (r *reading) changedCustomers(ctx context.Context) error {
	rows, err := r.customersSince(ctx, r.since)
	if err != nil || len(rows) == 0 {
		return err
	}
	of := map[string]bool{}
	for _, row := range rows {
		of[row.Number] = true
	}
	unpaid, err := r.unpaid(ctx)
	if err != nil {
		return err
	}
	return r.details(ctx, slices.DeleteFunc(unpaid, func(row invoiceRow) bool { return !of[row.Customer] }))
}

func (r *reading) customersOfItems(ctx context.Context) error {
	of := map[string]bool{}
	for i := range r.Items {
		of[r.Items[i].DebtorID] = true
	}
	for i, number := range slices.Sorted(maps.Keys(of)) {
		if err := r.tell("customers", i, len(of)); err != nil {
			return err
		}
		one, found, err := r.customerOf(ctx, number)
		if err != nil {
			return err
		}
		if !found {
			one = customer{customerRow: customerRow{number}, Name: r.names[number]}
		}
		r.customer(one)
	}
	return nil
}

// tell keeps the desk from taking a long walk for silence.
func (r *reading) tell(phase string, done, total int) error {
	if done%patience != 0 {
		return nil
	}
	return r.emit.Progress(spec.Progress{Phase: phase, Done: int64(done), Total: int64(total)})
}

// patience is after how many single fetches the desk is told of, ten seconds' worth.
const patience = 50
