package connections

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Keeper adds and changes connections.
type Keeper interface {
	CheckNew(ctx context.Context, n desk.NewConnection) ([]desk.SyncNote, error)
	AddConnection(ctx context.Context, n desk.NewConnection) (desk.Connection, error)
	ChangeConnection(ctx context.Context, id receivable.ConnectionID, n desk.NewConnection) error
	ApproveConnector(ctx context.Context, id receivable.ConnectionID) error
	RemoveConnection(ctx context.Context, id receivable.ConnectionID) error
}

// Form asks for the settings of a connection: a name, and what the connector itself says that it needs.
type Form struct {
	screen  *Screen
	editing *desk.Connection // nil for a new one
	kinds   []desk.Kind
	kind    desk.Kind

	name    *widget.Input
	nameBox *widget.Field
	choose  fyne.CanvasObject
	system  *widget.Select     // nil where they are few enough for cards
	cards   *widget.RadioCards // nil where the systems are too many for cards
	about   *widget.Paragraph
	fields  *widget.Form
	place   *stage.Pages
	result  *fyne.Container
	scroll  *widget.Scroll
	check   *widget.Button
	save    *widget.Button
	content fyne.CanvasObject
}

// openForm asks for a new connection.
func (s *Screen) openForm() {
	runner.Go(s.stage.Run, s.desk.Kinds, func(kinds []desk.Kind, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.model.Kinds = kinds
		s.form = newForm(s, kinds, nil)
		s.right.Turn(s.form.content)
	})
}

// Edit asks for other settings of the connection shown.
func (s *Screen) Edit() {
	f, ok := s.model.Current()
	if !ok {
		return
	}
	kind, ok := s.model.Kind(f.Connection.Kind)
	if !ok {
		s.stage.Fail(fault.New(desk.NoConnector, "%s", i18n.T("approve.missing", i18n.Args{"kind": f.Connection.Kind})))
		return
	}
	s.form = newForm(s, []desk.Kind{kind}, &f.Connection)
	s.right.Turn(s.form.content)
}

func newForm(s *Screen, kinds []desk.Kind, editing *desk.Connection) *Form {
	f := &Form{screen: s, kinds: kinds, editing: editing, name: widget.NewInput(i18n.T("form.name-hint")), about: widget.NewSentence(widget.Body.In(theme.Text2), "")}
	f.nameBox = widget.NewField(i18n.T("form.name"), f.name).WithHelp(i18n.T("form.name-help"))
	f.choose = f.chooser()
	f.place = stage.NewPages(&fyne.Container{})
	f.result = widget.Stack(theme.Gap)
	f.check = widget.NewButton(widget.Secondary, i18n.T("form.check"), "", f.TryOut).Large()
	verb := i18n.T("form.connect")
	if editing != nil {
		verb = i18n.T("form.save")
	}
	f.save = widget.NewButton(widget.Primary, verb, theme.IconTick, f.keep).Large()
	f.nameBox.Hide() // until there is something to name
	parts := []fyne.CanvasObject{f.choose, f.about, f.nameBox, f.place.Container, f.result}
	column := widget.Sized(520, 0, widget.Stack(theme.Edge, parts...))
	f.scroll = widget.NewScroll(widget.Inset(theme.Gap, theme.Edge, theme.GroupGap, theme.Edge, widget.TopRow(0, column, widget.Spacer())))
	title := i18n.T("form.title-new")
	if editing != nil {
		title = i18n.T("form.title-edit", i18n.Args{"name": editing.Name})
	}
	back := widget.NewButton(widget.Secondary, i18n.T("dialog.cancel"), "", s.showDetail).Large()
	bar := widget.NewSurface(theme.Pane, widget.TopEdge, widget.Sized(0, theme.DecisionBar, widget.Inset(0, theme.Edge, 0, theme.Edge, widget.Row(theme.Gap, back, widget.Spacer(), f.check, f.save))))
	f.content = widget.Stack(0, widget.NewPageHeader(title), widget.Grow(f.scroll), bar)
	f.begin()
	return f
}

