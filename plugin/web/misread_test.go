package web_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return web.Diagnose(err, "").Code
}

// An answer with nothing in it, taken for an empty list, would settle everybody.
func TestAnEmptyAnswerIsNoData(t *testing.T) {
	s := webtest.New(t)
	for _, status := range []int{http.StatusOK, http.StatusNoContent} {
		s.On("GET /invoices", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		c, _ := client(s)
		var got struct{ Values []invoice }
		if _, err := c.Get(t.Context(), "/invoices", nil, &got); codeOf(err) != spec.CodeSourceUnreadable {
			t.Errorf("status %d: %v", status, err)
		}
	}
	s.On("PUT /note", func(http.ResponseWriter, *http.Request) {})
	c, _ := client(s)
	if _, err := c.Do(t.Context(), web.Request{Method: http.MethodPut, Path: "/note"}, &struct{}{}); err != nil {
		t.Errorf("a write that is answered with nothing was taken all the same: %v", err)
	}
}

// Sources tell of failures with status 200, in an object without the list that was asked for.
func TestAnAnswerWithoutItsListIsNotAnEmptyList(t *testing.T) {
	none := func(int) (web.Page[string], error) { return web.Page[string]{Count: -1}, nil }
	if got, err := web.Steady("invoices", itself, none); codeOf(err) != spec.CodeSourceUnreadable {
		t.Errorf("by pages: %v, %v", got, err)
	}
	if got, err := web.Overlapping("invoices", itself, func(int) ([]string, bool, error) { return nil, false, nil }); codeOf(err) != spec.CodeSourceUnreadable {
		t.Errorf("overlapping: %v, %v", got, err)
	}
	later := func(n int) (web.Page[string], error) {
		return web.Page[string]{Rows: [][]string{{"a"}, nil}[n], Count: -1, More: n == 0}, nil
	}
	if got, err := web.Steady("invoices", itself, later); codeOf(err) != spec.CodeSourceUnreadable {
		t.Errorf("on the second page: %v, %v", got, err)
	}
}

// A page of rows that were all filtered out has a link to the next one all the same (OData 4.01, 11.2.6.7).
func TestAnEmptyPageIsNotTheEnd(t *testing.T) {
	pages := [][]string{{"a"}, {}, {"b"}}
	got, err := web.Steady("invoices", itself, func(n int) (web.Page[string], error) {
		return web.Page[string]{Rows: pages[n], Count: -1, More: n < 2}, nil
	})
	if err != nil || strings.Join(got, "") != "ab" {
		t.Errorf("%v, %v", got, err)
	}
	asked := 0
	_, err = web.Steady("invoices", itself, func(int) (web.Page[string], error) {
		asked++
		return web.Page[string]{Rows: []string{}, Count: -1, More: true}, nil
	})
	if codeOf(err) != spec.CodeSourceChanged || asked > 1000 {
		t.Errorf("empty pages without end: %v after %d", err, asked)
	}
}

// A redirect that makes a GET of a write would have its page taken for the answer to the write.
func TestARedirectedWriteIsNotTakenAsDone(t *testing.T) {
	s := webtest.New(t)
	s.On("POST /notes", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/home", http.StatusFound) })
	s.On("GET /home", webtest.JSON(`{}`))
	c, _ := client(s)
	_, err := c.Do(t.Context(), web.Request{Method: http.MethodPost, Path: "/notes", JSON: map[string]string{"text": "x"}}, nil)
	var unknown spec.Diagnostic
	if err == nil || !errors.As(web.WriteFailure(err), &unknown) || len(s.Got("GET /home")) != 0 {
		t.Errorf("%v, asked home %d times", err, len(s.Got("GET /home")))
	}
}

// The body of a request for tokens is the refresh token and the secret of the app.
func TestTokensAreAskedForAtTheirAddressAlone(t *testing.T) {
	thief := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the other host was sent %v", r.ParseForm() == nil && r.PostForm.Has("refresh_token"))
	}))
	defer thief.Close()
	s := webtest.New(t)
	for _, status := range []int{http.StatusTemporaryRedirect, http.StatusPermanentRedirect, http.StatusFound} {
		s.On("POST /token", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, thief.URL, status) })
		c, _ := client(s)
		c.Auth = &web.OAuth{TokenURL: s.URL + "/token", ClientID: "desk", ClientSecret: "s3cret", Refresh: "first"}
		if _, err := c.Get(t.Context(), "/a", url.Values{}, nil); err == nil {
			t.Errorf("a redirect (%d) was followed", status)
		}
	}
}

// Who has too much to do, or a fault, has not refused the sign-in: nobody has to sign in again for that.
func TestATokenHostInTroubleHasNotRefused(t *testing.T) {
	for status, answer := range map[int]string{
		500: `{"error":"server_error"}`, 503: `{"error":"temporarily_unavailable"}`, 429: `{"error":"rate_limited"}`,
	} {
		s, o, kept := issuer(t)
		good := o.Refresh
		s.On("GET /a", webtest.JSON(`{}`))
		s.On("POST /token", func(w http.ResponseWriter, r *http.Request) {
			if len(s.Got("POST /token")) == 1 {
				webtest.Status(status, answer)(w, r)
				return
			}
			webtest.JSON(`{"access_token":"a","refresh_token":"b"}`)(w, r)
		})
		c, _ := client(s)
		c.Auth = o
		if _, err := c.Get(t.Context(), "/a", nil, nil); err != nil || strings.Join(*kept, "") != "b" || !strings.Contains(s.Got("POST /token")[1].Body, good) {
			t.Errorf("%d: kept %v, %v", status, *kept, err)
		}
	}
}

// A sign-in page that a network puts between answers everything with success.
func TestAWebPageIsNoAnswerToAWrite(t *testing.T) {
	s := webtest.New(t)
	s.Trouble("PATCH /invoice", webtest.Page)
	c, _ := client(s)
	_, err := c.Do(t.Context(), web.Request{Method: http.MethodPatch, Path: "/invoice", JSON: map[string]string{"type": "LOSS"}}, nil)
	if err == nil || !strings.Contains(err.Error(), "web page") {
		t.Errorf("%v", err)
	}
}
