package sms

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

var hei = Text{To: "+4791234567", From: "Skagerrak", Text: "Hei \"Åse\" & co:\n100 % {{secret}}", Reference: "2026-000087"}

// form is a description as of many gateways; change alters it.
func form(address string, change ...func(*Gateway)) Gateway {
	g := Gateway{
		URL: address, Kind: BodyForm, Body: "to={{to_digits}}&from={{from}}&msg={{text}}&ref={{reference}}&type={{type}}&key={{secret}}", Auth: AuthNone, Secret: "s3cret&",
		Timeout: 5 * time.Second,
	}
	for _, f := range change {
		f(&g)
	}
	return g
}

func send(t *testing.T, g Gateway) Outcome {
	t.Helper()
	s, err := NewSender(g)
	if err != nil {
		t.Fatal(err)
	}
	return s.Send(t.Context(), hei)
}

func TestFormArrivesAsItWasMeant(t *testing.T) {
	var got url.Values
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		got = r.PostForm
		_, _ = io.WriteString(w, `{"id":"SM9"}`)
	}))
	defer server.Close()
	o := send(t, form(server.URL, func(g *Gateway) { g.Answer.IDPath = "id" }))
	want := url.Values{"to": {"4791234567"}, "from": {"Skagerrak"}, "msg": {hei.Text}, "ref": {"2026-000087"}, "type": {"text"}, "key": {"s3cret&"}}
	if got.Encode() != want.Encode() || o.Kind != Taken || o.ID != "SM9" {
		t.Errorf("%+v arrived, %+v", got, o)
	}
}

func TestJSONAndSignInArriveAsTheyWereMeant(t *testing.T) {
	for auth, want := range map[string]string{AuthBasic: "Basic dXNlcjpzM2NyZXQm", AuthBearer: "Bearer s3cret&", AuthHeader: ""} {
		var body, header, key, more, path string
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			raw, _ := io.ReadAll(r.Body)
			body, header, key, more, path = string(raw), r.Header.Get("Authorization"), r.Header.Get("X-Api-Key"), r.Header.Get("X-Ref"), r.URL.EscapedPath()
		}))
		o := send(t, form(server.URL+"/a/{{account}}/send", func(g *Gateway) {
			g.Kind, g.Body, g.Auth, g.User, g.Account, g.AuthName = BodyJSON, `{"to":"{{to}}","text":"{{text}}"}`, auth, "user", "a/c", "X-Api-Key"
			g.Headers = [][2]string{{"X-Ref", "{{reference}}"}}
		}))
		server.Close()
		if o.Kind != Taken || body != `{"to":"+4791234567","text":"Hei \"Åse\" & co:\n100 % {{secret}}"}` || header != want || more != "2026-000087" || path != "/a/a%2Fc/send" {
			t.Errorf("%s: %+v; %s with %q %q to %s", auth, o, body, header, more, path)
		}
		if auth == AuthHeader && key != "s3cret&" {
			t.Errorf("%q", key)
		}
	}
}

func TestWhatAnAnswerMeans(t *testing.T) {
	vonage := Answer{Path: "messages.0.status", Success: "0", Later: "1", IDPath: "messages.0.message-id"}
	for _, c := range []struct {
		name   string
		answer Answer
		status int
		body   string
		want   Kind
	}{
		{"the status alone", Answer{}, 201, "", Taken},
		{"another good status", Answer{Statuses: []int{201}}, 200, "", Uncertain},
		{"a word in the JSON", vonage, 200, `{"messages":[{"status":"0","message-id":"m"}]}`, Taken},
		{"the word for no", vonage, 200, `{"messages":[{"status":"3"}]}`, Refused},
		{"the word for patience", vonage, 200, `{"messages":[{"status":"1"}]}`, Later},
		{"no word where it should be", vonage, 200, `{"messages":[]}`, Uncertain},
		{"no JSON", vonage, 200, `<html>`, Uncertain},
		{"a number as the word", Answer{Path: "n", Success: "1"}, 200, `{"n":1}`, Taken},
		{"a truth as the word", Answer{Path: "ok", Success: "true"}, 200, `{"ok":true}`, Taken},
		{"a text that begins with it", Answer{Success: "100"}, 200, "100\n", Taken},
		{"another text", Answer{Success: "100"}, 200, "900", Refused},
		{"a bad number", Answer{}, 400, "no such number", Refused},
		{"a message that cannot be", Answer{}, 422, "", Refused},
		{"too long a message", Answer{}, 413, "", Refused},
		{"forbidden", Answer{}, 403, "", Closed},
		{"another address", Answer{}, 404, "", Closed},
		{"another method", Answer{}, 405, "", Closed},
		{"another kind of body", Answer{}, 415, "", Closed},
		{"an address of old", Answer{}, 410, "", Closed},
		{"not signed in", Answer{}, 401, "", Closed},
		{"no money left", Answer{}, 402, "", Closed},
		{"too many", Answer{}, 429, "", Later},
		{"resting", Answer{}, 503, "", Later},
		{"known already", Answer{}, 409, "", Uncertain},
		{"broken", Answer{}, 500, "", Uncertain},
		{"a gateway behind it was silent", Answer{}, 504, "", Uncertain},
		{"elsewhere", Answer{}, 302, "", Closed},
		{"see other, after it was done", Answer{}, 303, "", Uncertain},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.body)
		}))
		if got := send(t, form(server.URL, func(g *Gateway) { g.Answer = c.answer })); got.Kind != c.want {
			t.Errorf("%s: %+v", c.name, got)
		}
		server.Close()
	}
}