func (f *Form) begin() {
	f.check.Disable()
	f.save.Disable()
	if f.editing != nil {
		f.setKind(f.editing.Kind)
		f.name.SetText(f.editing.Name)
		f.fields.SetValues(f.editing.Settings)
		return
	}
	if len(f.kinds) == 0 {
		f.about.SetText(i18n.T("form.no-connectors"))
	}
}

// manyKinds is from how many systems on they are chosen from a list, because cards would fill the page.
const manyKinds = 7

// chooser lets a person say which accounting system it is.
func (f *Form) chooser() fyne.CanvasObject {
	if f.editing != nil {
		return widget.NewText(said(f.kinds[0].Title), widget.Group)
	}
	var choices []widget.Choice
	var cards []widget.Card
	for _, k := range f.kinds {
		if k.Err != nil {
			continue
		}
		choices = append(choices, widget.Choice{ID: k.Kind, Text: said(k.Title)})
		cards = append(cards, widget.Card{ID: k.Kind, Title: said(k.Title), Sentence: said(k.Summary), Note: verifiedWord(k.Verified)})
	}
	if len(cards) < manyKinds {
		f.cards = widget.NewRadioCards(cards, "", func(id string) { f.setKind(id) })
		return widget.Stack(theme.Gap, widget.NewText(i18n.T("form.system"), widget.Small), f.cards)
	}
	f.system = widget.NewSelect(choices, "", func(id string) { f.setKind(id) }).WithPlaceholder(i18n.T("form.choose-system"))
	return widget.NewField(i18n.T("form.system"), f.system)
}

// setKind draws the form that the connector describes.
func (f *Form) setKind(kind string) {
	for _, k := range f.kinds {
		if k.Kind == kind {
			f.kind = k
		}
	}
	about := i18n.T("form.about", i18n.Args{"kind": said(f.kind.Title), "version": f.kind.Version, "proven": verifiedWord(f.kind.Verified)})
	if f.kind.CanSignIn && f.editing == nil {
		about += ". " + i18n.T("signinat.form", i18n.Args{"system": said(f.kind.Title)})
	}
	f.about.SetText(about)
	w := f.screen.stage.Words
	f.fields = widget.NewForm(f.shown(), widget.FormConfig{Locale: w.Dates(), Today: w.Today(), Pick: f.screen.stage.Pick})
	if f.name.Text() == "" {
		f.name.SetText(said(f.kind.Title))
	}
	f.result.Objects = nil
	if f.cards != nil {
		f.cards.SetSelected(kind)
	}
	if f.system != nil {
		f.system.SetSelected(kind)
	}
	f.nameBox.Show()
	f.place.Turn(f.fields)
	f.check.Enable()
	f.save.Enable()
	f.scroll.Refresh()
}

// shown are the fields to ask for. A secret that is in the keychain already may be left empty.
func (f *Form) shown() []widget.FormField {
	fields := formFields(f.kind.Fields)
	if f.editing == nil {
		return fields
	}
	for i := range fields {
		if fields[i].Type == widget.FieldSecret {
			fields[i].Required = false
			fields[i].Help = i18n.T("form.secret-kept")
		}
	}
	return fields
}

// Choose says which accounting system it is.
func (f *Form) Choose(kind string) { f.setKind(kind) }

// Fill writes settings into the fields by their keys.
func (f *Form) Fill(settings map[string]string) { f.fields.SetValues(settings) }

// Scrolled is how far down the form is shown.
func (f *Form) Scrolled() float32 { return f.scroll.Offset() }

// values gives what has been entered, secrets apart.
func (f *Form) values() desk.NewConnection {
	n := desk.NewConnection{Name: f.name.Text(), Kind: f.kind.Kind, Settings: map[string]string{}, Secrets: map[string]string{}}
	entered := f.fields.Values()
	for _, field := range f.kind.Fields {
		v, ok := entered[field.Key]
		if !ok || v == "" {
			continue
		}
		if hidden(field) {
			n.Secrets[field.Key] = v
		} else {
			n.Settings[field.Key] = v
		}
	}
	return n
}

func (f *Form) valid() bool {
	f.nameBox.SetError("")
	good := f.fields.Validate()
	if f.name.Text() == "" {
		f.nameBox.SetError(i18n.T("form.required"))
		good = false
	}
	f.scroll.Refresh()
	return good
}

