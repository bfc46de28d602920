package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// reading sends the rows of a source to the desk as they come: nothing but the
// ids is kept.
type reading struct {
	*source
	mapping
	req  spec.ReadRequest
	emit sdk.Emitter

	wanted                 map[string]bool
	debtors, sent, settled *seen
	rows                   int64
	strange                map[string]bool // countries that nobody knows
	// partly: not all customers were read, so that nobody can be missed.
	partly bool

	// What is being put together from rows that stand in a row.
	debtor  *spec.Debtor
	payment *spec.Payment
	layout  *layout
	bad     bool
}

func newReading(s *source, currency string, req spec.ReadRequest, emit sdk.Emitter) *reading {
	r := &reading{source: s, mapping: mapping{currency}, req: req, emit: emit, debtors: newSeen(), sent: newSeen(), settled: newSeen()}
	if len(req.Debtors) > 0 {
		r.wanted = map[string]bool{}
		for _, id := range req.Debtors {
			r.wanted[id] = true
		}
	}
	return r
}

// all reads the sections in the order in which the desk needs them.
func (r *reading) all(ctx context.Context) error {
	for _, section := range r.sections() {
		if !r.asked(section) {
			continue
		}
		r.rows = 0
		if err := r.progress(section); err != nil {
			return err
		}
		if err := r.each(ctx, section, func() error { return r.progress(section) }, r.taker(section)); err != nil {
			return err
		}
		if err := r.finish(section); err != nil {
			return err
		}
	}
	return nil
}

// asked tells whether the section is needed. The customers always are: what
// belongs to nobody is told.
func (r *reading) asked(section string) bool {
	switch section {
	case items:
		return r.req.Wants(spec.StreamItems)
	case payments:
		return r.req.Wants(spec.StreamPayments)
	case totals:
		return r.req.Wants(spec.StreamItems) && r.wanted == nil
	}
	return true
}

func (r *reading) progress(section string) error {
	phase := section
	if section == customers {
		phase = string(spec.StreamDebtors)
	}
	return r.emit.Progress(spec.Progress{Phase: phase, Done: r.rows})
}

// taker gives what is done with a row of the section.
func (r *reading) taker(section string) func(row) error {
	take := map[string]func(row) error{customers: r.takeCustomer, items: r.takeItem, payments: r.takePayment, totals: r.takeTotal}[section]
	return func(one row) error {
		r.rows++
		// Each time: rows may come so slowly that the desk takes us for dead.
		if err := r.progress(section); err != nil {
			return err
		}
		return take(one)
	}
}

// finish sends what was put together last.
func (r *reading) finish(section string) error {
	switch section {
	case customers:
		if r.rows == 0 {
			return trouble("source-empty", "queries", "The query \"customers\" found nobody.",
				"Nothing was taken over. Check the query, and whether the user may see the customers.")
		}
		return r.flushDebtor()
	case payments:
		return r.flushPayment()
	}
	return nil
}

// refused passes on why a row makes no record. Some reasons hold for all rows,
// and end the read.
func (r *reading) refused(one row, stream spec.Stream, idColumn, label string, err error) error {
	var exact notExact
	if errors.As(err, &exact) {
		return troubleFloat(one.section, exact.column, r.engine)
	}
	if errors.Is(err, errMoment) {
		return trouble(spec.CodeSettingMissing, "timezone", fmt.Sprintf("In the query %q: %s.", one.section, err), "Set the time zone of the company.")
	}
	id := one.text(idColumn)
	d := spec.Diagnostic{
		Summary: fmt.Sprintf("Row %d of %q", r.rows, one.section), Hint: "Correct it in the accounting system, or in the query.",
		Record: spec.Record{Stream: stream, ExternalID: spec.CleanLine(id), File: r.queries[one.section].file},
	}
	if name := one.text(label); name != "" {
		d.Summary += " (" + short(spec.CleanLine(name)) + ")"
	}
	d.Summary += " was left out: " + err.Error() + "."
	if errors.Is(err, errTwice) {
		d.Code, d.Hint = spec.CodeRecordDuplicate, "Often a JOIN multiplies rows. Rows of one customer or payment have to stand together: ORDER BY its id."
	}
	return r.emit.Reject(d)
}