func TestARedirectCarriesNothing(t *testing.T) {
	var asked atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer elsewhere.Close()
	server := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	if o := send(t, form(server.URL)); o.Kind != Closed || asked.Load() != 0 {
		t.Errorf("%+v, asked %d times", o, asked.Load())
	}
}

func TestASilentOrBrokenGatewayLeavesItInDoubt(t *testing.T) {
	release := make(chan struct{})
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-release
	}))
	defer silent.Close()
	defer close(release)
	if o := send(t, form(silent.URL, func(g *Gateway) { g.Timeout = 200 * time.Millisecond })); o.Kind != Uncertain {
		t.Errorf("a silent gateway: %+v", o)
	}
	var asked atomic.Int32
	cut := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		conn, _, _ := http.NewResponseController(w).Hijack()
		_ = conn.Close()
	}))
	defer cut.Close()
	get := func(g *Gateway) { // the kind of request that HTTP clients like to send again
		g.Method, g.Kind, g.Body, g.URL = http.MethodGet, BodyNone, "", g.URL+"?to={{to}}&text={{text}}"
		g.Headers = [][2]string{{"Idempotency-Key", "{{reference}}"}}
	}
	for _, change := range []func(*Gateway){func(*Gateway) {}, get} {
		asked.Store(0)
		if o := send(t, form(cut.URL, change)); o.Kind != Uncertain || asked.Load() != 1 {
			t.Errorf("a cut connection: %+v after %d requests", o, asked.Load())
		}
	}
	half := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"id":`)
	}))
	defer half.Close()
	if o := send(t, form(half.URL)); o.Kind != Uncertain {
		t.Errorf("half an answer: %+v", o)
	}
	long := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("x", 1<<20))
	}))
	defer long.Close()
	if o := send(t, form(long.URL, func(g *Gateway) { g.Answer.Success = "x" })); o.Kind != Uncertain {
		t.Errorf("a megabyte of answer: %+v", o)
	}
}

func TestNothingLeavesWhenNobodyAnswers(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + closed.Addr().String()
	_ = closed.Close()
	if o := send(t, form(address)); o.Kind != Closed {
		t.Errorf("%+v", o)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	s, err := NewSender(form(address))
	if err != nil {
		t.Fatal(err)
	}
	if o := s.Send(stopped, hei); o.Kind != Later {
		t.Errorf("a stopped wave: %+v", o)
	}
}

func TestSecretsAndNumbersStayOutOfWords(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, "bad key\r\ns3cret& given")
	}))
	defer server.Close()
	if o := send(t, form(server.URL)); o.Words != "bad key *** given" {
		t.Errorf("%q", o.Words)
	}
}

func TestDescriptionsThatCannotBeSentAreRefused(t *testing.T) {
	for field, change := range map[string]func(*Gateway){
		"url":      func(g *Gateway) { g.URL = "http://gateway.example/send" },
		"url2":     func(g *Gateway) { g.URL = "https://{{account}}.example/send" },
		"url3":     func(g *Gateway) { g.URL = "https://user:pass@gateway.example" },
		"url4":     func(g *Gateway) { g.URL = "https://gateway.example/?key={{secret}}" },
		"url5":     func(g *Gateway) { g.URL = "file:///etc/passwd" },
		"body":     func(g *Gateway) { g.Body = "to={{to}}&text={{txt}}" },
		"body2":    func(g *Gateway) { g.Body = "to={{to}}&text={{text" },
		"body3":    func(g *Gateway) { g.Body = "to={{to}}" },
		"body4":    func(g *Gateway) { g.Kind, g.Body = BodyJSON, `{"to":{{to}},"text":{{text}}}` },
		"method":   func(g *Gateway) { g.Method = "DELETE" },
		"kind":     func(g *Gateway) { g.Method = "GET" },
		"kind2":    func(g *Gateway) { g.Kind = "xml" },
		"auth":     func(g *Gateway) { g.Auth = "magic" },
		"user":     func(g *Gateway) { g.Auth = AuthBasic },
		"authname": func(g *Gateway) { g.Auth, g.AuthName = AuthHeader, "X Key:" },
		"headers":  func(g *Gateway) { g.Headers = [][2]string{{"Host", "elsewhere"}} },
		"headers2": func(g *Gateway) { g.Headers = [][2]string{{"X", "{{secret}}"}} },
		"statuses": func(g *Gateway) { g.Answer.Statuses = []int{404} },
		"success":  func(g *Gateway) { g.Answer.Path = "a" },
		"success2": func(g *Gateway) { g.Answer.Success = "200" },
	} {
		g := form("https://gateway.example/send", change)
		want := strings.TrimRight(field, "0123456789")
		err := g.Check()
		var coded *fault.Error
		if !fault.Has(err, BadGateway) || !errors.As(err, &coded) || coded.Field != want {
			t.Errorf("%s: %v", field, err)
		}
	}
	good := form("https://gateway.example/send")
	if err := good.Check(); err != nil {
		t.Error(err)
	}
}
