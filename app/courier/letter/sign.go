package letter

// sign draws the lines on which people sign: place and date, and a name, for each who signs.
func (p *reporter) sign() {
	if len(p.r.Sign) < 2 {
		return
	}
	const high, gap, short = 20.0, 8.0, 55.0
	p.room(6 + high*float64(len(p.r.Sign)-1)) // signatures stay together
	p.y += 6
	for _, who := range p.r.Sign[1:] {
		p.y += high - 5
		p.line(left, p.y, left+short, p.y, 0.3, black)
		p.line(left+short+gap, p.y, rightEdge, p.y, 0.3, black)
		p.text(left, p.y+3.6, p.r.Sign[0], regular, 7.5, grey)
		p.text(left+short+gap, p.y+3.6, who, regular, p.fit("sign", who, regular, 7.5, 5, rightEdge-left-short-gap), grey)
		p.y += 5
	}
}
