package outbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Codes that a message can be put back, failed or left uncertain with, beside those of its carrier.
const (
	Stopped   fault.Code = "stopped"      // the wave was paused before this message began
	Blocked   fault.Code = "blocked"      // the way out is closed for all messages
	GaveUp    fault.Code = "gave-up"      // the receiver put us off too often
	NoCarrier fault.Code = "no-carrier"   // nothing is set up for this channel
	NoBytes   fault.Code = "no-bytes"     // its file is gone: an empty letter or text would be taken for one that left
	Died      fault.Code = "carrier-died" // a defect; the message may have left
)

// mostDoubts is how many messages in a row are refused by what may concern all before the way counts as closed.
const mostDoubts = 3

// Worker carries messages. Several workers, also of several programs, may share a queue: each message is claimed by
// one. Fields may not be changed while it runs.
type Worker struct {
	Queue    Queue
	Carriers map[Channel]Carrier
	Clock    clockwork.Clock

	Lease    time.Duration // how long a claim holds without news; default 2 min
	Gap      time.Duration // least time between two messages of one channel; default none
	Interval time.Duration // how often Run looks for due messages; default 1 min
	Wake     <-chan struct{}
	Backoff  Backoff
	Report   func(Event) // called after each message, in order; may be nil
}

// Backoff decides when a message that was put off is tried again.
type Backoff struct {
	First       time.Duration // default 5 min; doubles with each attempt
	Most        time.Duration // default 4 h
	MaxAttempts int           // default 10, about a day; then the message has failed
}

// Event is what became of one message.
type Event struct {
	Job    Job
	Result Result
	Moved  string // the state it is in now: sent, failed, queued or uncertain
}

// Summary counts a round.
type Summary struct {
	Sent, Failed, Later, Uncertain int
	Recovered                      int                // found in sending and marked uncertain before the round
	Blocked                        map[Channel]string // channels that are closed, with the reason
}

// Run drains the queue now and at every interval or wake-up until ctx ends, which is no error.
func (w Worker) Run(ctx context.Context) error {
	w = w.withDefaults()
	ticker := w.Clock.NewTicker(w.Interval)
	defer ticker.Stop()
	for {
		if _, err := w.Drain(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.Chan():
		case <-w.Wake:
		}
	}
}

// Drain first marks as uncertain what an earlier stop left in sending, then carries until nothing is due. When ctx ends
// it stops before the next message; a message on its way is seen through as far as its carrier must.
//
// An error means that the book cannot record what happens; nothing more is sent then, and what was on its way is
// found in sending next time.
func (w Worker) Drain(ctx context.Context) (Summary, error) {
	w = w.withDefaults()
	s := Summary{Blocked: map[Channel]string{}}
	recovered, err := w.Queue.RecoverSending(ctx)
	if err != nil {
		return s, err
	}
	s.Recovered = recovered
	open := make([]Channel, 0, len(w.Carriers))
	for channel := range w.Carriers {
		open = append(open, channel)
	}
	slices.Sort(open)
	doubts := map[Channel]int{}
	for len(open) > 0 && ctx.Err() == nil {
		// One at a time: a power cut then leaves at most one message in doubt.
		jobs, err := w.Queue.Claim(ctx, 1, open...)
		if err != nil || len(jobs) == 0 {
			return s, err
		}
		job := jobs[0]
		if reason, closed := s.Blocked[job.Channel]; closed { // a queue that does not choose by channel
			closedWay := Result{Fate: Later, Code: string(Blocked), Detail: reason, Blocked: true}
			if _, err := w.record(context.WithoutCancel(ctx), job, &closedWay, &s); err != nil {
				return s, err
			}
			continue
		}
		result, err := w.handle(ctx, job, &s)
		if err != nil {
			return s, err
		}
		switch {
		case result.Doubt:
			doubts[job.Channel]++
		case result.Fate == Gone:
			doubts[job.Channel] = 0
		}
		if result.Blocked || doubts[job.Channel] >= mostDoubts {
			s.Blocked[job.Channel] = result.Detail
			open = slices.DeleteFunc(open, func(c Channel) bool { return c == job.Channel })
			continue
		}
		w.wait(ctx, w.Gap)
	}
	return s, nil
}

