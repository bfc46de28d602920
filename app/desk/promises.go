package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// breakPromises judges the promises whose day has passed: what is still open of their items says whether they were kept. A
// promise is judged on the day after it, since money that comes on the day itself is money that came in time.
func breakPromises(w store.Writer, on date.Date) error {
	rows, err := w.Promises(0)
	if err != nil {
		return err
	}
	for _, p := range rows {
		if p.State != dunning.PromisePending || !on.After(p.By) {
			continue
		}
		paid, err := paidSince(w, p)
		if err != nil {
			return err
		}
		state, kind := dunning.PromiseBroken, activity.PromiseBroken
		switch {
		case paid >= p.Amount.Minor:
			state, kind = dunning.PromiseKept, activity.PromiseKept
		case paid > 0:
			state = dunning.PromisePartly
		}
		if err := w.SetPromiseState(p.ID, state); err != nil {
			return err
		}
		if err := w.Append(kind, int64(p.Debtor), 0, p.Name, map[string]any{
			"promise": p.ID, "amount": p.Amount.String(), "currency": p.Amount.Currency, "by": p.By.String(), "state": state,
		}); err != nil {
			return err
		}
	}
	return nil
}

// paidSince is what came in for a promise's items from the day it was taken to the day it was for, in minor units.
func paidSince(r store.Reader, p store.PromiseRow) (int64, error) {
	payments, err := r.Payments(p.Debtor)
	if err != nil {
		return 0, err
	}
	of := map[receivable.ItemID]bool{}
	for _, id := range p.Items {
		of[id] = true
	}
	var sum int64
	from := date.In(p.Taken, p.Taken.Location())
	for _, pay := range payments {
		if pay.Reversed || pay.Amount.Currency != p.Amount.Currency || pay.Date.Before(from) || pay.Date.After(p.By) {
			continue
		}
		if len(of) == 0 {
			sum += pay.Amount.Minor
			continue
		}
		for _, a := range pay.Allocations {
			if of[a.Item] {
				sum += a.Amount.Minor
			}
		}
	}
	return sum, nil
}
