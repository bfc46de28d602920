package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/unicode"
)

// headSize is how much of a file is looked at to tell what it is.
const headSize = 8 << 10

var (
	byteOrderMark = []byte("\xef\xbb\xbf")
	tagForm       = regexp.MustCompile(`(?m)^:(20|21|25P?|28C?|60[FM]|61|62[FM]|64|65|86|34F|13D?|90[CD]|NS):`)
)

// parse tells by its content what a file is, and reads it.
func parse(in io.Reader, take takeBooking) error {
	buffered := bufio.NewReaderSize(in, headSize)
	head, err := buffered.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		decoded := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(buffered)
		buffered = bufio.NewReaderSize(decoded, headSize)
		if head, err = buffered.Peek(headSize); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
	if bytes.HasPrefix(head, byteOrderMark) {
		_, _ = buffered.Discard(len(byteOrderMark)) // it was peeked at
		head = head[len(byteOrderMark):]
	}
	return parserOf(head)(buffered, take)
}

type parser func(in *bufio.Reader, take takeBooking) error

// parserOf chooses by the beginning of a file.
func parserOf(head []byte) parser {
	start := bytes.TrimLeft(head, " \t\r\n")
	lower := strings.ToLower(string(start[:min(len(start), 200)]))
	switch {
	case len(start) == 0:
		return refuse(truncated(place{line: 1}, "it is empty"))
	case strings.HasPrefix(lower, "<!doctype html"), strings.HasPrefix(lower, "<html"):
		return refuse(foreign("it is a web page", "Download the file again: the bank's page came instead of it."))
	case start[0] == '<':
		return parseCamt // which names the kind itself
	case bytes.HasPrefix(start, []byte("NY0000")):
		return as("ocr-giro", parseGiro)
	case bytes.HasPrefix(start, []byte("01BGMAX")):
		return as("bgmax", parseBgMax)
	case tagForm.Match(bytes.ReplaceAll(head, []byte("\r"), nil)):
		return as("mt940", parseMT)
	}
	return refuse(otherKind(start, lower))
}

// as names the kind of file of what a parser reads.
func as(format string, parse parser) parser {
	return func(in *bufio.Reader, take takeBooking) error {
		return parse(in, func(b *booking) error {
			b.format = format
			return take(b)
		})
	}
}

// formats are the kinds of files, in the order in which they are named.
var formats = []string{"camt.052", "camt.053", "camt.054", "mt940", "ocr-giro", "bgmax"}

func kindsOf(format string) (bits uint8) {
	for i, f := range formats {
		if f == format {
			bits |= 1 << i
		}
	}
	return bits
}

// formats names the kinds of files that list a booking, with blanks between.
func (c choice) formats() string {
	var out []string
	for i, f := range formats {
		if c.kinds&(1<<i) != 0 {
			out = append(out, f)
		}
	}
	return strings.Join(out, " ")
}

// sharesReferences reports whether a bank's references in a kind of file are those of its other files: the references of OCR and
// BgMax are the central's own.
func sharesReferences(format string) bool {
	return strings.HasPrefix(format, "camt.") || strings.HasPrefix(format, "mt940")
}

func refuse(f *fault) parser {
	return func(*bufio.Reader, takeBooking) error { return f }
}

// otherKind names the files that lie beside bank files.
func otherKind(start []byte, lower string) *fault {
	const get = "Get the statement as camt, MT940, OCR or BgMax file."
	switch {
	case strings.HasPrefix(lower, "%pdf"):
		return foreign("it is a PDF", get)
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return foreign("it is packed (ZIP), or of an office program", "Unpack it, or get the statement as camt, MT940, OCR or BgMax file.")
	case bytes.HasPrefix(start, []byte("\x1f\x8b")):
		return foreign("it is packed (gzip)", "Unpack it.")
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")):
		return foreign("it is of an office program", get)
	case strings.HasPrefix(lower, "\x89png"), bytes.HasPrefix(start, []byte("\xff\xd8\xff")):
		return foreign("it is a picture", get)
	case strings.HasPrefix(lower, "11") && strings.Contains(lower, "leverant"):
		return foreign("it tells of payments to suppliers (Leverantörsbetalningar), not of payments received", get)
	}
	return foreign("it is no bank file of a kind that is known here", get)
}
