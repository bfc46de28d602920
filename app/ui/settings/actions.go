package settings

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// load reads the book; saved is a section whose typed values are in it now.
func (s *Screen) load(saved Section) {
	runner.Go(s.stage.Run, s.read, func(k Kept, err error) {
		if err != nil {
			s.pages.TurnToFailure(err, func() { s.load(saved) })
			return
		}
		s.pages.Turn(s.content)
		s.model.SetKept(k)
		if saved != "" {
			s.model.Saved(saved)
		}
		s.show()
	})
}

func (s *Screen) read(ctx context.Context) (k Kept, err error) {
	if k.Company, err = s.desk.Company(ctx); err != nil {
		return k, err
	}
	if k.Mail, err = s.desk.Mail(ctx); err != nil {
		return k, err
	}
	if k.SMS, err = s.desk.SMS(ctx); err != nil {
		return k, err
	}
	if k.MailIn, err = s.desk.MailIn(ctx); err != nil {
		return k, err
	}
	if k.Procedures, err = s.desk.Procedures(ctx); err != nil {
		return k, err
	}
	if k.Customers, err = s.namedCustomers(ctx, k.Procedures.Assignment); err != nil {
		return k, err
	}
	if k.Empty, err = s.desk.EmptyGroups(ctx, k.Procedures.Assignment); err != nil {
		return k, err
	}
	k.Calendars, k.Warning = s.desk.CalendarNames(), s.desk.SecretsWarning()
	if k.Texts, err = s.desk.LevelTexts(ctx); err != nil {
		return k, err
	}
	if k.Rules, err = s.desk.WaveRules(ctx); err != nil {
		return k, err
	}
	if k.Booking, err = s.desk.Booking(ctx); err != nil {
		return k, err
	}
	if k.Laws, err = s.desk.LawPacks(ctx); err != nil {
		return k, err
	}
	k.Users, err = s.readUsers(ctx)
	return k, err
}

// namedCustomers gives the names of those whom rules name; one who is gone from the book has none.
func (s *Screen) namedCustomers(ctx context.Context, a dunning.Assignment) (map[receivable.DebtorID]string, error) {
	names := map[receivable.DebtorID]string{}
	for _, r := range a.Rules {
		if r.Debtor == 0 {
			continue
		}
		d, err := s.desk.Debtor(ctx, r.Debtor)
		if err != nil && !fault.Has(err, fault.NotFound) {
			return nil, err
		}
		names[r.Debtor] = d.Name
	}
	return names, nil
}

// show writes every section anew.
func (s *Screen) show() {
	s.mail.warn(s.model.Kept.Warning)
	s.showLogo(s.model.Kept.Company.Logo)
	s.sms.warn(s.model.Kept.Warning)
	s.accounts.show(s.model.Kept.Company.Accounts)
	s.law.show()
	s.users.show()
	s.assigning.show()
	s.reminders.buildGeneral()
	for section := range s.forms {
		s.fill(section)
		s.showChanges(section)
	}
}

func (s *Screen) fill(section Section) {
	if section == Reminders {
		s.reminders.show()
		return
	}
	s.forms[section].sheet.fill(func(key string) string { return s.model.Get(section, key) })
	switch section {
	case Mail:
		s.mail.show(desk.MailMode(s.model.Get(Mail, "mode")), s.model.Get(Mail, "sign-in"))
	case MailIn:
		s.mailIn.show(s.model.Get(MailIn, "on") != "")
	case SMS:
		s.sms.show(desk.SMSMode(s.model.Get(SMS, "mode")))
	case Company, Accounts, Reminders, Assignment, Waves, Booking, Law, Users, Privacy, Appearance:
	}
}

func (s *Screen) showChanges(section Section) {
	s.forms[section].show(s.model.Changed(section))
	s.showSide()
}

// wrote takes what a person typed.
func (s *Screen) wrote(section Section, key, text string) {
	s.model.Set(section, key, text)
	s.showChanges(section)
}

func (s *Screen) wroteMail(key, text string) {
	if key == "security" {
		setSecurity(s.model.now[Mail], text)
		s.fill(Mail)
	}
	if key == "sign-in" {
		setSignIn(s.model.now[Mail], text)
		s.fill(Mail)
	}
	s.wrote(Mail, key, text)
	if key == "mode" {
		s.mail.show(desk.MailMode(text), s.model.Get(Mail, "sign-in"))
	}
}

func (s *Screen) wroteReminders(key, text string) {
	s.wrote(Reminders, s.reminders.key(key), text)
	s.reminders.adapt()
}

func (s *Screen) undo(section Section) {
	s.model.Undo(section)
	f := s.forms[section]
	f.sheet.clearErrors()
	f.say(nil)
	s.fill(section)
	s.showChanges(section)
}

// keep saves a section and says what changed.
func (s *Screen) keep(section Section) {
	f := s.forms[section]
	f.sheet.clearErrors()
	f.say(nil)
	work, err := s.work(section)
	if err != nil {
		s.fail(section, err)
		return
	}
	said := i18n.T("settings.saved-what", i18n.Args{"part": f.header.Title(), "what": f.names(s.model.Changed(section))})
	f.save.Disable()
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		f.save.Enable()
		if err != nil {
			s.fail(section, err)
			return
		}
		s.stage.Changed()
		s.stage.Tell(said)
		s.load(section)
	})
}

