package inbox

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/call"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// mostRest is how many mails that were dealt with are shown.
const mostRest = 200

func (s *Screen) load() {
	runner.Go(s.stage.Run, s.read, func(all Mails, err error) {
		if err != nil {
			s.pages.TurnToFailure(err, s.load)
			return
		}
		s.pages.Turn(s.content)
		s.model.Set(all)
		if s.open != 0 {
			s.model.Open(s.open)
			s.open = 0
		}
		s.showAll()
	})
}

func (s *Screen) read(ctx context.Context) (all Mails, err error) {
	for _, list := range []struct {
		into   *[]desk.IncomingMail
		states []desk.IncomingState
		limit  int
	}{
		{&all.ToRead, []desk.IncomingState{desk.MailOpen}, 0},
		{&all.ToPlace, []desk.IncomingState{desk.MailUnplaced}, 0},
		{&all.Rest, []desk.IncomingState{desk.MailSettledBy, desk.MailNoted, desk.MailDismissed}, mostRest},
	} {
		if *list.into, err = s.desk.Incoming(ctx, desk.IncomingQuery{States: list.states, Limit: list.limit}); err != nil {
			return all, err
		}
	}
	return all, nil
}

// fetch looks into the mailbox now.
func (s *Screen) fetch() {
	s.stage.Tell(i18n.T("inbox.fetching"))
	runner.Go(s.stage.Run, s.desk.FetchMail, func(f desk.MailFetched, err error) {
		if f.New > 0 {
			s.stage.Changed()
		}
		s.load()
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.stage.Tell(i18n.N("inbox.fetched", f.New))
	})
}

// likeliest asks about what the mail shown most likely means; of one to be placed it goes to the search.
func (s *Screen) likeliest() {
	m := s.model.Current()
	if m == nil {
		return
	}
	if m.State == desk.MailUnplaced {
		s.FocusSearch()
		return
	}
	if all := Verdicts(m); len(all) > 0 {
		s.ask(all[0])
	}
}

// nothing says that the mail shown asks for nothing, or is nobody's.
func (s *Screen) nothing() {
	if m := s.model.Current(); m != nil && m.State == desk.MailUnplaced {
		s.askDismiss()
		return
	}
	s.ask(desk.AsksNothing)
}

// ask settles the mail shown, after the fields that the verdict needs.
func (s *Screen) ask(says incoming.Says) {
	m := s.model.Current()
	if m == nil || !slices.Contains(Verdicts(m), says) {
		return
	}
	mail := *m
	switch says {
	case incoming.AsksTime, incoming.Disputes:
		on := s.stage.Words.Today()
		runner.Go(s.stage.Run, func(ctx context.Context) (desk.CustomerView, error) { return s.desk.Customer(ctx, mail.Debtor, on) }, func(v desk.CustomerView, err error) {
			switch {
			case err != nil:
				s.stage.Fail(err)
			case says == incoming.AsksTime:
				s.askTime(&mail, &v)
			default:
				s.askDispute(&mail, &v)
			}
		})
	case incoming.SaysPaid:
		s.askPaid(&mail)
	case incoming.WrongPerson:
		s.decide(&mail, says, i18n.T("inbox.person-text", i18n.Args{"name": mail.Name}), theme.IconPerson)
	default:
		s.settle(desk.MailVerdict{Mail: mail.ID, Says: says}, &mail)
	}
}

// askTime takes a promise, or lets reminders wait until a day when no sum is typed.
func (s *Screen) askTime(m *desk.IncomingMail, v *desk.CustomerView) {
	w := s.stage.Words
	sum := money.Zero(w.Own())
	for _, b := range v.Balances {
		if b.Overdue() > sum.Minor {
			sum = money.New(b.Overdue(), b.Currency)
		}
	}
	amount := widget.NewMoneyEntry(w.Locale(), sum.Currency)
	by := widget.NewDateField(w.Dates(), w.Today())
	by.SetDate(w.Today().AddDays(7))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("inbox.time-title", i18n.Args{"name": m.Name}), Text: i18n.T("inbox.time-text", i18n.Args{"amount": w.Money(sum)}), Verb: i18n.T("inbox.time-verb"), Icon: theme.IconClock,
		Columns: 2, Fields: []stage.NamedField{stage.Labelled("amount", i18n.T("inbox.time-amount"), amount.Input), stage.Labelled("date", i18n.T("promise.by"), by.Input)},
		Work: func() (func(context.Context) error, error) {
			a, err := amount.Amount()
			if err != nil {
				return nil, stage.OnField(err, "amount")
			}
			until, err := by.Date()
			if err != nil {
				return nil, stage.OnField(err, "date")
			}
			verdict := desk.MailVerdict{Mail: m.ID, Says: incoming.AsksTime}
			if a.Minor > 0 {
				verdict.Promise = &desk.PromiseOrder{Amount: a, By: until}
			} else {
				verdict.Until = until
			}
			return func(ctx context.Context) error { return s.desk.SettleMail(ctx, verdict) }, nil
		},
		Done: s.done(m),
	})
}

