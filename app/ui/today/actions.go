package today

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/call"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

func (s *Screen) load() {
	on := s.stage.Words.Today()
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.TodayView, error) { return s.desk.WorkList(ctx, on) }, func(v desk.TodayView, err error) {
		if err != nil {
			s.pages.TurnToFailure(err, s.load)
			return
		}
		s.pages.Turn(s.page)
		s.show(NewModel(v, s.stage.Words.Own()))
		if then := s.then; then != nil {
			s.then = nil
			then()
		}
	})
}

func (s *Screen) selected() *desk.Work {
	if w, ok := s.table.Selected(); ok {
		return w
	}
	return nil
}

func (s *Screen) did(text string) func() {
	return func() {
		s.stage.Changed()
		s.stage.Tell(text)
		s.load()
	}
}

// Call opens the call or the visit of the selected row.
func (s *Screen) Call() { s.askCall() }

// askCall shows what to say on the call or the visit of the selected row, and keeps what came of it.
func (s *Screen) askCall() {
	w := s.selected()
	if w == nil {
		return
	}
	id, on, channel := w.Debtor, s.stage.Words.Today(), receivable.Call
	if w.Do == desk.DoVisit {
		channel = receivable.Visit
	}
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.CustomerView, error) { return s.desk.Customer(ctx, id, on) },
		func(v desk.CustomerView, err error) {
			if err != nil {
				s.stage.Fail(err)
				return
			}
			done := s.did(i18n.T("call.done", i18n.Args{"name": v.Debtor.Name}))
			call.Open(s.stage, s.desk, call.Call{View: v, Channel: channel, Done: done, Next: func() { s.callNext(id, done) }})
		})
}

// callNext selects the next customer to call, and opens that call when the day has been read again.
func (s *Screen) callNext(called receivable.DebtorID, done func()) {
	next := call.NextOn(s.model.View.Work, called)
	if next == nil {
		done()
		s.stage.Tell(i18n.T("call.nobody-left"))
		return
	}
	id := next.Debtor
	s.then = func() {
		for i := range s.table.Len() {
			if s.table.At(i).Debtor == id {
				s.table.SelectIndex(i)
				s.askCall()
				return
			}
		}
	}
	done()
}

// promise takes a promise for all that there is to collect.
func (s *Screen) promise() {
	w := s.selected()
	if w == nil || w.ToCollect.Currency == "" {
		return
	}
	fields, debtor := call.NewPromiseFields(s.stage.Words, w.ToCollect), w.Debtor
	s.stage.Decide(stage.Decision{
		Title: i18n.T("promise.title", i18n.Args{"name": w.Name}), Text: i18n.T("promise.text"), Verb: i18n.T("promise.verb"), Icon: theme.IconTicked,
		Fields: fields.Fields(), Columns: 2,
		Work: func() (func(context.Context) error, error) {
			order, err := fields.Order()
			order.Debtor = debtor
			return func(ctx context.Context) error { return s.desk.TakePromise(ctx, order) }, err
		},
		Done: s.did(i18n.T("promise.done", i18n.Args{"name": w.Name})),
	})
}

// snooze puts a task off.
func (s *Screen) snooze() {
	w := s.selected()
	if w == nil || w.Task == 0 {
		return
	}
	ws := s.stage.Words
	until := widget.NewDateField(ws.Dates(), ws.Today())
	until.SetDate(ws.Today().AddDays(1))
	task := w.Task
	s.stage.Decide(stage.Decision{
		Title: i18n.T("snooze.title", i18n.Args{"name": w.Name}), Verb: i18n.T("snooze.verb"), Icon: theme.IconClock,
		Fields: []stage.NamedField{stage.Labelled("until", i18n.T("snooze.until"), until.Input)},
		Work: func() (func(context.Context) error, error) {
			day, err := until.Date()
			if err != nil {
				return nil, stage.OnField(err, "until")
			}
			return func(ctx context.Context) error { return s.desk.SnoozeTask(ctx, task, day) }, nil
		},
		Done: s.did(i18n.T("snooze.done", i18n.Args{"name": w.Name})),
	})
}

// done closes the task of the selected row.
func (s *Screen) done() {
	w := s.selected()
	if w == nil {
		return
	}
	if w.Task == 0 {
		s.stage.Tell(i18n.T("today.no-task"))
		return
	}
	task := w.Task
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.desk.FinishTask(ctx, task, "done")
	}, func(_ struct{}, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.did(i18n.T("today.task-done", i18n.Args{"name": w.Name}))()
	})
}
