package outbox

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jonboulle/clockwork"

	"github.com/dunningdesk/dunningdesk/app/courier/mail"
)

var morning = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// script is a carrier that answers as told, message by message.
type script struct {
	mu      sync.Mutex
	results map[string]Result
	carried []string
	before  func(Job)
}

func (s *script) Carry(_ context.Context, job Job) Result {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.before != nil {
		s.before(job)
	}
	s.carried = append(s.carried, job.Number)
	if r, ok := s.results[job.Number]; ok {
		return r
	}
	return Result{Fate: Gone, Detail: "250 ok"}
}

func bench(t testing.TB, numbers ...string) (*fileQueue, *clockwork.FakeClock) {
	t.Helper()
	clock := clockwork.NewFakeClockAt(morning)
	q := openQueue(t, filepath.Join(t.TempDir(), "queue.db"), "desk", clock.Now)
	for _, n := range numbers {
		q.add(t, Mail, n, "customer@lab.test", []byte("mail "+n))
	}
	return q, clock
}

func drain(t *testing.T, w Worker) Summary {
	t.Helper()
	s, err := w.Drain(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEachFateEndsInItsState(t *testing.T) {
	q, clock := bench(t, "ok", "refused", "busy", "lost", "broken")
	carrier := &script{results: map[string]Result{
		"refused": {Fate: Never, Code: "mail-refused", Detail: "550"},
		"busy":    {Fate: Later, Code: "mail-temporary", Detail: "451"},
		"lost":    {Fate: Unknown, Code: "mail-uncertain", Detail: "no answer"},
	}, before: func(j Job) {
		if j.Number == "broken" {
			panic("a defect")
		}
	}}
	var moved []string
	w := Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: carrier}, Clock: clock, Report: func(e Event) { moved = append(moved, e.Job.Number+" "+e.Moved) }}
	s := drain(t, w)
	if diff := cmp.Diff(Summary{Sent: 1, Failed: 1, Later: 1, Uncertain: 2, Blocked: map[Channel]string{}}, s); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"ok sent", "refused failed", "busy queued", "lost uncertain", "broken uncertain"}, moved); diff != "" {
		t.Error(diff)
	}
	if got := q.all(t)[4]; got.code != string(Died) || got.detail != "a defect" {
		t.Errorf("%+v", got)
	}
	// Only the busy one comes again, and not before its time.
	clock.Advance(4 * time.Minute)
	drain(t, w)
	clock.Advance(time.Minute)
	carrier.results = nil
	drain(t, w)
	if diff := cmp.Diff([]string{"ok", "refused", "busy", "lost", "busy"}, carrier.carried); diff != "" {
		t.Error(diff)
	}
}

func TestPutOffLongerEachTimeThenGivenUp(t *testing.T) {
	q, clock := bench(t, "busy")
	carrier := &script{results: map[string]Result{"busy": {Fate: Later, Code: "mail-temporary", Detail: "451 later"}}}
	w := Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: carrier}, Clock: clock, Backoff: Backoff{First: time.Minute, Most: 5 * time.Minute, MaxAttempts: 6}}
	var waits []time.Duration
	for q.all(t)[0].state != "failed" {
		drain(t, w)
		if k := q.all(t)[0]; k.state == "queued" {
			waits = append(waits, k.next.Sub(clock.Now()))
			clock.Advance(k.next.Sub(clock.Now()))
		}
	}
	if diff := cmp.Diff([]time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 5 * time.Minute, 5 * time.Minute}, waits); diff != "" {
		t.Error(diff)
	}
	if k := q.all(t)[0]; k.code != string(GaveUp) || k.detail != "451 later" {
		t.Errorf("%+v", k)
	}
}

// A mail server that is down is asked once a round, not once a message, and costs no message an attempt; letters go on.
func TestClosedWayPausesItsChannelOnly(t *testing.T) {
	q, clock := bench(t, "1", "2", "3")
	q.add(t, Letter, "L", "", []byte("pdf"))
	down := Result{Fate: Later, Code: string(Blocked), Detail: "connection refused", Blocked: true}
	carrier := &script{results: map[string]Result{"1": down, "2": down, "3": down}}
	letters := &script{}
	w := Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: carrier, Letter: letters}, Clock: clock, Backoff: Backoff{MaxAttempts: 2}}
	for range 5 {
		s := drain(t, w)
		if s.Blocked[Mail] != "connection refused" {
			t.Errorf("%+v", s)
		}
		clock.Advance(w.withDefaults().Interval)
	}
	if len(carrier.carried) != 5 || len(letters.carried) != 1 {
		t.Errorf("asked %v, letters %v", carrier.carried, letters.carried)
	}
	carrier.results = nil
	clock.Advance(w.withDefaults().Interval)
	drain(t, w)
	if got := q.states(t)["sent"]; got != 4 {
		t.Errorf("after the server came back: %v", q.states(t))
	}
}

