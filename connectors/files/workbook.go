package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/xuri/excelize/v2"
)

// Limits of a workbook, packed and unpacked. A small file that unpacks to a
// huge one is made to do harm.
const (
	maxWorkbook = 100 << 20
	maxUnpacked = 400 << 20
	maxParts    = 10_000
	maxCells    = 20_000_000
)

// workbook is the table of one sheet, held in memory: an .xlsx file cannot be
// read in part.
type workbook struct {
	rows []row
	at   int
}

func (w *workbook) rewind() error { w.at = 0; return nil }

func (w *workbook) expect(int) {}

func (w *workbook) next() (row, error) {
	if w.at == len(w.rows) {
		return row{}, io.EOF
	}
	w.at++
	return w.rows[w.at-1], nil
}

func (w *workbook) close() { w.rows = nil }

// openWorkbook reads the sheet that is set, or the one whose headings are
// understood best.
func (s *source) openWorkbook(ctx context.Context, o options) error {
	if err := s.harmless(); err != nil {
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return s.cannotRead(err)
	}
	book, err := excelize.OpenReader(s.file, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked,
	})
	if err != nil {
		return s.damaged(err)
	}
	defer func() { _ = book.Close() }() // only read, and without temporary files
	sheet, err := s.chooseSheet(ctx, book, o)
	if err != nil {
		return err
	}
	rows, err := s.readSheet(ctx, book, sheet, -1)
	if err != nil {
		return err
	}
	s.table, s.isWorkbook = &workbook{rows: rows}, true
	s.form = fmt.Sprintf("Excel workbook, sheet %q", sheet)
	if s.role == roleItems && len(book.GetSheetList()) > 1 { // a lone one may be named after the day
		s.proposed["sheet"] = sheet
	}
	return nil
}

// harmless looks at what the file says of its own size before anything is unpacked.
func (s *source) harmless() error {
	if s.opened.Size() > maxWorkbook {
		return s.trouble(spec.CodeSourceUnreadable, fmt.Sprintf("%s holds more than %d MiB.", s.name, maxWorkbook>>20), "Save the list as CSV instead.")
	}
	z, err := zip.NewReader(s.file, s.opened.Size())
	if err != nil {
		return s.damaged(err)
	}
	var unpacked uint64
	for _, part := range z.File {
		unpacked += part.UncompressedSize64
		if unpacked > maxUnpacked || len(z.File) > maxParts {
			return s.trouble(spec.CodeSourceUnreadable, fmt.Sprintf("%s unpacks to more than %d MiB.", s.name, maxUnpacked>>20),
				"Nothing was taken over. Save the list as CSV instead; if you do not know the sender, delete the file.")
		}
	}
	return nil
}

func (s *source) damaged(err error) error {
	d := s.trouble(spec.CodeSourceTruncated, s.name+" is damaged or not an Excel workbook.",
		"Nothing was taken over. Open it in Excel or LibreOffice and save it again.")
	d.Detail = err.Error()
	return d
}

func (s *source) chooseSheet(ctx context.Context, book *excelize.File, o options) (string, error) {
	sheets := book.GetSheetList()
	if o.sheet != "" && s.role == roleItems {
		if slices.Contains(sheets, o.sheet) {
			return o.sheet, nil
		}
		d := s.trouble(spec.CodeSettingInvalid, fmt.Sprintf("%s has no sheet %q.", s.name, o.sheet), "Choose one of its sheets.")
		d.Field = "sheet"
		for _, name := range sheets {
			d.Choices = append(d.Choices, spec.Choice{Value: name, Label: spec.English(name)})
		}
		return "", d
	}
	if len(sheets) == 0 {
		return "", s.damaged(errors.New("it has no sheets"))
	}
	if len(sheets) == 1 {
		return sheets[0], nil
	}
	best, most, isWhole := sheets[0], 0, false
	var failed error
	for _, name := range sheets {
		rows, err := s.readSheet(ctx, book, name, sampleRows)
		if err != nil {
			failed = err // a chart has no rows either: it only counts when no list is found
			continue
		}
		if head, hits := findHeader(rows, s.role, o.mapping); hits > most {
			best, most, isWhole = name, hits, head.isWhole(s.role)
		}
	}
	if !isWhole && failed != nil {
		return "", failed
	}
	return best, nil
}

// readSheet reads the rows of a sheet, all of them when limit is negative. The
// values come from excelize, the knowledge of which numbers are days from the
// formats beside them.
func (s *source) readSheet(ctx context.Context, book *excelize.File, sheet string, limit int) ([]row, error) {
	marks, err := newDayMarks(book, sheet)
	if err != nil {
		return nil, s.damaged(err)
	}
	in, err := book.Rows(sheet)
	if err != nil {
		return nil, s.damaged(err)
	}
	defer in.Close()
	var rows []row
	cells := 0
	for line := int64(1); in.Next() && len(rows) != limit; line++ {
		values, err := in.Columns()
		if err != nil {
			return nil, s.damaged(err)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		numbers, err := marks.row(line)
		if err != nil {
			return nil, s.damaged(err)
		}
		if len(values) == 0 {
			continue
		}
		if cells += len(values); cells > maxCells || len(values) > maxColumns {
			return nil, s.trouble(spec.CodeSourceUnreadable, fmt.Sprintf("The sheet %q has too many cells.", sheet), "Keep only the list in it.")
		}
		rows = append(rows, typed(line, values, numbers, marks.epoch))
	}
	if limit < 0 {
		if err := marks.finish(); err != nil {
			return nil, s.damaged(err)
		}
	}
	return rows, in.Error()
}

// typed makes a row of raw values.
func typed(line int64, values []string, numbers []cellKind, epoch int) row {
	out := row{line: line, cells: values, kinds: make([]cellKind, len(values))}
	for i, v := range values {
		if len(v) > maxField {
			out.fault = faultAt(i, "a cell holds more than %d KiB", maxField>>10)
		}
		if i >= len(numbers) || numbers[i] == cellText || v == "" {
			continue
		}
		plain, ok := plainNumber(v)
		if !ok {
			continue
		}
		out.cells[i], out.kinds[i] = plain, cellNumber
		if numbers[i] == cellDate {
			if day, ok := serialDay(plain, epoch); ok {
				out.cells[i], out.kinds[i] = day, cellDate
			}
		}
	}
	return out
}