// askPaid lets reminders wait for the money.
func (s *Screen) askPaid(m *desk.IncomingMail) {
	w := s.stage.Words
	until := widget.NewDateField(w.Dates(), w.Today())
	until.SetDate(w.Today().AddDays(14))
	note := widget.NewInput(i18n.T("inbox.note-hint"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("inbox.paid-title", i18n.Args{"name": m.Name}), Text: i18n.T("inbox.paid-text"), Verb: i18n.T("inbox.paid-verb"), Icon: theme.IconBanknote,
		Columns: 2, Fields: []stage.NamedField{stage.Labelled("until", i18n.T("inbox.until"), until.Input), stage.Labelled("note", i18n.T("inbox.note"), note)},
		Work: func() (func(context.Context) error, error) {
			on, err := until.Date()
			if err != nil {
				return nil, stage.OnField(err, "until")
			}
			verdict := desk.MailVerdict{Mail: m.ID, Says: incoming.SaysPaid, Until: on, Note: strings.TrimSpace(note.Text())}
			return func(ctx context.Context) error { return s.desk.SettleMail(ctx, verdict) }, nil
		},
		Done: s.done(m),
	})
}

// askDispute opens a dispute about one of the customer's invoices.
func (s *Screen) askDispute(m *desk.IncomingMail, v *desk.CustomerView) {
	fields := call.NewDisputeFields(s.stage.Words, v, 0)
	if fields == nil {
		s.stage.Tell(i18n.T("inbox.nothing-to-dispute", i18n.Args{"name": m.Name}))
		return
	}
	s.stage.Decide(stage.Decision{
		Title: i18n.T("inbox.dispute-title", i18n.Args{"name": m.Name}), Text: i18n.T("dispute.text"), Verb: i18n.T("inbox.do.dispute"), Icon: theme.IconDispute,
		Fields: fields.Fields(), Columns: 2, Width: 520,
		Work: func() (func(context.Context) error, error) {
			order, err := fields.Order()
			return func(ctx context.Context) error {
				return s.desk.SettleMail(ctx, desk.MailVerdict{Mail: m.ID, Says: incoming.Disputes, Dispute: &order})
			}, err
		},
		Done: s.done(m),
	})
}

// decide asks once before a verdict that needs no field.
func (s *Screen) decide(m *desk.IncomingMail, says incoming.Says, text string, icon theme.IconName) {
	s.stage.Decide(stage.Decision{
		Title: verdictVerb(m, says), Text: text, Verb: verdictVerb(m, says), Icon: icon,
		Work: func() (func(context.Context) error, error) {
			return func(ctx context.Context) error {
				return s.desk.SettleMail(ctx, desk.MailVerdict{Mail: m.ID, Says: says})
			}, nil
		},
		Done: s.done(m),
	})
}

func (s *Screen) settle(v desk.MailVerdict, m *desk.IncomingMail) {
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, s.desk.SettleMail(ctx, v) }, func(_ struct{}, err error) {
		if err != nil {
			s.stage.Fail(err)
			s.load()
			return
		}
		s.done(m)()
	})
}

// done tells what became of a mail, and goes on with the next.
func (s *Screen) done(m *desk.IncomingMail) func() {
	return func() {
		s.stage.Changed()
		s.stage.Tell(i18n.T("inbox.settled", i18n.Args{"name": m.Name}))
		s.table.Focus()
		s.load()
	}
}

// find looks for customers while somebody types.
func (s *Screen) find(text string) {
	m := s.model.Current()
	if m == nil {
		return
	}
	id, query := m.ID, strings.TrimSpace(text)
	s.model.Query = query
	if query == "" {
		s.model.Found(id, query, nil)
		s.detail.showChoices()
		return
	}
	runner.Go(s.stage.Run, func(ctx context.Context) ([]desk.CustomerRow, error) {
		return s.desk.Customers(ctx, desk.CustomerQuery{Search: query, Limit: 50})
	}, func(found []desk.CustomerRow, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		if s.model.Found(id, query, found) {
			s.detail.showChoices()
		}
	})
}

func (s *Screen) placeSelected() {
	if c, ok := s.detail.choices.Selected(); ok {
		s.place(c)
		return
	}
	s.stage.Tell(i18n.T("inbox.search-who-text"))
	s.FocusSearch()
}

// place puts the mail shown to a customer, and shows it among those to be read.
func (s *Screen) place(c desk.CustomerRow) {
	m := s.model.Current()
	if m == nil || m.State != desk.MailUnplaced {
		return
	}
	id := m.ID
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, s.desk.PlaceMail(ctx, id, c.ID) }, func(_ struct{}, err error) {
		if err != nil {
			s.stage.Fail(err)
			s.load()
			return
		}
		s.stage.Changed()
		s.stage.Tell(i18n.T("inbox.placed", i18n.Args{"name": c.Name}))
		s.open = id
		s.table.Focus()
		s.load()
	})
}

// askDismiss asks why a mail is nobody's. The usual reason is there already: Enter is enough.
func (s *Screen) askDismiss() {
	m := s.model.Current()
	if m == nil || m.State != desk.MailUnplaced {
		return
	}
	mail := *m
	why := widget.NewInput("")
	why.SetText(i18n.T("inbox.dismiss-usual"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("inbox.dismiss-title", i18n.Args{"from": sender(&mail)}), Text: i18n.T("inbox.dismiss-text"), Verb: i18n.T("inbox.dismiss-verb"), Icon: theme.IconMinus,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			return func(ctx context.Context) error {
				return s.desk.DismissMail(ctx, mail.ID, strings.TrimSpace(why.Text()))
			}, nil
		},
		Done: func() {
			s.stage.Changed()
			s.stage.Tell(i18n.T("inbox.dismissed-done"))
			s.table.Focus()
			s.load()
		},
	})
}
