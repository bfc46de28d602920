package widget

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// DateField is a field for a civil date, typed (see ParseDate) or picked from a month. Arrow up and down move by a day.
type DateField struct {
	*Input
	OnDate func(d date.Date, ok bool) // after each change; no date is ok

	locale *locale.Locale
	today  date.Date
}

// NewDateField makes a field that writes dates as the locale does. Today is given, because widgets have no clock.
func NewDateField(l *locale.Locale, today date.Date) *DateField {
	f := &DateField{Input: NewInput(""), locale: l, today: today}
	f.trail = NewButton(Quiet, "", theme.IconCalendar, f.pick)
	f.OnChanged = func(string) {
		if f.OnDate != nil {
			d, err := f.Date()
			f.OnDate(d, err == nil)
		}
	}
	f.OnLeft = func(string) {
		if d, err := f.Date(); err == nil && !d.IsZero() {
			f.SetDate(d)
		}
	}
	f.entry.onKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyUp:
			return f.step(1)
		case fyne.KeyDown:
			return f.step(-1)
		}
		return false
	}
	return f
}

// Date reads the field; nothing typed is no date. What cannot be read is an error that says how to write it.
func (f *DateField) Date() (date.Date, error) {
	if f.Text() == "" {
		return date.Date{}, nil
	}
	return ParseDate(f.Text(), f.locale, f.today)
}

// SetDate writes a date into the field; no date empties it.
func (f *DateField) SetDate(d date.Date) {
	if text := f.locale.Date(d); text != f.Text() {
		f.SetText(text)
	}
}

func (f *DateField) step(days int) bool {
	d, err := f.Date()
	if err != nil {
		return false
	}
	if d.IsZero() {
		d = f.today
	} else {
		d = d.AddDays(days)
	}
	f.SetDate(d)
	return true
}

func (f *DateField) pick() {
	d, err := f.Date()
	if err != nil || d.IsZero() {
		d = f.today
	}
	openMonth(f.Input, f.locale, d, f.today, func(picked date.Date) {
		f.SetDate(picked)
		f.Focus()
	})
}
