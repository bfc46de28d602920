package widget

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// NewEmptyState teaches what a list is for and what to do first. It stands at the top left of the list's area. Buttons: the
// primary one first, then quiet ones.
func NewEmptyState(icon theme.IconName, title, sentence string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	lead := Row(0, NewIcon(icon, theme.Text3, theme.IconEmpty), Spacer())
	parts := []fyne.CanvasObject{lead, NewText(title, Title), NewSentence(Body.In(theme.Text2), sentence)}
	if len(buttons) > 0 {
		parts = append(parts, Inset(theme.Gap, 0, 0, 0, Row(theme.Gap, buttons...)))
	}
	return Inset(theme.GroupGap, theme.Edge, theme.Edge, theme.Edge, TopRow(0, Sized(440, 0, Stack(theme.Gap, parts...)), Spacer()))
}

// Failure is what went wrong, as an ErrorState shows it.
type Failure struct {
	What    string // what happened, to what
	Todo    string // what to do next
	Details string // for a person who helps: code, cause, version; no secrets
}

// NewErrorState shows a failure where the content should have been, with "Copy details" and, when retry is given, a button
// to try again.
func NewErrorState(f Failure, words ErrorWords, retry func()) fyne.CanvasObject {
	var buttons []fyne.CanvasObject
	if retry != nil {
		buttons = append(buttons, NewButton(Primary, words.Retry, theme.IconRefresh, retry))
	}
	copyDetails := NewButton(Secondary, words.Copy, theme.IconCopy, nil)
	copyDetails.OnTapped = func() {
		if app := fyne.CurrentApp(); app != nil {
			app.Clipboard().SetContent(f.Text())
			copyDetails.SetText(words.Copied)
		}
	}
	buttons = append(buttons, copyDetails)
	lead := Row(0, NewIcon(theme.IconCrossed, theme.Overdue4.Text(), theme.IconEmpty), Spacer())
	parts := []fyne.CanvasObject{lead, NewSentence(Title, f.What)}
	if f.Todo != "" {
		parts = append(parts, NewSentence(Body.In(theme.Text2), f.Todo))
	}
	parts = append(parts, Inset(theme.Gap, 0, 0, 0, Row(theme.Gap, buttons...)))
	return Inset(theme.GroupGap, theme.Edge, theme.Edge, theme.Edge, TopRow(0, Sized(520, 0, Stack(theme.Gap, parts...)), Spacer()))
}

// ErrorWords are the words of the buttons of an ErrorState.
type ErrorWords struct{ Retry, Copy, Copied string }

// Text is what "Copy details" puts on the clipboard.
func (f Failure) Text() string {
	text := f.What
	for _, part := range []string{f.Todo, f.Details} {
		if part != "" {
			text += "\n" + part
		}
	}
	return text
}
