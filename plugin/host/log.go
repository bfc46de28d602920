package host

import (
	"context"
	"fmt"
	"io"
	"log"
	"log/slog"
	"sync/atomic"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/hashicorp/go-hclog"
)

// logAdapter lets go-plugin and, through it, connectors log to slog. It takes
// the connection's secrets out and stops a connector that logs without end from
// filling a disk.
type logAdapter struct {
	to   *slog.Logger
	name string
	args []any
	gate *logGate
}

// logGate is shared by all loggers of one session.
type logGate struct {
	left   atomic.Int64
	redact atomic.Pointer[func(string) string]
	dying  atomic.Bool
}

// levelOf is where a line is logged. How a program ends is told by the session
// as an error, with the reason; its stacks are for developers.
func (g *logGate) levelOf(level hclog.Level, message string) slog.Level {
	if beginsDying(message) {
		g.dying.Store(true)
	}
	if message == processExited || g.dying.Load() {
		return slog.LevelDebug
	}
	return slogLevel(level)
}

// processExited is what go-plugin logs as an error whenever a connector ends otherwise than it was asked to.
const processExited = "plugin process exited"

var _ hclog.Logger = (*logAdapter)(nil)

func newLogAdapter(to *slog.Logger, gate *logGate) *logAdapter {
	return &logAdapter{to: to, gate: gate}
}

func (g *logGate) clean(s string) string {
	if f := g.redact.Load(); f != nil {
		return (*f)(s)
	}
	return s
}

// fit takes secrets and control characters out and cuts what is long. Secrets are
// looked for on both sides of cleaning, which may put the halves of one together,
// and before cutting, which may leave half a one.
func (g *logGate) fit(words string, clean func(string) string) string {
	return cut(g.clean(clean(g.clean(words))))
}

// also takes further secrets out from now on.
func (g *logGate) also(redact func(string) string) {
	before := g.redact.Load()
	both := func(s string) string {
		if before != nil {
			s = (*before)(s)
		}
		return redact(s)
	}
	g.redact.Store(&both)
}

// Log writes one line unless the session's lines are used up.
func (l *logAdapter) Log(level hclog.Level, message string, args ...any) {
	to := l.gate.levelOf(level, message)
	if !l.to.Enabled(context.Background(), to) {
		return
	}
	switch left := l.gate.left.Add(-1); {
	case left == -1:
		l.to.Warn("the connector logs too much; the rest is dropped")
		return
	case left < 0:
		return
	}
	cleaned := make([]any, 0, len(args)+len(l.args))
	for _, a := range append(append([]any{}, l.args...), args...) {
		cleaned = append(cleaned, l.gate.fit(fmt.Sprint(a), spec.CleanText))
	}
	l.to.Log(context.Background(), to, l.gate.fit(message, spec.CleanText), cleaned...)
}

func slogLevel(level hclog.Level) slog.Level {
	switch level {
	case hclog.Error:
		return slog.LevelError
	case hclog.Warn:
		return slog.LevelWarn
	case hclog.Info:
		return slog.LevelInfo
	default:
		return slog.LevelDebug
	}
}

// Trace, Debug, Info, Warn and Error log at their level.
func (l *logAdapter) Trace(msg string, args ...any) { l.Log(hclog.Trace, msg, args...) }

// Debug logs for developers.
func (l *logAdapter) Debug(msg string, args ...any) { l.Log(hclog.Debug, msg, args...) }

// Info logs for people who look.
func (l *logAdapter) Info(msg string, args ...any) { l.Log(hclog.Info, msg, args...) }

// Warn logs what may need attention.
func (l *logAdapter) Warn(msg string, args ...any) { l.Log(hclog.Warn, msg, args...) }

// Error logs what went wrong.
func (l *logAdapter) Error(msg string, args ...any) { l.Log(hclog.Error, msg, args...) }

// IsTrace and its siblings report whether the level is logged.
func (l *logAdapter) IsTrace() bool { return l.enabled(hclog.Trace) }

// IsDebug reports whether debug is logged.
func (l *logAdapter) IsDebug() bool { return l.enabled(hclog.Debug) }

// IsInfo reports whether info is logged.
func (l *logAdapter) IsInfo() bool { return l.enabled(hclog.Info) }

// IsWarn reports whether warnings are logged.
func (l *logAdapter) IsWarn() bool { return l.enabled(hclog.Warn) }

// IsError reports whether errors are logged.
func (l *logAdapter) IsError() bool { return l.enabled(hclog.Error) }

func (l *logAdapter) enabled(level hclog.Level) bool {
	return l.to.Enabled(context.Background(), slogLevel(level))
}

// ImpliedArgs returns the arguments of With.
func (l *logAdapter) ImpliedArgs() []any { return l.args }

// With returns a logger with more arguments.
func (l *logAdapter) With(args ...any) hclog.Logger {
	return &logAdapter{to: l.to, name: l.name, gate: l.gate, args: append(append([]any{}, l.args...), args...)}
}

// Name returns the logger's name.
func (l *logAdapter) Name() string { return l.name }

// Named returns the logger under a name; the connector's kind stands in each
// line already, so that the name is only kept.
func (l *logAdapter) Named(name string) hclog.Logger { return l.ResetNamed(name) }

// ResetNamed is Named without what came before.
func (l *logAdapter) ResetNamed(name string) hclog.Logger {
	return &logAdapter{to: l.to, name: name, gate: l.gate, args: l.args}
}

// SetLevel does nothing: the desk's logger decides.
func (l *logAdapter) SetLevel(hclog.Level) {}

// GetLevel returns the lowest level that is logged.
func (l *logAdapter) GetLevel() hclog.Level {
	for _, level := range []hclog.Level{hclog.Debug, hclog.Info, hclog.Warn, hclog.Error} {
		if l.enabled(level) {
			return level
		}
	}
	return hclog.Off
}

// StandardLogger and StandardWriter serve libraries that know only package log.
func (l *logAdapter) StandardLogger(opts *hclog.StandardLoggerOptions) *log.Logger {
	return log.New(l.StandardWriter(opts), "", 0)
}

// StandardWriter logs each write as one debug line.
func (l *logAdapter) StandardWriter(*hclog.StandardLoggerOptions) io.Writer { return debugWriter{l} }

type debugWriter struct{ l *logAdapter }

func (w debugWriter) Write(b []byte) (int, error) {
	w.l.Debug(string(b))
	return len(b), nil
}
