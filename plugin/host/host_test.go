//go:build unix

package host_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

var rogueOnce = sync.OnceValue(func() string {
	folder, err := os.MkdirTemp("", "rogue")
	if err != nil {
		panic(err)
	}
	rogueFolder = folder
	return folder
})

var (
	rogueFolder string
	buildRogue  sync.Once
)

func TestMain(m *testing.M) {
	if os.Getenv(playHostEnv) != "" {
		playHost()
		return
	}
	status := m.Run()
	if rogueFolder != "" {
		_ = os.RemoveAll(rogueFolder)
	}
	os.Exit(status)
}

// rogue returns the test program under the name that tells it what to do.
func rogue(tb testing.TB, name string) host.Program {
	tb.Helper()
	folder := rogueOnce()
	base := filepath.Join(folder, "rogue")
	buildRogue.Do(func() {
		if err := os.Rename(conformance.Build(tb, "./internal/rogue"), base); err != nil {
			tb.Fatal(err)
		}
	})
	path := filepath.Join(tb.TempDir(), name)
	if err := os.Link(base, path); err != nil {
		copyFile(tb, base, path)
	}
	p, err := host.Locate(path)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// moodily returns the connector that behaves as the file beside it says.
func moodily(tb testing.TB, manner string) host.Program {
	tb.Helper()
	p := rogue(tb, "moody")
	if err := os.WriteFile(p.Path+".manner", []byte(manner), 0o600); err != nil {
		tb.Fatal(err)
	}
	return p
}

func copyFile(tb testing.TB, from, to string) {
	tb.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o700); err != nil {
		tb.Fatal(err)
	}
}

// sink keeps what a read brings.
type sink struct {
	debtors, items int
	open           int64
	ids            map[string]bool
	checkpoints    []spec.Checkpoint
	diagnostics    []spec.Diagnostic
	progress       int
	onBatch        func() error
}

func (s *sink) Batch(b *host.Batch) error {
	s.debtors += len(b.Debtors)
	s.items += len(b.Items)
	for _, i := range b.Items {
		s.open += i.Open
		if s.ids != nil {
			s.ids[i.ExternalID] = true
		}
	}
	if s.onBatch != nil {
		return s.onBatch()
	}
	return nil
}

func (s *sink) Checkpoint(c spec.Checkpoint) error {
	s.checkpoints = append(s.checkpoints, c)
	return nil
}

func (s *sink) Progress(spec.Progress)       { s.progress++ }
func (s *sink) Diagnostic(d spec.Diagnostic) { s.diagnostics = append(s.diagnostics, d) }
func full() spec.ReadRequest                 { return spec.ReadRequest{Mode: spec.ModeFull, Generation: 3} }
func customers(n int) spec.Settings          { return settings(n, "hunter22") }
func settings(n int, secret string) spec.Settings {
	return spec.NewSettings(map[string]string{"debtors": strconv.Itoa(n)}, map[string]string{"password": secret})
}

// lockedBuffer is a log that several goroutines write.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func logTo(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// start starts a program that is expected to come up.
func start(tb testing.TB, p host.Program, o host.Options) *host.Session {
	tb.Helper()
	o.Approved = p.Checksum
	s, err := host.Start(tb.Context(), p, o)
	if err != nil {
		tb.Fatalf("%v\n%s", err, detail(err))
	}
	tb.Cleanup(s.Close)
	return s
}

func detail(err error) string {
	var e *host.Error
	if errors.As(err, &e) {
		return e.Detail + "\n" + errString(e.Err)
	}
	return ""
}

func errString(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func wantCode(tb testing.TB, err error, want host.Code) *host.Error {
	tb.Helper()
	var e *host.Error
	if !errors.As(err, &e) || e.Code != want {
		tb.Fatalf("want %s, got %v (%s)\n%s", want, err, host.CodeOf(err), detail(err))
	}
	if e.Connector == "" || e.Message == "" {
		tb.Errorf("the error does not say what happened to which connector: %+v", e)
	}
	return e
}

// eventually waits for a condition that another process brings about.
func eventually(tb testing.TB, what string, holds func() bool) {
	tb.Helper()
	deadline := time.NewTimer(15 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-deadline.C:
			tb.Fatal("never happened: " + what)
		case <-tick.C:
		}
	}
}
