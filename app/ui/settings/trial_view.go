package settings

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// typingPause is how long nobody types before the procedure is tried anew.
const typingPause = 300 * time.Millisecond

// trialPane shows beside the fields what would happen to a customer by what is written in them.
type trialPane struct {
	screen  *Screen
	subject Subject
	found   []Subject

	search   *widget.Input
	matches  *widget.SideList
	about    *widget.Paragraph
	timeline *widget.Timeline
	below    *stage.Pages // the matches of a search, or what would happen
	shown    fyne.CanvasObject
	content  fyne.CanvasObject
	later    *runner.Later // trying
	seeking  *runner.Later // looking for customers
}

func (s *Screen) newTrialPane() *trialPane {
	p := &trialPane{screen: s, later: runner.NewLater(s.stage.Run, typingPause), seeking: runner.NewLater(s.stage.Run, typingPause)}
	p.matches = widget.NewSideList(func(id string) { p.take(id) })
	p.search = widget.NewSearchField(i18n.T("foreseen.search"), p.seek).LeadsTo(firstMatch{p})
	p.about = widget.NewSentence(widget.Body.In(theme.Text2), "")
	p.timeline = widget.NewTimeline().WithYears()
	p.shown = widget.Inset(0, theme.Edge, 8, theme.Edge, widget.Stack(theme.Gap, p.about, widget.Grow(p.timeline)))
	p.below = stage.NewPages(p.shown)
	head := widget.Inset(14, theme.Edge, 8, theme.Edge, widget.Stack(theme.Gap, widget.NewText(i18n.T("foreseen.title"), widget.Group), widget.NewField(i18n.T("foreseen.customer"), p.search)))
	p.content = widget.NewSurface(theme.Pane, widget.LeftEdge, widget.Stack(0, head, widget.Grow(p.below.Container)))
	return p
}

// firstMatch is where Enter and the arrow down lead from the search: to the customer found first.
type firstMatch struct{ pane *trialPane }

// Focus shows that customer.
func (f firstMatch) Focus() {
	if len(f.pane.found) > 0 {
		f.pane.takeFound(f.pane.found[0])
	}
}

// start finds somebody to show when nobody has been chosen yet, and tries.
func (p *trialPane) start() {
	if p.subject.ID != 0 {
		p.refresh()
		return
	}
	runner.Go(p.screen.stage.Run, func(ctx context.Context) ([]desk.CustomerRow, error) {
		return p.screen.desk.Customers(ctx, desk.CustomerQuery{OverdueOnly: true, Sort: desk.ByOverdue, Limit: 40})
	}, func(rows []desk.CustomerRow, err error) {
		if err != nil {
			p.tell(words.Sentence(err))
			return
		}
		best, ok := liveliest(rows)
		if !ok {
			p.tell(i18n.T("foreseen.nobody"))
			return
		}
		p.subject = best
		p.refresh()
	})
}

// seek looks for customers by number or name.
func (p *trialPane) seek(text string) {
	if text == "" {
		p.seeking.Cancel()
		p.showList(false)
		return
	}
	runner.GoLater(p.seeking, func(ctx context.Context) ([]desk.CustomerRow, error) {
		return p.screen.desk.Customers(ctx, desk.CustomerQuery{Search: text, Limit: 8})
	}, func(rows []desk.CustomerRow, err error) {
		if err != nil {
			p.screen.stage.Fail(err)
			return
		}
		p.found = p.found[:0]
		entries := make([]widget.SideEntry, 0, len(rows))
		for _, r := range rows {
			p.found = append(p.found, subjectOf(r))
			entries = append(entries, widget.SideEntry{ID: strconv.FormatInt(int64(r.ID), 10), Icon: theme.IconPerson, Title: r.Name, Line: words.Facts(r.Number, words.Country(r.Country))})
		}
		if len(rows) == 0 {
			entries = append(entries, widget.SideEntry{Icon: theme.IconQuestion, Title: i18n.T("foreseen.no-match")})
		}
		p.matches.Select("")
		p.matches.SetEntries(entries)
		p.showList(true)
	})
}

// take shows the customer that was found.
func (p *trialPane) take(id string) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return
	}
	for _, s := range p.found {
		if s.ID == receivable.DebtorID(n) {
			p.takeFound(s)
			return
		}
	}
}

func (p *trialPane) takeFound(s Subject) {
	p.subject, p.found = s, nil
	p.search.SetText("")
	p.showList(false)
	p.refresh()
}

func (p *trialPane) showList(on bool) {
	if on {
		p.below.Turn(p.matches)
		return
	}
	p.below.Turn(p.shown)
}

// refresh tries what is written, once nobody types any more.
func (p *trialPane) refresh() {
	if p.subject.ID == 0 || p.screen.section != Reminders {
		return
	}
	procedure, err := p.screen.model.ReadProcedure()
	if err != nil {
		p.later.Cancel()
		p.tell(i18n.T("foreseen.unreadable", i18n.Args{"problem": words.Sentence(err)}))
		return
	}
	subject, on := p.subject, p.screen.stage.Words.Today()
	runner.GoLater(p.later, func(ctx context.Context) ([]dunning.Foreseen, error) {
		return p.screen.desk.Foresee(ctx, subject.ID, procedure, on)
	}, func(steps []dunning.Foreseen, err error) {
		if err != nil {
			p.tell(i18n.T("foreseen.unreadable", i18n.Args{"problem": words.Sentence(err)}))
			return
		}
		p.timeline.SetEntries(stepEntries(steps, p.screen.stage.Words))
		p.tell(i18n.T("foreseen.about", i18n.Args{"name": subject.Name, "number": subject.Number}))
	})
}

// tell writes the sentence above the list, which moves down as far as the sentence needs.
func (p *trialPane) tell(text string) {
	p.about.SetText(text)
	p.below.Refresh()
}
