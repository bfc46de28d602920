package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (o *office) propose(on string) store.WaveID {
	o.t.Helper()
	o.clock.to(day(on))
	id, err := o.Propose(o.t.Context(), day(on))
	o.must(err)
	return id
}

func (o *office) lines(id store.WaveID) map[string]store.LineState {
	o.t.Helper()
	v, err := o.Wave(o.t.Context(), id)
	o.must(err)
	out := map[string]store.LineState{}
	for _, l := range v.Lines {
		out[l.Number] = l.State
	}
	return out
}

func TestReleaseTakesLevelsAndSendsEachNoticeOnce(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	res, err := o.Release(t.Context(), id, nil)
	o.must(err)
	if res.Issued != 2 || res.Send.Sent != 2 || res.Dropped != 0 {
		t.Fatalf("got %+v", res)
	}
	rows, err := o.OpenItems(t.Context(), 0, true)
	o.must(err)
	for _, r := range rows {
		if r.Level != 1 || r.LastNotice != day("2026-11-23") {
			t.Fatalf("item %s stands at level %d, last notice %s", r.Number, r.Level, r.LastNotice)
		}
	}
	_, err = o.Release(t.Context(), id, nil)
	o.wantCode(err, fault.Conflict)
	if len(o.courier.made) != 2 {
		t.Fatalf("%d notices were made", len(o.courier.made))
	}
	_, err = o.Propose(t.Context(), day("2026-11-23"))
	o.wantCode(err, desk.NothingToPropose)
}

func TestWaveOfAnotherDayIsNotReleased(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	o.clock.to(day("2026-11-24"))
	_, err := o.Release(t.Context(), id, nil)
	o.wantCode(err, desk.WaveStale)
}

func TestExcludedCustomerStaysOutAndKeepsLevel(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	c1 := o.debtorID("C1")
	o.wantCode(o.Exclude(t.Context(), id, c1, ""), fault.Invalid)
	o.must(o.Exclude(t.Context(), id, c1, "talks ongoing"))
	o.wantCode(o.Exclude(t.Context(), id, c1, "again"), fault.Conflict)
	o.must(o.Include(t.Context(), id, c1))
	o.must(o.Exclude(t.Context(), id, c1, "talks ongoing after all"))
	res, err := o.Release(t.Context(), id, nil)
	o.must(err)
	if res.Issued != 1 || o.lines(id)["C1"] != store.LineExcluded {
		t.Fatalf("got %+v, %v", res, o.lines(id))
	}
	o.wantCode(o.Exclude(t.Context(), id, c1, "too late"), fault.Conflict)
}

// A letter that cannot be made goes before a person, and does not stop the others.
func TestNoticeThatCannotBeMadeGoesOnTheExceptionList(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	o.courier.refuse[o.debtorID("C1")] = fault.New("glyph-missing", "the name has a character that no font holds")
	res, err := o.Release(t.Context(), id, nil)
	o.must(err)
	if res.Issued != 1 || res.Failed != 1 {
		t.Fatalf("got %+v", res)
	}
	list, err := o.WorkList(t.Context(), day("2026-11-23"))
	o.must(err)
	if list.ToMend != 1 {
		t.Fatalf("nobody is told: %+v", list.Work)
	}
	v, err := o.Customer(t.Context(), o.debtorID("C1"), day("2026-11-23"))
	o.must(err)
	if v.Items[0].Level != 0 {
		t.Fatal("a level was taken by a notice that was never made")
	}
}

func TestCustomerWithoutAnyContactGetsATaskNotSilence(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		s.invoice("1", "C1", "2026-11-01", 10_000)
		s.debtors = append(s.debtors, store.SourceDebtor{ExternalID: "C9", Number: "C9", Name: "Nobody knows where", Kind: receivable.Business})
		s.invoice("9", "C9", "2026-11-01", 10_000)
	})
	o.sync()
	o.propose("2026-11-23")
	tasks, err := o.Tasks(t.Context(), o.debtorID("C9"))
	o.must(err)
	if len(tasks) != 1 || tasks[0].Kind != store.TaskMend {
		t.Fatalf("got %+v", tasks)
	}
	o.propose("2026-11-23")
	if tasks, err = o.Tasks(t.Context(), o.debtorID("C9")); err != nil || len(tasks) != 1 {
		t.Fatalf("a second proposal made a second task: %+v %v", tasks, err)
	}
}

func TestCancelledWaveTakesBackWhatHasNotLeft(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	o.courier.offline = true
	_, err := o.Release(t.Context(), id, nil)
	o.must(err)
	counts, err := o.OutboxCounts(t.Context())
	o.must(err)
	if counts[store.OutQueued] != 2 {
		t.Fatalf("got %v", counts)
	}
	o.must(o.CancelWave(t.Context(), id, "wrong text"))
	o.courier.offline = false
	if p, err := o.SendOutbox(t.Context(), nil); err != nil || p.Sent != 0 {
		t.Fatalf("cancelled messages left: %+v %v", p, err)
	}
	rows, err := o.OpenItems(t.Context(), 0, true)
	o.must(err)
	for _, r := range rows {
		if r.Level != 0 {
			t.Fatalf("%s stands at level %d by a notice that nobody got", r.Number, r.Level)
		}
	}
	o.wantCode(o.CancelWave(t.Context(), id, "again"), fault.Conflict)
}

