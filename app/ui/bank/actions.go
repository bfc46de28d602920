package bank

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

func (s *Screen) load() {
	runner.Go(s.stage.Run, s.desk.Payments, func(all desk.Payments, err error) {
		if err != nil {
			s.pages.TurnToFailure(err, s.load)
			return
		}
		s.pages.Turn(s.content)
		s.model.Set(all)
		s.showAll()
	})
}

// find looks for other claims while somebody types.
func (s *Screen) find(text string) {
	p := s.model.Current()
	if p == nil {
		return
	}
	id, query := p.ID, strings.TrimSpace(text)
	s.model.Query = query
	if query == "" {
		s.detail.showChoices()
		return
	}
	runner.Go(s.stage.Run, func(ctx context.Context) ([]remittance.Candidate, error) { return s.desk.FindClaims(ctx, id, query) },
		func(found []remittance.Candidate, err error) {
			if err != nil {
				s.stage.Fail(err)
				return
			}
			if s.model.Found(id, query, found) {
				s.detail.showChoices()
			}
		})
}

// confirm places the payment shown on what is chosen.
func (s *Screen) confirm() {
	p := s.model.Current()
	if p == nil || s.model.Part != ToPlace {
		return
	}
	pl := Place(p, s.detail.chosen())
	if len(pl.Parts) == 0 || pl.Several || pl.Unpaid > 0 {
		s.stage.Tell(placed(&pl, s.stage.Words))
		return
	}
	line := *p
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.desk.AssignBankLine(ctx, line.ID, pl.Parts, "")
	}, func(_ struct{}, err error) {
		s.model.Query = ""
		if err != nil {
			s.stage.Fail(err)
			s.load()
			return
		}
		s.said(&line, i18n.T("bank.placed", i18n.Args{"amount": s.stage.Words.Money(line.Amount), "name": pl.Name, "numbers": strings.Join(pl.Names, ", ")}))
	})
}

// said tells what became of a payment, with the way back, and goes on with the next.
func (s *Screen) said(p *desk.BankPayment, text string) {
	s.last = p
	s.stage.Changed()
	s.stage.Offer(text, i18n.T("bank.undo"), s.askUndo)
	s.table.Focus()
	s.load()
}

// askIgnore asks why the payment shown is no customer's. The usual reason is there already: Enter is enough.
func (s *Screen) askIgnore() {
	p := s.model.Current()
	if p == nil || s.model.Part != ToPlace {
		return
	}
	line := *p
	why := widget.NewInput("")
	why.SetText(i18n.T("bank.ignore-usual"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("bank.ignore-title", i18n.Args{"amount": s.stage.Words.Money(p.Amount), "payer": payer(p)}), Text: i18n.T("bank.ignore-dialog"), Verb: i18n.T("bank.ignore-verb"), Icon: theme.IconMinus,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := strings.TrimSpace(why.Text())
			if text == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) error { return s.desk.IgnoreBankLine(ctx, line.ID, text) }, nil
		},
		Done: func() {
			s.said(&line, i18n.T("bank.ignored-done", i18n.Args{"amount": s.stage.Words.Money(line.Amount)}))
		},
	})
}

// askUndo asks why what was said of a payment is taken back: of the one shown, else of the one of which somebody spoke last.
func (s *Screen) askUndo() {
	p := s.model.Current()
	if s.model.Part == ToPlace {
		p = s.last
	}
	if p == nil {
		s.stage.Tell(i18n.T("bank.nothing-to-undo"))
		return
	}
	line := *p
	why := widget.NewInput("")
	why.SetText(i18n.T("bank.undo-usual"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("bank.undo-title", i18n.Args{"amount": s.stage.Words.Money(line.Amount), "payer": payer(&line)}), Text: i18n.T("bank.undo-dialog"), Verb: i18n.T("bank.undo"), Icon: theme.IconUndo,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := strings.TrimSpace(why.Text())
			if text == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) error { return s.desk.UnassignBankLine(ctx, line.ID, text) }, nil
		},
		Done: func() {
			s.last = nil
			s.stage.Changed()
			s.stage.Tell(i18n.T("bank.undone", i18n.Args{"amount": s.stage.Words.Money(line.Amount)}))
			s.model.Part = ToPlace
			s.model.Choose(line.ID)
			s.table.Focus()
			s.load()
		},
	})
	why.FocusAll()
}
