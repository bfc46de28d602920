package main

import (
	"errors"
	"io/fs"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// trouble is why the book as a whole cannot be read. All of it is about the
// setting "file".
func trouble(code, summary, hint string) spec.Diagnostic {
	return spec.Diagnostic{Severity: spec.SeverityError, Code: code, Field: "file", Summary: summary, Hint: hint}
}

func troubleWith(code, summary, hint string, cause error) spec.Diagnostic {
	d := trouble(code, summary, hint)
	d.Detail = cause.Error()
	return d
}

func troubleOpening(err error) spec.Diagnostic {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return trouble(spec.CodeSourceNotFound, "There is no file at this place.", "Choose the book that GnuCash shows under File, recent files.")
	case errors.Is(err, fs.ErrPermission):
		return trouble(spec.CodeSourceUnreadable, "The file may not be read by this user.", "Give the user of this computer the right to read it.")
	default:
		return troubleWith(spec.CodeSourceUnreadable, "The file cannot be opened.", "Check that the drive is connected.", err)
	}
}

func troubleTruncated(summary string) spec.Diagnostic {
	return trouble(spec.CodeSourceTruncated, summary,
		"Nothing was taken over. Copy the book again, or open it in GnuCash and save it; GnuCash keeps backups beside it.")
}

func troubleNewer(what string) spec.Diagnostic {
	return trouble(spec.CodeSourceNewer, "The book was written by a newer GnuCash than this connector knows: "+what+".",
		"Nothing was taken over. Update Dunning Desk.")
}

func troubleForeign(what string) spec.Diagnostic {
	return trouble(spec.CodeSourceUnreadable, what, "Choose the book itself: the file that GnuCash opens.")
}

// asDiagnostic gives the diagnostic in an error of load.
func asDiagnostic(err error) spec.Diagnostic {
	var d spec.Diagnostic
	if errors.As(err, &d) {
		return d
	}
	return troubleWith(spec.CodeSourceUnreadable, "Reading the book was stopped.", "Try again.", err)
}
