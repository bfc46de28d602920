package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// MailDesk is what the section needs of the desk beside the settings themselves.
type MailDesk interface {
	SignInMail(ctx context.Context, m desk.MailSettings, clientSecret *string, open func(page string) error) error
	SetMailKey(ctx context.Context, domain, selector string, key *string) (desk.MailKey, error)
	MailKey(ctx context.Context) (desk.MailKey, error)
}

// signInMail opens the provider's page in the browser and waits for the person to agree there.
func (s *Screen) signInMail() {
	f := s.forms[Mail]
	f.sheet.clearErrors()
	m, _, err := s.model.ReadMail()
	if err != nil {
		s.fail(Mail, err)
		return
	}
	var secret *string
	if typed := s.model.Get(Mail, "client-secret"); typed != "" {
		secret = &typed
	}
	var job *runner.Job
	stop := widget.NewButton(widget.Secondary, i18n.T("dialog.cancel"), theme.IconStop, func() {
		if job != nil {
			job.Cancel()
		}
	})
	f.say(widget.NewBanner(widget.NextStep, i18n.T("mail.signing-in"), []widget.Run{{Text: i18n.T("signinat.text")}}, stop))
	s.mail.signIn.Disable()
	st := s.stage
	job = runner.Go(st.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.desk.SignInMail(ctx, m, secret, func(page string) error {
			if failed := st.OpenPage(page); failed != nil { // the person can open it, too
				st.Run.Post(func() {
					f.say(widget.NewBanner(widget.NextStep, i18n.T("mail.open-page"), []widget.Run{{Text: page}}, copying(page)))
				})
			}
			return nil
		})
	}, func(_ struct{}, err error) {
		s.mail.signIn.Enable()
		if err != nil {
			f.say(nil)
			s.fail(Mail, err)
			return
		}
		f.say(widget.NewBanner(widget.Checked, i18n.T("mail.signed-in", i18n.Args{"user": m.User}), []widget.Run{{Text: i18n.T("mail.signed-in-text")}}, nil))
	})
}

// makeMailKey saves the section and makes a key to sign mails with.
func (s *Screen) makeMailKey() {
	f := s.forms[Mail]
	f.sheet.clearErrors()
	m, password, err := s.model.ReadMail()
	switch {
	case err != nil:
	case m.DKIMSelector == "":
		err = missing("dkim-selector")
	}
	if err != nil {
		s.fail(Mail, err)
		return
	}
	domain, selector := m.DKIMDomain, m.DKIMSelector
	m.DKIMDomain, m.DKIMSelector = s.model.Kept.Mail.DKIMDomain, s.model.Kept.Mail.DKIMSelector
	widget.AskOn(s.stage.Canvas(), widget.Question{
		Title: i18n.T("mail.key-title"), Text: i18n.T("mail.key-text"), Verb: i18n.T("mail.key-make"), Icon: theme.IconTick, Cancel: i18n.T("dialog.cancel"),
		OnDo: func() bool {
			runner.Go(s.stage.Run, func(ctx context.Context) (desk.MailKey, error) {
				if err := s.desk.SetMail(ctx, m, password); err != nil {
					return desk.MailKey{}, err
				}
				return s.desk.SetMailKey(ctx, domain, selector, nil)
			}, func(k desk.MailKey, err error) {
				if err != nil {
					s.fail(Mail, err)
					return
				}
				s.load(Mail)
				s.sayMailKey(k)
			})
			return true
		},
	})
}

// showMailKey shows what must be published for the key in use, and whether it is.
func (s *Screen) showMailKey() {
	f := s.forms[Mail]
	f.say(widget.NewBanner(widget.NextStep, i18n.T("form.checking"), nil, nil))
	runner.Go(s.stage.Run, s.desk.MailKey, func(k desk.MailKey, err error) {
		if err != nil {
			f.say(nil)
			s.fail(Mail, err)
			return
		}
		s.sayMailKey(k)
	})
}

func (s *Screen) sayMailKey(k desk.MailKey) {
	kind, first := widget.Unverified, i18n.T("mail.key-publish")
	switch k.Published {
	case desk.KeyPublished:
		kind, first = widget.Checked, i18n.T("mail.key-published")
	case desk.KeyOther:
		kind, first = widget.Blocked, i18n.T("mail.key-other")
	case desk.KeyMissing:
		first = i18n.T("mail.key-missing")
	case desk.KeyUnknown:
	}
	record := k.Name + " TXT " + k.Value
	s.forms[Mail].say(widget.NewBanner(kind, first, []widget.Run{{Text: record}}, copying(record)))
}

func copying(text string) *widget.Button {
	return widget.NewButton(widget.Secondary, i18n.T("mail.copy"), theme.IconCopy, func() {
		if app := fyne.CurrentApp(); app != nil {
			app.Clipboard().SetContent(text)
		}
	})
}
