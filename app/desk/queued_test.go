package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
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

// The Dutch letter of fourteen days, on which a later fee rests, leaves with fourteen days or is made anew.
func TestMessageThatAFeeWillRestOnLeavesWithAllOfItsDays(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		s.debtors[0].Country, s.debtors[0].Kind = "NL", receivable.Consumer
		s.invoice("1", "C1", "2026-11-01", 10_000)
	})
	o.Laws = map[string]law.Pack{"NL": {Code: "NL", Name: "Netherlands", Version: "1", Rows: []law.Row{{
		ID: "NL-FREE-C", Fact: law.FeeNeedsNotice, Value: decimal.NewFromInt(14), Unit: "days", Applies: "consumer", By: law.Own, Ref: "BW art. 6:96(6)", Source: "statute",
	}}}}
	p := desk.DefaultProcedure()
	p.Levels[0].DeadlineDays = 14
	p.Levels[1].Fee = &dunning.Fee{Fixed: decimal.NewFromInt(40)}
	o.must(o.SetProcedure(t.Context(), p))
	o.sync()
	o.stuck("2026-11-23")
	o.clock.to(day("2026-11-24"))
	sent, err := o.SendOutbox(t.Context(), nil)
	o.must(err)
	if sent.Sent != 0 {
		t.Fatalf("%d left with thirteen days", sent.Sent)
	}
	o.remind("2026-11-24")
	v := o.customer("C1", "2026-12-11")
	if v.Notices[0].Claim.Deadline != day("2026-12-08") || len(v.Plan.Notices) != 1 || v.Plan.Notices[0].Fee.IsZero() {
		t.Errorf("the second letter: %+v", v.Plan)
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

// secondWaits is an office whose first reminder, of F-1, has left, and whose second, of F-9, waits and asks for the charges of the
// first as well.
func secondWaits(t *testing.T) (o *office, id receivable.DebtorID) {
	t.Helper()
	o = newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		s.invoice("1", "C1", "2026-11-01", 1_000_000)
		s.invoice("9", "C1", "2026-11-28", 200_000)
	})
	o.charging()
	o.remind("2026-11-23")
	id = o.debtorID("C1")
	o.must(o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: id, Item: o.item("F-1").ID, Until: day("2027-01-30"), Reason: "talks"}))
	o.clock.to(day("2026-12-08"))
	o.sync()
	o.stuck("2026-12-08")
	if n := o.customer("C1", "2026-12-08").Notices; len(n) != 2 || n[0].Claim.Charges.IsZero() || n[0].Claim.Lines[0].Number != "F-9" {
		t.Fatalf("the reminder that waits: %+v", n)
	}
	return o, id
}

func (o *office) item(number string) store.ItemRow {
	o.t.Helper()
	it, err := o.FindItem(o.t.Context(), o.debtorID("C1"), number)
	o.must(err)
	return it
}