// work reads a section as typed and gives what saves it.
func (s *Screen) work(section Section) (func(context.Context) error, error) {
	switch section {
	case Company:
		c, err := s.model.ReadCompany()
		logo := s.model.logoWork()
		return func(ctx context.Context) error {
			if logo != nil {
				if err := logo(ctx, s.desk); err != nil {
					return err
				}
			}
			return s.desk.SetCompany(ctx, c)
		}, err
	case Mail:
		m, password, err := s.model.ReadMail()
		return func(ctx context.Context) error { return s.desk.SetMail(ctx, m, password) }, err
	case SMS:
		return s.keepSMS()
	case MailIn:
		m, password, err := s.model.ReadMailIn()
		return func(ctx context.Context) error { return s.desk.SetMailIn(ctx, m, password) }, err
	case Reminders:
		p, err := s.model.ReadProcedure()
		return func(ctx context.Context) error {
			_, err := s.desk.KeepProcedure(ctx, p.Name, p)
			return err
		}, err
	case Waves:
		r, err := s.model.ReadRules()
		return func(ctx context.Context) error { return s.desk.SetWaveRules(ctx, r) }, err
	case Booking:
		a := bookingFrom(s.model.now[Booking], s.model.Kept.Booking)
		return func(ctx context.Context) error { return s.desk.SetBooking(ctx, a) }, nil
	case Accounts, Assignment, Law, Appearance:
	}
	return nil, fault.New(fault.Internal, "the section %s has nothing to save", section)
}

// fail shows an error at the field that it names; a field of another level is gone to first.
func (s *Screen) fail(section Section, err error) {
	key := fieldOfError(err)
	if section == Reminders {
		key = s.reminders.goTo(key)
	}
	s.forms[section].fail(key, err)
}

// fieldOfError is the field that an error names, empty when it names none.
func fieldOfError(err error) string {
	var coded *fault.Error
	if errors.As(err, &coded) {
		return coded.Field
	}
	return ""
}

// goTo shows the level that a field belongs to and gives the field's key on the page.
func (p *remindersPage) goTo(key string) string {
	number, field := splitLevel(key)
	if number == 0 {
		switch {
		case key == "min_balance" && len(p.least) > 0:
			return leastKey(p.least[0])
		case strings.HasPrefix(key, ratesKey):
			return ratesKey
		case slices.Contains([]string{beforeDue, thankYou, confirmPromise, brokenPromise}, strings.TrimSuffix(key, ".channels")) && strings.HasSuffix(key, ".channels"):
			return strings.TrimSuffix(key, "channels") + channelField(0)
		}
		return key
	}
	if number != p.screen.model.Level {
		p.screen.model.Level = number
		p.show()
	}
	switch {
	case field == "channels":
		field = channelField(0)
	case strings.HasPrefix(field, tiersKey):
		field = tiersKey
	case field == "interest.from":
		field = "interest"
	}
	return inLevel + field
}

// checkMail signs in at the server as typed; nothing is sent and nothing kept.
func (s *Screen) checkMail() {
	f := s.forms[Mail]
	f.sheet.clearErrors()
	m, password, err := s.model.ReadMail()
	if err != nil {
		s.fail(Mail, err)
		return
	}
	f.say(widget.NewBanner(widget.NextStep, i18n.T("form.checking"), []widget.Run{{Text: m.Host}}, nil))
	s.mail.check.Disable()
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, s.desk.CheckMail(ctx, m, password) }, func(_ struct{}, err error) {
		s.mail.check.Enable()
		if err != nil {
			s.fail(Mail, err)
			return
		}
		f.say(widget.NewBanner(widget.Checked, i18n.T("mail.works", i18n.Args{"host": m.Host}), []widget.Run{{Text: i18n.T("settings.nothing-sent")}}, nil))
	})
}

// tryProcedure plans today's wave by what is typed, beside the plan by what is in force. It writes nothing.
func (s *Screen) tryProcedure() {
	f := s.forms[Reminders]
	f.sheet.clearErrors()
	p, err := s.model.ReadProcedure()
	if err != nil {
		s.fail(Reminders, err)
		return
	}
	on := s.stage.Words.Today()
	f.say(widget.NewBanner(widget.NextStep, i18n.T("settings.trying-now"), nil, nil))
	s.reminders.try.Disable()
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.WhatIf, error) { return s.desk.WhatIf(ctx, on, p) }, func(w desk.WhatIf, err error) {
		s.reminders.try.Enable()
		if err != nil {
			s.fail(Reminders, err)
			return
		}
		f.say(s.effect(w))
	})
}

// effect says what a wave of today would be by the two procedures.
func (s *Screen) effect(w desk.WhatIf) fyne.CanvasObject {
	n := func(e desk.Extent) i18n.Args {
		return i18n.Args{"n": s.stage.Words.Count(e.Notices), "sum": s.sums(e.Sums), "charges": s.sums(e.Charges)}
	}
	if w.Then.Equal(w.Now) {
		return widget.NewBanner(widget.NextStep, i18n.N("settings.would-same", w.Now.Notices, n(w.Now)), []widget.Run{{Text: i18n.T("settings.would-sums", n(w.Now))}}, nil)
	}
	return widget.NewBanner(widget.NextStep, i18n.N("settings.would", w.Then.Notices, n(w.Then)), []widget.Run{
		{Text: i18n.T("settings.would-sums", n(w.Then)) + " "},
		{Text: i18n.N("settings.would-now", w.Now.Notices, n(w.Now)), Colour: theme.Text2},
	}, nil)
}

// sums writes sums by currency, the house's own first. More than two are counted, because nobody compares five in a sentence.
func (s *Screen) sums(by map[money.Currency]int64) string {
	var parts []string
	list := s.model.Order(by)
	for i, c := range list {
		if i > 0 && len(list) > 2 {
			parts = append(parts, i18n.N("settings.other-currencies", len(list)-i))
			break
		}
		parts = append(parts, s.stage.Words.Code(money.New(by[c], c)))
	}
	if len(parts) == 0 {
		return words.Dash
	}
	return strings.Join(parts, " + ")
}
