package words

import (
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// Schedule names what the desk does by itself; a name that nobody gave words to stays as it is.
func Schedule(id string) string {
	switch id {
	case desk.ScheduleSync:
		return i18n.T("own.sync")
	case desk.SchedulePropose:
		return i18n.T("own.propose")
	case desk.WorkFolders:
		return i18n.T("own.folders")
	case "":
		return i18n.T("own.all")
	}
	return id
}

// Happening is what a schedule may have to tell.
type Happening string

// The happenings.
const (
	MadeUp     Happening = "caught-up"
	LeftOut    Happening = "skipped"
	ClockWrong Happening = "clock-behind"
	WentWrong  Happening = "failed"
)

// Happened says in one line what a schedule has to tell; missed is the number of runs that passed while nothing ran.
func Happened(what Happening, schedule string, missed int, err error) string {
	name := i18n.Args{"name": Schedule(schedule)}
	switch what {
	case MadeUp:
		return i18n.N("own.made-up", missed, name)
	case LeftOut:
		return i18n.T("own.left-out", name)
	case ClockWrong:
		return i18n.T("own.clock", name)
	case WentWrong:
	}
	if err == nil {
		return Schedule(schedule)
	}
	return Schedule(schedule) + ": " + Sentence(err)
}
