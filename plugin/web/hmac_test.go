package web_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// The first signature is the example in the documentation of Kong's hmac-auth, the digest that of Mekari.
func TestTheDateAndTheFirstLineAreSigned(t *testing.T) {
	auth := web.HMAC{User: "alice123", Secret: "secret", Now: func() time.Time { return time.Date(2017, 6, 22, 17, 15, 21, 0, time.UTC) }}
	for _, want := range []struct{ method, address, body, signature, digest string }{
		{"GET", "http://hmac.com/requests", "", "ujWCGHeec9Xd6UD2zlyxiNMCiXnDOWeVFMu5VeRUxtw=", ""},
		{"POST", "http://hmac.com/a%2Fb?q=x+y", `{"hello": "world"}`, "", "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="},
	} {
		r, err := http.NewRequestWithContext(t.Context(), want.method, want.address, strings.NewReader(want.body))
		if err != nil {
			t.Fatal(err)
		}
		if err := auth.Apply(t.Context(), r, []byte(want.body)); err != nil {
			t.Fatal(err)
		}
		if r.Header.Get("Date") != "Thu, 22 Jun 2017 17:15:21 GMT" || r.Header.Get("Digest") != want.digest ||
			!strings.HasPrefix(r.Header.Get("Authorization"), `hmac username="alice123", algorithm="hmac-sha256", headers="date request-line", signature="`+want.signature) {
			t.Errorf("%s %s: %v", want.method, want.address, r.Header)
		}
	}
}

// What is signed is what goes over the wire, and each attempt has a date of its own.
func TestEachAttemptIsSignedAsItIsSent(t *testing.T) {
	s := webtest.New(t)
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	auth := web.HMAC{User: "desk", Secret: "s3cret", Now: func() time.Time { now = now.Add(time.Minute); return now }}
	wrong := 0
	s.On("GET /a b/c", func(w http.ResponseWriter, r *http.Request) {
		again, err := http.NewRequestWithContext(r.Context(), r.Method, "http://x"+r.RequestURI, http.NoBody)
		if err != nil {
			t.Error(err)
			return
		}
		date, _ := http.ParseTime(r.Header.Get("Date"))
		_ = web.HMAC{User: "desk", Secret: "s3cret", Now: func() time.Time { return date }}.Apply(r.Context(), again, nil)
		if again.Header.Get("Authorization") != r.Header.Get("Authorization") {
			wrong++
		}
		_, _ = io.WriteString(w, "{}")
	})
	s.Trouble("GET /a b/c", webtest.Broken)
	c, _ := client(s)
	c.Auth = auth
	if _, err := c.Get(t.Context(), "/a%20b/c", map[string][]string{"q": {"x y&z"}}, nil); err != nil || wrong != 0 {
		t.Errorf("%d wrong signatures, %v", wrong, err)
	}
	got := s.Got("GET /a b/c")
	if len(got) != 2 || got[0].Header.Get("Date") == got[1].Header.Get("Date") {
		t.Errorf("%d attempts, signed %s", len(got), got[0].Header.Get("Date"))
	}
}
