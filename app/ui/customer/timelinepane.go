package customer

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// entriesAtOnce is how many older entries of the log are read at a time; a search reads them all.
const entriesAtOnce = 500

func (s *Screen) buildTimeline() fyne.CanvasObject {
	s.timeline = widget.NewTimeline()
	s.timeline.OnTapped = s.openEvent
	s.history = stage.NewPages(s.timeline)
	s.matters = widget.NewTabs([]widget.Choice{
		{ID: string(AllMatters), Text: i18n.T("timeline.all")},
		{ID: string(Mail), Text: i18n.T("timeline.mail")},
		{ID: string(Calls), Text: i18n.T("timeline.calls")},
		{ID: string(Money), Text: i18n.T("timeline.money")},
		{ID: string(Decisions), Text: i18n.T("timeline.decisions")},
	}, string(AllMatters), func(string) { s.filterTimeline() }).Small()
	s.find = widget.NewSearchField(i18n.T("timeline.find"), func(string) { s.filterTimeline() })
	head := widget.Inset(theme.Gap, theme.Edge, 4, theme.Edge, widget.Row(theme.Edge, widget.NewText(i18n.T("timeline.title"), widget.Group), widget.Grow(s.find)))
	kinds := widget.Inset(0, theme.Gap, theme.Gap, theme.Gap, widget.Row(0, s.matters, widget.Spacer()))
	return widget.NewSurface(theme.Pane, widget.LeftEdge, widget.Stack(0, head, kinds, widget.Grow(widget.Inset(0, theme.Gap, 0, theme.Edge, s.history.Container))))
}

// newHistory words what has been read, and keeps filter and search as they are.
func (s *Screen) newHistory() {
	v := &s.model.View
	var from date.Date
	if v.More && len(v.Timeline) > 0 {
		from = s.stage.Words.DayOf(v.Timeline[len(v.Timeline)-1].At)
	}
	s.past = NewHistory(Timeline(*v, s.stage.Words), from)
	s.filterTimeline()
}

// Search looks for words in the whole timeline.
func (s *Screen) Search(text string) {
	s.find.SetText(text)
	s.filterTimeline()
}

func (s *Screen) filterTimeline() {
	if s.past == nil {
		return
	}
	s.past.Filter(Matter(s.matters.Selected()), s.find.Text())
	if s.past.Searching() && s.model.View.More {
		s.readOlder(0)
	}
	s.showTimeline()
}

func (s *Screen) showTimeline() {
	if len(s.past.events) == 0 {
		s.history.Turn(widget.NewSentence(widget.Body.In(theme.Text3), i18n.T("timeline.empty")))
		return
	}
	kept, more := s.past.Page()
	if len(kept) == 0 && !s.model.View.More {
		s.history.Turn(widget.NewSentence(widget.Body.In(theme.Text3), i18n.T("timeline.no-match")))
		return
	}
	entries := make([]widget.Entry, len(kept))
	for i, e := range kept {
		entries[i] = widget.Entry{Date: s.stage.Words.Day(e.On), Icon: e.Icon, Status: e.Status, What: e.Title, Detail: e.Detail, Chosen: s.past.sought != 0 && e.Entry == s.past.sought}
	}
	switch {
	case more:
		s.timeline.SetMore(i18n.T("timeline.older"), func() { s.past.Older(); s.showTimeline() })
	case s.model.View.More:
		s.timeline.SetMore(i18n.T("timeline.older"), func() { s.past.Older(); s.readOlder(entriesAtOnce) })
	default:
		s.timeline.SetMore("", nil)
	}
	s.timeline.SetEntries(entries)
	s.history.Turn(s.timeline)
	s.timeline.ShowChosen()
}

// readOlder reads older entries of the log, at most so many (0: all).
func (s *Screen) readOlder(limit int) {
	v := &s.model.View
	if s.reading || len(v.Timeline) == 0 {
		return
	}
	s.reading = true
	id, before, shown := s.id, v.Timeline[len(v.Timeline)-1].Seq, s.past.shown
	runner.Go(s.stage.Run, func(ctx context.Context) ([]activity.Entry, error) { return s.desk.Timeline(ctx, id, before, limit) },
		func(rows []activity.Entry, err error) {
			s.reading = false
			switch {
			case err != nil:
				s.stage.Fail(err)
				return
			case id != s.id || len(s.model.View.Timeline) == 0 || s.model.View.Timeline[len(s.model.View.Timeline)-1].Seq != before:
				return // somebody opened another customer meanwhile, or the page was read again
			}
			v := &s.model.View
			v.Timeline = append(v.Timeline, rows...)
			v.More = limit > 0 && len(rows) == limit
			s.newHistory()
			s.past.shown = shown
			s.showTimeline()
		})
}
