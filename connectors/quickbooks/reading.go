package main

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// reading is one read.
type reading struct {
	*client
	*mapping

	since time.Time
	from  string // the day of the first payments
}

func (r *reading) phases(ctx context.Context) []web.Phase {
	if r.since.IsZero() {
		return []web.Phase{
			{Name: "customers", Fetch: func() error { return query(ctx, r.client, "Customer where Active in (true,false)", r.customer) }},
			{Name: "items", Fetch: func() error { return query(ctx, r.client, "Invoice where Balance > '0'", r.invoice) }},
			{Name: "items", Fetch: func() error { return query(ctx, r.client, "CreditMemo", r.creditMemo) }},
			{Name: "payments", Fetch: func() error { return query(ctx, r.client, "Payment where TxnDate >= '"+r.from+"'", r.payment) }},
			{Name: "customers", Fetch: func() error { return r.customersOfItems(ctx) }},
			{Name: "journal entries", Fetch: func() error { return r.journals(ctx) }},
		}
	}
	return []web.Phase{
		{Name: "items", Fetch: func() error { return r.whatChanged(ctx) }},
		{Name: "items", Fetch: func() error { return r.invoicesOfPayments(ctx) }},
		{Name: "customers", Fetch: func() error { return r.customersOfItems(ctx) }},
	}
}

func (r *reading) whatChanged(ctx context.Context) error {
	got, err := r.changes(ctx, r.since)
	if err != nil {
		return err
	}
	for i := range got {
		for _, one := range got[i].Customers {
			r.customer(one)
		}
		for _, one := range got[i].Invoices {
			r.invoice(one)
		}
		for _, one := range got[i].CreditMemos {
			r.creditMemo(one)
		}
		for _, one := range got[i].Payments {
			r.payment(one)
		}
	}
	return nil
}

// invoicesOfPayments looks at what changed payments belong to: nothing says that a payment counts as a change of its invoice.
func (r *reading) invoicesOfPayments(ctx context.Context) error {
	for _, id := range r.paidElsewhere() {
		one, found, err := r.invoiceOf(ctx, id)
		if err != nil {
			return err
		}
		if found {
			r.invoice(one)
		}
	}
	return nil
}

// customersOfItems fetches those that have not changed, and whom they are billed with.
func (r *reading) customersOfItems(ctx context.Context) error {
	for {
		ids := r.strangers()
		if len(ids) == 0 {
			return nil
		}
		for _, id := range ids {
			one, found, err := r.customerOf(ctx, id)
			if err != nil {
				return err
			}
			if !found {
				one = customer{ID: id, Name: id}
			}
			r.customer(one)
		}
	}
}
