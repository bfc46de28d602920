package handover

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// sayFields are the fields for what happened.
type sayFields struct {
	kind      *widget.Select
	amount    *widget.MoneyEntry
	amountBox stage.NamedField
	on        *widget.DateField
	reference *widget.Input
	note      *widget.Input
	relayout  func()
}

func (s *Screen) newSayFields(first settlement.EscalationKind, amount *money.Amount) *sayFields {
	w, e := s.stage.Words, &s.view.Escalation
	f := &sayFields{
		amount: widget.NewMoneyEntry(w.Locale(), e.Claim().Currency), on: widget.NewDateField(w.Dates(), w.Today()),
		reference: widget.NewInput(e.Reference), note: widget.NewInput(""),
	}
	all := choices(s.view.May)
	id := string(first)
	if first == "" && len(all) > 0 {
		id = all[0].ID
	}
	f.kind = widget.NewSelect(all, id, func(string) { f.show() })
	f.amountBox = stage.Labelled("amount", i18n.T("handover.amount"), f.amount.Input)
	f.on.SetDate(w.Today())
	if amount != nil && amount.Minor != 0 {
		f.amount.SetAmount(*amount)
	}
	f.show()
	return f
}

// show hides the amount of what is about none.
func (f *sayFields) show() {
	if kind, _ := chosen(f.kind.Selected(), money.Amount{}); kind.Bears() {
		f.amountBox.Field.Show()
	} else {
		f.amountBox.Field.Hide()
	}
	if f.relayout != nil {
		f.relayout()
	}
}

func (f *sayFields) fields() []stage.NamedField {
	return []stage.NamedField{
		stage.Labelled("kind", i18n.T("handover.what"), f.kind), f.amountBox, stage.Labelled("date", i18n.T("handover.on"), f.on.Input),
		stage.Labelled("reference", i18n.T("handover.reference"), f.reference), stage.Labelled("note", i18n.T("handover.note"), f.note),
	}
}

func (f *sayFields) order(e *settlement.Escalation) (desk.AgencySays, error) {
	o := desk.AgencySays{Escalation: e.ID, Reference: strings.TrimSpace(f.reference.Text()), Note: strings.TrimSpace(f.note.Text())}
	amount, err := f.amount.Amount()
	if err != nil {
		return o, stage.OnField(err, "amount")
	}
	if o.On, err = f.on.Date(); err != nil {
		return o, stage.OnField(err, "date")
	}
	o.Kind, o.Amount = chosen(f.kind.Selected(), amount)
	switch {
	case !o.Kind.Bears():
		o.Amount = money.Zero(e.Claim().Currency)
	case amount.Minor <= 0:
		return o, stage.Missing("amount", i18n.T("handover.amount-missing"))
	}
	return o, nil
}

// askSay keeps what happened; amount is with what the field begins.
func (s *Screen) askSay(first settlement.EscalationKind, amount *money.Amount) {
	if s.view == nil || len(s.view.May) == 0 {
		return
	}
	e := &s.view.Escalation
	f := s.newSayFields(first, amount)
	s.stage.Decide(stage.Decision{
		Title: i18n.T("handover.say-title", i18n.Args{"party": e.Party}), Text: i18n.T("handover.say-text"), Verb: i18n.T("handover.say-verb"), Icon: theme.IconEdit,
		Fields: f.fields(), Opened: func(relayout func()) { f.relayout = relayout },
		Work: func() (func(context.Context) error, error) {
			order, err := f.order(e)
			return func(ctx context.Context) error { return s.desk.SayEscalation(ctx, order) }, err
		},
		Done: s.did(i18n.T("handover.said")),
	})
}

// did says what was done and reads the hand-over again.
func (s *Screen) did(text string) func() {
	return func() {
		s.stage.Changed()
		s.stage.Tell(text)
		s.Show()
	}
}

// askRecall takes the claims back.
func (s *Screen) askRecall() {
	if s.view == nil || !s.view.MayRecall {
		return
	}
	e := &s.view.Escalation
	why := widget.NewInput(i18n.T("handover.why-hint"))
	text := i18n.T("handover.recall-text", i18n.Args{"party": e.Party})
	if e.Held().Minor > 0 {
		text += " " + i18n.T("handover.recall-held", i18n.Args{"amount": s.stage.Words.Money(e.Held())})
	}
	var asked desk.Asked
	s.stage.Decide(stage.Decision{
		Title: i18n.T("handover.recall-title", i18n.Args{"party": e.Party}), Text: text, Verb: i18n.T("handover.recall-verb"), Icon: theme.IconUndo, Danger: true,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			reason := strings.TrimSpace(why.Text())
			if reason == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) (err error) {
				asked, err = s.desk.Recall(ctx, e.ID, reason)
				return err
			}, nil
		},
		Done: func() { s.did(stage.SayAsked(asked, i18n.T("handover.recalled", i18n.Args{"party": e.Party})))() },
	})
}
