package wire

import (
	"maps"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// FromCheckpoint writes a checkpoint for the wire.
func FromCheckpoint(c spec.Checkpoint) *receivablev1.Checkpoint {
	out := &receivablev1.Checkpoint{
		Stream:     string(c.Stream),
		Cursor:     c.Cursor,
		Generation: c.Generation,
		Counts:     make(map[string]int64, len(c.Counts)),
		Sums:       maps.Clone(c.Sums),
		Exponents:  make(map[string]int32, len(c.Exponents)),
		Control:    maps.Clone(c.Control),
		Rejected:   c.Rejected,
		Complete:   c.Complete,
	}
	for stream, n := range c.Counts {
		out.Counts[string(stream)] = n
	}
	for currency, n := range c.Exponents {
		out.Exponents[currency] = int32(n)
	}
	return out
}

// ToCheckpoint reads a checkpoint from the wire.
func ToCheckpoint(m *receivablev1.Checkpoint) spec.Checkpoint {
	c := spec.Checkpoint{
		Stream:     spec.Stream(m.GetStream()),
		Cursor:     m.GetCursor(),
		Generation: m.GetGeneration(),
		Counts:     make(map[spec.Stream]int64, len(m.GetCounts())),
		Sums:       m.GetSums(),
		Exponents:  make(map[string]int, len(m.GetExponents())),
		Control:    m.GetControl(),
		Rejected:   m.GetRejected(),
		Complete:   m.GetComplete(),
	}
	if c.Sums == nil {
		c.Sums = map[string]int64{}
	}
	for stream, n := range m.GetCounts() {
		c.Counts[spec.Stream(stream)] = n
	}
	for currency, n := range m.GetExponents() {
		c.Exponents[currency] = int(n)
	}
	return c
}

// FromProgress writes progress for the wire.
func FromProgress(p spec.Progress) *receivablev1.Progress {
	return &receivablev1.Progress{Phase: p.Phase, Done: p.Done, Total: p.Total, Text: p.Text}
}

// ToProgress reads progress from the wire.
func ToProgress(m *receivablev1.Progress) spec.Progress {
	return spec.Progress{Phase: m.GetPhase(), Done: m.GetDone(), Total: m.GetTotal(), Text: m.GetText()}
}

// FromDiagnostic writes a diagnostic for the wire. Fatal ends the read.
func FromDiagnostic(d spec.Diagnostic, fatal bool) *receivablev1.Diagnostic {
	out := &receivablev1.Diagnostic{
		Severity:     fromSeverity(d.Severity),
		Code:         d.Code,
		Summary:      d.Summary,
		Detail:       d.Detail,
		Field:        d.Field,
		Hint:         d.Hint,
		Choices:      fromChoices(d.Choices),
		Proposed:     d.Proposed,
		RetryAfterMs: d.RetryAfter.Milliseconds(),
		Fatal:        fatal,
	}
	out.Record = fromRecord(d.Record)
	return out
}

func fromRecord(r spec.Record) *receivablev1.Record {
	if r == (spec.Record{}) {
		return nil
	}
	return &receivablev1.Record{Stream: string(r.Stream), ExternalId: r.ExternalID, File: r.File, Line: r.Line, Column: r.Column}
}

func toRecord(m *receivablev1.Record) spec.Record {
	return spec.Record{
		Stream: spec.Stream(m.GetStream()), ExternalID: m.GetExternalId(), File: m.GetFile(), Line: m.GetLine(), Column: m.GetColumn(),
	}
}

// ToDiagnostic reads a diagnostic from the wire.
func ToDiagnostic(m *receivablev1.Diagnostic) spec.Diagnostic {
	return spec.Diagnostic{
		Severity:   toSeverity(m.GetSeverity()),
		Code:       m.GetCode(),
		Summary:    m.GetSummary(),
		Detail:     m.GetDetail(),
		Field:      m.GetField(),
		Hint:       m.GetHint(),
		Record:     toRecord(m.GetRecord()),
		Choices:    toChoices(m.GetChoices()),
		Proposed:   m.GetProposed(),
		RetryAfter: time.Duration(max(m.GetRetryAfterMs(), 0)) * time.Millisecond,
	}
}

func fromSeverity(s spec.Severity) receivablev1.Severity {
	switch s {
	case spec.SeverityInfo:
		return receivablev1.Severity_SEVERITY_INFO
	case spec.SeverityWarning:
		return receivablev1.Severity_SEVERITY_WARNING
	default:
		return receivablev1.Severity_SEVERITY_ERROR
	}
}

// toSeverity takes what it does not know as an error: better alarmed than not.
func toSeverity(s receivablev1.Severity) spec.Severity {
	switch s {
	case receivablev1.Severity_SEVERITY_INFO:
		return spec.SeverityInfo
	case receivablev1.Severity_SEVERITY_WARNING:
		return spec.SeverityWarning
	default:
		return spec.SeverityError
	}
}
