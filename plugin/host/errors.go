package host

import (
	"errors"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Code says in one stable word what went wrong with a connector.
type Code string

// The codes of this package.
const (
	// NotFound: there is no such program.
	NotFound Code = "connector-not-found"
	// NotApproved: nobody has approved this connector yet.
	NotApproved Code = "connector-not-approved"
	// ChecksumChanged: the program is not the one that was approved.
	ChecksumChanged Code = "connector-checksum-changed"
	// StartFailed: the operating system could not start the program.
	StartFailed Code = "connector-start-failed"
	// HandshakeFailed: what started does not greet like a connector.
	HandshakeFailed Code = "connector-handshake-failed"
	// ProtocolVersion: connector and desk have no protocol in common.
	ProtocolVersion Code = "connector-protocol-version"
	// Crashed: the program ended in the middle of its work.
	Crashed Code = "connector-crashed"
	// Hung: the program did not answer in time and was stopped.
	Hung Code = "connector-hung"
	// Flooded: the program sent more than the limits allow and was stopped.
	Flooded Code = "connector-flooded"
	// OutOfMemory: the program needed more memory than it may and ended.
	OutOfMemory Code = "connector-out-of-memory"
	// BadMessage: the program sent something that breaks the protocol's rules.
	BadMessage Code = "connector-bad-message"
	// CountsDisagree: a checkpoint claims other counts, sums or decimals than
	// what arrived.
	CountsDisagree Code = "connector-counts-disagree"
	// ReadFailed: the connector itself says why it could not read; the reason
	// is in Diagnostic.
	ReadFailed Code = "connector-read-failed"
	// WriteRefused: nothing was written, and asking again is useless.
	WriteRefused Code = "connector-write-refused"
	// WriteLater: nothing was written, and asking again may help.
	WriteLater Code = "connector-write-later"
	// OutcomeUnknown: whether something was written cannot be said.
	OutcomeUnknown Code = "connector-outcome-unknown"
	// Cancelled: the caller stopped the work.
	Cancelled Code = "connector-cancelled"
)

// Error is a failure of a connector.
type Error struct {
	Code Code
	// Connector is its kind.
	Connector string
	// Message says what happened, Hint what to do next.
	Message string
	Hint    string
	// Detail is for the log and "Copy details": exit status, last words on
	// standard error. Secrets of the connection have been taken out.
	Detail string
	// Diagnostic is the connector's own word, for ReadFailed.
	Diagnostic *spec.Diagnostic
	// Err is the cause, or nil.
	Err error
}

// Error returns message and hint.
func (e *Error) Error() string { return strings.TrimSpace(e.Message + " " + e.Hint) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of the first *Error in err's chain, or "".
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
