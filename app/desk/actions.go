package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// HoldOrder asks for a stop of reminders.
type HoldOrder struct {
	Debtor receivable.DebtorID
	Item   receivable.ItemID // 0: the whole customer
	Until  date.Date         // last day of the hold; it must have one
	Reason string
}

// HoldCustomer stops reminders for a customer or one item until a day.
func (d *Desk) HoldCustomer(ctx context.Context, o HoldOrder) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	switch {
	case o.Reason == "":
		return fault.New(fault.Invalid, "a hold needs a reason").OnField("reason")
	case o.Until.IsZero():
		return fault.New(fault.Invalid, "a hold needs a last day").OnField("until").WithHint("a hold without an end is forgotten")
	case o.Until.Before(on):
		return fault.New(fault.Invalid, "the hold would end on %s, which is past", o.Until).OnField("until")
	}
	if err := withinReach("until", o.Until, on, holdYears); err != nil {
		return err
	}
	return d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error {
		h := store.Hold{Hold: dunning.Hold{Until: o.Until, Reason: o.Reason, By: w.Actor().Name}, Debtor: o.Debtor, Item: o.Item}
		if _, err := w.PutHold(h); err != nil {
			return err
		}
		return w.Append(activity.HoldSet, int64(o.Debtor), int64(o.Item), who.Name, map[string]string{"until": o.Until.String(), "reason": o.Reason})
	})
}

// LiftHold ends a hold before its day.
func (d *Desk) LiftHold(ctx context.Context, debtor receivable.DebtorID, id int64, why string) error {
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		if err := w.LiftHold(id, why); err != nil {
			return err
		}
		return w.Append(activity.HoldLifted, int64(debtor), 0, who.Name, map[string]any{"hold": id, "why": why})
	})
}

// PromiseOrder is a promise to pay.
type PromiseOrder struct {
	Debtor receivable.DebtorID
	Items  []receivable.ItemID // empty: all that is open
	Amount money.Amount
	By     date.Date
}

// TakePromise keeps a promise; reminders about its items are silent until the day after.
func (d *Desk) TakePromise(ctx context.Context, o PromiseOrder) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	switch {
	case o.Amount.Minor <= 0:
		return fault.New(fault.Invalid, "a promise is about more than nothing").OnField("amount")
	case o.By.IsZero() || o.By.Before(on):
		return fault.New(fault.Invalid, "a promise is for today or later").OnField("date")
	}
	if err := withinReach("date", o.By, on, promiseYears); err != nil {
		return err
	}
	return d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error {
		p := store.PromiseRow{
			Promise: dunning.Promise{Items: o.Items, Amount: o.Amount, By: o.By, State: dunning.PromisePending},
			Debtor:  o.Debtor, TakenBy: w.Actor().Name, Taken: w.Now(),
		}
		if _, err := w.PutPromise(p); err != nil {
			return err
		}
		return w.Append(activity.PromiseTaken, int64(o.Debtor), 0, who.Name, map[string]any{
			"amount": o.Amount.String(), "currency": o.Amount.Currency, "by": o.By.String(), "items": o.Items,
		})
	})
}

// DisputeOrder opens a dispute about one item.
type DisputeOrder struct {
	Debtor receivable.DebtorID
	Item   receivable.ItemID
	Reason string
	Owner  string    // the colleague who looks into it
	DueBy  date.Date // by when
}

// OpenDispute stops reminders for one item until the dispute is resolved.
func (d *Desk) OpenDispute(ctx context.Context, o DisputeOrder) error {
	if o.Reason == "" {
		return fault.New(fault.Invalid, "a dispute needs a reason").OnField("reason")
	}
	if o.Item == 0 {
		return fault.New(fault.Invalid, "a dispute is about one item").OnField("item")
	}
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	return d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error {
		row := store.DisputeRow{Dispute: dunning.Dispute{Reason: o.Reason, Since: on, Owner: o.Owner, DueBy: o.DueBy}, Debtor: o.Debtor, Item: o.Item}
		if _, err := w.PutDispute(row); err != nil {
			return err
		}
		return w.Append(activity.DisputeOpened, int64(o.Debtor), int64(o.Item), who.Name, map[string]string{"reason": o.Reason, "owner": o.Owner, "due": o.DueBy.String()})
	})
}

