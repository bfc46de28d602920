package main

import (
	"bufio"
	"strings"
)

// record is one line of a file whose fields stand in columns.
type record struct {
	runes []rune
	line  int64
}

// at is the place of columns, counted from 1, both inclusive.
func (r *record) at(from, to int) place { return place{line: r.line, column: columnName(from, to)} }

func columnName(from, to int) string {
	return strings.Join([]string{decimal(from), decimal(to)}, "-")
}

func decimal(n int) string {
	if n >= 10 {
		return decimal(n/10) + string(rune('0'+n%10))
	}
	return string(rune('0' + n))
}

// field gives what stands in columns, spaces around it removed; a line that is short has spaces there.
func (r *record) field(from, to int) string {
	if from > len(r.runes) {
		return ""
	}
	return strings.TrimSpace(string(r.runes[from-1 : min(to, len(r.runes))]))
}

// hundredths reads an amount with two decimals and no sign.
func (r *record) hundredths(from, to int, currency string) (int64, error) {
	return hundredthsAt(r.at(from, to), r.field(from, to), currency)
}

// number reads a count.
func (r *record) number(from, to int) (int64, error) {
	return numberAt(r.at(from, to), r.field(from, to))
}

// eachRecord calls take for every line that is not empty.
func eachRecord(in *bufio.Reader, take func(*record) error) error {
	lines := &textLines{in: in}
	for lines.next() {
		if strings.TrimSpace(lines.text) == "" {
			continue
		}
		if err := take(&record{runes: []rune(lines.text), line: lines.line}); err != nil {
			return err
		}
	}
	return lines.failed()
}
