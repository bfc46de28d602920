package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// CancelWave ends a wave. What has not left yet does not leave: queued messages are taken back with their charges and
// levels; what was sent stays sent.
func (d *Desk) CancelWave(ctx context.Context, id store.WaveID, why string) error {
	if why == "" {
		return fault.New(fault.Invalid, "cancelling a wave needs a reason").OnField("why")
	}
	return d.update(ctx, func(w store.Writer) error {
		wave, err := w.Wave(id)
		if err != nil {
			return err
		}
		if wave.State == store.WaveCancelled {
			return fault.New(fault.Conflict, "%s is cancelled already", waveName(id))
		}
		taken, err := d.takeBackQueued(w, id, why)
		if err != nil {
			return err
		}
		// A released wave stays released: what has left has left. What still waits does not leave any more.
		if wave.State == store.WaveReleased && taken == 0 {
			return fault.New(fault.Conflict, "%s is released, and nothing of it waits to leave", waveName(id))
		}
		if wave.State != store.WaveReleased {
			if err := w.SetWaveState(wave, store.WaveCancelled, why); err != nil {
				return err
			}
		}
		return w.Append(activity.WaveCancelled, 0, 0, waveName(id), map[string]any{"wave": id, "why": why, "taken-back": taken})
	})
}

// takeBackQueued takes back what of a wave has not begun to leave.
func (d *Desk) takeBackQueued(w store.Writer, id store.WaveID, why string) (taken int, err error) {
	on, err := d.todayOf(w)
	if err != nil {
		return 0, err
	}
	rows, err := w.Outbox(0, store.OutQueued)
	if err != nil {
		return 0, err
	}
	for _, m := range rows {
		if m.Wave != id {
			continue
		}
		if err := takeBackMessage(w, on, m, why); err != nil {
			return taken, err
		}
		taken++
	}
	return taken, nil
}

// Pause stops a release between two messages.
func (d *Desk) Pause(ctx context.Context, id store.WaveID, why string) error {
	return d.update(ctx, func(w store.Writer) error {
		wave, err := w.Wave(id)
		if err != nil {
			return err
		}
		if wave.State != store.WaveReleasing {
			return fault.New(fault.Conflict, "%s is not being released", waveName(id))
		}
		if err := w.SetWaveState(wave, store.WavePaused, why); err != nil {
			return err
		}
		return w.Append(activity.WavePaused, 0, 0, waveName(id), map[string]any{"wave": id, "why": why})
	})
}
