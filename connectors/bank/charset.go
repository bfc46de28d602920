package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// maxTextLine bounds a line of a text file, in bytes.
const maxTextLine = 16 << 10

// textLines reads a file line by line. A line that is not UTF-8 is of one byte a letter: ISO 8859-1 with the letters that
// Windows has added.
type textLines struct {
	in   *bufio.Reader
	text string
	line int64
	err  error
}

// next reports whether there is a line; it stands in text, without its end.
func (l *textLines) next() bool {
	if l.err != nil {
		return false
	}
	var raw []byte
	for {
		piece, err := l.in.ReadSlice('\n')
		raw = append(raw, piece...)
		if len(raw) > maxTextLine {
			l.err = faultAt(place{line: l.line + 1}, "line %d holds more than %d letters", l.line+1, maxTextLine)
			return false
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			l.err = err
		}
		break
	}
	if len(raw) == 0 {
		return false
	}
	l.line++
	l.text = strings.TrimRight(decoded(raw), "\r\n\x1a")
	return true
}

// failed is what ended the reading, other than the end of the file.
func (l *textLines) failed() error {
	if errors.Is(l.err, io.EOF) {
		return nil
	}
	return l.err
}

func decoded(raw []byte) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	out := make([]byte, 0, len(raw)+8)
	for _, b := range raw {
		out = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(b))
	}
	return string(out)
}

// charsetReader reads XML that is not in UTF-8.
func charsetReader(label string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be": // UTF-16 was decoded by its byte order mark
		return in, nil
	case "iso-8859-1", "latin1", "windows-1252", "cp1252":
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	case "iso-8859-15", "latin9":
		return charmap.ISO8859_15.NewDecoder().Reader(in), nil
	case "iso-8859-2", "windows-1250":
		return charmap.Windows1250.NewDecoder().Reader(in), nil
	}
	return nil, fmt.Errorf("its letters are written in %q, which is not known here", shorten(label))
}
