package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// columnWidth is how wide fields stand: lines beyond it are hard to follow.
const columnWidth float32 = 752

// form is a section whose fields are saved together: head, fields, and a bar that says what would be saved.
type form struct {
	section Section
	sheet   *sheet
	labels  func(key string) string // what a changed field is called
	header  *widget.PageHeader
	above   *fyne.Container // a banner, or nothing
	body    fyne.CanvasObject
	bar     fyne.CanvasObject
	scroll  *widget.Scroll
	changes *widget.Text
	undo    *widget.Button
	save    *widget.Button
	content *fyne.Container
}

// newForm makes a form. Buttons stand in the bar between Undo and Save.
func (s *Screen) newForm(section Section, title, verb string, sh *sheet, body fyne.CanvasObject, buttons ...fyne.CanvasObject) *form {
	f := &form{section: section, sheet: sh, labels: sh.label, header: widget.NewPageHeader(title), above: widget.Stack(0), body: body}
	f.changes = widget.NewText("", widget.Body.In(theme.Text2).Cut())
	f.undo = widget.NewButton(widget.Secondary, i18n.T("settings.undo"), theme.IconUndo, func() { s.undo(section) }).Large()
	f.save = widget.NewButton(widget.Primary, verb, theme.IconTick, func() { s.keep(section) }).Large()
	row := widget.Row(theme.Gap, widget.Grow(f.changes), f.undo)
	for _, b := range buttons {
		row.Add(b)
	}
	row.Add(f.save)
	f.bar = widget.NewSurface(theme.Pane, widget.TopEdge, widget.Sized(0, theme.DecisionBar, widget.Inset(0, theme.Edge, 0, theme.Edge, row)))
	f.scroll = inColumn(widget.Stack(theme.Edge, f.above, body))
	f.above.Hide()
	f.content = widget.Stack(0, f.header, widget.Grow(f.scroll), f.bar)
	return f
}

// beside stands a pane at the right of the fields, which become narrower for it.
func (f *form) beside(pane fyne.CanvasObject) {
	f.scroll = widget.NewScroll(widget.Inset(4, theme.Edge, theme.GroupGap, theme.Edge, newColumn(widget.Stack(theme.Edge, f.above, f.body))))
	work := widget.Stack(0, f.header, widget.Grow(f.scroll))
	f.content = widget.Stack(0, widget.Grow(stage.Beside(work, pane, 324, 420, 36)), f.bar)
}

// inColumn scrolls a column of fields at the left of the page.
func inColumn(content fyne.CanvasObject) *widget.Scroll {
	return widget.NewScroll(widget.Inset(4, theme.Edge, theme.GroupGap, theme.Edge, widget.TopRow(0, widget.Sized(columnWidth, 0, content), widget.Spacer())))
}

// group stands lines under a heading and a sentence that says what they are for.
func group(title, about string, lines ...fyne.CanvasObject) fyne.CanvasObject {
	head := widget.Stack(2, widget.NewText(title, widget.Group))
	if about != "" {
		head.Add(widget.NewSentence(widget.Small, about))
	}
	return widget.Stack(12, append([]fyne.CanvasObject{head}, lines...)...)
}

// show says what has changed, and lets it be saved when there is something.
func (f *form) show(changed []string) {
	if len(changed) == 0 {
		f.changes.SetText(i18n.T("settings.nothing"))
		f.save.Disable()
		f.undo.Disable()
		f.header.SetChips()
		return
	}
	f.changes.SetText(i18n.T("settings.changed", i18n.Args{"what": f.names(changed)}))
	f.save.Enable()
	f.undo.Enable()
	f.header.SetChips(unsaved())
}

func unsaved() widget.State {
	return widget.State{Status: theme.Overdue2, Icon: theme.IconEdit, Word: i18n.T("settings.unsaved")}
}

// names lists changed fields by their labels, each once.
func (f *form) names(changed []string) string {
	var names []string
	seen := map[string]bool{}
	for _, key := range changed {
		if name := f.labels(key); name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// say shows a banner over the fields; nil takes it away.
func (f *form) say(banner fyne.CanvasObject) {
	f.above.Objects = nil
	f.above.Hide()
	if banner != nil {
		f.above.Objects = []fyne.CanvasObject{banner}
		f.above.Show()
	}
	f.above.Refresh()
	f.scroll.Refresh()
	if banner != nil {
		f.scroll.ScrollToTop()
	}
}

// fail shows an error under its field, or over the fields when it belongs to none.
func (f *form) fail(key string, err error) {
	if f.sheet.setError(key, words.Sentence(err)) {
		f.scroll.Refresh()
		return
	}
	failure := words.Failure(err)
	var rest []widget.Run
	if failure.Todo != "" {
		rest = []widget.Run{{Text: failure.Todo}}
	}
	f.say(widget.NewBanner(widget.Blocked, failure.What, rest, nil))
}
