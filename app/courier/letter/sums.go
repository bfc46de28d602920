package letter

const (
	sumsLeft = 110.6
	sumHigh  = 5.72
	ruleHigh = 3.4 // a line of the rule beneath a charge
	ruleSize = 7.5
)

// sums add up beneath the table: the invoices, what is taken off, what is added and by which rule, and the total.
func (p *printer) sums() {
	if len(p.d.Items) == 0 && !p.tailFits(0) {
		p.turnOver()
	}
	p.y += 1.4
	if len(p.d.Items) > 0 {
		p.sum(p.words.Invoices, p.d.Figures(p.d.Open()), "")
	}
	for _, line := range p.d.Lines {
		p.sum(p.d.Label(line, p.words), p.d.Figures(line.Amount), line.Rule)
	}
	high := p.space(sumHigh, 5.1)
	p.room(3 + high)
	p.y += 3
	p.line(sumsLeft, p.y, rightEdge, p.y, 0.35, black)
	p.y += high
	label := p.words.ToPay + ", " + p.d.Currency
	amount := p.d.Figures(p.d.Total)
	p.text(sumsLeft, p.y, label, bold, 12, black)
	size := p.fit("total", amount, bold, 12, 8, rightEdge-sumsLeft-p.width(label, bold, 12)-4)
	p.right(rightEdge, p.y, amount, bold, size, black)
}

// sumsHigh is how much the sums take, with the space above them.
func (p *printer) sumsHigh() float64 {
	high := 1.4 + 3 + p.space(sumHigh, 5.1)
	if len(p.d.Items) > 0 {
		high += p.sumLines(p.words.Invoices, p.d.Figures(p.d.Open()), "").high
	}
	for _, line := range p.d.Lines {
		high += p.sumLines(p.d.Label(line, p.words), p.d.Figures(line.Amount), line.Rule).high
	}
	return high
}

// summed is a line of the sums, broken.
type summed struct {
	labels, whys []string
	high         float64
}

func (p *printer) sumLines(label, amount, why string) (s summed) {
	s.labels = p.wrapped(label, regular, cellSize, rightEdge-sumsLeft-p.width(amount, regular, cellSize)-4)
	s.high = float64(len(s.labels)) * p.space(sumHigh, 5.1)
	if why != "" {
		s.whys = p.wrapped(why, regular, ruleSize, rightEdge-sumsLeft)
		s.high += 0.3 + float64(len(s.whys))*ruleHigh
	}
	return s
}

func (p *printer) sum(label, amount, why string) {
	s := p.sumLines(label, amount, why)
	p.room(s.high)
	for i, text := range s.labels {
		p.y += p.space(sumHigh, 5.1)
		p.text(sumsLeft, p.y, text, regular, cellSize, black)
		if i == 0 {
			p.right(rightEdge, p.y, amount, regular, cellSize, black)
		}
	}
	for i, text := range s.whys {
		p.y += ruleHigh
		if i == 0 {
			p.y += 0.3
		}
		p.text(sumsLeft, p.y, text, regular, ruleSize, pale)
	}
}
