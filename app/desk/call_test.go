package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Each result leads to what a clerk would do next, in one transaction with the call.
func TestWhatComesOfACallLeadsToTheNextStep(t *testing.T) {
	for _, c := range []struct {
		result desk.CallResult
		spoil  func(o *desk.CallOrder, v desk.CustomerView)
		want   func(v desk.CustomerView) bool
		tasks  []store.TaskKind
	}{
		{desk.CallReached, nil, func(v desk.CustomerView) bool { return len(v.Promises) == 0 }, nil},
		{
			desk.CallPromised, func(o *desk.CallOrder, v desk.CustomerView) {
				o.Promise = &desk.PromiseOrder{Amount: nok(50_00), By: v.Date.AddDays(3)}
			}, func(v desk.CustomerView) bool {
				return len(v.Promises) == 1 && v.Promises[0].Amount == nok(50_00) && v.Promises[0].Debtor == v.Debtor.ID
			}, nil,
		},
		{
			desk.CallDisputes, func(o *desk.CallOrder, v desk.CustomerView) {
				o.Dispute = &desk.DisputeOrder{Item: v.Items[0].ID, Code: dunning.DisputeQuantity}
			}, func(v desk.CustomerView) bool { return v.Items[0].Dispute != nil }, nil,
		},
		{
			desk.CallAsksTime, func(o *desk.CallOrder, v desk.CustomerView) { o.FollowUp = v.Date.AddDays(7) },
			func(v desk.CustomerView) bool { return v.Tasks[0].Due == v.Date.AddDays(7) },
			[]store.TaskKind{store.TaskCall},
		},
		{desk.CallWrongNumber, nil, func(v desk.CustomerView) bool { return !v.Debtor.Reaches(receivable.Call) }, []store.TaskKind{store.TaskMend}},
		{desk.CallNoAnswer, nil, func(v desk.CustomerView) bool { return v.Tasks[0].Due == v.Date.AddDays(1) }, []store.TaskKind{store.TaskCall}},
	} {
		t.Run(string(c.result), func(t *testing.T) {
			o := talkative(t)
			id := o.debtorID("1")
			on, err := o.Today(t.Context())
			o.must(err)
			o.must(o.Book.Update(t.Context(), o.Actor, func(w store.Writer) error {
				_, err := w.PutTask(store.Task{Kind: store.TaskCall, Debtor: id, Due: on})
				return err
			}))
			order := desk.CallOrder{Debtor: id, Result: c.result, Text: "spoke to Siv"}
			if c.spoil != nil {
				c.spoil(&order, o.customer("1", on.String()))
			}
			o.must(o.KeepCall(t.Context(), order))
			v := o.customer("1", on.String())
			var kinds []store.TaskKind
			for _, task := range v.Tasks {
				kinds = append(kinds, task.Kind)
			}
			if len(kinds) != len(c.tasks) || len(kinds) > 0 && kinds[0] != c.tasks[0] {
				t.Fatalf("open tasks afterwards: %v, want %v", kinds, c.tasks)
			}
			if !c.want(v) {
				t.Errorf("afterwards: %+v", v)
			}
		})
	}
}

// A call that cannot be kept whole leaves nothing: no contact, no entry, no half of what was agreed.
func TestACallThatIsRefusedLeavesNothing(t *testing.T) {
	o := talkative(t)
	id := o.debtorID("1")
	on, err := o.Today(t.Context())
	o.must(err)
	before := len(o.customer("1", on.String()).Timeline)
	keep := func(c desk.CallOrder) error {
		c.Debtor = id
		return o.KeepCall(t.Context(), c)
	}
	o.wantField(keep(desk.CallOrder{Result: "hung-up"}), fault.Invalid, "result")
	o.wantField(keep(desk.CallOrder{Result: desk.CallPromised}), fault.Invalid, "amount")
	o.wantField(keep(desk.CallOrder{Result: desk.CallPromised, Promise: &desk.PromiseOrder{Amount: nok(1), By: on.AddDays(-1)}}), fault.Invalid, "date")
	o.wantField(keep(desk.CallOrder{Result: desk.CallDisputes}), fault.Invalid, "item")
	o.wantField(keep(desk.CallOrder{Result: desk.CallReached, FollowUp: on.AddDays(-1)}), fault.Invalid, "follow-up")
	o.wantField(keep(desk.CallOrder{Result: desk.CallReached, Channel: receivable.Email}), fault.Invalid, "channel")
	v := o.customer("1", on.String())
	if len(v.Timeline) != before || len(v.Promises) != 0 || len(v.Tasks) != 0 {
		t.Errorf("refused calls left %d entries, %d promises, %d tasks", len(v.Timeline)-before, len(v.Promises), len(v.Tasks))
	}
}

// A call does the tasks that asked for it, and leaves one for a later day.
func TestACallLeavesTheTaskOfALaterDay(t *testing.T) {
	o := talkative(t)
	id := o.debtorID("1")
	on, err := o.Today(t.Context())
	o.must(err)
	o.must(o.KeepCall(t.Context(), desk.CallOrder{Debtor: id, Result: desk.CallReached, FollowUp: on.AddDays(5)}))
	o.must(o.KeepCall(t.Context(), desk.CallOrder{Debtor: id, Result: desk.CallReached}))
	tasks := o.customer("1", on.String()).Tasks
	if len(tasks) != 1 || tasks[0].Due != on.AddDays(5) {
		t.Errorf("open tasks: %+v", tasks)
	}
}

// How a customer is best reached comes from the calls that were kept.
func TestCallsTellHowACustomerIsReached(t *testing.T) {
	o := talkative(t)
	id := o.debtorID("1")
	on, err := o.Today(t.Context())
	o.must(err)
	for i := range 6 {
		result := desk.CallReached
		if i == 0 {
			result = desk.CallNoAnswer
		}
		o.must(o.KeepCall(t.Context(), desk.CallOrder{Debtor: id, Result: result}))
	}
	b := o.customer("1", on.String()).Behaviour
	if b.Contacts != 6 || b.Answered != 5 || b.Channel != receivable.Call || b.Hour < 0 {
		t.Errorf("six calls, five of them taken: %+v", b)
	}
}
