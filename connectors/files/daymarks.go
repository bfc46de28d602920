package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/xuri/excelize/v2"
)

// dayMarks tells which cells of a sheet are numbers, and which of these are
// shown as days: in a workbook a day is a number with a date format. It walks
// through the sheet beside excelize's rows, which do not tell formats.
type dayMarks struct {
	book    *excelize.File
	decoder *xml.Decoder
	// isDay remembers what each style is.
	isDay map[int]bool
	// epoch is the day 0 of the workbook, as days since 1970.
	epoch int
	// at is the row that was read last, ahead of what was asked for.
	at    int64
	kinds []cellKind
	ended bool
}

func newDayMarks(book *excelize.File, sheet string) (*dayMarks, error) {
	part, err := sheetPart(book, sheet)
	if err != nil {
		return nil, err
	}
	m := &dayMarks{book: book, decoder: xml.NewDecoder(bytes.NewReader(part)), isDay: map[int]bool{}, epoch: epoch1900}
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil && *props.Date1904 {
		m.epoch = epoch1904
	}
	return m, nil
}

// sheetPart finds the XML of a sheet through the workbook's relations.
func sheetPart(book *excelize.File, sheet string) ([]byte, error) {
	id := ""
	for _, s := range book.WorkBook.Sheets.Sheet {
		if s.Name == sheet {
			id = s.ID
		}
	}
	var relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	home := "xl"
	b, ok := partOf(book, "xl/_rels/workbook.xml.rels")
	if !ok {
		return nil, errors.New("its list of parts is missing")
	}
	if err := xml.Unmarshal(b, &relations); err != nil {
		return nil, err
	}
	for _, r := range relations.Relationship {
		if r.ID != id {
			continue
		}
		name := path.Join(home, r.Target)
		if strings.HasPrefix(r.Target, "/") {
			name = strings.TrimPrefix(r.Target, "/")
		}
		if part, ok := partOf(book, name); ok {
			return part, nil
		}
	}
	return nil, fmt.Errorf("the sheet %q is missing", sheet)
}

func partOf(book *excelize.File, name string) ([]byte, bool) {
	v, ok := book.Pkg.Load(name)
	if !ok {
		return nil, false
	}
	b, ok := v.([]byte)
	return b, ok
}

// row returns what the cells of a row are; lines are asked for in order.
func (m *dayMarks) row(line int64) ([]cellKind, error) {
	for m.at < line && !m.ended {
		if err := m.read(); err != nil {
			return nil, err
		}
	}
	if m.at != line {
		return nil, nil
	}
	return m.kinds, nil
}

// finish walks to the end: a sheet that breaks off must not pass as a short one.
func (m *dayMarks) finish() error {
	for !m.ended {
		if err := m.read(); err != nil {
			return err
		}
	}
	for {
		if _, err := m.decoder.RawToken(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// read reads the next row.
func (m *dayMarks) read() error {
	depth := 0
	for {
		token, err := m.decoder.RawToken()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return errors.New("the sheet breaks off")
			}
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "row":
				m.at = attribute(e, "r", m.at+1)
				m.kinds, depth = m.kinds[:0], 1
			case "c":
				m.cell(e)
			}
		case xml.EndElement:
			if e.Name.Local == "row" && depth == 1 {
				return nil
			}
			if e.Name.Local == "sheetData" {
				m.ended = true
				return nil
			}
		}
	}
}

func attribute(e xml.StartElement, name string, fallback int64) int64 {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			if n, err := strconv.ParseInt(a.Value, 10, 64); err == nil && n > 0 {
				return n
			}
		}
	}
	return fallback
}

func (m *dayMarks) cell(e xml.StartElement) {
	column, style, kind := len(m.kinds), 0, cellNumber
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "r":
			if c, _, err := excelize.CellNameToCoordinates(a.Value); err == nil {
				column = c - 1
			}
		case "s":
			style = number(a.Value)
		case "t":
			if a.Value != "n" && a.Value != "" {
				kind = cellText
			}
		}
	}
	if column < len(m.kinds) || column >= maxColumns {
		return
	}
	if kind == cellNumber && m.day(style) {
		kind = cellDate
	}
	for len(m.kinds) < column {
		m.kinds = append(m.kinds, cellText)
	}
	m.kinds = append(m.kinds, kind)
}

// day reports whether a style shows a number as a day.
func (m *dayMarks) day(style int) bool {
	is, known := m.isDay[style]
	if known {
		return is
	}
	if s, err := m.book.GetStyle(style); err == nil {
		is = isDayFormat(s.NumFmt)
		if s.CustomNumFmt != nil {
			is = isDayCode(*s.CustomNumFmt)
		}
	}
	m.isDay[style] = is
	return is
}

// isDayFormat knows the formats that workbooks name by a number (ECMA-376, 18.8.30).
func isDayFormat(n int) bool {
	return n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58
}

// isDayCode finds a day or a year in a format's code, outside quotes and brackets.
func isDayCode(code string) bool {
	code, _, _ = strings.Cut(code, ";")
	inQuote, inBracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '"':
			inQuote = !inQuote
		case inQuote:
		case c == '[':
			inBracket = true
		case c == ']':
			inBracket = false
		case inBracket:
		case strings.IndexByte("dDyY", c) >= 0:
			return true
		}
	}
	return false
}

// Day 0 of the two calendars that workbooks use. The first counts a 29 February
// 1900 that never was, so it only holds from March 1900 on.
var (
	epoch1900 = int(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	epoch1904 = int(time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC).Unix() / 86400)
)

// serialDay returns the civil day of a workbook's number; the time of day is dropped.
func serialDay(plain string, epoch int) (string, bool) {
	whole, _, _ := strings.Cut(plain, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 61 || n > 2_958_465 {
		return "", false
	}
	return string(spec.DateOf(time.Unix(int64(epoch+n)*86400, 0).UTC())), true
}
