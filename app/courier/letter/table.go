package letter

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/courier/notice"
)

const (
	rowHigh  = 6.6
	cellSize = 10.0

	tableHeadHigh = leading + 2.1
	keptRows      = 2 // of the table go with its sums

	underSize = 7.5 // the reference beneath an invoice's number
	underHigh = 3.3
)

// column of the table of items; figures stand right, words left.
type column struct {
	x      float64 // left edge, or right edge where numbers stand
	number bool
	wide   float64
	title  string
	cell   func(notice.Item) string
}

// columns leaves the interest out when no item carries any.
func (p *printer) columns() []column {
	l := p.d.Locale()
	id := column{title: p.words.Invoice, cell: func(i notice.Item) string { return i.Number }}
	issued := column{title: p.words.Issued, cell: func(i notice.Item) string { return l.Date(i.Issued) }}
	due := column{title: p.words.Due, cell: func(i notice.Item) string { return l.Date(i.Due) }}
	days := column{title: p.words.Days, number: true, cell: func(i notice.Item) string { return strconv.Itoa(i.Days) }}
	open := column{title: p.words.Open, number: true, cell: func(i notice.Item) string { return p.d.Figures(i.Open) }}
	interest := column{title: p.words.Interest, number: true, cell: func(i notice.Item) string { return p.d.Figures(i.Interest) }}
	if p.d.Rate != "" {
		interest.title += " " + l.Percent(p.d.Rate)
	}
	if !p.overdue() {
		return placed([]column{id, issued, due, open}, []float64{25, 72, 110, rightEdge}, []float64{45, 36, 36, 46})
	}
	if !p.hasInterest() {
		return placed([]column{id, issued, due, days, open}, []float64{25, 60, 92, 142, rightEdge}, []float64{33, 30, 30, 20, 46})
	}
	return placed([]column{id, issued, due, days, open, interest},
		[]float64{25, 52, 78, 117, 151.3, rightEdge}, []float64{25.5, 25, 25, 13, 32, 36})
}

// rowOf is how high an item's row is: by a line more where it has a reference of its own.
func (p *printer) rowOf(item notice.Item) float64 {
	if item.Reference == "" {
		return p.space(rowHigh, 5.6)
	}
	return p.space(rowHigh, 5.6) + underHigh
}

func (p *printer) rowsFrom(first int) (high float64) {
	for _, item := range p.d.Items[first:] {
		high += p.rowOf(item)
	}
	return high
}

// tailFits reports whether so much of the table, the sums, the box to pay by and the greeting fit on this page. They stay
// together with the last rows: who pays sees for what.
func (p *printer) tailFits(above float64) bool {
	end := p.y + above + p.sumsHigh()
	if !p.slip {
		end += 5 + p.boxHigh()
	}
	return end <= p.form.bottom && end+leastClosing+leading <= p.form.foot-3
}

func placed(columns []column, x, wide []float64) []column {
	for i := range columns {
		columns[i].x, columns[i].wide = x[i], wide[i]
	}
	return columns
}

// overdue reports whether any item is: a note before the due date has no days to count.
func (p *printer) overdue() bool {
	for _, item := range p.d.Items {
		if item.Days > 0 {
			return true
		}
	}
	return p.hasInterest()
}

func (p *printer) hasInterest() bool {
	for _, item := range p.d.Items {
		if item.Interest != 0 {
			return true
		}
	}
	return false
}

// table lists the items; its head is repeated on each page.
func (p *printer) table() {
	if len(p.d.Items) == 0 {
		return
	}
	columns := p.columns()
	p.y += 3
	if n := len(p.d.Items); n <= keptRows && !p.tailFits(tableHeadHigh+p.rowsFrom(0)) {
		p.turnOver()
	}
	p.room(tableHeadHigh + 2*rowHigh) // never a head without rows
	p.tableHead(columns)
	base := p.space(4.6, 4.1)
	each, _ := p.d.Each(p.words)
	for i, item := range p.d.Items {
		high := p.rowOf(item)
		if i > 0 && i == len(p.d.Items)-keptRows && !p.tailFits(p.rowsFrom(i)) {
			p.turnOver()
			p.tableHead(columns)
		} else if p.room(high) {
			p.tableHead(columns)
		}
		for _, c := range columns {
			p.cell(fmt.Sprintf("items.%d", i), c, c.cell(item))
		}
		if item.Reference != "" {
			p.text(left, p.y+base+underHigh, each+" "+item.Reference, regular, underSize, grey)
		}
		p.y += high
		p.line(left, p.y, rightEdge, p.y, 0.2, rule)
	}
}

func (p *printer) tableHead(columns []column) {
	p.y += leading
	for _, c := range columns {
		size := p.fit("table", c.title, bold, 8, 6, c.wide)
		if c.number {
			p.right(c.x, p.y, c.title, bold, size, grey)
		} else {
			p.text(c.x, p.y, c.title, bold, size, grey)
		}
	}
	p.y += 2.1
	p.line(left, p.y, rightEdge, p.y, 0.35, black)
}

func (p *printer) cell(field string, c column, value string) {
	baseline := p.y + p.space(4.6, 4.1)
	size := p.fit(field, value, regular, cellSize, 6, c.wide)
	if c.number {
		p.right(c.x, baseline, value, regular, size, black)
		return
	}
	p.text(c.x, baseline, strings.TrimSpace(value), regular, size, black)
}
