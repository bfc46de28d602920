package retention

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// reviewDays is after how many days a legal hold is looked at again when nobody says otherwise.
const reviewDays = 180

// AskHold sets a legal hold on a customer, or on everybody where id is 0.
func AskHold(st *stage.Stage, d Desk, id receivable.DebtorID, name string, done func(said string)) {
	w := st.Words
	reason, review := widget.NewInput(i18n.T("legal-hold.reason-hint")), widget.NewDateField(w.Dates(), w.Today())
	review.SetDate(w.Today().AddDays(reviewDays))
	title := i18n.T("legal-hold.title", i18n.Args{"name": name})
	if id == 0 {
		title = i18n.T("legal-hold.title-all")
	}
	st.Decide(stage.Decision{
		Title: title, Text: i18n.T("legal-hold.text"), Verb: i18n.T("legal-hold.verb"), Icon: theme.IconShield,
		Fields: []stage.NamedField{
			stage.Labelled("reason", i18n.T("hold.reason"), reason), stage.Labelled("review", i18n.T("legal-hold.review"), review.Input),
		},
		Work: func() (func(context.Context) error, error) {
			on, err := review.Date()
			if err != nil {
				return nil, stage.OnField(err, "review")
			}
			o := desk.LegalHoldOrder{Debtor: id, Reason: reason.Text(), Review: on}
			return func(ctx context.Context) error {
				_, err := d.HoldLegally(ctx, o)
				return err
			}, nil
		},
		Done: func() { done(i18n.T("legal-hold.done")) },
	})
}

// AskLift ends a legal hold with a reason.
func AskLift(st *stage.Stage, d Desk, h privacy.Hold, done func(said string)) {
	why := widget.NewInput(i18n.T("legal-hold.why-hint"))
	st.Decide(stage.Decision{
		Title: i18n.T("legal-hold.lift-title"), Text: HoldText(h, st.Words) + ". " + i18n.T("legal-hold.lift-text"), Verb: i18n.T("legal-hold.lift-verb"), Icon: theme.IconShield,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := why.Text()
			return func(ctx context.Context) error { return d.LiftLegalHold(ctx, h.ID, text) }, nil
		},
		Done: func() { done(i18n.T("legal-hold.lifted")) },
	})
}

// HoldText says whom a legal hold keeps, why, who set it and when somebody looks at it again.
func HoldText(h privacy.Hold, w words.Words) string {
	name := h.Name
	if h.Debtor == 0 {
		name = i18n.T("legal-hold.all")
	}
	return words.Facts(name, h.Reason, h.By, i18n.T("timeline.review-on", i18n.Args{"date": w.Day(h.Review)}))
}
