package waysout

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// fields are the assumptions of one way, and the rate of all.
type fields struct {
	of                                               string // country and currency for which they were made
	chance, share, fee, fixed, months, advance, from *widget.Input
	on                                               *widget.DateField
	rate                                             *widget.Input
	boxes                                            []stage.NamedField
	chanceSays, figuresSay, rateSays                 *widget.Paragraph
}

func (p *Page) newFields(a *settlement.Assumption) *fields {
	w, l := p.stage.Words, p.stage.Words.Locale()
	t := typedOf(a, l)
	figure := func(text, unit string) *widget.Input {
		in := widget.NewInput("").OnRight().WithUnit(unit)
		in.SetText(text)
		in.OnChanged = func(string) { p.typed() }
		return in
	}
	f := &fields{
		of: p.shown.Country + string(p.currency), chance: figure(t.Chance, "%"), share: figure(t.Share, "%"), fee: figure(t.Fee, "%"), fixed: figure(t.Fixed, string(p.currency)),
		months: figure(t.Months, ""), advance: widget.NewInput(i18n.T("way.advance-hint")), from: widget.NewInput(i18n.T("way.source-hint")), on: widget.NewDateField(w.Dates(), w.Today()),
		rate: figure(l.Decimal(p.shown.Discount.String()), "%"), chanceSays: widget.NewParagraph(widget.Small), figuresSay: widget.NewParagraph(widget.Small), rateSays: widget.NewParagraph(widget.Small),
	}
	f.advance.SetText(t.Advance)
	f.from.SetText(t.Source)
	f.on.SetDate(t.On)
	for _, in := range []*widget.Input{f.advance, f.from} {
		in.OnChanged = func(string) { p.typed() }
	}
	f.on.OnDate = func(date.Date, bool) { p.typed() }
	f.boxes = []stage.NamedField{
		stage.Labelled("chance", i18n.T("way.chance"), f.chance), stage.Labelled("share", i18n.T("way.share"), f.share), stage.Labelled("fee", i18n.T("way.fee"), f.fee),
		stage.Labelled("fixed", i18n.T("way.fixed"), f.fixed), stage.Labelled("months", i18n.T("way.months-until"), f.months), stage.Labelled("advance", i18n.T("way.advance"), f.advance),
		stage.Labelled("on", i18n.T("way.as-of"), f.on.Input), stage.Labelled("source", i18n.T("way.source"), f.from), stage.Labelled("rate", i18n.T("way.rate"), f.rate),
	}
	return f
}

func (f *fields) box(name string) fyne.CanvasObject {
	for _, b := range f.boxes {
		if b.Name == name {
			return b.Field
		}
	}
	return nil
}

// says writes where each figure comes from.
func (f *fields) says(a *settlement.Assumption, w *desk.WaysOut, say words.Words) {
	f.chanceSays.SetText(i18n.T("way.chance-is", i18n.Args{"from": ChanceSource(a)}))
	f.figuresSay.SetText(figuresFrom(a, say))
	f.rateSays.SetText(i18n.T("way.rate-is-house"))
	if w.OwnRate {
		f.rateSays.SetText(i18n.T("way.rate-is-own", i18n.Args{"country": words.Country(w.Country)}))
	}
}

// showSide draws the fields of the way that is selected.
func (p *Page) showSide() {
	line := p.line()
	if line == nil {
		return
	}
	p.fields = p.newFields(&line.Assumption)
	f := p.fields
	f.says(&line.Assumption, p.shown, p.stage.Words)
	pair := func(a, b string) fyne.CanvasObject { return widget.EvenRow(12, f.box(a), f.box(b)) }
	p.side.Objects = []fyne.CanvasObject{
		widget.NewText(i18n.T("way.assumptions", i18n.Args{"way": WayName(p.way)}), widget.Group),
		pair("chance", "share"), f.chanceSays, pair("fee", "fixed"), f.box("advance"), pair("months", "on"), f.box("source"), f.figuresSay,
		widget.Rule(), widget.NewText(i18n.T("way.today"), widget.Group), widget.Row(12, widget.Sized(132, 0, f.box("rate")), widget.Spacer()), f.rateSays,
	}
	if line.Own {
		p.side.Add(widget.Row(0, widget.NewButton(widget.Link, i18n.T("way.book-again"), "", p.askBook), widget.Spacer()))
	}
	if p.shown.Saved {
		p.side.Add(widget.Row(0, widget.NewButton(widget.Link, i18n.T("way.guesses-again", i18n.Args{"country": words.Country(p.shown.Country)}), "", p.forget), widget.Spacer()))
	}
	p.side.Refresh()
}

// Type writes into a field by its name, for whoever drives the page without a pointer.
func (p *Page) Type(name, text string) {
	if p.fields == nil {
		return
	}
	for _, b := range p.fields.boxes {
		if in, ok := b.Field.Control().(*widget.Input); ok && b.Name == name {
			in.SetText(text)
		}
	}
}