// ResolveDispute ends a dispute: accepted, rejected or partly.
func (d *Desk) ResolveDispute(ctx context.Context, debtor receivable.DebtorID, id int64, outcome string) error {
	switch outcome {
	case "accepted", "rejected", "partly":
	default:
		return fault.New(fault.Invalid, "%q is no outcome of a dispute", outcome).OnField("outcome").WithHint("accepted, rejected or partly")
	}
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		if err := w.ResolveDispute(id, outcome); err != nil {
			return err
		}
		return w.Append(activity.DisputeResolved, int64(debtor), 0, who.Name, map[string]any{"dispute": id, "outcome": outcome})
	})
}

// NoteCall keeps the result of a call.
func (d *Desk) NoteCall(ctx context.Context, debtor receivable.DebtorID, result, text string) error {
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		if err := d.noteContact(w, who, receivable.Call); err != nil {
			return err
		}
		return w.Append(activity.CallNoted, int64(debtor), 0, who.Name, map[string]string{"result": result, "text": text})
	})
}

// AddNote keeps a remark.
func (d *Desk) AddNote(ctx context.Context, debtor receivable.DebtorID, text string) error {
	if text == "" {
		return fault.New(fault.Invalid, "the note is empty").OnField("text")
	}
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		return w.Append(activity.NoteAdded, int64(debtor), 0, who.Name, map[string]string{"text": text})
	})
}

// NoteAnswer keeps that the customer answered, and what was asked for; it replaces the next step where the procedure says so.
func (d *Desk) NoteAnswer(ctx context.Context, debtor receivable.DebtorID, a dunning.Answer, text string) error {
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		if err := w.PutAnswer(debtor, a, text); err != nil {
			return err
		}
		return w.Append(activity.AnswerNoted, int64(debtor), 0, who.Name, map[string]string{"asks": string(a), "text": text})
	})
}

// NoteBounce marks a channel as dead, and makes a task to mend it.
func (d *Desk) NoteBounce(ctx context.Context, debtor receivable.DebtorID, c receivable.Channel, why string) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		if err := w.SetChannelDead(debtor, c, true, why); err != nil {
			return err
		}
		task := store.Task{Kind: store.TaskMend, Debtor: debtor, Due: on, Why: dunning.Why{Key: "channel-dead", Args: map[string]string{"channel": string(c), "why": why}}}
		if _, err := w.PutTask(task); err != nil {
			return err
		}
		return w.Append(activity.ChannelDead, int64(debtor), 0, who.Name, map[string]string{"channel": string(c), "why": why})
	})
}

// Tasks gives what is to be done for a customer, 0: for all.
func (d *Desk) Tasks(ctx context.Context, debtor receivable.DebtorID) (rows []store.Task, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		rows, err = r.Tasks(debtor, true)
		return err
	})
	return rows, err
}

// FinishTask closes a task with its result.
func (d *Desk) FinishTask(ctx context.Context, id int64, result string) error {
	return d.update(ctx, func(w store.Writer) error {
		task, err := w.Task(id)
		if err != nil {
			return err
		}
		if err := w.FinishTask(id, result); err != nil {
			return err
		}
		if task.Kind == store.TaskVisit { // a call is a contact when it is noted, see NoteCall
			who, err := w.Debtor(task.Debtor)
			if err != nil {
				return err
			}
			if err := d.noteContact(w, who, receivable.Visit); err != nil {
				return err
			}
		}
		return w.Append(activity.TaskDone, 0, 0, "task "+itoa(id), map[string]any{"task": id, "result": result})
	})
}

// SnoozeTask hides a task until a day.
func (d *Desk) SnoozeTask(ctx context.Context, id int64, until date.Date) error {
	return d.update(ctx, func(w store.Writer) error { return w.SnoozeTask(id, until) })
}

// about runs fn on one debtor, which must exist.
func (d *Desk) about(ctx context.Context, id receivable.DebtorID, fn func(store.Writer, receivable.Debtor) error) error {
	return d.update(ctx, func(w store.Writer) error {
		who, err := w.Debtor(id)
		if err != nil {
			return err
		}
		return fn(w, who)
	})
}
