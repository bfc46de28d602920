package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

var whole = spec.ReadRequest{Mode: spec.ModeFull}

func read(t *testing.T, s spec.Settings, req spec.ReadRequest) (sdk.Collected, error) {
	t.Helper()
	return sdk.Collect(t.Context(), connector{}, s, req)
}

func TestASessionThatEndsIsOpenedAnew(t *testing.T) {
	for name, end := range map[string]http.HandlerFunc{
		"as the notes say":      webtest.Status(401, `{"s":false,"d":["Data Session Key tidak tepat"]}`),
		"with a good status":    webtest.JSON(`{"s":false,"d":["Data Session Key tidak tepat"]}`),
		"because the token has": webtest.Status(401, `{"error":"invalid_token"}`),
	} {
		t.Run(name, func(t *testing.T) {
			a := serve(t)
			asked := 0
			a.On("GET /accurate/api/customer/list.do", a.allowed(func(w http.ResponseWriter, r *http.Request) {
				if asked++; asked == 2 {
					end(w, r)
					return
				}
				listed(customers)(w, r)
			}))
			got, err := read(t, bySignIn(a, "receipts", "false"), whole)
			if err != nil || len(got.Items) != 4 || a.session != 2 {
				t.Errorf("%d items after %d sessions, %v", len(got.Items), a.session, err)
			}
		})
	}
}

func TestASignInWithoutRenewalIsUsed(t *testing.T) {
	a := serve(t)
	s := connection(a, map[string]string{"access_token": "t0ken"}, "database", "42")
	if got, err := read(t, s, whole); err != nil || len(got.Items) != 4 || len(a.Got("POST /oauth/token")) != 0 {
		t.Errorf("%d items, %v", len(got.Items), err)
	}
	s = connection(a, map[string]string{"access_token": "old"}, "database", "42")
	if d := (connector{}).Check(t.Context(), connection(a, nil, "database", "42")); d[0].Code != spec.CodeNotAuthorised {
		t.Errorf("nobody signed in: %+v", d)
	}
	if _, err := read(t, s, whole); web.Diagnose(err, "").Code != spec.CodeNotAuthorised || !strings.Contains(err.Error(), "Sign in") {
		t.Errorf("a sign-in that has ended: %v", err)
	}
}

func TestCheckOffersTheDatabases(t *testing.T) {
	a := serve(t)
	for chosen, want := range map[string]spec.Severity{"": spec.SeverityError, "7": spec.SeverityError, "42": spec.SeverityInfo} {
		d := (connector{}).Check(t.Context(), bySignIn(a, "database", chosen))
		if d[0].Severity != want || d[0].Field != "database" || len(d[0].Choices) != 2 || d[0].Choices[0].Value != "42" {
			t.Errorf("%q: %+v", chosen, d)
		}
	}
	if _, err := read(t, bySignIn(a, "database", ""), whole); web.Diagnose(err, "").Field != "database" {
		t.Errorf("none chosen: %v", err)
	}
	wrong := connection(a, map[string]string{"api_token": "aat.token", "signature_secret": "wrong"})
	if d := (connector{}).Check(t.Context(), wrong); d[0].Field != "api_token" || !strings.Contains(d[0].Hint, "write the time") {
		t.Errorf("a wrong secret: %+v", d)
	}
	a.On("GET /accurate/api/sales-receipt/list.do", webtest.Status(403, `{"error":"insufficient_scope","error_description":"sales_receipt_view"}`))
	if d := (connector{}).Check(t.Context(), byToken(a)); d[0].Code != spec.CodeNotAuthorised || !strings.Contains(d[0].Detail, "sales_receipt_view") {
		t.Errorf("a scope that was not given: %+v", d)
	}
	if d := (connector{}).Check(t.Context(), byToken(a, "receipts", "false")); d[0].Severity != spec.SeverityInfo {
		t.Errorf("without receipts: %+v", d)
	}
}

// Credentials do not go to whatever host an answer names.
func TestHostsAreLookedAt(t *testing.T) {
	for host, ok := range map[string]bool{"odin.accurate.id": true, "accurate.id": true, "evil.example": false, "evilaccurate.id": false, "accurate.id.evil.example": false} {
		if own(host) != ok {
			t.Errorf("%s: %v", host, !ok)
		}
	}
	for host, ok := range map[string]bool{"https://odin.accurate.id": true, "http://odin.accurate.id": false, "odin": false, "": false} {
		if (safe("https://account.accurate.id", host) == nil) != ok {
			t.Errorf("%s: %v", host, !ok)
		}
	}
	a := serve(t)
	a.On("POST /api/api-token.do", a.allowed(webtest.JSON(`{"s":true,"d":{}}`)))
	if _, err := read(t, byToken(a), whole); web.Diagnose(err, "").Field != "host" {
		t.Errorf("a token without a host: %v", err)
	}
	if got, err := read(t, byToken(a, "host", a.URL), whole); err != nil || len(got.Items) != 4 {
		t.Errorf("a host that was entered: %v", err)
	}
}

