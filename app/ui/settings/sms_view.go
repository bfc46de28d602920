package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// SMSDesk is what the page of text messages needs of the desk.
type SMSDesk interface {
	SMS(ctx context.Context) (desk.SMSSettings, error)
	SetSMS(ctx context.Context, s desk.SMSSettings, secret *string) error
	TryText(ctx context.Context, s desk.SMSSettings, secret *string, to, text string) (string, error)
}

// smsPage is how text messages leave. What only a gateway needs is hidden while they are written to files.
type smsPage struct {
	form    *form
	gateway fyne.CanvasObject
	safe    *fyne.Container // the warning about the keychain, or nothing
	try     *widget.Button
}

func (s *Screen) newSMSPage() *smsPage {
	p := &smsPage{safe: widget.Stack(0)}
	sh := newSheet(s.stage.Pick, func(key, text string) { s.wroteSMS(key, text) })
	tell := sh.tell("mode")
	ways := widget.NewRadioCards([]widget.Card{
		{ID: string(desk.SMSToFolder), Title: i18n.T("sms.files"), Sentence: i18n.T("sms.files-text")},
		{ID: string(desk.SMSToGateway), Title: i18n.T("sms.gateway"), Sentence: i18n.T("sms.gateway-text")},
	}, string(desk.SMSToFolder), tell)
	p.gateway = p.gatewayFields(sh)
	p.try = widget.NewButton(widget.Secondary, i18n.T("sms.try"), theme.IconPhone, s.askTrialText).Large()
	body := widget.Stack(theme.GroupGap, sh.put("mode", i18n.T("sms.mode"), ways, ways.SetSelected), p.gateway)
	p.form = s.newForm(SMS, i18n.T("settings.sms"), i18n.T("sms.save"), sh, body, p.try)
	p.show(desk.SMSToFolder)
	return p
}

func (p *smsPage) gatewayFields(sh *sheet) fyne.CanvasObject {
	presets := []widget.Choice{}
	for _, preset := range desk.SMSPresets() {
		title := preset.Title
		if !preset.Verified {
			title = words.Facts(title, i18n.T("sms.not-verified"))
		}
		presets = append(presets, widget.Choice{ID: preset.Name, Text: title})
	}
	presets = append(presets, widget.Choice{ID: ownGateway, Text: i18n.T("sms.own")})
	account := group(i18n.T("sms.account-title"), i18n.T("sms.account-text"),
		even(sh.choice("preset", i18n.T("sms.preset"), presets), sh.hinted("sender", i18n.T("sms.sender"), "Skagerrak").WithHelp(i18n.T("sms.sender-help"))),
		even(sh.text("user", i18n.T("sms.user")), sh.input("secret", i18n.T("sms.secret"), widget.NewSecretInput("")).WithHelp(i18n.T("form.secret-kept"))),
		p.safe,
		newLine([]float32{2, 1, 1}, sh.text("account", i18n.T("sms.account")), sh.figure("price", i18n.T("sms.price"), i18n.T("sms.per-segment")), sh.figure("per-minute", i18n.T("mail.per-minute"), i18n.T("sms.messages"))))
	return widget.Stack(theme.GroupGap, account, requestFields(sh), answerFields(sh),
		group(i18n.T("settings.trial"), i18n.T("sms.test-to-help"),
			even(sh.hinted("test-to", i18n.T("sms.test-to"), i18n.T("settings.to-customers")), &fyne.Container{})))
}

// fieldNames are what a description may name.
const fieldNames = "{{to}} {{to_digits}} {{from}} {{text}} {{reference}} {{type}} {{user}} {{account}} {{secret}}"

// requestFields say how a message is handed over.
func requestFields(sh *sheet) fyne.CanvasObject {
	kinds := []widget.Choice{{ID: "form", Text: i18n.T("sms.kind-form")}, {ID: "json", Text: "JSON"}, {ID: "none", Text: i18n.T("sms.kind-none")}}
	auths := []widget.Choice{
		{ID: "none", Text: i18n.T("sms.auth-none")}, {ID: "basic", Text: i18n.T("sms.auth-basic")}, {ID: "bearer", Text: i18n.T("sms.auth-bearer")}, {ID: "header", Text: i18n.T("sms.auth-header")},
	}
	methods := []widget.Choice{{ID: "POST", Text: "POST"}, {ID: "GET", Text: "GET"}, {ID: "PUT", Text: "PUT"}}
	return group(i18n.T("sms.request"), i18n.T("sms.request-text"),
		newLine([]float32{3, 1}, sh.hinted("url", i18n.T("sms.url"), "https://…"), sh.choice("method", i18n.T("sms.method"), methods)),
		newLine([]float32{1, 1, 1}, sh.choice("auth", i18n.T("sms.auth"), auths), sh.hinted("authname", i18n.T("sms.authname"), "X-Api-Key"), sh.choice("kind", i18n.T("sms.kind"), kinds)),
		sh.input("body", i18n.T("sms.body"), widget.NewTextArea("to={{to}}&text={{text}}", 3)).WithHelp(i18n.T("sms.fields", i18n.Args{"fields": fieldNames})),
		sh.input("headers", i18n.T("sms.headers"), widget.NewTextArea("X-Name: value", 2)))
}

