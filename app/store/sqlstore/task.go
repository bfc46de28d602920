package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Task gives one by id.
func (r *reader) Task(id int64) (store.Task, error) {
	found, err := r.tasks("t.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no task with id %d", id)
	}
	if err != nil {
		return store.Task{}, err
	}
	return found[0], nil
}

// Tasks gives tasks by due date.
func (r *reader) Tasks(debtor receivable.DebtorID, openOnly bool) ([]store.Task, error) {
	where, args := "1 = 1", []any{}
	if debtor != 0 {
		where, args = where+" AND t.debtor = ?", append(args, debtor)
	}
	if openOnly {
		where += " AND t.done = 0"
	}
	return r.tasks(where, args...)
}

func (r *reader) tasks(where string, args ...any) ([]store.Task, error) {
	var out []store.Task
	err := r.each(func(row scanner) error {
		var t store.Task
		var due, done, snooze, created int64
		var why string
		if err := row.Scan(&t.ID, &t.Kind, &t.Debtor, &t.Name, &t.Item, &t.Wave, &t.Notice, &due, &why, &done, &t.Result, &snooze, &created); err != nil {
			return err
		}
		t.Due, t.Snooze, t.Done, t.Created = undayed(due), undayed(snooze), unmoment(done), unmoment(created)
		out = append(out, t)
		return unpack(why, &out[len(out)-1].Why, "a task")
	}, `SELECT t.id, t.kind, t.debtor, d.name, t.item, t.wave, t.notice, t.due, t.why, t.done, t.result, t.snooze, t.created
		FROM task t JOIN debtor d ON d.id = t.debtor WHERE `+where+" ORDER BY t.due, t.id", args...)
	return out, err
}

// PutTask adds a task.
func (w *writer) PutTask(t store.Task) (int64, error) {
	return w.insert("INSERT INTO task (kind, debtor, item, wave, notice, due, why, snooze, created) VALUES "+marks(9, 1),
		string(t.Kind), t.Debtor, t.Item, t.Wave, t.Notice, day(t.Due), packed(t.Why), day(t.Snooze), moment(w.now))
}

// FinishTask ends a task; one that was done before is a conflict.
func (w *writer) FinishTask(id int64, result string) error {
	return w.must(fault.Conflict, "this task is done already, or does not exist", "UPDATE task SET done = ?, result = ? WHERE id = ? AND done = 0",
		moment(w.now), result, id)
}

// SnoozeTask hides an open task until a day.
func (w *writer) SnoozeTask(id int64, until date.Date) error {
	return w.must(fault.Conflict, "this task is done already, or does not exist", "UPDATE task SET snooze = ? WHERE id = ? AND done = 0", day(until), id)
}