// After a whole read on 26 June, the day before is read again. Invoice 800 was paid by receipt 71 and has no stamp of it.
func TestAReceiptTellsWhichInvoicesChanged(t *testing.T) {
	a := serve(t)
	first, err := read(t, byToken(a), whole)
	if err != nil {
		t.Fatal(err)
	}
	got, err := read(t, byToken(a), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: first.Checkpoints[len(first.Checkpoints)-1].Cursor})
	if err != nil {
		t.Fatal(err)
	}
	asked := a.Got("GET /accurate/api/sales-invoice/list.do")
	if q := asked[len(asked)-1].Query; !strings.Contains(q, "filter.lastUpdate.val=25%2F06%2F2026+10%3A30%3A00") || strings.Contains(q, "outstanding") {
		t.Errorf("asked for %s", q)
	}
	var said []string
	for _, i := range got.Items {
		said = append(said, fmt.Sprint(i.ExternalID, " ", i.Open))
	}
	for _, r := range got.Removals {
		said = append(said, "no more "+r.ExternalID)
	}
	for _, p := range got.Payments {
		said = append(said, p.ExternalID)
	}
	if strings.Join(said, ", ") != "902 33333333, 903 200050, 800 0, no more 905, 71-800" {
		t.Errorf("came: %v", said)
	}
	if len(got.Debtors) != 2 { // neither has changed; both have items
		t.Errorf("%d customers", len(got.Debtors))
	}
	without, err := read(t, byToken(a, "receipts", "false"), whole)
	if err != nil || len(without.Payments) != 0 || len(without.Checkpoints[len(without.Checkpoints)-1].Cursor) != 0 {
		t.Errorf("without receipts nothing tells of changes: %v", err)
	}
}

// What is paid is not told from what is open by the name of a filter alone.
func TestAFilterThatMeansTheOppositeSettlesNothing(t *testing.T) {
	a := serve(t)
	paid := strings.ReplaceAll(invoices[strings.LastIndex(invoices, `{"id":800`):], "]", "")
	a.On("GET /accurate/api/sales-invoice/list.do", a.allowed(webtest.JSON(`{"s":true,"d":[`+paid+`],"sp":{"page":1,"pageCount":1,"rowCount":1}}`)))
	if _, err := read(t, byToken(a), whole); err == nil || !strings.Contains(err.Error(), "gives none of which anything is") {
		t.Errorf("%v", err)
	}
}

func TestAFewCustomersAreAskedForAlone(t *testing.T) {
	a := serve(t)
	got, err := read(t, byToken(a), spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"51", "12345"}})
	if err != nil || len(got.Items) != 1 || len(got.Debtors) != 1 || len(a.Got("GET /accurate/api/customer/list.do")) != 1 {
		t.Errorf("%d items, %d customers, %v", len(got.Items), len(got.Debtors), err)
	}
}

func TestPagesThatMoveAreReadAgain(t *testing.T) {
	a := serve(t)
	c, err := open(t.Context(), byToken(a))
	if err != nil {
		t.Fatal(err)
	}
	c.size, c.Pace = 3, nil
	if rows, err := c.openInvoices(t.Context()); err != nil || len(rows) != 7 {
		t.Fatalf("%d invoices, %v", len(rows), err)
	}
	asked := 0
	fewer := "[" + invoices[strings.Index(invoices, `{"id":902`):]
	a.On("GET /accurate/api/sales-invoice/list.do", func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 2 { // the first is paid between two pages
			a.On("GET /accurate/api/sales-invoice/list.do", listed(fewer))
			listed(fewer)(w, r)
			return
		}
		listed(invoices)(w, r)
	})
	if rows, err := c.openInvoices(t.Context()); err != nil || len(rows) != 6 || rows[0].ID != "902" {
		t.Errorf("after a payment: %d invoices, %v", len(rows), err)
	}
	a.On("GET /accurate/api/sales-invoice/list.do", func(w http.ResponseWriter, r *http.Request) {
		asked++
		webtest.JSON(fmt.Sprintf(`{"s":true,"d":[{"id":1}],"sp":{"page":1,"pageCount":2,"rowCount":%d}}`, asked))(w, r)
	})
	if _, err := c.openInvoices(t.Context()); web.Diagnose(err, "").Code != spec.CodeSourceChanged {
		t.Errorf("a list without rest: %v", err)
	}
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{"throttled": webtest.TooMany, "broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset, "signed out": webtest.SignedOut} {
		t.Run(name, func(t *testing.T) {
			a := serve(t)
			c, err := open(t.Context(), bySignIn(a))
			if err != nil {
				t.Fatal(err)
			}
			a.Trouble("GET /accurate/api/sales-invoice/list.do", trouble)
			if rows, err := c.openInvoices(t.Context()); err != nil || len(rows) != 7 {
				t.Errorf("%d invoices, %v", len(rows), err)
			}
		})
	}
	a := serve(t)
	a.Trouble("GET /accurate/api/customer/list.do", webtest.Page)
	if d := (connector{}).Check(t.Context(), byToken(a)); !strings.Contains(d[0].Summary, "web page") {
		t.Errorf("a web page: %+v", d)
	}
}

// The host is told with a slash at its end or without one: a database that did not move is opened anew.
func TestTheSameHostIsOpenedAgain(t *testing.T) {
	a := serve(t)
	s := bySignIn(a)
	auth := signIn(s)
	one := &session{OAuth: auth, door: door(s, auth), database: "42"}
	a.On("GET /api/open-db.do", webtest.JSON(`{"s":true,"host":"`+a.URL+`/","session":"x"}`))
	for n := range 2 {
		if err := one.open(t.Context()); err != nil || one.host != a.URL {
			t.Errorf("%d: %q, %v", n, one.host, err)
		}
	}
}

// The list says that an invoice is a draft, and the invoice by itself may not: it is no claim.
func TestADraftStaysOneWhenItIsCompleted(t *testing.T) {
	a := serve(t)
	a.On("GET /accurate/api/sales-invoice/list.do", a.allowed(webtest.JSON(`{"s":true,"d":[{"id":902,"approvalStatus":"DRAFT"},{"id":903}],"sp":{"page":1,"pageCount":1,"rowCount":2}}`)))
	got, err := read(t, byToken(a), whole)
	if err != nil || len(got.Items) != 1 || got.Items[0].ExternalID != "903" {
		t.Errorf("%+v, %v", got.Items, err)
	}
}
