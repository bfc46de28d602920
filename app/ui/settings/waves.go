package settings

import (
	"context"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// waves is when things run, and how old data may be.
type waves struct {
	form
	desk   Desk
	before desk.WaveSettings
}

const timeOfDay = `([01]?[0-9]|2[0-3]):[0-5][0-9]`

func newWaves(st *stage.Stage, d Desk) *waves {
	return &waves{desk: d, form: newForm(st, []widget.FormField{
		{Key: "auto-sync", Label: i18n.T("schedule.sync"), Type: widget.FieldBool},
		{Key: "sync-at", Label: i18n.T("schedule.sync-at"), Required: true, Pattern: timeOfDay, Help: i18n.T("schedule.days")},
		{Key: "auto-propose", Label: i18n.T("schedule.propose"), Type: widget.FieldBool},
		{Key: "propose-at", Label: i18n.T("schedule.propose-at"), Required: true, Pattern: timeOfDay, Help: i18n.T("schedule.propose-help")},
		{Key: "max-age", Label: i18n.T("schedule.max-age"), Type: widget.FieldNumber, Required: true, Min: "1", Max: "720", Help: i18n.T("schedule.max-age-help")},
		{Key: "folder", Label: i18n.T("schedule.folder"), Type: widget.FieldFolder, Help: i18n.T("schedule.folder-help")},
	})}
}

func (w *waves) key() string   { return "waves" }
func (w *waves) title() string { return i18n.T("settings.waves") }
func (w *waves) verb() string  { return i18n.T("settings.save-waves") }

func (w *waves) show(a all) {
	v := a.waves
	w.before = v
	w.set(map[string]string{
		"auto-sync": yes(v.AutoSync), "sync-at": v.SyncAt, "auto-propose": yes(v.AutoPropose), "propose-at": v.ProposeAt,
		"max-age": strconv.Itoa(v.MaxAgeHours), "folder": v.LetterFolder,
	})
}

func (w *waves) save() (func(context.Context) error, error) {
	v, err := w.checked()
	if err != nil {
		return nil, err
	}
	out := w.before
	out.AutoSync, out.SyncAt, out.AutoPropose, out.ProposeAt = v["auto-sync"] == "true", v["sync-at"], v["auto-propose"] == "true", v["propose-at"]
	out.MaxAgeHours, out.LetterFolder = number(v["max-age"]), v["folder"]
	return func(ctx context.Context) error { return w.desk.SetWaveRules(ctx, out) }, nil
}
