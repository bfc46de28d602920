package firstrun

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Desk is what the pane needs of the desk.
type Desk interface {
	Review(ctx context.Context, id receivable.ConnectionID, recentDays int) (desk.Review, error)
	DecideReview(ctx context.Context, id receivable.ConnectionID, choice desk.ReviewChoice, recentDays int) error
}

// Pane asks what to do with old debt.
type Pane struct {
	stage *stage.Stage
	desk  Desk
	model *Model
	done  func()

	chart   *chart
	days    *widget.Input
	cards   *stage.Pages
	decide  *widget.Button
	content fyne.CanvasObject
}

// New asks about a connection; done is called when the answer is kept.
func New(st *stage.Stage, d Desk, r desk.Review, done func()) *Pane {
	recent := r.Connection.Review.RecentDays
	if recent == 0 {
		recent = desk.RecentDays
	}
	p := &Pane{stage: st, desk: d, model: NewModel(r, recent), done: done}
	p.build()
	return p
}

// Content is what the window shows.
func (p *Pane) Content() fyne.CanvasObject { return p.content }

// Model is the question and the answer so far.
func (p *Pane) Model() *Model { return p.model }

func (p *Pane) build() {
	r := p.model.Review
	p.chart = newChart(p.model, p.stage.Words)
	p.days = widget.NewInput("").OnRight()
	p.days.SetText(strconv.Itoa(p.model.Days))
	p.days.OnChanged = p.setDays
	p.cards = stage.NewPages(p.buildCards())
	p.decide = widget.NewButton(widget.Primary, "", "", p.keep).Large()
	later := widget.NewButton(widget.Secondary, i18n.T("firstrun.later"), "", p.done).Large()
	n := i18n.Args{"n": p.stage.Words.Count(r.Customers)}
	legend := widget.Row(theme.Edge, widget.NewText(i18n.N("firstrun.chart", r.Customers, n), widget.Group), widget.Spacer(),
		mark(theme.Accent, i18n.T("firstrun.starts")), mark(theme.NotDue, i18n.T("firstrun.held")))
	recent := widget.Row(theme.Gap, widget.NewText(i18n.T("firstrun.recent"), widget.Body), widget.Sized(68, 0, p.days), widget.NewText(i18n.T("firstrun.days"), widget.Body),
		widget.NewText(i18n.T("firstrun.days-help"), widget.Small), widget.Spacer())
	column := widget.Stack(theme.Edge,
		widget.Stack(theme.Gap, widget.NewText(i18n.T("firstrun.title"), widget.Figure),
			widget.NewSentence(widget.Style{Size: theme.SizeGroup, Colour: theme.Text2}, i18n.N("firstrun.text", r.Customers, n))),
		legend, p.chart.content, recent, p.cards.Container)
	scroll := widget.NewScroll(widget.Inset(40, 24, 24, 24, widget.TopRow(0, widget.Spacer(), widget.Sized(720, 0, column), widget.Spacer())))
	bar := widget.NewSurface(theme.Work, widget.TopEdge, widget.Sized(0, theme.DecisionBar, widget.Inset(0, 24, 0, 24,
		widget.Row(theme.Edge, later, widget.Spacer(), widget.NewText(i18n.T("firstrun.change-later"), widget.Small), p.decide))))
	p.content = widget.Stack(0, widget.Grow(scroll), bar)
	p.showAnswer()
}

func mark(colour fyne.ThemeColorName, text string) fyne.CanvasObject {
	return widget.Row(6, widget.Sized(8, 8, widget.NewSurface(colour, widget.NoEdge, &fyne.Container{})), widget.NewText(text, widget.Small.In(theme.Text2)))
}

func (p *Pane) buildCards() *widget.RadioCards {
	r, w := p.model.Review, p.stage.Words
	return widget.NewRadioCards([]widget.Card{
		{
			ID: string(desk.ReviewHoldOld), Title: i18n.T("firstrun.hold-old"), Note: i18n.T("firstrun.suggested"),
			Sentence: i18n.T("firstrun.hold-old-text", i18n.Args{"start": w.Count(r.Start), "hold": w.Count(r.Hold)}),
		},
		{
			ID: string(desk.ReviewStart), Title: i18n.T("firstrun.start-all"),
			Sentence: i18n.T("firstrun.start-all-text", i18n.Args{"all": w.Count(r.Customers), "old": w.Count(p.model.VeryOld())}),
		},
		{ID: string(desk.ReviewHoldAll), Title: i18n.T("firstrun.hold-all"), Sentence: i18n.T("firstrun.hold-all-text")},
	}, string(p.model.Choice), func(id string) {
		p.model.Choice = desk.ReviewChoice(id)
		p.showAnswer()
	})
}

// showAnswer draws what the answer would do, and says it on the button.
func (p *Pane) showAnswer() {
	p.chart.draw()
	start, hold := p.model.Counts()
	w := p.stage.Words
	p.decide.SetText(i18n.T("firstrun.verb", i18n.Args{"start": w.Count(start), "hold": w.Count(hold)}))
	if p.content != nil {
		p.content.Refresh()
	}
}

// setDays counts anew who has been overdue for longer.
func (p *Pane) setDays(text string) {
	days, ok := ParseDays(text)
	p.days.SetInvalid(!ok)
	if !ok || days == p.model.Days {
		return
	}
	id := p.model.Review.Connection.ID
	p.model.Days = days
	runner.Go(p.stage.Run, func(ctx context.Context) (desk.Review, error) { return p.desk.Review(ctx, id, days) }, func(r desk.Review, err error) {
		if days != p.model.Days {
			return // typed on meanwhile
		}
		if err != nil {
			p.stage.Fail(err)
			return
		}
		p.model.Review = r
		p.cards.Turn(p.buildCards())
		p.showAnswer()
	})
}

func (p *Pane) keep() {
	m := p.model
	runner.Go(p.stage.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.desk.DecideReview(ctx, m.Review.Connection.ID, m.Choice, m.Days)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.stage.Fail(err)
			return
		}
		start, hold := m.Counts()
		p.stage.Tell(i18n.T("firstrun.done", i18n.Args{"start": p.stage.Words.Count(start), "hold": p.stage.Words.Count(hold)}))
		p.done()
	})
}

// spanName writes a bucket's days as people say them.
func spanName(b desk.ReviewBucket) string {
	switch {
	case b.To == 0:
		return i18n.T("span.over-years", i18n.Args{"years": b.From / 365})
	case b.From > 365:
		return i18n.T("span.years", i18n.Args{"from": b.From / 365, "to": (b.To + 1) / 365})
	}
	return i18n.T("span.days", i18n.Args{"from": b.From, "to": words.Days(b.To)})
}
