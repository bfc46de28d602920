package main

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// csvReader reads rows of separated values. Unlike encoding/csv it never holds
// more than maxRecord of a file however long a field is, and a quote that is
// never closed costs the line it stands in, not the rest of the file.
type csvReader struct {
	in      io.Reader
	comma   byte
	eol     byte
	charset charset
	// mixed: the file holds both UTF-8 and other bytes; lines that do not fit
	// the character set are faults.
	mixed bool
	// width is the number of columns of the heading, 0 while it is not known.
	width int

	window   []byte
	pos, end int
	eof      bool
	line     int64
	spans    []span
	text     []byte
	decoded  []byte
	cells    []string
}

// span is a field: a piece of a line or of text.
type span struct{ from, to int }

func newCSVReader(in io.Reader, comma, eol byte, set charset, mixed bool) *csvReader {
	return &csvReader{in: in, comma: comma, eol: eol, charset: set, mixed: mixed, line: 1, window: make([]byte, 64<<10)}
}

func (r *csvReader) expect(columns int) { r.width = columns }

// outcome of looking for the end of a row in the window.
type outcome int

const (
	found outcome = iota
	// wantsMore: the window ends within the row; inQuote: within quotes.
	wantsMore
	inQuote
)

// next returns the next row; its cells are valid until the call after.
func (r *csvReader) next() (row, error) {
	for {
		if r.pos == r.end && r.eof {
			return row{}, io.EOF
		}
		b := r.window[r.pos:r.end]
		base, size, what := r.split(b)
		switch {
		case what == found && r.isUnclosed(b[:size]), what == inQuote && r.eof, what == inQuote && len(b) >= maxRecord && r.isUnclosed(b):
			return r.unclosed(b), nil
		case what == found, r.eof && len(b) > 0:
			return r.take(base, size), nil
		case len(b) >= maxRecord:
			return r.tooLong(what)
		}
		if err := r.fill(); err != nil {
			return row{}, err
		}
	}
}

// fill reads more behind the window, which grows up to the longest row.
func (r *csvReader) fill() error {
	if r.pos > 0 {
		copy(r.window, r.window[r.pos:r.end])
		r.pos, r.end = 0, r.end-r.pos
	}
	if r.end == len(r.window) {
		r.window = append(r.window, make([]byte, len(r.window))...)
	}
	n, err := io.ReadAtLeast(r.in, r.window[r.end:], 1)
	r.end += n
	if errors.Is(err, io.EOF) {
		r.eof, err = true, nil
	}
	return err
}

// split finds the row at the beginning of b: the spans of its fields within
// base, and the bytes it takes.
func (r *csvReader) split(b []byte) (base []byte, size int, what outcome) {
	line, size := b, len(b)
	if i := bytes.IndexByte(b, r.eol); i >= 0 {
		line, size = b[:i], i+1
	} else {
		what = wantsMore
	}
	if bytes.IndexByte(line, '"') >= 0 {
		return r.splitQuoted(b)
	}
	r.spans = splitPlain(r.spans[:0], trimReturn(line), r.comma)
	return trimReturn(line), size, what
}

func trimReturn(line []byte) []byte { return bytes.TrimSuffix(line, []byte{'\r'}) }

func splitPlain(spans []span, line []byte, comma byte) []span {
	from := 0
	for {
		i := bytes.IndexByte(line[from:], comma)
		if i < 0 || len(spans) > maxColumns {
			return append(spans, span{from, len(line)})
		}
		spans = append(spans, span{from, from + i})
		from += i + 1
	}
}

// splitQuoted reads a row with quotes (RFC 4180). A quote within a field that
// does not end it stands for itself, as Excel reads it too.
func (r *csvReader) splitQuoted(b []byte) (base []byte, size int, what outcome) {
	r.text, r.spans = r.text[:0], r.spans[:0]
	from, quoted, i := 0, false, 0
	for ; i < len(b); i++ {
		c := b[i]
		switch {
		case quoted && c != '"':
			r.text = append(r.text, c)
		case quoted && i+1 < len(b) && b[i+1] == '"':
			r.text = append(r.text, '"')
			i++
		case quoted && r.ends(b, i+1):
			quoted = false
		case c == '"' && !quoted && len(r.text) == from && (i == 0 || b[i-1] == r.comma):
			quoted = true
		case c == r.comma && !quoted:
			r.spans = append(r.spans, span{from, len(r.text)})
			from = len(r.text)
		case c == r.eol && !quoted:
			r.text = r.text[:from+len(trimReturn(r.text[from:]))]
			r.spans = append(r.spans, span{from, len(r.text)})
			return r.text, i + 1, found
		default:
			r.text = append(r.text, c)
		}
	}
	if r.eof && !quoted {
		r.text = r.text[:from+len(trimReturn(r.text[from:]))]
	}
	r.spans = append(r.spans, span{from, len(r.text)})
	if quoted {
		return r.text, len(b), inQuote
	}
	return r.text, len(b), wantsMore
}

