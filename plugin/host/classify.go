package host

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// exitNotice is how long the end of a process may lag behind the end of its
// connection.
const exitNotice = time.Second

// fail words an error about this session's connector.
func (s *Session) fail(code Code, happened, hint string, err error) *Error {
	return &Error{
		Code: code, Connector: s.program.Kind, Message: s.gate.clean("The connector " + s.program.Kind + " " + happened),
		Hint: s.gate.clean(hint), Detail: s.gate.clean(spec.CleanText(s.gate.clean(s.words.String()))), Err: err,
	}
}

// startError says why a connector did not come up.
func (s *Session) startError(ctx context.Context, err error) error {
	var own *Error
	switch p := s.running(); {
	case errors.As(err, &own):
		return own
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return s.fail(Hung, fmt.Sprintf("did not come up within %s and was stopped.", s.limits.Start),
			"Try again; a virus scanner may be looking at it. Else install it anew.", err)
	case ctx.Err() != nil:
		return s.cancelled(ctx.Err())
	case p == nil || !p.started.Load():
		return s.fail(StartFailed, "could not be started.",
			"It may be made for another system, or not be allowed to run. Install it anew.", err)
	default:
		return s.greetingError(p, err)
	}
}

// greetingError reads the first line of standard output, which a connector
// writes as core|protocol|network|address|grpc|certificate.
func (s *Session) greetingError(p *process, err error) error {
	const notConnector = "Install it anew; report it to its publisher when that does not help."
	line := ""
	if l := p.greeting.Load(); l != nil {
		line = *l
	}
	parts := strings.Split(line, "|")
	switch {
	case line == "" && p.exited(exitNotice):
		return s.ended("it was starting", notConnector, err)
	case len(parts) < 5:
		return s.fail(HandshakeFailed, "does not answer like a connector: its first line is "+quote(s.gate.clean(line))+".",
			notConnector, err)
	case parts[1] != strconv.Itoa(spec.ProtocolMajor):
		return s.fail(ProtocolVersion, "speaks protocol "+quote(parts[1])+", this program speaks "+spec.ProtocolVersion+".",
			"Update whichever of the two is older.", err)
	case !p.stopped.Load() && p.exited(exitNotice):
		return s.ended("it was starting", notConnector, err)
	default:
		failure := s.fail(HandshakeFailed, "could not be reached after it had started.", notConnector, err)
		s.log.Debug("a connector could not be reached", "error", s.gate.clean(err.Error()))
		return failure
	}
}

// callError says why a call failed. The context is that of the call.
func (s *Session) callError(ctx context.Context, doing string, err error) error {
	again := hintAfter(doing)
	cause := causeAt(ctx, time.Now())
	switch {
	case errors.Is(cause, errIdle), errors.Is(cause, errTooLong):
		return s.fail(Hung, "did not answer in time while "+doing+" and was stopped.", again, cause)
	case cause != nil:
		return s.cancelled(cause)
	case status.Code(err) == codes.ResourceExhausted:
		return s.fail(Flooded, fmt.Sprintf("sent a message larger than the %d MiB allowed while %s and was stopped.",
			s.limits.Message>>20, doing), "Report this to its publisher.", err)
	case status.Code(err) == codes.Unimplemented:
		return s.fail(ProtocolVersion, "does not know how to answer while "+doing+".", "Update the connector.", err)
	case status.Code(err) == codes.Unavailable && s.running().exited(exitNotice):
		return s.ended(doing, again, err)
	default:
		return s.fail(BadMessage, "broke the protocol while "+doing+".", again, err)
	}
}

// hintAfter says what to do when a call has failed.
func hintAfter(doing string) string {
	const report = " Report it to its publisher if it happens again."
	switch {
	case strings.HasSuffix(doing, "reading"), strings.HasSuffix(doing, "to read"):
		return "What was read up to the last checkpoint is kept. Sync again." + report
	case doing == "writing":
		return "Nobody knows yet whether it was written: it is looked for before it is tried again." + report
	}
	return "Try again." + report
}

// ended words the end of a program that nobody had asked to end.
func (s *Session) ended(doing, hint string, err error) *Error {
	if s.outOfMemory() {
		return s.fail(OutOfMemory, fmt.Sprintf("needed more than the %d MiB of memory allowed while %s and was stopped.", s.limits.Memory>>20, doing),
			"Narrow the connection down (fewer years, a smaller file), or report this to its publisher.", err)
	}
	return s.fail(Crashed, "stopped while "+doing+" ("+exitWord(s.running())+").", hint, err)
}

// scarce is what runtimes say when the system gives them no more memory.
var scarce = []string{"out of memory", "cannot allocate memory", "bad_alloc", "MemoryError", "OutOfMemoryError"}

// outOfMemory judges an end by the program's last words. What the system tells
// of its memory begins with what the desk itself held when it started it.
func (s *Session) outOfMemory() bool {
	if p := s.running(); p != nil && p.overfed.Load() {
		return true
	}
	words := s.words.String()
	return slices.ContainsFunc(scarce, func(word string) bool { return strings.Contains(words, word) })
}

// flooded makes the error of what a limit does not allow; "" is nothing.
func (s *Session) flooded(what string) error {
	if what == "" {
		return nil
	}
	return s.fail(Flooded, what+" and was stopped.", "Narrow the connection down, or report this to its publisher.", nil)
}

// causeAt gives the cause of a context that is over. gRPC compares the deadline
// with the clock itself and can report it a moment before the context's timer
// fires, so a deadline that has passed is waited for: it is due at once.
func causeAt(ctx context.Context, now time.Time) error {
	if deadline, ok := ctx.Deadline(); ok && !deadline.After(now) {
		<-ctx.Done()
	}
	return context.Cause(ctx)
}

func (s *Session) cancelled(cause error) *Error {
	return s.fail(Cancelled, "was stopped because the work was cancelled.", "", cause)
}

func exitWord(p *process) string {
	if p.exit == nil {
		return "exit status 0"
	}
	return p.exit.Error()
}

func quote(s string) string {
	if len(s) > 80 {
		s = s[:80] + "..."
	}
	return strconv.Quote(s)
}
