package main

import (
	"bytes"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

const route = "POST /tryton/"

// rough is the recorded server with a fault at one of its answers.
type rough struct {
	*webtest.Server
	lab  *lab
	tape *tape

	mu      sync.Mutex
	asked   int
	instead map[string]func(w http.ResponseWriter, body []byte) bool
}

func newRough(t *testing.T) *rough {
	t.Helper()
	r := &rough{Server: webtest.New(t), tape: &tape{T: t, file: "testdata/recorded/read.json.gz"}, instead: map[string]func(http.ResponseWriter, []byte) bool{}}
	r.tape.load()
	values, secrets := settingsFor(r.URL, "tryton")
	c := ours()
	c.patience = 300 * time.Millisecond
	r.lab = &lab{TB: t, connector: c, settings: spec.NewSettings(values, secrets)}
	r.On(route, r.answer)
	r.On("POST /", r.answer)
	return r
}

func (r *rough) answer(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	var asked struct {
		Method string `json:"method"`
	}
	_ = json.Unmarshal(body, &asked) // the tape complains
	r.mu.Lock()
	r.asked++
	instead := r.instead[asked.Method]
	r.mu.Unlock()
	if instead == nil || !instead(w, body) {
		r.tape.ServeHTTP(w, req)
	}
}

// says has a method answer with a result or an error of the test's own.
func (r *rough) says(method, answer string) {
	r.instead[method] = func(w http.ResponseWriter, body []byte) bool {
		var asked struct {
			ID int `json:"id"`
		}
		_ = json.Unmarshal(body, &asked) // 0 then
		text := answer
		if bytes.Contains(body, []byte("reconciliation.create_date")) {
			text = `"result":[]` // nothing is settled
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(renumbered(`{"id":0,`+text+`}`, asked.ID))
		return true
	}
}

func (r *rough) read() (sdk.Collected, error) {
	return sdk.Collect(r.lab.Context(), r.lab.connector, r.lab.settings, spec.ReadRequest{Mode: spec.ModeFull})
}

// Whatever passes by itself is waited for, at whichever answer it comes; all
// else ends the read with its reason and never with a part of the book.
func TestAReadSurvivesWhatPasses(t *testing.T) {
	for name, tc := range map[string]struct {
		trouble webtest.Trouble
		code    string // of the failure; none: the read is whole
	}{
		"asked too often": {webtest.TooMany, ""}, "500": {webtest.Broken, ""}, "cut in its middle": {webtest.Cut, ""},
		"closed": {webtest.Reset, ""}, "session ended": {webtest.SignedOut, ""}, "too slow": {webtest.Hang, ""},
		"a web page": {webtest.Page, spec.CodeSourceUnreadable}, "without end": {webtest.Huge, spec.CodeSourceUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for at := 1; at < 14; at++ {
				r := newRough(t)
				r.On(route, func(w http.ResponseWriter, req *http.Request) {
					r.answer(w, req)
					if r.asked == at {
						r.Trouble(route, tc.trouble)
					}
				})
				if tc.trouble == webtest.Huge && at%5 != 1 || tc.trouble == webtest.Hang && at%4 != 1 {
					continue // each takes its time
				}
				if tc.trouble == webtest.Huge {
					r.lab.patience = 20 * time.Second
				}
				got, err := r.read()
				if tc.code == "" && (err != nil || table(got) != truth) {
					t.Errorf("after answer %d: %v", at, err)
				}
				if tc.code != "" && (err == nil || asDiagnostic(err).Code != tc.code || len(got.Checkpoints) != 0) {
					t.Errorf("after answer %d: %v, checkpoints %v", at, err, got.Checkpoints)
				}
			}
		})
	}
}

// What does not pass is told with the setting that it is about.
func TestWhatIsWrongIsTold(t *testing.T) {
	for name, tc := range map[string]struct {
		prepare           func(t *testing.T, r *rough)
		code, field, word string
	}{
		"wrong password": {func(_ *testing.T, r *rough) {
			r.instead["common.db.login"] = func(w http.ResponseWriter, _ []byte) bool {
				http.Error(w, "<h1>Unauthorized</h1>", http.StatusUnauthorized)
				return true
			}
		}, spec.CodeNotAuthorised, "password", "refuses the user name or the password"},
		"no password taken": {func(_ *testing.T, r *rough) {
			r.says("common.db.login", `"result":null`)
		}, spec.CodeNotAuthorised, "password", "refuses"},
		"a second factor": {func(_ *testing.T, r *rough) {
			r.says("common.db.login", `"error":["LoginException",["sms_code","Code","char"]]`)
		}, spec.CodeNotAuthorised, "user", "more than a password"},
		"wrong database": {func(_ *testing.T, r *rough) {
			r.says("common.db.login", `"error":["Database '/srv/x.sqlite' doesn't exist!",""]`)
			r.says("common.db.list", `"result":["books","test"]`)
		}, spec.CodeSourceNotFound, "database", "cannot open the database tryton"},
		"no such database behind a proxy": {func(_ *testing.T, r *rough) {
			r.On(route, webtest.Status(http.StatusNotFound, "not here"))
			r.says("common.db.list", `"error":["denied",""]`)
		}, spec.CodeSourceNotFound, "database", "cannot open"},
		"no company": {func(_ *testing.T, r *rough) {
			r.says("model.res.user.get_preferences", `"result":{"company":null}`)
		}, spec.CodeSourceNotFound, "company", "no company"},
		"no rights": {func(_ *testing.T, r *rough) {
			r.instead["model.account.move.line.search_count"] = func(w http.ResponseWriter, _ []byte) bool {
				http.Error(w, "Forbidden", http.StatusForbidden)
				return true
			}
		}, spec.CodeNotAuthorised, "user", "may not see account.move.line"},
		"not Tryton": {func(_ *testing.T, r *rough) {
			r.On(route, webtest.JSON(`{"hello":"world"}`))
		}, spec.CodeSourceUnreadable, "url", "another question"},
		"nothing at all": {func(_ *testing.T, r *rough) {
			r.On(route, webtest.JSON(``))
		}, spec.CodeSourceUnreadable, "url", "cannot be read"},
		"a list": {func(_ *testing.T, r *rough) {
			r.On(route, webtest.JSON(`[1,2,3]`))
		}, spec.CodeSourceUnreadable, "url", "cannot be read"},
		"a redirect": {func(_ *testing.T, r *rough) {
			r.On(route, func(w http.ResponseWriter, req *http.Request) {
				http.Redirect(w, req, "https://elsewhere.example/", http.StatusMovedPermanently)
			})
		}, spec.CodeSourceUnreadable, "url", "refuses the request (301)"},
		"server down": {func(_ *testing.T, r *rough) {
			r.set("url", "http://127.0.0.1:9")
		}, spec.CodeSourceUnreachable, "url", "cannot be reached"},
		"no such host": {func(_ *testing.T, r *rough) {
			r.set("url", "http://tryton.invalid")
		}, spec.CodeSourceUnreachable, "url", "cannot be reached"},
		"a certificate of nobody": {func(t *testing.T, r *rough) {
			s := httptest.NewTLSServer(http.NotFoundHandler())
			t.Cleanup(s.Close)
			r.set("url", s.URL)
		}, spec.CodeSourceUnreachable, "url", "certificate"},
		"a certificate file that is none": {func(t *testing.T, r *rough) {
			path := filepath.Join(t.TempDir(), "x.pem")
			if err := os.WriteFile(path, []byte("garbage"), 0o600); err != nil {
				t.Fatal(err)
			}
			r.set("certificate", path)
		}, spec.CodeSourceUnreadable, "certificate", "cannot be read"},
		"a programming error": {func(_ *testing.T, r *rough) {
			r.says("model.account.move.line.search_count", `"error":["'nosuch'","Traceback"]`)
		}, spec.CodeSourceUnreadable, "", "'nosuch'"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRough(t)
			tc.prepare(t, r)
			found := r.lab.Check(t.Context(), r.lab.settings)
			if len(found) != 1 || found[0].Severity != spec.SeverityError || found[0].Code != tc.code || found[0].Field != tc.field ||
				!strings.Contains(found[0].Summary+found[0].Detail, tc.word) {
				t.Errorf("the check finds %+v", found)
			}
			if strings.Contains(found[0].Error(), adminPassword) {
				t.Error("the password is told")
			}
			_, err := r.read()
			var d spec.Diagnostic
			if !errors.As(err, &d) || d.Code != tc.code || d.Field != tc.field {
				t.Errorf("the read ends with %+v", err)
			}
		})
	}
}

