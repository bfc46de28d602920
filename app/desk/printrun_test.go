package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// press writes no file; it keeps what it was given, and fails or leaves a letter out when it is told to.
type press struct {
	papers
	job   desk.PrintJob
	fail  error
	leave string                   // the customer whose letter cannot be printed
	watch func(job *desk.PrintJob) // called while the file is written
}

func (p *press) PrintRun(_ context.Context, job *desk.PrintJob, progress func(int) error) (string, int, error) {
	p.job = *job
	if p.watch != nil {
		p.watch(job)
	}
	for i := range job.Letters {
		if job.Letters[i].Pages = 1; job.Letters[i].Name == p.leave {
			job.Letters[i].Left = fault.New("bad-letter", "it is damaged")
		}
	}
	if err := progress(len(job.Letters)); err != nil {
		return "", 0, err
	}
	return "run.pdf", 1 + len(job.Letters), p.fail
}

// printing is an office with three letters that wait.
func printing(t *testing.T) (*office, *press) {
	t.Helper()
	o := newOffice(t, func(s *source) {
		for i, id := range []string{"C1", "C2", "C3"} {
			s.debtor(id, "")
			s.debtors[i].Address.PostalCode = []string{"9008", "0150", "4610"}[i]
			s.invoice(id[1:], id, "2026-11-01", 10_000)
		}
		s.debtors[1].Address.Country = "SE"
	})
	o.sync()
	o.stuck("2026-11-23")
	p := &press{}
	o.Paper = p
	return o, p
}

func (o *office) inState(states ...desk.OutboxState) int {
	o.t.Helper()
	counts, err := o.OutboxCounts(o.t.Context())
	o.must(err)
	n := 0
	for _, s := range states {
		n += counts[s]
	}
	return n
}

// Who releases a wave hears that its letters wait for a print run.
func TestAReleaseTellsOfLettersThatWaitForARun(t *testing.T) {
	for letters, waiting := range map[string]int{desk.LettersInRuns: 3, desk.LettersAsFiles: 0} {
		o := newOffice(t, func(s *source) {
			for _, id := range []string{"C1", "C2", "C3"} {
				s.debtor(id, "")
				s.invoice(id[1:], id, "2026-11-01", 10_000)
			}
		})
		o.sync()
		rules, err := o.WaveRules(t.Context())
		o.must(err)
		rules.Letters = letters
		o.must(o.SetWaveRules(t.Context(), rules))
		o.courier.offline = true
		res, err := o.Release(t.Context(), o.propose("2026-11-23"), nil)
		o.must(err)
		if res.Letters != waiting {
			t.Errorf("%s: %d letters wait for a run", letters, res.Letters)
		}
	}
}

func TestARunPrintsEachLetterOnceInOrder(t *testing.T) {
	o, p := printing(t)
	p.watch = func(*desk.PrintJob) { // committed before the first byte: nobody else can take them now
		if n := o.inState(desk.OutSending); n != 3 {
			t.Errorf("%d letters are on their way while the file is written", n)
		}
		if runs, _ := o.PrintRuns(t.Context(), 5); len(runs) != 1 || runs[0].State != store.PrintMaking || len(runs[0].Letters) != 3 {
			t.Errorf("the run is not in the book while its file is written: %+v", runs)
		}
	}
	res, err := o.PrintRun(t.Context(), desk.PrintOrder{TwoSided: true}, nil)
	o.must(err)
	var order []string
	for _, l := range p.job.Letters {
		order = append(order, l.Name)
	}
	if got := strings.Join(order, ", "); got != "Customer C3, Customer C1, Customer C2" { // at home by postal code, then abroad
		t.Errorf("sorted as %s", got)
	}
	if res.Printed() != 3 || o.inState(desk.OutSent) != 3 || o.kinds("C1")[activity.NoticeSent] != 1 {
		t.Errorf("%d printed, %d left", res.Printed(), o.inState(desk.OutSent))
	}
	_, err = o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
	o.wantCode(err, desk.NothingToPrint)
	runs, err := o.PrintRuns(t.Context(), 5)
	o.must(err)
	if runs[0].State != store.PrintMade || runs[0].File != "run.pdf" || !runs[0].TwoSided {
		t.Errorf("kept as %+v", runs[0])
	}
}

func TestALetterThatCannotBePrintedHoldsUpNoOther(t *testing.T) {
	o, p := printing(t)
	p.leave = "Customer C2"
	res, err := o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
	o.must(err)
	if res.Printed() != 2 || o.inState(desk.OutSent) != 2 || o.inState(desk.OutFailed) != 1 {
		t.Errorf("%d printed, %d left, %d failed", res.Printed(), o.inState(desk.OutSent), o.inState(desk.OutFailed))
	}
}

