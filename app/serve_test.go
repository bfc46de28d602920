package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/scheduler"
)

// served opens the office's book as a program would at a moment, lets it do what is owed, and closes it again. It gives what
// the program had to tell.
func (o *office) served(at time.Time, done func(d *desk.Desk, told string) bool) string {
	o.t.Helper()
	ctx, cancel := context.WithCancel(o.t.Context())
	defer cancel()
	began := time.Now()
	d, closeBook, err := openBook(ctx, o.book, date.Date{}, date.ClockFunc(func() time.Time { return at.Add(time.Since(began)) }))
	if err != nil {
		o.t.Fatal(err)
	}
	defer closeBook()
	var mu sync.Mutex
	var told []string
	heard := func() string {
		mu.Lock()
		defer mu.Unlock()
		return strings.Join(told, "\n")
	}
	stop, err := startSchedules(ctx, d, func(n scheduler.Notice) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, noticeText(n))
	})
	if err != nil {
		o.t.Fatal(err)
	}
	until(o.t, "the scheduled work is done", func() bool { return done(d, heard()) })
	if err := stop(); err != nil {
		o.t.Fatal(err)
	}
	return heard()
}

// runs gives the finished runs of a schedule, newest first.
func runs(t *testing.T, d *desk.Desk, schedule string) (finished []desk.ScheduleRun) {
	t.Helper()
	all, err := d.ScheduleRuns(t.Context(), schedule, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if !r.Finished.IsZero() {
			finished = append(finished, r)
		}
	}
	return finished
}

