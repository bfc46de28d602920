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
	signIn *widget.Button
	// What only one way to sign in needs.
	secret, token, tenant, authority fyne.CanvasObject
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
	p.server = p.serverFields(s, sh)
	sender := group(i18n.T("settings.sender"), i18n.T("settings.sender-text"),
		even(sh.hinted("from", i18n.T("mail.from"), "billing@example.org"), sh.text("from-name", i18n.T("mail.from-name"))),
		even(sh.hinted("reply-to", i18n.T("mail.reply-to"), i18n.T("settings.same-address")), sh.choice("detail", i18n.T("mail.detail"), []widget.Choice{
			{ID: markBoth, Text: i18n.T("mail.detail-both")}, {ID: string(desk.DetailReplyTo), Text: i18n.T("mail.detail-answers")}, {ID: string(desk.DetailNone), Text: i18n.T("mail.detail-none")},
		}).WithHelp(i18n.T("mail.detail-help"))))
	p.check = widget.NewButton(widget.Secondary, i18n.T("mail.check"), theme.IconConnections, s.checkMail).Large()
	body := widget.Stack(theme.GroupGap, mode, sender, papers(sh), p.server, s.signing(sh))
	p.form = s.newForm(Mail, i18n.T("settings.mail"), i18n.T("settings.save-mail"), sh, body, p.check)
	p.show(desk.MailToFolder, byPassword)
	return p
}

func (p *mailPage) serverFields(s *Screen, sh *sheet) fyne.CanvasObject {
	security := []widget.Choice{
		{ID: startTLS, Text: "STARTTLS"}, {ID: withTLS, Text: "TLS"}, {ID: noTLS, Text: i18n.T("mail.no-security")},
	}
	server := group(i18n.T("mail.host"), "",
		newLine([]float32{3, 1, 2}, sh.hinted("host", i18n.T("mail.host"), "smtp.example.org"), sh.figure("port", i18n.T("mail.port"), ""),
			sh.choice("security", i18n.T("mail.security"), security)),
		even(sh.choice("sign-in", i18n.T("mail.sign-in"), []widget.Choice{
			{ID: byPassword, Text: i18n.T("mail.password")},
			{ID: string(desk.SignInMicrosoft), Text: "Microsoft 365"},
			{ID: string(desk.SignInGoogle), Text: "Google"},
			{ID: string(desk.SignInOAuth), Text: i18n.T("mail.sign-in-other")},
		}), sh.hinted("user", i18n.T("mail.user"), i18n.T("settings.no-sign-in"))),
		p.signInFields(s, sh), p.safe,
		newLine([]float32{1, 1, 1}, sh.figure("per-minute", i18n.T("mail.per-minute"), i18n.T("settings.mails")),
			sh.figure("timeout", i18n.T("settings.timeout"), i18n.T("settings.seconds"))),
		even(sh.path("ca", i18n.T("mail.ca-file"), widget.FieldFile)))
	trial := group(i18n.T("settings.trial"), i18n.T("mail.test-to-help"),
		even(sh.hinted("test-to", i18n.T("mail.test-to"), i18n.T("settings.to-customers")), &fyne.Container{}))
	return widget.Stack(theme.GroupGap, server, trial)
}

// signInFields are what each way to sign in needs.
func (p *mailPage) signInFields(s *Screen, sh *sheet) fyne.CanvasObject {
	p.signIn = widget.NewButton(widget.Secondary, i18n.T("mail.sign-in-verb"), theme.IconConnections, s.signInMail)
	p.secret = even(sh.input("password", i18n.T("mail.password"), widget.NewSecretInput("")).WithHelp(i18n.T("form.secret-kept")), &fyne.Container{})
	p.tenant = even(sh.hinted("tenant", i18n.T("mail.tenant"), i18n.T("mail.tenant-any")), &fyne.Container{})
	p.authority = widget.Stack(12, even(sh.hinted("authorize-url", i18n.T("mail.authorize-url"), "https://"), sh.hinted("token-url", i18n.T("mail.token-url"), "https://")),
		even(sh.text("scopes", i18n.T("mail.scopes")), &fyne.Container{}))
	p.token = widget.Stack(12, even(sh.text("client-id", i18n.T("mail.client-id")).WithHelp(i18n.T("mail.client-id-help")),
		sh.input("client-secret", i18n.T("mail.client-secret"), widget.NewSecretInput("")).WithHelp(i18n.T("mail.client-secret-help"))),
		p.tenant, p.authority, widget.Row(theme.Gap, p.signIn, widget.Spacer()))
	return widget.Stack(12, p.secret, p.token)
}

// papers are what reminders carry.
func papers(sh *sheet) fyne.CanvasObject {
	return group(i18n.T("mail.papers"), i18n.T("mail.papers-text"),
		newLine([]float32{1, 1, 1}, sh.tick("attach-letter", i18n.T("mail.attach-letter"), i18n.T("mail.attached")),
			sh.tick("attach-invoices", i18n.T("mail.attach-invoices"), i18n.T("mail.attached")), sh.tick("attach-statement", i18n.T("mail.attach-statement"), i18n.T("mail.attached"))),
		newLine([]float32{2, 1}, sh.hinted("attach-levels", i18n.T("mail.attach-levels"), i18n.T("mail.attach-levels-hint")).WithHelp(i18n.T("mail.attach-levels-help")),
			sh.figure("attach-mb", i18n.T("mail.attach-mb"), "MB")))
}

// signing is what a signature needs.
func (s *Screen) signing(sh *sheet) fyne.CanvasObject {
	return group(i18n.T("mail.signature"), i18n.T("mail.signature-text"),
		even(sh.hinted("dkim-selector", i18n.T("mail.selector"), i18n.T("mail.not-signed")), sh.hinted("dkim-domain", i18n.T("mail.signing-domain"), i18n.T("settings.same-domain"))),
		widget.Row(theme.Gap, widget.NewButton(widget.Secondary, i18n.T("mail.key-make"), theme.IconTick, s.makeMailKey),
			widget.NewButton(widget.Secondary, i18n.T("mail.key-show"), theme.IconCopy, s.showMailKey), widget.Spacer()))
}

func shown(o fyne.CanvasObject, is bool) {
	if is {
		o.Show()
	} else {
		o.Hide()
	}
}

// show hides what the ways chosen do not need.
func (p *mailPage) show(mode desk.MailMode, signIn string) {
	way := signInOf(signIn)
	shown(p.secret, way == desk.SignInPassword)
	shown(p.token, way != desk.SignInPassword)
	shown(p.tenant, way == desk.SignInMicrosoft)
	shown(p.authority, way == desk.SignInOAuth)

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
