package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
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

// WaiveOrder asks to let a charge go.
type WaiveOrder struct {
	Charge int64
	Amount money.Amount // zero: all that is open of it
	Why    string
}

// Waive lets a charge go, in whole or in part. What was claimed stays claimed, so that no later notice asks for it again.
func (d *Desk) Waive(ctx context.Context, o WaiveOrder) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	return d.update(ctx, func(w store.Writer) error {
		c, err := w.Charge(o.Charge)
		if err != nil {
			return err
		}
		if o.Amount.IsZero() {
			o.Amount = c.Open
		}
		if err := d.mayWaive(w, c, o.Amount); err != nil {
			return err
		}
		return waive(w, c, o, on)
	})
}

// mayWaive decides whether who sits at the desk may let so much of a charge go at once. Everybody may: a house that wants a
// second pair of eyes says so here and nowhere else.
func (d *Desk) mayWaive(store.Reader, dunning.Charge, money.Amount) error { return nil }

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
