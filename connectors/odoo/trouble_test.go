package main

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
	"github.com/google/go-cmp/cmp"
)

// A read survives what servers do, wherever in it they do it.
func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{
		"asked too often": webtest.TooMany, "broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset, "slow": webtest.Hang, "session ended": webtest.SignedOut,
	} {
		for _, at := range []string{"res.company search_read", "res.partner search_read", "account.move.line search_read", "account.move.line search_count"} {
			s := newServer(t)
			s.before = func(call string, n int) {
				if call == at && n == 1 {
					s.Trouble("POST /jsonrpc", trouble)
				}
			}
			c := connector{tune: func(o *odoo) {
				quick(2).tune(o)
				o.web.HTTP = &http.Client{Timeout: 300 * time.Millisecond}
			}}
			got := s.read(t, c, full)
			if diff := cmp.Diff(truth, table(got.Debtors, got.Items)); diff != "" {
				t.Errorf("%s after %s:\n%s", name, at, diff)
			}
		}
	}
}

func TestWhatStaysBrokenIsSaidPlainlyAndCompletesNothing(t *testing.T) {
	for name, tc := range map[string]struct {
		trouble webtest.Trouble
		code    string
		says    string
	}{
		"broken":          {webtest.Broken, spec.CodeSourceUnreachable, "a fault of its own"},
		"asked too often": {webtest.TooMany, spec.CodeRateLimited, "too often"},
		"a web page":      {webtest.Page, spec.CodeSourceUnreadable, "web page"},
		"cut":             {webtest.Cut, spec.CodeSourceTruncated, "in its middle"},
		"100 MB":          {webtest.Huge, spec.CodeSourceUnreadable, "more than"},
		"session ended":   {webtest.SignedOut, spec.CodeNotAuthorised, "refuses"},
	} {
		s := newServer(t)
		s.before = func(call string, n int) {
			if call == "account.move.line search_read" && n == 2 {
				s.Trouble("POST /jsonrpc", tc.trouble, tc.trouble, tc.trouble, tc.trouble)
			}
		}
		got, err := sdk.Collect(t.Context(), quick(2), s.connection(), full)
		d := asDiagnostic(err)
		if err == nil || d.Code != tc.code || !strings.Contains(d.Summary, tc.says) {
			t.Errorf("%s: %+v", name, d)
		}
		if len(got.Checkpoints)+len(got.Items) > 0 {
			t.Errorf("%s: %d items were sent", name, len(got.Items))
		}
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	for name, tc := range map[string]struct {
		change      func(s *server, values, secrets map[string]string)
		code, field string
		says        string
	}{
		"wrong password": {func(_ *server, _, secrets map[string]string) { secrets["password"] = "guessed-wrong" }, spec.CodeNotAuthorised, "password", "refuses the user or the password"},
		"wrong database": {func(_ *server, values, _ map[string]string) { values["database"] = "another" }, spec.CodeSourceNotFound, "database", "no database"},
		"wrong company":  {func(_ *server, values, _ map[string]string) { values["company"] = "Nobody Ltd" }, spec.CodeSourceNotFound, "company", "no company Nobody Ltd"},
		"several companies": {func(s *server, _, _ map[string]string) {
			s.put("res.company", record{"id": jsonNumber("2"), "name": "Second", "currency_id": link(1, "EUR")})
		}, spec.CodeSourceNotFound, "company", "several companies"},
		"a user without rights": {func(s *server, _, _ map[string]string) { s.denied["account.move.line"] = true }, spec.CodeNotAuthorised, "user", "may not see"},
		"an old version":        {func(s *server, _, _ map[string]string) { s.serie = "13.0" }, spec.CodeSourceUnreadable, "url", "Odoo 13.0"},
		"a key that is none": {func(s *server, _, secrets map[string]string) {
			s.serie, secrets["password"] = "19.0", "guessed-wrong"
			s.modern("account.move.line", "fields_get")
		}, spec.CodeNotAuthorised, "password", "refuses the API key"},
		"a web page": {func(s *server, _, _ map[string]string) { s.Trouble("POST /jsonrpc", webtest.Page) }, spec.CodeSourceUnreadable, "url", "web page"},
		"nothing there": {func(s *server, _, _ map[string]string) {
			s.On("POST /jsonrpc", nil)
			s.On("GET /web/version", nil)
		}, spec.CodeSourceNotFound, "url", "404"},
		"huge ids": {func(s *server, _, _ map[string]string) {
			s.On("POST /jsonrpc", webtest.JSON(`{"jsonrpc":"2.0","id":99999999999999999999999999,"result":{}}`))
		}, spec.CodeSourceUnreadable, "", "cannot be read"},
	} {
		s := newServer(t)
		values, secrets := s.settings()
		tc.change(s, values, secrets)
		settings := spec.NewSettings(values, secrets)
		found := quick(500).Check(t.Context(), settings)
		if len(found) != 1 || found[0].Code != tc.code || found[0].Field != tc.field || !strings.Contains(found[0].Summary, tc.says) {
			t.Errorf("%s: %+v", name, found)
		}
		if name == "a web page" {
			continue // it was there once
		}
		if _, err := sdk.Collect(t.Context(), quick(500), settings, full); err == nil {
			t.Errorf("%s: a read completes", name)
		}
	}
}

func TestHugeNumbersInAnswersEndTheRead(t *testing.T) {
	for field, value := range map[string]any{"id": jsonNumber("99999999999999999999999"), "partner_id": []any{jsonNumber("1e300"), "x"}, "amount_residual_currency": jsonNumber("1e999999999")} {
		s := newServer(t)
		s.find("account.move.line", 3)[field] = value
		got, err := sdk.Collect(t.Context(), quick(500), s.connection(), full)
		rejected := err == nil && got.Checkpoints[0].Rejected == 1
		if err == nil && !rejected {
			t.Errorf("%s: it was taken", field)
		}
	}
}

func TestAReadThatIsCancelledEndsAtOnce(t *testing.T) {
	s := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.before = func(call string, _ int) {
		if call == "account.move.line search_read" {
			cancel()
		}
	}
	if _, err := sdk.Collect(ctx, quick(1), s.connection(), full); err == nil || ctx.Err() == nil {
		t.Errorf("it went on: %v", err)
	}
}

// Not even a log of everything tells the password.
func TestThePasswordIsNowhere(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	s := newServer(t)
	s.Trouble("POST /jsonrpc", webtest.Broken, webtest.Reset)
	s.read(t, quick(2), full)
	s.Trouble("POST /jsonrpc", webtest.Broken, webtest.Broken, webtest.Broken)
	_, err := sdk.Collect(t.Context(), quick(2), s.connection(), full)
	if all := log.String() + err.Error(); strings.Contains(all, secret) || !strings.Contains(all, "repeated") {
		t.Errorf("logged: %s", all)
	}
}
