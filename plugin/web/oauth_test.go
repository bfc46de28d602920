package web_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// issuer is a token endpoint whose refresh tokens may be used once.
func issuer(t *testing.T) (*webtest.Server, *web.OAuth, *[]string) {
	s := webtest.New(t)
	var kept []string
	next := map[string]string{"first": "second", "second": "third", "code-1": "first"}
	s.On("POST /token", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		old := r.PostForm.Get("refresh_token") + r.PostForm.Get("code")
		fresh, ok := next[old]
		if !ok || r.PostForm.Has("code") && len(r.PostForm.Get("code_verifier")) < 43 {
			webtest.Status(400, `{"error":"invalid_grant","error_description":"used before"}`)(w, r)
			return
		}
		delete(next, old)
		webtest.JSON(`{"access_token":"access-`+fresh+`","refresh_token":"`+fresh+`","expires_in":"1800","token_type":"Bearer"}`)(w, r)
	})
	o := &web.OAuth{
		TokenURL: s.URL + "/token", AuthorizeURL: "https://login.example.com/authorize", ClientID: "desk", Refresh: "first", Scopes: []string{"read", "offline_access"},
		Keep: func(_ context.Context, refresh string) error { kept = append(kept, refresh); return nil },
	}
	return s, o, &kept
}

