package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// After a whole read on 23 May 00:30 in Germany, the day before is read again.
func TestWhatChangedComesInAnyState(t *testing.T) {
	s := lexware(t)
	s.On("GET /v1/voucherlist", listed(without(vouchers, "v7")))
	first, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	if err != nil {
		t.Fatal(err)
	}
	cursor := first.Checkpoints[len(first.Checkpoints)-1].Cursor
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: cursor})
	if err != nil {
		t.Fatal(err)
	}
	lists := s.Got("GET /v1/voucherlist")
	if q := lists[len(lists)-2].Query; !strings.Contains(q, "updatedDateFrom=2026-05-22") || !strings.Contains(q, "voucherStatus=any") {
		t.Errorf("asked for %s", q)
	}
	var said []string
	for _, i := range got.Items {
		said = append(said, fmt.Sprint(i.ExternalID, " ", i.Amount, " ", i.Open))
	}
	for _, r := range got.Removals {
		said = append(said, "no more "+r.ExternalID)
	}
	if strings.Join(said, ", ") != bank+" 9980 7480, v2 119000 119000, v3 -5050 -2050, v4 30000 30000, v5 113636 113636, v6 1000 1000, v9 7700 0, v12 -500 0, no more v10, no more v11" {
		t.Errorf("came: %v", said)
	}
	if len(got.Debtors) != 3 || len(s.Got("GET /v1/contacts/"+erika)) != 1 || len(got.Payments) != 0 {
		t.Errorf("%d customers came, %d asked for, %d payments of what has not changed", len(got.Debtors), len(s.Got("GET /v1/contacts/"+erika)), len(got.Payments))
	}
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: []byte("?")}); web.Diagnose(err, "").Code != spec.CodeCursorInvalid {
		t.Errorf("a cursor of somebody else: %v", err)
	}
}

// without takes a row out.
func without(rows, id string) string {
	var all []json.RawMessage // numbers keep their digits
	if err := json.Unmarshal([]byte(rows), &all); err != nil {
		panic(err)
	}
	b, _ := json.Marshal(slices.DeleteFunc(all, func(row json.RawMessage) bool { return strings.Contains(string(row), `"id":"`+id+`"`) })) // decoded from JSON
	return string(b)
}

// between reads what changed after a whole read, of other rows.
func between(t *testing.T, s *webtest.Server, rows string, change ...string) sdk.Collected {
	t.Helper()
	s.On("GET /v1/voucherlist", listed(without(vouchers, "v7")))
	settings := connection(s, change...)
	first, err := sdk.Collect(t.Context(), connector{}, settings, spec.ReadRequest{Mode: spec.ModeFull})
	if err != nil {
		t.Fatal(err)
	}
	s.On("GET /v1/voucherlist", listed(rows))
	got, err := sdk.Collect(t.Context(), connector{}, settings, spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: first.Checkpoints[0].Cursor})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// It is not said that a part payment stamps its voucher: what has been paid since must not be asked for until the next day.
func TestAPartPaymentWithoutAStampIsSeen(t *testing.T) {
	got := between(t, lexware(t), strings.Replace(without(vouchers, "v7"), `"openAmount":"1190.00"`, `"openAmount":"190.00"`, 1))
	if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return i.ExternalID == "v2" && i.Open == 19000 }) {
		t.Errorf("%+v", got.Items)
	}
}

// An invoice that the bank is about to collect is not asked for, unless it is wanted.
func TestDirectDebitsAreNotAskedForInBetween(t *testing.T) {
	rows := strings.Replace(without(vouchers, "v7"), `2026-05-21T10:00:00.000+02:00`, `2026-05-23T10:00:00.000+02:00`, 1)
	got := between(t, lexware(t), rows)
	if slices.ContainsFunc(got.Items, func(i spec.Item) bool { return i.ExternalID == "v8" }) || !slices.Contains(got.Removals, spec.Removal{Stream: spec.StreamItems, ExternalID: "v8"}) {
		t.Errorf("switched off: %+v, %+v", got.Items, got.Removals)
	}
	got = between(t, lexware(t), rows, "direct_debit", "true")
	if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return i.ExternalID == "v8" && i.Open == 4000 }) {
		t.Errorf("switched on: %+v", got.Items)
	}
}