// A gateway that closes for one message alone, since it may not write to that country, keeps the others back for one round and no more.
func TestOneMessageThatClosesTheWayKeepsNoOtherBack(t *testing.T) {
	q, clock := bench(t, "1", "2", "3")
	carrier := &script{results: map[string]Result{"1": {Fate: Later, Code: string(Blocked), Detail: "403", Blocked: true}}}
	w := Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: carrier}, Clock: clock}
	drain(t, w)
	clock.Advance(w.withDefaults().Interval)
	if s := drain(t, w); s.Sent != 2 || q.states(t)["queued"] != 1 {
		t.Errorf("%+v, asked %v", s, carrier.carried)
	}
}

// A queue that does not choose by channel must not make the worker spin on a closed one.
type anyChannel struct{ *fileQueue }

func (q anyChannel) Claim(ctx context.Context, limit int, _ ...Channel) ([]Job, error) {
	return q.fileQueue.Claim(ctx, limit, Mail, Letter)
}

func TestClosedWayWithAQueueThatDoesNotChoose(t *testing.T) {
	q, clock := bench(t, "1", "2", "3")
	q.add(t, Letter, "L", "", []byte("pdf"))
	carrier := &script{results: map[string]Result{"1": {Fate: Later, Code: string(Blocked), Detail: "down", Blocked: true}}}
	letters := &script{}
	drain(t, Worker{Queue: anyChannel{q}, Carriers: map[Channel]Carrier{Mail: carrier, Letter: letters}, Clock: clock})
	if len(carrier.carried) != 1 || len(letters.carried) != 1 || q.states(t)["queued"] != 3 {
		t.Errorf("mails asked %v, letters %v, %v", carrier.carried, letters.carried, q.states(t))
	}
}

func TestPauseStopsBeforeTheNextMessage(t *testing.T) {
	q, clock := bench(t, "1", "2", "3")
	ctx, pause := context.WithCancel(t.Context())
	carrier := &script{before: func(j Job) {
		if j.Number == "2" {
			pause()
		}
	}}
	s, err := Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: carrier}, Clock: clock}.Drain(ctx)
	if err != nil || s.Sent != 2 {
		t.Errorf("%+v, %v", s, err)
	}
	if diff := cmp.Diff(map[string]int{"sent": 2, "queued": 1}, q.states(t)); diff != "" {
		t.Error(diff)
	}
}

// When the book cannot say what was sent, nothing more may leave; what did is found in sending and is uncertain.
func TestNothingLeavesUnrecorded(t *testing.T) {
	q, clock := bench(t, "1", "2", "3")
	carrier := &script{before: func(j Job) { q.broken = j.Number == "2" }}
	w := Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: carrier}, Clock: clock}
	if _, err := w.Drain(t.Context()); err == nil {
		t.Fatal("the worker went on")
	}
	q.broken, carrier.before = false, nil
	if s := drain(t, w); s.Recovered != 1 || s.Sent != 1 {
		t.Errorf("%+v", s)
	}
	if diff := cmp.Diff([]string{"1", "2", "3"}, carrier.carried); diff != "" {
		t.Errorf("sent twice or not at all: %s", diff)
	}
}

