package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// changing is an office whose accounting system tells what changed, read whole once.
func changing(t *testing.T) *office {
	t.Helper()
	o := newOffice(t, twoCustomers)
	o.source.changes, o.source.cursor, o.source.fresh = true, "1", map[string]bool{}
	if run := o.sync(); !run.Full || !run.Complete {
		t.Fatalf("the first read: %+v", run)
	}
	return o
}

// readOn reads as a schedule does: what changed where that will do.
func (o *office) readOn() store.SyncRun {
	o.t.Helper()
	run, err := o.Sync(o.t.Context(), o.conn.ID, false, nil)
	o.must(err)
	return run
}

func TestOnlyWhatChangedIsReadAgain(t *testing.T) {
	o := changing(t)
	o.source.fresh["1"], o.source.cursor = true, "2"
	o.source.open("1", 4_000)
	run := o.readOn()
	if run.Full || !run.Agrees || run.Read["items"] != 0 && run.Read["items"] != 1 || run.Changes.ChangedItems != 1 || run.Changes.Settled != 0 {
		t.Fatalf("%+v", run)
	}
	if got := o.customer("C2", "2026-11-23").Items; len(got) != 1 || got[0].Open != nok(20_000) {
		t.Errorf("what did not change: %+v", got)
	}
	c, err := o.Connections(t.Context())
	o.must(err)
	if string(c[0].Connection.Cursor) != "2" || c[0].Code != "" {
		t.Errorf("goes on at %q, %s", c[0].Connection.Cursor, c[0].Message)
	}
}

func TestWhatTheSourceDeletedIsSettled(t *testing.T) {
	o := changing(t)
	o.source.gone = store.Removals{Items: []string{"1", "never seen"}, Debtors: []string{"C1"}}
	if run := o.readOn(); run.Changes.Settled != 1 || run.Changes.Gone != 1 {
		t.Fatalf("%+v", run.Changes)
	}
	if got := o.customer("C1", "2026-11-23").Items; len(got) != 0 {
		t.Errorf("still asked for: %+v", got)
	}
	o.source.gone, o.source.fresh["1"] = store.Removals{}, true // it comes back
	if run := o.readOn(); run.Changes.Reopened+run.Changes.NewItems+run.Changes.ChangedItems == 0 {
		t.Errorf("%+v", run.Changes)
	}
	if got := o.customer("C1", "2026-11-23").Items; len(got) != 1 || got[0].Open != nok(10_000) {
		t.Errorf("came back as %+v", got)
	}
}

func TestADeletedPaymentWasNone(t *testing.T) {
	o := changing(t)
	o.source.fresh["1"] = true
	o.came("p1", 4_000)
	o.readOn()
	o.source.payments, o.source.gone = nil, store.Removals{Payments: []string{"p1"}}
	o.source.open("1", 10_000)
	o.readOn()
	var payments []receivable.Payment
	o.must(o.Book.View(t.Context(), func(r store.Reader) (err error) {
		payments, err = r.Payments(o.customer("C1", "2026-11-23").Debtor.ID)
		return err
	}))
	if len(payments) != 1 || !payments[0].Reversed {
		t.Errorf("%+v", payments)
	}
}

// A total of the source's own is compared also when only a part was read.
func TestASourcesOwnTotalProvesAReadOfChanges(t *testing.T) {
	o := changing(t)
	o.source.control = map[money.Currency]int64{"NOK": 30_001}
	run, err := o.Sync(t.Context(), o.conn.ID, false, nil)
	if !fault.Has(err, desk.CountsDisagree) || run.Full {
		t.Fatalf("%v, %+v", err, run)
	}
	o.source.control["NOK"] = 30_000
	if run := o.readOn(); !run.Full || !run.Agrees {
		t.Errorf("after a disagreement: %+v", run)
	}
}

func TestEverythingIsReadOnceADayAndWhenThePlaceIsLost(t *testing.T) {
	o := changing(t)
	o.source.lost = true
	if run := o.readOn(); !run.Full || !run.Complete {
		t.Errorf("the place was lost: %+v", run)
	}
	runs, err := o.SyncRuns(t.Context(), o.conn.ID, 10)
	o.must(err)
	if len(runs) != 2 || runs[0].Code != "" {
		t.Errorf("a lost place is no failed read: %+v", runs)
	}
	o.source.lost = false
	if run := o.readOn(); run.Full {
		t.Errorf("the same day: %+v", run)
	}
	o.clock.to(day("2026-11-24"))
	if run := o.readOn(); !run.Full {
		t.Errorf("the day after: %+v", run)
	}
}
