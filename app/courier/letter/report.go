package letter

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
)

// Report is a paper that reckons something up in tables: a statement for a customer, an agency or a court. Its texts and
// figures come ready to print.
type Report struct {
	Language string
	Form     string // of the paper, as of a notice
	Sender   notice.Sender
	Title    string
	Number   string // what it is about, in the head of later pages
	Issued   date.Date
	Facts    []Fact // two columns of labels and values under the title
	Sections []Section
	Sign     []string // who signs, each with a line of its own; what stands first is the word beneath the line for place and date
}

// Fact is a label and its value.
type Fact struct{ Label, Value string }

// Section is a table under a title.
type Section struct {
	Title   string
	Columns []ReportColumn
	Rows    []ReportRow
	Note    string // small beneath the table
}

// ReportColumn is a column of a section; Wide is in millimetres. All of a section's columns together have 165.
type ReportColumn struct {
	Title  string
	Wide   float64
	Number bool // figures stand right and are never broken
}

// ReportRow is a row of a section. Under stands small beneath its cells, over the whole width; a Marked row has something that
// nobody has checked, and Under says so.
type ReportRow struct {
	Label  string   // in place of all cells but the last
	Cells  []string // with a label: the last column's alone
	Under  string
	Marked bool
	Strong bool // a sum: bold, under a line
}

const (
	reportSize  = 8.5
	reportLine  = 4.1
	reportUnder = 3.1
	cellGap     = 2.0
	labelWide   = 33.0
)

// RenderReport draws a report. Errors are coded as those of Render.
func RenderReport(r Report) (pdf []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			pdf, err = nil, fault.New(fault.Internal, "drawing %s failed: %v", r.Number, p)
		}
	}()
	fonts, err := loaded()
	if err != nil {
		return nil, err
	}
	words, err := notice.WordsFor(r.Language)
	if err != nil {
		return nil, err
	}
	r = r.copied()
	if err := checkTexts(r.Number, r.names(), fonts); err != nil {
		return nil, err
	}
	replaceGlyphs(r.texts(), fonts)
	d := notice.Document{Language: r.Language, Number: r.Number, Issued: r.Issued, Sender: r.Sender, Text: text.Rendered{Heading: r.Title}}
	p := &reporter{printer: printer{sheet: newSheet(&d, fonts, formOf(r.Form)), d: d, words: words}, r: r}
	p.head()
	for i := range r.Sections {
		p.section(&r.Sections[i])
	}
	p.sign()
	p.foot()
	return p.bytes()
}

// reporter goes down the pages of a report.
type reporter struct {
	printer
	r Report
}

func (p *reporter) turn() {
	p.side()
}

func (p *reporter) head() {
	p.turn()
	p.mark(rightEdge - 40)
	p.right(rightEdge, 21, p.d.Locale().DateLong(p.r.Issued), regular, 9, pale)
	p.y = 36
	for _, line := range p.wrapped(p.r.Title, bold, 13.5, rightEdge-left) {
		p.text(left, p.y, line, bold, 13.5, black)
		p.y += 6
	}
	p.y++
	p.facts()
}

// facts stand in two columns, filled line by line.
func (p *reporter) facts() {
	const wide = (rightEdge - left) / 2
	for i := 0; i < len(p.r.Facts); i += 2 {
		lines := 1
		for k, f := range p.r.Facts[i:min(i+2, len(p.r.Facts))] {
			x := left + float64(k)*wide
			p.text(x, p.y, f.Label, regular, p.fit("facts", f.Label, regular, reportSize, 5, labelWide-cellGap), pale)
			room := wide - labelWide - cellGap
			if i+1 == len(p.r.Facts) { // alone on its line
				room += wide
			}
			values := p.wrapped(f.Value, regular, reportSize, room)
			for n, v := range values {
				p.text(x+labelWide, p.y+float64(n)*reportLine, v, regular, reportSize, black)
			}
			lines = max(lines, len(values))
		}
		p.y += float64(lines)*reportLine + 0.7
	}
}

// room turns to a new page unless so much fits, and reports that it did.
func (p *reporter) room(height float64) bool {
	if p.y+height <= p.form.bottom {
		return false
	}
	p.turn()
	p.text(left, 20, p.r.Sender.Name, bold, 9, black)
	p.right(rightEdge, 20, p.r.Number, regular, 8, pale)
	p.line(left, 23, rightEdge, 23, 0.2, rule)
	p.y = 30
	return true
}

func (p *reporter) section(s *Section) {
	first := 0.0
	if len(s.Rows) > 0 {
		first = p.heightOf(s, &s.Rows[0])
	}
	if !p.room(20 + first) { // never a title or a head without a row
		p.y += 7
	}
	p.text(left, p.y, s.Title, bold, p.fit("section", s.Title, bold, 10.5, 6, rightEdge-left), black)
	p.y += 1.5
	p.columnsHead(s)
	for i := range s.Rows {
		row := &s.Rows[i]
		high := p.heightOf(s, row)
		if i+1 < len(s.Rows) && s.Rows[i+1].Strong { // a sum never stands alone on a page
			high += p.heightOf(s, &s.Rows[i+1])
		}
		if p.room(high) {
			p.columnsHead(s)
		}
		p.row(s, row)
	}
	for _, line := range p.wrapped(s.Note, regular, 7.5, rightEdge-left) {
		if line == "" {
			continue
		}
		p.room(reportLine)
		p.y += 3.6
		p.text(left, p.y, line, regular, 7.5, pale)
	}
	if s.Note != "" {
		p.y += 2
	}
}