// answerFields say how the gateway's answer is read.
func answerFields(sh *sheet) fyne.CanvasObject {
	return group(i18n.T("sms.answer"), i18n.T("sms.answer-text"),
		newLine([]float32{1, 1}, sh.hinted("statuses", i18n.T("sms.statuses"), "200–299").WithHelp(i18n.T("sms.statuses-help")), sh.hinted("path", i18n.T("sms.path"), "messages.0.status").WithHelp(i18n.T("sms.path-help"))),
		newLine([]float32{1, 1}, sh.text("success", i18n.T("sms.success")).WithHelp(i18n.T("sms.success-help")), sh.text("later", i18n.T("sms.later")).WithHelp(i18n.T("sms.later-help"))),
		newLine([]float32{1, 1}, sh.hinted("idpath", i18n.T("sms.idpath"), "messages.0.id").WithHelp(i18n.T("sms.idpath-help")), sh.figure("timeout", i18n.T("settings.timeout"), i18n.T("settings.seconds"))))
}

// show hides what the way chosen does not need.
func (p *smsPage) show(mode desk.SMSMode) {
	if mode == desk.SMSToGateway {
		p.gateway.Show()
		p.try.Enable()
	} else {
		p.gateway.Hide()
		p.try.Disable()
	}
	p.form.scroll.Refresh()
}

// warn says that the key lies in a file.
func (p *smsPage) warn(warning string) {
	p.safe.Objects = nil
	p.safe.Hide()
	if warning != "" {
		p.safe.Objects = []fyne.CanvasObject{widget.NewBanner(widget.Unverified, "", []widget.Run{{Text: warning}}, nil)}
		p.safe.Show()
	}
}

func (s *Screen) wroteSMS(key, text string) {
	if key == "preset" {
		setPreset(s.model.now[SMS], text, s.model.locale)
		s.fill(SMS)
	}
	s.wrote(SMS, key, text)
	if key == "mode" {
		s.sms.show(desk.SMSMode(text))
	}
}

// askTrialText sends a message to a number of the house, by the settings as they are typed; nothing is kept.
func (s *Screen) askTrialText() {
	f := s.forms[SMS]
	f.sheet.clearErrors()
	settings, secret, err := s.model.ReadSMS()
	if err != nil {
		s.fail(SMS, err)
		return
	}
	to, text := widget.NewInput("+47 …"), widget.NewInput("")
	to.SetText(settings.TestTo)
	text.SetText(i18n.T("sms.try-sample"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("sms.try-title"), Text: i18n.T("sms.try-text"), Verb: i18n.T("sms.try-verb"), Icon: theme.IconPhone, Width: 480,
		Fields: []stage.NamedField{stage.Labelled("phone", i18n.T("sms.try-to"), to), stage.Labelled("text", i18n.T("sms.try-what"), text)},
		Work: func() (func(context.Context) error, error) {
			number, words := to.Text(), text.Text()
			return func(ctx context.Context) error {
				_, err := s.desk.TryText(ctx, settings, secret, number, words)
				return err
			}, nil
		},
		Done: func() { s.stage.Tell(i18n.T("sms.tried")) },
	})
}

func smsLine(k desk.SMSSettings) string {
	if k.Mode != desk.SMSToGateway {
		return i18n.T("settings.to-files")
	}
	if p, err := desk.SMSPresetNamed(k.Preset); err == nil {
		return p.Title
	}
	return i18n.T("sms.own")
}

func smsState(k desk.SMSSettings) widget.State {
	if k.Mode == desk.SMSToGateway && k.TestTo != "" {
		return widget.State{Status: theme.Held, Icon: theme.IconPause, Word: i18n.T("settings.trying")}
	}
	return widget.State{}
}

// keepSMS saves how text messages leave.
func (s *Screen) keepSMS() (func(context.Context) error, error) {
	settings, secret, err := s.model.ReadSMS()
	return func(ctx context.Context) error { return s.desk.SetSMS(ctx, settings, secret) }, err
}
