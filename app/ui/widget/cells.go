package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// State is a status in words: what a Flag, a Chip and a flag cell show. An empty Icon takes the status's own.
type State struct {
	Status theme.Status
	Icon   theme.IconName
	Word   string
}

func (s State) icon() theme.IconName {
	if s.Icon != "" {
		return s.Icon
	}
	return s.Status.Icon()
}

// FlagCell shows a state as icon and word; a state without a word leaves the cell empty.
func FlagCell[T any](state func(T) State) func() Cell[T] {
	return func() Cell[T] {
		return &flagCell[T]{state: state, icon: newPicture(), word: canvas.NewText("", nil)}
	}
}

type flagCell[T any] struct {
	state func(T) State
	icon  *canvas.Image
	word  *canvas.Text
}

func (c *flagCell[T]) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{c.icon, c.word} }

func (c *flagCell[T]) Hide() {
	setVisible(c.icon, false)
	setVisible(c.word, false)
}

func (c *flagCell[T]) Show(row T, box Box, dim bool) {
	state := c.state(row)
	if state.Word == "" {
		c.Hide()
		return
	}
	style := Body.In(state.Status.Text())
	if dim {
		style = Body.In(theme.Text3)
	}
	drawFlag(c.icon, c.word, state, style, box)
}

const (
	flagIcon float32 = 13
	flagGap  float32 = 5
)

func drawFlag(icon *canvas.Image, word *canvas.Text, state State, style Style, box Box) {
	setPicture(icon, state.icon(), style.colour(), flagIcon)
	put(icon, box.X, box.Y+centred(box.Height, flagIcon), flagIcon, flagIcon)
	box.X += flagIcon + flagGap
	box.Width -= flagIcon + flagGap
	showText(word, state.Word, style, box)
}

// Sum is a sum of money, already written in the desk's number format, with its ISO code where a list mixes currencies.
type Sum struct {
	Number    string // "1 204,50", with U+2212 for minus; "" or "–" is none
	Code      string // "" where the header names the one currency
	Whole     bool   // the currency is written without decimals: ",00" stays free at the right, so units stand under units
	Strong    bool
	NoneGiven bool // the Number stands for "none" and is drawn in grey
}

const codeWidth float32 = 32

// MoneyCell shows a sum aligned right, with the code in a column of its own after it.
func MoneyCell[T any](sum func(T) Sum) func() Cell[T] {
	return func() Cell[T] {
		return &moneyCell[T]{sum: sum, number: canvas.NewText("", nil), code: canvas.NewText("", nil)}
	}
}

type moneyCell[T any] struct {
	sum    func(T) Sum
	number *canvas.Text
	code   *canvas.Text
}

func (c *moneyCell[T]) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{c.number, c.code} }

func (c *moneyCell[T]) Hide() {
	setVisible(c.number, false)
	setVisible(c.code, false)
}

func (c *moneyCell[T]) Show(row T, box Box, dim bool) {
	drawSum(c.number, c.code, c.sum(row), box, dim)
}

func drawSum(number, code *canvas.Text, sum Sum, box Box, dim bool) {
	style := Style{Align: Right, Strong: sum.Strong}
	if dim || sum.NoneGiven || sum.Number == "–" {
		style.Colour = theme.Text3
	}
	if sum.Code != "" {
		box.Width -= codeWidth
		showText(code, sum.Code, Small, Box{box.X + box.Width + theme.Gap, box.Y, codeWidth - theme.Gap + 4, box.Height})
	} else {
		setVisible(code, false)
	}
	if sum.Whole {
		box.Width -= ceil(style.width(",00"))
	}
	showText(number, sum.Number, style, box)
}

// BadgeCell shows a dunning level, or the change from one to another.
func BadgeCell[T any](levels func(T) (from, to int)) func() Cell[T] {
	return func() Cell[T] { return &badgeCell[T]{levels: levels, drawing: newBadgeDrawing()} }
}

type badgeCell[T any] struct {
	levels  func(T) (int, int)
	drawing *badgeDrawing
}

func (c *badgeCell[T]) Objects() []fyne.CanvasObject { return c.drawing.objects() }
func (c *badgeCell[T]) Hide()                        { c.drawing.hide() }

func (c *badgeCell[T]) Show(row T, box Box, _ bool) {
	from, to := c.levels(row)
	if to < 0 {
		c.Hide()
		return
	}
	c.drawing.show(from, to)
	c.drawing.place(box.X, box.Y+centred(box.Height, badgeHeight))
}

// AgeingCell shows an ageing bar 6 high.
func AgeingCell[T any](ageing func(T) Ageing) func() Cell[T] {
	return func() Cell[T] { return &ageingCell[T]{ageing: ageing, bar: newBarDrawing()} }
}

type ageingCell[T any] struct {
	ageing func(T) Ageing
	bar    *barDrawing
}

func (c *ageingCell[T]) Objects() []fyne.CanvasObject { return c.bar.objects() }
func (c *ageingCell[T]) Hide()                        { c.bar.hide() }

func (c *ageingCell[T]) Show(row T, box Box, _ bool) {
	const height = 6
	c.bar.show(c.ageing(row), Box{box.X, box.Y + centred(box.Height, height), box.Width, height})
}
