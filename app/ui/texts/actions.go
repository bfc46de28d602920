package texts

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// read is what the book holds for the screen.
type read struct {
	rows     []desk.TextRow
	text     desk.Text
	customer receivable.Debtor
}

// load reads the list and the text that is shown.
func (s *Screen) load() {
	name, language, customer := s.model.Name, s.model.Language, s.model.Customer
	if language == "" {
		language = i18n.Language()
	}
	runner.Go(s.stage.Run, func(ctx context.Context) (read, error) { return s.readText(ctx, name, language, customer) }, func(r read, err error) {
		if err != nil {
			s.pages.TurnToFailure(err, s.load)
			return
		}
		s.pages.Turn(s.page)
		s.model.Rows, s.model.Customer = r.rows, r.customer
		s.take(r.text)
	})
}

func (s *Screen) readText(ctx context.Context, name, language string, customer receivable.Debtor) (r read, err error) {
	if r.rows, err = s.desk.TextList(ctx); err != nil {
		return r, err
	}
	if r.text, err = s.desk.Text(ctx, name, language); fault.Has(err, fault.NotFound) {
		r.text, err = s.unwritten(ctx, name, language)
	}
	if err != nil {
		return r, err
	}
	if r.customer = customer; customer.ID != 0 {
		return r, nil
	}
	most, err := s.desk.Customers(ctx, desk.CustomerQuery{OpenOnly: true, Sort: desk.ByOverdue, Limit: mostLooked})
	if err == nil && len(most) > 0 {
		one := ReaderOf(most, language)
		r.customer = receivable.Debtor{ID: one.ID, Name: one.Name}
	}
	return r, err
}

// mostLooked is among how many customers one is looked for who reads a language.
const mostLooked = 100

// unwritten is a text of the house that nobody has written in a language yet: it holds nothing.
func (s *Screen) unwritten(ctx context.Context, name, language string) (desk.Text, error) {
	like, err := s.desk.Text(ctx, s.model.Starter(), language)
	t := desk.Text{TextRow: desk.TextRow{Name: name, Language: language, Group: desk.TextOfHouse}}
	t.Shipped = like.Source // where the editor begins
	return t, err
}

// take shows a text in the editor. One that is not written yet begins as the program's reminder.
func (s *Screen) take(t desk.Text) {
	start := t.Source
	if t.Group == desk.TextOfHouse && t.Source == "" {
		start, t.Shipped = t.Shipped, ""
	}
	s.model.Take(t)
	s.model.Draft = start
	s.filling = true
	s.editor.SetText(start)
	s.filling = false
	s.showList()
	s.adapt()
	s.look()
}

// wrote takes what a person has written.
func (s *Screen) wrote(text string) {
	if s.filling || text == s.model.Draft {
		return
	}
	was := s.model.Dirty()
	s.model.Draft = text
	if s.model.Dirty() != was {
		s.showList()
	}
	s.look()
}

// seen is what a draft came to.
type seen struct {
	findings []wording.Finding
	shown    drawn
}

// look checks the draft and draws it, one at a time: what is written meanwhile is looked at next.
func (s *Screen) look() {
	if s.looking {
		s.again = true
		return
	}
	s.looking = true
	order, customer := s.model.Order(), s.model.Customer.ID
	runner.Go(s.stage.Run, func(ctx context.Context) (out seen, err error) {
		if out.findings, err = s.desk.CheckText(ctx, order); err != nil {
			return out, err
		}
		out.shown = s.preview.draw(ctx, order, customer)
		return out, nil
	}, func(out seen, err error) {
		s.looking = false
		if s.again {
			s.again = false
			s.look()
			return
		}
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.model.Findings = out.findings
		s.adapt()
		s.preview.show(out.shown)
	})
}

func (s *Screen) undoDraft() {
	s.model.Draft = s.model.Kept.Source
	s.take(s.model.Kept)
}

