package pdf

import (
	"strconv"
	"unicode/utf16"
)

// PointsPerMillimetre turns millimetres, in which pages are measured, into points.
const PointsPerMillimetre = 72 / 25.4

// Ink is a colour in red, green and blue.
type Ink [3]uint8

// Page is one side of a paper. All measures are millimetres from the upper left corner, type sizes points.
type Page struct {
	paper   *Paper
	content []byte
	high    float64 // points
	fill    Ink
	stroke  Ink
	thick   float64
	begun   bool // fill, stroke and thick are known
}

func (p *Page) number(v float64) {
	p.content = strconv.AppendFloat(p.content, v, 'f', 2, 64)
	p.content = append(p.content, ' ')
}

func (p *Page) point(x, y float64) {
	p.number(x * PointsPerMillimetre)
	p.number(p.high - y*PointsPerMillimetre)
}

func (p *Page) op(op string) { p.content = append(append(p.content, op...), '\n') }

func (p *Page) ink(c Ink, op string) {
	for _, part := range c {
		p.content = strconv.AppendFloat(p.content, float64(part)/255, 'f', 3, 64)
		p.content = append(p.content, ' ')
	}
	p.op(op)
}

func (p *Page) filling(c Ink) {
	if !p.begun || p.fill != c {
		p.start()
		p.fill = c
		p.ink(c, "rg")
	}
}

func (p *Page) drawing(c Ink, thick float64) {
	p.start()
	if p.stroke != c {
		p.stroke = c
		p.ink(c, "RG")
	}
	if p.thick != thick {
		p.thick = thick
		p.number(thick * PointsPerMillimetre)
		p.op("w")
	}
}

func (p *Page) start() {
	if !p.begun {
		p.begun, p.fill, p.stroke, p.thick = true, Ink{1, 1, 1}, Ink{1, 1, 1}, -1
	}
}

// Text writes on a baseline that begins at x, with the kerning of the face.
func (p *Page) Text(x, baseline float64, text string, face *Face, points float64, ink Ink) {
	if text == "" {
		return
	}
	p.filling(ink)
	p.content = append(p.content, "BT /"...)
	p.content = append(p.content, p.paper.use(face)...)
	p.content = append(p.content, ' ')
	p.number(points)
	p.content = append(p.content, "Tf "...)
	p.point(x, baseline)
	p.content = append(p.content, "Td ["...)
	used, before, open := p.paper.used[face], rune(-1), false
	for _, r := range text {
		r = face.known(r)
		used[r] = struct{}{}
		if moved := face.between(before, r); moved != 0 {
			p.content = append(p.content, ')')
			p.content = strconv.AppendInt(p.content, int64(-face.thousandths(moved)), 10)
			open = false
		}
		if !open {
			p.content = append(p.content, '(')
			open = true
		}
		p.unit(r)
		before = r
	}
	p.content = append(p.content, ")] TJ ET\n"...)
}

// unit writes a character as UTF-16 within a string.
func (p *Page) unit(r rune) {
	units := utf16.Encode([]rune{r})
	for _, b := range [2]byte{byte(units[0] >> 8), byte(units[0])} {
		switch b {
		case '(', ')', '\\':
			p.content = append(p.content, '\\', b)
		case '\r':
			p.content = append(p.content, '\\', 'r')
		case '\n':
			p.content = append(p.content, '\\', 'n')
		default:
			p.content = append(p.content, b)
		}
	}
}

// Line draws a straight line.
func (p *Page) Line(x1, y1, x2, y2, thick float64, ink Ink) {
	p.drawing(ink, thick)
	p.point(x1, y1)
	p.op("m")
	p.point(x2, y2)
	p.op("l S")
}

// Dashed draws a straight line of dashes and gaps of a length.
func (p *Page) Dashed(x1, y1, x2, y2, thick, dash float64, ink Ink) {
	p.content = append(p.content, '[')
	p.number(dash * PointsPerMillimetre)
	p.op("] 0 d")
	p.Line(x1, y1, x2, y2, thick, ink)
	p.op("[] 0 d")
}

// Box is a rectangle to be filled.
type Box struct{ X, Y, Width, Height float64 }

// Fill fills boxes with one ink.
func (p *Page) Fill(ink Ink, boxes ...Box) {
	if len(boxes) == 0 {
		return
	}
	p.filling(ink)
	for _, b := range boxes {
		p.point(b.X, b.Y)
		p.number(b.Width * PointsPerMillimetre)
		p.number(-b.Height * PointsPerMillimetre)
		p.op("re")
	}
	p.op("f")
}

// FillRound fills a box with round corners.
func (p *Page) FillRound(b Box, radius float64, ink Ink) {
	p.filling(ink)
	p.round(b, radius)
	p.op("f")
}

// Frame draws the outline of a box with round corners.
func (p *Page) Frame(b Box, radius, thick float64, ink Ink) {
	p.drawing(ink, thick)
	p.round(b, radius)
	p.op("s")
}

func (p *Page) round(b Box, r float64) {
	const bend = 0.5523 // of the radius: where a cubic curve has its handle to look like a quarter of a circle
	x1, y1, x2, y2, k := b.X, b.Y, b.X+b.Width, b.Y+b.Height, r*(1-bend)
	curve := func(ax, ay, bx, by, cx, cy float64) {
		p.point(ax, ay)
		p.point(bx, by)
		p.point(cx, cy)
		p.op("c")
	}
	line := func(x, y float64, op string) {
		p.point(x, y)
		p.op(op)
	}
	line(x1+r, y1, "m")
	line(x2-r, y1, "l")
	curve(x2-k, y1, x2, y1+k, x2, y1+r)
	line(x2, y2-r, "l")
	curve(x2, y2-k, x2-k, y2, x2-r, y2)
	line(x1+r, y2, "l")
	curve(x1+k, y2, x1, y2-k, x1, y2-r)
	line(x1, y1+r, "l")
	curve(x1, y1+k, x1+k, y1, x1+r, y1)
	p.op("h")
}

// Image draws a picture into a box, whatever its proportions.
func (p *Page) Image(picture *Picture, b Box) {
	name := p.paper.draw(picture)
	p.content = append(p.content, "q "...)
	p.number(b.Width * PointsPerMillimetre)
	p.content = append(p.content, "0 0 "...)
	p.number(b.Height * PointsPerMillimetre)
	p.point(b.X, b.Y+b.Height)
	p.content = append(p.content, "cm /"...)
	p.content = append(p.content, name...)
	p.op(" Do Q")
}
