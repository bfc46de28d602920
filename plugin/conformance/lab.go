package conformance

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// lab is one connector under test.
type lab struct {
	options     Options
	program     host.Program
	description spec.Description
	fixtures    fixtures
	log         *logBuffer
	said        []spec.Diagnostic
}

func newLab(t *testing.T, o Options) *lab {
	t.Helper()
	if o.Package == "" {
		o.Package = "."
	}
	if o.Binary == "" {
		o.Binary = Build(t, o.Package)
	}
	if o.MaxMemory == 0 {
		o.MaxMemory = defaultMaxMemory
	}
	if o.Request.Mode == "" {
		o.Request.Mode = spec.ModeFull
	}
	p, err := host.Locate(o.Binary)
	if err != nil {
		t.Fatal(err)
	}
	l := &lab{options: o, program: p, log: &logBuffer{}}
	s := l.start(t)
	if l.description, err = s.Describe(t.Context()); err != nil {
		t.Fatal(err)
	}
	l.fixtures = fixturesOf(t, l.description, o.Settings)
	return l
}

// start runs the connector until the end of the (sub-)test.
func (l *lab) start(t *testing.T) *host.Session {
	t.Helper()
	s, err := host.Start(t.Context(), l.program, host.Options{
		Approved: l.program.Checksum, Version: "conformance", Locale: "en",
		Logger: slog.New(slog.NewTextHandler(l.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(explain(err))
	}
	t.Cleanup(func() {
		s.Close()
		if n := s.StdoutNoise(); n > 0 {
			t.Errorf("the connector printed %d bytes to standard output; log with log/slog instead", n)
		}
	})
	return s
}

func (l *lab) settings() spec.Settings {
	return spec.NewSettings(l.options.Settings, l.options.Secrets)
}

// without returns the settings less one.
func (l *lab) without(key string) spec.Settings {
	values, secrets := maps.Clone(l.options.Settings), maps.Clone(l.options.Secrets)
	delete(values, key)
	delete(secrets, key)
	return spec.NewSettings(values, secrets)
}

// with returns the settings with one changed.
func (l *lab) with(key, value string) spec.Settings {
	values := maps.Clone(l.options.Settings)
	if values == nil {
		values = map[string]string{}
	}
	values[key] = value
	return spec.NewSettings(values, l.options.Secrets)
}

// explain adds to an error what the host keeps for the log.
func explain(err error) string {
	var e *host.Error
	if errors.As(err, &e) && e.Detail != "" {
		return fmt.Sprintf("%s: %v\nlast words:\n%s", e.Code, err, e.Detail)
	}
	return err.Error()
}

func errorsIn(found []spec.Diagnostic) []spec.Diagnostic {
	var out []spec.Diagnostic
	for _, d := range found {
		if d.Severity == spec.SeverityError {
			out = append(out, d)
		}
	}
	return out
}

// logBuffer gathers the log of all sessions.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *logBuffer) lineWith(word string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	for line := range strings.Lines(l.b.String()) {
		if strings.Contains(line, word) {
			return line
		}
	}
	return ""
}
