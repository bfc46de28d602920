package scheduler

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jonboulle/clockwork"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// memoryLedger keeps the rows as a book does: unique by schedule and slot, later slots bar earlier ones.
type memoryLedger struct {
	mu        sync.Mutex
	schedules []Schedule
	rows      map[string]string // "schedule slot" -> how it ended
	broken    error
}

func newLedger(schedules ...Schedule) *memoryLedger {
	return &memoryLedger{schedules: schedules, rows: map[string]string{}}
}

func (l *memoryLedger) Schedules(context.Context) ([]Schedule, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Schedule(nil), l.schedules...), l.broken
}

func (l *memoryLedger) take(id string, slot time.Time, state string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range l.schedules {
		if l.schedules[i].ID == id && slot.After(l.schedules[i].Last) {
			l.schedules[i].Last = slot
			l.rows[rowKey(id, slot)] = state
			return true
		}
	}
	return false
}

func (l *memoryLedger) Claim(_ context.Context, id string, slot time.Time, _ int) (bool, error) {
	return l.take(id, slot, "claimed"), nil
}

func (l *memoryLedger) Skip(_ context.Context, id string, slot time.Time, _ int) error {
	l.take(id, slot, "skipped")
	return nil
}

func (l *memoryLedger) Finish(ctx context.Context, id string, slot time.Time, outcome error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rows[rowKey(id, slot)] = "done"
	if outcome != nil {
		l.rows[rowKey(id, slot)] = "failed: " + outcome.Error()
	}
	return nil
}

func (l *memoryLedger) table() map[string]string {
	l.mu.Lock()
	defer l.mu.Unlock()
	table := map[string]string{}
	for key, state := range l.rows {
		table[key] = state
	}
	return table
}

func rowKey(id string, slot time.Time) string { return id + " " + slot.UTC().Format(time.RFC3339) }

// record is work and notify that remember what they were told.
type record struct {
	mu      sync.Mutex
	runs    []string
	notices []Notice
	fail    map[string]error
}

func (r *record) work(_ context.Context, run Run) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.runs = append(r.runs, rowKey(run.Schedule.ID, run.Slot))
	if run.Schedule.ID == "panics" {
		panic("out of paper")
	}
	return r.fail[run.Schedule.ID]
}

func (r *record) notify(notice Notice) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notices = append(r.notices, notice)
}

func (r *record) kinds() []NoticeKind {
	r.mu.Lock()
	defer r.mu.Unlock()
	var kinds []NoticeKind
	for _, notice := range r.notices {
		kinds = append(kinds, notice.Kind)
	}
	return kinds
}

func dailySync(t *testing.T) Schedule {
	return Schedule{ID: "sync", Spec: mustSpec(t, "daily 07:00"), Zone: zone(t, "Europe/Oslo"), Last: at(t, "2026-01-14T06:00:00Z")}
}

func mustScheduler(t *testing.T, config Config) *Scheduler {
	t.Helper()
	scheduler, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return scheduler
}

func look(t *testing.T, s *Scheduler) {
	t.Helper()
	if err := s.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestLookRunsWhatIsOwedOnce(t *testing.T) {
	clock := clockwork.NewFakeClockAt(at(t, "2026-01-15T05:59:50Z"))
	ledger, seen := newLedger(dailySync(t)), &record{}
	s := mustScheduler(t, Config{Ledger: ledger, Work: seen.work, Clock: clock, Notify: seen.notify})

	look(t, s)
	if len(seen.runs) != 0 {
		t.Fatalf("ran %v before its time", seen.runs)
	}
	for range 5 {
		clock.Advance(30 * time.Second)
		look(t, s)
	}
	if diff := cmp.Diff([]string{"sync 2026-01-15T06:00:00Z"}, seen.runs); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"sync 2026-01-15T06:00:00Z": "done"}, ledger.table()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if len(seen.notices) != 0 {
		t.Errorf("an ordinary day gave notices: %v", seen.notices)
	}
}

