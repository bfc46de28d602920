package letter

const (
	sumsLeft = 110.6
	sumHigh  = 5.72
	ruleHigh = 3.4 // a line of the rule beneath a charge
	ruleSize = 7.5
)

// sums add up beneath the table: the invoices, what is taken off, what is added and by which rule, and the total.
func (p *printer) sums() {
	p.y += 1.4
	if len(p.d.Items) > 0 {
		p.sum(p.words.Invoices, p.d.Figures(p.d.Open()), "")
	}
	for _, line := range p.d.Lines {
		p.sum(p.d.Label(line, p.words), p.d.Figures(line.Amount), line.Rule)
	}
	p.room(3 + sumHigh)
	p.y += 3
	p.line(sumsLeft, p.y, rightEdge, p.y, 0.35, black)
	p.y += sumHigh
	label := p.words.ToPay + ", " + p.d.Currency
	amount := p.d.Figures(p.d.Total)
	p.text(sumsLeft, p.y, label, bold, 12, black)
	size := p.fit("total", amount, bold, 12, 8, rightEdge-sumsLeft-p.width(label, bold, 12)-4)
	p.right(rightEdge, p.y, amount, bold, size, black)
}

func (p *printer) sum(label, amount, why string) {
	wide := rightEdge - sumsLeft - p.width(amount, regular, cellSize) - 4
	labels := p.wrapped(label, regular, cellSize, wide)
	var whys []string
	if why != "" {
		whys = p.wrapped(why, regular, ruleSize, rightEdge-sumsLeft)
	}
	p.room(float64(len(labels))*sumHigh + float64(len(whys))*ruleHigh)
	for i, text := range labels {
		p.y += sumHigh
		p.text(sumsLeft, p.y, text, regular, cellSize, black)
		if i == 0 {
			p.right(rightEdge, p.y, amount, regular, cellSize, black)
		}
	}
	for i, text := range whys {
		p.y += ruleHigh
		if i == 0 {
			p.y += 0.3
		}
		p.text(sumsLeft, p.y, text, regular, ruleSize, pale)
	}
}
