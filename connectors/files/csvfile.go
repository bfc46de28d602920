package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// sampleBytes and sampleRows bound what is looked at to tell the delimiter and the heading.
const (
	sampleBytes = 128 << 10
	sampleRows  = 100
)

// delimiter is a sign between columns: its name in the setting, and in a sentence.
type delimiter struct {
	name, words string
	char        byte
}

// delimiters, in the order in which a tie is decided.
var delimiters = []delimiter{
	{"semicolon", "semicolons", ';'},
	{"comma", "commas", ','},
	{"tab", "tabs", '\t'},
	{"pipe", "bars", '|'},
}

// csvFile is the table of a CSV file.
type csvFile struct {
	*csvReader
	source *source
	form   csvForm
	width  int
}

// csvForm is the dialect of a CSV file.
type csvForm struct {
	comma, eol byte
	charset    charset
	// mixed: see csvReader. plain: no letter beyond ASCII.
	mixed, plain bool
	// skip are the bytes of the mark in front; big and wide are about UTF-16.
	skip      int64
	wide, big bool
}

// openCSV recognises character set and delimiter.
func (s *source) openCSV(o options) error {
	form, err := s.csvForm(o)
	if err != nil {
		return err
	}
	f := &csvFile{source: s, form: form}
	if err := f.chooseDelimiter(o); err != nil {
		return err
	}
	name := delimiters[slices.IndexFunc(delimiters, func(d delimiter) bool { return d.char == f.form.comma })]
	s.form = fmt.Sprintf("CSV with %s, %s", name.words, f.form.charset.name)
	s.proposed["delimiter"] = name.name
	if !f.form.plain { // plain ASCII proves nothing for the next export
		s.proposed["encoding"] = f.form.charset.name
	}
	s.table = f
	return f.rewind()
}

func (s *source) csvForm(o options) (csvForm, error) {
	var form csvForm
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return form, s.cannotRead(err)
	}
	var c census
	head := make([]byte, 3)
	n, err := io.ReadFull(s.file, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return form, s.cannotRead(err)
	}
	if err := c.take(io.MultiReader(bytes.NewReader(head[:n]), s.file)); err != nil {
		return form, s.cannotRead(err)
	}
	big, zeros := c.isUTF16()
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		form.charset, form.wide, form.big, form.skip = charsetNamed(utf16Name), true, head[0] == 0xfe, 2
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		form.charset, form.skip = charsetNamed(utf8Name), 3
	case zeros:
		form.charset, form.wide, form.big = charsetNamed(utf16Name), true, big
	case c.isBinary():
		return form, s.trouble(spec.CodeSourceUnreadable, s.name+" is not a text file.", "Choose a CSV file or an Excel workbook (.xlsx).")
	case o.encoding != "":
		form.charset = charsetNamed(o.encoding)
	default:
		form.charset = c.charset()
	}
	form.mixed = c.valid > 0 && c.invalid > 0 && o.encoding == ""
	form.plain = c.valid+c.invalid == 0 && !form.wide
	form.eol = c.eol()
	return form, nil
}

func (f *csvFile) rewind() error {
	in, err := f.text()
	if err != nil {
		return f.source.cannotRead(err)
	}
	f.csvReader = newCSVReader(in, f.form.comma, f.form.eol, f.form.charset, f.form.mixed)
	f.csvReader.expect(f.width)
	return nil
}

func (f *csvFile) expect(columns int) {
	f.width = columns
	f.csvReader.expect(columns)
}

func (f *csvFile) next() (row, error) {
	r, err := f.csvReader.next()
	if err != nil && !errors.Is(err, io.EOF) {
		err = f.source.cannotRead(err)
	}
	return r, err
}

// text gives the file from its beginning, without its mark; UTF-16 as UTF-8.
func (f *csvFile) text() (io.Reader, error) {
	if _, err := f.source.file.Seek(f.form.skip, io.SeekStart); err != nil {
		return nil, err
	}
	if !f.form.wide {
		return f.source.file, nil
	}
	end := unicode.LittleEndian
	if f.form.big {
		end = unicode.BigEndian
	}
	return transform.NewReader(f.source.file, unicode.UTF16(end, unicode.IgnoreBOM).NewDecoder()), nil
}

// chooseDelimiter takes the one by which the heading is best understood, then
// the one that makes the most columns of the same number.
func (f *csvFile) chooseDelimiter(o options) error {
	for _, d := range delimiters {
		if o.delimiter == d.name {
			f.form.comma = d.char
			return nil
		}
	}
	in, err := f.text()
	if err != nil {
		return f.source.cannotRead(err)
	}
	sample, err := io.ReadAll(io.LimitReader(in, sampleBytes))
	if err != nil {
		return f.source.cannotRead(err)
	}
	// Excel's own way of saying it.
	if line, ok := bytes.CutPrefix(sample, []byte("sep=")); ok && len(line) > 1 && strings.IndexByte("\r\n", line[1]) >= 0 {
		for _, d := range delimiters {
			if d.char == line[0] {
				f.form.comma = d.char
				return nil
			}
		}
	}
	best := -1
	for _, d := range delimiters {
		rows := sampleOf(newCSVReader(bytes.NewReader(sample), d.char, f.form.eol, f.form.charset, f.form.mixed))
		if score := delimiterScore(rows, f.source.role, o.mapping); score > best {
			best, f.form.comma = score, d.char
		}
	}
	return nil
}

// sampleOf reads the first rows and keeps them.
func sampleOf(in interface{ next() (row, error) }) []row {
	var rows []row
	for len(rows) < sampleRows {
		r, err := in.next()
		if err != nil {
			break
		}
		r.cells = slices.Clone(r.cells)
		rows = append(rows, r)
	}
	return rows
}

func delimiterScore(rows []row, r role, mapping map[string]string) int {
	widths := map[int]int{}
	for _, one := range rows {
		widths[len(one.cells)]++
	}
	even := 0
	for width, n := range widths {
		even = max(even, (min(width, 50)-1)*n)
	}
	_, hits := findHeader(rows, r, mapping)
	return hits*1_000_000 + even
}
