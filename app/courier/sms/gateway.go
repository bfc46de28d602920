package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Kinds of bodies.
const (
	BodyJSON = "json"
	BodyForm = "form" // a=b&c=d
	BodyNone = "none" // everything is in the address
)

// Ways to sign in.
const (
	AuthNone   = "none"
	AuthBasic  = "basic"
	AuthBearer = "bearer"
	AuthHeader = "header" // the secret is the value of AuthName
)

// Gateway describes how a text message is handed to a service on the web. Address, headers and body may have {{fields}}.
type Gateway struct {
	URL     string
	Method  string // POST when empty; GET, PUT
	Headers [][2]string
	Body    string
	Kind    string // BodyJSON ...
	Auth    string // AuthNone ...
	AuthName,
	User,
	Account,
	Secret string
	Answer  Answer
	Timeout time.Duration // for all of it; 0: thirty seconds
}

// Text is one message.
type Text struct {
	To, From, Text string
	Reference      string
}

// Limits of what is sent and read.
const (
	mostBody   = 64 << 10
	mostAnswer = 64 << 10
	patience   = 30 * time.Second
)

// Check refuses a description by which no message could be sent, or by which a secret would travel in the open: other machines are
// reached by https alone.
func (g *Gateway) Check() error {
	switch g.method() {
	case http.MethodPost, http.MethodGet, http.MethodPut:
	default:
		return fault.New(BadGateway, "%q is no method to send with", g.Method).OnField("method").WithHint("POST, GET or PUT")
	}
	if strings.Contains(hostOf(g.URL), "{{") {
		return fault.New(BadGateway, "the name of the server holds a field").OnField("url").WithHint("fields may stand behind it")
	}
	switch {
	case g.Kind != BodyJSON && g.Kind != BodyForm && g.Kind != BodyNone:
		return fault.New(BadGateway, "%q is no kind of body", g.Kind).OnField("kind").WithHint("json, form or none")
	case g.Kind != BodyNone && g.method() == http.MethodGet:
		return fault.New(BadGateway, "GET has no body").OnField("kind").WithHint("put the fields into the address, and choose none")
	case g.Auth == AuthBasic && g.User == "":
		return fault.New(BadGateway, "the sign-in has no user").OnField("user")
	case g.Auth == AuthHeader && !headerName(g.AuthName):
		return fault.New(BadGateway, "%q is no name of a header", g.AuthName).OnField("authname")
	}
	sample := Text{To: "+4791234567", From: "Desk", Text: "a \"quote\", a\nline & 100 %", Reference: "2026-000001"}
	if _, err := g.request(context.Background(), sample); err != nil {
		return err
	}
	for _, need := range []string{fieldText, fieldTo} {
		if !strings.Contains(g.URL+g.Body, "{{"+need) {
			return fault.New(BadGateway, "nothing says the %s of the message", need).OnField("body").WithHint("it needs {{%s}}", need)
		}
	}
	return g.Answer.check()
}

func hostOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	return host
}

func (g *Gateway) method() string {
	if g.Method == "" {
		return http.MethodPost
	}
	return strings.ToUpper(g.Method)
}

// request builds the request of a message.
func (g *Gateway) request(ctx context.Context, t Text) (*http.Request, error) {
	values := map[string]string{
		fieldTo: t.To, fieldDigits: strings.TrimPrefix(t.To, "+"), fieldFrom: t.From, fieldText: t.Text, fieldReference: t.Reference,
		fieldUser: g.User, fieldAccount: g.Account, fieldSecret: g.Secret, fieldType: "text",
	}
	if Measure(t.Text).Encoding == UCS2 {
		values[fieldType] = "unicode"
	}
	open := without(values, fieldSecret)
	address, err := g.address(open)
	if err != nil {
		return nil, err
	}
	body, err := g.body(values)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, g.method(), address, bytes.NewReader(body))
	if err != nil {
		return nil, fault.New(BadGateway, "the address cannot be used").OnField("url")
	}
	if len(body) == 0 {
		r.Body, r.ContentLength = http.NoBody, 0
	}
	return r, g.headers(r, open)
}

func (g *Gateway) address(values map[string]string) (string, error) {
	address, err := inAddress("url", g.URL, values)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil:
		return "", fault.New(BadGateway, "the address of the gateway is none").OnField("url").WithHint("https://…, without a user or password in it")
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return address, nil
	}
	return "", fault.New(BadGateway, "the gateway must be reached by https").OnField("url").WithHint("http is for this machine alone")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (g *Gateway) body(values map[string]string) ([]byte, error) {
	escape := url.QueryEscape
	switch g.Kind {
	case BodyNone:
		return nil, nil
	case BodyJSON:
		escape = inJSON
	}
	body, err := fill("body", g.Body, values, escape)
	switch {
	case err != nil:
		return nil, err
	case len(body) > mostBody:
		return nil, fault.New(BadGateway, "the message would be longer than %d bytes", mostBody).OnField("body")
	case g.Kind == BodyJSON && !json.Valid([]byte(body)):
		return nil, fault.New(BadGateway, "the body is no JSON once it is filled in").OnField("body").WithHint("fields stand between quotes: \"to\": \"{{to}}\"")
	}
	return []byte(body), nil
}

func (g *Gateway) headers(r *http.Request, values map[string]string) error {
	switch g.Kind {
	case BodyJSON:
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
	case BodyForm:
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	}
	r.Header.Set("Accept", "application/json, text/plain;q=0.5, */*;q=0.1")
	r.Header.Set("User-Agent", "DunningDesk")
	for _, h := range g.Headers {
		if !headerName(h[0]) || strings.EqualFold(h[0], "Host") || strings.EqualFold(h[0], "Content-Length") {
			return fault.New(BadGateway, "%q is no header that can be set", h[0]).OnField("headers")
		}
		value, err := fill("headers", h[1], values, inHeader)
		if err != nil {
			return err
		}
		r.Header.Set(h[0], inHeader(value))
	}
	switch g.Auth {
	case AuthNone, "":
	case AuthBasic:
		r.SetBasicAuth(g.User, g.Secret)
	case AuthBearer:
		r.Header.Set("Authorization", "Bearer "+inHeader(g.Secret))
	case AuthHeader:
		r.Header.Set(g.AuthName, inHeader(g.Secret))
	default:
		return fault.New(BadGateway, "%q is no way to sign in", g.Auth).OnField("auth").WithHint("none, basic, bearer or header")
	}
	return nil
}

func headerName(name string) bool {
	return name != "" && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}
