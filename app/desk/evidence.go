package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Evidence is what lies before somebody who decides on a request.
type Evidence struct {
	RequestView
	// Customer is whom the request is about; nil when it is not about one customer. What a wave of today would do is left out.
	Customer *CustomerView
	Charge   *dunning.Charge    // a waiver: what is to be let go
	TakeBack string             // a waiver that takes a reminder back: its number
	Rule     string             // an exception: the house rule to be set aside
	Wave     *Wave              // a release
	Sums     []approval.Measure // a release: what the wave asks for, by currency
	// Items are those that it is about; none: all that are open.
	Items []receivable.ItemID
	// Terms is the agreement that is asked for, as it would be today; nil for other kinds, and when it cannot be made any more.
	Terms *TermsDraft
	// Ways is what every way out of the same claim is expected to bring; nil when it ends no claim. Way is the one asked for.
	Ways *WaysOut
	Way  settlement.Way
	// Checks are the conditions of law of a hand-over, as they hold today.
	Checks []settlement.Check
	// Booking are the accounts that the slip of a write-off names.
	Booking BookingAccounts
	// Changed says why the request can no longer be carried out as it was asked for; nil while it can.
	Changed error
	// Bound is the most on which the one in whose right it would be decided decides.
	Bound approval.Bound
}

// RequestEvidence gives a request with all that a decision on it rests on, as the book is now.
func (d *Desk) RequestEvidence(ctx context.Context, id approval.RequestID) (e Evidence, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		b, err := d.benchOf(r)
		if err != nil {
			return err
		}
		q, err := r.Request(id)
		if err != nil {
			return err
		}
		e.RequestView = b.view(q)
		if e.Refused == nil {
			_, e.Bound = b.policy.Reach(e.Right.Role, q.Measure.Kind, q.Measure.Amount.Currency)
		}
		if !e.State.Over() {
			e.Changed = d.stillStands(r, &q)
		}
		if q.Debtor != 0 {
			on, err := d.todayOf(r)
			if err != nil {
				return err
			}
			e.Customer = &CustomerView{Date: on}
			if err := d.customerRecord(r, e.Customer, receivable.DebtorID(q.Debtor)); err != nil {
				return err
			}
		}
		if err := e.ofKind(r, &q); err != nil {
			return err
		}
		return d.endsClaim(r, &e)
	})
	return e, err
}

// stillStands holds a request against the book as it is now.
func (d *Desk) stillStands(r store.Reader, q *approval.Request) error {
	kind, err := errandOf(q.Measure.Kind)
	if err != nil {
		return err
	}
	seen, err := kind.weigh(d, r, q.Order)
	if err != nil {
		return err
	}
	facts, err := canonical(seen.facts)
	if err == nil && (seen.measure != q.Measure || facts != q.Facts) {
		err = fault.New(approval.RequestChanged, "what request %d rests on has changed since it was asked for", q.ID).
			WithHint("send it back, so that %s looks again", q.By.Name)
	}
	return err
}

// customerRecord fills in what is known of a customer, without what a wave would do.
func (d *Desk) customerRecord(r store.Reader, v *CustomerView, id receivable.DebtorID) (err error) {
	if v.Debtor, err = r.Debtor(id); err != nil {
		return err
	}
	if v.Debtor.Merged != 0 {
		if v.Debtor, err = r.Debtor(v.Debtor.Merged); err != nil {
			return err
		}
	}
	if _, err := d.customerMoney(r, v); err != nil {
		return err
	}
	return customerHistory(r, v)
}

// ofKind adds what only requests of one kind have.
func (e *Evidence) ofKind(r store.Reader, q *approval.Request) error {
	switch q.Measure.Kind {
	case approval.Waive:
		o, err := readOrder[WaiveOrder](q.Order)
		if err != nil {
			return err
		}
		if o.Notice != 0 {
			n, err := r.Notice(o.Notice)
			e.TakeBack = n.Number
			return err
		}
		c, err := r.Charge(o.Charge)
		e.Charge = &c
		return err
	case approval.Override:
		o, err := readOrder[setAsideOrder](q.Order)
		e.Rule = o.Rule
		return err
	case approval.Release:
		o, err := readOrder[releaseOrder](q.Order)
		if err != nil {
			return err
		}
		w, err := r.Wave(o.Wave)
		if err != nil {
			return err
		}
		lines, err := r.WaveLines(o.Wave, store.LineIn)
		e.Wave = &w
		e.Sums, _ = measuresOf(lines)
		return err
	case approval.WriteOff, approval.Settlement, approval.Plan, approval.Escalate, approval.CreditLine:
	}
	return nil
}

// endsClaim adds what requests that end a claim have: the ways out beside it, and what the law demands.
func (d *Desk) endsClaim(r store.Reader, e *Evidence) error {
	if err := d.waysInstead(r, e); err != nil {
		return err
	}
	if _, err := r.Setting(keyBooking, &e.Booking); err != nil {
		return err
	}
	if e.Measure.Kind != approval.Escalate || e.Undoes || e.State.Over() {
		return nil
	}
	o, err := readOrder[EscalateOrder](e.Order)
	if err != nil {
		return err
	}
	if h, err := d.handingOver(r, o); err == nil { // what cannot be handed over any more is said as Changed
		e.Checks = h.checks
	}
	return nil
}

// ToDecide gives the requests on which whoever sits at the desk may decide now, oldest first.
func (d *Desk) ToDecide(ctx context.Context) (ids []approval.RequestID, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		ids, err = d.decidableHere(r)
		return err
	})
	return ids, err
}

func (d *Desk) decidableHere(r store.Reader) (ids []approval.RequestID, err error) {
	waiting, err := r.Requests(store.RequestQuery{Open: true})
	if err != nil || len(waiting) == 0 {
		return nil, err
	}
	b, err := d.benchOf(r)
	for _, q := range waiting {
		if v := b.view(q); v.Refused == nil && v.State == approval.Waiting {
			ids = append(ids, v.ID)
		}
	}
	return ids, err
}
