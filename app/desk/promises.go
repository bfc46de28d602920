package desk

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// PromiseOrder is a promise to pay.
type PromiseOrder struct {
	Debtor    receivable.DebtorID
	Items     []receivable.ItemID // empty: all that is open
	Amount    money.Amount
	By        date.Date
	Tolerance dunning.Tolerance // how far a payment may fall short of it
}

// TakePromise keeps a promise; reminders about its items are silent until the day after the last on which its money may come. See
// dunning.Promise.Check for what is refused. Where the customer's procedure says so, the promise is confirmed in writing.
func (d *Desk) TakePromise(ctx context.Context, o PromiseOrder) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	if err := d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error { return takePromise(w, who, o, on) }); err != nil {
		return err
	}
	d.confirmPromise(ctx, o.Debtor)
	return nil
}

func takePromise(w store.Writer, who receivable.Debtor, o PromiseOrder, on date.Date) error {
	p := dunning.Promise{Items: o.Items, Amount: o.Amount, Made: on, By: o.By, Tolerance: o.Tolerance, State: dunning.PromisePending}
	if err := p.Check(); err != nil {
		return err
	}
	if err := withinReach("date", o.By, on, promiseYears); err != nil {
		return err
	}
	for _, id := range o.Items {
		if _, err := itemOf(w, who, id); err != nil {
			return err
		}
	}
	if err := promisable(w, who, o.Amount); err != nil {
		return err
	}
	if _, err := w.PutPromise(store.PromiseRow{Promise: p, Debtor: who.ID, TakenBy: w.Actor().Name, Taken: w.Now()}); err != nil {
		return err
	}
	facts := map[string]any{"amount": o.Amount.String(), "currency": o.Amount.Currency, "by": o.By.String(), "items": o.Items}
	if o.Tolerance.Minor > 0 {
		facts["tolerance"] = money.New(o.Tolerance.Minor, o.Amount.Currency).String()
	}
	if o.Tolerance.Days > 0 {
		facts["tolerance_days"] = o.Tolerance.Days
	}
	return w.Append(activity.PromiseTaken, int64(who.ID), 0, who.Name, facts)
}

// promisable refuses a promise of more than the customer owes: a slip of the finger would keep reminders silent.
func promisable(r store.Reader, who receivable.Debtor, amount money.Amount) error {
	owed := money.Zero(amount.Currency)
	if err := r.Items(store.ItemQuery{Debtor: who.ID, OpenOnly: true}, func(row store.ItemRow) error {
		if row.Open.Currency == amount.Currency && row.Open.Minor > 0 {
			owed.Minor += row.Open.Minor
		}
		return nil
	}); err != nil {
		return err
	}
	charges, err := r.Charges(who.ID, true)
	if err != nil {
		return err
	}
	for _, c := range charges {
		if c.Open.Currency == amount.Currency {
			owed.Minor += c.Open.Minor
		}
	}
	if amount.Minor > owed.Minor {
		return fault.New(fault.Invalid, "%s %s is more than the %s that %s owes", amount, amount.Currency, owed, who.Name).OnField("amount")
	}
	return nil
}

// breakPromises judges the promises whose day has passed. A promise is judged on the day after it, since money that comes on
// the day itself is money that came in time. While something of its customer is set aside none breaks.
func breakPromises(w store.Writer, on date.Date) error {
	rows, err := w.Promises(0)
	if err != nil {
		return err
	}
	var company Company
	if _, err := w.Setting(keyCompany, &company); err != nil {
		return err
	}
	for _, p := range rows {
		if p.State != dunning.PromisePending || !on.After(p.LastDay()) {
			continue
		}
		paid, err := paidFor(w, p, on, company.Location())
		if err != nil {
			return err
		}
		state, kind := p.Judge(paid, on), activity.PromiseBroken
		if state == dunning.PromiseKept {
			kind = activity.PromiseKept
		} else if unsure, err := doubtful(w, p.Debtor); err != nil || unsure {
			if err != nil {
				return err
			}
			continue
		}
		if err := w.SetPromiseState(p.ID, state); err != nil {
			return err
		}
		if err := w.Append(kind, int64(p.Debtor), 0, p.Name, map[string]any{
			"promise": p.ID, "amount": p.Amount.String(), "currency": p.Amount.Currency, "by": p.By.String(), "state": state,
			"paid": money.New(paid, p.Amount.Currency).String(),
		}); err != nil {
			return err
		}
	}
	return nil
}

// paidFor is what came in for a promise's items since it was taken, in minor units: by the payments that the source tells of
// up to the last day on which it counts, or by what came off the items as reads saw it up to the day of judging, whichever is more. A source
// without payments shows money only in what is still open, and a read sees it the morning after.
func paidFor(r store.Reader, p store.PromiseRow, on date.Date, zone *time.Location) (int64, error) {
	from := date.In(p.Taken, zone)
	covers := func(id receivable.ItemID) bool {
		for _, one := range p.Items {
			if one == id {
				return true
			}
		}
		return len(p.Items) == 0
	}
	byPayments, err := paidByPayments(r, p, from, covers)
	if err != nil {
		return 0, err
	}
	moves, err := r.Moves(p.Debtor)
	if err != nil {
		return 0, err
	}
	var byMoves int64
	for _, m := range moves {
		if covers(m.Item) && m.Amount.Currency == p.Amount.Currency && !m.On.Before(from) && !m.On.After(on) {
			byMoves -= m.Amount.Minor
		}
	}
	return max(byPayments, byMoves), nil
}

func paidByPayments(r store.Reader, p store.PromiseRow, from date.Date, covers func(receivable.ItemID) bool) (int64, error) {
	payments, err := r.Payments(p.Debtor)
	if err != nil {
		return 0, err
	}
	var sum int64
	for _, pay := range payments {
		if pay.Reversed || pay.Amount.Currency != p.Amount.Currency || pay.Date.Before(from) || pay.Date.After(p.LastDay()) {
			continue
		}
		if len(p.Items) == 0 {
			sum += pay.Amount.Minor
			continue
		}
		for _, a := range pay.Allocations {
			if covers(a.Item) {
				sum += a.Amount.Minor
			}
		}
	}
	return sum, nil
}