// ends reports whether a field may end before position i.
func (r *csvReader) ends(b []byte, i int) bool {
	if i < len(b) && b[i] == '\r' && r.eol != '\r' {
		i++
	}
	return i >= len(b) || b[i] == r.comma || b[i] == r.eol
}

// isUnclosed tells a row of several lines apart from one whose quote was never
// closed. There one of the lines that follow is a whole row by itself: taken
// for a piece of text, what it says is owed would be lost without a word.
func (r *csvReader) isUnclosed(b []byte) bool {
	i := bytes.IndexByte(b, r.eol)
	if r.width < 2 || i < 0 || i+1 >= len(b) {
		return false
	}
	for line := range bytes.SplitSeq(b[i+1:], []byte{r.eol}) {
		if bytes.Count(line, []byte{r.comma}) == r.width-1 {
			return true
		}
	}
	return false
}

// unclosed gives up the line in which the quote was opened.
func (r *csvReader) unclosed(b []byte) row {
	size := len(b)
	if i := bytes.IndexByte(b, r.eol); i >= 0 {
		size = i + 1
	}
	column := bytes.Count(b[:bytes.IndexByte(b, '"')], []byte{r.comma})
	out := row{line: r.line, cells: r.cells[:0], fault: faultAt(column, "a quotation mark is opened and never closed")}
	r.advance(b[:size])
	return out
}

func (r *csvReader) advance(b []byte) {
	r.line += int64(bytes.Count(b, []byte{r.eol}))
	r.pos += len(b)
}

// tooLong skips a row that does not fit into the window, without keeping it.
func (r *csvReader) tooLong(what outcome) (row, error) {
	out := row{line: r.line, fault: faultAt(len(r.spans)-1, "a field holds more than %d KiB", maxField>>10)}
	quoted := what == inQuote
	// The quote that opened the field has been passed; from here on only
	// closing ones count.
	r.advance(r.window[r.pos:r.end])
	for {
		if r.pos == r.end {
			if err := r.fill(); err != nil || r.eof && r.pos == r.end {
				return out, err
			}
		}
		b := r.window[r.pos:r.end]
		stop := r.eol
		if quoted {
			stop = '"'
		}
		i := bytes.IndexByte(b, stop)
		if i < 0 {
			r.advance(b)
			continue
		}
		r.advance(b[:i+1])
		if !quoted {
			return out, nil
		}
		if r.pos == r.end {
			if err := r.fill(); err != nil {
				return out, err
			}
		}
		quoted = !r.ends(r.window[r.pos:r.end], 0)
	}
}

// take makes a row of what split has found.
func (r *csvReader) take(base []byte, size int) row {
	out := row{line: r.line}
	defer r.advance(r.window[r.pos : r.pos+size])
	if len(r.spans) > maxColumns {
		out.fault = faultAt(-1, "it has more than %d columns", maxColumns)
		return out
	}
	out.fault = r.fault(base)
	text := r.string(base)
	r.cells = r.cells[:0]
	for _, s := range r.spans {
		r.cells = append(r.cells, text[s.from:s.to])
	}
	out.cells = r.cells
	return out
}

// fault looks for what cannot stand in a text.
func (r *csvReader) fault(base []byte) *fault {
	if r.charset.table == nil && utf8.Valid(base) && len(base) <= maxField && bytes.IndexByte(base, 0) < 0 {
		return nil
	}
	for column, s := range r.spans {
		field := base[s.from:s.to]
		switch {
		case len(field) > maxField:
			return faultAt(column, "a field holds more than %d KiB", maxField>>10)
		case bytes.IndexByte(field, 0) >= 0:
			return faultAt(column, "it holds a NUL byte, which no text has")
		case !r.charset.fits(field), r.mixed && r.charset.table != nil && holdsUTF8(field):
			return faultAt(column, "its letters are not in the character set of the rest (%s)", r.charset.name)
		}
	}
	return nil
}

// string decodes base and moves the spans along.
func (r *csvReader) string(base []byte) string {
	if r.charset.table == nil {
		if utf8.Valid(base) {
			return string(base)
		}
		return string(bytes.Map(func(c rune) rune { return c }, base)) // each bad byte becomes U+FFFD
	}
	r.decoded = r.decoded[:0]
	for i, s := range r.spans {
		from := len(r.decoded)
		r.decoded = r.charset.append(r.decoded, base[s.from:s.to])
		r.spans[i] = span{from, len(r.decoded)}
	}
	return string(r.decoded)
}
