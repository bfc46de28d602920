package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// CallResult is what a call or a visit came to. Results are stored: add, never change.
type CallResult string

// Results of a call.
const (
	CallReached     CallResult = "reached"
	CallPromised    CallResult = "promised"
	CallDisputes    CallResult = "disputes"
	CallAsksTime    CallResult = "asks-time"
	CallWrongNumber CallResult = "wrong-number"
	CallNoAnswer    CallResult = "no-answer"
)

// CallResults lists the results in the order in which a clerk is offered them.
func CallResults() []CallResult {
	return []CallResult{CallReached, CallPromised, CallDisputes, CallAsksTime, CallWrongNumber, CallNoAnswer}
}

// CallOrder is what came of a call, or of a visit.
type CallOrder struct {
	Debtor   receivable.DebtorID
	Channel  receivable.Channel // Call, or Visit; empty: Call
	Result   CallResult
	Text     string        // what was said
	FollowUp date.Date     // when to call again; zero: not, but the next day when nobody answered
	Promise  *PromiseOrder // needed with promised
	Dispute  *DisputeOrder // needed with disputes
}

// whyFollowUp is the reason of a call that another one asked for: result, date.
const whyFollowUp = "follow-up"

// KeepCall keeps what came of a call or a visit with all that follows from it, or nothing: a promise is taken, a dispute opened, a
// request for time noted, a number that is wrong marked as dead with a task to mend it, a follow-up put on the list. The tasks
// that asked for the call are done by it. Refused, with the field: an unknown result, a result without what belongs to it, a
// follow-up in the past, and what a promise or a dispute is refused for.
func (d *Desk) KeepCall(ctx context.Context, o CallOrder) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	if o.Channel == "" {
		o.Channel = receivable.Call
	}
	if o.Result == CallNoAnswer && o.FollowUp.IsZero() {
		o.FollowUp = on.AddDays(1)
	}
	if err := o.check(on); err != nil {
		return err
	}
	if err := d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error {
		if err := d.noteContact(w, who, o.Channel); err != nil {
			return err
		}
		if err := o.finishTasks(w, on); err != nil {
			return err
		}
		kind := activity.CallNoted
		if o.Channel == receivable.Visit {
			kind = activity.VisitNoted
		}
		facts := map[string]string{"result": string(o.Result), "text": o.Text}
		if !o.FollowUp.IsZero() {
			facts["follow_up"] = o.FollowUp.String()
		}
		if err := w.Append(kind, int64(who.ID), 0, who.Name, facts); err != nil {
			return err
		}
		if err := o.follow(w, who, on); err != nil {
			return err
		}
		if o.FollowUp.IsZero() {
			return nil
		}
		why := dunning.Why{Key: whyFollowUp, Args: map[string]string{"result": string(o.Result), "date": on.String()}}
		_, err := w.PutTask(store.Task{Kind: store.TaskCall, Debtor: who.ID, Due: o.FollowUp, Why: why})
		return err
	}); err != nil {
		return err
	}
	if o.Result == CallPromised {
		d.confirmPromise(ctx, o.Debtor)
	}
	return nil
}

func (o *CallOrder) check(on date.Date) error {
	switch {
	case o.Channel != receivable.Call && o.Channel != receivable.Visit:
		return fault.New(fault.Invalid, "%q is no way to talk with somebody", string(o.Channel)).OnField("channel").WithHint("call or visit")
	case !slices.Contains(CallResults(), o.Result):
		return fault.New(fault.Invalid, "%q is no result of a call", string(o.Result)).OnField("result").WithHint("reached, promised, disputes, asks-time, wrong-number or no-answer")
	case o.Result == CallPromised && o.Promise == nil:
		return fault.New(fault.Invalid, "say what was promised").OnField("amount").WithHint("an amount and a day")
	case o.Result == CallDisputes && o.Dispute == nil:
		return fault.New(fault.Invalid, "say what is disputed").OnField("item").WithHint("an invoice and a reason")
	case !o.FollowUp.IsZero() && o.FollowUp.Before(on):
		return fault.New(fault.Invalid, "a follow-up on %s would be past", o.FollowUp).OnField("follow-up")
	case o.Result == CallWrongNumber && !o.FollowUp.IsZero() && o.Channel == receivable.Call:
		return fault.New(fault.Invalid, "a number that is wrong is not called again").OnField("follow-up").WithHint("mend it first: a task for that is made")
	}
	return nil
}

// finishTasks does the open tasks that asked for this call.
func (o *CallOrder) finishTasks(w store.Writer, on date.Date) error {
	tasks, err := w.Tasks(o.Debtor, true)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		visits := t.Kind == store.TaskVisit
		calls := t.Kind == store.TaskCall || t.Kind == store.TaskConfirm
		if o.Channel == receivable.Visit && !visits || o.Channel == receivable.Call && !calls || on.Before(t.Due) {
			continue
		}
		if err := w.FinishTask(t.ID, string(o.Result)); err != nil {
			return err
		}
		if err := w.Append(activity.TaskDone, int64(t.Debtor), 0, "task "+itoa(t.ID), map[string]any{"task": t.ID, "result": o.Result}); err != nil {
			return err
		}
	}
	return nil
}

// wrongNumber marks what somebody else answered. Nobody writes to that number either: it would tell a stranger who owes.
func (o *CallOrder) wrongNumber(w store.Writer, who receivable.Debtor, why string, on date.Date) error {
	mark := receivable.DeadChannel{Channel: o.Channel, Cause: receivable.WrongPerson, Why: shortened(why, 500), On: on}
	if o.Channel == receivable.Call {
		text := mark
		text.Channel = receivable.SMS
		if err := markDead(w, who, text); err != nil {
			return err
		}
	}
	return deadChannel(w, who, mark, on)
}

// follow does what a result leads to.
func (o *CallOrder) follow(w store.Writer, who receivable.Debtor, on date.Date) error {
	switch o.Result {
	case CallPromised:
		return takePromise(w, who, *o.Promise, on)
	case CallDisputes:
		return openDispute(w, who, *o.Dispute, on)
	case CallAsksTime:
		if err := w.PutAnswer(who.ID, dunning.AsksTime, o.Text); err != nil {
			return err
		}
		return w.Append(activity.AnswerNoted, int64(who.ID), 0, who.Name, map[string]string{"asks": string(dunning.AsksTime), "text": o.Text})
	case CallWrongNumber:
		why := o.Text
		if why == "" {
			why = string(CallWrongNumber)
		}
		return o.wrongNumber(w, who, why, on)
	case CallReached, CallNoAnswer:
	}
	return nil
}
