package settings

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// mailPage is how mail leaves. What only a server needs is hidden while mail is written to files.
type mailPage struct {
	form   *form
	ways   *widget.RadioCards
	server fyne.CanvasObject
	safe   *fyne.Container // the warning about the keychain, or nothing
	check  *widget.Button
}

func (s *Screen) newMailPage() *mailPage {
	p := &mailPage{safe: widget.Stack(0)}
	sh := newSheet(s.stage.Pick, func(key, text string) { s.wroteMail(key, text) })
	tell := sh.tell("mode")
	p.ways = widget.NewRadioCards([]widget.Card{
		{ID: string(desk.MailToFolder), Title: i18n.T("settings.mail-files"), Sentence: i18n.T("settings.mail-files-text")},
		{ID: string(desk.MailToServer), Title: i18n.T("settings.mail-server"), Sentence: i18n.T("settings.mail-server-text")},
	}, string(desk.MailToFolder), tell)
	mode := sh.put("mode", i18n.T("mail.mode"), p.ways, p.ways.SetSelected)
	p.server = p.serverFields(sh)
	sender := group(i18n.T("settings.sender"), i18n.T("settings.sender-text"),
		even(sh.hinted("from", i18n.T("mail.from"), "billing@example.org"), sh.text("from-name", i18n.T("mail.from-name"))),
		even(sh.hinted("reply-to", i18n.T("mail.reply-to"), i18n.T("settings.same-address")), &fyne.Container{}))
	p.check = widget.NewButton(widget.Secondary, i18n.T("mail.check"), theme.IconConnections, s.checkMail).Large()
	body := widget.Stack(theme.GroupGap, mode, sender, p.server)
	p.form = s.newForm(Mail, i18n.T("settings.mail"), i18n.T("settings.save-mail"), sh, body, p.check)
	p.show(desk.MailToFolder)
	return p
}

func (p *mailPage) serverFields(sh *sheet) fyne.CanvasObject {
	secret := widget.NewSecretInput("")
	security := []widget.Choice{
		{ID: startTLS, Text: "STARTTLS"}, {ID: withTLS, Text: "TLS"}, {ID: noTLS, Text: i18n.T("mail.no-security")},
	}
	server := group(i18n.T("mail.host"), "",
		newLine([]float32{3, 1, 2}, sh.hinted("host", i18n.T("mail.host"), "smtp.example.org"), sh.figure("port", i18n.T("mail.port"), ""),
			sh.choice("security", i18n.T("mail.security"), security)),
		even(sh.hinted("user", i18n.T("mail.user"), i18n.T("settings.no-sign-in")),
			sh.input("password", i18n.T("mail.password"), secret).WithHelp(i18n.T("form.secret-kept"))),
		p.safe,
		newLine([]float32{1, 1, 1}, sh.figure("per-minute", i18n.T("mail.per-minute"), i18n.T("settings.mails")),
			sh.figure("timeout", i18n.T("settings.timeout"), i18n.T("settings.seconds"))),
		even(sh.path("ca", i18n.T("mail.ca-file"), widget.FieldFile)))
	trial := group(i18n.T("settings.trial"), i18n.T("mail.test-to-help"),
		even(sh.hinted("test-to", i18n.T("mail.test-to"), i18n.T("settings.to-customers")), &fyne.Container{}))
	return widget.Stack(theme.GroupGap, server, trial)
}

// show hides what the way chosen does not need.
func (p *mailPage) show(mode desk.MailMode) {
	if mode == desk.MailToServer {
		p.server.Show()
		p.check.Enable()
	} else {
		p.server.Hide()
		p.check.Disable()
	}
	p.form.scroll.Refresh()
}

// warn says that the password lies in a file.
func (p *mailPage) warn(warning string) {
	p.safe.Objects = nil
	p.safe.Hide()
	if warning != "" {
		p.safe.Objects = []fyne.CanvasObject{widget.NewBanner(widget.Unverified, "", []widget.Run{{Text: warning}}, nil)}
		p.safe.Show()
	}
}
