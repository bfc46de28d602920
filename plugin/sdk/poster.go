package sdk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"google.golang.org/grpc/status"
)

// Poster is a Connector that also writes. It says with capabilities "write.*"
// what it takes.
type Poster interface {
	Connector
	// Write writes the posting, at most once for its key: it looks for the key
	// first where the source can be searched, and answers Already when it is
	// there. An error that Refuse or Later made says that nothing was written;
	// any other leaves it open, and a person is asked.
	Write(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, error)
	// Find looks for the posting by its key and writes nothing. It is called
	// for connectors with CanFind, and a false answer is taken at its word. A
	// Refuse is one: what cannot be written is not there.
	Find(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, bool, error)
}

// notWritten is the error after which the source is certainly as it was.
type notWritten struct {
	spec.Diagnostic
	outcome wire.Outcome
}

// Refuse says that nothing was written and that asking again is useless.
func Refuse(code, summary, hint string) error {
	return &notWritten{outcome: wire.Refused, Diagnostic: spec.Diagnostic{Severity: spec.SeverityError, Code: code, Summary: summary, Hint: hint}}
}

// RefusePosting is Refuse for what the source, or its rules, cannot take.
func RefusePosting(summary, hint string) error { return Refuse(spec.CodePostingRefused, summary, hint) }

// Later says that nothing was written and when asking again may help; 0 leaves
// that to the desk.
func Later(cause error, after time.Duration) error {
	d := asDiagnostic(cause)
	if after > 0 {
		d.RetryAfter = after
	}
	return &notWritten{outcome: wire.Later, Diagnostic: d}
}

// Write writes a posting and says what became of it.
func (s *server) Write(ctx context.Context, m *receivablev1.WriteRequest) (*receivablev1.WriteResponse, error) {
	s.begin()
	settings, posting := wire.ToSettings(m.GetSettings()), wire.ToPosting(m.GetPosting())
	ctx, renewed := withRenewals(ctx, nil)
	posted, failure := s.write(ctx, settings, posting)
	if ctx.Err() != nil {
		return nil, status.FromContextError(ctx.Err()).Err()
	}
	out := &receivablev1.WriteResponse{Outcome: string(wire.Written), Posted: wire.FromPosted(posted), Renewed: wire.FromRenewed(renewed.taken())}
	if failure != nil {
		outcome, why := outcomeOf(failure)
		out.Outcome, out.Posted = string(outcome), nil
		out.Reason = wire.FromDiagnostic(redact(why, settings), true)
	}
	return out, nil
}

func outcomeOf(failure error) (wire.Outcome, spec.Diagnostic) {
	var sure *notWritten
	if errors.As(failure, &sure) {
		return sure.outcome, sure.Diagnostic
	}
	return wire.Unknown, asDiagnostic(failure)
}

func (s *server) write(ctx context.Context, settings spec.Settings, p spec.Posting) (posted spec.Posted, failure error) {
	poster, err := s.poster(settings, p, p.Kind.Capability())
	if err != nil {
		return spec.Posted{}, err
	}
	defer func() {
		if v := recover(); v != nil {
			failure = panicDiagnostic(v)
		}
	}()
	ctx, done := windUp(ctx)
	defer done()
	posted, failure = poster.Write(ctx, settings.WithDefaults(s.describe().Fields), p)
	return posted, ranOut(failure)
}

// poster refuses what the connector has not said it can do.
func (s *server) poster(settings spec.Settings, p spec.Posting, needed spec.Capability) (Poster, error) {
	d := s.describe()
	poster, ok := s.connector.(Poster)
	if !ok || !d.Capabilities.Has(needed) {
		return nil, Refuse(spec.CodeCapabilityMissing, fmt.Sprintf("The connector %s was asked for something it cannot do (%s).", d.Kind, needed), "")
	}
	if found := spec.CheckSettings(d.Fields, settings); len(found) > 0 {
		return nil, &notWritten{outcome: wire.Refused, Diagnostic: found[0]}
	}
	if err := p.Validate(); err != nil {
		return nil, Refuse(spec.CodePostingRefused, "The posting is wrong: "+err.Error()+".", "")
	}
	return poster, nil
}

// Find looks for a posting.
func (s *server) Find(ctx context.Context, m *receivablev1.FindRequest) (*receivablev1.FindResponse, error) {
	s.begin()
	settings, posting := wire.ToSettings(m.GetSettings()), wire.ToPosting(m.GetPosting())
	ctx, renewed := withRenewals(ctx, nil)
	posted, found, failure := s.find(ctx, settings, posting)
	if ctx.Err() != nil {
		return nil, status.FromContextError(ctx.Err()).Err()
	}
	out := &receivablev1.FindResponse{Found: found && failure == nil, Posted: wire.FromPosted(posted), Renewed: wire.FromRenewed(renewed.taken())}
	if failure != nil {
		_, why := outcomeOf(failure)
		out.Reason = wire.FromDiagnostic(redact(why, settings), true)
	}
	return out, nil
}

func (s *server) find(ctx context.Context, settings spec.Settings, p spec.Posting) (posted spec.Posted, found bool, failure error) {
	poster, err := s.poster(settings, p, spec.CanFind)
	if err != nil {
		return spec.Posted{}, false, err
	}
	defer func() {
		if v := recover(); v != nil {
			found, failure = false, panicDiagnostic(v)
		}
	}()
	ctx, done := windUp(ctx)
	defer done()
	posted, found, failure = poster.Find(ctx, settings.WithDefaults(s.describe().Fields), p)
	if refusal := new(notWritten); errors.As(failure, &refusal) && refusal.outcome == wire.Refused {
		found, failure = false, nil // about a customer who is not there nothing was written either
	}
	if !found { // what is not there lies nowhere
		posted = spec.Posted{}
	}
	return posted, found, ranOut(failure)
}
