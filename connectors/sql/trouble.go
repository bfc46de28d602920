package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// retryAfter is when a server that is away or busy is worth another try.
const retryAfter = time.Minute

// problem is what a server's error means, in words.
type problem struct {
	code, field, summary, hint string
	// position is the place in the query, in letters from 1; 0: none.
	position int
	// line is the line in the query from 1; 0: none.
	line  int
	retry bool
}

func trouble(code, field, summary, hint string) spec.Diagnostic {
	return spec.Diagnostic{Severity: spec.SeverityError, Code: code, Field: field, Summary: summary, Hint: hint}
}

func troubleWith(d spec.Diagnostic, cause error) spec.Diagnostic {
	if cause != nil {
		d.Detail = spec.CleanLine(cause.Error())
	}
	return d
}

func troubleOpening(field string, err error) spec.Diagnostic {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return trouble(spec.CodeSourceNotFound, field, "There is no file at this place.", "Choose the file again.")
	case errors.Is(err, fs.ErrPermission):
		return trouble(spec.CodeSourceUnreadable, field, "The file may not be read by this user.", "Give the user of this computer the right to read it.")
	default:
		return troubleWith(trouble(spec.CodeSourceUnreadable, field, "The file cannot be opened.", "Check that the drive is connected."), err)
	}
}

// asDiagnostic gives the diagnostic in an error.
func asDiagnostic(err error) spec.Diagnostic {
	var d spec.Diagnostic
	if errors.As(err, &d) {
		return d
	}
	return troubleWith(trouble(spec.CodeSourceUnreadable, "", "Reading the database was stopped.", "Try again."), err)
}

// explained puts a server's error into words. Passwords never get into them.
func (s *source) explained(err error, q *statement, section string) error {
	var known spec.Diagnostic
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, context.DeadlineExceeded):
		return s.tooLong(section)
	}
	p := s.engine.explain(err, s.target)
	if p.code == codeTimeout {
		return s.tooLong(section)
	}
	d := trouble(p.code, p.field, p.summary, p.hint)
	d.Detail = s.target.redact(spec.CleanLine(err.Error()))
	if p.retry {
		d.RetryAfter = retryAfter
	}
	if q != nil {
		d.Record = spec.Record{File: q.file, Line: int64(q.line)}
		switch {
		case p.line > 0:
			d.Record.Line += int64(p.line - 1)
		case p.position > 0:
			before := []rune(q.text)
			d.Record.Line += int64(strings.Count(string(before[:min(p.position-1, len(before))]), "\n"))
		}
		d.Summary = fmt.Sprintf("The query %q: %s", section, strings.ToLower(d.Summary[:1])+d.Summary[1:])
	}
	return d
}

// codeTimeout is a problem's code for a query that took too long.
const codeTimeout = "query-timeout"

func (s *source) tooLong(section string) error {
	d := trouble(codeTimeout, "timeout", fmt.Sprintf("The server did not answer within %s.", seconds(s.limit)),
		"Allow more time under Timeout, or have the query read less.")
	if section != "" {
		d.Summary = fmt.Sprintf("The query %q did not finish within %s and was stopped.", section, seconds(s.limit))
	}
	return d
}

func seconds(d time.Duration) string {
	if d == time.Second {
		return "one second"
	}
	return fmt.Sprintf("%d seconds", d/time.Second)
}

// Problems that all servers have.
var (
	unreachable = problem{
		code: spec.CodeSourceUnreachable, field: "host", summary: "The server cannot be reached.",
		hint: "Check host and port, that the server runs, and that its firewall lets this computer in.", retry: true,
	}
	lost = problem{
		code: spec.CodeSourceUnreachable, summary: "The connection to the server broke off.",
		hint: "Nothing counts as settled by this read. Try again.", retry: true,
	}
	untrusted = problem{
		code: "not-trusted", field: "tls", summary: "The server's certificate is not trusted.",
		hint: "Name the certificate of your own authority under \"Certificate\", or choose another encryption.",
	}
	unknown = problem{
		code: spec.CodeSourceUnreadable, summary: "The server does not answer as it should.", hint: "Its own words stand beside this; ask who looks after it.",
	}
)

func unauthorised(t target) problem {
	return problem{
		code: spec.CodeNotAuthorised, field: "password", summary: fmt.Sprintf("The server does not let the user %q in with this password.", t.user),
		hint: "Check user and password.",
	}
}

func noDatabase(t target) problem {
	return problem{
		code: spec.CodeSourceNotFound, field: "database", summary: fmt.Sprintf("The server has no database %q that this user may open.", t.database),
		hint: "Check its name; on some servers capitals count.",
	}
}

func noRight() problem {
	return problem{
		code: spec.CodeNotAuthorised, field: "queries", summary: "The user may not read what it asks for.", hint: "Grant the user SELECT on it.",
	}
}

func noSuch(what string) problem {
	return problem{
		code: "query-refused", field: "queries", summary: "It asks for " + what + " that the database does not have.",
		hint: "Correct the query; the server's own words stand beside this.",
	}
}

func wrongSyntax() problem {
	return problem{
		code: "query-refused", field: "queries", summary: "The server does not understand it.", hint: "Correct the query; the server's own words stand beside this.",
	}
}

func wantsToWrite() problem {
	return problem{
		code: "query-refused", field: "queries", summary: "It tries to change something, and was stopped.", hint: "A query may only read. Correct it.",
	}
}

func failedValue() problem {
	return problem{
		code: "query-failed", field: "queries", summary: "The server cannot work it out.", hint: "A value does not fit; the server's own words stand beside this.",
	}
}

func busy() problem {
	return problem{
		code: spec.CodeSourceLocked, summary: "The database is busy: somebody else holds what is asked for.", hint: "Try again in a minute.", retry: true,
	}
}