// take reads the fields into the trial; an error stands under its field.
func (p *Page) take() error {
	f, l := p.fields, p.stage.Words.Locale()
	on, err := f.on.Date()
	if err != nil {
		return stage.OnField(err, "on")
	}
	line, way := p.line(), p.trial.Of(p.way)
	if line == nil || way == nil {
		return nil
	}
	a := line.Assumption // with the chance that the field began with
	t := Typed{
		Chance: f.chance.Text(), Share: f.share.Text(), Fee: f.fee.Text(), Fixed: f.fixed.Text(), Months: f.months.Text(), Advance: f.advance.Text(), Source: f.from.Text(), On: on,
	}
	if a, err = t.Read(a, l); err != nil {
		return err
	}
	rate, err := readFigure(f.rate.Text(), "rate", l)
	if err != nil {
		return err
	}
	if !a.Own && a.Cases > 0 {
		a.Chance = way.Chance // the guess stays kept under what the book knows
	}
	if !rate.Equal(p.shown.Discount) {
		p.trial.OwnRate = true
	}
	if p.trial.OwnRate {
		p.trial.Discount = rate
	}
	*way = a
	return p.trial.Check()
}

// typed reckons anew with what stands in the fields.
func (p *Page) typed() {
	if p.fields == nil {
		return
	}
	err := p.take()
	p.complain(err)
	if err != nil {
		p.later.Cancel()
		p.save.Disable()
		return
	}
	p.reckon()
}

// complain puts an error under the field it is about, and says one that is about none.
func (p *Page) complain(err error) {
	for _, b := range p.fields.boxes {
		b.Field.SetError("")
	}
	if err != nil && !stage.UnderField(p.fields.boxes, err) {
		p.fields.figuresSay.SetText(words.Sentence(err))
	}
}

// reckon shows what the trial comes to, and leaves the fields as they are.
func (p *Page) reckon() {
	debtor, on := p.debtor, p.stage.Words.Today()
	trial := p.trial
	trial.Ways = append([]settlement.Assumption(nil), p.trial.Ways...)
	runner.GoLater(p.later, func(ctx context.Context) ([]desk.WaysOut, error) { return p.desk.TryWayOut(ctx, debtor, on, trial) }, func(all []desk.WaysOut, err error) {
		w := p.pick(all)
		if err != nil || w == nil {
			p.complain(err)
			return
		}
		p.changed = true
		p.show(w)
		if line := p.line(); line != nil {
			p.fields.says(&line.Assumption, w, p.stage.Words)
		}
	})
}

// askBook lets the book's own history stand for the chance again, where it has enough cases.
func (p *Page) askBook() {
	if way := p.trial.Of(p.way); way != nil && way.Own {
		guess := settlement.GuessedAssumptions()
		way.Own, way.Chance = false, guess.Of(p.way).Chance
		p.fields = nil
		p.again()
	}
}

// again reckons with the trial and writes the fields anew.
func (p *Page) again() {
	debtor, on, trial := p.debtor, p.stage.Words.Today(), p.trial
	runner.Go(p.stage.Run, func(ctx context.Context) ([]desk.WaysOut, error) { return p.desk.TryWayOut(ctx, debtor, on, trial) }, func(all []desk.WaysOut, err error) {
		if w := p.pick(all); err == nil && w != nil {
			p.changed = true
			p.show(w)
			p.showSide()
		}
	})
}

// keep keeps the assumptions for the country.
func (p *Page) keep() {
	if p.shown == nil || !p.changed {
		return
	}
	p.settle(func(ctx context.Context, country string) error { return p.desk.SetAssumptions(ctx, country, p.trial) }, "way.saved")
}

// forget goes back to the guesses.
func (p *Page) forget() {
	if p.shown == nil {
		return
	}
	p.stage.Decide(stage.Decision{
		Title: i18n.T("way.forget-title", i18n.Args{"country": words.Country(p.shown.Country)}), Text: i18n.T("way.forget-text"), Verb: i18n.T("way.forget-verb"), Icon: theme.IconUndo, Danger: true,
		Work: func() (func(context.Context) error, error) {
			country := p.shown.Country
			return func(ctx context.Context) error { return p.desk.ForgetAssumptions(ctx, country) }, nil
		},
		Done: func() { p.fresh("way.forgotten") },
	})
}

func (p *Page) settle(work func(context.Context, string) error, done string) {
	country := p.shown.Country
	runner.Go(p.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx, country) }, func(_ struct{}, err error) {
		if err != nil {
			p.stage.Fail(err)
			return
		}
		p.fresh(done)
	})
}

// fresh reads the page again and says what was done.
func (p *Page) fresh(done string) {
	p.stage.Changed()
	p.stage.Tell(i18n.T(done, i18n.Args{"country": words.Country(p.shown.Country)}))
	p.Show(p.debtor, p.name, p.currency, func() {})
}
