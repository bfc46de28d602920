package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Authorize lets a person sign in at the source. Open is called with the page to
// show, an https address; the settings that the sign-in brought are returned,
// its secrets went to Options.Renewed.
func (s *Session) Authorize(ctx context.Context, settings spec.Settings, open func(page string) error) (map[string]string, error) {
	settings = s.guard(settings)
	ctx, cancel := context.WithTimeoutCause(ctx, s.limits.Authorize, errTooLong)
	defer cancel()
	stream, err := s.remote.Authorize(ctx, &receivablev1.AuthorizeRequest{Host: s.host(), Settings: wire.FromSettings(settings)})
	if err != nil {
		return nil, s.callError(ctx, "signing in", err)
	}
	learned, shown := map[string]string{}, false
	for range maxSignInEvents {
		m, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return learned, nil
		}
		if err != nil {
			return nil, s.signInError(ctx, shown, err)
		}
		if err := s.takeSignIn(m, learned, open); err != nil {
			return nil, err
		}
		shown = shown || m.GetOpenPage() != ""
	}
	return nil, s.fail(Flooded, "does not end its sign-in and was stopped.", "Report this to its publisher.", nil)
}

// signInError says why a sign-in ended. Somebody who does not agree is no fault
// of the connector; one that never showed a page has hung.
func (s *Session) signInError(ctx context.Context, shown bool, err error) error {
	if shown && errors.Is(causeAt(ctx, time.Now()), errTooLong) {
		return s.fail(Hung, fmt.Sprintf("waited %s in vain for somebody to agree on its page.", inMinutes(s.limits.Authorize)), "Nothing was changed. Sign in again.", errTooLong)
	}
	return s.callError(ctx, "signing in", err)
}

func inMinutes(d time.Duration) string {
	if d < time.Minute {
		return d.String()
	}
	return fmt.Sprintf("%d min", int(d.Minutes()))
}

// maxSignInEvents bounds what a sign-in may say.
const maxSignInEvents = 100

func (s *Session) takeSignIn(m *receivablev1.AuthorizeResponse, learned map[string]string, open func(string) error) error {
	switch event := m.GetEvent().(type) {
	case *receivablev1.AuthorizeResponse_OpenPage:
		page, err := url.Parse(event.OpenPage)
		if err != nil || page.Scheme != "https" && !isLoopback(page) || len(event.OpenPage) > spec.MaxText {
			return s.fail(BadMessage, "wants to open a page that is no https address.", "Report this to its publisher.", err)
		}
		return open(event.OpenPage)
	case *receivablev1.AuthorizeResponse_Renewed:
		return s.renew(event.Renewed)
	case *receivablev1.AuthorizeResponse_Learned:
		for key, value := range event.Learned.GetValues() {
			if len(key) <= spec.MaxLine && len(value) <= spec.MaxSetting && s.gate.clean(value) == value {
				learned[key] = spec.CleanLine(value)
			}
		}
	case *receivablev1.AuthorizeResponse_Diagnostic:
		why := s.sanitize(wire.ToDiagnostic(event.Diagnostic))
		failure := s.fail(ReadFailed, "could not sign in: "+why.Summary, why.Hint, why)
		failure.Diagnostic = &why
		return failure
	}
	return nil
}

// isLoopback lets tests and servers on this machine do without a certificate.
func isLoopback(page *url.URL) bool {
	return page.Scheme == "http" && (page.Hostname() == "127.0.0.1" || page.Hostname() == "localhost" || page.Hostname() == "::1")
}
