package main

import (
	"context"
	"time"
)

// reading is one read.
type reading struct {
	*client
	*mapping

	since time.Time
	from  string // the day of the first payments
}

type phase struct {
	name  string
	fetch func() error
}

func (r *reading) phases(ctx context.Context) []phase {
	if r.since.IsZero() {
		return []phase{
			{"customers", func() error { return query(ctx, r.client, "Customer where Active in (true,false)", r.customer) }},
			{"items", func() error { return query(ctx, r.client, "Invoice where Balance > '0'", r.invoice) }},
			{"items", func() error { return query(ctx, r.client, "CreditMemo", r.creditMemo) }},
			{"payments", func() error { return query(ctx, r.client, "Payment where TxnDate >= '"+r.from+"'", r.payment) }},
			{"customers", func() error { return r.customersOfItems(ctx) }},
		}
	}
	return []phase{
		{"items", func() error { return r.whatChanged(ctx) }},
		{"items", func() error { return r.invoicesOfPayments(ctx) }},
		{"customers", func() error { return r.customersOfItems(ctx) }},
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
