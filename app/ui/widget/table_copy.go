package widget

import "strings"

// TSV gives the ticked rows, or the selected one when none is ticked, as lines of tab-separated columns under a line of
// titles: what Ctrl+C puts on the clipboard and a spreadsheet takes. Columns too narrow to be shown are included.
func (t *Table[T]) TSV() string {
	rows := t.Ticked()
	if len(rows) == 0 {
		if row, ok := t.Selected(); ok {
			rows = []T{row}
		}
	}
	if len(rows) == 0 {
		return ""
	}
	var b strings.Builder
	t.writeLine(&b, func(c *Column[T]) string { return c.Title })
	for _, row := range rows {
		t.writeLine(&b, func(c *Column[T]) string { return c.Text(row) })
	}
	return b.String()
}

func (t *Table[T]) writeLine(b *strings.Builder, text func(*Column[T]) string) {
	first := true
	for i := range t.config.Columns {
		c := &t.config.Columns[i]
		if c.Text == nil {
			continue
		}
		if !first {
			b.WriteByte('\t')
		}
		first = false
		b.WriteString(plainCell(text(c)))
	}
	b.WriteByte('\n')
}

// plainCell keeps a cell one cell: no tabs or line ends, and ordinary spaces and minus signs, so that a spreadsheet still
// reads "1 204,50" and "−35,00" as numbers. A leading sign that a spreadsheet would take for a formula is defused.
func plainCell(text string) string {
	text = cellMarks.Replace(text)
	if text != "" && strings.ContainsRune("=@+", rune(text[0])) {
		return "'" + text
	}
	return text
}

var cellMarks = strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ", "\r", " ", "\u00a0", " ", "\u202f", " ", "\u2212", "-")

func (t *Table[T]) allText(row T) string {
	var b strings.Builder
	for i := range t.config.Columns {
		if c := &t.config.Columns[i]; c.Text != nil {
			b.WriteString(c.Text(row))
			b.WriteByte('\n')
		}
	}
	return b.String()
}
