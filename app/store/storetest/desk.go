package storetest

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func holdsAndPromises(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	hold := store.Hold{Debtor: o.Debtor.ID, Item: o.Item.ID, Hold: dunning.Hold{Reason: "customer-request", Until: Today.AddDays(7)}}
	hold.ID = write(o.Book, func(w store.Writer) (int64, error) { return w.PutHold(hold) })
	hold.By, hold.Name = "kari", o.Debtor.Name
	holds := func() []store.Hold {
		return read(o.Book, func(r store.Reader) ([]store.Hold, error) { return r.Holds(o.Debtor.ID) })
	}
	same(t, "holds", holds(), []store.Hold{hold})
	want(t, "hold of the item", o.item(o.Item.ExternalID).Hold.Reason, "customer-request")
	o.Write(func(w store.Writer) error { return w.LiftHold(hold.ID, "paid") })
	want(t, "lifted", holds()[0].Lifted, true)
	want(t, "hold of the item", o.item(o.Item.ExternalID).Hold == nil, true)
	o.Refuse(fault.Conflict, func(w store.Writer) error { return w.LiftHold(hold.ID, "") })
	o.Refuse(fault.NotFound, func(w store.Writer) error { return w.LiftHold(99, "") })
	o.Refuse(fault.NotFound, func(w store.Writer) error { _, err := w.PutHold(store.Hold{Debtor: 999}); return err })

	t.Run("a hold without an end waits for its review", func(t *testing.T) {
		toReview := func() []store.Hold {
			return read(o.Book, func(r store.Reader) ([]store.Hold, error) { return r.Holds(0) })
		}
		want(t, "holds to review", len(toReview()), 0)
		endless := store.Hold{Debtor: o.Debtor.ID, Name: o.Debtor.Name, Hold: dunning.Hold{Reason: "talks", By: "kari", Reviewer: "Berit", ReviewOn: Today.AddDays(30)}}
		endless.ID = write(o.Book, func(w store.Writer) (int64, error) { return w.PutHold(endless) })
		same(t, "holds to review", toReview(), []store.Hold{endless})
		o.Write(func(w store.Writer) error { return w.LiftHold(endless.ID, "over") })
		want(t, "holds to review", len(toReview()), 0)
	})
	t.Run("promises", func(t *testing.T) {
		p := store.PromiseRow{Debtor: o.Debtor.ID, Promise: dunning.Promise{
			Items: []receivable.ItemID{o.Item.ID}, Amount: money.New(50_00, "NOK"), Made: Today, By: Today.AddDays(3), State: dunning.PromisePending,
			Tolerance: dunning.Tolerance{Minor: 2_50, Days: 2},
		}}
		p.ID = write(o.Book, func(w store.Writer) (int64, error) { return w.PutPromise(p) })
		p.Name, p.Taken, p.TakenBy = o.Debtor.Name, Start, "kari"
		all := read(o.Book, func(r store.Reader) ([]store.PromiseRow, error) { return r.Promises(0) })
		same(t, "promises", all, []store.PromiseRow{p})
		want(t, "promise of the item", o.item(o.Item.ExternalID).Promise.ID, p.ID)
		o.Write(func(w store.Writer) error { return w.SetPromiseState(p.ID, dunning.PromiseKept) })
		want(t, "open promises", len(read(o.Book, func(r store.Reader) ([]store.PromiseRow, error) { return r.Promises(0) })), 0)
		want(t, "promises of the customer", len(read(o.Book, func(r store.Reader) ([]store.PromiseRow, error) { return r.Promises(o.Debtor.ID) })), 1)
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.SetPromiseState(p.ID, dunning.PromiseBroken) })
	})
	t.Run("disputes", func(t *testing.T) {
		d := store.DisputeRow{Debtor: o.Debtor.ID, Item: o.Item.ID, Dispute: dunning.Dispute{
			Code: dunning.DisputeQuality, Reason: "12 boxes thawed", Since: Today, Owner: "ola", DueBy: Today.AddDays(3), Amount: money.New(40_00, "NOK"),
		}}
		d.ID = write(o.Book, func(w store.Writer) (int64, error) { return w.PutDispute(d) })
		d.Name, d.Number = o.Debtor.Name, o.Item.Number
		same(t, "disputes", read(o.Book, func(r store.Reader) ([]store.DisputeRow, error) { return r.Disputes(0) }), []store.DisputeRow{d})
		want(t, "disputed items", o.row(o.Debtor.ID).Disputed, 1)
		want(t, "dispute of the item", o.item(o.Item.ExternalID).Dispute.Amount, money.New(40_00, "NOK"))
		ends := dunning.Resolution{Outcome: dunning.DisputePartly, On: Today.AddDays(1), Credit: money.New(15_00, "NOK")}
		o.Write(func(w store.Writer) error { return w.ResolveDispute(d.ID, ends, "three boxes") })
		want(t, "open disputes", len(read(o.Book, func(r store.Reader) ([]store.DisputeRow, error) { return r.Disputes(0) })), 0)
		want(t, "outcome", read(o.Book, func(r store.Reader) ([]store.DisputeRow, error) { return r.Disputes(o.Debtor.ID) })[0].Outcome, "partly")
		d.Outcome, d.On, d.Credit, d.Note = "partly", ends.On, ends.Credit, "three boxes"
		same(t, "the customer's disputes", read(o.Book, func(r store.Reader) ([]store.DisputeRow, error) { return r.Disputes(o.Debtor.ID) }), []store.DisputeRow{d})
		want(t, "outcome of the item", *o.item(o.Item.ExternalID).Resolution, ends)
		want(t, "outcome in planning", *o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID].Items[0].Resolution, ends)
		want(t, "disputed items", o.row(o.Debtor.ID).Disputed, 0)
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.ResolveDispute(d.ID, ends, "") })
	})
}

