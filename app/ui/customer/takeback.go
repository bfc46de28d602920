package customer

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// takeable are the customer's reminders that stand, as choices, newest first: number, day, what it asks for.
func (m *Model) takeable(w words.Words) []widget.Choice {
	var out []widget.Choice
	for i := range m.View.Notices {
		n := &m.View.Notices[i]
		if !n.Cancelled && n.Claim.Event == dunning.NoEvent {
			out = append(out, widget.Choice{ID: n.Number, Text: words.Facts(n.Number, w.Day(n.Claim.Date), w.Money(n.Claim.Total))})
		}
	}
	return out
}

// askTakeBack takes a reminder back with its charges and levels, with the reason that an auditor will read.
func (s *Screen) askTakeBack() {
	choices := s.model.takeable(s.stage.Words)
	if len(choices) == 0 {
		return
	}
	number := widget.NewSelect(choices, choices[0].ID, nil)
	why := widget.NewInput(i18n.T("takeback.why-hint"))
	id := s.id
	var asked desk.Asked
	s.stage.Decide(stage.Decision{
		Title: i18n.T("takeback.title", i18n.Args{"name": s.name()}), Text: i18n.T("takeback.text"), Verb: i18n.T("takeback.verb"), Icon: theme.IconUndo,
		Fields: []stage.NamedField{
			stage.Labelled("number", i18n.T("takeback.which"), number), stage.Labelled("why", i18n.T("hold.reason"), why),
		},
		Work: func() (func(context.Context) error, error) {
			reason := strings.TrimSpace(why.Text())
			if reason == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			chosen := number.Selected()
			return func(ctx context.Context) (err error) {
				asked, err = s.desk.CancelNotice(ctx, id, chosen, reason)
				return err
			}, nil
		},
		Done: func() { s.did(stage.SayAsked(asked, i18n.T("takeback.done")))() },
	})
}
