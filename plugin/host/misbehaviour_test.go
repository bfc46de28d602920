//go:build unix

package host_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// quick limits let tests of hanging connectors end soon.
var quick = host.Limits{
	Start: 3 * time.Second, Describe: 500 * time.Millisecond, Check: 500 * time.Millisecond,
	Idle: 700 * time.Millisecond, Grace: 300 * time.Millisecond,
}

func TestConnectorsThatDoNotComeUp(t *testing.T) {
	for _, tc := range []struct {
		name string
		code host.Code
		says string
	}{
		{"crash-start", host.Crashed, "exit status 7"},
		{"hang-start", host.Hung, "within 1.5s"},
		{"chatty", host.HandshakeFailed, `"Welcome to my connector!"`},
		{"old-protocol", host.ProtocolVersion, `protocol "9"`},
		{"elsewhere", host.HandshakeFailed, ""},
		{"net-rpc", host.HandshakeFailed, ""},
		{"frozen", host.Hung, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			p := rogue(t, tc.name)
			limits := quick
			limits.Start = 1500 * time.Millisecond
			s, err := host.Start(t.Context(), p, host.Options{Approved: p.Checksum, Limits: limits})
			if err == nil {
				s.Close()
				t.Fatal("it came up")
			}
			if e := wantCode(t, err, tc.code); !strings.Contains(e.Message, tc.says) || e.Hint == "" {
				t.Errorf("says %q, hint %q", e.Message, e.Hint)
			}
		})
	}
}

func TestConnectorsThatMisbehaveWhileReading(t *testing.T) {
	limits := quick
	limits.Records, limits.Chatter = 50_000, 1000
	for _, tc := range []struct {
		name string
		code host.Code
		says string
	}{
		{"crash-read", host.Crashed, "exit status 7"},
		{"panic-goroutine", host.Crashed, "exit status 2"},
		{"panic-read", host.ReadFailed, "index out of luck"},
		{"fail-read", host.ReadFailed, "bad password [secret]"},
		{"hang-read", host.Hung, "did not answer in time"},
		{"huge-record", host.Flooded, "8 MiB"},
		{"endless", host.Flooded, "50000 records"},
		{"chatter", host.Flooded, "1000 messages"},
		{"lie-count", host.CountsDisagree, "claims 2 items, 1 arrived"},
		{"lie-sum", host.CountsDisagree, "claims 0.01 EUR open, 1190.00 arrived"},
		{"lie-currency", host.CountsDisagree, `claims 0.01 "USD" open`},
		{"lie-decimals", host.CountsDisagree, "EUR with 3 decimals"},
		{"lie-generation", host.CountsDisagree, "generation 4, not 3"},
		{"lie-control", host.CountsDisagree, "not an ISO 4217 currency"},
		{"lie-rejected", host.CountsDisagree, "-1 rejected"},
		{"no-complete", host.BadMessage, "without saying that it was complete"},
		{"bad-date", host.BadMessage, "2026-02-31"},
		{"overflow", host.BadMessage, "add up to more than"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, rogue(t, tc.name), host.Options{Limits: limits})
			var got sink
			_, err := s.Read(t.Context(), customers(3000), full(), &got)
			if e := wantCode(t, err, tc.code); !strings.Contains(e.Message, tc.says) {
				t.Errorf("says %q, wanted %q", e.Message, tc.says)
			}
			for _, c := range got.checkpoints {
				if c.Complete {
					t.Error("a complete checkpoint came through")
				}
			}
			assertGone(t, s)
		})
	}
}

// assertGone closes the session and looks whether the process is gone in time.
func assertGone(t *testing.T, s *host.Session) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		s.Close()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(2 * time.Second):
		t.Fatal("closing took more than 2 s")
	}
	if alive(s.PID()) {
		t.Errorf("process %d is still there", s.PID())
	}
}

func TestCrashTellsTheLastWords(t *testing.T) {
	s := start(t, rogue(t, "crash-read"), host.Options{})
	_, err := s.Read(t.Context(), customers(3000), full(), &sink{})
	if e := wantCode(t, err, host.Crashed); !strings.Contains(e.Detail, "out of luck") {
		t.Errorf("detail is %q", e.Detail)
	}
}

func TestHonestAndNewerConnectorsPass(t *testing.T) {
	for _, name := range []string{"honest", "newer"} {
		s := start(t, rogue(t, name), host.Options{})
		if last, err := s.Read(t.Context(), customers(1), full(), &sink{}); err != nil || !last.Complete {
			t.Errorf("%s: %+v, %v", name, last, err)
		}
	}
}

