package main

import "fmt"

// Limits of what is read into memory at a time. A cell that is longer than the
// longest text of a record cannot be anything but damage.
const (
	maxField   = 64 << 10
	maxRecord  = 256 << 10
	maxColumns = 1000
)

// cellKind says what a workbook knows of a cell. In a CSV file all is text.
type cellKind uint8

const (
	cellText cellKind = iota
	// cellNumber holds a plain decimal: digits, a point, a minus.
	cellNumber
	// cellDate holds a day as YYYY-MM-DD.
	cellDate
)

// row is one row of a table. It may be used again for the next one.
type row struct {
	// line is the line in the file, from 1, where the row begins.
	line  int64
	cells []string
	// kinds is nil where all cells are text.
	kinds []cellKind
	// fault is set when the row as a whole cannot be read.
	fault *fault
}

// cell returns a cell, "" beyond the end and for column -1.
func (r *row) cell(column int) string {
	if column < 0 || column >= len(r.cells) {
		return ""
	}
	return r.cells[column]
}

func (r *row) kind(column int) cellKind {
	if column < 0 || column >= len(r.kinds) {
		return cellText
	}
	return r.kinds[column]
}

// fault is what is wrong with one cell, or with a row when column is -1.
type fault struct {
	column int
	// code is the diagnostic's; empty means a record that is not valid.
	code string
	// what completes "Line 7 was left out: ..."; hint says what to do.
	what, hint string
}

func faultAt(column int, format string, args ...any) *fault {
	return &fault{column: column, what: fmt.Sprintf(format, args...)}
}

// table gives the rows of a file, as often as wanted.
type table interface {
	// rewind goes back to the first row.
	rewind() error
	// next returns the next row, io.EOF after the last.
	next() (row, error)
	// expect tells how many columns the heading has.
	expect(columns int)
}
