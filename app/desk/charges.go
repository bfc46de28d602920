package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Charges gives all fees and interest that notices ever claimed from a customer, oldest first, with what was waived of them.
func (d *Desk) Charges(ctx context.Context, debtor receivable.DebtorID) (charges []dunning.Charge, waivers []dunning.ChargeWaiver, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if charges, err = r.Charges(debtor, false); err != nil {
			return err
		}
		waivers, err = r.Waivers(debtor)
		return err
	})
	return charges, waivers, err
}

// FindCharge gives a charge by its id.
func (d *Desk) FindCharge(ctx context.Context, id int64) (c dunning.Charge, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		c, err = r.Charge(id)
		return err
	})
	return c, err
}

// WaiveOrder asks to let a charge go, or with Notice to take a reminder back with all its charges.
type WaiveOrder struct {
	Charge int64
	Amount money.Amount   // zero: all that is open of it
	Notice store.NoticeID `json:",omitempty"`
	Why    string         `json:"-"`
}

// Waive lets a charge go, in whole or in part, or asks somebody who may. What was claimed stays claimed, so that no later
// notice asks for it again.
func (d *Desk) Waive(ctx context.Context, o WaiveOrder) (Asked, error) {
	o.Notice = 0
	return d.ask(ctx, approval.Waive, o, o.Why)
}

// weighWaive refuses what cannot be waived. The facts are the charge as it stands.
func weighWaive(_ *Desk, r store.Reader, order string) (weighed, error) {
	o, err := readOrder[WaiveOrder](order)
	if err != nil {
		return weighed{}, err
	}
	if o.Notice != 0 {
		return weighTakingBack(r, o)
	}
	c, err := r.Charge(o.Charge)
	if err != nil {
		return weighed{}, err
	}
	if o.Amount.IsZero() {
		o.Amount = c.Open
	}
	if _, _, err := dunning.Waive(dunning.Account{Charges: []dunning.Charge{c}}, c.ID, o.Amount, "weighed", "", date.Date{}); err != nil {
		return weighed{}, err
	}
	who, err := r.Debtor(c.Debtor)
	return weighed{
		measure: approval.Measure{Kind: approval.Waive, Amount: o.Amount}, debtor: c.Debtor, subject: who.Name,
		facts: map[string]any{"charge": c.ID, "rule": c.Rule, "open": c.Open.String(), "currency": c.Open.Currency},
	}, err
}

func doWaive(d *Desk, w store.Writer, order, why string, _ *approval.Request) error {
	o, err := readOrder[WaiveOrder](order)
	if err != nil {
		return err
	}
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	if o.Notice != 0 {
		return takeBack(w, on, o.Notice, why)
	}
	c, err := w.Charge(o.Charge)
	if err != nil {
		return err
	}
	if o.Amount.IsZero() {
		o.Amount = c.Open
	}
	o.Why = why
	return waive(w, c, o, on)
}

func waive(w store.Writer, c dunning.Charge, o WaiveOrder, on date.Date) error {
	who, err := w.Debtor(c.Debtor)
	if err != nil {
		return err
	}
	id, err := w.PutWaiver(dunning.ChargeWaiver{Charge: c.ID, On: on, Amount: o.Amount, Reason: o.Why})
	if err != nil {
		return err
	}
	number := ""
	if c.Item != 0 {
		it, err := w.Item(c.Item)
		if err != nil {
			return err
		}
		number = it.Number
	}
	return w.Append(activity.ChargeWaived, int64(c.Debtor), int64(c.Item), who.Name, map[string]any{
		"waiver": id, "charge": c.ID, "kind": c.Kind, "rule": c.Rule, "number": number, "amount": o.Amount.String(), "currency": o.Amount.Currency, "why": o.Why,
	})
}
