package spec

import (
	"strings"
	"time"
)

// Diagnostic is something a person should know: what happened, to what, and
// what to do next. It is an error too, so that Read can return one.
// It never holds a secret; the host removes the connection's secrets all the same.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	// Code is stable and machine-readable: lower-case words with dashes.
	Code string `json:"code"`
	// Summary says in one sentence what happened; Detail adds what is needed to
	// understand it.
	Summary string `json:"summary"`
	Detail  string `json:"detail,omitempty"`
	// Field is the Key of the setting to change, if it is about one.
	Field string `json:"field,omitempty"`
	// Hint says what to do next.
	Hint string `json:"hint,omitempty"`
	// Record is the record it is about, if it is about one.
	Record Record `json:"record,omitzero"`
	// Choices are values found at the source that Field may take: companies,
	// sheets, columns. The form offers them.
	Choices []Choice `json:"choices,omitempty"`
	// Proposed are setting values the connector has recognised (delimiter,
	// mapping). The form shows them and takes them over on a click.
	Proposed map[string]string `json:"proposed,omitempty"`
	// RetryAfter is how long to wait before trying again; 0 means that waiting
	// alone does not help or is not known to.
	RetryAfter time.Duration `json:"retry_after,omitempty"`
}

// Error returns summary, place and hint in one line.
func (d Diagnostic) Error() string {
	var b strings.Builder
	b.WriteString(d.Summary)
	if place := d.Record.String(); place != "" {
		b.WriteString(" (" + place + ")")
	}
	if d.Hint != "" {
		b.WriteString(" " + d.Hint)
	}
	return b.String()
}

// Severity ranks diagnostics.
type Severity string

// The severities. An error in a check means that the connection cannot be
// read; an error in a read with a Record means that this record was left out.
const (
	SeverityInfo    Severity = "info"
	SeverityWarning Severity = "warning"
	SeverityError   Severity = "error"
)

// Codes that connectors share, so that the desk can word and act on them alike.
// A connector adds its own where none fits.
const (
	CodeSettingMissing     = "setting-missing"
	CodeSettingInvalid     = "setting-invalid"
	CodeSettingUnknown     = "setting-unknown"
	CodeSourceNotFound     = "source-not-found"
	CodeSourceUnreachable  = "source-unreachable"
	CodeSourceLocked       = "source-locked"
	CodeSourceUnreadable   = "source-unreadable"
	CodeSourceTruncated    = "source-truncated"
	CodeSourceNewer        = "source-newer"
	CodeSourceChanged      = "source-changed"
	CodeNotAuthorised      = "not-authorised"
	CodeRateLimited        = "rate-limited"
	CodeRecordInvalid      = "record-invalid"
	CodeRecordCleaned      = "record-cleaned"
	CodeRecordDuplicate    = "record-duplicate"
	CodeCursorInvalid      = "cursor-invalid"
	CodeControlDiffers     = "control-differs"
	CodeCapabilityMissing  = "capability-missing"
	CodeConnectorPanic     = "connector-panic"
	CodeConnectorFailed    = "connector-failed"
	CodeTooManyDiagnostics = "too-many-diagnostics"
	CodeRecognised         = "recognised"
	// CodeOutcomeUnknown: whether a posting was written cannot be said.
	CodeOutcomeUnknown = "outcome-unknown"
	// CodePostingRefused: the source refuses a posting; asking again is useless.
	CodePostingRefused = "posting-refused"
)
