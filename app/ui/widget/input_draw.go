package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// inputDrawing is the frame of an Input and what stands in it beside the text.
type inputDrawing struct {
	input *Input
	frame *frame
	icon  *canvas.Image
	unit  *canvas.Text
	key   *keyCap
}

const entryPad = 6 // the toolkit's inner padding (theme.toolkitSizes), left of its text

func (d *inputDrawing) refresh() {
	i := d.input
	switch {
	case i.invalid:
		d.frame.paint(theme.Work, theme.Overdue4.Text(), theme.StrokeFocus)
	case i.Disabled():
		d.frame.paint(theme.Pane, theme.Line, 1)
	case i.entry.focused:
		d.frame.paint(theme.Work, theme.Accent, theme.StrokeFocus)
	default:
		d.frame.paint(theme.Work, theme.Control, 1)
	}
	setPicture(d.icon, i.icon, theme.Text3, theme.IconRow)
	Small.OnRight().apply(d.unit, i.unit)
	d.key.show(i.hint, i.entry.Text == "" && i.hint != "")
}

func (d *inputDrawing) min() fyne.Size {
	return fyne.NewSize(72, d.input.height)
}

func (d *inputDrawing) place(size fyne.Size) {
	i := d.input
	grow := float32(0)
	if d.frame.width > 1 {
		grow = 1 // the ring stands outside the frame's 1-pixel edge
	}
	d.frame.put(-grow, -grow, size.Width+2*grow, size.Height+2*grow)
	left, right := theme.ControlPad, theme.ControlPad
	if i.icon != "" {
		put(d.icon, left, centred(size.Height, theme.IconRow), theme.IconRow, theme.IconRow)
		left += theme.IconRow + 6
	}
	if i.trail != nil {
		w := i.trail.MinSize().Width
		put(i.trail, size.Width-w, 0, w, size.Height)
		right = w
	}
	if i.unit != "" {
		w := ceil(Small.width(i.unit))
		putText(d.unit, size.Width-right-w, 0, w, size.Height)
		right += w + 6
	}
	if d.key.visible() {
		w := d.key.width()
		d.key.place(size.Width-w-6, centred(size.Height, keyCapHeight))
		right = w + 12
	}
	d.placeEntry(size, left, right)
}

// placeEntry stands the text between left and right. The toolkit cannot align typed text, so a field that aligns right
// makes its entry just as wide as the text and moves that.
func (d *inputDrawing) placeEntry(size fyne.Size, left, right float32) {
	i := d.input
	room := size.Width - left - right
	x, w := left, room
	if i.align == Right {
		shown := i.entry.Text
		if shown == "" {
			shown = i.entry.PlaceHolder
		}
		const caret = 2
		if need := ceil(Body.width(shown)) + caret; need < room {
			x, w = left+room-need, need
		}
	}
	h := i.entry.MinSize().Height
	y := centred(size.Height, h)
	if i.entry.MultiLine {
		y, h = 0, size.Height
	}
	put(i.entry, x-entryPad, y, w+2*entryPad, h)
}
