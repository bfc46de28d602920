package outbox

import (
	"context"
	"errors"
	"testing"
	"time"
)

// stepping is a queue that keeps a sent message and takes the next in one step; it counts the steps.
type stepping struct {
	*fileQueue
	steps, claims int
	refuses       bool
}

func (q *stepping) Claim(ctx context.Context, limit int, channels ...Channel) ([]Job, error) {
	q.claims++
	return q.fileQueue.Claim(ctx, limit, channels...)
}

func (q *stepping) SentClaim(ctx context.Context, id int64, detail string, channels ...Channel) ([]Job, error) {
	q.steps++
	if q.refuses {
		return nil, errors.New("what comes next cannot be read")
	}
	if err := q.Sent(ctx, id, detail); err != nil {
		return nil, err
	}
	return q.fileQueue.Claim(ctx, 1, channels...)
}

func TestSentAndTheNextClaimAreOneStep(t *testing.T) {
	q, clock := bench(t, "1", "2", "3", "4")
	step := &stepping{fileQueue: q}
	carrier := &script{results: map[string]Result{"2": {Fate: Later, Code: "mail-temporary", Detail: "451"}}, before: func(Job) {
		if n := q.states(t)["sending"]; n != 1 {
			t.Errorf("%d messages would be in doubt", n)
		}
	}}
	s := drain(t, Worker{Queue: step, Carriers: map[Channel]Carrier{Mail: carrier}, Clock: clock})
	if s.Sent != 3 || s.Later != 1 || step.steps != 3 || step.claims != 3 { // to begin with, behind what was put off, and to find that nothing is left
		t.Errorf("%+v in %d steps and %d claims", s, step.steps, step.claims)
	}
}

// That what comes next cannot be taken is no reason to forget that a message has left.
func TestWhatLeftIsKeptWhereTheNextCannotBeTaken(t *testing.T) {
	q, clock := bench(t, "1", "2")
	step := &stepping{fileQueue: q, refuses: true}
	s := drain(t, Worker{Queue: step, Carriers: map[Channel]Carrier{Mail: &script{}}, Clock: clock})
	if s.Sent != 2 || q.states(t)["sent"] != 2 {
		t.Errorf("%+v, %v", s, q.states(t))
	}
}

// Who stops the wave while a message leaves finds no other one taken.
func TestNothingIsTakenAfterAStop(t *testing.T) {
	q, clock := bench(t, "1", "2")
	ctx, stop := context.WithCancel(t.Context())
	step := &stepping{fileQueue: q}
	w := Worker{Queue: step, Carriers: map[Channel]Carrier{Mail: &script{before: func(Job) { stop() }}}, Clock: clock}
	if s, err := w.Drain(ctx); err != nil || s.Sent != 1 || step.steps != 0 {
		t.Errorf("%+v, %v, %d steps", s, err, step.steps)
	}
	if got := q.all(t)[1]; got.state != "queued" || got.code != "" {
		t.Errorf("%+v", got)
	}
}

// Where mails are spread over the minute the next is taken after the pause, not before it.
func TestNothingIsTakenBeforeAPause(t *testing.T) {
	q, clock := bench(t, "1", "2")
	ctx, stop := context.WithCancel(t.Context())
	step := &pausing{stepping: stepping{fileQueue: q}, pause: stop}
	w := Worker{Queue: step, Carriers: map[Channel]Carrier{Mail: &script{}}, Clock: clock, Gap: time.Second}
	if s, err := w.Drain(ctx); err != nil || s.Sent != 1 || step.steps != 0 {
		t.Errorf("%+v, %v, %d steps", s, err, step.steps)
	}
	if n := q.states(t)["queued"]; n != 1 {
		t.Errorf("%d wait for the end of the pause", n)
	}
}

// pausing tells when a message was kept as sent by itself: the pause begins.
type pausing struct {
	stepping
	pause func()
}

func (q *pausing) Sent(ctx context.Context, id int64, detail string) error {
	err := q.stepping.Sent(ctx, id, detail)
	q.pause()
	return err
}

func (q *pausing) SentClaim(ctx context.Context, id int64, detail string, channels ...Channel) ([]Job, error) {
	defer q.pause()
	return q.stepping.SentClaim(ctx, id, detail, channels...)
}