// What a waiting reminder asks for may be gone before it leaves: then it does not leave, and the next wave makes it anew.
func TestMessageThatWaitedIsHeldAgainstTheAccountAsItIsNow(t *testing.T) {
	for name, c := range map[string]struct {
		happens func(o *office, id receivable.DebtorID)
		why     string
	}{
		"the notice before it was taken back": {func(o *office, id receivable.DebtorID) {
			o.must(o.takeBack(id, o.customer("C1", "2026-12-08").Notices[1].Number, "our mistake"))
		}, "charges that it asks for are owed no more, or disputed"},
		"a fee that it asks for was waived": {func(o *office, id receivable.DebtorID) {
			charges, _, err := o.Charges(t.Context(), id)
			o.must(err)
			o.done(o.Waive(t.Context(), desk.WaiveOrder{Charge: charges[0].ID, Why: "goodwill"}))
		}, "charges that it asks for are owed no more, or disputed"},
		"its invoice is disputed": {func(o *office, id receivable.DebtorID) {
			o.must(o.OpenDispute(t.Context(), desk.DisputeOrder{Debtor: id, Item: o.item("F-9").ID, Reason: "quality"}))
		}, "it is disputed: F-9"},
		"the invoice whose fee it asks for is disputed": {func(o *office, id receivable.DebtorID) {
			o.must(o.OpenDispute(t.Context(), desk.DisputeOrder{Debtor: id, Item: o.item("F-1").ID, Reason: "quality"}))
		}, "charges that it asks for are owed no more, or disputed"},
		"the customer is on hold": {func(o *office, id receivable.DebtorID) {
			o.must(o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: id, Until: day("2027-01-30"), Reason: "talks"}))
		}, "it is on hold: F-9"},
		"the customer promised to pay": {func(o *office, id receivable.DebtorID) {
			o.must(o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: id, Amount: nok(200_000), By: day("2026-12-20")}))
		}, "its payment is promised: F-9"},
		"a credit note came": {func(o *office, _ receivable.DebtorID) {
			o.source.invoice("K", "C1", "2026-12-08", -500_000)
			o.source.items[len(o.source.items)-1].Kind = receivable.Credit
			o.sync()
		}, "a credit came in that it does not take off"},
		"nothing": {func(*office, receivable.DebtorID) {}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o, id := secondWaits(t)
			c.happens(o, id)
			messages, err := o.ClaimMessages(t.Context(), "test", time.Minute, 10) // it asks at this very moment
			o.must(err)
			n := o.customer("C1", "2026-12-08").Notices[0]
			if c.why == "" {
				if len(messages) != 1 || n.Cancelled {
					t.Fatalf("%d left, taken back: %v", len(messages), n.Cancelled)
				}
				return
			}
			if len(messages) != 0 || !n.Cancelled || o.item("F-9").Level != 0 {
				t.Fatalf("%d left; taken back: %v, level %d", len(messages), n.Cancelled, o.item("F-9").Level)
			}
			if e := o.customer("C1", "2026-12-08").Timeline[0]; e.Kind != activity.NoticeCancelled || !strings.Contains(e.Data, c.why) {
				t.Errorf("the timeline says %s %s, want %q", e.Kind, e.Data, c.why)
			}
		})
	}
}

// A level 1 of which nobody knew whether it left comes back into the queue when level 2 has gone: it does not leave any more, a
// person is told, and neither the invoice nor the wave waits for it.
func TestMessageThatALaterReminderOvertookIsNotWaitedFor(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.remove("2")
	o.sync()
	wave := o.stuck("2026-11-23")
	messages, err := o.ClaimMessages(t.Context(), "test", time.Minute, 10)
	o.must(err)
	o.must(o.MessageUncertain(t.Context(), "test", messages[0].ID, "cut", "cut"))
	o.remind("2026-12-10")
	o.must(o.SettleOutbox(t.Context(), messages[0].ID, false, "never arrived"))
	p, err := o.SendOutbox(t.Context(), nil)
	o.must(err)
	tasks, err := o.Tasks(t.Context(), o.debtorID("C1"))
	o.must(err)
	if p.Sent != 0 || len(tasks) != 1 || tasks[0].Kind != store.TaskLetter {
		t.Fatalf("%d left, tasks %+v", p.Sent, tasks)
	}
	o.clock.to(day("2027-02-01"))
	o.sync()
	plan, err := o.Plan(t.Context(), day("2027-02-01"))
	o.must(err)
	if len(plan.Notices) != 1 || plan.Notices[0].Level != 3 {
		t.Errorf("%d notices, left out: %+v", len(plan.Notices), plan.LeftOut)
	}
	o.wantCode(o.CancelWave(t.Context(), wave, "over"), fault.Conflict) // nothing of it waits
}

// What was settled as not sent waits again; its notice cannot be taken back under a later one, and its wave ends all the same.
func TestEndingAWaveKeepsWhatCannotBeTakenBackFromLeaving(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.remove("2")
	o.sync()
	wave := o.stuck("2026-11-23")
	messages, err := o.ClaimMessages(t.Context(), "test", time.Minute, 1)
	o.must(err)
	o.must(o.MessageUncertain(t.Context(), "test", messages[0].ID, "cut", "cut"))
	o.clock.to(day("2026-12-10"))
	o.sync()
	o.stuck("2026-12-10")
	o.must(o.SettleOutbox(t.Context(), messages[0].ID, false, "never arrived"))
	o.must(o.CancelWave(t.Context(), wave, "over"))
	counts, err := o.OutboxCounts(t.Context())
	o.must(err)
	if counts[store.OutCancelled] != 1 || counts[store.OutQueued] != 1 {
		t.Errorf("the outbox has %v", counts)
	}
}
