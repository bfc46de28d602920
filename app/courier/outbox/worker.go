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
	r := round{Worker: w, s: &s, doubts: map[Channel]int{}}
	for channel := range w.Carriers {
		r.open = append(r.open, channel)
	}
	slices.Sort(r.open)
	for r.next != nil || len(r.open) > 0 && ctx.Err() == nil {
		job, err := r.take(ctx)
		if err != nil || job == nil {
			return s, err
		}
		if err := r.send(ctx, *job); err != nil {
			return s, err
		}
	}
	return s, nil
}

// round is one draining of the queue.
type round struct {
	Worker
	s      *Summary
	open   []Channel
	doubts map[Channel]int
	next   *Job // taken in the step in which the one before was recorded
	ending bool // no other is to be taken
}

// take gives the next message, nil when none is due. One at a time: a power cut then leaves at most one message in doubt.
func (r *round) take(ctx context.Context) (*Job, error) {
	if job := r.next; job != nil {
		r.next = nil
		return job, nil
	}
	jobs, err := r.Queue.Claim(ctx, 1, r.open...)
	if err != nil || len(jobs) == 0 {
		return nil, err
	}
	return &jobs[0], nil
}

// send carries one message and closes its way where that is what it found out.
func (r *round) send(ctx context.Context, job Job) error {
	if reason, closed := r.s.Blocked[job.Channel]; closed { // a queue that does not choose by channel
		closedWay := Result{Fate: Later, Code: string(Blocked), Detail: reason, Blocked: true}
		_, err := r.record(context.WithoutCancel(ctx), job, &closedWay)
		return err
	}
	result, err := r.handle(ctx, job)
	if err != nil {
		return err
	}
	switch {
	case result.Doubt:
		r.doubts[job.Channel]++
	case result.Fate == Gone:
		r.doubts[job.Channel] = 0
	}
	if result.Blocked || r.doubts[job.Channel] >= mostDoubts {
		r.s.Blocked[job.Channel] = result.Detail
		r.open = slices.DeleteFunc(r.open, func(c Channel) bool { return c == job.Channel })
		return nil
	}
	r.wait(ctx, r.Gap)
	return nil
}

// handle carries one claimed message and records its fate.
func (r *round) handle(ctx context.Context, job Job) (Result, error) {
	result := Result{Fate: Later, Code: string(Stopped), Detail: "stopped before it began"}
	if ctx.Err() == nil {
		result = r.carry(ctx, job)
	}
	// The fate is recorded even when the wave was stopped meanwhile.
	record, done := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer done()
	r.ending = ctx.Err() != nil
	moved, err := r.record(record, job, &result)
	if err != nil {
		return result, fmt.Errorf("recording the fate of message %d: %w", job.ID, err)
	}
	if r.Report != nil {
		r.Report(Event{Job: job, Result: result, Moved: moved})
	}
	return result, nil
}

func (r *round) record(ctx context.Context, job Job, is *Result) (moved string, err error) {
	switch is.Fate {
	case Gone:
		r.s.Sent++
		return "sent", r.sent(ctx, job, is.Detail)
	case Never:
		r.s.Failed++
		return "failed", r.Queue.Failed(ctx, job.ID, is.Code, is.Detail)
	case Later:
		own := !is.Blocked && is.Code != string(Stopped) // the message's own attempt
		if own && job.Attempts+1 >= r.Backoff.MaxAttempts {
			r.s.Failed++
			is.Code = string(GaveUp)
			return "failed", r.Queue.Failed(ctx, job.ID, is.Code, is.Detail)
		}
		next := r.Clock.Now()
		switch {
		case own:
			next = next.Add(r.Backoff.delay(job.Attempts))
		case is.Blocked: // behind the others at the next round: it may be the only one for which the way is closed
			next = next.Add(r.Interval + r.Interval/2)
		}
		r.s.Later++
		return "queued", r.Queue.Retry(ctx, job.ID, is.Code, is.Detail, next)
	default:
		r.s.Uncertain++
		return "uncertain", r.Queue.Uncertain(ctx, job.ID, is.Code, is.Detail)
	}
}

// sent records that a message left, and takes the next one with it unless there is a pause before that. That no other can be
// taken keeps nothing from being recorded.
func (r *round) sent(ctx context.Context, job Job, detail string) error {
	q, able := r.Queue.(InOneStep)
	if !able || r.Gap > 0 || r.ending {
		return r.Queue.Sent(ctx, job.ID, detail)
	}
	jobs, err := q.SentClaim(ctx, job.ID, detail, r.open...)
	if err != nil {
		return r.Queue.Sent(ctx, job.ID, detail)
	}
	if len(jobs) > 0 {
		r.next = &jobs[0]
	}
	return nil
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
