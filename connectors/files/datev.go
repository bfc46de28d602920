package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Categories of the DATEV format (header field 3). There is none of open items: these travel as postings.
const (
	datevMaster   = 16 // Debitoren/Kreditoren
	datevPostings = 21 // Buchungsstapel
)

// datevCategories are what the files of other categories hold.
var datevCategories = map[int]string{
	20: "names of accounts (Kontenbeschriftungen)", 46: "terms of payment (Zahlungsbedingungen)", 48: "addresses (Diverse Adressen)",
	65: "recurring postings (Wiederkehrende Buchungen)",
}

// datevFile is a file in the DATEV format: a header, a row of headings, rows.
type datevFile struct {
	*source
	rows     *csvReader
	header   []string
	columns  map[string]int
	category int
	// personal accounts have one digit more than the general ones (header field 14).
	digits   int
	currency string
	begin    spec.Date // of the fiscal year
	from, to spec.Date // of the postings
}

// isDATEV recognises the format by the mark in the first field.
func isDATEV(head []byte) bool {
	text := strings.TrimPrefix(string(head), "\ufeff")
	for _, mark := range []string{`"EXTF";`, `EXTF;`, `"DTVF";`, `DTVF;`} {
		if strings.HasPrefix(text, mark) {
			return true
		}
	}
	return false
}

// openDATEV reads a file in the DATEV format and makes the list that it holds.
func (s *source) openDATEV(o options) error {
	d := &datevFile{source: s}
	if err := d.open(o); err != nil {
		return err
	}
	if err := d.readHeader(); err != nil {
		return err
	}
	s.made, s.isWorkbook = true, true
	switch d.category {
	case datevMaster:
		return d.master()
	case datevPostings:
		return d.postings(o)
	}
	what := datevCategories[d.category]
	if what == "" {
		what = fmt.Sprintf("data of the category %d", d.category)
	}
	return s.trouble(codeOtherKind, fmt.Sprintf("%s is a DATEV file of %s, not of open items or customers.", s.name, what),
		"Export the list of open items (OPOS-Liste) as CSV or Excel, and the customers as Debitoren/Kreditoren.")
}

// open begins to read with the letters that the file has: windows-1252, or UTF-8.
func (d *datevFile) open(o options) error {
	o.delimiter = "semicolon"
	form, err := d.csvForm(o)
	if err != nil {
		return err
	}
	if form.wide {
		return d.trouble(spec.CodeSourceUnreadable, d.name+" is written in UTF-16, which DATEV files are not.", "Export it again, without opening it in another program.")
	}
	if _, err := d.file.Seek(form.skip, io.SeekStart); err != nil {
		return d.cannotRead(err)
	}
	d.form = "DATEV format, " + form.charset.name
	d.rows = newCSVReader(d.file, ';', form.eol, form.charset, form.mixed)
	return nil
}

// next returns the next row; a row that cannot be read is given with its fault.
func (d *datevFile) next() (row, error) {
	r, err := d.rows.next()
	if err != nil && !errors.Is(err, io.EOF) {
		err = d.cannotRead(err)
	}
	return r, err
}

// at points at a place in the file.
func (d *datevFile) at(problem spec.Diagnostic, line int64, column string) spec.Diagnostic {
	problem.Record.Line, problem.Record.Column = line, column
	return problem
}

// readHeader reads the header and the headings.
func (d *datevFile) readHeader() error {
	r, err := d.next()
	if err != nil {
		return err
	}
	d.header = append([]string(nil), r.cells...)
	cut := d.at(d.trouble(spec.CodeSourceTruncated, d.name+" has a DATEV header that is cut or damaged.", "Nothing was taken over. Export it again."), 1, "")
	if r.fault != nil || len(d.header) < 14 {
		return cut
	}
	version, err := strconv.Atoi(d.field(1))
	switch {
	case err != nil:
		return cut
	case version > 700:
		return d.at(d.trouble(spec.CodeSourceNewer, fmt.Sprintf("%s has the DATEV header version %d; 700 is the newest that is known.", d.name, version),
			"Update this program, or export the list of open items as CSV or Excel."), 1, "2")
	case version < 510:
		return d.at(d.trouble(spec.CodeSourceUnreadable, fmt.Sprintf("%s has the DATEV header version %d, which is too old.", d.name, version),
			"Export it with a newer version of the program."), 1, "2")
	}
	if d.category, err = strconv.Atoi(d.field(2)); err != nil {
		return cut
	}
	d.digits, err = strconv.Atoi(d.field(13))
	if (err != nil || d.digits < 4 || d.digits > 8) && (d.category == datevMaster || d.category == datevPostings) {
		return d.at(d.trouble(spec.CodeRecordInvalid, d.name+" does not say how many digits its accounts have.", "Nothing was taken over. Export it again."), 1, "14")
	}
	d.begin, d.from, d.to = datevDay(d.field(12)), datevDay(d.field(14)), datevDay(d.field(15))
	d.currency = d.field(21)
	if r, err = d.next(); err != nil || r.fault != nil {
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		return d.at(cut, 2, "")
	}
	d.rows.expect(len(r.cells))
	d.columns = map[string]int{}
	for i, name := range r.cells {
		if key := fold(name); key != "" {
			if _, twice := d.columns[key]; !twice {
				d.columns[key] = i
			}
		}
	}
	return nil
}

func (d *datevFile) field(i int) string {
	if i < len(d.header) {
		return strings.TrimSpace(d.header[i])
	}
	return ""
}

// column finds a heading; names are its spellings over the versions of the format.
func (d *datevFile) column(names ...string) int {
	for _, name := range names {
		if i, ok := d.columns[fold(name)]; ok {
			return i
		}
	}
	return -1
}

// need finds columns that must be there.
func (d *datevFile) need(names ...string) ([]int, error) {
	out := make([]int, len(names))
	for i, name := range names {
		if out[i] = d.column(strings.Split(name, "|")...); out[i] < 0 {
			name, _, _ := strings.Cut(name, "|")
			return nil, d.at(d.trouble(codeColumnMissing, fmt.Sprintf("%s has no column %q.", d.name, name), "Export it again in the DATEV format."), 2, name)
		}
	}
	return out, nil
}

// datevDay reads JJJJMMTT; "" is none.
func datevDay(text string) spec.Date {
	t, err := time.Parse("20060102", text)
	if err != nil {
		return ""
	}
	return spec.DateOf(t)
}

// isDebtor reports whether an account is a customer's: personal accounts have one digit more than the others, and those of
// customers begin with 1 to 6. Suppliers follow from 7 on.
func (d *datevFile) isDebtor(account string) bool {
	return len(account) == d.digits+1 && strings.Trim(account, "0123456789") == "" && account[0] >= '1' && account[0] <= '6'
}

func (d *datevFile) isCreditor(account string) bool {
	return len(account) == d.digits+1 && strings.Trim(account, "0123456789") == "" && account[0] >= '7'
}

// isBlank reports a row without content, such as the last line's end.
func isBlank(r *row) bool {
	return r.fault == nil && len(bytes.TrimSpace([]byte(strings.Join(r.cells, "")))) == 0
}
