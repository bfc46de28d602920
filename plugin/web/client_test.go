package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

func client(s *webtest.Server) (*web.Client, *webtest.Quick) {
	q := &webtest.Quick{}
	return &web.Client{
		Base: s.URL, Jitter: func(d time.Duration) time.Duration { return d },
		Wait: func(_ context.Context, d time.Duration) error { q.Took(d); return nil },
	}, q
}

type invoice struct {
	ID   int64       `json:"id"`
	Open web.Decimal `json:"open"`
}

func TestAReadIsRepeatedUntilItIsWhole(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{
		"asked too often": webtest.TooMany, "broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset,
	} {
		t.Run(name, func(t *testing.T) {
			s := webtest.New(t)
			s.On("GET /invoices", webtest.JSON(`{"id":7,"open":1190.10}`))
			s.Trouble("GET /invoices", trouble, trouble)
			c, q := client(s)
			var got invoice
			if _, err := c.Get(t.Context(), "/invoices", nil, &got); err != nil || got != (invoice{7, "1190.10"}) {
				t.Fatalf("%+v, %v", got, err)
			}
			if p := q.Pauses(); len(p) != 2 || p[1] < p[0] {
				t.Errorf("paused %v", p)
			}
		})
	}
}

// Signing in changes nothing, whatever its method is.
func TestWhatSaysSoIsRepeated(t *testing.T) {
	s := webtest.New(t)
	s.On("PUT /session", webtest.JSON(`{"id":7}`))
	s.Trouble("PUT /session", webtest.Broken, webtest.Lost)
	c, _ := client(s)
	if _, err := c.Do(t.Context(), web.Request{Method: http.MethodPut, Path: "/session", Again: true}, nil); err != nil || len(s.Got("PUT /session")) != 3 {
		t.Errorf("%d requests, %v", len(s.Got("PUT /session")), err)
	}
}

// A write whose answer is lost may have been written: it is never repeated by itself.
func TestAWriteIsNeverRepeated(t *testing.T) {
	for name, tc := range map[string]struct {
		trouble webtest.Trouble
		sure    bool
	}{
		"asked too often": {webtest.TooMany, true}, "broken": {webtest.Broken, false}, "lost": {webtest.Lost, false}, "cut": {webtest.Cut, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := webtest.New(t)
			s.On("POST /notes", webtest.JSON(`{}`))
			s.Trouble("POST /notes", tc.trouble)
			c, _ := client(s)
			_, err := c.Do(t.Context(), web.Request{Method: http.MethodPost, Path: "/notes", JSON: map[string]string{"text": "x"}}, &struct{}{})
			if err == nil || len(s.Got("POST /notes")) != 1 {
				t.Fatalf("%v after %d requests", err, len(s.Got("POST /notes")))
			}
			var plain spec.Diagnostic
			if open := errors.As(web.WriteFailure(err), &plain) && !strings.Contains(web.WriteFailure(err).Error(), "asked too often"); open == tc.sure {
				t.Errorf("it is taken as %T: %v", web.WriteFailure(err), err)
			}
		})
	}
}

func TestASessionThatEndedIsOpenedAgain(t *testing.T) {
	s := webtest.New(t)
	s.On("GET /invoices", webtest.JSON(`{"id":7}`))
	s.Trouble("GET /invoices", webtest.SignedOut)
	c, _ := client(s)
	opened := 0
	c.Auth = &web.Session{Open: func(context.Context) (func(*http.Request), error) {
		opened++
		return func(r *http.Request) { r.Header.Set("Authorization", "Session "+string(rune('0'+opened))) }, nil
	}}
	if _, err := c.Get(t.Context(), "/invoices", nil, nil); err != nil || opened != 2 {
		t.Fatalf("%v after %d sign-ins", err, opened)
	}
	s.Trouble("GET /invoices", webtest.SignedOut, webtest.SignedOut)
	if _, err := c.Get(t.Context(), "/invoices", nil, nil); web.Diagnose(err, "token").Code != spec.CodeNotAuthorised || web.Diagnose(err, "token").Field != "token" {
		t.Errorf("refused for good: %v", err)
	}
}

func TestWhatCannotBeReadIsSaidPlainly(t *testing.T) {
	s := webtest.New(t)
	c, _ := client(s)
	c.MaxBody = 1 << 20
	c.Explain = func(_ int, body []byte) string {
		var said struct{ Message string }
		_ = json.Unmarshal(body, &said)
		return said.Message
	}
	s.On("GET /refused", webtest.Status(422, `{"message":"the period is closed"}`))
	s.On("GET /text", webtest.JSON(`hello`))
	s.Trouble("GET /page", webtest.Page)
	s.Trouble("GET /huge", webtest.Huge)
	for path, says := range map[string]string{
		"/refused": "the period is closed", "/page": "a web page", "/huge": "more than 1 MiB", "/text": "cannot be read", "/nowhere": "404",
	} {
		_, err := c.Get(t.Context(), path, nil, &invoice{})
		if d := web.Diagnose(err, ""); !strings.Contains(d.Summary+d.Detail, says) || d.Code == "" {
			t.Errorf("%s: %+v", path, d)
		}
	}
	c.Base = "http://127.0.0.1:1"
	if d := web.Diagnose(errOf(c.Get(t.Context(), "/x", url.Values{"token": {"s3cret"}}, nil)), ""); d.Code != spec.CodeSourceUnreachable || strings.Contains(d.Error()+d.Detail, "s3cret") {
		t.Errorf("nobody there: %+v", d)
	}
}

func errOf(_ *web.Response, err error) error { return err }

