package main

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// A checkpoint lies after each so many customers, so that a broken read of a
// large company need not start over.
const checkpointEvery = 5000

// reading is one read on its way.
type reading struct {
	ctx   context.Context
	req   spec.ReadRequest
	emit  sdk.Emitter
	story *story
	at    cursor
	// who lists the customers to read.
	who                []int
	historyFrom, since int
	// booked is what the journal says by now, before what it said at the last read.
	booked, before *booked
	// control adds up the ledger by currency.
	control map[string]int64

	sales    []invoice
	receipts []receipt
}

// choose lists the customers the request is about. Unknown ids are no error:
// the customer may have gone.
func (r *reading) choose() {
	if len(r.req.Debtors) == 0 {
		r.who = make([]int, r.story.customers)
		for i := range r.who {
			r.who[i] = i
		}
		return
	}
	for _, id := range r.req.Debtors {
		if index, ok := debtorIndex(id, r.story.customers); ok {
			r.who = append(r.who, index)
		}
	}
	slices.Sort(r.who)
	r.who = slices.Compact(r.who)
}

// run sends the streams one after the other, from where the cursor stands.
func (r *reading) run() error {
	r.control = map[string]int64{}
	steps := []struct {
		stream spec.Stream
		send   func(index int) error
	}{
		{spec.StreamDebtors, r.debtor},
		{spec.StreamItems, r.items},
		{spec.StreamPayments, r.payments},
	}
	resumed := r.at.Stream != ""
	for _, step := range steps {
		if r.at.Stream != "" && r.at.Stream != step.stream {
			continue
		}
		next := r.at.Next
		r.at.Stream, r.at.Next = "", 0
		if !r.req.Wants(step.stream) {
			continue
		}
		if err := r.stream(step.stream, next, step.send); err != nil {
			return err
		}
		if step.stream == spec.StreamItems && r.isWhole() && !resumed {
			if err := r.sendControl(); err != nil {
				return err
			}
		}
	}
	end := r.at
	end.Since, end.Told, end.Stream, end.Next, end.Done = "", 0, "", 0, true
	return r.emit.Complete(end.bytes())
}

// isWhole tells whether every customer is read from the beginning.
func (r *reading) isWhole() bool { return len(r.req.Debtors) == 0 && r.at.Since == "" }

func (r *reading) stream(stream spec.Stream, from int, send func(index int) error) error {
	total := int64(len(r.who))
	for i := from; i < len(r.who); i++ {
		if i > from && i%checkpointEvery == 0 {
			here := r.at
			here.Stream, here.Next = stream, i
			if err := r.emit.Checkpoint(stream, here.bytes()); err != nil {
				return err
			}
		}
		if i%256 == 0 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
			if err := r.emit.Progress(spec.Progress{Phase: string(stream), Done: int64(i), Total: total}); err != nil {
				return err
			}
		}
		if err := send(r.who[i]); err != nil {
			return err
		}
	}
	return nil
}

// debtor sends the customer's card. Cards do not change, so what is told
// "since" leaves them out.
func (r *reading) debtor(index int) error {
	if r.at.Since != "" {
		return nil
	}
	return r.emit.Debtor(r.story.debtor(index))
}

func (r *reading) items(index int) error {
	c := r.story.customer(index)
	r.sales = r.salesOf(&c)
	for i := range r.sales {
		v := &r.sales[i]
		if r.isWhole() && r.tells(v) {
			whole := v.on(theInvoice, r.story.today)
			r.control[c.home.currency] += v.ledger(r.story.today) - (whole.open - r.booked.less(v, theInvoice, whole).open)
		}
		for kind := range itemKinds {
			now, was := r.booked.less(v, kind, v.on(kind, r.story.today)), r.before.less(v, kind, v.on(kind, r.since))
			if !now.exists || !r.tells(v) || r.at.Since != "" && now == was {
				continue
			}
			if err := r.emit.Item(r.story.item(&c, v, kind, now)); err != nil {
				return err
			}
		}
	}
	return r.fees(&c)
}

// fees sends what reminders have charged.
func (r *reading) fees(c *customer) error {
	id := debtorID(c.index)
	before := r.before.charged(id)
	for _, f := range r.booked.charged(id) {
		if r.isWhole() {
			r.control[c.home.currency] += f.open
		}
		if r.at.Since != "" && slices.Contains(before, f) {
			continue
		}
		if err := r.emit.Item(f.record(id, c.home.currency)); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) salesOf(c *customer) []invoice {
	if r.at.OpenItems > 0 {
		return r.story.load(c, r.at.OpenItems, r.sales[:0])
	}
	return r.story.invoices(c, r.sales[:0])
}

// tells reports whether a sale belongs to what is told: it lies within the
// history, something of it is open, or it has changed.
func (r *reading) tells(v *invoice) bool {
	if v.issued >= r.historyFrom || v.isOpen(r.story.today) {
		return true
	}
	return r.at.Since != "" && v.isOpen(r.since)
}

func (r *reading) payments(index int) error {
	c := r.story.customer(index)
	if r.at.OpenItems > 0 {
		return nil
	}
	r.sales = r.salesOf(&c)
	r.receipts = r.story.receipts(r.sales, r.receipts[:0])
	for i := range r.receipts {
		one := &r.receipts[i]
		if !r.tellsReceipt(one) {
			continue
		}
		p, came := r.story.payment(&c, r.sales, one, r.story.today)
		if !came || r.at.Since != "" && r.unchanged(one) {
			continue
		}
		if err := r.emit.Payment(p); err != nil {
			return err
		}
	}
	return nil
}

// tellsReceipt: money is told with all the sales it settles, or not at all.
func (r *reading) tellsReceipt(one *receipt) bool {
	if one.kind != cash {
		return r.tells(&r.sales[one.invoice])
	}
	return !slices.ContainsFunc(one.pieces, func(p piece) bool { return !r.tells(&r.sales[p.invoice]) })
}

// unchanged reports whether the receipt stood the same on the day of the last
// read: only money on account changes after it came, when it is matched.
func (r *reading) unchanged(one *receipt) bool {
	if one.day > r.since {
		return false
	}
	if one.kind != early {
		return true
	}
	matched := r.sales[one.invoice].parts[0].day
	return matched <= r.since || matched > r.story.today
}

func (r *reading) sendControl() error {
	currencies := make([]string, 0, len(r.control))
	for currency := range r.control {
		currencies = append(currencies, currency)
	}
	slices.Sort(currencies)
	for _, currency := range currencies {
		if err := r.emit.Control(currency, r.control[currency]); err != nil {
			return err
		}
	}
	return nil
}