// keep saves the draft.
func (s *Screen) keep() {
	order := s.model.Order()
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.Text, error) { return s.desk.SaveText(ctx, order) }, func(t desk.Text, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.model.Take(t)
		s.stage.Changed()
		s.stage.Tell(i18n.T("texts.saved", i18n.Args{"name": words.TextName(t.Name), "version": t.Version}))
		s.load()
	})
}

// askNew begins a text by a name of the house.
func (s *Screen) askNew() {
	name := widget.NewInput(i18n.T("texts.new-hint"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("texts.new-title"), Text: i18n.T("texts.new-text"), Verb: i18n.T("texts.new-verb"), Icon: theme.IconPlus,
		Fields: []stage.NamedField{stage.Labelled("name", i18n.T("texts.new-name"), name)},
		Work: func() (func(context.Context) error, error) {
			if !isName(name.Text()) {
				return nil, fault.New(fault.Invalid, "%s", i18n.T("texts.bad-name")).OnField("name")
			}
			return func(context.Context) error { return nil }, nil
		},
		Done: func() { s.turnTo(name.Text(), s.model.Language) },
	})
}

// isName reports whether the desk will take a name.
func isName(name string) bool {
	if name == "" || len(name) > 32 || name[0] < 'a' || name[0] > 'z' {
		return false
	}
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return true
}

// askVersions shows what a text was before, and lets an earlier one hold again.
func (s *Screen) askVersions() {
	name, language := s.model.Name, s.model.Language
	runner.Go(s.stage.Run, func(ctx context.Context) ([]desk.TextVersion, error) { return s.desk.TextHistory(ctx, name, language) }, func(all []desk.TextVersion, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.compare(all)
	})
}

// compare puts a version beside the one that is written now.
func (s *Screen) compare(all []desk.TextVersion) {
	choices := make([]widget.Choice, 0, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		choices = append(choices, widget.Choice{ID: versionID(all[i].Version), Text: s.versionName(&all[i])})
	}
	lines := widget.Stack(2)
	of := func(id string) *desk.TextVersion {
		for i := range all {
			if versionID(all[i].Version) == id {
				return &all[i]
			}
		}
		return &all[0]
	}
	show := func(id string) {
		v := of(id)
		source := v.Source
		if source == "" {
			source = s.model.Kept.Shipped
		}
		lines.Objects = comparison(Compare(source, s.model.Draft))
		lines.Refresh()
	}
	which := widget.NewSelect(choices, choices[0].ID, show)
	show(which.Selected())
	content := widget.Stack(theme.Gap, which, widget.NewText(i18n.T("texts.compared"), widget.Small), widget.Sized(0, 320, widget.NewScroll(widget.Inset(0, 14, 0, 0, lines))))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("texts.versions-title", i18n.Args{"name": words.TextName(s.model.Name)}), Verb: i18n.T("texts.restore"), Icon: theme.IconUndo, Width: 720,
		Fields: []stage.NamedField{stage.Labelled("version", i18n.T("texts.version-field"), which)}, Content: content,
		Work: func() (func(context.Context) error, error) {
			v, name, language := of(which.Selected()).Version, s.model.Name, s.model.Language
			return func(ctx context.Context) error { return s.desk.RestoreText(ctx, name, language, v) }, nil
		},
		Done: func() {
			s.model.Draft = s.model.Kept.Source
			s.stage.Changed()
			s.stage.Tell(i18n.T("texts.restored"))
			s.load()
		},
	})
}

// comparison draws what is gone and what was added.
func comparison(changes []Change) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, c := range changes {
		style, mark := widget.Small, "   "
		switch {
		case c.Added:
			style, mark = widget.Small.In(theme.Promised.Text()), "+ "
		case c.Gone:
			style, mark = widget.Small.In(theme.Overdue4.Text()), "– "
		}
		out = append(out, widget.NewSentence(style, mark+c.Line))
	}
	return out
}