func TestARotatingRefreshTokenIsKeptBeforeItIsNeeded(t *testing.T) {
	s, o, kept := issuer(t)
	s.On("GET /a", webtest.JSON(`{}`))
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	o.Now = func() time.Time { return now }
	c, _ := client(s)
	c.Auth = o
	for _, pass := range []time.Duration{0, 10 * time.Minute, 20 * time.Minute} { // the token holds for half an hour
		now = now.Add(pass)
		if _, err := c.Get(t.Context(), "/a", nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Join(*kept, " ") != "second third" || len(s.Got("POST /token")) != 2 || s.Got("GET /a")[2].Header.Get("Authorization") != "Bearer access-third" {
		t.Errorf("kept %v after %d exchanges", *kept, len(s.Got("POST /token")))
	}
}

func TestATokenThatCannotBeKeptIsNotUsed(t *testing.T) {
	s, o, _ := issuer(t)
	s.On("GET /a", webtest.JSON(`{}`))
	o.Keep = func(context.Context, string) error { return errors.New("the keychain is locked") }
	c, _ := client(s)
	c.Auth = o
	if _, err := c.Get(t.Context(), "/a", nil, nil); err == nil || len(s.Got("GET /a")) != 0 {
		t.Errorf("%v", err)
	}
}

func TestARefusedRefreshAsksToSignInOnce(t *testing.T) {
	s, o, _ := issuer(t)
	o.Refresh = "stolen"
	c, _ := client(s)
	c.Auth = o
	_, err := c.Get(t.Context(), "/a", nil, nil)
	if d := web.Diagnose(err, ""); d.Code != spec.CodeNotAuthorised || !strings.Contains(d.Hint, "Sign in") || len(s.Got("POST /token")) != 1 {
		t.Errorf("%+v after %d exchanges", d, len(s.Got("POST /token")))
	}
}

// browser is a person who opens the page, and what the source sends them back with.
type browser struct {
	t      *testing.T
	answer func(q url.Values) url.Values
	via    string // where the page that comes back sends them on to
	pages  []url.Values
}

func (b *browser) Learn(string, string) error { return nil }

func (b *browser) OpenPage(address string) error {
	page, err := url.Parse(address)
	if err != nil {
		return err
	}
	q := page.Query()
	b.pages = append(b.pages, q)
	back := b.answer(q)
	to := q.Get("redirect_uri")
	if b.via != "" {
		to = b.via
	}
	go func() {
		for _, state := range []string{"forged", back.Get("state")} {
			back.Set("state", state)
			req, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, to+"?"+back.Encode(), nil)
			if err != nil {
				b.t.Error(err)
				return
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				return // the server ends with the sign-in
			}
			_ = res.Body.Close()
		}
	}()
	return nil
}

func TestAPersonSignsInOverALoopbackAddress(t *testing.T) {
	_, o, kept := issuer(t)
	b := &browser{t: t, answer: func(q url.Values) url.Values {
		return url.Values{"state": {q.Get("state")}, "code": {"code-1"}, "realmId": {"42"}}
	}}
	answer, err := o.SignIn(t.Context(), b)
	if err != nil || answer.Get("realmId") != "42" || strings.Join(*kept, " ") != "first" {
		t.Fatalf("%v, %v, kept %v", answer, err, *kept)
	}
	q := b.pages[0]
	if q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || q.Get("scope") != "read offline_access" ||
		!strings.HasPrefix(q.Get("redirect_uri"), "http://127.0.0.1:") {
		t.Errorf("asked for %v", q)
	}
}

// Some sources let apps register localhost and no number, and hold the port to what was registered.
func TestTheAnswerMayComeToLocalhost(t *testing.T) {
	_, o, _ := issuer(t)
	o.Localhost = true
	b := &browser{t: t, answer: func(q url.Values) url.Values { return url.Values{"state": {q.Get("state")}, "code": {"code-1"}} }}
	if _, err := o.SignIn(t.Context(), b); err != nil || !strings.HasPrefix(b.pages[0].Get("redirect_uri"), "http://localhost:") {
		t.Errorf("%v, asked for %v", err, b.pages)
	}
}

func TestAPersonMaySayNo(t *testing.T) {
	_, o, kept := issuer(t)
	b := &browser{t: t, answer: func(q url.Values) url.Values {
		return url.Values{"state": {q.Get("state")}, "error": {"access_denied"}}
	}}
	if _, err := o.SignIn(t.Context(), b); web.Diagnose(err, "").Code != spec.CodeNotAuthorised || len(*kept) != 0 {
		t.Errorf("%v, kept %v", err, *kept)
	}
}

// Sources that take no loopback address are told of a page that sends the browser on to it.
func TestAPageMaySendTheBrowserOn(t *testing.T) {
	s, o, kept := issuer(t)
	var config net.ListenConfig
	free, err := config.Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = free.Close() // its port is free again
	o.Redirect, o.Port = "https://desk.example.com/back", free.Addr().(*net.TCPAddr).Port
	b := &browser{t: t, via: fmt.Sprintf("http://localhost:%d/callback", o.Port), answer: func(q url.Values) url.Values {
		return url.Values{"state": {q.Get("state")}, "code": {"code-1"}}
	}}
	if _, err := o.SignIn(t.Context(), b); err != nil || strings.Join(*kept, " ") != "first" || b.pages[0].Get("redirect_uri") != o.Redirect {
		t.Errorf("%v, kept %v, asked for %v", err, *kept, b.pages)
	}
	if sent := s.Got("POST /token")[0].Body; !strings.Contains(sent, url.QueryEscape(o.Redirect)) {
		t.Errorf("the code was exchanged with %s", sent)
	}
}

// Some sources give an access token alone: it is kept, and when it ends a person signs in again.
func TestASignInWithoutARefreshTokenIsKept(t *testing.T) {
	s := webtest.New(t)
	s.On("POST /token", webtest.JSON(`{"access_token":"long-lived"}`))
	o := &web.OAuth{TokenURL: s.URL + "/token", AuthorizeURL: "https://login.example.com/authorize", ClientID: "desk"}
	b := &browser{t: t, answer: func(q url.Values) url.Values { return url.Values{"state": {q.Get("state")}, "code": {"code-1"}} }}
	if _, err := o.SignIn(t.Context(), b); err == nil {
		t.Error("a sign-in that nobody keeps was taken")
	}
	kept := ""
	o.KeepAccess = func(_ context.Context, access string) error { kept = access; return nil }
	if _, err := o.SignIn(t.Context(), b); err != nil || kept != "long-lived" {
		t.Fatalf("kept %q, %v", kept, err)
	}
	s.On("GET /a", func(w http.ResponseWriter, r *http.Request) {
		webtest.JSON(`{}`)(w, r)
		if r.Header.Get("Authorization") != "Bearer long-lived" {
			t.Errorf("asked with %q", r.Header.Get("Authorization"))
		}
	})
	c, _ := client(s)
	c.Auth = &web.OAuth{TokenURL: s.URL + "/token", Access: kept}
	if _, err := c.Get(t.Context(), "/a", nil, nil); err != nil {
		t.Fatal(err)
	}
	s.Trouble("GET /a", webtest.SignedOut)
	if _, err := c.Get(t.Context(), "/a", nil, nil); web.Diagnose(err, "").Code != spec.CodeNotAuthorised || len(s.Got("POST /token")) != 2 {
		t.Errorf("after its end: %v", err)
	}
}
