package customer

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/call"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// Call opens the call of the customer with a result chosen.
func (s *Screen) Call(result desk.CallResult) { s.askCall(receivable.Call, result) }

// Dispute opens the dispute of the selected item, or of the first.
func (s *Screen) Dispute() {
	if s.one() == nil && s.table != nil && s.table.Len() > 0 {
		s.table.SelectIndex(0)
	}
	s.askDispute()
}

// askCall shows whom to call and what to say, and keeps what came of it.
func (s *Screen) askCall(channel receivable.Channel, result desk.CallResult) {
	if s.model == nil {
		return
	}
	v := s.model.View
	done := s.did(i18n.T("call.done", i18n.Args{"name": v.Debtor.Name}))
	c := call.Call{View: v, Channel: channel, Result: result, Done: done}
	if channel == receivable.Call {
		c.Next = func() { done(); s.callNext(v.Debtor.ID) }
	}
	call.Open(s.stage, s.desk, c)
}

// callNext opens the page of the next customer to call on the day's list, after the one who was called.
func (s *Screen) callNext(called receivable.DebtorID) {
	on := s.stage.Words.Today()
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.TodayView, error) { return s.desk.WorkList(ctx, on) }, func(v desk.TodayView, err error) {
		switch next := call.NextOn(v.Work, called); {
		case err != nil:
			s.stage.Fail(err)
		case next == nil:
			s.stage.Tell(i18n.T("call.nobody-left"))
		default:
			s.stage.OpenCustomer(next.Debtor)
		}
	})
}

// askPromise takes a promise for the ticked items, or for all that is overdue.
func (s *Screen) askPromise() {
	if s.model == nil {
		return
	}
	t := call.About(&s.model.View)
	sum, items := t.Collect, []receivable.ItemID(nil)
	if sum.Currency == "" {
		sum.Currency = s.model.Currency()
	}
	if ticked := s.table.Ticked(); len(ticked) > 0 {
		sum = sumOf(ticked, s.model.Currency())
		for _, i := range ticked {
			items = append(items, i.Row.ID)
		}
	}
	fields, id := call.NewPromiseFields(s.stage.Words, sum), s.id
	s.stage.Decide(stage.Decision{
		Title: i18n.T("promise.title", i18n.Args{"name": s.name()}), Text: i18n.T("promise.text"), Verb: i18n.T("promise.verb"), Icon: theme.IconTicked,
		Fields: fields.Fields(), Columns: 2,
		Work: func() (func(context.Context) error, error) {
			order, err := fields.Order()
			order.Debtor, order.Items = id, items
			return func(ctx context.Context) error { return s.desk.TakePromise(ctx, order) }, err
		},
		Done: s.did(i18n.T("promise.done", i18n.Args{"name": s.name()})),
	})
}
