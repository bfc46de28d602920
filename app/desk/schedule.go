package desk

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// putSchedules keeps when the desk works by itself. Slots up to now are not owed: switching a schedule on in the afternoon
// does not make this morning's run.
func putSchedules(w store.Writer, s WaveSettings, zone string) error {
	for _, one := range schedules(s, zone) {
		one.LastSlot = w.Now()
		if err := w.PutSchedule(one); err != nil {
			return err
		}
	}
	return nil
}

// Schedules gives what the desk does by itself.
func (d *Desk) Schedules(ctx context.Context) (out []store.Schedule, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = r.Schedules()
		return err
	})
	return out, err
}

// ScheduleRuns gives the runs of a schedule, newest first.
func (d *Desk) ScheduleRuns(ctx context.Context, id string, limit int) (out []store.ScheduleRun, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = r.ScheduleRuns(id, limit)
		return err
	})
	return out, err
}

// ClaimRun takes a slot of a schedule; false when somebody has it, or a later one, already.
func (d *Desk) ClaimRun(ctx context.Context, run store.ScheduleRun) (taken bool, err error) {
	err = d.update(ctx, func(w store.Writer) error {
		taken = false
		all, err := w.Schedules()
		if err != nil {
			return err
		}
		for _, s := range all {
			if s.ID == run.Schedule && !run.Slot.After(s.LastSlot) {
				return nil
			}
		}
		taken, err = w.ClaimRun(run)
		return err
	})
	return taken, err
}

// FinishRun keeps how a run ended.
func (d *Desk) FinishRun(ctx context.Context, run store.ScheduleRun, outcome error) error {
	if outcome != nil {
		run.Code, run.Message = string(fault.CodeOf(outcome)), outcome.Error()
	}
	return d.update(context.WithoutCancel(ctx), func(w store.Writer) error { return w.FinishRun(run) })
}

// SkipRun keeps that a slot was left out.
func (d *Desk) SkipRun(ctx context.Context, run store.ScheduleRun) error {
	run.Code, run.Message = "skipped", "the slot passed while nothing ran"
	return d.update(ctx, func(w store.Writer) error {
		taken, err := w.ClaimRun(run)
		if err != nil || !taken {
			return err
		}
		return w.FinishRun(run)
	})
}

// Lease takes or renews a named lease for a holder.
func (d *Desk) Lease(ctx context.Context, name, holder string, ttl time.Duration) (held bool, err error) {
	err = d.update(ctx, func(w store.Writer) error {
		held, err = w.Lease(name, holder, ttl)
		return err
	})
	return held, err
}

// Work does what a schedule is for.
func (d *Desk) Work(ctx context.Context, schedule string) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	switch schedule {
	case ScheduleSync:
		if err := d.Roll(ctx, on); err != nil {
			return err
		}
		_, err = d.SyncAll(ctx, false, nil)
	case SchedulePropose:
		_, err = d.Propose(ctx, on)
		if fault.Has(err, NothingToPropose) {
			err = nil
		}
	default:
		err = fault.New(fault.NotFound, "the desk knows no schedule %q", schedule)
	}
	return err
}
