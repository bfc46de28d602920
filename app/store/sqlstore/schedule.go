package sqlstore

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Schedules gives every schedule by id.
func (r *reader) Schedules() ([]store.Schedule, error) {
	var out []store.Schedule
	err := r.each(func(row scanner) error {
		var s store.Schedule
		var last int64
		err := row.Scan(&s.ID, &s.Spec, &s.Zone, &s.Policy, &s.Enabled, &last)
		s.LastSlot = unmoment(last)
		out = append(out, s)
		return err
	}, "SELECT id, spec, zone, policy, enabled, last_slot FROM schedule ORDER BY id")
	return out, err
}

// ScheduleRuns gives runs, newest slot first.
func (r *reader) ScheduleRuns(id string, limit int) ([]store.ScheduleRun, error) {
	query, args := "SELECT schedule, slot, holder, started, finished, missed, code, message FROM schedule_run WHERE schedule = ? ORDER BY slot DESC", []any{id}
	if limit > 0 {
		query, args = query+" LIMIT ?", append(args, limit)
	}
	var out []store.ScheduleRun
	err := r.each(func(row scanner) error {
		var s store.ScheduleRun
		var slot, started, finished int64
		err := row.Scan(&s.Schedule, &slot, &s.Holder, &started, &finished, &s.Missed, &s.Code, &s.Message)
		s.Slot, s.Started, s.Finished = unmoment(slot), unmoment(started), unmoment(finished)
		out = append(out, s)
		return err
	}, query, args...)
	return out, err
}

// LeaseHolder tells who last took a lease.
func (r *reader) LeaseHolder(name string) (holder string, until time.Time, err error) {
	var end int64
	_, err = r.one("SELECT holder, until FROM lease WHERE name = ?", []any{name}, &holder, &end)
	return holder, unmoment(end), err
}

// PutSchedule adds or changes a schedule. Its last slot moves only forward, so that saving a form cannot make a run due again.
func (w *writer) PutSchedule(s store.Schedule) error {
	_, err := w.exec(`INSERT INTO schedule (id, spec, zone, policy, enabled, last_slot) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET spec = excluded.spec, zone = excluded.zone, policy = excluded.policy, enabled = excluded.enabled,
		last_slot = CASE WHEN excluded.last_slot > schedule.last_slot THEN excluded.last_slot ELSE schedule.last_slot END`,
		s.ID, s.Spec, s.Zone, s.Policy, bit(s.Enabled), moment(s.LastSlot))
	return err
}

// ClaimRun writes a run's row unless somebody has its slot.
func (w *writer) ClaimRun(r store.ScheduleRun) (bool, error) {
	started := r.Started
	if started.IsZero() {
		started = w.now
	}
	n, err := w.exec(`INSERT INTO schedule_run (schedule, slot, holder, started, missed) VALUES (?, ?, ?, ?, ?) ON CONFLICT (schedule, slot) DO NOTHING`,
		r.Schedule, moment(r.Slot), r.Holder, moment(started), r.Missed)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = w.exec("UPDATE schedule SET last_slot = ? WHERE id = ? AND last_slot < ?", moment(r.Slot), r.Schedule, moment(r.Slot))
	return true, err
}

// FinishRun notes how a claimed run ended. For how many missed slots it stands was known when it was claimed.
func (w *writer) FinishRun(r store.ScheduleRun) error {
	finished := r.Finished
	if finished.IsZero() {
		finished = w.now
	}
	return w.must(fault.Conflict, "this run was not claimed by "+r.Holder, `UPDATE schedule_run SET finished = ?, code = ?, message = ?
		WHERE schedule = ? AND slot = ? AND holder = ?`, moment(finished), r.Code, r.Message, r.Schedule, moment(r.Slot), r.Holder)
}

// Lease takes or renews a named lease.
func (w *writer) Lease(name, holder string, ttl time.Duration) (bool, error) {
	n, err := w.exec(`INSERT INTO lease (name, holder, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
		WHERE lease.holder = excluded.holder OR lease.until <= ?`, name, holder, moment(w.now.Add(ttl)), moment(w.now))
	return n > 0, err
}
