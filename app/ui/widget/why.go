package widget

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// WhyLine is one span or input of a reckoning. Cells are aligned by WhyConfig.Columns.
type WhyLine struct {
	Cells []string
	Faint bool // counted but without effect: "no interest while disputed"
}

// WhyColumn is a column of the lines; Width 0 takes the room that is left.
type WhyColumn struct {
	Width float32
	Align Align
}

// WhyConfig is the answer to "why this number?".
type WhyConfig struct {
	Question string // "Why 506,03 interest?"
	Source   string // law pack, rule, when verified
	Columns  []WhyColumn
	Lines    []WhyLine
	Note     string
	OnClose  func()
}

// NewWhyPane makes a box that stands in place under the list and covers nothing. Esc closes it too: the screen routes the
// key.
func NewWhyPane(c WhyConfig) fyne.CanvasObject {
	head := Row(theme.Gap,
		NewIcon(theme.IconScales, theme.Accent, theme.IconNav), NewText(c.Question, Group),
		Grow(NewText(c.Source, Small.OnRight().Cut())), NewButton(Quiet, "", theme.IconClose, c.OnClose))
	var lines []fyne.CanvasObject
	for _, l := range c.Lines {
		cells := make([]fyne.CanvasObject, 0, len(c.Columns))
		for i, col := range c.Columns {
			text := ""
			if i < len(l.Cells) {
				text = l.Cells[i]
			}
			style := Body.Cut()
			if l.Faint {
				style = Small.Cut()
			}
			style.Align = col.Align
			cell := fyne.CanvasObject(NewText(text, style))
			if col.Width > 0 {
				cell = Sized(col.Width, 0, cell)
			} else {
				cell = Grow(cell)
			}
			cells = append(cells, cell)
		}
		lines = append(lines, Sized(0, 22, Row(theme.Gap, cells...)))
	}
	if c.Note != "" {
		lines = append(lines, NewSentence(Small, c.Note))
	}
	return NewBox(theme.Work, Inset(theme.Gap, 4, 10, 12, Stack(0, head, Inset(0, theme.Gap, 0, 0, Stack(0, lines...)))))
}