func TestComplaintsAreCut(t *testing.T) {
	s := start(t, rogue(t, "complainer"), host.Options{Limits: host.Limits{Diagnostics: 10}})
	var got sink
	if _, err := s.Read(t.Context(), customers(1), full(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.diagnostics) != 11 || len(got.diagnostics[0].Summary) > 5000 {
		t.Errorf("%d diagnostics, the first has %d bytes", len(got.diagnostics), len(got.diagnostics[0].Summary))
	}
	if last := got.diagnostics[10].Summary; last != "40 further messages are not shown." {
		t.Errorf("the last one says %q", last)
	}
}

func TestPrintingToStdoutIsHarmlessAndSeen(t *testing.T) {
	var log lockedBuffer
	s := start(t, rogue(t, "stdout-read"), host.Options{Logger: logTo(&log)})
	if _, err := s.Read(t.Context(), customers(2000), full(), &sink{}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the noise is counted", func() bool { return s.StdoutNoise() > 0 })
	eventually(t, "the noise is logged", func() bool { return strings.Contains(log.String(), "debug: I am here") })
}

func TestHungDescribeIsStopped(t *testing.T) {
	s := start(t, rogue(t, "hang-describe"), host.Options{Limits: quick})
	_, err := s.Describe(t.Context())
	wantCode(t, err, host.Hung)
	assertGone(t, s)
}

func TestWrongKindAndMissingCallsAreRefused(t *testing.T) {
	_, err := start(t, rogue(t, "wrong-kind"), host.Options{}).Describe(t.Context())
	wantCode(t, err, host.BadMessage)
	_, err = start(t, rogue(t, "honest"), host.Options{}).Describe(t.Context())
	wantCode(t, err, host.ProtocolVersion)
}

func TestPanicInCheckIsADiagnostic(t *testing.T) {
	s := start(t, rogue(t, "panic-check"), host.Options{})
	found, err := s.Check(t.Context(), customers(1))
	if err != nil || len(found) != 1 || !strings.Contains(found[0].Summary, "nobody expects this with [secret]") {
		t.Errorf("found %+v, %v", found, err)
	}
}

func TestOnlyTheApprovedProgramStarts(t *testing.T) {
	p := rogue(t, "generator")
	_, err := host.Start(t.Context(), p, host.Options{})
	wantCode(t, err, host.NotApproved)

	approved := p.Checksum
	changed := p.Path + "-2"
	copyFile(t, p.Path, changed)
	f, err := os.OpenFile(changed, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("extra"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	now, err := host.Locate(changed)
	if err != nil {
		t.Fatal(err)
	}
	_, err = host.Start(t.Context(), now, host.Options{Approved: approved})
	wantCode(t, err, host.ChecksumChanged)
	_, err = host.Start(t.Context(), now, host.Options{Approved: "not hex"})
	wantCode(t, err, host.ChecksumChanged)

	now.Path += "-gone"
	_, err = host.Start(t.Context(), now, host.Options{Approved: approved})
	wantCode(t, err, host.NotFound)
}

func TestProgramOfAnotherSystemDoesNotStart(t *testing.T) {
	path := t.TempDir() + "/text"
	if err := os.WriteFile(path, []byte("not a program"), 0o700); err != nil {
		t.Fatal(err)
	}
	p, err := host.Locate(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = host.Start(t.Context(), p, host.Options{Approved: p.Checksum})
	wantCode(t, err, host.StartFailed)
}

func TestCancelledStartLeavesNothing(t *testing.T) {
	p := rogue(t, "hang-start")
	t.Setenv("TMPDIR", t.TempDir()) // a place of its own, in which nobody else makes folders meanwhile
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	before := temporaryFolders(t)
	_, err := host.Start(ctx, p, host.Options{Approved: p.Checksum, Limits: quick})
	if code := host.CodeOf(err); code != host.Hung && code != host.Cancelled {
		t.Errorf("got %v", err)
	}
	if after := temporaryFolders(t); after > before {
		t.Errorf("%d temporary folders before, %d after", before, after)
	}
}

func TestEnvironmentIsClean(t *testing.T) {
	t.Setenv("DUNNINGDESK_TEST_SECRET", "hunter22")
	p := rogue(t, "environment")
	_, err := host.Start(t.Context(), p, host.Options{Approved: p.Checksum})
	if e := wantCode(t, err, host.HandshakeFailed); !strings.Contains(e.Message, `"ENV  | true"`) {
		t.Errorf("the connector sees %s", e.Message)
	}
}
