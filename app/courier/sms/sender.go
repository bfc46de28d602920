package sms

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
)

// Sender hands messages to a gateway, each at most once: one request, on a connection of its own, so that nothing beneath it tries
// again by itself.
type Sender struct {
	gateway Gateway
	client  *http.Client
}

// NewSender checks the description.
func NewSender(g Gateway) (*Sender, error) {
	if err := g.Check(); err != nil {
		return nil, err
	}
	if g.Timeout <= 0 {
		g.Timeout = patience
	}
	dial := &net.Dialer{Timeout: g.Timeout}
	transport := &http.Transport{
		DialContext: dial.DialContext, TLSHandshakeTimeout: g.Timeout, DisableKeepAlives: true, MaxResponseHeaderBytes: mostAnswer,
		Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12},
		TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{}, // HTTP/2 sends again what a closing server did not take
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Sender{gateway: g, client: &http.Client{Transport: transport, CheckRedirect: stay, Timeout: g.Timeout}}, nil
}

// Send hands one message over and reports what is known of it. Once the request began to leave, a silence is Uncertain: the gateway
// may have the message.
func (s *Sender) Send(ctx context.Context, t Text) Outcome {
	var began atomic.Bool
	trace := &httptrace.ClientTrace{WroteHeaderField: func(string, []string) { began.Store(true) }, WroteHeaders: func() { began.Store(true) }}
	// What has begun is seen through: the caller's wish to stop would leave it in doubt.
	sending, done := context.WithTimeout(context.WithoutCancel(ctx), s.gateway.Timeout)
	defer done()
	r, err := s.gateway.request(httptrace.WithClientTrace(sending, trace), t)
	if err != nil {
		return Outcome{Kind: Refused, Words: s.hide(err.Error())}
	}
	if ctx.Err() != nil {
		return Outcome{Kind: Later, Words: "stopped before it began"}
	}
	answer, err := s.client.Do(r)
	if err != nil {
		kind := Closed
		if began.Load() {
			kind = Uncertain
		}
		return Outcome{Kind: kind, Words: s.hide(oneLine([]byte(reasonOf(err))))}
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostAnswer+1))
	var o Outcome
	switch {
	case err != nil && answer.StatusCode < 300:
		o = Outcome{Kind: Uncertain, Status: answer.StatusCode, Words: "the answer broke off"}
	case len(body) > mostAnswer && answer.StatusCode < 300 && s.gateway.Answer.Success != "":
		o = Outcome{Kind: Uncertain, Status: answer.StatusCode, Words: "the answer is too long to be read"}
	default:
		o = s.gateway.Answer.judge(answer.StatusCode, body)
	}
	o.Words, o.ID = s.hide(o.Words), s.hide(o.ID)
	return o
}

// hide takes the secret out of words that came from elsewhere.
func (s *Sender) hide(words string) string {
	if s.gateway.Secret == "" {
		return words
	}
	return strings.ReplaceAll(words, s.gateway.Secret, "***")
}

// reasonOf is an error without the address, which holds the customer's number where everything stands in it.
func reasonOf(err error) string {
	type wrapped interface{ Unwrap() error }
	if w, ok := err.(wrapped); ok && w.Unwrap() != nil {
		return w.Unwrap().Error()
	}
	return err.Error()
}
