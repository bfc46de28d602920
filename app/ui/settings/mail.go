package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// mail is how mail leaves.
type mail struct {
	form
	stage  *stage.Stage
	desk   Desk
	before desk.MailSettings
	check  *widget.Button
	result *fyne.Container
	column *fyne.Container
}

func newMail(st *stage.Stage, d Desk) *mail {
	m := &mail{stage: st, desk: d, result: widget.Stack(0)}
	m.form = newForm(st, []widget.FormField{
		{Key: "mode", Label: i18n.T("mail.mode"), Type: widget.FieldChoice, Required: true, Default: string(desk.MailToFolder), Help: i18n.T("mail.mode-help"), Choices: []widget.Choice{
			{ID: string(desk.MailToFolder), Text: i18n.T("mail.to-folder")}, {ID: string(desk.MailToServer), Text: i18n.T("mail.to-server")},
		}},
		{Key: "host", Label: i18n.T("mail.host")},
		{Key: "port", Label: i18n.T("mail.port"), Type: widget.FieldNumber, Default: "587", Min: "1", Max: "65535"},
		{Key: "security", Label: i18n.T("mail.security"), Type: widget.FieldChoice, Default: "starttls", Choices: []widget.Choice{
			{ID: "starttls", Text: "STARTTLS"}, {ID: "tls", Text: "TLS"}, {ID: "none", Text: i18n.T("mail.no-security")},
		}},
		{Key: "user", Label: i18n.T("mail.user")},
		{Key: "password", Label: i18n.T("mail.password"), Type: widget.FieldSecret, Help: i18n.T("form.secret-kept")},
		{Key: "from", Label: i18n.T("mail.from")},
		{Key: "fromname", Label: i18n.T("mail.from-name")},
		{Key: "replyto", Label: i18n.T("mail.reply-to"), Advanced: true},
		{Key: "testto", Label: i18n.T("mail.test-to"), Help: i18n.T("mail.test-to-help"), Advanced: true},
		{Key: "perminute", Label: i18n.T("mail.per-minute"), Type: widget.FieldNumber, Min: "0", Max: "10000", Advanced: true},
		{Key: "cafile", Label: i18n.T("mail.ca-file"), Type: widget.FieldFile, Advanced: true},
	})
	m.check = widget.NewButton(widget.Secondary, i18n.T("mail.check"), theme.IconMail, m.tryOut).Large()
	m.column = widget.Stack(theme.Edge, m.Form, m.result)
	return m
}

func (m *mail) key() string                { return "mail" }
func (m *mail) title() string              { return i18n.T("settings.mail") }
func (m *mail) verb() string               { return i18n.T("settings.save-mail") }
func (m *mail) content() fyne.CanvasObject { return m.column }
func (m *mail) extra() fyne.CanvasObject   { return m.check }

func (m *mail) show(a all) {
	v := a.mail
	m.before = v
	perMinute := ""
	if v.PerMinute > 0 {
		perMinute = portText(v.PerMinute)
	}
	m.set(map[string]string{
		"mode": string(v.Mode), "host": v.Host, "port": portText(v.Port), "security": v.Security, "user": v.User, "from": v.From, "fromname": v.FromName,
		"replyto": v.ReplyTo, "testto": v.TestTo, "perminute": perMinute, "cafile": v.CAFile, "password": "",
	})
}

// values reads the form; the password is nil when none was typed.
func (m *mail) values() (desk.MailSettings, *string, error) {
	v, err := m.checked()
	if err != nil {
		return desk.MailSettings{}, nil, err
	}
	out := m.before
	out.Mode, out.Host, out.Port, out.Security = desk.MailMode(v["mode"]), v["host"], number(v["port"]), v["security"]
	if out.Port == 0 {
		out.Port = 587
	}
	out.User, out.From, out.FromName, out.ReplyTo = v["user"], v["from"], v["fromname"], v["replyto"]
	out.TestTo, out.PerMinute, out.CAFile = v["testto"], number(v["perminute"]), v["cafile"]
	if p := v["password"]; p != "" {
		return out, &p, nil
	}
	return out, nil, nil
}

func (m *mail) save() (func(context.Context) error, error) {
	v, password, err := m.values()
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return m.desk.SetMail(ctx, v, password) }, nil
}

// tryOut signs in at the mail server without sending anything.
func (m *mail) tryOut() {
	v, password, err := m.values()
	if err != nil {
		return
	}
	m.say(widget.NewText(i18n.T("form.checking"), widget.Body.In(theme.Text2)))
	runner.Go(m.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, m.desk.CheckMail(ctx, v, password) }, func(_ struct{}, err error) {
		if err != nil {
			m.say(widget.NewBanner(widget.Blocked, sentence(err), nil, nil))
			return
		}
		text := i18n.T("mail.works-folder")
		if v.Mode == desk.MailToServer {
			text = i18n.T("mail.works", i18n.Args{"host": v.Host})
		}
		m.say(widget.NewBanner(widget.Checked, text, nil, nil))
	})
}

func (m *mail) say(o fyne.CanvasObject) {
	m.result.Objects = []fyne.CanvasObject{o}
	m.column.Refresh()
	m.result.Refresh()
}
