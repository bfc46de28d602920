package settings

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// ownGateway is the choice of a gateway that is described by hand.
const ownGateway = "own"

// smsWords are the fields that are text as it is, by their places in the settings.
func smsWords(s *desk.SMSSettings) map[string]*string {
	return map[string]*string{
		"url": &s.URL, "method": &s.Method, "kind": &s.Kind, "body": &s.Body, "auth": &s.Auth, "authname": &s.AuthName, "user": &s.User, "account": &s.Account,
		"path": &s.Path, "success": &s.Success, "later": &s.Later, "idpath": &s.IDPath, "sender": &s.Sender, "test-to": &s.TestTo,
	}
}

func smsValues(s desk.SMSSettings, l *locale.Locale) Values {
	v := Values{"mode": string(s.Mode), "preset": s.Preset, "secret": "", "per-minute": "", "timeout": "", "price": "", "statuses": "", "headers": ""}
	for key, from := range smsWords(&s) {
		v[key] = *from
	}
	for key, otherwise := range map[string]string{"preset": ownGateway, "method": "POST", "kind": "form", "auth": "none", "mode": string(desk.SMSToFolder)} {
		if v[key] == "" {
			v[key] = otherwise
		}
	}
	for key, n := range map[string]int{"per-minute": s.PerMinute, "timeout": s.TimeoutSeconds} {
		if n != 0 {
			v[key] = strconv.Itoa(n)
		}
	}
	if s.Price != nil {
		v["price"] = writeFigure(s.Price, l)
	}
	var statuses, headers []string
	for _, n := range s.Statuses {
		statuses = append(statuses, strconv.Itoa(n))
	}
	for _, h := range s.Headers {
		headers = append(headers, h.Name+": "+h.Value)
	}
	v["statuses"], v["headers"] = strings.Join(statuses, ", "), strings.Join(headers, "\n")
	return v
}

func smsFrom(v Values, s desk.SMSSettings, l *locale.Locale) (out desk.SMSSettings, secret *string, err error) {
	for key, into := range smsWords(&s) {
		*into = v.text(key)
	}
	s.Mode, s.Preset = desk.SMSMode(v["mode"]), v["preset"]
	if s.Preset == ownGateway {
		s.Preset = ""
	}
	if s.PerMinute, err = v.numberOrNone("per-minute"); err != nil {
		return s, nil, err
	}
	if s.TimeoutSeconds, err = v.numberOrNone("timeout"); err != nil {
		return s, nil, err
	}
	if s.Price, err = v.figure("price", l); err != nil {
		return s, nil, err
	}
	if s.Statuses, err = statusesOf(v.text("statuses")); err != nil {
		return s, nil, err
	}
	if s.Headers, err = headersOf(v["headers"]); err != nil {
		return s, nil, err
	}
	if s.Mode == desk.SMSToGateway {
		for _, key := range []string{"url", "sender"} {
			if v.text(key) == "" {
				return s, nil, missing(key)
			}
		}
	}
	if typed := v["secret"]; typed != "" {
		secret = &typed
	}
	return s, secret, nil
}

func statusesOf(text string) ([]int, error) {
	var out []int
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil, fault.New(fault.Invalid, "%s", i18n.T("settings.whole-number")).OnField("statuses")
		}
		out = append(out, n)
	}
	return out, nil
}

// headersOf reads a header a line, as "Name: value".
func headersOf(text string) ([]desk.SMSHeader, error) {
	var out []desk.SMSHeader
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || strings.TrimSpace(name) == "" {
			return nil, fault.New(fault.Invalid, "%s", i18n.T("sms.header-form")).OnField("headers")
		}
		out = append(out, desk.SMSHeader{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	return out, nil
}

// setPreset begins a gateway's description: its ways stand in the fields, and what is the house's own stays.
func setPreset(v Values, name string, l *locale.Locale) {
	v["preset"] = name
	p, err := desk.SMSPresetNamed(name)
	if err != nil {
		return // described by hand: what stands there stays
	}
	own, _, err := smsFrom(v, desk.SMSSettings{}, l)
	if err != nil {
		own = desk.SMSSettings{User: v.text("user"), Account: v.text("account"), Sender: v.text("sender"), TestTo: v.text("test-to")}
	}
	mode, kept := v["mode"], v["secret"]
	for key, text := range smsValues(own.Begin(p), l) {
		v[key] = text
	}
	v["mode"], v["secret"] = mode, kept
}
