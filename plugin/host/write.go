package host

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Write writes one posting in the source. Its errors say whether the source has
// written: after WriteRefused and WriteLater it certainly has not; after any
// other it may have, and only Find or a person can tell.
func (s *Session) Write(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, error) {
	settings = s.guard(settings)
	if err := p.Validate(); err != nil {
		return spec.Posted{}, s.fail(WriteRefused, "was not asked: the posting is wrong: "+err.Error()+".", "", err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, s.limits.Write, errTooLong)
	defer cancel()
	answer, err := s.remote.Write(ctx, &receivablev1.WriteRequest{Host: s.host(), Settings: wire.FromSettings(settings), Posting: wire.FromPosting(p)})
	if err != nil {
		return spec.Posted{}, s.callError(ctx, "writing", err)
	}
	if err := s.renew(answer.GetRenewed()); err != nil {
		return spec.Posted{}, err
	}
	if wire.Outcome(answer.GetOutcome()) == wire.Written {
		return s.posted(answer.GetPosted())
	}
	return spec.Posted{}, s.notWritten(answer)
}

// notWritten words the outcomes of a posting that was not plainly written.
func (s *Session) notWritten(answer *receivablev1.WriteResponse) error {
	why := s.sanitize(wire.ToDiagnostic(answer.GetReason()))
	code, happened := OutcomeUnknown, "cannot say whether it has written: "
	switch wire.Outcome(answer.GetOutcome()) {
	case wire.Refused:
		code, happened = WriteRefused, "did not write: "
	case wire.Later:
		code, happened = WriteLater, "could not write now: "
	case wire.Written, wire.Unknown:
	}
	failure := s.fail(code, happened+why.Summary, why.Hint, why)
	failure.Diagnostic = &why
	return failure
}

// posted checks what a connector says it has written.
func (s *Session) posted(m *receivablev1.Posted) (spec.Posted, error) {
	p := wire.ToPosted(m)
	p.Number, p.Link = s.gate.fit(p.Number, spec.CleanLine), s.gate.fit(p.Link, spec.CleanLine)
	if err := p.Validate(); err != nil {
		return spec.Posted{}, s.fail(OutcomeUnknown, "answered a posting wrongly: "+err.Error()+".", "Look in the accounting system whether it is there.", err)
	}
	return p, nil
}

// Find looks in the source for a posting by its key.
func (s *Session) Find(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, bool, error) {
	settings = s.guard(settings)
	ctx, cancel := context.WithTimeoutCause(ctx, s.limits.Write, errTooLong)
	defer cancel()
	answer, err := s.remote.Find(ctx, &receivablev1.FindRequest{Host: s.host(), Settings: wire.FromSettings(settings), Posting: wire.FromPosting(p)})
	if err != nil {
		return spec.Posted{}, false, s.callError(ctx, "looking for what was written", err)
	}
	if err := s.renew(answer.GetRenewed()); err != nil {
		return spec.Posted{}, false, err
	}
	if answer.GetReason() != nil {
		why := s.sanitize(wire.ToDiagnostic(answer.GetReason()))
		failure := s.fail(ReadFailed, "could not look for what was written: "+why.Summary, why.Hint, why)
		failure.Diagnostic = &why
		return spec.Posted{}, false, failure
	}
	if !answer.GetFound() {
		return spec.Posted{}, false, nil
	}
	posted, err := s.posted(answer.GetPosted())
	return posted, true, err
}

// RetryAfter is how long the connector asks to wait before it is asked again;
// 0 when it does not say.
func (e *Error) RetryAfter() time.Duration {
	if e.Diagnostic == nil {
		return 0
	}
	return e.Diagnostic.RetryAfter
}

// maxRenewed bounds the secrets that one answer may replace.
const maxRenewed = 20

// renew keeps secrets that the source has replaced, and takes them out of what
// is logged from now on.
func (s *Session) renew(m *receivablev1.Renewed) error {
	secrets := m.GetSecrets()
	if len(secrets) == 0 {
		return nil
	}
	if len(secrets) > maxRenewed {
		return s.fail(BadMessage, fmt.Sprintf("renews %d secrets at once.", len(secrets)), "Report this to its publisher.", nil)
	}
	for key, value := range secrets {
		if len(key) > spec.MaxLine || len(value) > spec.MaxSetting || value == "" {
			return s.fail(BadMessage, "renews a secret with a value that cannot be right.", "Report this to its publisher.", nil)
		}
	}
	if s.renewed == nil {
		s.renewed, s.retired = map[string]string{}, map[string]string{}
	}
	maps.Copy(s.renewed, secrets)
	for _, value := range secrets {
		s.retired[value] = value
	}
	s.gate.also(spec.NewSettings(nil, secrets).Redactor())
	if s.options.Renewed == nil {
		return nil
	}
	return s.options.Renewed(secrets)
}
