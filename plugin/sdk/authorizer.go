package sdk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
)

// Authorizer is a Connector at whose source a person signs in with a browser.
// It says so with CanAuthorize.
type Authorizer interface {
	Connector
	// Authorize has the person sign in: it listens on a loopback address, asks
	// the desk to open the source's page, waits for the answer, and gives the
	// secrets it got to Renew. What it learns, such as the id of a company,
	// becomes a setting.
	Authorize(ctx context.Context, settings spec.Settings, in SignIn) error
}

// SignIn is the desk's side of a sign-in.
type SignIn interface {
	// OpenPage asks the desk to open an https address in the person's browser.
	OpenPage(address string) error
	// Learn gives a setting that the sign-in has brought. spec.SignedInAs is no
	// setting: it names the company that was signed in to, for the person to see.
	Learn(key, value string) error
}

// Authorize runs the connector's sign-in. The required settings need not all be
// there: some come out of it.
func (s *server) Authorize(m *receivablev1.AuthorizeRequest, stream grpc.ServerStreamingServer[receivablev1.AuthorizeResponse]) error {
	s.begin()
	settings := wire.ToSettings(m.GetSettings())
	ctx, _ := withRenewals(stream.Context(), func(secrets map[string]string) error {
		return stream.Send(&receivablev1.AuthorizeResponse{Event: &receivablev1.AuthorizeResponse_Renewed{Renewed: wire.FromRenewed(secrets)}})
	})
	failure := s.authorize(ctx, settings, signIn{stream})
	if ctx.Err() != nil {
		return status.FromContextError(ctx.Err()).Err()
	}
	if failure == nil {
		return nil
	}
	return stream.Send(&receivablev1.AuthorizeResponse{Event: &receivablev1.AuthorizeResponse_Diagnostic{
		Diagnostic: wire.FromDiagnostic(redact(asDiagnostic(failure), settings), true),
	}})
}

func (s *server) authorize(ctx context.Context, settings spec.Settings, in SignIn) (failure error) {
	d := s.describe()
	connector, ok := s.connector.(Authorizer)
	if !ok || !d.Capabilities.Has(spec.CanAuthorize) {
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeCapabilityMissing, Summary: "Nobody signs in at the source of " + d.Kind + " with a browser.",
		}
	}
	defer func() {
		if v := recover(); v != nil {
			failure = panicDiagnostic(v)
		}
	}()
	return connector.Authorize(ctx, settings.WithDefaults(d.Fields), in)
}

type signIn struct {
	stream grpc.ServerStreamingServer[receivablev1.AuthorizeResponse]
}

// OpenPage asks for a page to be opened.
func (s signIn) OpenPage(address string) error {
	return s.stream.Send(&receivablev1.AuthorizeResponse{Event: &receivablev1.AuthorizeResponse_OpenPage{OpenPage: address}})
}

// Learn gives a setting.
func (s signIn) Learn(key, value string) error {
	return s.stream.Send(&receivablev1.AuthorizeResponse{Event: &receivablev1.AuthorizeResponse_Learned{
		Learned: &receivablev1.Learned{Values: map[string]string{key: value}},
	}})
}
