package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

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
		return w.Append(activity.TaskDone, int64(task.Debtor), 0, "task "+itoa(id), map[string]any{"task": id, "result": result})
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