func TestAfterDowntimeItCatchesUpOnceAndSaysSo(t *testing.T) {
	clock := clockwork.NewFakeClockAt(at(t, "2026-01-19T10:00:00Z"))
	ledger, seen := newLedger(dailySync(t)), &record{}
	look(t, mustScheduler(t, Config{Ledger: ledger, Work: seen.work, Clock: clock, Notify: seen.notify}))
	// A second program, or this one after a restart, finds the same book.
	look(t, mustScheduler(t, Config{Ledger: ledger, Work: seen.work, Clock: clock, Notify: seen.notify}))

	if diff := cmp.Diff([]string{"sync 2026-01-19T06:00:00Z"}, seen.runs); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
	want := []Notice{{Kind: CaughtUp, Schedule: "sync", Slot: at(t, "2026-01-19T06:00:00Z"), Missed: 4}}
	if diff := cmp.Diff(want, seen.notices); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

func TestSkipPolicyLeavesOutAndGoesOn(t *testing.T) {
	schedule := dailySync(t)
	schedule.Policy = Skip
	clock := clockwork.NewFakeClockAt(at(t, "2026-01-16T10:00:00Z"))
	ledger, seen := newLedger(schedule), &record{}
	s := mustScheduler(t, Config{Ledger: ledger, Work: seen.work, Clock: clock, Notify: seen.notify})
	look(t, s)
	look(t, s)
	clock.Advance(20 * time.Hour) // the next morning
	look(t, s)

	want := map[string]string{"sync 2026-01-16T06:00:00Z": "skipped", "sync 2026-01-17T06:00:00Z": "done"}
	if diff := cmp.Diff(want, ledger.table()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]NoticeKind{Skipped}, seen.kinds()); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

func TestClockSetBackRunsNothingAndWarnsOnce(t *testing.T) {
	clock := clockwork.NewFakeClockAt(at(t, "2026-01-08T10:00:00Z")) // a week before the last run
	ledger, seen := newLedger(dailySync(t)), &record{}
	s := mustScheduler(t, Config{Ledger: ledger, Work: seen.work, Clock: clock, Notify: seen.notify})
	for range 48 { // a whole day passes on the wrong clock
		look(t, s)
		clock.Advance(30 * time.Minute)
	}
	if len(seen.runs) != 0 {
		t.Errorf("ran %v for days that were done", seen.runs)
	}
	if diff := cmp.Diff([]NoticeKind{ClockBehind}, seen.kinds()); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

func TestDebtsAreCarriedOutInTheOrderOfTheirSlots(t *testing.T) {
	// The proposal is due five minutes after the sync; both were missed, and the proposal must see what the sync brought.
	propose := Schedule{ID: "propose", Spec: mustSpec(t, "daily 07:05"), Zone: zone(t, "Europe/Oslo"), Last: at(t, "2026-01-14T06:05:00Z")}
	clock := clockwork.NewFakeClockAt(at(t, "2026-01-15T09:00:00Z"))
	seen := &record{}
	look(t, mustScheduler(t, Config{Ledger: newLedger(propose, dailySync(t)), Work: seen.work, Clock: clock}))
	want := []string{"sync 2026-01-15T06:00:00Z", "propose 2026-01-15T06:05:00Z"}
	if diff := cmp.Diff(want, seen.runs); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestBrokenWorkIsRecordedAndDoesNotStopTheRest(t *testing.T) {
	schedules := []Schedule{dailySync(t), dailySync(t), dailySync(t)}
	schedules[0].ID, schedules[1].ID, schedules[2].ID = "fails", "panics", "works"
	ledger, seen := newLedger(schedules...), &record{fail: map[string]error{"fails": errors.New("the server is away")}}
	clock := clockwork.NewFakeClockAt(at(t, "2026-01-15T06:00:00Z"))
	look(t, mustScheduler(t, Config{Ledger: ledger, Work: seen.work, Clock: clock, Notify: seen.notify}))

	want := map[string]string{
		"fails 2026-01-15T06:00:00Z":  "failed: the server is away",
		"panics 2026-01-15T06:00:00Z": "failed: the scheduled work broke down: out of paper",
		"works 2026-01-15T06:00:00Z":  "done",
	}
	if diff := cmp.Diff(want, ledger.table()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]NoticeKind{Failed, Failed}, seen.kinds()); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

func TestStoppedWorkIsStillRecorded(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ledger := newLedger(dailySync(t))
	s := mustScheduler(t, Config{
		Ledger: ledger,
		Clock:  clockwork.NewFakeClockAt(at(t, "2026-01-15T06:00:00Z")),
		Work:   func(ctx context.Context, _ Run) error { cancel(); return ctx.Err() },
	})
	err := s.Look(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"sync 2026-01-15T06:00:00Z": "failed: context canceled"}
	if diff := cmp.Diff(want, ledger.table()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

type leaseFunc func() (bool, error)

func (f leaseFunc) Hold(context.Context) (bool, error) { return f() }

func TestWithoutTheLeaseNothingRuns(t *testing.T) {
	clock := clockwork.NewFakeClockAt(at(t, "2026-01-15T06:00:00Z"))
	held, trouble := false, error(nil)
	seen := &record{}
	s := mustScheduler(t, Config{
		Ledger: newLedger(dailySync(t)), Work: seen.work, Clock: clock,
		Lease: leaseFunc(func() (bool, error) { return held, trouble }),
	})
	look(t, s)
	if len(seen.runs) != 0 {
		t.Fatal("ran without the lease")
	}
	trouble = errors.New("the book is locked")
	if err := s.Look(t.Context()); err == nil || !strings.Contains(err.Error(), "the book is locked") {
		t.Errorf("error %v does not say what is wrong with the lease", err)
	}
	held, trouble = true, nil
	look(t, s)
	if len(seen.runs) != 1 {
		t.Errorf("ran %d times with the lease, want once", len(seen.runs))
	}
}

// meetingLedger lets nobody go on from reading the schedules until all have read them, so that everybody decides to run
// the same slot and only the claim is left to tell them apart.
type meetingLedger struct {
	*memoryLedger
	arrivals *sync.WaitGroup
}

func (l meetingLedger) Schedules(ctx context.Context) ([]Schedule, error) {
	schedules, err := l.memoryLedger.Schedules(ctx)
	l.arrivals.Done()
	l.arrivals.Wait()
	return schedules, err
}

// Several programs look at one book at once, none of them holding a lease: the ledger's unique rows alone must do.
func TestSchedulersOnOneLedgerRunASlotOnce(t *testing.T) {
	const programs = 4
	clock := clockwork.NewFakeClockAt(at(t, "2026-01-15T06:00:00Z"))
	book, seen := newLedger(dailySync(t)), &record{}
	for day := range 20 {
		var arrivals, together sync.WaitGroup
		arrivals.Add(programs)
		for range programs {
			s := mustScheduler(t, Config{Ledger: meetingLedger{book, &arrivals}, Work: seen.work, Clock: clock})
			together.Go(func() {
				if err := s.Look(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		together.Wait()
		if len(seen.runs) != day+1 {
			t.Fatalf("day %d: %d runs: %v", day, len(seen.runs), seen.runs)
		}
		clock.Advance(24 * time.Hour)
	}
}

func TestUnreadableLedgerIsAnError(t *testing.T) {
	ledger := newLedger()
	ledger.broken = errors.New("disk full")
	s := mustScheduler(t, Config{Ledger: ledger, Work: (&record{}).work, Clock: clockwork.NewFakeClock()})
	if err := s.Look(t.Context()); !errors.Is(err, ledger.broken) {
		t.Errorf("error = %v, want one that wraps %v", err, ledger.broken)
	}
}

func TestNewRefusesAnIncompleteConfig(t *testing.T) {
	if _, err := New(Config{}); err == nil {
		t.Error("a scheduler without a ledger was made")
	}
}
