package main

import (
	"context"
	"net/url"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// singly is up to how many customers are asked for one by one.
const singly = 20

// reading is one read.
type reading struct {
	*client
	*mapping

	req      spec.ReadRequest
	emit     sdk.Emitter
	receipts bool
}

// all reads everything, or with changed what has changed since: the invoices, and the receipts, since a receipt changes what is open of
// an invoice whether that is stamped or not.
func (r *reading) all(ctx context.Context, changed time.Time) error {
	if err := r.people(ctx, changed); err != nil {
		return err
	}
	if err := r.claims(ctx, changed); err != nil {
		return err
	}
	if r.receipts {
		if err := r.paid(ctx, changed); err != nil {
			return err
		}
	}
	return r.singly(ctx, r.strangers())
}

func (r *reading) people(ctx context.Context, changed time.Time) error {
	if err := r.progress("customers"); err != nil {
		return err
	}
	if n := len(r.req.Debtors); n > 0 && n <= singly {
		return r.singly(ctx, r.req.Debtors)
	}
	rows, err := r.customers(ctx, changed)
	for _, one := range rows {
		r.debtor(one)
	}
	return err
}

// singly asks for customers one by one.
func (r *reading) singly(ctx context.Context, ids []string) error {
	for _, id := range ids {
		if err := r.progress("customers"); err != nil {
			return err
		}
		one, found, err := r.customer(ctx, id)
		if err != nil {
			return err
		}
		if found {
			r.debtor(one)
		} else {
			r.gone(id)
		}
	}
	return nil
}

func (r *reading) claims(ctx context.Context, changed time.Time) error {
	fetch := r.openInvoices
	if !changed.IsZero() {
		fetch = func(ctx context.Context) ([]invoice, error) { return r.changedInvoices(ctx, changed) }
	}
	rows, err := fetch(ctx)
	if err != nil {
		return err
	}
	for _, one := range rows {
		if err := r.claim(ctx, one); err != nil {
			return err
		}
	}
	if changed.IsZero() && len(rows) > 0 && !r.owing {
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Summary: "Accurate was asked for invoices that are open, and gives none of which anything is.",
			Hint: "Report it: the meaning of the filter may have changed. Nothing was taken as paid.",
		}
	}
	return nil
}

func (r *reading) claim(ctx context.Context, one invoice) error {
	if err := r.progress("items"); err != nil {
		return err
	}
	one, err := r.whole(ctx, one)
	if err != nil {
		return err
	}
	r.mapping.invoice(one)
	return nil
}

// paid reads the receipts that matter: those of customers with an invoice that is paid in part, for the timeline, or those that changed.
func (r *reading) paid(ctx context.Context, changed time.Time) error {
	q := since(changed)
	oldest, whose := r.partlyPaid(r.req.Debtors)
	if changed.IsZero() {
		if oldest == "" {
			return nil
		}
		from, err := time.Parse(time.DateOnly, string(oldest))
		if err != nil {
			return err
		}
		q = url.Values{"filter.transDate.op": {"GREATER_EQUAL_THAN"}, "filter.transDate.val": {from.Format(dayLayout)}}
	}
	rows, err := r.client.receipts(ctx, q)
	if err != nil {
		return err
	}
	for _, one := range rows {
		if changed.IsZero() && one.Customer.ID != "" && !slices.Contains(whose, string(one.Customer.ID)) {
			continue
		}
		if err := r.receipt(ctx, one, !changed.IsZero()); err != nil {
			return err
		}
	}
	return nil
}

// receipt reads one with what it was applied to, and with touched the invoices that it changed.
func (r *reading) receipt(ctx context.Context, one receipt, touched bool) error {
	if err := r.progress("payments"); err != nil {
		return err
	}
	one, err := r.client.receipt(ctx, one.key())
	if err != nil {
		return err
	}
	for _, id := range one.invoices() {
		if !touched || r.seen[id] {
			continue
		}
		i, err := r.client.invoice(ctx, id)
		if err != nil {
			return err
		}
		r.mapping.invoice(i)
	}
	r.payment(one)
	return nil
}

func (r *reading) progress(phase string) error {
	return r.emit.Progress(spec.Progress{Phase: phase, Done: int64(len(r.Items))})
}