// TryOut tests what was entered; nothing is kept.
func (f *Form) TryOut() {
	if !f.valid() {
		return
	}
	n := f.values()
	f.say(widget.NewText(i18n.T("form.checking"), widget.Body.In(theme.Text2)))
	runner.Go(f.screen.stage.Run, func(ctx context.Context) ([]desk.SyncNote, error) { return f.screen.desk.CheckNew(ctx, n) }, func(notes []desk.SyncNote, err error) {
		if err != nil {
			f.fail(err)
			return
		}
		f.say(widget.NewText(i18n.T("check.found"), widget.Group), noteList(notes))
		f.offer(notes)
	})
}

// offer lets a person take over what the check has recognised, so that the next export is read in the same way or refused.
func (f *Form) offer(notes []desk.SyncNote) {
	recognised := map[string]string{}
	for _, n := range notes {
		for key, value := range n.Proposed {
			if f.fields.Field(key) != nil && value != "" {
				recognised[key] = value
			}
		}
	}
	if len(recognised) == 0 {
		return
	}
	take := widget.NewButton(widget.Secondary, i18n.T("form.take-recognised"), theme.IconTick, func() {
		f.fields.SetValues(recognised)
		f.say(widget.NewFlag(widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: i18n.T("form.taken")}))
	})
	f.say(append(f.result.Objects, widget.Row(0, take, widget.Spacer()))...)
}

// say shows what became of a check below the fields, and brings it before the person's eyes.
func (f *Form) say(objects ...fyne.CanvasObject) {
	f.result.Objects = objects
	f.result.Refresh()
	f.scroll.Refresh()
	if len(objects) > 0 {
		f.scroll.ScrollTo(f.result.Position().Y)
	}
}

// fail puts an error under its field, or below the form.
func (f *Form) fail(err error) {
	f.say()
	var coded *fault.Error
	if errors.As(err, &coded) && coded.Field == "name" {
		f.nameBox.SetError(words.Sentence(err))
		f.scroll.Refresh()
		return
	}
	if errors.As(err, &coded) && f.fields.Field(coded.Field) != nil {
		f.fields.SetErrors(map[string]string{coded.Field: words.Sentence(err)})
		f.scroll.Refresh()
		return
	}
	failure := words.Failure(err)
	f.say(widget.NewBanner(widget.Blocked, failure.What, []widget.Run{{Text: failure.Todo}}, nil))
}

// keep saves the connection. A new one needs a person's approval of the program that will be run.
func (f *Form) keep() {
	if !f.valid() {
		return
	}
	n := f.values()
	if f.editing != nil {
		id := f.editing.ID
		runner.Go(f.screen.stage.Run, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, f.screen.desk.ChangeConnection(ctx, id, n)
		}, func(_ struct{}, err error) {
			if err != nil {
				f.fail(err)
				return
			}
			f.screen.stage.Tell(i18n.T("form.saved", i18n.Args{"name": n.Name}))
			f.screen.showDetail()
			f.screen.load()
		})
		return
	}
	n.Approve = true
	var kept desk.Connection
	f.screen.stage.Decide(stage.Decision{
		Title: i18n.T("approve.title", i18n.Args{"kind": said(f.kind.Title)}), Text: i18n.T("approve.text"), Width: 560,
		Verb: i18n.T("approve.verb", i18n.Args{"kind": said(f.kind.Title)}), Icon: theme.IconShield, Fields: approvalFacts(f.kind),
		Work: func() (func(context.Context) error, error) {
			return func(ctx context.Context) (err error) {
				kept, err = f.screen.desk.AddConnection(ctx, n)
				return err
			}, nil
		},
		Done: func() { f.screen.added(kept) },
	})
}

// added shows a new connection and reads it for the first time.
func (s *Screen) added(c desk.Connection) {
	s.model.Selected = c.ID
	s.model.Runs, s.review = nil, nil
	s.model.All = append(s.model.All, desk.Fresh{Connection: c})
	s.right.Turn(s.detail)
	if s.model.BeginsSignedOut(c) {
		s.stage.Changed()
		s.load()
		s.AskSignIn(c)
		return
	}
	s.readOne(c.ID, c.Name, true)
}
