package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// maxFile bounds a file: beyond this it is not an export of receivables.
const maxFile = 1 << 30

// source is one file, opened once for all passes over it, so that every pass
// sees the same one.
type source struct {
	place
	role   role
	file   *os.File
	opened fs.FileInfo
	table  table
	// form describes the file for people; proposed are the settings that would
	// make it be read like this again.
	form     string
	proposed map[string]string
	// isWorkbook: cells have types of their own.
	isWorkbook bool
	// made: the list was made of a ledger, under our own headings.
	made bool
	// untold is what the ledger counts as open and names no customer for, with its currency.
	untold         int64
	untoldCurrency string
	// notes are what a person should know of the file.
	notes []spec.Diagnostic
}

// options are the settings that say how a file is written; empty ones are recognised.
type options struct {
	delimiter, encoding, sheet string
	mapping                    map[string]string
	// accounts are those of receivables in a SIE file; netDays the term of payment where a ledger tells none; postings
	// says that a file of postings holds all that is open.
	accounts string
	netDays  int64
	postings bool
}

// openSource opens a file and recognises its form. Every error is a diagnostic
// about the setting.
func openSource(ctx context.Context, r role, at place, o options) (*source, error) {
	s := &source{place: at, role: r, proposed: map[string]string{}}
	info, err := at.stat()
	switch {
	case err != nil:
		return nil, s.cannotOpen(err)
	case info.IsDir():
		return nil, s.trouble(spec.CodeSourceUnreadable, s.name+" is a folder.", "Choose the file itself.")
	case !info.Mode().IsRegular():
		return nil, s.trouble(spec.CodeSourceUnreadable, s.name+" is not a file.", "Choose the file itself.")
	case info.Size() == 0:
		return nil, s.trouble(spec.CodeSourceTruncated, s.name+" is empty.", "Nothing was taken over. Export it again.")
	case info.Size() > maxFile:
		return nil, s.trouble(spec.CodeSourceUnreadable, fmt.Sprintf("%s holds more than %d MiB.", s.name, maxFile>>20), "Export open items only.")
	}
	if s.file, err = at.open(); err != nil {
		return nil, s.cannotOpen(err)
	}
	if err = s.recognise(ctx, o); err != nil {
		s.file.Close()
		return nil, err
	}
	return s, nil
}

func (s *source) recognise(ctx context.Context, o options) error {
	info, err := s.file.Stat()
	if err != nil {
		return s.cannotOpen(err)
	}
	s.opened = info
	head := make([]byte, 512)
	n, err := io.ReadFull(s.file, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return s.cannotRead(err)
	}
	head = head[:n]
	if foreign := s.foreign(head); foreign != nil {
		return foreign
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return s.openWorkbook(ctx, o)
	}
	switch {
	case isSIE(head):
		return s.openSIE(o)
	case isDATEV(head):
		return s.openDATEV(o)
	}
	return s.openCSV(o)
}

// foreign names the files that people take for an export.
func (s *source) foreign(head []byte) error {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \r\n\t"))
	switch {
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return s.trouble(spec.CodeSourceUnreadable, s.name+" is an old Excel file (.xls), or is protected with a password.",
			"Open it in Excel or LibreOffice and save it without a password as .xlsx or CSV.")
	case bytes.HasPrefix(start, []byte("%pdf")):
		return s.trouble(spec.CodeSourceUnreadable, s.name+" is a PDF.", "Export the list as CSV or Excel instead.")
	case bytes.HasPrefix(start, []byte("<!doctype html")), bytes.HasPrefix(start, []byte("<html")), bytes.HasPrefix(start, []byte("<?xml")):
		return s.trouble(spec.CodeSourceUnreadable, s.name+" is a web page or an XML file, whatever its name ends in.",
			"Open it in Excel or LibreOffice and save it as .xlsx or CSV.")
	default:
		return nil
	}
}

// unchanged looks at the end whether the file is still the one that was opened.
// What was read of a file that somebody was writing proves nothing.
func (s *source) unchanged() error {
	now, err := s.stat()
	if errors.Is(err, fs.ErrNotExist) {
		return s.changed(s.name + " disappeared while it was being read.")
	}
	if err != nil {
		return s.cannotOpen(err)
	}
	if !os.SameFile(now, s.opened) || now.Size() != s.opened.Size() || !now.ModTime().Equal(s.opened.ModTime()) {
		return s.changed(s.name + " was changed while it was being read.")
	}
	return nil
}

func (s *source) close() {
	s.file.Close()
	if w, ok := s.table.(*workbook); ok {
		w.close()
	}
}
