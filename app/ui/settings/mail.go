package settings

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// Securities of the way to a mail server.
const (
	startTLS = "starttls"
	withTLS  = "tls"
	noTLS    = "none"
)

// usualPorts are what a server listens on, by security: submission (RFC 6409), submissions (RFC 8314).
var usualPorts = map[string]string{startTLS: "587", withTLS: "465", noTLS: "25"}

func mailValues(m desk.MailSettings) Values {
	v := Values{
		"mode": string(m.Mode), "host": m.Host, "port": "", "security": m.Security, "user": m.User, "password": "",
		"from": m.From, "from-name": m.FromName, "reply-to": m.ReplyTo, "per-minute": "", "test-to": m.TestTo,
		"ca": m.CAFile, "timeout": "", "detail": detailChoice(m.Detail), "sign-in": string(m.SignIn), "client-id": m.ClientID, "client-secret": "", "tenant": m.Tenant,
		"authorize-url": m.AuthorizeURL, "token-url": m.TokenURL, "scopes": m.Scopes, "dkim-domain": m.DKIMDomain, "dkim-selector": m.DKIMSelector, "attach-mb": "",
	}
	if v["sign-in"] == "" {
		v["sign-in"] = byPassword
	}
	v["attach-levels"] = inWords(m.AttachLevels)
	for _, paper := range enclosable {
		v["attach-"+string(paper)] = writeTick(m.Encloses(paper))
	}
	for key, n := range map[string]int{"port": m.Port, "per-minute": m.PerMinute, "timeout": m.TimeoutSeconds, "attach-mb": m.AttachMB} {
		if n != 0 {
			v[key] = strconv.Itoa(n)
		}
	}
	if v["security"] == "" {
		v["security"] = startTLS
	}
	if v["port"] == "" {
		v["port"] = usualPorts[v["security"]]
	}
	return v
}

func mailFrom(v Values, m desk.MailSettings) (out desk.MailSettings, password *string, err error) {
	m.Mode, m.Host, m.Security, m.User = desk.MailMode(v["mode"]), v.text("host"), v["security"], v.text("user")
	m.From, m.FromName, m.ReplyTo, m.TestTo, m.CAFile = v.text("from"), v.text("from-name"), v.text("reply-to"), v.text("test-to"), v.text("ca")
	if m.Port, err = v.numberOrNone("port"); err != nil {
		return m, nil, err
	}
	if m.PerMinute, err = v.numberOrNone("per-minute"); err != nil {
		return m, nil, err
	}
	if m.TimeoutSeconds, err = v.numberOrNone("timeout"); err != nil {
		return m, nil, err
	}
	if m.AttachMB, err = v.numberOrNone("attach-mb"); err != nil {
		return m, nil, err
	}
	readSignIn(v, &m)
	readAttach(v, &m)
	m.AttachLevels = fromWords(v.text("attach-levels"))
	m.Detail = detailOf(v["detail"])
	m.DKIMDomain, m.DKIMSelector = v.text("dkim-domain"), v.text("dkim-selector")
	for _, key := range []string{"from", "reply-to", "test-to"} {
		if text := v.text(key); text != "" && !strings.Contains(text, "@") {
			return m, nil, fault.New(fault.Invalid, "%s", i18n.T("settings.no-address")).OnField(key)
		}
	}
	if m.Mode == desk.MailToServer {
		for _, key := range []string{"host", "port", "from"} {
			if v.text(key) == "" {
				return m, nil, missing(key)
			}
		}
		if m.Port < 1 || m.Port > 65535 {
			return m, nil, fault.New(fault.Invalid, "%s", i18n.T("settings.bad-port")).OnField("port")
		}
	}
	if typed := v["password"]; typed != "" {
		password = &typed
	}
	return m, password, nil
}

// setSecurity changes the security, and the port with it where the port was the usual one.
func setSecurity(v Values, security string) {
	if usual := usualPorts[v["security"]]; v.text("port") == usual || v.text("port") == "" {
		v["port"] = usualPorts[security]
	}
	v["security"] = security
}