// handle carries one claimed message and records its fate.
func (w Worker) handle(ctx context.Context, job Job, s *Summary) (Result, error) {
	result := Result{Fate: Later, Code: string(Stopped), Detail: "stopped before it began"}
	if ctx.Err() == nil {
		result = w.carry(ctx, job)
	}
	// The fate is recorded even when the wave was stopped meanwhile.
	record, done := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer done()
	moved, err := w.record(record, job, &result, s)
	if err != nil {
		return result, fmt.Errorf("recording the fate of message %d: %w", job.ID, err)
	}
	if w.Report != nil {
		w.Report(Event{Job: job, Result: result, Moved: moved})
	}
	return result, nil
}

func (w Worker) record(ctx context.Context, job Job, r *Result, s *Summary) (moved string, err error) {
	switch r.Fate {
	case Gone:
		s.Sent++
		return "sent", w.Queue.Sent(ctx, job.ID, r.Detail)
	case Never:
		s.Failed++
		return "failed", w.Queue.Failed(ctx, job.ID, r.Code, r.Detail)
	case Later:
		own := !r.Blocked && r.Code != string(Stopped) // the message's own attempt
		if own && job.Attempts+1 >= w.Backoff.MaxAttempts {
			s.Failed++
			r.Code = string(GaveUp)
			return "failed", w.Queue.Failed(ctx, job.ID, r.Code, r.Detail)
		}
		next := w.Clock.Now()
		switch {
		case own:
			next = next.Add(w.Backoff.delay(job.Attempts))
		case r.Blocked:
			next = next.Add(w.Interval)
		}
		s.Later++
		return "queued", w.Queue.Retry(ctx, job.ID, r.Code, r.Detail, next)
	default:
		s.Uncertain++
		return "uncertain", w.Queue.Uncertain(ctx, job.ID, r.Code, r.Detail)
	}
}

// carry keeps the lease while the carrier works. A carrier that dies may have let the message out.
func (w Worker) carry(ctx context.Context, job Job) (result Result) {
	carrier, ok := w.Carriers[job.Channel]
	if !ok {
		return Result{Fate: Never, Code: string(NoCarrier), Detail: fmt.Sprintf("nothing carries %q", job.Channel)}
	}
	if len(job.Bytes) == 0 {
		return Result{Fate: Never, Code: string(NoBytes), Detail: "its file is not in the book any more"}
	}
	defer func() {
		if r := recover(); r != nil {
			result = Result{Fate: Unknown, Code: string(Died), Detail: fmt.Sprint(r)}
		}
	}()
	ctx, cancel := context.WithCancel(ctx)
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		w.keepLease(ctx, cancel)
	}()
	defer func() {
		cancel()
		<-kept
	}()
	return carrier.Carry(ctx, job)
}

// keepLease extends the claim until ctx ends. When the book no longer grants it, another worker may judge the message,
// so the carrier is told to stop if it still can.
func (w Worker) keepLease(ctx context.Context, cancel context.CancelFunc) {
	ticker := w.Clock.NewTicker(w.Lease / 3)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.Chan():
			if err := w.Queue.Extend(ctx); err != nil {
				cancel()
				return
			}
		}
	}
}

// wait lets d pass, or less when ctx ends.
func (w Worker) wait(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-ctx.Done():
	case <-w.Clock.After(d):
	}
}

func (w Worker) withDefaults() Worker {
	if w.Clock == nil {
		w.Clock = clockwork.NewRealClock()
	}
	for _, d := range []struct {
		value     *time.Duration
		otherwise time.Duration
	}{
		{&w.Lease, 2 * time.Minute}, {&w.Interval, time.Minute}, {&w.Backoff.First, 5 * time.Minute}, {&w.Backoff.Most, 4 * time.Hour},
	} {
		if *d.value <= 0 {
			*d.value = d.otherwise
		}
	}
	if w.Backoff.MaxAttempts <= 0 {
		w.Backoff.MaxAttempts = 10
	}
	return w
}

// delay doubles with each earlier attempt up to Most.
func (b Backoff) delay(attempts int) time.Duration {
	d := b.First
	for range attempts {
		if d >= b.Most/2 {
			return b.Most
		}
		d *= 2
	}
	return d
}
