package sdk

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func (e *emitter) Reject(d spec.Diagnostic) error {
	if err := e.ready(); err != nil {
		return err
	}
	e.rejected++
	d.Severity = spec.SeverityError
	if d.Code == "" {
		d.Code = spec.CodeRecordInvalid
	}
	return e.diagnostic(d)
}

func (e *emitter) Note(d spec.Diagnostic) error {
	if err := e.ready(); err != nil {
		return err
	}
	if d.Severity == "" {
		d.Severity = spec.SeverityInfo
	}
	return e.diagnostic(d)
}

// invalid rejects a record that breaks a rule of plugin/spec.
func (e *emitter) invalid(place spec.Record, violation error) error {
	place.ExternalID = short(place.ExternalID)
	return e.Reject(spec.Diagnostic{
		Code:    spec.CodeRecordInvalid,
		Summary: "A record was left out: " + violation.Error() + ".",
		Hint:    "Correct it at the source and sync again.",
		Record:  place,
	})
}

// cleaned mentions a record whose texts held control characters. Its error is
// not lost: the next call of the emitter returns it.
func (e *emitter) cleaned(place spec.Record) {
	place.ExternalID = short(place.ExternalID)
	_ = e.diagnostic(spec.Diagnostic{
		Severity: spec.SeverityInfo,
		Code:     spec.CodeRecordCleaned,
		Summary:  "Control characters were taken out of a text.",
		Record:   place,
	})
}

func (e *emitter) diagnostic(d spec.Diagnostic) error {
	if e.diagnostics++; e.diagnostics > maxDiagnostics {
		return nil
	}
	return e.sendDiagnostic(d)
}

func (e *emitter) sendDiagnostic(d spec.Diagnostic) error {
	d.Summary, d.Detail, d.Hint = e.redact(d.Summary), e.redact(d.Detail), e.redact(d.Hint)
	return e.event(&receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Diagnostic{
		Diagnostic: wire.FromDiagnostic(d, false),
	}})
}

func tooMany(hidden int) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityWarning,
		Code:     spec.CodeTooManyDiagnostics,
		Summary:  fmt.Sprintf("%d further messages are not shown.", hidden),
		Hint:     "Mend the first ones and sync again.",
	}
}

func short(id string) string {
	if len(id) > spec.MaxID {
		return id[:60] + "..."
	}
	return id
}
