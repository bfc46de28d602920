package main

import (
	"errors"
	"io/fs"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Codes of this connector beside the shared ones.
const (
	codeColumnMissing   = "column-missing"
	codeHeaderMissing   = "header-missing"
	codeNumberForm      = "number-form"
	codeDateForm        = "date-form"
	codeCurrencyMissing = "currency-missing"
	codeSourceEmpty     = "source-empty"
	codeTotalSkipped    = "total-skipped"
	codeTotalDiffers    = "total-differs"
	codeCustomerUnknown = "customer-unknown"
	codeAssumed         = "assumed"
	codeUnchanged       = "unchanged"
	codeSourceOlder     = "source-older"
	codeSourceStale     = "source-stale"
	codeOtherKind       = "other-kind"
	codePassedOver      = "passed-over"
)

// trouble is why a file as a whole cannot be read.
func (s *source) trouble(code, summary, hint string) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: code, Field: s.field, Summary: summary, Hint: hint,
		Record: spec.Record{File: s.name},
	}
}

func (s *source) cannotOpen(err error) spec.Diagnostic {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s.trouble(spec.CodeSourceNotFound, "There is no file "+s.name+" at this place.", "Choose the file again, or export it anew.")
	case errors.Is(err, fs.ErrPermission):
		return s.trouble(spec.CodeSourceUnreadable, s.name+" may not be read by this user.", "Close it in other programs, or give this user the right to read it.")
	case isLocked(err):
		d := s.trouble(spec.CodeSourceLocked, s.name+" is held by another program.", "Close it there. It is read with the next sync.")
		d.RetryAfter = time.Minute
		return d
	case s.field == "folder" && strings.Contains(err.Error(), "escapes"):
		return s.trouble(spec.CodeSourceUnreadable, s.name+" is a link that leads out of the folder.", "Put the file itself into the folder.")
	default:
		return s.cannotRead(err)
	}
}

// isLocked recognises Windows' refusals while a program holds a file: sharing violation and lock violation.
func isLocked(err error) bool {
	var code syscall.Errno
	return runtime.GOOS == "windows" && errors.As(err, &code) && (code == 32 || code == 33)
}

func (s *source) cannotRead(err error) spec.Diagnostic {
	d := s.trouble(spec.CodeSourceUnreadable, s.name+" cannot be read to its end.", "Check that the drive is connected, then try again.")
	d.Detail = err.Error()
	return d
}

// changed: the desk may come back soon; the next read sees the whole file.
func (s *source) changed(summary string) spec.Diagnostic {
	d := s.trouble(spec.CodeSourceChanged, summary, "Nothing counts as settled. Sync again when the export has finished.")
	d.RetryAfter = 10 * time.Second
	return d
}

// asDiagnostic gives the diagnostic in an error.
func asDiagnostic(err error) spec.Diagnostic {
	var d spec.Diagnostic
	if errors.As(err, &d) {
		return d
	}
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Field: string(roleItems),
		Summary: "Reading was stopped.", Detail: err.Error(), Hint: "Try again.",
	}
}