// At two requests a second the customers and payments of others would hold up a wave for an hour.
func TestManyCustomersAreReadWithoutTheOthers(t *testing.T) {
	s := lexware(t)
	only := []string{nordsee}
	for n := range singly {
		only = append(only, fmt.Sprintf("99999999-0000-4000-8000-%012d", n))
	}
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull, Debtors: only})
	if err != nil || len(got.Items) != 3 || len(s.Got("GET /v1/contacts/"+erika))+len(s.Got("GET /v1/payments/"+bank)) != 0 {
		t.Errorf("%d items, %v", len(got.Items), err)
	}
}

func TestAFewCustomersAreAskedForAlone(t *testing.T) {
	s := lexware(t)
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{nordsee, "unknown"}})
	if err != nil || len(got.Items) != 3 || len(got.Debtors) != 1 || len(s.Got("GET /v1/contacts")) != 1 {
		t.Errorf("%d items, %d customers, %v", len(got.Items), len(got.Debtors), err)
	}
	got, err = sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"voucher-v5"}})
	if err != nil || len(got.Items) != 1 || len(got.Debtors) != 1 {
		t.Errorf("a customer of one voucher: %d items, %d customers, %v", len(got.Items), len(got.Debtors), err)
	}
}

func TestPagesThatMoveAreReadAgain(t *testing.T) {
	s := lexware(t)
	c := quick(s, 2)
	if rows, err := c.openVouchers(t.Context(), nil); err != nil || len(rows) != 7 {
		t.Fatalf("%d vouchers, %v", len(rows), err)
	}
	asked := 0
	s.On("GET /v1/voucherlist", func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 2 { // one is paid between two pages
			s.On("GET /v1/voucherlist", listed(strings.Replace(vouchers, `"voucherStatus":"open"`, `"voucherStatus":"paid"`, 1)))
			listed(strings.Replace(vouchers, `"voucherStatus":"open"`, `"voucherStatus":"paid"`, 1))(w, r)
			return
		}
		listed(vouchers)(w, r)
	})
	if rows, err := c.openVouchers(t.Context(), nil); err != nil || len(rows) != 6 || rows[0].ID != "v2" {
		t.Errorf("after a payment: %d vouchers, %v", len(rows), err)
	}
	s.On("GET /v1/voucherlist", func(w http.ResponseWriter, r *http.Request) {
		asked++
		webtest.JSON(fmt.Sprintf(`{"content":[{"id":"a"}],"last":false,"totalElements":%d}`, asked))(w, r)
	})
	if _, err := c.openVouchers(t.Context(), nil); web.Diagnose(err, "").Code != spec.CodeSourceChanged {
		t.Errorf("a list without rest: %v", err)
	}
}

