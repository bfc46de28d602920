package customer

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Hold asks for a hold of the customer, for whoever drives the screen without a pointer.
func (s *Screen) Hold() { s.askHold() }

// askHold holds the customer, or lifts the hold that there is.
func (s *Screen) askHold() {
	switch {
	case s.model == nil:
	case s.model.Hold() != nil:
		s.askLift()
	default:
		s.askHoldOf(0, i18n.T("hold.title", i18n.Args{"name": s.name()}))
	}
}

func (s *Screen) askItemHold() {
	if i := s.one(); i != nil {
		s.askHoldOf(i.Row.ID, i18n.T("hold.title", i18n.Args{"name": i.Row.Number}))
	}
}

// askHoldOf holds until a day, or without an end with somebody who looks at it again.
func (s *Screen) askHoldOf(item receivable.ItemID, title string) {
	w := s.stage.Words
	until, review := widget.NewDateField(w.Dates(), w.Today()), widget.NewDateField(w.Dates(), w.Today())
	until.SetDate(w.Today().AddDays(14))
	reason, reviewer := widget.NewInput(i18n.T("hold.reason-hint")), widget.NewInput("")
	id := s.id
	s.stage.Decide(stage.Decision{
		Title: title, Text: i18n.T("hold.text"), Verb: i18n.T("hold.verb"), Icon: theme.IconPause,
		Fields: []stage.NamedField{
			stage.Labelled("until", i18n.T("hold.until"), until.Input), stage.Labelled("reason", i18n.T("hold.reason"), reason),
			stage.Labelled("reviewer", i18n.T("hold.reviewer"), reviewer), stage.Labelled("review-on", i18n.T("hold.review-on"), review.Input),
		},
		Columns: 2, Width: 520,
		Work: func() (func(context.Context) error, error) {
			o := desk.HoldOrder{Debtor: id, Item: item, Reason: reason.Text(), Reviewer: reviewer.Text()}
			var err error
			if until.Text() != "" {
				if o.Until, err = until.Date(); err != nil {
					return nil, stage.OnField(err, "until")
				}
			}
			if review.Text() != "" {
				if o.ReviewOn, err = review.Date(); err != nil {
					return nil, stage.OnField(err, "review-on")
				}
			}
			return func(ctx context.Context) error { return s.desk.HoldCustomer(ctx, o) }, nil
		},
		Done: s.did(i18n.T("hold.done")),
	})
}

func (s *Screen) askLift() {
	h := s.model.Hold()
	why := widget.NewInput(i18n.T("lift.hint"))
	id, hold, w := s.id, h.ID, s.stage.Words
	text := i18n.T("lift.text", i18n.Args{"date": w.Day(h.Until), "why": words.HoldReason(h.Reason), "who": h.By})
	if h.Until.IsZero() {
		text = i18n.T("lift.text-review", i18n.Args{"date": w.Day(h.ReviewOn), "reviewer": h.Reviewer, "why": words.HoldReason(h.Reason), "who": h.By})
	}
	s.stage.Decide(stage.Decision{
		Title: i18n.T("lift.title", i18n.Args{"name": s.name()}), Text: text, Verb: i18n.T("lift.verb"), Icon: theme.IconPlay,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := why.Text()
			return func(ctx context.Context) error { return s.desk.LiftHold(ctx, id, hold, text) }, nil
		},
		Done: s.did(i18n.T("lift.done")),
	})
}
