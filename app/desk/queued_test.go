package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// stuck releases a wave while nothing can leave.
func (o *office) stuck(on string) store.WaveID {
	o.t.Helper()
	o.courier.offline = true
	id := o.propose(on)
	_, err := o.Release(o.t.Context(), id, nil)
	o.must(err)
	o.courier.offline = false
	return id
}

func TestMessageThatWaitedIsNotSentToWhoHasPaid(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.stuck("2026-11-23")
	o.source.remove("1")
	o.sync()
	p, err := o.SendOutbox(t.Context(), nil)
	o.must(err)
	if p.Sent != 1 {
		t.Fatalf("%d left, want the one of the customer who still owes", p.Sent)
	}
}

// Nobody has read the books since: the customers of a message that has waited are read again before it leaves.
func TestMessageThatWaitedLongIsReadAgain(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.stuck("2026-11-23")
	o.clock.to(day("2026-11-24"))
	o.source.open("1", 4_000)
	p, err := o.SendOutbox(t.Context(), nil)
	o.must(err)
	if p.Sent != 1 {
		t.Fatalf("%d left, want the one that was not paid in part", p.Sent)
	}
	row, err := o.FindItem(t.Context(), o.debtorID("C1"), "F-1")
	o.must(err)
	if row.Level != 0 {
		t.Fatal("the item kept a level of a notice that nobody got")
	}
	o.sync()
	id := o.propose("2026-11-24")
	res, err := o.Release(t.Context(), id, nil)
	o.must(err)
	if res.Send.Sent != 1 {
		t.Fatalf("the next wave does not make it anew: %+v", res)
	}
}

// A letter that has lost too many of its days on the way out is made anew.
func TestMessageWhoseDeadlineCameTooNearIsTakenBack(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.stuck("2026-11-23")
	o.clock.to(day("2026-11-30"))
	p, err := o.SendOutbox(t.Context(), nil)
	o.must(err)
	if p.Sent != 0 {
		t.Fatalf("%d left with three of ten days to pay", p.Sent)
	}
}

func TestWaveResumedOnAnotherDaySendsNothingOld(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	ctx, cancel := contextWithCancel(t)
	_, err := o.Release(ctx, id, func(p desk.Progress) {
		if p.Phase == "checking" {
			cancel()
		}
	})
	if err == nil {
		t.Fatal("it was not cut off")
	}
	o.must(o.Book.Update(t.Context(), o.Actor, func(w store.Writer) error {
		wave, err := w.Wave(id)
		if err != nil || wave.State != store.WaveProposed {
			return err
		}
		return w.SetWaveState(wave, store.WaveReleasing, "")
	}))
	o.clock.to(day("2026-12-11"))
	res, err := o.Resume(t.Context(), id, nil)
	o.must(err)
	if res.Issued != 0 || res.Dropped != 2 || len(o.courier.made) != 0 {
		t.Fatalf("got %+v", res)
	}
	if v, err := o.Wave(t.Context(), id); err != nil || v.Wave.State != store.WaveReleased {
		t.Fatalf("the wave is %s, %v", v.Wave.State, err)
	}
}

func TestALevelThatNeedsApprovalIsLookedAtByTwo(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	p, err := o.Procedure(t.Context())
	o.must(err)
	p.Levels[0].Approval = true
	o.must(o.SetProcedure(t.Context(), p))
	wave := o.propose("2026-11-23")
	o.staffed()
	_, err = o.as("kari").Release(t.Context(), wave, nil)
	o.wantCode(err, approval.NeedsApproval)
	open, _, err := o.as("berit").Requests(t.Context(), 0)
	o.must(err)
	o.must(o.as("berit").Decide(t.Context(), desk.DecisionOrder{Request: open[0].ID, Version: 1, To: approval.Approved}))
	res, err := o.as("kari").Release(t.Context(), wave, nil)
	o.must(err)
	if res.Send.Sent != 2 {
		t.Fatalf("released: %+v", res)
	}
}

func TestOnePersonWhoReleasesHasApproved(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	p, err := o.Procedure(t.Context())
	o.must(err)
	p.Levels[0].Approval = true
	o.must(o.SetProcedure(t.Context(), p))
	out, err := o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if len(out.Notices) != 2 || !out.Notices[0].Approval {
		t.Fatalf("the proposal does not mark them: %+v", out)
	}
	res, err := o.Release(t.Context(), o.propose("2026-11-23"), nil)
	o.must(err)
	if res.Send.Sent != 2 {
		t.Fatalf("released: %+v", res)
	}
}

// A source without payments shows money only in what is still open.
func TestPromiseIsKeptByWhatCameOffTheItem(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c1 := o.debtorID("C1")
	o.must(o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: c1, Amount: nok(4_000), By: day("2026-11-25")}))
	o.clock.to(day("2026-11-24"))
	o.source.open("1", 6_000)
	o.sync()
	o.clock.to(day("2026-11-26"))
	o.must(o.Roll(t.Context(), day("2026-11-26")))
	v, err := o.Customer(t.Context(), c1, day("2026-11-26"))
	o.must(err)
	if v.Promises[0].State != dunning.PromiseKept {
		t.Fatalf("the promise is %s", v.Promises[0].State)
	}
}

func TestTaskForWhoCannotBeReachedIsKeptWhenNothingElseIsDue(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtors = append(s.debtors, store.SourceDebtor{ExternalID: "C9", Number: "C9", Name: "Nobody knows where"})
		s.invoice("9", "C9", "2026-11-01", 10_000)
	})
	o.sync()
	_, err := o.Propose(t.Context(), day("2026-11-23"))
	o.wantCode(err, desk.NothingToPropose)
	tasks, err := o.Tasks(t.Context(), o.debtorID("C9"))
	o.must(err)
	if len(tasks) != 1 {
		t.Fatalf("got %+v", tasks)
	}
}

// What was never sent is no ground for the next level, however long it waits.
func TestItemWhoseNoticeHasNotLeftIsNotRemindedAgain(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.stuck("2026-11-23")
	o.clock.to(day("2026-12-21"))
	o.sync()
	p, err := o.Plan(t.Context(), day("2026-12-21"))
	o.must(err)
	if len(p.Notices) != 0 || p.LeftOut[0].Reason != dunning.ReasonTooSoon || p.LeftOut[0].Detail.Key != dunning.WhyNoticeWaiting {
		t.Fatalf("%d notices, left out: %+v", len(p.Notices), p.LeftOut)
	}
}
