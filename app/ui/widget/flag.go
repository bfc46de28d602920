package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget = (*Flag)(nil)
	_ fyne.Widget = (*Chip)(nil)
)

// Flag is a state in running text or a row: icon and word in the status's colour, no background.
type Flag struct {
	fynewidget.BaseWidget
	state State
	style Style
}

// NewFlag makes a flag in body size.
func NewFlag(state State) *Flag { return NewFlagIn(state, Body) }

// NewFlagIn makes a flag in a type step; the colour is the status's in any case.
func NewFlagIn(state State, style Style) *Flag {
	f := &Flag{state: state, style: style}
	f.ExtendBaseWidget(f)
	return f
}

// Set changes the state.
func (f *Flag) Set(state State) {
	if f.state != state {
		f.state = state
		f.Refresh()
	}
}

// CreateRenderer draws icon and word.
func (f *Flag) CreateRenderer() fyne.WidgetRenderer {
	icon, word := newPicture(), canvas.NewText("", nil)
	draw := func(size fyne.Size) {
		style := f.style.In(f.state.Status.Text())
		drawFlag(icon, word, f.state, style, Box{0, 0, size.Width, size.Height})
		setVisible(icon, f.state.Word != "")
	}
	return &renderer{
		objects: fixed(icon, word), place: draw,
		min: func() fyne.Size {
			if f.state.Word == "" {
				return fyne.NewSize(0, f.style.height())
			}
			return fyne.NewSize(flagIcon+flagGap+ceil(f.style.width(f.state.Word)), f.style.height())
		},
		refresh: func() { draw(f.Size()) },
	}
}

// Chip is a state beside a title: 20 high, on its soft background. A title has at most two.
type Chip struct {
	fynewidget.BaseWidget
	state State
}

const chipHeight float32 = 20

// NewChip makes a chip.
func NewChip(state State) *Chip {
	c := &Chip{state: state}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes the state; a state without a word hides the chip.
func (c *Chip) Set(state State) {
	c.state = state
	setVisible(c, state.Word != "")
	c.Refresh()
}

// CreateRenderer draws background, icon and word.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	ground, icon, word := newFrame(theme.Radius), newPicture(), canvas.NewText("", nil)
	const pad, gap = theme.Gap, 6
	style := func() Style { return SmallStrong.In(c.state.Status.Text()) }
	draw := func(size fyne.Size) {
		edge := theme.Transparent
		if theme.IsHighContrast() {
			edge = c.state.Status.Text()
		}
		ground.paint(c.state.Status.Soft(), edge, 1)
		ground.put(0, centred(size.Height, chipHeight), size.Width, chipHeight)
		setPicture(icon, c.state.icon(), c.state.Status.Text(), theme.IconChip)
		put(icon, pad, centred(size.Height, theme.IconChip), theme.IconChip, theme.IconChip)
		x := pad + theme.IconChip + gap
		showText(word, c.state.Word, style(), Box{x, 0, size.Width - x, size.Height})
	}
	return &renderer{
		objects: fixed(ground.edge, ground.ground, icon, word), place: draw,
		min: func() fyne.Size {
			return fyne.NewSize(2*pad+theme.IconChip+gap+ceil(style().width(c.state.Word)), chipHeight)
		},
		refresh: func() { draw(c.Size()) },
	}
}