func (r *rough) set(key, value string) {
	values := r.lab.settings.Values()
	values[key] = value
	r.lab.settings = spec.NewSettings(values, r.lab.settings.RevealSecrets())
}

// An error may have any form; none brings the connector down.
func TestErrorsOfAnyForm(t *testing.T) {
	for form, want := range map[string]string{
		`["UserError",["The period is closed.","Open it.",null]]`: "The period is closed. Open it.",
		`["UserWarning",["name_12","In the past.",""]]`:           "In the past.",
		`["ConcurrencyException","edited"]`:                       "ConcurrencyException",
		`["'nosuch'",""]`:                                         "'nosuch'",
		`[]`:                                                      "an error without a word", `[null]`: "an error without a word", `[7,[8]]`: "7", `"text"`: "text", `{"a":1}`: `{"a":1}`, `["UserError",null]`: "UserError", `[["x"]]`: "x",
	} {
		var s said
		if err := json.Unmarshal([]byte(form), &s); err != nil || s.Error() != want {
			t.Errorf("%s is read as %q, %v", form, s.Error(), err)
		}
	}
}

// The same page for ever, more than was asked for, amounts and dates that are
// none: a read ends or leaves the record out, and says so.
func TestPagesThatCannotBe(t *testing.T) {
	lines := "model.account.move.line.search_read"
	row := func(more string) string {
		return `"result":[{"id":2,"party":2,"account":5,"move.":{"id":1,"number":"1","state":"posted"},` + more + `}]`
	}
	for name, tc := range map[string]struct{ method, answer, code string }{
		"a record from before": {lines, `"result":[{"id":0}]`, spec.CodeSourceUnreadable},
		"twice the same":       {lines, `"result":[{"id":2},{"id":2}]`, spec.CodeSourceUnreadable},
		"an amount of words":   {lines, row(`"debit":"a lot","date":{"__class__":"date","year":2026,"month":1,"day":2}`), ""},
		"another class":        {lines, row(`"debit":{"__class__":"bytes","base64":""}`), spec.CodeSourceUnreadable},
		"no such day":          {lines, row(`"debit":{"__class__":"Decimal","decimal":"1.00"},"date":{"__class__":"date","year":2026,"month":2,"day":31}`), ""},
		"a third of a cent":    {lines, row(`"debit":{"__class__":"Decimal","decimal":"1.003"},"date":{"__class__":"date","year":2026,"month":1,"day":2}`), ""},
		"no such currency": {lines, row(`"debit":{"__class__":"Decimal","decimal":"1"},"amount_second_currency":{"__class__":"Decimal","decimal":"1"},` +
			`"second_currency.":{"code":"XTS"},"date":{"__class__":"date","year":2026,"month":1,"day":2}`), ""},
		"a number for a list": {"model.party.party.search_read", `"result":7`, spec.CodeSourceUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRough(t)
			if tc.method == lines {
				r.says("model.account.move.line.search_count", `"result":1`)
			}
			r.says(tc.method, tc.answer)
			got, err := r.read()
			if tc.code != "" {
				if err == nil || asDiagnostic(err).Code != tc.code {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			last := got.Checkpoints[len(got.Checkpoints)-1]
			if last.Rejected != 1 || len(got.Items) != 0 || got.Diagnostics[0].Record.ExternalID != "2" {
				t.Errorf("%+v %+v", last, got)
			}
		})
	}
}

// An invoice or a customer that is deleted between two calls: the line stands by
// its own number, or is left out and told.
func TestRecordsDeletedBetweenCalls(t *testing.T) {
	r := newRough(t)
	r.says("model.account.invoice.search_read", `"result":[]`)
	got, err := r.read()
	if err != nil || !strings.Contains(table(got), "C001 | invoice | 5 | issued 2026-09-01 | due 2026-10-01 | 595.00 of 595.00 EUR") ||
		!strings.Contains(table(got), "C001 | payment | 12 | issued 2026-10-15 | due  | -200.00 of -200.00 EUR") {
		t.Errorf("without invoices: %v\n%s", err, table(got))
	}
	r = newRough(t)
	r.says("model.party.party.search_read", `"result":[{"id":2,"name":"Müller","active":true}]`)
	got, err = r.read()
	if err != nil || len(got.Debtors) != 1 || got.Checkpoints[0].Rejected != 7 || !strings.Contains(got.Diagnostics[0].Summary, "may not see its customer") {
		t.Errorf("without customers: %v, %+v", err, got.Checkpoints)
	}
}

// A server of the house with a certificate of its own is trusted by its file.
func TestAnOwnCertificateIsTrusted(t *testing.T) {
	r := newRough(t)
	s := httptest.NewTLSServer(http.HandlerFunc(r.answer))
	t.Cleanup(s.Close)
	path := filepath.Join(t.TempDir(), "house.pem")
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	r.set("url", s.URL)
	r.set("certificate", path)
	if got, err := r.read(); err != nil || table(got) != truth {
		t.Error(err)
	}
}

// Before anything was written a failure is tried later or refused; after it, it
// is left open.
func TestWhatAFailedWriteMeans(t *testing.T) {
	for name, tc := range map[string]struct {
		prepare func(r *rough)
		changed bool // it cannot be said whether it was written
	}{
		"server down":    {func(r *rough) { r.set("url", "http://127.0.0.1:9") }, false},
		"search fails":   {func(r *rough) { r.says("model.ir.note.search_read", `"error":["oops",""]`) }, false},
		"refused":        {func(r *rough) { r.says("model.ir.note.create", `"error":["UserError",["No.",""]]`) }, false},
		"fails":          {func(r *rough) { r.says("model.ir.note.create", `"error":["IntegrityError",""]`) }, true},
		"no answer left": {func(r *rough) { r.On(route, r.lose("model.ir.note.create")) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRough(t)
			r.says("model.ir.note.search_read", `"result":[]`)
			r.says("model.party.party.search_count", `"result":1`)
			tc.prepare(r)
			_, err := r.lab.Write(t.Context(), r.lab.settings, note("DD-1"))
			var unsure spec.Diagnostic
			if err == nil || errors.As(err, &unsure) != tc.changed {
				t.Errorf("%T %v", err, err)
			}
		})
	}
}

// lose handles a method and loses its answer.
func (r *rough) lose(method string) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil || bytes.Contains(body, []byte(method)) {
			panic(http.ErrAbortHandler)
		}
		req.Body = io.NopCloser(bytes.NewReader(body))
		r.answer(w, req)
	}
}
