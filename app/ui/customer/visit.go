package customer

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// visitChoices offer a visit to plan where the law lets anybody visit, and what can be done about the one that is planned.
func (s *Screen) visitChoices() []widget.Choice {
	m := s.model
	if m.visitForbidden() {
		return nil
	}
	if !slices.ContainsFunc(m.View.Tasks, func(t desk.Task) bool { return t.Kind == desk.TaskVisit }) {
		return []widget.Choice{{ID: "visit", Text: i18n.T("visit.menu"), Icon: theme.IconCalendar}}
	}
	made := widget.Choice{ID: "visited", Text: i18n.T("visit.made-menu"), Icon: theme.IconPerson}
	if !m.visitPlanned() {
		return []widget.Choice{{ID: "visit", Text: i18n.T("visit.menu"), Icon: theme.IconCalendar}, made}
	}
	return []widget.Choice{made, {ID: "call-off", Text: i18n.T("visit.call-off-menu"), Icon: theme.IconUndo}}
}

// visitForbidden reports whether the law lets nobody visit the customer.
func (m *Model) visitForbidden() bool { return m.View.MayVisit.Reason == dunning.ReasonLaw }

// visitPlanned reports whether somebody has planned a visit; a task of a wave only asks for one.
func (m *Model) visitPlanned() bool {
	return slices.ContainsFunc(m.View.Tasks, func(t desk.Task) bool { return t.Kind == desk.TaskVisit && t.Why.Key == "visit-planned" })
}

// Visit asks for a visit to be planned, for whoever drives the screen without a pointer.
func (s *Screen) Visit() { s.askVisit() }

// usualHour is the hour that a visit is proposed for.
const usualHour = date.TimeOfDay(10 * 60)

func (s *Screen) askVisit() {
	if s.model == nil || s.model.visitForbidden() {
		return
	}
	w, id, may := s.stage.Words, s.id, s.model.View.MayVisit
	on, at := widget.NewDateField(w.Dates(), w.Today()), widget.NewInput("")
	on.SetDate(w.Today().AddDays(max(7, may.AnnounceDays)))
	at.SetText(usualHour.String())
	who, why := widget.NewInput(i18n.T("visit.who-hint")), widget.NewInput(i18n.T("visit.why-hint"))
	who.SetText(s.model.View.Debtor.Owner)
	text := i18n.T("visit.plan-text")
	if may.AnnounceDays > 0 {
		text = i18n.N("visit.announce-text", may.AnnounceDays, i18n.Args{"rule": may.Rule, "source": may.Source})
	}
	s.stage.Decide(stage.Decision{
		Title: i18n.T("visit.plan-title", i18n.Args{"name": s.name()}), Text: text, Verb: i18n.T("visit.plan-verb"), Icon: theme.IconCalendar, Columns: 2, Width: 560,
		Fields: []stage.NamedField{
			stage.Labelled("date", i18n.T("visit.on"), on.Input), stage.Labelled("at", i18n.T("visit.at"), at),
			stage.Labelled("who", i18n.T("visit.who"), who), stage.Labelled("why", i18n.T("visit.why"), why),
		},
		Work: func() (func(context.Context) error, error) {
			order := desk.VisitOrder{Debtor: id, Who: who.Text(), Why: why.Text()}
			var err error
			if order.On, err = on.Date(); err != nil {
				return nil, stage.OnField(err, "date")
			}
			if at.Text() != "" {
				if order.At, err = date.ParseTimeOfDay(at.Text()); err != nil {
					return nil, stage.OnField(err, "at")
				}
			}
			return func(ctx context.Context) error { return s.desk.PlanVisit(ctx, order) }, nil
		},
		Done: s.did(i18n.T("visit.planned")),
	})
}

// askCallOff calls the planned visit off.
func (s *Screen) askCallOff() {
	why, id := widget.NewInput(i18n.T("visit.call-off-hint")), s.id
	s.stage.Decide(stage.Decision{
		Title: i18n.T("visit.call-off-title", i18n.Args{"name": s.name()}), Text: i18n.T("visit.call-off-text"), Verb: i18n.T("visit.call-off-verb"), Icon: theme.IconUndo,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := why.Text()
			return func(ctx context.Context) error { return s.desk.CancelVisit(ctx, id, text) }, nil
		},
		Done: s.did(i18n.T("visit.called-off")),
	})
}
