package terms

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// askPreview opens the agreement as it would be signed.
func (s *Screen) askPreview() {
	if s.tab == TabAgreements {
		s.openPaper()
		return
	}
	if s.form == nil || s.tab == TabCredit || s.tab == TabFinance {
		return
	}
	o, err := s.order()
	if err != nil {
		s.show(desk.TermsDraft{}, err)
		return
	}
	runner.Go(s.stage.Run, func(ctx context.Context) (string, error) {
		doc, err := s.desk.PreviewTerms(ctx, o, "")
		if err != nil {
			return "", err
		}
		return writeDocument(doc)
	}, func(path string, err error) {
		if err == nil {
			err = s.stage.OpenFile(path)
		}
		if err != nil {
			s.stage.Fail(err)
		}
	})
}

// askAgree keeps what is on the screen, after one question.
func (s *Screen) askAgree() {
	switch {
	case s.form == nil:
		return
	case s.tab == TabCredit:
		s.setCredit()
		return
	case s.tab == TabFinance:
		s.finance.record()
		return
	case s.tab == TabAgreements:
		s.askSend()
		return
	}
	if s.draft == nil {
		return
	}
	o, err := s.order()
	if err != nil {
		return
	}
	o.Expect = s.draft.Plan.Debt // nobody agrees to another sum than the one on the screen
	w := s.stage.Words
	var agreed desk.AgreedTerms
	debtor := s.draft.Debtor
	send := widget.NewCheckbox(i18n.T("terms.send-to", i18n.Args{"to": debtor.Email}), debtor.Reaches(receivable.Email), nil)
	var fields []stage.NamedField
	if debtor.Reaches(receivable.Email) {
		fields = append(fields, stage.Labelled("send", i18n.T("terms.send-by"), send))
	}
	s.stage.Decide(stage.Decision{
		Title: i18n.T("terms.ask", i18n.Args{"name": s.draft.Debtor.Name}), Verb: i18n.T(verbs[s.tab]), Icon: theme.IconTicked,
		Text:   i18n.T("terms.ask-text", i18n.Args{"total": w.Money(s.draft.Plan.Schedule.Total), "date": w.Date(s.draft.Plan.Schedule.Last())}),
		Fields: fields,
		Work: func() (func(context.Context) error, error) {
			if o.Send = ""; send.Checked() {
				o.Send = receivable.Email
			}
			return func(ctx context.Context) (err error) {
				agreed, err = s.desk.AgreeTerms(ctx, o)
				return err
			}, nil
		},
		Done: func() {
			s.form = nil
			s.stage.Changed()
			said := i18n.T("terms.done", i18n.Args{"name": s.view.Debtor.Name})
			if agreed.Sent.Number != "" {
				said = words.Facts(said, saySent(agreed.Sent))
			}
			s.stage.Tell(stage.SayAsked(agreed.Asked, said))
			s.back()
		},
	})
}

// showCredit shows the tab of the credit line: nothing is reckoned there.
func (s *Screen) showCredit() {
	s.draft = nil
	s.trouble.Hide()
	owed := words.Dash
	for _, b := range s.view.Balances {
		if b.Currency == s.form.currency {
			owed = s.stage.Words.Money(money.New(b.Open(), s.form.currency))
		}
	}
	s.debt.SetText(owed)
	s.debtOf.SetText(i18n.T("terms.owes-now"))
	s.count.SetText(words.Dash)
	s.last.SetText(i18n.T("terms.limit"))
	if limit := s.view.Debtor.Limit; limit != nil {
		s.count.SetText(s.stage.Words.Money(*limit))
	}
	s.work.Turn(&fyne.Container{})
	s.falls.SetText(i18n.T("terms.credit-text"))
	s.footer.Set()
	s.side.Objects = []fyne.CanvasObject{widget.NewText(i18n.T("terms.before"), widget.Group), widget.NewSentence(widget.Body.In(theme.Text2), i18n.T("terms.credit-before"))}
	s.side.Refresh()
	s.preview.Disable()
	s.agree.Enable()
	s.pages.Refresh()
}

func (s *Screen) setCredit() {
	limit, err := s.form.limit.Amount()
	if err != nil {
		s.form.show("limit", words.Failure(err).What)
		return
	}
	review, err := s.form.review.Date()
	if err != nil {
		s.form.show("review", words.Failure(err).What)
		return
	}
	if s.form.limit.Text() == "" {
		s.form.show("limit", i18n.T("terms.limit-missing"))
		return
	}
	line, id := settlement.CreditLine{Limit: limit, Review: review, Note: s.form.note.Text()}, s.id
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, s.desk.SetCreditLine(ctx, id, line) }, func(_ struct{}, err error) {
		if err != nil {
			s.complain(err)
			return
		}
		s.stage.Changed()
		s.stage.Tell(i18n.T("terms.credit-done", i18n.Args{"name": s.view.Debtor.Name}))
		s.back()
	})
}