func TestGapBetweenMessages(t *testing.T) {
	q, clock := bench(t, "1", "2", "3")
	carried := make(chan string, 3)
	w := Worker{
		Queue: q, Carriers: map[Channel]Carrier{Mail: &script{}}, Clock: clock, Gap: time.Second,
		Report: func(e Event) { carried <- e.Job.Number },
	}
	done := make(chan Summary)
	go func() {
		s, _ := w.Drain(t.Context())
		done <- s
	}()
	for _, want := range []string{"1", "2", "3"} {
		if got := <-carried; got != want {
			t.Errorf("message %s, want %s", got, want)
		}
		// The lease is at rest between messages, so the one who waits for the clock is the gap.
		if err := clock.BlockUntilContext(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		if len(carried) != 0 {
			t.Error("the next message did not wait")
		}
		clock.Advance(time.Second)
	}
	if s := <-done; s.Sent != 3 {
		t.Errorf("%+v", s)
	}
}

// Two programs on one book share the work; no message is carried twice.
func TestTwoWorkersShareAQueue(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "queue.db")
	one := openQueue(t, file, "desk-1", time.Now)
	two := openQueue(t, file, "desk-2", time.Now)
	for i := range 60 {
		one.add(t, Mail, fmt.Sprint(i), "customer@lab.test", []byte("mail"))
	}
	carrier := &script{}
	var group sync.WaitGroup
	for _, q := range []*fileQueue{one, two} {
		group.Go(func() {
			if _, err := (Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: carrier}}).Drain(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	seen := map[string]int{}
	for _, n := range carrier.carried {
		seen[n]++
	}
	if len(seen) != 60 || len(carrier.carried) != 60 {
		t.Errorf("%d messages carried %d times", len(seen), len(carrier.carried))
	}
}

func TestRunWakesUpAndEndsWithItsContext(t *testing.T) {
	q, clock := bench(t)
	wake := make(chan struct{})
	sent := make(chan string, 1)
	w := Worker{
		Queue: q, Carriers: map[Channel]Carrier{Mail: &script{}}, Clock: clock, Wake: wake,
		Report: func(e Event) { sent <- e.Job.Number },
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.Run(ctx) }()
	wake <- struct{}{} // taken only after the first round
	q.add(t, Mail, "woken", "customer@lab.test", nil)
	wake <- struct{}{}
	if got := <-sent; got != "woken" {
		t.Error(got)
	}
	q.add(t, Mail, "by the clock", "customer@lab.test", nil)
	clock.Advance(time.Minute)
	if got := <-sent; got != "by the clock" {
		t.Error(got)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func BenchmarkDrain(b *testing.B) {
	q, _ := bench(b)
	q.now = time.Now
	for i := range b.N {
		q.add(b, Mail, fmt.Sprint(i), "customer@lab.test", nil)
	}
	b.ResetTimer()
	if _, err := (Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: &script{}}}).Drain(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

func TestOneThatIsNotWantedDoesNotHoldUpTheOthers(t *testing.T) {
	unwanted := mail.Outcome{Kind: mail.Refused, Phase: mail.Addressing, Code: 550, Status: "5.7.1", Refused: []mail.RefusedRecipient{{Code: 550, Status: "5.7.1", Permanent: true}}}
	refusal := ByMail{answering(unwanted)}.Carry(t.Context(), Job{})
	q, clock := bench(t, "1", "2", "3", "4", "5", "6")
	carrier := &script{results: map[string]Result{"1": refusal}}
	w := Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: carrier}, Clock: clock}
	if s := drain(t, w); s.Sent != 5 || s.Later != 1 || len(s.Blocked) != 0 {
		t.Errorf("%+v", s)
	}
	// Where all are refused the way is closed, and no address counts as dead.
	q, clock = bench(t, "1", "2", "3", "4", "5", "6")
	all := mail.Outcome{Kind: mail.Refused, Phase: mail.Addressing, Code: 550, Detail: "relay not permitted", Refused: []mail.RefusedRecipient{{Code: 550, Detail: "relay not permitted", Permanent: true}}}
	w = Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: ByMail{answering(all)}}, Clock: clock}
	if s := drain(t, w); s.Failed != 0 || s.Later != mostDoubts || s.Blocked[Mail] == "" {
		t.Errorf("%+v", s)
	}
}

// A message whose file is gone is not handed over as an empty one, which would count as sent.
func TestNothingIsNotSent(t *testing.T) {
	q, clock := bench(t)
	q.add(t, Mail, "empty", "customer@lab.test", nil)
	carrier := &script{}
	s := drain(t, Worker{Queue: q, Carriers: map[Channel]Carrier{Mail: carrier}, Clock: clock})
	if s.Failed != 1 || len(carrier.carried) != 0 {
		t.Errorf("%+v, carried %v", s, carrier.carried)
	}
}
