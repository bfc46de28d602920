package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// reading is one read on its way.
type reading struct {
	*tryton
	req  spec.ReadRequest
	emit sdk.Emitter
	// sent are the customers the desk has got, items the ids of what is open.
	sent  map[int64]bool
	items []int64
	sums  map[string]int64
}

// all reads everything that is open.
func (r *reading) all(ctx context.Context) error {
	began := r.served
	b, err := r.load(ctx, nil, telling(r.emit, spec.StreamItems))
	if err != nil {
		return err
	}
	control, agreed, err := r.control(ctx, b)
	if err != nil {
		return err
	}
	ids, err := r.customerIDs(ctx, b)
	if err != nil {
		return err
	}
	settled, err := r.settled(ctx, nil, r.history(began))
	if err != nil {
		return err
	}
	if err := r.send(ctx, b, settled, ids); err != nil {
		return err
	}
	if agreed && r.req.Wants(spec.StreamItems) {
		if err := r.sendControl(control); err != nil {
			return err
		}
	}
	return r.emit.Complete(r.cursorAfter(began, spec.DateOf(began.UTC()), r.items).bytes())
}

// control asks the ledger for the company's own total. Where it differs, the
// lines are looked at again: somebody may have booked in between. It is not
// known when an amount of a line cannot be read.
func (r *reading) control(ctx context.Context, b *book) (control int64, known bool, err error) {
	for look := 1; ; look++ {
		total, abroad, known := b.atHome(b.claims(r.company.currency), r.company.currency)
		if !known {
			return 0, false, nil
		}
		ledger, err := r.ledger(ctx)
		if err != nil || ledger == total || look == manyLooks {
			return ledger - abroad, true, err
		}
		if err := r.mend(ctx, b, nil); err != nil {
			return 0, false, err
		}
		if err := r.loadInvoices(ctx, b); err != nil {
			return 0, false, err
		}
	}
}

// manyLooks is how often the ledger is asked before it is believed that it
// differs.
const manyLooks = 3

// sendControl gives the ledger's total in the company's currency. Of other
// currencies Tryton keeps none: there the items stand for themselves.
func (r *reading) sendControl(control int64) error {
	for _, currency := range slices.Sorted(maps.Keys(r.sums)) {
		if currency != r.company.currency {
			if err := r.emit.Control(currency, r.sums[currency]); err != nil {
				return err
			}
		}
	}
	return r.emit.Control(r.company.currency, control)
}

// some reads the customers of the request alone. Ids that are none are left out.
func (r *reading) some(ctx context.Context) error {
	var parties []int64
	for _, id := range r.req.Debtors {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil && n > 0 {
			parties = append(parties, n)
		}
	}
	for some := range slices.Chunk(sorted(parties), r.page) {
		b, err := r.load(ctx, some, telling(r.emit, spec.StreamItems))
		if err != nil {
			return err
		}
		settled, err := r.settled(ctx, of(some), r.history(r.served))
		if err != nil {
			return err
		}
		if err := r.send(ctx, b, settled, some); err != nil {
			return err
		}
	}
	return r.emit.Complete(nil)
}

// send gives the customers, what is open of them, and what was settled of late
// to the desk.
func (r *reading) send(ctx context.Context, b *book, settled []*claim, customers []int64) error {
	if err := r.sendCustomers(ctx, customers); err != nil {
		return err
	}
	claims := append(b.claims(r.company.currency), settled...)
	if r.req.Wants(spec.StreamItems) {
		for _, c := range claims {
			if err := r.sendItem(c); err != nil {
				return err
			}
		}
	}
	if !r.req.Wants(spec.StreamPayments) {
		return nil
	}
	for _, c := range claims {
		p, is := c.payment()
		if !is || c.bad != nil || !r.sent[c.line.Party] {
			continue
		}
		if err := r.emit.Payment(p); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) sendCustomers(ctx context.Context, ids []int64) error {
	if r.sent == nil {
		r.sent, r.sums = map[int64]bool{}, map[string]int64{}
	}
	customers, err := r.parties(ctx, ids, telling(r.emit, spec.StreamDebtors))
	if err != nil {
		return err
	}
	for _, p := range customers {
		r.sent[p.ID] = true
		if !r.req.Wants(spec.StreamDebtors) {
			continue
		}
		if err := r.emit.Debtor(p.debtor()); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) sendItem(c *claim) error {
	isSpoilt := c.bad != nil || !r.sent[c.line.Party]
	if c.bad == nil && !c.isItem() || c.settled && isSpoilt {
		return nil // nothing of it is open: nobody is asked for it
	}
	item := c.item()
	switch {
	case c.bad != nil:
		return r.leaveOut(item, c.bad.Error())
	case !r.sent[c.line.Party]:
		return r.leaveOut(item, "the user may not see its customer")
	case !c.settled:
		r.items = append(r.items, c.line.ID)
	}
	r.sums[item.Currency] += item.Open
	return r.emit.Item(item)
}

func (r *reading) leaveOut(item spec.Item, why string) error {
	return r.emit.Reject(spec.Diagnostic{
		Summary: fmt.Sprintf("%s was left out: %s.", item.Number, why), Hint: "Correct it in Tryton and sync again.",
		Record: spec.Record{Stream: spec.StreamItems, ExternalID: item.ExternalID},
	})
}
