package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Codes of this connector beside the shared ones.
const (
	codeForeign  = "not-a-bank-file"
	codePending  = "not-booked"
	codeOutgoing = "payments-out"
	codeUnsplit  = "batch-not-split"
)

// place points into a file: a line, and the tag, element or columns in it.
type place struct {
	line   int64
	column string
}

// fault is why a file is left out. Nothing of such a file is sent.
type fault struct {
	place
	code string
	what string // completes "x.xml was left out: ..."
	hint string
}

func (f *fault) Error() string { return f.what }

// faultAt says what is wrong at a place.
func faultAt(at place, format string, args ...any) *fault {
	return &fault{place: at, code: spec.CodeRecordInvalid, what: fmt.Sprintf(format, args...)}
}

// differs says that a control sum of the file is not that of what it holds.
func differs(at place, format string, args ...any) *fault {
	f := faultAt(at, format, args...)
	f.code, f.hint = spec.CodeControlDiffers, "The file is not whole, or was changed. Get it from the bank again."
	return f
}

// truncated says that the file ends too early.
func truncated(at place, format string, args ...any) *fault {
	f := faultAt(at, format, args...)
	f.code, f.hint = spec.CodeSourceTruncated, "Get the file from the bank again."
	return f
}

// foreign says that this is another kind of file.
func foreign(what, hint string) *fault {
	return &fault{place: place{line: 1}, code: codeForeign, what: what, hint: hint}
}

// asDiagnostic tells of a file that is left out. An error that is no fault of the file is given back as it is.
func (s *source) asDiagnostic(err error) (spec.Diagnostic, bool) {
	var f *fault
	if !errors.As(err, &f) {
		return spec.Diagnostic{}, false
	}
	d := spec.Diagnostic{
		Severity: spec.SeverityError, Code: f.code, Hint: f.hint,
		Summary: s.name + " was left out: " + strings.TrimSuffix(f.what, ".") + ".",
		Record:  spec.Record{Stream: spec.StreamBankLines, File: s.name, Line: f.line, Column: f.column},
	}
	if d.Hint == "" {
		d.Hint = "Get the file from the bank again."
	}
	return d, true
}

// opening says why a file or folder cannot be opened.
func opening(err error) *fault {
	f := &fault{code: spec.CodeSourceUnreadable, what: "it cannot be read to its end: " + reason(err), hint: "Check that the drive is connected."}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.code, f.what, f.hint = spec.CodeSourceNotFound, "there is no such file", "Choose it again, or get it from the bank again."
	case errors.Is(err, fs.ErrPermission):
		f.what, f.hint = "this user may not read it", "Give the user of this computer the right to read it."
	}
	return f
}

// reason is an error without paths.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// setting is trouble with a setting: nothing can be read.
func setting(field, code, summary, hint string) spec.Diagnostic {
	return spec.Diagnostic{Severity: spec.SeverityError, Code: code, Field: field, Summary: summary, Hint: hint}
}

func stopped(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// shorten keeps a quote of a file short.
func shorten(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "..."
	}
	return s
}
