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

// mailInPage is where answers and bounces come in. What only a mailbox needs is hidden while none is read.
type mailInPage struct {
	form  *form
	box   fyne.CanvasObject
	check *widget.Button
}

func (s *Screen) newMailInPage() *mailInPage {
	p := &mailInPage{}
	sh := newSheet(s.stage.Pick, s.wroteMailIn)
	on := group(i18n.T("settings.mail-in"), i18n.T("mail-in.text"), sh.tick("on", i18n.T("mail-in.on"), i18n.T("mail-in.on-words")))
	p.box = p.fields(s, sh)
	p.check = widget.NewButton(widget.Secondary, i18n.T("mail-in.check"), theme.IconConnections, s.checkMailIn).Large()
	p.form = s.newForm(MailIn, i18n.T("settings.mail-in"), i18n.T("settings.save-mail-in"), sh, widget.Stack(theme.GroupGap, on, p.box), p.check)
	p.show(false)
	return p
}

func (p *mailInPage) fields(s *Screen, sh *sheet) fyne.CanvasObject {
	security := []widget.Choice{{ID: withTLS, Text: "TLS"}, {ID: startTLS, Text: "STARTTLS"}, {ID: noTLS, Text: i18n.T("mail.no-security")}}
	signIn := []widget.Choice{{ID: "password", Text: i18n.T("mail-in.by-password")}, {ID: desk.SignInToken, Text: i18n.T("mail-in.by-browser")}}
	server := group(i18n.T("mail-in.server"), "",
		newLine([]float32{3, 1, 2}, sh.hinted("host", i18n.T("mail.host"), "imap.example.org"), sh.figure("port", i18n.T("mail.port"), ""), sh.choice("security", i18n.T("mail.security"), security)),
		newLine([]float32{2, 2, 2}, sh.hinted("user", i18n.T("mail.user"), "accounts@example.org"), sh.choice("sign-in", i18n.T("mail-in.sign-in"), signIn),
			sh.input("password", i18n.T("mail.password"), widget.NewSecretInput("")).WithHelp(i18n.T("form.secret-kept"))),
		even(sh.path("ca", i18n.T("mail.ca-file"), widget.FieldFile)))
	reading := group(i18n.T("mail-in.reading"), i18n.T("mail-in.reading-text"),
		newLine([]float32{2, 2, 2}, sh.hinted("folder", i18n.T("mail-in.folder"), "INBOX"), sh.date("from", i18n.T("mail-in.from"), s.stage.Words), sh.figure("poll", i18n.T("mail-in.poll"), i18n.T("mail-in.minutes"))),
		sh.tick("idle", i18n.T("mail-in.idle"), i18n.T("mail-in.idle-words")))
	after := group(i18n.T("mail-in.after"), i18n.T("mail-in.after-text"),
		even(sh.hinted("move-to", i18n.T("mail-in.move-to"), i18n.T("mail-in.stays")), &fyne.Container{}), sh.tick("mark-read", i18n.T("mail-in.mark"), i18n.T("mail-in.mark-words")))
	return widget.Stack(theme.GroupGap, server, reading, after)
}

// show hides what a program that reads no mail does not need.
func (p *mailInPage) show(on bool) {
	if on {
		p.box.Show()
		p.check.Enable()
	} else {
		p.box.Hide()
		p.check.Disable()
	}
	p.form.scroll.Refresh()
}

func (s *Screen) wroteMailIn(key, text string) {
	if key == "security" {
		setInSecurity(s.model.now[MailIn], text)
		s.fill(MailIn)
	}
	s.wrote(MailIn, key, text)
	if key == "on" {
		s.mailIn.show(text != "")
	}
}

// checkMailIn signs in to the mailbox as typed and says how many mails would be read; nothing is read and nothing kept.
func (s *Screen) checkMailIn() {
	f := s.forms[MailIn]
	f.sheet.clearErrors()
	m, password, err := s.model.ReadMailIn()
	if err != nil {
		s.fail(MailIn, err)
		return
	}
	if m.From.IsZero() {
		m.From = s.stage.Words.Today()
	}
	f.say(widget.NewBanner(widget.NextStep, i18n.T("form.checking"), []widget.Run{{Text: m.Host}}, nil))
	s.mailIn.check.Disable()
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.MailboxLook, error) { return s.desk.CheckMailIn(ctx, m, password) }, func(look desk.MailboxLook, err error) {
		s.mailIn.check.Enable()
		if err != nil {
			s.fail(MailIn, err)
			return
		}
		w := s.stage.Words
		text := i18n.T("mail-in.counted", i18n.Args{"all": w.Count(look.Mails), "new": w.Count(look.ToRead), "date": w.LongDay(m.From)})
		if !look.Idle && !m.NoIdle {
			text += " " + i18n.T("mail-in.no-idle")
		}
		f.say(widget.NewBanner(widget.Checked, i18n.T("mail-in.works", i18n.Args{"host": m.Host}), []widget.Run{{Text: text}}, nil))
	})
}
