package welcome

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Farewell is what the window shows between the wish to close it and its end, while work comes back.
func Farewell() fyne.CanvasObject {
	return widget.NewSurface(theme.Work, widget.NoEdge, widget.Inset(theme.GroupGap, theme.GroupGap, theme.GroupGap, theme.GroupGap, widget.Stack(theme.Gap,
		widget.NewText(i18n.T("closing.title"), widget.Title), widget.NewSentence(widget.Body.In(theme.Text2), i18n.T("closing.text")))))
}

// Refusal says what keeps the program from working, with nothing to do but close it.
func Refusal(state fyne.CanvasObject, onClose func()) fyne.CanvasObject {
	button := widget.NewButton(widget.Primary, i18n.T("dialog.close"), theme.IconClose, onClose).Large()
	return widget.NewSurface(theme.Work, widget.NoEdge, widget.Inset(theme.GroupGap, theme.GroupGap, theme.GroupGap, theme.GroupGap,
		widget.Stack(theme.GroupGap, state, widget.Row(0, button, widget.Spacer()))))
}
