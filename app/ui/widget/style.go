package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// Align is the side on which a text or a column stands. Words and dates stand left; money, days, counts and percents
// stand right. Nothing but chart labels is centred.
type Align int

// The sides.
const (
	Left Align = iota
	Right
	Centre
)

// Style is how a text is set. The zero value is body text.
type Style struct {
	Size   float32             // a type step of package theme; 0 is body
	Strong bool                // semi-bold
	Colour fyne.ThemeColorName // "" is theme.Text
	Align  Align
	Shrink bool // may be cut with an ellipsis when there is no room; its minimum width is then 0
}

// The type steps. Derive others with the methods: Small.In(theme.Text3).OnRight().
var (
	FigureLarge = Style{Size: theme.SizeFigureLarge, Strong: true}
	Figure      = Style{Size: theme.SizeFigure, Strong: true}
	Title       = Style{Size: theme.SizeTitle, Strong: true}
	Group       = Style{Size: theme.SizeGroup, Strong: true}
	Body        = Style{Size: theme.SizeBody}
	BodyStrong  = Style{Size: theme.SizeBody, Strong: true}
	Small       = Style{Size: theme.SizeSmall, Colour: theme.Text3}
	SmallStrong = Style{Size: theme.SizeSmall, Strong: true, Colour: theme.Text3}
)

// In gives the style in another colour.
func (s Style) In(colour fyne.ThemeColorName) Style { s.Colour = colour; return s }

// OnRight gives the style aligned right.
func (s Style) OnRight() Style { s.Align = Right; return s }

// Bold gives the style in semi-bold.
func (s Style) Bold() Style { s.Strong = true; return s }

// Cut gives the style that is cut with an ellipsis where there is no room.
func (s Style) Cut() Style { s.Shrink = true; return s }

func (s Style) size() float32 {
	if s.Size == 0 {
		return theme.SizeBody
	}
	return s.Size
}

func (s Style) colour() fyne.ThemeColorName {
	if s.Colour == "" {
		return theme.Text
	}
	return s.Colour
}

func (s Style) textStyle() fyne.TextStyle { return fyne.TextStyle{Bold: s.Strong} }

func (s Style) width(text string) float32 {
	if text == "" {
		return 0
	}
	return fyne.MeasureText(text, s.size(), s.textStyle()).Width
}

func (s Style) height() float32 { return theme.LineHeight(s.size()) }

// apply sets a canvas text, and asks for a repaint only when something has changed: setting type is dear.
func (s Style) apply(t *canvas.Text, text string) {
	colour := theme.Color(s.colour())
	align := fyne.TextAlignLeading
	switch s.Align {
	case Right:
		align = fyne.TextAlignTrailing
	case Centre:
		align = fyne.TextAlignCenter
	}
	if t.Text == text && t.Color == colour && t.TextSize == s.size() && t.TextStyle == s.textStyle() && t.Alignment == align {
		return
	}
	t.Text, t.Color, t.TextSize, t.TextStyle, t.Alignment = text, colour, s.size(), s.textStyle(), align
	t.Refresh()
}

func (s Style) newText(text string) *canvas.Text {
	t := canvas.NewText("", nil)
	s.apply(t, text)
	return t
}