// The machine can stop at any moment. A release that was cut off goes on where it stopped, and makes nothing twice.
func TestReleaseThatWasCutOffGoesOn(t *testing.T) {
	o := newOffice(t, func(s *source) {
		for i := range 50 {
			id := fmt.Sprintf("C%02d", i)
			s.debtor(id, id+"@example.com")
			s.invoice(id, id, "2026-11-01", int64(1_000+i))
		}
	})
	o.sync()
	id := o.propose("2026-11-23")
	ctx, cancel := contextWithCancel(t)
	_, err := o.Release(ctx, id, func(p desk.Progress) {
		if p.Phase == "making" {
			cancel()
		}
	})
	if err == nil {
		t.Fatal("the release was not cut off")
	}
	made := len(o.courier.made)
	if made == 0 || made >= 50 {
		t.Fatalf("%d notices were made before it was cut off", made)
	}
	res, err := o.Resume(t.Context(), id, nil)
	o.must(err)
	if made+res.Issued != 50 || len(o.courier.made) != 50 || res.Send.Sent != 50 {
		t.Fatalf("made %d, then %+v", made, res)
	}
	numbers := map[string]bool{}
	for _, job := range o.courier.made {
		numbers[job.Number] = true
	}
	if len(numbers) != 50 {
		t.Fatalf("%d numbers for 50 notices", len(numbers))
	}
}

func TestPromiseKeepsQuietAndIsJudged(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c1 := o.debtorID("C1")
	o.must(o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: c1, Amount: nok(10_000), By: day("2026-11-25")}))
	p, err := o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if len(p.Notices) != 1 || p.LeftOut[0].Reason != dunning.ReasonPromise {
		t.Fatalf("got %+v", p)
	}
	o.clock.to(day("2026-11-26"))
	o.sync()
	o.must(o.Roll(t.Context(), day("2026-11-26")))
	v, err := o.Customer(t.Context(), c1, day("2026-11-26"))
	o.must(err)
	if v.Promises[0].State != dunning.PromiseBroken || len(v.Plan.Notices) != 1 {
		t.Fatalf("got %+v, %+v", v.Promises, v.Plan)
	}
	list, err := o.WorkList(t.Context(), day("2026-11-26"))
	o.must(err)
	if list.Broken != 1 || list.Work[0].Why.Key != "promise-broken" {
		t.Fatalf("got %+v", list)
	}
}

func TestHoldsAndDisputesNeedWhatTheyNeed(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c1 := o.debtorID("C1")
	o.wantCode(o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: c1, Until: day("2026-12-01")}), fault.Invalid)
	o.wantCode(o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: c1, Reason: "x"}), fault.Invalid)
	o.wantCode(o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: c1, Reason: "x", Until: day("2026-11-01")}), fault.Invalid)
	o.must(o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: c1, Reason: "customer asked", Until: day("2026-12-01")}))
	row, err := o.FindItem(t.Context(), o.debtorID("C2"), "F-2")
	o.must(err)
	o.must(o.OpenDispute(t.Context(), desk.DisputeOrder{Debtor: o.debtorID("C2"), Item: row.ID, Reason: "quality"}))
	p, err := o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	got := map[dunning.Reason]int{}
	for _, l := range p.LeftOut {
		got[l.Reason]++
	}
	if len(p.Notices) != 0 || got[dunning.ReasonHold] != 1 || got[dunning.ReasonDispute] != 1 {
		t.Fatalf("got %v", got)
	}
}

// Pressing Propose again must not bring back whom a person has just taken out.
func TestProposingAgainKeepsWhoWasTakenOut(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	o.must(o.Exclude(t.Context(), id, o.debtorID("C1"), "talks ongoing"))
	again := o.propose("2026-11-23")
	if got := o.lines(again); again == id || got["C1"] != store.LineExcluded || got["C2"] != store.LineIn {
		t.Fatalf("got %v", got)
	}
	v, err := o.Wave(t.Context(), again)
	o.must(err)
	for _, l := range v.Lines {
		if l.Number == "C1" && l.Why != "talks ongoing" {
			t.Fatalf("the reason is lost: %q", l.Why)
		}
	}
}

// What leaves with a warning says so in the log, where an auditor finds it years later.
func TestAWarningOfTheCourierStaysOnTheLog(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.courier.warn = []*fault.Error{fault.New(receivable.BadReference, "602244 does not end as kid-mod10 asks")}
	_, err := o.Release(t.Context(), o.propose("2026-11-23"), nil)
	o.must(err)
	warned := 0
	o.must(o.Book.View(t.Context(), func(r store.Reader) error {
		return r.Log(0, func(e activity.Entry) error {
			if e.Kind == activity.NoticeIssued && strings.Contains(e.Data, "bad-reference: 602244") {
				warned++
			}
			return nil
		})
	}))
	if warned != 2 {
		t.Errorf("%d of 2 notices say what was warned of", warned)
	}
}