// Credentials go to the source's host and nowhere else, whatever the source says about its next page.
func TestCredentialsStayWithTheHost(t *testing.T) {
	thief := webtest.New(t)
	thief.On("GET /", webtest.JSON(`{}`))
	s := webtest.New(t)
	s.On("GET /away", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, thief.URL, http.StatusFound) })
	c, _ := client(s)
	c.Auth = web.Key("X-Api-Key", "s3cret")
	if _, err := c.Get(t.Context(), "/away", nil, nil); err == nil {
		t.Error("a redirect to another host is followed")
	}
	if _, err := c.Get(t.Context(), thief.URL+"/", nil, nil); err == nil {
		t.Error("a next page on another host is fetched")
	}
	if n := len(thief.Got("")); n != 0 {
		t.Errorf("%d requests came to the other host", n)
	}
}

func TestAPaceIsKept(t *testing.T) {
	s := webtest.New(t)
	s.On("GET /a", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Left", "0")
		w.Header().Set("X-Reset", "9")
		webtest.JSON(`{}`)(w, r)
	})
	c, q := client(s)
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	c.Pace = &web.Pace{Every: 250 * time.Millisecond, Remaining: "X-Left", Reset: "X-Reset", Now: func() time.Time { return now }}
	for range 2 {
		if _, err := c.Get(t.Context(), "/a", nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	if p := q.Pauses(); len(p) != 1 || p[0] != 9*time.Second {
		t.Errorf("paused %v", p)
	}
}

func TestASourceThatAsksToWaitForLongEndsTheRead(t *testing.T) {
	s := webtest.New(t)
	s.On("GET /a", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	c, q := client(s)
	_, err := c.Get(t.Context(), "/a", nil, nil)
	if d := web.Diagnose(err, ""); d.Code != spec.CodeRateLimited || d.RetryAfter != time.Hour || len(q.Pauses()) != 0 {
		t.Errorf("%+v after %v", d, q.Pauses())
	}
}

func TestASlidingCountIsKept(t *testing.T) {
	s := webtest.New(t)
	s.On("GET /a", webtest.JSON(`{}`))
	c, q := client(s)
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	c.Pace = &web.Pace{Most: 3, Within: 5 * time.Second, Now: func() time.Time { return now }}
	c.Wait = func(_ context.Context, d time.Duration) error { q.Took(d); now = now.Add(d); return nil }
	var at []string
	for range 7 {
		if _, err := c.Get(t.Context(), "/a", nil, nil); err != nil {
			t.Fatal(err)
		}
		at = append(at, now.Format("05"))
		now = now.Add(time.Second)
	}
	if got := strings.Join(at, " "); got != "00 01 02 05 06 07 10" {
		t.Errorf("three in five seconds went at %s", got)
	}
}

func TestAFailureInAnAnswerOfSuccessIsOne(t *testing.T) {
	s := webtest.New(t)
	s.On("GET /a", webtest.JSON(`{"fault":"the company is suspended"}`))
	s.On("GET /b", webtest.JSON(`{"id":7}`))
	c, _ := client(s)
	c.Fault = func(body []byte) int {
		if strings.Contains(string(body), "fault") {
			return http.StatusForbidden
		}
		return 0
	}
	c.Explain = func(status int, body []byte) string { return http.StatusText(status) + " " + string(body) }
	_, err := c.Get(t.Context(), "/a", nil, nil)
	if d := web.Diagnose(err, "key"); d.Code != spec.CodeNotAuthorised || d.Field != "key" || !strings.Contains(d.Detail, "Forbidden") || !strings.Contains(d.Detail, "suspended") {
		t.Errorf("%+v", d)
	}
	var got invoice
	if _, err := c.Get(t.Context(), "/b", nil, &got); err != nil || got.ID != 7 {
		t.Errorf("%+v, %v", got, err)
	}
}

// A source that counts by the minute and says nothing more has its minute.
func TestAnEarlyRequestWaitsForTheWindow(t *testing.T) {
	s := webtest.New(t)
	s.On("GET /a", webtest.Status(429, `{"message":"API rate limit exceeded"}`))
	c, q := client(s)
	c.Tries = 2
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	c.Pace = &web.Pace{Window: time.Minute, Now: func() time.Time { return now }}
	_, err := c.Get(t.Context(), "/a", nil, nil)
	if d := web.Diagnose(err, ""); d.Code != spec.CodeRateLimited || len(q.Pauses()) != 2 || q.Pauses()[1] != time.Minute {
		t.Errorf("%v after %v", err, q.Pauses())
	}
}

// Credentials go along to hosts of the source's own, and to no other.
func TestARedirectIsFollowedWhereTheCredentialsMayGo(t *testing.T) {
	own, other := webtest.New(t), webtest.New(t)
	own.On("GET /a", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, strings.Replace(other.URL, "127.0.0.1", "localhost", 1)+"/a", http.StatusPermanentRedirect)
	})
	other.On("GET /a", webtest.JSON(`{"id":7}`))
	for trusted, want := range map[string]int{"localhost": 1, "example.com": 0} {
		c, _ := client(own)
		c.Auth = web.Key("Authorization", "Bearer x")
		c.Trusts = func(host string) bool { return host == trusted }
		before := len(other.Got("GET /a"))
		_, err := c.Get(t.Context(), "/a", nil, nil)
		got := other.Got("GET /a")[before:]
		if len(got) != want || (err == nil) != (want == 1) || want == 1 && got[0].Header.Get("Authorization") != "Bearer x" {
			t.Errorf("trusting %s: %d requests, %v", trusted, len(got), err)
		}
	}
}
