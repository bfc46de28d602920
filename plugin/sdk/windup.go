package sdk

import (
	"context"
	"errors"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// answering is the most that is kept of a call's time for its answer.
const answering = 5 * time.Second

// windUp ends a connector's work a little before the desk gives up. An answer that comes too late is not heard, and with it would
// go the secrets that were renewed on the way: the old ones are worthless by then.
func windUp(ctx context.Context) (context.Context, context.CancelFunc) {
	end, limited := ctx.Deadline()
	if !limited {
		return context.WithCancel(ctx)
	}
	return context.WithDeadline(ctx, end.Add(-min(answering, time.Until(end)/10)))
}

// ranOut words the end of a connector's time for people; other failures stay as they are.
func ranOut(failure error) error {
	var own spec.Diagnostic
	if !errors.Is(failure, context.DeadlineExceeded) || errors.As(failure, &own) {
		return failure
	}
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceUnreachable, Summary: "The source did not answer in time.", Detail: failure.Error(), Hint: "Try again later.",
	}
}
