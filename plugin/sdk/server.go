package sdk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
)

// server puts a Connector behind the protocol.
type server struct {
	receivablev1.UnimplementedConnectorServer
	connector Connector
	describe  func() spec.Description
	begin     func()
}

// Describe answers with the connector's description.
func (s *server) Describe(context.Context, *receivablev1.DescribeRequest) (*receivablev1.DescribeResponse, error) {
	s.begin()
	return wire.FromDescription(s.describe()), nil
}

// Check answers with what the settings rules or the connector find.
func (s *server) Check(ctx context.Context, m *receivablev1.CheckRequest) (*receivablev1.CheckResponse, error) {
	s.begin()
	settings := wire.ToSettings(m.GetSettings())
	found := spec.CheckSettings(s.describe().Fields, settings)
	ctx, renewed := withRenewals(ctx, nil)
	if len(found) == 0 {
		found = s.checkInTime(ctx, settings.WithDefaults(s.describe().Fields))
	}
	if ctx.Err() != nil {
		return nil, status.FromContextError(ctx.Err()).Err()
	}
	out := &receivablev1.CheckResponse{Renewed: wire.FromRenewed(renewed.taken())}
	for _, d := range found[:min(len(found), maxDiagnostics)] {
		out.Diagnostics = append(out.Diagnostics, wire.FromDiagnostic(redact(d, settings), false))
	}
	return out, nil
}

func (s *server) checkInTime(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	ctx, done := windUp(ctx)
	defer done()
	found := s.check(ctx, settings)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return []spec.Diagnostic{asDiagnostic(ranOut(ctx.Err()))}
	}
	return found
}

func (s *server) check(ctx context.Context, settings spec.Settings) (found []spec.Diagnostic) {
	defer func() {
		if p := recover(); p != nil {
			found = append(found, panicDiagnostic(p))
		}
	}()
	return s.connector.Check(ctx, settings)
}

// Read runs the connector's Read and tells the desk how it ended.
func (s *server) Read(m *receivablev1.ReadRequest, stream grpc.ServerStreamingServer[receivablev1.ReadResponse]) error {
	s.begin()
	ctx := stream.Context()
	settings := wire.ToSettings(m.GetSettings())
	send := sendPrepared(stream)
	ctx, _ = withRenewals(ctx, func(secrets map[string]string) error { return send(renewing(secrets)) })
	out := newEmitter(ctx, wire.ToReadRequest(m), settings, time.Now, send)
	failure := s.read(ctx, settings, out)
	if ctx.Err() != nil {
		return status.FromContextError(ctx.Err()).Err()
	}
	if failure == nil {
		return nil
	}
	// The desk learns the reason from the diagnostic; the stream itself is sound.
	return stream.Send(&receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Diagnostic{
		Diagnostic: wire.FromDiagnostic(redact(asDiagnostic(failure), settings), true),
	}})
}

func (s *server) read(ctx context.Context, settings spec.Settings, out *emitter) (failure error) {
	defer func() {
		if p := recover(); p != nil {
			failure = panicDiagnostic(p)
		}
	}()
	description := s.describe()
	if found := spec.CheckSettings(description.Fields, settings); len(found) > 0 {
		return found[0]
	}
	if err := checkRequest(description, out.request); err != nil {
		return err
	}
	if err := s.connector.Read(ctx, settings.WithDefaults(description.Fields), out.request, out); err != nil {
		return err
	}
	if !out.complete {
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeConnectorFailed,
			Summary: "The connector stopped reading without saying that it was complete.",
			Hint:    "Report this to the connector's publisher.",
		}
	}
	return nil
}

// checkRequest refuses what the connector has not said it can do, so that a
// connector may ignore the parts of a request that it does not know.
func checkRequest(d spec.Description, r spec.ReadRequest) error {
	missing := func(c spec.Capability) error {
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeCapabilityMissing,
			Summary: fmt.Sprintf("The connector %s was asked for something it cannot do (%s).", d.Kind, c),
			Hint:    "Read in full instead.",
		}
	}
	switch {
	case r.Mode == spec.ModeIncremental && !d.Capabilities.Has(spec.CanReadIncremental):
		return missing(spec.CanReadIncremental)
	case r.Mode != spec.ModeIncremental && len(r.Cursor) > 0 && !d.Capabilities.Has(spec.CanResume) && !d.Capabilities.Has(spec.CanCompare):
		return missing(spec.CanResume)
	case len(r.Debtors) > 0 && !d.Capabilities.Has(spec.CanReadDebtors):
		return missing(spec.CanReadDebtors)
	}
	return nil
}

func asDiagnostic(err error) spec.Diagnostic {
	var d spec.Diagnostic
	if errors.As(err, &d) {
		if d.Severity == "" {
			d.Severity = spec.SeverityError
		}
		if d.Code == "" {
			d.Code = spec.CodeConnectorFailed
		}
		return d
	}
	return spec.Diagnostic{Severity: spec.SeverityError, Code: spec.CodeConnectorFailed, Summary: err.Error()}
}

// panicDiagnostic keeps the stack for the log: it may name paths and values
// that do not belong on a screen.
func panicDiagnostic(p any) spec.Diagnostic {
	slog.Error("the connector panicked", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeConnectorPanic,
		Summary: fmt.Sprintf("The connector has a fault and stopped: %v.", p),
		Hint:    "Report this to the connector's publisher together with the connection's log.",
	}
}

func redact(d spec.Diagnostic, settings spec.Settings) spec.Diagnostic {
	clean := settings.Redactor()
	d.Summary, d.Detail, d.Hint = clean(d.Summary), clean(d.Detail), clean(d.Hint)
	return d
}
