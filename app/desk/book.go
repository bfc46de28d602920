package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Begin makes an empty book ready for a company: its settings and the default procedure.
func (d *Desk) Begin(ctx context.Context, c Company) error {
	if err := c.Check(); err != nil {
		return err
	}
	procedures := onlyProcedure(DefaultProcedure())
	return d.update(ctx, func(w store.Writer) error {
		for key, value := range map[string]any{
			keyCompany:    c,
			keyProcedures: procedures,
			keyMail:       MailSettings{Mode: MailToFolder, FromName: c.Name, From: c.Email},
			keyWave:       WaveSettings{MaxAgeHours: 24, SyncAt: "07:00", ProposeAt: "07:30"},
		} {
			if err := w.PutSetting(key, value); err != nil {
				return err
			}
		}
		first := procedures.List[0]
		if err := w.Append(activity.SettingsChanged, 0, 0, "procedure "+first.Name, first); err != nil {
			return err
		}
		return putSchedules(w, WaveSettings{SyncAt: "07:00", ProposeAt: "07:30"}, c.Zone)
	})
}

// DefaultProcedure is a careful start for any country: three levels two weeks apart, mail before letters, and no charge,
// since what may be charged is the law pack's and the contract's matter.
func DefaultProcedure() dunning.Procedure {
	mailFirst := []receivable.Channel{receivable.Email, receivable.Letter, receivable.Call}
	letterFirst := []receivable.Channel{receivable.Letter, receivable.Email, receivable.Call}
	return dunning.Procedure{
		Name: "Standard", FirstContact: dunning.FromLevel1, GraceDays: 3, MinDaysBetween: 7, Calendar: "none", Allocation: dunning.PrincipalFirst,
		Levels: []dunning.Level{
			{Number: 1, Tone: dunning.Friendly, AfterDays: 5, Since: dunning.SinceDue, DeadlineDays: 10, Channels: mailFirst},
			{Number: 2, Tone: dunning.Firm, AfterDays: 14, Since: dunning.SincePrevious, DeadlineDays: 14, Channels: mailFirst},
			{Number: 3, Tone: dunning.Final, AfterDays: 14, Since: dunning.SincePrevious, DeadlineDays: 14, Channels: letterFirst},
		},
	}
}

// schedules are the runs that a book can do by itself.
func schedules(s WaveSettings, zone string) []store.Schedule {
	daily := func(id, at string, on bool) store.Schedule {
		return store.Schedule{ID: id, Spec: "business-days " + at, Zone: zone, Policy: "run-once", Enabled: on}
	}
	return []store.Schedule{daily(ScheduleSync, s.SyncAt, s.AutoSync), daily(SchedulePropose, s.ProposeAt, s.AutoPropose)}
}

// Names of the schedules.
const (
	ScheduleSync    = "sync"
	SchedulePropose = "propose"
)

// Started is called once when a desk opens a book: totals are brought to today.
func (d *Desk) Started(ctx context.Context) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	return d.Roll(ctx, on)
}
