package settings

import (
	"strconv"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

func waveValues(s desk.WaveSettings) Values {
	return Values{
		"max-age": strconv.Itoa(s.MaxAgeHours), "auto-sync": writeTick(s.AutoSync), "sync-at": s.SyncAt,
		"auto-propose": writeTick(s.AutoPropose), "propose-at": s.ProposeAt, "letter-folder": s.LetterFolder, "letters": s.Letters, "omr": writeTick(s.OMR),
	}
}

func waveFrom(v Values, s desk.WaveSettings) (desk.WaveSettings, error) {
	hours, err := v.number("max-age")
	if err != nil {
		return s, err
	}
	if hours < 1 {
		return s, fault.New(fault.Invalid, "%s", i18n.T("settings.one-hour")).OnField("max-age")
	}
	s.MaxAgeHours, s.AutoSync, s.AutoPropose, s.LetterFolder = hours, v["auto-sync"] != "", v["auto-propose"] != "", v.text("letter-folder")
	s.Letters, s.OMR = v.text("letters"), v["omr"] != ""
	for key, at := range map[string]*string{"sync-at": &s.SyncAt, "propose-at": &s.ProposeAt} {
		clock, err := time.Parse("15:04", v.text(key))
		if err != nil {
			return s, fault.New(fault.Invalid, "%s", i18n.T("settings.time-of-day")).OnField(key)
		}
		*at = clock.Format("15:04")
	}
	return s, nil
}
