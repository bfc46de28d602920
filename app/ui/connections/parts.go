package connections

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

func (s *Screen) partChoices() []widget.Choice {
	choices := []widget.Choice{{ID: partRuns, Text: i18n.T("run.all")}, {ID: partFailed, Text: i18n.T("run.with-errors")}}
	if n := len(s.lastNotes()); n > 0 {
		choices = append(choices, widget.Choice{ID: partNotes, Text: i18n.T("notes.tab"), Detail: strconv.Itoa(n)})
	}
	if aside, found := s.asideChoice(); found {
		choices = append(choices, aside)
	}
	if f, ok := s.model.Current(); ok && s.model.Writes(f) {
		posts := widget.Choice{ID: partPostings, Text: i18n.T("writeback.tab")}
		if n := s.model.ToSettle() + s.model.Queued(); n > 0 {
			posts.Detail = strconv.Itoa(n)
		}
		choices = append(choices, posts)
	}
	return choices
}

// lastNotes are what the newest read had to say.
func (s *Screen) lastNotes() []desk.SyncNote {
	if len(s.model.Runs) == 0 {
		return nil
	}
	return s.model.Runs[0].Notes
}

func (s *Screen) showPart() {
	s.lowerTitle.SetText(i18n.T("connections.history"))
	if s.parts.Selected() == partPostings {
		s.lowerTitle.SetText(i18n.T("writeback.title"))
		s.showPostings()
		return
	}
	if s.parts.Selected() == partAside {
		s.lowerTitle.SetText(i18n.T("aside.title"))
		s.showFindings()
		return
	}
	if s.parts.Selected() == partNotes {
		s.notes.SetRows(s.lastNotes())
		s.lower.Turn(s.notes)
		return
	}
	s.model.Failures = s.parts.Selected() == partFailed
	s.runs.SetRows(s.model.ShownRuns())
	s.lower.Turn(s.runs)
}
