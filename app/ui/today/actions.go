package today

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
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

// askCall keeps what came of a call, and closes the task that asked for it.
func (s *Screen) askCall(whom string) {
	w := s.selected()
	if w == nil {
		return
	}
	results := make([]widget.Choice, 0, len(words.CallResults()))
	for _, r := range words.CallResults() {
		results = append(results, widget.Choice{ID: r, Text: words.CallResult(r)})
	}
	result := widget.NewSelect(results, results[0].ID, nil)
	text := widget.NewTextArea(i18n.T("call.text-hint"), 3)
	debtor, task := w.Debtor, w.Task
	s.stage.Decide(stage.Decision{
		Title: whom, Text: say(w, s.stage.Words), Verb: i18n.T("call.verb"), Icon: theme.IconPhone,
		Fields: []stage.NamedField{stage.Labelled("result", i18n.T("call.result"), result), stage.Labelled("text", i18n.T("call.text"), text)},
		Work: func() (func(context.Context) error, error) {
			r, t := result.Selected(), text.Text()
			return func(ctx context.Context) error {
				if err := s.desk.NoteCall(ctx, debtor, r, t); err != nil || task == 0 {
					return err
				}
				return s.desk.FinishTask(ctx, task, r)
			}, nil
		},
		Done: s.did(i18n.T("call.done", i18n.Args{"name": w.Name})),
	})
}

// promise takes a promise for all that there is to collect.
func (s *Screen) promise() {
	w := s.selected()
	if w == nil || w.ToCollect.Currency == "" {
		return
	}
	ws := s.stage.Words
	amount := widget.NewMoneyEntry(ws.Locale(), w.ToCollect.Currency)
	amount.SetAmount(w.ToCollect)
	by := widget.NewDateField(ws.Dates(), ws.Today())
	by.SetDate(ws.Today().AddDays(7))
	debtor := w.Debtor
	s.stage.Decide(stage.Decision{
		Title: i18n.T("promise.title", i18n.Args{"name": w.Name}), Text: i18n.T("promise.text"), Verb: i18n.T("promise.verb"), Icon: theme.IconTicked,
		Fields: []stage.NamedField{stage.Labelled("amount", i18n.T("promise.amount"), amount.Input), stage.Labelled("date", i18n.T("promise.by"), by.Input)},
		Work: func() (func(context.Context) error, error) {
			a, err := amount.Amount()
			if err != nil {
				return nil, stage.OnField(err, "amount")
			}
			day, err := by.Date()
			if err != nil {
				return nil, stage.OnField(err, "date")
			}
			return func(ctx context.Context) error {
				return s.desk.TakePromise(ctx, desk.PromiseOrder{Debtor: debtor, Amount: a, By: day})
			}, nil
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