var (
	errTwice  = errors.New("its id came before")
	errNobody = errors.New("the query \"customers\" does not have its customer")
)

func (r *reading) takeCustomer(one row) error {
	id := one.text("customer_id")
	if id != "" && r.debtor != nil && r.debtor.ExternalID == id {
		if !one.has("contact_name") && !one.has("contact_email") && !one.has("contact_phone") {
			return r.refused(one, spec.StreamDebtors, "customer_id", "name", errTwice)
		}
		r.contact(one, r.debtor)
		return nil
	}
	if err := r.flushDebtor(); err != nil {
		return err
	}
	d, err := r.mapping.debtor(one)
	if err == nil && !r.debtors.add(id) {
		err = errTwice
	}
	if err != nil {
		return r.refused(one, spec.StreamDebtors, "customer_id", "name", err)
	}
	r.contact(one, &d)
	r.debtor = &d
	return r.noteCountry(d.Extra["country"])
}

// manyCountries that nobody knows are told one by one.
const manyCountries = 20

// noteCountry tells of a country that was not recognised, once.
func (r *reading) noteCountry(name string) error {
	if name == "" || r.strange[name] || len(r.strange) >= manyCountries {
		return nil
	}
	if r.strange == nil {
		r.strange = map[string]bool{}
	}
	r.strange[name] = true
	return r.emit.Note(spec.Diagnostic{
		Severity: spec.SeverityWarning, Code: "country-unknown", Summary: fmt.Sprintf("The country %q is not known; its customers have none.", short(name)),
		Hint: "Best have the query bring the two letters of ISO 3166 (NO, DE).", Record: spec.Record{Column: "country"},
	})
}

func (r *reading) flushDebtor() error {
	d := r.debtor
	r.debtor = nil
	if d == nil || !r.req.Wants(spec.StreamDebtors) || r.wanted != nil && !r.wanted[d.ExternalID] {
		return nil
	}
	return r.emit.Debtor(*d)
}

// unasked tells whether a row is of a customer that nobody asked for.
func (r *reading) unasked(one row) bool { return r.wanted != nil && !r.wanted[one.text("customer_id")] }

func (r *reading) takeItem(one row) error {
	if r.unasked(one) {
		return nil
	}
	i, err := r.item(one)
	switch {
	case err != nil:
	case !r.partly && !r.debtors.has(i.DebtorID):
		err = errNobody
	case !r.sent.add(i.ExternalID):
		err = errTwice
	default:
		return r.emit.Item(i)
	}
	return r.refused(one, spec.StreamItems, "item_id", "invoice_no", err)
}

func (r *reading) takePayment(one row) error {
	if r.unasked(one) {
		return nil
	}
	id := one.text("payment_id")
	if r.payment == nil || id == "" || r.payment.ExternalID != id {
		if err := r.flushPayment(); err != nil {
			return err
		}
		p, err := r.mapping.payment(one)
		switch {
		case err != nil:
		case !r.partly && !r.debtors.has(p.DebtorID):
			err = errNobody
		case !r.settled.add(id):
			err = errTwice
		}
		if err != nil {
			return r.refused(one, spec.StreamPayments, "payment_id", "reference", err)
		}
		r.payment, r.layout, r.bad = &p, one.layout, false
	} else if !one.has("item_id") {
		return r.refused(one, spec.StreamPayments, "payment_id", "reference", errTwice)
	}
	if r.bad {
		return nil
	}
	if err := r.allocation(one, r.payment); err != nil {
		r.bad = true
		return r.refused(one, spec.StreamPayments, "payment_id", "reference", err)
	}
	return nil
}

func (r *reading) flushPayment() error {
	p := r.payment
	r.payment = nil
	if p == nil || r.bad {
		return nil
	}
	rest(p, r.layout)
	return r.emit.Payment(*p)
}

// takeTotal sends what the books themselves say is open.
func (r *reading) takeTotal(one row) error {
	currency := r.currencyOf(one)
	open, err := one.amount("open_amount", currency)
	if err != nil {
		return r.refused(one, spec.StreamItems, "currency", "currency", err)
	}
	return r.emit.Control(currency, open)
}
