package main

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/scheduler"
)

// workInbox is under which name what the mailbox has to tell is told.
const workInbox = "inbox"

// How long the program waits before it tries a mailbox again that does not answer: each time twice as long. Where none is set up it
// looks again whether one is.
var (
	inboxFirst = 30 * time.Second
	inboxMost  = 15 * time.Minute
	inboxIdle  = time.Minute
)

// watchInbox reads what comes back until ctx ends. Two programs may do so on one book: a mail is taken once. A mailbox that does not
// answer is told of once; worked is told when something new has come.
func watchInbox(ctx context.Context, d *desk.Desk, say func(scheduler.Notice), worked func(string)) {
	told, wait := "", time.Duration(0)
	for ctx.Err() == nil {
		f, err := d.FetchMail(ctx)
		if f.New > 0 {
			worked(workInbox)
		}
		if err == nil {
			err = d.AwaitMail(ctx)
		}
		switch {
		case err == nil:
			told, wait = "", 0
			continue
		case fault.Has(err, desk.MailInOff):
			wait = inboxIdle
		default:
			wait = min(max(2*wait, inboxFirst), inboxMost)
			if ctx.Err() == nil && err.Error() != told {
				told = err.Error()
				say(scheduler.Notice{Kind: scheduler.Failed, Schedule: workInbox, Err: err})
			}
		}
		pause(ctx, wait)
	}
}

// pause waits a while, or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