// syncs counts how often the accounting system was read.
func syncs(t *testing.T, d *desk.Desk) int {
	t.Helper()
	conns, err := d.Connections(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, err := d.SyncRuns(t.Context(), conns[0].Connection.ID, 100)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// scheduled is an office in which the daily sync and the daily proposal were switched on, on Monday 16 March 2026 at ten in
// the morning, Oslo time. The test's own process works on its book.
func scheduled(t *testing.T, settings ...string) *office {
	t.Helper()
	o := newOffice(t)
	o.owes(crowd(3)...)
	o.connects()
	o.must(append([]string{"settings", "waves.autosync=true", "waves.autopropose=true"}, settings...)...)
	env := o.command().Env
	for _, pair := range env[len(env)-5:] {
		key, value, _ := strings.Cut(pair, "=")
		if key != asProgram {
			t.Setenv(key, value)
		}
	}
	return o
}

func oslo(day, hour, minute int) time.Time {
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		panic(err)
	}
	return time.Date(2026, time.March, day, hour, minute, 0, 0, zone)
}

func TestNothingIsOwedForTheDayTheScheduleWasMade(t *testing.T) {
	o := scheduled(t)
	o.served(oslo(16, 10, 30), func(d *desk.Desk, _ string) (looked bool) {
		if err := d.Book.View(t.Context(), func(r store.Reader) error {
			holder, _, err := r.LeaseHolder("scheduler")
			looked = holder != ""
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return looked
	})
	if got := runs(t, o.look(), desk.ScheduleSync); len(got) != 0 {
		t.Errorf("ran %v", got)
	}
}

// After four days in which the program was closed one run makes up for all, and it says so: first the books are read, then
// the wave is proposed from what they say.
func TestCatchesUpOnceAfterDaysOff(t *testing.T) {
	o := scheduled(t)
	friday := oslo(20, 9, 0)
	through := func(d *desk.Desk, _ string) bool { return len(runs(t, d, desk.SchedulePropose)) > 0 }
	told := o.served(friday, through)
	for _, want := range []string{"sync: 3 runs were missed", "propose: 3 runs were missed"} {
		if !strings.Contains(told, want) {
			t.Errorf("want %q in %s", want, told)
		}
	}
	d := o.look()
	for schedule, slot := range map[string]time.Time{desk.ScheduleSync: oslo(20, 7, 0), desk.SchedulePropose: oslo(20, 7, 30)} {
		if got := runs(t, d, schedule); len(got) != 1 || !got[0].Slot.Equal(slot) || got[0].Missed != 3 || got[0].Code != "" {
			t.Errorf("%s: %+v", schedule, got)
		}
	}
	if got := syncs(t, d); got != 2 { // the first by hand
		t.Errorf("read %d times", got)
	}
	waves, err := d.Waves(t.Context(), 10)
	if err != nil || len(waves) != 1 || waves[0].Date.String() != "2026-03-20" || waves[0].By != "schedule" {
		t.Errorf("%+v, %v", waves, err)
	}
	// Closed and opened again the same day: nothing is owed any more.
	o.served(friday.Add(time.Hour), through)
	if got := syncs(t, o.look()); got != 2 {
		t.Errorf("after it was opened again: read %d times", got)
	}
}

// Nobody works at Easter: on Easter Monday the last run owed is that of the Wednesday before.
func TestHolidaysOfTheCompanysCountryAreNoBusinessDays(t *testing.T) {
	o := scheduled(t)
	through := func(d *desk.Desk, _ string) bool { return len(runs(t, d, desk.SchedulePropose)) > 0 }
	o.served(oslo(37, 9, 0), through) // the 37th of March is the 6th of April
	if got := runs(t, o.look(), desk.ScheduleSync); len(got) != 1 || !got[0].Slot.Equal(oslo(32, 7, 0)) {
		t.Errorf("got %+v", got)
	}
}

// In the night of the change, here a Friday in Jerusalem, half past two does not exist: the run comes at the moment of the
// change, and once.
func TestNightOfTheClockChange(t *testing.T) {
	o := scheduled(t, "company.zone=Asia/Jerusalem", "waves.syncat=02:30", "waves.proposeat=02:45")
	zone, err := time.LoadLocation("Asia/Jerusalem")
	if err != nil {
		t.Fatal(err)
	}
	through := func(d *desk.Desk, _ string) bool { return len(runs(t, d, desk.SchedulePropose)) > 0 }
	thursday := time.Date(2026, 3, 26, 9, 0, 0, 0, zone)
	o.served(thursday, through)
	change := time.Date(2026, 3, 27, 0, 0, 0, 0, time.UTC)
	for _, at := range []time.Time{change.Add(time.Second), change.Add(20 * time.Minute), change.Add(2 * time.Hour)} {
		o.served(at, func(d *desk.Desk, _ string) bool { return len(runs(t, d, desk.SchedulePropose)) > 1 })
	}
	read, proposed := runs(t, o.look(), desk.ScheduleSync), runs(t, o.look(), desk.SchedulePropose)
	if len(read) != 2 || !read[0].Slot.Equal(change) || read[0].Missed != 0 {
		t.Errorf("got %+v", read)
	}
	// Both fall on the moment of the change; a wave is proposed from what was read and not before.
	if len(proposed) != 2 || proposed[0].Started.Before(read[0].Finished) {
		t.Errorf("read %+v, proposed %+v", read[0], proposed)
	}
}

// A server in the office and a colleague's program run the schedules of one book: each slot is run once.
func TestTwoProgramsRunASlotOnce(t *testing.T) {
	o := scheduled(t)
	o.later(24 * time.Hour)
	look := o.look()
	var ends []<-chan struct{}
	for range 2 {
		cmd, ended := started(t, o.command("serve"))
		t.Cleanup(func() { _ = cmd.Process.Kill() })
		ends = append(ends, ended)
		defer interrupt(t, cmd)
	}
	until(t, "the proposal has run", func() bool { return len(runs(t, look, desk.SchedulePropose)) > 0 })
	for i, schedule := range []string{desk.ScheduleSync, desk.SchedulePropose} {
		if got := runs(t, look, schedule); len(got) != 1 {
			t.Errorf("schedule %d: %+v", i, got)
		}
	}
	if got := syncs(t, look); got != 2 {
		t.Errorf("read %d times, once of it by hand", got)
	}
	for _, ended := range ends {
		select {
		case <-ended:
			t.Error("a server has ended by itself")
		default:
		}
	}
}

// Mail that was put off leaves by itself when its time has come: nobody has to think of it.
func TestServeSendsWhatWasPutOff(t *testing.T) {
	o := scheduled(t)
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server, fmt.Sprint("mail.port=", deadPort(t)))
	o.must("wave", "propose")
	o.refused("unavailable", "wave", "release", "1")

	told := o.served(oslo(16, 10, 30), func(_ *desk.Desk, told string) bool { return told != "" })
	if !strings.HasPrefix(told, "outbox: ") || !strings.Contains(told, "refused") {
		t.Errorf("told %q", told)
	}
	o.must("settings", fmt.Sprint("mail.port=", server.Port))
	o.served(oslo(16, 11, 0), func(d *desk.Desk, _ string) bool { return counted(t, d, desk.OutQueued, desk.OutSending) == 0 })
	if got := len(o.arrivals(server)); got != 3 {
		t.Errorf("%d mails arrived", got)
	}
}