func TestARunWithoutAFilePutsItsLettersBack(t *testing.T) {
	o, p := printing(t)
	p.fail = fault.New(fault.Unavailable, "the disk is full")
	_, err := o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
	o.wantCode(err, fault.Unavailable)
	if n := o.inState(desk.OutQueued); n != 3 {
		t.Errorf("%d letters wait again", n)
	}
	p.fail = nil
	if res, err := o.PrintRun(t.Context(), desk.PrintOrder{}, nil); err != nil || res.Printed() != 3 || res.Run != 2 {
		t.Errorf("the next run: %+v, %v", res, err)
	}
}

// What a crash leaves may lie in the printer: it is uncertain, is not printed again by itself, and is when somebody says so.
func TestAfterACrashAPersonPrintsTheRunAgain(t *testing.T) {
	o, p := printing(t)
	p.watch = func(*desk.PrintJob) { panic("the power is gone") }
	func() {
		defer func() { _ = recover() }()
		_, _ = o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
	}()
	p.watch = nil
	holder := "print-run"
	if o.Holder != "" {
		holder = o.Holder + "/print-run"
	}
	n, err := o.RecoverMessages(t.Context(), holder)
	o.must(err)
	if n != 3 || o.inState(desk.OutUncertain) != 3 {
		t.Fatalf("%d letters are uncertain", n)
	}
	_, err = o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
	o.wantCode(err, desk.NothingToPrint)
	_, err = o.PrintRun(t.Context(), desk.PrintOrder{Again: true, Run: 1}, nil)
	o.wantField(err, fault.Invalid, "why")
	res, err := o.PrintRun(t.Context(), desk.PrintOrder{Again: true, Run: 1, Why: "the printer was off"}, nil)
	o.must(err)
	if res.Printed() != 3 || o.inState(desk.OutSent) != 3 || !p.job.Again {
		t.Errorf("%d printed again, %d have left", res.Printed(), o.inState(desk.OutSent))
	}
	var said []string
	o.must(o.Log(t.Context(), func(e activity.Entry) error {
		if e.Kind == activity.LettersPrinting {
			said = append(said, e.Data)
		}
		return nil
	}))
	if len(said) != 2 || !strings.Contains(said[1], "the printer was off") {
		t.Errorf("the log says %q", said)
	}
}

func TestWhoHasPaidIsNotPrinted(t *testing.T) {
	o, _ := printing(t)
	o.source.remove("1")
	o.sync()
	res, err := o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
	if err != nil || res.Printed() != 2 {
		t.Errorf("%d printed, %v", res.Printed(), err)
	}
	if _, err := o.PrintRun(t.Context(), desk.PrintOrder{Sorted: "weight"}, nil); !errors.As(err, new(*fault.Error)) {
		t.Errorf("an unknown order: %v", err)
	}
}

// Whoever sends looks first at what it left in sending: a run that is being written at that moment is none of that.
func TestSendingMeanwhileDoesNotTakeARunForLost(t *testing.T) {
	o, p := printing(t)
	o.Holder = "machine/12"
	p.watch = func(*desk.PrintJob) {
		n, err := o.RecoverMessages(t.Context(), o.Holder)
		o.must(err)
		if n != 0 {
			t.Errorf("%d letters of the run are uncertain while it is written", n)
		}
	}
	res, err := o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
	o.must(err)
	if res.Printed() != 3 || o.inState(desk.OutSent) != 3 {
		t.Errorf("%d printed, %d have left", res.Printed(), o.inState(desk.OutSent))
	}
}

// A machine that slept for longer than its claim finds its letters uncertain; they are in the file all the same.
func TestARunThatWasTakenForLostEnds(t *testing.T) {
	for _, fail := range []error{nil, fault.New(fault.Unavailable, "the disk is full")} {
		o, p := printing(t)
		p.fail = fail
		p.watch = func(*desk.PrintJob) {
			_, err := o.RecoverMessages(t.Context(), "print-run")
			o.must(err)
		}
		_, err := o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
		want, state := desk.OutSent, store.PrintMade
		if fail != nil {
			want, state = desk.OutUncertain, store.PrintFailed
			o.wantCode(err, fault.Unavailable)
		} else {
			o.must(err)
		}
		runs, err := o.PrintRuns(t.Context(), 1)
		o.must(err)
		if o.inState(want) != 3 || runs[0].State != state {
			t.Errorf("%d letters are %s, the run is %s", o.inState(want), want, runs[0].State)
		}
	}
}

// A letter that was taken back asks for what nobody owes any more: it is not printed again with its run.
func TestWhatWasTakenBackIsNotPrintedAgain(t *testing.T) {
	o, _ := printing(t)
	res, err := o.PrintRun(t.Context(), desk.PrintOrder{}, nil)
	o.must(err)
	_, err = o.CancelNotice(t.Context(), o.debtorID("C1"), res.Letters[1].Number, "our mistake")
	o.must(err)
	again, err := o.PrintRun(t.Context(), desk.PrintOrder{Again: true, Run: res.Run, Why: "the printer was off"}, nil)
	if err != nil || again.Printed() != 2 {
		t.Errorf("%d printed again, %v", again.Printed(), err)
	}
}
