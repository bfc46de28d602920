//go:build unix

package host_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// A connector may crash or fall silent in every call. Each ends with the same
// two codes, in words that say what it was doing.
func TestConnectorsThatCrashOrHangInACall(t *testing.T) {
	note := spec.Posting{Key: "k1", Kind: spec.PostNote, DebtorID: "D1", Date: "2026-11-21", Title: "Reminder"}
	calls := map[string]func(context.Context, *host.Session) error{
		"describing": func(ctx context.Context, s *host.Session) error { _, err := s.Describe(ctx); return err },
		"checking":   func(ctx context.Context, s *host.Session) error { _, err := s.Check(ctx, customers(1)); return err },
		"reading": func(ctx context.Context, s *host.Session) error {
			_, err := s.Read(ctx, customers(3000), full(), &sink{})
			return err
		},
		"writing": func(ctx context.Context, s *host.Session) error {
			_, err := s.Write(ctx, customers(1), note)
			return err
		},
		"looking for": func(ctx context.Context, s *host.Session) error {
			_, _, err := s.Find(ctx, customers(1), note)
			return err
		},
		"signing in": func(ctx context.Context, s *host.Session) error {
			_, err := s.Authorize(ctx, customers(1), func(string) error { return nil })
			return err
		},
	}
	limits := quick
	limits.Write, limits.Authorize = 500*time.Millisecond, 500*time.Millisecond
	for name, doing := range map[string]string{
		"crash-describe": "describing", "crash-check": "checking", "crash-read": "reading", "write-crash": "writing",
		"write-crash-find": "looking for", "write-crash-signin": "signing in",
		"hang-describe": "describing", "hang-check": "checking", "hang-read": "reading", "write-hang": "writing",
		"write-hang-find": "looking for", "write-hang-signin": "signing in",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, rogue(t, name), host.Options{Limits: limits})
			code, says := host.Crashed, "exit status 7"
			if strings.Contains(name, "hang") {
				code, says = host.Hung, "did not answer in time"
			}
			e := wantCode(t, calls[doing](t.Context(), s), code)
			if !strings.Contains(e.Message, says) || !strings.Contains(e.Message, doing) || e.Hint == "" {
				t.Errorf("says %q, hint %q", e.Message, e.Hint)
			}
			assertGone(t, s)
		})
	}
}

// A person who presses Cancel is rid of every connector in a moment, whatever
// it makes of being asked to stop.
func TestConnectorsThatDoNotStop(t *testing.T) {
	for _, name := range []string{"hang-read", "crash-stop", "ignores-stop", "slow-to-die"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, rogue(t, name), host.Options{Limits: host.Limits{Grace: 300 * time.Millisecond}})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			got := sink{onBatch: func() error { cancel(); return nil }}
			_, err := s.Read(ctx, customers(3000), full(), &got)
			wantCode(t, err, host.Cancelled)
			assertGone(t, s)
		})
	}
}
