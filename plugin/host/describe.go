package host

import (
	"context"
	"errors"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"google.golang.org/grpc"
)

// maxDescription bounds a description in bytes.
const maxDescription = 1 << 20

// Describe asks the connector what it is. A description that breaks the rules
// or names another kind than the program is refused.
func (s *Session) Describe(ctx context.Context) (spec.Description, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, s.limits.Describe, errTooLong)
	defer cancel()
	answer, err := s.remote.Describe(ctx, &receivablev1.DescribeRequest{Host: s.host()},
		grpc.MaxCallRecvMsgSize(min(maxDescription, s.limits.Message)))
	if err != nil {
		return spec.Description{}, s.callError(ctx, "describing itself", err)
	}
	d := wire.ToDescription(answer)
	const hint = "Report this to its publisher."
	if err := d.Validate(); err != nil {
		return spec.Description{}, s.fail(BadMessage, "describes itself wrongly: "+err.Error()+".", hint, err)
	}
	if d.Kind != s.program.Kind {
		return spec.Description{}, s.fail(BadMessage, "calls itself "+quote(d.Kind)+".",
			"Its program must be named after its kind.", errors.New("kind and file name differ"))
	}
	if major, _, _ := strings.Cut(d.ProtocolVersion, "."); major != majorOf(spec.ProtocolVersion) {
		return spec.Description{}, s.fail(ProtocolVersion, "speaks protocol "+quote(d.ProtocolVersion)+
			", this program speaks "+spec.ProtocolVersion+".", "Update whichever of the two is older.", nil)
	}
	return d, nil
}

func majorOf(version string) string {
	major, _, _ := strings.Cut(version, ".")
	return major
}

// Check tries the settings and returns what the connector has to say, at most
// Limits.Diagnostics of it, with the connection's secrets taken out.
func (s *Session) Check(ctx context.Context, settings spec.Settings) ([]spec.Diagnostic, error) {
	settings = s.guard(settings)
	ctx, cancel := context.WithTimeoutCause(ctx, s.limits.Check, errTooLong)
	defer cancel()
	answer, err := s.remote.Check(ctx, &receivablev1.CheckRequest{Host: s.host(), Settings: wire.FromSettings(settings)})
	if err != nil {
		return nil, s.callError(ctx, "checking the connection", err)
	}
	if err := s.renew(answer.GetRenewed()); err != nil {
		return nil, err
	}
	var out []spec.Diagnostic
	for _, m := range answer.GetDiagnostics() {
		if len(out) == s.limits.Diagnostics {
			break
		}
		out = append(out, s.sanitize(wire.ToDiagnostic(m)))
	}
	return out, nil
}
