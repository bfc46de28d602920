package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// keyIdleLock is the setting of when an unused window covers itself.
const keyIdleLock = "idle-lock"

// After how many minutes without a key or a move of the pointer a window locks: at first, and at most.
const (
	firstIdle = 10
	mostIdle  = 240
)

// IdleLock gives after how many minutes without use a window at which somebody is signed in locks itself.
func (d *Desk) IdleLock(ctx context.Context) (minutes int, err error) {
	minutes = firstIdle
	err = d.view(ctx, func(r store.Reader) error {
		_, err := r.Setting(keyIdleLock, &minutes)
		return err
	})
	return minutes, err
}

// SetIdleLock changes it; an administrator's work.
func (d *Desk) SetIdleLock(ctx context.Context, minutes int) error {
	if minutes < 1 || minutes > mostIdle {
		return fault.New(fault.Invalid, "a window locks after 1 to %d minutes, not %d", mostIdle, minutes).OnField("minutes")
	}
	before, err := d.IdleLock(ctx)
	if err != nil {
		return err
	}
	return d.administer(ctx, func(w store.Writer) error {
		if err := w.PutSetting(keyIdleLock, minutes); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "idle lock", map[string]int{"before": before, "after": minutes})
	})
}
