package letter

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/courier/notice"
)

const (
	closingHigh  = 17.0
	leastClosing = 7.0 // above the greeting
	footHigh     = 13.0
)

// closing is the greeting and the name of the person to turn to.
func (p *printer) closing() {
	gap := 9.0
	if p.y+closingHigh-3 > p.form.bottom {
		gap = leastClosing // a greeting alone would cost a sheet: it may come near the foot
		if p.y+gap+leading > p.form.foot-3 {
			p.room(closingHigh)
			gap = 9
		}
	}
	p.y += gap
	p.text(left, p.y, p.words.Regards, regular, bodySize, black)
	p.y += leading
	name := p.d.Sender.Name
	if p.d.Sender.Contact != "" {
		name = p.d.Sender.Contact + ", " + name
	}
	size := p.fit("sender.name", name, regular, bodySize, 6, rightEdge-left)
	p.text(left, p.y, name, regular, size, black)
}

// feet writes the foot of every page once their number is known: company, register, account, letter and page.
func (p *printer) feet() {
	var register [2]string
	if lines := p.d.Sender.Register; len(lines) > 0 {
		register = [2]string{lines[0], strings.Join(lines[1:], " · ")}
	}
	account := p.account()
	if account != "" {
		account = notice.Fill(p.words.AccountLine, "account", account)
	}
	number := notice.Fill(p.words.Letter, "number", p.d.Number)
	blocks := []struct {
		x, wide float64
		lines   [2]string
	}{
		{left, 39, [2]string{p.d.Sender.Name, strings.Join(p.d.Sender.Address, ", ")}},
		{66, 36, register},
		{104, rightEdge - 104 - 3 - p.width(number, regular, 8), [2]string{account, p.d.Sender.Email}},
	}
	size := 8.0
	for _, block := range blocks {
		for _, text := range block.lines {
			size = min(size, p.fit("foot", text, regular, size, 5, block.wide))
		}
	}
	for page, side := range p.sides {
		at := p.form.foot
		if p.slipped && page == len(p.sides)-1 {
			at = slipTop - footHigh
		}
		p.page = side
		p.marks(at)
		p.line(left, at, rightEdge, at, 0.2, rule)
		for _, block := range blocks {
			for i, text := range block.lines {
				p.text(block.x, at+4.4+float64(i)*3.75, text, regular, size, grey)
			}
		}
		of := notice.Fill(p.words.Page, "page", strconv.Itoa(page+1), "pages", strconv.Itoa(len(p.sides)))
		p.right(rightEdge, at+4.4, number, regular, size, grey)
		p.right(rightEdge, at+8.15, of, regular, size, grey)
	}
}
