package paper

import "image/color"

// painter follows the operators of a content stream and notes what they draw.
type painter struct {
	page Page
	bold map[string]bool

	now     state
	saved   []state
	operand []token
	listing bool   // within brackets
	list    []byte // the words there
	path    path
	boxes   []Box   // rectangles before the last of the path
	x, y    float32 // where the text begins
}

// state is what q keeps and Q brings back.
type state struct {
	fill, stroke color.NRGBA
	width        float32
	size         float32
	bold         bool
}

// path is what m, l, c and re have drawn since the last painting.
type path struct {
	points []point
	curved bool
	rect   bool
}

type point struct{ x, y float32 }

const (
	maxSaved    = 64
	maxOperands = 32
	maxPoints   = 64
	maxBoxes    = 20_000 // bars of the codes to scan on a page
)

func (p *painter) run(content []byte) {
	p.now = state{fill: color.NRGBA{A: 0xFF}, stroke: color.NRGBA{A: 0xFF}, width: 1, size: 10}
	in := tokens{in: content}
	for {
		t := in.next()
		switch {
		case t.kind == ended:
			return
		case t.kind == operator && string(t.text) == "[":
			p.listing, p.list = true, nil
		case t.kind == operator && string(t.text) == "]":
			p.listing = false
		case p.listing: // the figures between the words are their kerning, which the typeface knows
			if t.kind == words {
				p.list = append(p.list, t.text...)
			}
		case t.kind == operator:
			p.operate(string(t.text))
			p.operand = p.operand[:0]
		default:
			if len(p.operand) < maxOperands {
				p.operand = append(p.operand, t)
			}
		}
	}
}

// arg is the i-th number before the operator, 0 where it is missing.
func (p *painter) arg(i int) float32 {
	if i >= len(p.operand) || p.operand[i].kind != figure {
		return 0
	}
	return number(p.operand[i].text)
}

func (p *painter) operate(op string) {
	switch op {
	case "q":
		if len(p.saved) < maxSaved {
			p.saved = append(p.saved, p.now)
		}
	case "Q":
		if n := len(p.saved); n > 0 {
			p.now, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case "rg":
		p.now.fill = p.ink()
	case "RG":
		p.now.stroke = p.ink()
	case "g":
		p.now.fill = grey(p.arg(0))
	case "G":
		p.now.stroke = grey(p.arg(0))
	case "w":
		p.now.width = p.arg(0)
	case "m", "l":
		p.to(p.arg(0), p.arg(1))
	case "c":
		p.path.curved = true
		p.to(p.arg(4), p.arg(5))
	case "re":
		if p.path.rect && len(p.boxes) < maxBoxes { // one of several that are painted together
			p.boxes = append(p.boxes, p.path.box())
			p.path = path{}
		}
		p.path.rect = true
		x, y, w, h := p.arg(0), p.arg(1), p.arg(2), p.arg(3)
		p.to(x, y)
		p.to(x+w, y+h)
	case "f", "F", "f*", "S", "s", "B", "b", "n":
		p.paint(op)
	default:
		p.write(op)
	}
}

// write serves the operators of text.
func (p *painter) write(op string) {
	switch op {
	case "BT":
		p.x, p.y = 0, 0
	case "Td":
		p.x, p.y = p.x+p.arg(0), p.y+p.arg(1)
	case "Tf":
		if len(p.operand) == 2 {
			p.now.bold, p.now.size = p.bold[string(p.operand[0].text)], p.arg(1)
		}
	case "Tj":
		if len(p.operand) == 1 && p.operand[0].kind == words {
			p.say(p.operand[0].text)
		}
	case "TJ":
		p.say(p.list)
	}
}

func (p *painter) say(text []byte) {
	p.page.Texts = append(p.page.Texts, Text{
		X: p.x, Y: p.page.Height - p.y, Size: p.now.size, Bold: p.now.bold, Ink: p.now.fill, Text: decode(text),
	})
}

func (p *painter) to(x, y float32) {
	if len(p.path.points) < maxPoints {
		p.path.points = append(p.path.points, point{x, p.page.Height - y})
	}
}

// paint draws the path: a line, a frame or a filled box.
func (p *painter) paint(op string) {
	drawn, more := p.path, p.boxes
	p.path, p.boxes = path{}, nil
	if op == "n" || len(drawn.points) < 2 {
		return
	}
	stroked := op == "S" || op == "s"
	if stroked && !drawn.curved && !drawn.rect && len(drawn.points) == 2 {
		a, b := drawn.points[0], drawn.points[1]
		p.page.Lines = append(p.page.Lines, Line{a.x, a.y, b.x, b.y, p.now.width, p.now.stroke})
		return
	}
	for _, box := range append(more, drawn.box()) {
		box.Ink = p.now.fill
		if stroked {
			box.Ink, box.Stroke = p.now.stroke, p.now.width
		}
		p.page.Boxes = append(p.page.Boxes, box)
	}
}

// box is the rectangle around a path; its corners are as round as the path begins beside its corner.
func (d path) box() Box {
	low, high := d.points[0], d.points[0]
	for _, q := range d.points[1:] {
		low = point{min(low.x, q.x), min(low.y, q.y)}
		high = point{max(high.x, q.x), max(high.y, q.y)}
	}
	b := Box{X: low.x, Y: low.y, Width: high.x - low.x, Height: high.y - low.y}
	if d.curved {
		b.Radius = d.points[0].x - low.x
	}
	return b
}

func (p *painter) ink() color.NRGBA {
	return color.NRGBA{R: shade(p.arg(0)), G: shade(p.arg(1)), B: shade(p.arg(2)), A: 0xFF}
}

func grey(v float32) color.NRGBA {
	s := shade(v)
	return color.NRGBA{R: s, G: s, B: s, A: 0xFF}
}

func shade(v float32) uint8 { return uint8(max(0, min(1, v))*255 + 0.5) }
