package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// OAuth is an Auth by OAuth 2 (RFC 6749): an access token that is renewed from a refresh token, which the source may replace
// each time it is used.
type OAuth struct {
	AuthorizeURL string
	TokenURL     string
	ClientID     string
	// ClientSecret is empty for an app that proves itself by PKCE alone (RFC 7636). With InHeader it goes as HTTP Basic, else
	// in the body.
	ClientSecret string
	InHeader     bool
	Scopes       []string
	// Extra goes with the page that the person opens.
	Extra url.Values
	// Refresh is the refresh token; empty with Grant "client_credentials", which needs none.
	Refresh string
	Grant   string
	// Keep is called with a new refresh token before the access token that came with it is used: the old one may be dead by
	// then. Connectors give sdk.Renew.
	Keep func(ctx context.Context, refresh string) error
	// Access is an access token kept earlier, and KeepAccess is called with one, where a source gives no refresh token: a person
	// signs in again when it ends. A nil KeepAccess refuses such sources.
	Access     string
	KeepAccess func(ctx context.Context, access string) error
	// Port is the loopback port of the redirect, where the source wants it registered; 0 takes any. Localhost names the
	// machine by its name and not by 127.0.0.1, for sources that take nothing else.
	Port      int
	Localhost bool
	// Redirect is what the source is told instead of the loopback address, where it takes none: a page that sends the browser on
	// to http://localhost:PORT/callback with all that came behind its question mark.
	Redirect string
	// HTTP carries the requests for tokens; Now is the clock.
	HTTP *http.Client
	Now  func() time.Time

	mu     sync.Mutex
	access string
	until  time.Time
}

// early is how long before its end a token is renewed.
const early = time.Minute

func (o *OAuth) now() time.Time {
	if o.Now != nil {
		return o.Now()
	}
	return time.Now() //nolint:forbidigo // a connector is a program of its own: here the clock comes in
}

// Apply puts the access token on, and gets one when there is none that holds.
func (o *OAuth) Apply(ctx context.Context, r *http.Request, _ []byte) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.access == "" && o.Refresh == "" {
		o.access = o.Access
	}
	if o.access == "" || !o.until.IsZero() && !o.now().Before(o.until.Add(-early)) {
		if err := o.renew(ctx); err != nil {
			return err
		}
	}
	r.Header.Set("Authorization", "Bearer "+o.access)
	return nil
}

// Expired gets another access token.
func (o *OAuth) Expired(ctx context.Context) (bool, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := o.renew(ctx); err != nil {
		return false, err
	}
	return true, nil
}

func (o *OAuth) renew(ctx context.Context) error {
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {o.Refresh}}
	switch {
	case o.Grant == "client_credentials":
		form = url.Values{"grant_type": {o.Grant}, "scope": {strings.Join(o.Scopes, " ")}}
	case o.Refresh == "" && o.access != "":
		return notSignedIn("The sign-in has ended.")
	case o.Refresh == "":
		return notSignedIn("Nobody has signed in yet.")
	}
	return o.exchange(ctx, form)
}

// token is the answer of a token endpoint (RFC 6749, 5.1 and 5.2). expires_in comes as text from some.
type token struct {
	Access      string      `json:"access_token"`
	Refresh     string      `json:"refresh_token"`
	Expires     json.Number `json:"expires_in"`
	Code        string      `json:"error"`
	Description string      `json:"error_description"`
}

const maxToken = 1 << 20

// exchange asks for tokens and keeps them.
func (o *OAuth) exchange(ctx context.Context, form url.Values) error {
	res, err := o.ask(ctx, form)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }() // only read
	body, err := io.ReadAll(io.LimitReader(res.Body, maxToken))
	if err != nil {
		return &Problem{Host: res.Request.URL.Host, Sent: true, Cut: true, Err: err}
	}
	var t token
	garbled := json.Unmarshal(body, &t)
	failed := &Problem{Host: res.Request.URL.Host, Status: res.StatusCode, Sent: true, RetryAfter: retryAfter(res.Header, o.now)}
	switch {
	case failed.passing(): // whatever it says: nobody has to sign in again for it
		return failed
	case t.Code != "" || res.StatusCode == http.StatusUnauthorized:
		return notSignedIn(strings.TrimSpace("The source does not accept the sign-in any more: " + t.Code + " " + t.Description))
	case res.StatusCode >= http.StatusBadRequest:
		return failed
	case garbled != nil || t.Access == "":
		return &Problem{Host: res.Request.URL.Host, Status: res.StatusCode, Sent: true, Garbled: true, Err: errors.New("there is no access token in the answer")}
	}
	if t.Refresh != "" && t.Refresh != o.Refresh {
		o.Refresh = t.Refresh
		if o.Keep != nil {
			if err := o.Keep(ctx, t.Refresh); err != nil {
				return err
			}
		}
	}
	o.access, o.until = t.Access, time.Time{}
	if seconds, err := t.Expires.Int64(); err == nil && seconds > 0 {
		o.until = o.now().Add(time.Duration(min(seconds, 1<<31)) * time.Second)
	}
	return nil
}

func (o *OAuth) ask(ctx context.Context, form url.Values) (*http.Response, error) {
	form = maps.Clone(form)
	if !o.InHeader {
		form.Set("client_id", o.ClientID)
		if o.ClientSecret != "" {
			form.Set("client_secret", o.ClientSecret)
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, o.TokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	if o.InHeader {
		req.SetBasicAuth(url.QueryEscape(o.ClientID), url.QueryEscape(o.ClientSecret))
	}
	if IsPlain(o.TokenURL) {
		return nil, notEncrypted(req.URL.Host)
	}
	client := http.Client{Timeout: requestTime}
	if o.HTTP != nil {
		client = *o.HTTP
	}
	client.CheckRedirect = stay
	res, err := client.Do(req)
	if err != nil {
		return nil, unreached(req, err)
	}
	return res, nil
}

// stay follows no redirect: the body of a request for tokens would go along (RFC 9110, 15.4.8), and the secrets with it.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func notSignedIn(summary string) error {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeNotAuthorised, Summary: summary,
		Hint: "Press Sign in at the connection.",
	}
}

// SignInURL is the page on which a person agrees.
func (o *OAuth) signInURL(redirect, state, challenge string) string {
	q := url.Values{
		"response_type": {"code"}, "client_id": {o.ClientID}, "redirect_uri": {redirect}, "state": {state},
		"code_challenge": {challenge}, "code_challenge_method": {"S256"},
	}
	if len(o.Scopes) > 0 {
		q.Set("scope", strings.Join(o.Scopes, " "))
	}
	maps.Copy(q, o.Extra)
	return fmt.Sprintf("%s?%s", o.AuthorizeURL, q.Encode())
}