// A list shows ten thousand rows. That ends a read of vouchers, and has customers asked for one by one.
func TestWhatIsBeyondTheWindowIsNotTakenAsSettled(t *testing.T) {
	s := lexware(t)
	s.On("GET /v1/contacts", webtest.JSON(`{"content":[],"last":false,"totalElements":10001}`))
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	if err != nil || len(got.Debtors) != 4 || len(got.Items) != 6 {
		t.Errorf("%d customers, %d items, %v", len(got.Debtors), len(got.Items), err)
	}
	s.On("GET /v1/voucherlist", webtest.JSON(`{"content":[],"last":false,"totalElements":10001}`))
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull}); err == nil || !strings.Contains(err.Error(), "10,000") {
		t.Errorf("too many vouchers: %v", err)
	}
	cursor, _ := web.OpenCursor([]byte(`{"v":1,"marks":{"changed":"2026-05-20T10:00:00Z"}}`))
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: cursor.Bytes()}); web.Diagnose(err, "").Code != spec.CodeCursorInvalid {
		t.Errorf("too many changes: %v", err)
	}
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{"throttled": webtest.TooMany, "broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset} {
		t.Run(name, func(t *testing.T) {
			s := lexware(t)
			s.Trouble("GET /v1/voucherlist", trouble)
			if rows, err := quick(s, 250).openVouchers(t.Context(), nil); err != nil || len(rows) != 7 {
				t.Errorf("%d vouchers, %v", len(rows), err)
			}
		})
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	s := lexware(t)
	s.Trouble("GET /v1/contacts", webtest.Page)
	if d := (connector{}).Check(t.Context(), connection(s)); !strings.Contains(d[0].Summary, "web page") {
		t.Errorf("a web page: %+v", d)
	}
	if d := (connector{}).Check(t.Context(), connection(s)); d[0].Severity != spec.SeverityInfo {
		t.Errorf("%+v", d)
	}
	wrong := spec.NewSettings(connection(s).Values(), map[string]string{"key": "wrong"})
	if d := (connector{}).Check(t.Context(), wrong); d[0].Code != spec.CodeNotAuthorised || d[0].Field != "key" {
		t.Errorf("a wrong key: %+v", d)
	}
	for body, want := range map[string]string{
		`{"status":406,"message":"Not so","traceId":"90d8","details":[{"violation":"NOTNULL","field":"lineItems","message":"must not be null"}]}`: "Not so; lineItems must not be null; trace 90d8",
		`{"IssueList":[{"i18nKey":"missing_entity","source":"company.name","type":"validation_failure"}]}`:                                        "company.name missing_entity",
		`<html>`: "",
	} {
		if got := explain(406, []byte(body)); got != want {
			t.Errorf("%s\nis explained as %q", body, got)
		}
	}
	m := newMapping()
	m.voucher(voucher{ID: "x", Type: "invoice", Status: "accepted", Total: "1", Open: "1", Currency: "EUR"}, payments{})
	m.voucher(voucher{ID: "y", Type: "invoice", Status: isOpen, Total: "1", Currency: "EUR"}, payments{})
	if len(m.Rejected) != 2 || !strings.Contains(m.Rejected[0].Summary, "accepted") || !strings.Contains(m.Rejected[1].Summary, "not told") {
		t.Errorf("%+v", m.Rejected)
	}
}

// Lexware takes two requests a second.
func TestRequestsAreKeptApart(t *testing.T) {
	if every := open(connection(lexware(t)), apart).Pace.Every; every < time.Second/2 || every > time.Second {
		t.Errorf("%v apart", every)
	}
}

// What each state of a voucher comes to, and each way to tell what is open.
func TestStatesOfVouchers(t *testing.T) {
	for _, tc := range []struct {
		status, kind string
		open, told   web.Decimal
		want         int64
		wrong, gone  bool
	}{
		{status: isOpen, kind: "invoice", open: "40", want: 4000},
		{status: overdue, kind: "salesinvoice", open: "40.00", want: 4000},
		{status: overdue, kind: "creditnote", open: "40", want: -4000},
		{status: isOpen, kind: "salescreditnote", open: "-40", want: -4000},
		{status: isOpen, kind: "downpaymentinvoice", told: "12.50", want: 1250},
		{status: isOpen, kind: "invoice", wrong: true},
		{status: isOpen, kind: "invoice", open: "1.005", wrong: true},
		{status: directDebit, kind: "invoice", open: "40", want: 4000},
		{status: paid, kind: "invoice", open: "40"},
		{status: paidOff, kind: "creditnote"},
		{status: transferred, kind: "invoice"},
		{status: "accepted", kind: "invoice", open: "40", wrong: true},
		{status: "", kind: "invoice", open: "40", wrong: true},
		{status: draft, kind: "invoice", gone: true},
		{status: "unchecked", kind: "salesinvoice", open: "40", gone: true},
		{status: voided, kind: "invoice", open: "40", gone: true},
	} {
		m := newMapping()
		m.voucher(voucher{
			ID: "v", Type: tc.kind, Status: tc.status, Contact: "c", Total: "100", Open: tc.open, Currency: "EUR", Issued: "2026-05-14T00:00:00.000+02:00",
		}, payments{Open: tc.told})
		switch {
		case tc.wrong != (len(m.Rejected) == 1), tc.gone != (len(m.Removals) == 1):
			t.Errorf("%+v: %+v", tc, m.Gathered)
		case !tc.wrong && !tc.gone && (len(m.Items) != 1 || m.Items[0].Open != tc.want):
			t.Errorf("%+v: %+v", tc, m.Items)
		}
	}
}
