package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// HoldOrder asks for a stop of reminders.
type HoldOrder struct {
	Debtor   receivable.DebtorID
	Item     receivable.ItemID // 0: the whole customer
	Until    date.Date         // last day of the hold; zero: it goes on until it is lifted, and needs a reviewer
	Reason   string
	Reviewer string    // who looks at it again
	ReviewOn date.Date // by when; from that day it stands on the work list
}

// HoldCustomer stops reminders for a customer or one item until a day, or until somebody lifts the hold. See dunning.Hold.Check for
// what is refused.
func (d *Desk) HoldCustomer(ctx context.Context, o HoldOrder) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	h := dunning.Hold{Until: o.Until, Reason: o.Reason, Reviewer: o.Reviewer, ReviewOn: o.ReviewOn}
	if err := h.Check(on); err != nil {
		return err
	}
	if err := withinReach("until", date.Latest(o.Until, on), on, holdYears); err != nil { // none is the reviewer's
		return err
	}
	if err := withinReach("review_on", date.Latest(o.ReviewOn, on), on, holdYears); err != nil {
		return err
	}
	return d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error {
		if o.Item != 0 {
			if _, err := itemOf(w, who, o.Item); err != nil {
				return err
			}
		}
		h.By = w.Actor().Name
		id, err := w.PutHold(store.Hold{Hold: h, Debtor: o.Debtor, Item: o.Item})
		if err != nil {
			return err
		}
		if err := d.intendHold(w, who, id, o, on); err != nil {
			return err
		}
		facts := map[string]string{"until": o.Until.String(), "reason": o.Reason}
		if o.Reviewer != "" {
			facts["reviewer"], facts["review_on"] = o.Reviewer, o.ReviewOn.String()
		}
		return w.Append(activity.HoldSet, int64(o.Debtor), int64(o.Item), who.Name, facts)
	})
}

// LiftHold ends a hold before its day.
func (d *Desk) LiftHold(ctx context.Context, debtor receivable.DebtorID, id int64, why string) error {
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		if err := w.LiftHold(id, why); err != nil {
			return err
		}
		on, err := d.todayOf(w)
		if err != nil {
			return err
		}
		if err := d.intendLift(w, id, on, why); err != nil {
			return err
		}
		return w.Append(activity.HoldLifted, int64(debtor), 0, who.Name, map[string]any{"hold": id, "why": why})
	})
}