func (p *reporter) columnsHead(s *Section) {
	p.y += 4.4
	x := left
	for _, c := range s.Columns {
		size := p.fit("column", c.Title, bold, 7.5, 5, c.Wide-cellGap+1)
		if c.Number {
			p.right(x+c.Wide, p.y, c.Title, bold, size, grey)
		} else {
			p.text(x, p.y, c.Title, bold, size, grey)
		}
		x += c.Wide
	}
	p.y += 1.6
	p.line(left, p.y, rightEdge, p.y, 0.3, black)
	p.y += 0.8
}

// linesOf breaks the words of a row's cells, and what stands beneath.
func (p *reporter) linesOf(s *Section, row *ReportRow) (cells [][]string, under []string) {
	last := len(s.Columns) - 1
	for i, c := range s.Columns {
		value := ""
		switch {
		case row.Label == "" && i < len(row.Cells):
			value = row.Cells[i]
		case row.Label != "" && i == last && len(row.Cells) > 0:
			value = row.Cells[0]
		}
		if c.Number {
			cells = append(cells, []string{value})
			continue
		}
		cells = append(cells, p.wrapped(value, weightOfRow(row), reportSize, c.Wide-cellGap))
	}
	if row.Under != "" {
		under = p.wrapped(row.Under, regular, 7, rightEdge-left-4)
	}
	return cells, under
}

func weightOfRow(row *ReportRow) weight {
	if row.Strong {
		return bold
	}
	return regular
}

func (p *reporter) heightOf(s *Section, row *ReportRow) float64 {
	cells, under := p.linesOf(s, row)
	lines := 1
	for _, c := range cells {
		lines = max(lines, len(c))
	}
	return float64(lines)*reportLine + float64(len(under))*reportUnder + 2.2
}

func (p *reporter) row(s *Section, row *ReportRow) {
	cells, under := p.linesOf(s, row)
	if row.Strong {
		p.line(left, p.y, rightEdge, p.y, 0.3, black)
	}
	x, lines := left, 1
	if row.Label != "" {
		wide := rightEdge - left - s.Columns[len(s.Columns)-1].Wide - cellGap
		size := p.fit(s.Title, row.Label, weightOfRow(row), reportSize, 6, wide)
		p.text(left, p.y+reportLine-0.3, row.Label, weightOfRow(row), size, black)
	}
	for i, c := range s.Columns {
		for n, value := range cells[i] {
			baseline := p.y + reportLine*float64(n+1) - 0.3
			if c.Number {
				size := p.fit(fmt.Sprintf("%s, %s", s.Title, c.Title), value, weightOfRow(row), reportSize, 4.5, c.Wide-0.5)
				p.right(x+c.Wide, baseline, value, weightOfRow(row), size, black)
			} else {
				p.text(x, baseline, value, weightOfRow(row), reportSize, black)
			}
		}
		lines, x = max(lines, len(cells[i])), x+c.Wide
	}
	p.y += float64(lines) * reportLine
	if len(under) > 0 {
		if row.Marked {
			p.filled(left, p.y+0.6, 1.1, float64(len(under))*reportUnder, 0, black)
		}
		for _, line := range under {
			p.y += reportUnder
			p.text(left+3, p.y, line, regular, 7, grey)
		}
	}
	p.y += 2.2
	if !row.Strong {
		p.line(left, p.y-0.8, rightEdge, p.y-0.8, 0.15, rule)
	}
}

func (p *reporter) foot() {
	at := p.form.foot
	for i, page := range p.sides {
		p.page = page
		p.line(left, at, rightEdge, at, 0.2, rule)
		p.text(left, at+4.4, p.r.Sender.Name, regular, 8, grey)
		p.right(rightEdge, at+4.4, notice.Fill(p.words.Page, "page", fmt.Sprint(i+1), "pages", fmt.Sprint(len(p.sides))), regular, 8, grey)
	}
}

// copied gives a report whose texts are its own.
func (r Report) copied() Report {
	r.Facts = append([]Fact(nil), r.Facts...)
	r.Sections = append([]Section(nil), r.Sections...)
	r.Sign = append([]string(nil), r.Sign...)
	for i := range r.Sections {
		s := &r.Sections[i]
		s.Columns = append([]ReportColumn(nil), s.Columns...)
		s.Rows = append([]ReportRow(nil), s.Rows...)
		for k := range s.Rows {
			s.Rows[k].Cells = append([]string(nil), s.Rows[k].Cells...)
		}
	}
	return r
}

// names are what says whom and what the paper is about: without one of them it is worth nothing.
func (r *Report) names() []printed {
	all := []printed{{"title", &r.Title, false}, {"number", &r.Number, false}, {"sender.name", &r.Sender.Name, false}}
	for i := range r.Facts {
		all = append(all, printed{"facts." + r.Facts[i].Label, &r.Facts[i].Value, false}, printed{"facts", &r.Facts[i].Label, false})
	}
	for i := range r.Sign {
		all = append(all, printed{"sign", &r.Sign[i], false})
	}
	return all
}

// texts lists what stands in the tables.
func (r *Report) texts() []printed {
	var all []printed
	for i := range r.Sections {
		s := &r.Sections[i]
		all = append(all, printed{"section", &s.Title, false}, printed{s.Title + ".note", &s.Note, false})
		for k := range s.Columns {
			all = append(all, printed{s.Title + ".column", &s.Columns[k].Title, false})
		}
		for k := range s.Rows {
			all = append(all, printed{s.Title + ".source", &s.Rows[k].Under, false}, printed{s.Title, &s.Rows[k].Label, false})
			for n := range s.Rows[k].Cells {
				all = append(all, printed{s.Title, &s.Rows[k].Cells[n], false})
			}
		}
	}
	return all
}
