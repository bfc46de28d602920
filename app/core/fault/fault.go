// Package fault holds the one error shape of the program: a stable code, a sentence for a person, and what to do next.
package fault

import (
	"errors"
	"fmt"
)

// Code names a kind of failure. Codes are lower-case words joined by hyphens, are never reused for another
// meaning, and may be relied on by scripts (they are printed by every verb that fails).
type Code string

// Codes that more than one room uses. A room declares its own codes beside the code that returns them.
const (
	Invalid     Code = "invalid"     // the caller's input breaks a rule; Field says which part
	NotFound    Code = "not-found"   // the thing named does not exist
	Conflict    Code = "conflict"    // somebody else changed it in the meantime, or the state does not allow it
	Refused     Code = "refused"     // allowed by nobody in this state, on purpose (stale data, missing approval)
	Unavailable Code = "unavailable" // a neighbour (disk, server, connector) does not answer now
	Internal    Code = "internal"    // a defect of the program
)

// Error says what happened, to what, and what to do next.
type Error struct {
	Code    Code   // stable name of the kind of failure
	Message string // what happened, to what; one sentence, no secrets
	Field   string // the input field concerned, empty when none
	Hint    string // what to do next, empty when there is nothing to advise
	Err     error  // the cause, for the log; never shown to a user by itself
}

// New makes a coded error; message is a format string as for fmt.Sprintf.
func New(code Code, message string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(message, args...)}
}

// Wrap makes a coded error with a cause. A nil cause still makes an error.
func Wrap(cause error, code Code, message string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(message, args...), Err: cause}
}

// OnField returns a copy that names the input field concerned.
func (e *Error) OnField(field string) *Error { c := *e; c.Field = field; return &c }

// WithHint returns a copy that says what to do next; hint is a format string.
func (e *Error) WithHint(hint string, args ...any) *Error {
	c := *e
	c.Hint = fmt.Sprintf(hint, args...)
	return &c
}

// Error gives message, hint and cause in one line.
func (e *Error) Error() string {
	s := e.Message
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is an Error of the same code, so that errors.Is works with New(code, "").
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code && t.Message == ""
}

// CodeOf gives the code of the first Error in the chain, Internal when there is none, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// Has reports whether any Error in the chain carries the code.
func Has(err error, code Code) bool {
	for err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return false
		}
		if e.Code == code {
			return true
		}
		err = e.Err
	}
	return false
}
