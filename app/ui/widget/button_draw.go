package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// buttonDrawing is the picture of a button: ground, icon, words, chevron, focus ring.
type buttonDrawing struct {
	button         *Button
	ground         *frame
	text           *canvas.Text
	icon, trailing *canvas.Image
	ring           *ring
}

func (d *buttonDrawing) style() Style {
	s := Style{Colour: theme.Text}
	switch d.button.kind {
	case Primary:
		s.Strong, s.Colour = true, theme.OnAccent
	case Danger:
		s.Colour = theme.Danger
	case Quiet, Link:
		s.Colour = theme.Accent
		if d.button.text == "" {
			s.Colour = theme.Text2
		}
	case Secondary:
	}
	if d.button.Disabled() {
		s.Colour = theme.Text3
	}
	return s
}

func (d *buttonDrawing) pad() float32 {
	switch {
	case d.button.kind == Link:
		return 0
	case d.button.text == "":
		if d.button.kind == Quiet {
			return 5
		}
		return (d.button.height - d.iconSize()) / 2
	case d.button.height > theme.ControlHeight:
		return theme.ControlPadLg
	}
	return theme.ControlPad
}

func (d *buttonDrawing) iconSize() float32 {
	if d.button.height > theme.ControlHeight {
		return theme.IconNav
	}
	return theme.IconRow
}

func (d *buttonDrawing) contentWidth() float32 {
	w := ceil(d.style().width(d.button.text))
	if d.button.icon != "" {
		w += d.iconSize()
		if d.button.text != "" {
			w += theme.Gap
		}
	}
	if d.button.trailing != "" {
		w += theme.Gap + theme.IconChip
	}
	return w
}

func (d *buttonDrawing) min() fyne.Size {
	return fyne.NewSize(max(d.button.minWidth, d.contentWidth()+2*d.pad()), d.button.height)
}

func (d *buttonDrawing) place(size fyne.Size) {
	d.ground.put(0, 0, size.Width, size.Height)
	d.ring.place(0, 0, size)
	style := d.style()
	x := max(d.pad(), centred(size.Width, d.contentWidth()))
	if d.button.icon != "" {
		s := d.iconSize()
		put(d.icon, x, centred(size.Height, s), s, s)
		x += s
		if d.button.text != "" {
			x += theme.Gap
		}
	}
	room := size.Width - x - d.pad()
	if d.button.trailing != "" {
		room -= theme.Gap + theme.IconChip
		put(d.trailing, size.Width-d.pad()-theme.IconChip, centred(size.Height, theme.IconChip), theme.IconChip, theme.IconChip)
	}
	style.apply(d.text, fit(d.button.text, ceil(room)+1, style))
	putText(d.text, x, 0, max(0, room), size.Height)
}

func (d *buttonDrawing) refresh() {
	b := d.button
	fill, stroke := theme.Work, theme.Line
	switch {
	case b.kind == Primary && b.Disabled():
		fill, stroke = theme.Nav, theme.Line
	case b.kind == Primary && b.hovered:
		fill, stroke = theme.AccentHover, theme.AccentHover
	case b.kind == Primary:
		fill, stroke = theme.Accent, theme.Accent
	case b.kind == Link:
		fill, stroke = theme.Transparent, theme.Transparent
	case b.kind == Quiet && b.hovered && !b.Disabled():
		fill, stroke = theme.Nav, theme.Transparent
	case b.kind == Quiet:
		fill, stroke = theme.Transparent, theme.Transparent
	case b.hovered && !b.Disabled():
		fill, stroke = theme.Nav, theme.Control
	}
	d.ground.paint(fill, stroke, 1)
	style := d.style()
	setPicture(d.icon, b.icon, style.colour(), d.iconSize())
	setPicture(d.trailing, b.trailing, style.colour(), theme.IconChip)
	style.apply(d.text, d.text.Text)
	d.ring.show(b.focused && !b.Disabled())
	if b.kind == Link && b.hovered {
		d.text.TextStyle.Underline = true
		d.text.Refresh()
	}
}
