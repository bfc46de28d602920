package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*Select)(nil)
	_ fyne.Tappable     = (*Select)(nil)
	_ fyne.Focusable    = (*Select)(nil)
	_ fyne.Shortcutable = (*Select)(nil)
	_ desktop.Hoverable = (*Select)(nil)
)

// Select is a field whose value is one of a few choices.
type Select struct {
	fynewidget.DisableableWidget
	OnChanged func(id string)

	choices     []Choice
	id          string
	placeholder string
	height      float32
	focused     bool
	hovered     bool
	invalid     bool
}

// NewSelect makes a field with choices; the one with the ID given is chosen.
func NewSelect(choices []Choice, id string, onChanged func(id string)) *Select {
	s := &Select{OnChanged: onChanged, choices: choices, id: id, height: theme.ControlHeight}
	s.ExtendBaseWidget(s)
	return s
}

// Large makes the field 36 high.
func (s *Select) Large() *Select { s.height = theme.ControlLarge; return s }

// WithPlaceholder says what is shown while nothing is chosen.
func (s *Select) WithPlaceholder(text string) *Select { s.placeholder = text; return s }

// Selected gives the ID of the chosen entry, "" when none is.
func (s *Select) Selected() string { return s.id }

// SetSelected chooses an entry without telling OnChanged.
func (s *Select) SetSelected(id string) {
	s.id = id
	s.Refresh()
}

// SetChoices replaces the entries; a chosen one that is gone is no longer chosen.
func (s *Select) SetChoices(choices []Choice) {
	s.choices = choices
	if s.current() < 0 {
		s.id = ""
	}
	s.Refresh()
}

// SetInvalid draws the frame of a bad value.
func (s *Select) SetInvalid(invalid bool) { s.invalid = invalid; s.Refresh() }

func (s *Select) current() int {
	for i, c := range s.choices {
		if c.ID == s.id {
			return i
		}
	}
	return -1
}

func (s *Select) choose(c Choice) {
	if c.ID == s.id {
		return
	}
	s.id = c.ID
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(c.ID)
	}
}

// Tapped opens the list.
func (s *Select) Tapped(*fyne.PointEvent) {
	if s.Disabled() {
		return
	}
	focus(s)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s).AddXY(0, s.Size().Height+2)
	openMenu(s, at, s.Size().Width, s.id, s.choices, s.choose)
}

// FocusGained draws the ring.
func (s *Select) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost removes it.
func (s *Select) FocusLost() { s.focused = false; s.Refresh() }

// MouseIn darkens the frame.
func (s *Select) MouseIn(*desktop.MouseEvent) { s.hovered = true; s.Refresh() }

// MouseMoved does nothing.
func (s *Select) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (s *Select) MouseOut() { s.hovered = false; s.Refresh() }

// TypedRune chooses the next entry that begins with the letter.
func (s *Select) TypedRune(r rune) {
	if r == '/' {
		passRune(s, r)
		return
	}
	want := Fold(string(r))
	for step := 1; step <= len(s.choices); step++ {
		c := s.choices[(s.current()+step+len(s.choices))%len(s.choices)]
		if text := Fold(c.Text); text != "" && want != "" && text[0] == want[0] && !c.Disabled {
			s.choose(c)
			return
		}
	}
}

// TypedKey chooses the neighbour (arrows) or opens the list (Space, Enter).
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		s.step(1)
	case fyne.KeyUp:
		s.step(-1)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		s.Tapped(nil)
	default:
		passKey(s, ev)
	}
}

// TypedShortcut passes shortcuts on to the window.
func (s *Select) TypedShortcut(sc fyne.Shortcut) { passShortcut(s, sc) }

func (s *Select) step(by int) {
	for i := s.current() + by; i >= 0 && i < len(s.choices); i += by {
		if !s.choices[i].Disabled {
			s.choose(s.choices[i])
			return
		}
	}
}

// CreateRenderer draws frame, value and chevron.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	frame, text, chevron := newFrame(theme.Radius), canvas.NewText("", nil), newPicture()
	ring := newRing(theme.Radius, 1)
	draw := func(size fyne.Size) {
		switch {
		case s.Disabled():
			frame.paint(theme.Pane, theme.Line, 1)
		case s.hovered:
			frame.paint(theme.Pane, theme.Control, 1)
		default:
			frame.paint(theme.Work, theme.Control, 1)
		}
		frame.put(0, 0, size.Width, size.Height)
		ring.place(0, 0, size)
		ring.show((s.focused || s.invalid) && !s.Disabled())
		if s.invalid {
			ring.rect.StrokeColor = theme.Color(theme.Overdue4.Text())
		}
		setPicture(chevron, theme.IconChevronDown, theme.Text3, theme.IconChip)
		put(chevron, size.Width-theme.Gap-theme.IconChip, centred(size.Height, theme.IconChip), theme.IconChip, theme.IconChip)
		value, style := s.placeholder, Body.In(theme.Text3)
		if i := s.current(); i >= 0 {
			value, style = s.choices[i].Text, Body
		}
		showText(text, value, style, Box{theme.ControlPad, 0, size.Width - theme.ControlPad - 2*theme.Gap - theme.IconChip, size.Height})
	}
	return &renderer{
		objects: fixed(frame.edge, frame.ground, text, chevron, ring.rect), place: draw,
		min: func() fyne.Size {
			w := Body.width(s.placeholder)
			for _, c := range s.choices {
				w = max(w, Body.width(c.Text))
			}
			return fyne.NewSize(min(240, ceil(w)+theme.ControlPad+2*theme.Gap+theme.IconChip), s.height)
		},
		refresh: func() { draw(s.Size()) },
	}
}