func tasks(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	task := store.Task{Kind: store.TaskCall, Debtor: o.Debtor.ID, Item: o.Item.ID, Due: Today, Why: dunning.Why{Key: "no-answer", Args: map[string]string{"level": "1"}}}
	task.ID = write(o.Book, func(w store.Writer) (int64, error) { return w.PutTask(task) })
	task.Name, task.Created = o.Debtor.Name, Start
	open := func() []store.Task {
		return read(o.Book, func(r store.Reader) ([]store.Task, error) { return r.Tasks(0, true) })
	}
	same(t, "tasks", open(), []store.Task{task})
	o.Write(func(w store.Writer) error { return w.SnoozeTask(task.ID, Today.AddDays(2)) })
	want(t, "snoozed until", open()[0].Snooze, Today.AddDays(2))
	o.Write(func(w store.Writer) error { return w.FinishTask(task.ID, "reached") })
	want(t, "open tasks", len(open()), 0)
	done := read(o.Book, func(r store.Reader) ([]store.Task, error) { return r.Tasks(o.Debtor.ID, false) })
	want(t, "result", done[0].Result, "reached")
	want(t, "done", done[0].Done, Start)
	o.Refuse(fault.Conflict, func(w store.Writer) error { return w.FinishTask(task.ID, "again") })
	o.Refuse(fault.Conflict, func(w store.Writer) error { return w.SnoozeTask(task.ID, Today) })
}

func schedules(t *testing.T, engine New) {
	b := NewBook(t, engine)
	s := store.Schedule{ID: "sync", Spec: "07:00 business", Zone: "Europe/Oslo", Policy: "run-once", Enabled: true}
	b.Write(func(w store.Writer) error { return w.PutSchedule(s) })
	run := store.ScheduleRun{Schedule: "sync", Slot: Start, Holder: "desk-1", Missed: 2}
	claim := func(r store.ScheduleRun) bool {
		return write(b, func(w store.Writer) (bool, error) { return w.ClaimRun(r) })
	}
	want(t, "first claim of a slot", claim(run), true)
	other := run
	other.Holder = "desk-2"
	want(t, "second claim of a slot", claim(other), false)
	b.Refuse(fault.Conflict, func(w store.Writer) error { return w.FinishRun(other) })
	b.Clock.Advance(time.Minute)
	b.Write(func(w store.Writer) error { return w.FinishRun(run) })
	run.Started, run.Finished = Start, Start.Add(time.Minute)
	same(t, "runs", read(b, func(r store.Reader) ([]store.ScheduleRun, error) { return r.ScheduleRuns("sync", 5) }), []store.ScheduleRun{run})
	b.Write(func(w store.Writer) error { return w.PutSchedule(s) }) // a form that was opened before the run
	s.LastSlot = Start
	same(t, "schedules", read(b, store.Reader.Schedules), []store.Schedule{s})
	t.Run("a lease has one holder until it runs out", func(t *testing.T) {
		lease := func(holder string) bool {
			return write(b, func(w store.Writer) (bool, error) { return w.Lease("outbox", holder, time.Minute) })
		}
		want(t, "first", lease("a"), true)
		want(t, "another", lease("b"), false)
		want(t, "renewed", lease("a"), true)
		b.Clock.Advance(time.Minute)
		want(t, "another when it has run out", lease("b"), true)
		want(t, "the first again", lease("a"), false)
	})
}

func guardRows(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	call := dunning.Contact{On: Today, Channel: receivable.Call}
	aside := dunning.Aside{Rule: "HOUSE-HOURS", On: Today, Reason: "asked to be called back", By: "Kari"}
	o.Write(func(w store.Writer) error { return w.PutContact(o.Debtor.ID, call) })
	o.Write(func(w store.Writer) error { return w.PutContact(o.Debtor.ID, call) })
	o.Write(func(w store.Writer) error { return w.PutAside(o.Debtor.ID, aside) })
	contacts := read(o.Book, func(r store.Reader) ([]dunning.Contact, error) { return r.Contacts(o.Debtor.ID, Today) })
	same(t, "each call counts", contacts, []dunning.Contact{call, call})
	later := read(o.Book, func(r store.Reader) ([]dunning.Contact, error) { return r.Contacts(o.Debtor.ID, Today.AddDays(1)) })
	want(t, "contacts from tomorrow on", len(later), 0)
	account := func(on date.Date) dunning.Account { return o.accounts(store.AccountQuery{}, on)[o.Debtor.ID] }
	a := account(Today)
	same(t, "contacts of the account", a.Contacts, contacts)
	want(t, "rule set aside", a.SetAside[0].Rule, aside.Rule)
	want(t, "reason", a.SetAside[0].Reason, aside.Reason)
	want(t, "set aside tomorrow", len(account(Today.AddDays(1)).SetAside), 0)
}
