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
	Actions  []*Button // beside the cross that closes it
	OnClose  func()
}

// Lines of a pane: how high one is, and how many are seen at once.
const (
	whyLine      = 22
	mostWhyLines = 8
)

// NewWhyPane makes a box that stands in place under the list and covers nothing. Esc closes it too: the screen routes the
// key.
func NewWhyPane(c WhyConfig) fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		NewIcon(theme.IconScales, theme.Accent, theme.IconNav), NewText(c.Question, Group), Grow(NewText(c.Source, Small.OnRight().Cut())),
	}
	for _, b := range c.Actions {
		parts = append(parts, b)
	}
	head := Row(theme.Gap, append(parts, NewButton(Quiet, "", theme.IconClose, c.OnClose))...)
	lines := make([]fyne.CanvasObject, 0, len(c.Lines)+1)
	for _, l := range c.Lines {
		lines = append(lines, Sized(0, whyLine, Row(theme.Gap, l.cells(c.Columns)...)))
	}
	if len(lines) > mostWhyLines { // the rest is reached by scrolling: what the pane is about stays in sight above it
		lines = []fyne.CanvasObject{Sized(0, mostWhyLines*whyLine, NewScroll(Inset(0, theme.Gap, 0, 0, Stack(0, lines...))))}
	}
	if c.Note != "" {
		lines = append(lines, NewSentence(Small, c.Note))
	}
	return NewBox(theme.Work, Inset(theme.Gap, 4, 10, 12, Stack(0, head, Inset(0, theme.Gap, 0, 0, Stack(0, lines...)))))
}

// cells draws a line in columns. Words take the room of the empty columns that follow them.
func (l WhyLine) cells(columns []WhyColumn) []fyne.CanvasObject {
	cells := make([]fyne.CanvasObject, 0, len(columns))
	wide := false // the cell before takes what room there is
	for i, col := range columns {
		text := ""
		if i < len(l.Cells) {
			text = l.Cells[i]
		}
		if text == "" && wide {
			continue
		}
		style := Body.Cut()
		if l.Faint {
			style = Small.Cut()
		}
		style.Align = col.Align
		cell := fyne.CanvasObject(NewText(text, style))
		wide = col.Width == 0
		if wide {
			cell = Grow(cell)
		} else {
			cell = Sized(col.Width, 0, cell)
		}
		cells = append(cells, cell)
	}
	return cells
}
