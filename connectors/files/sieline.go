package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// maxLine bounds a line of a SIE file.
const maxLine = 64 << 10

// sieLine is a record of a SIE file: its label and its fields. The fields of an object list stand in objects.
type sieLine struct {
	line    int64
	label   string
	fields  []string
	objects []string
	// hasList: an object list stands behind the field of this number; -1 where none does.
	list int
}

// field returns a field, "" beyond the end: what is optional may be missing.
func (l *sieLine) field(i int) string {
	if i < len(l.fields) {
		return l.fields[i]
	}
	return ""
}

// sieReader reads the lines of a SIE file (SIE filformat 4B, sections 5 and 10).
type sieReader struct {
	in      *bufio.Reader
	line    int64
	charset charset
	// sum takes the bytes of labels and fields, without blanks, quotation marks and braces (10.14).
	sum  func([]byte)
	text []byte
}

func newSIEReader(in io.Reader, set charset) *sieReader {
	return &sieReader{in: bufio.NewReaderSize(in, maxLine), charset: set}
}

// next returns the next line that is not empty, io.EOF after the last. Other errors are of the disk or a *sieFault.
func (r *sieReader) next() (sieLine, error) {
	for {
		raw, err := r.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			return sieLine{}, &sieFault{r.line + 1, faultAt(-1, "a line holds more than %d KiB", maxLine>>10)}
		}
		if err != nil && (!errors.Is(err, io.EOF) || len(raw) == 0) {
			return sieLine{}, err
		}
		r.line++
		raw = bytes.Trim(raw, " \t\r\n\x1a")
		if len(raw) == 0 {
			continue
		}
		l, f := r.split(raw)
		if f != nil {
			return sieLine{}, &sieFault{r.line, f}
		}
		return l, nil
	}
}

// split takes a line apart: fields by blanks, texts within quotation marks, a list within braces.
func (r *sieReader) split(raw []byte) (sieLine, *fault) {
	l := sieLine{line: r.line, list: -1}
	inList := false
	for i := 0; i < len(raw); {
		switch c := raw[i]; c {
		case ' ', '\t':
			i++
		case '{', '}':
			if l.label == "" && len(raw) == 1 {
				l.label = string(c) // around the lines of a voucher
				return l, nil
			}
			if l.label == "" || inList == (c == '{') {
				return l, faultAt(-1, "its braces do not match")
			}
			if inList = c == '{'; inList {
				l.list = len(l.fields)
			}
			i++
		default:
			size, f := r.takeField(raw[i:])
			if f != nil {
				return l, f
			}
			r.keep(&l, inList)
			i += size
		}
	}
	if inList {
		return l, faultAt(-1, "its braces do not match")
	}
	return l, nil
}

// takeField reads one field into r.text and gives the bytes that it took.
func (r *sieReader) takeField(raw []byte) (int, *fault) {
	r.text = r.text[:0]
	if raw[0] != '"' {
		n := bytes.IndexAny(raw, " \t{}")
		if n < 0 {
			n = len(raw)
		}
		r.text = append(r.text, raw[:n]...)
		return n, nil
	}
	for i := 1; i < len(raw); i++ {
		switch {
		case raw[i] == '\\' && i+1 < len(raw) && raw[i+1] == '"':
			i++
			r.text = append(r.text, '"')
		case raw[i] == '"':
			return i + 1, nil
		default:
			r.text = append(r.text, raw[i])
		}
	}
	return 0, faultAt(-1, "a quotation mark is opened and never closed")
}

func (r *sieReader) keep(l *sieLine, inList bool) {
	text := string(r.text)
	if r.charset.table != nil {
		text = string(r.charset.append(nil, r.text))
	}
	switch {
	case l.label == "":
		l.label = text
	case inList:
		l.objects = append(l.objects, text)
	default:
		l.fields = append(l.fields, text)
	}
	if r.sum != nil && l.label != "#KSUMMA" {
		r.sum(r.text)
	}
}

// sieFault is what is wrong with a file as a whole, and where.
type sieFault struct {
	line int64
	*fault
}

func (f *sieFault) Error() string { return f.what }
