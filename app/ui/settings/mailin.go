package settings

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// usualInPorts are what a mailbox server listens on, by security: IMAP over TLS and IMAP (RFC 8314).
var usualInPorts = map[string]string{withTLS: "993", startTLS: "143", noTLS: "143"}

func mailInValues(s desk.MailInSettings) Values {
	v := Values{
		"on": writeTick(s.On), "host": s.Host, "port": "", "security": s.Security, "user": s.User, "password": "", "sign-in": s.SignIn, "folder": s.Folder, "from": "",
		"poll": "", "idle": writeTick(!s.NoIdle), "mark-read": writeTick(s.MarkRead), "move-to": s.MoveTo, "ca": s.CAFile,
	}
	if v["security"] == "" {
		v["security"] = withTLS
	}
	if v["sign-in"] == "" {
		v["sign-in"] = "password"
	}
	v["poll"] = strconv.Itoa(int(s.Every().Minutes()))
	if s.Port != 0 {
		v["port"] = strconv.Itoa(s.Port)
	}
	if v["port"] == "" {
		v["port"] = usualInPorts[v["security"]]
	}
	if !s.From.IsZero() {
		v["from"] = s.From.String()
	}
	return v
}

func mailInFrom(v Values, s desk.MailInSettings) (out desk.MailInSettings, password *string, err error) {
	s.On, s.Host, s.Security, s.User, s.SignIn = v["on"] != "", v.text("host"), v["security"], v.text("user"), v["sign-in"]
	s.Folder, s.NoIdle, s.MarkRead, s.MoveTo, s.CAFile = v.text("folder"), v["idle"] == "", v["mark-read"] != "", v.text("move-to"), v.text("ca")
	if s.Port, err = v.numberOrNone("port"); err != nil {
		return s, nil, err
	}
	if s.Poll, err = v.numberOrNone("poll"); err != nil {
		return s, nil, err
	}
	s.From = date.Date{}
	if text := v.text("from"); text != "" {
		if s.From, err = date.Parse(text); err != nil {
			return s, nil, fault.Wrap(err, fault.Invalid, "%s", i18n.T("settings.no-date")).OnField("from")
		}
	}
	if typed := v["password"]; typed != "" {
		password = &typed
	}
	return s, password, nil
}

// setInSecurity changes the security, and the port with it where the port was the usual one.
func setInSecurity(v Values, security string) {
	if usual := usualInPorts[v["security"]]; v.text("port") == usual || v.text("port") == "" {
		v["port"] = usualInPorts[security]
	}
	v["security"] = security
}
