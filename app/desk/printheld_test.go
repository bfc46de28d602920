package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Hours are about calls, visits and messages: paper has none.
func TestALetterIsPrintedAtNight(t *testing.T) {
	o, _ := printing(t)
	row := law.Row{
		ID: "HOURS", Fact: law.ContactHours, Applies: law.Both, By: law.Own, Force: law.House, Ref: "house", Source: "test",
		Weekdays: []time.Weekday{time.Monday}, Hours: date.Window{From: 8 * 60, To: 20 * 60},
		Channels: []receivable.Channel{receivable.Call, receivable.Visit, receivable.SMS, receivable.Email},
	}
	o.Laws = map[string]law.Pack{"NO": {Code: "NO", Name: "Norway", Version: "1", Zone: "Europe/Oslo", Rows: []law.Row{row}}}
	o.clock.at = time.Date(2026, 11, 23, 22, 0, 0, 0, time.UTC)
	for _, c := range row.Channels {
		if may, err := o.MayContact(t.Context(), o.debtorID("C1"), c, o.clock.at); err != nil || may.Allowed {
			t.Errorf("%s at night: %+v, %v", c, may, err)
		}
	}
	if res, err := o.PrintRun(t.Context(), desk.PrintOrder{}, nil); err != nil || res.Printed() != 3 {
		t.Errorf("%d printed: %v", res.Printed(), err)
	}
}

// hoursOfPaper is a house rule that holds letters back too.
func (o *office) hoursOfPaper() {
	row := law.Row{
		ID: "PAPER", Fact: law.ContactHours, Applies: law.Both, By: law.Own, Force: law.House, Ref: "house", Source: "test",
		Weekdays: []time.Weekday{time.Monday, time.Tuesday}, Hours: date.Window{From: 15 * 60, To: 16 * 60}, Channels: []receivable.Channel{receivable.Letter},
	}
	o.Laws = map[string]law.Pack{"NO": {Code: "NO", Name: "Norway", Version: "1", Zone: "Europe/Oslo", Rows: []law.Row{row}}}
}

func TestAPrintRunOfNoWaveIsRefused(t *testing.T) {
	o, _ := printing(t)
	_, err := o.PrintRun(t.Context(), desk.PrintOrder{Wave: 99}, nil)
	o.wantCode(err, fault.NotFound)
}

func TestAPrintRunSaysForWhatItsLettersWait(t *testing.T) {
	o, _ := printing(t)
	o.hoursOfPaper()
	for range 2 { // also when they have been put off already
		_, err := o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
		o.wantCode(err, desk.NothingToPrint)
		if said := err.Error(); !strings.Contains(said, "3 letters wait for the hours") || !strings.Contains(said, "PAPER: house") || !strings.Contains(said, "until 2026-11-23 15:00") {
			t.Fatalf("it says %q", said)
		}
	}
	if n := o.inState(desk.OutQueued); n != 3 {
		t.Errorf("%d letters wait", n)
	}
	if runs, err := o.PrintRuns(t.Context(), 5); err != nil || len(runs) != 0 {
		t.Errorf("runs without a letter: %+v, %v", runs, err)
	}
	o.clock.at = time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)
	if res, err := o.PrintRun(t.Context(), desk.PrintOrder{}, nil); err != nil || res.Printed() != 3 || len(res.Held) != 0 {
		t.Errorf("at three: %+v, %v", res, err)
	}
}

func TestLettersOfAPausedWaveAreNamed(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "")
		s.invoice("1", "C1", "2026-11-01", 10_000)
	})
	o.sync()
	id := o.propose("2026-11-23")
	o.courier.offline, o.Paper = true, &press{}
	plain := o.courier
	o.Courier = &pausing{plain, func() { o.must(o.as("ola").Pause(t.Context(), id, "look again")) }}
	_, err := o.Release(t.Context(), id, nil)
	o.must(err)
	o.Courier = plain
	_, err = o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
	o.wantCode(err, desk.NothingToPrint)
	if !strings.Contains(err.Error(), "1 letter waits because wave 1 is paused") {
		t.Errorf("it says %q", err)
	}
}
