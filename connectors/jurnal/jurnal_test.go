package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

const (
	base      = "/public/jurnal/api/v1"
	customers = `[
	 {"id":765761,"display_name":"Samuel Widjaya","email":"samuel@example.com, toko@example.com","phone":null,"mobile":"0812","tax_no":"01.2","archive":false,"billing_address":"Citra Garden 2\nBlok A",
	  "billing_address_kelurahan":"Pegadungan","billing_address_kecamatan":"Kalideres","billing_address_kabupaten":"Jakarta Barat","billing_address_provinsi":"DKI Jakarta","billing_address_post_code":"11830"},
	 {"person":{"id":765762,"display_name":"PT Wangi","email":"","phone":"021","archive":true}}]`
	invoices = `[
	 {"id":2963983,"transaction_no":"10023","custom_id":null,"transaction_date":"11/12/2026","due_date":"10/01/2027","remaining":"150000.0","original_amount":"200000.0","currency_code":"IDR",
	  "remaining_currency_format":"Rp.  150.000,00","transaction_status":{"id":7,"name":"Partial","name_bahasa":"Terbayar Sebagian"},"status":"approved","deleted_at":null,"has_payments":true,
	  "person":{"id":765761,"display_name":"Samuel Widjaya"}},
	 {"id":2963984,"transaction_no":"10024","transaction_date":"05/12/2026","due_date":null,"remaining":200000.00016,"original_amount":"200000.00016","currency_code":"IDR","person":{"id":765762,"display_name":"PT Wangi"},
	  "has_credit_memos":true,"credit_memo_balance":5000},
	 {"id":2963985,"transaction_no":"10025","transaction_date":"04/12/2026","due_date":"2026-12-20","remaining":"80.0","original_amount":"80.0","currency_code":"USD","remaining_currency_format":"$  80,00","currency_rate":15700,
	  "person":{"id":999,"display_name":"Archived Ltd","email":"ar@archived.example"}},
	 {"id":2963986,"transaction_no":"10026","transaction_date":"03/12/2026","due_date":"20/12/2026","remaining":"1256000.0","original_amount":"1256000.0","currency_code":"USD","remaining_currency_format":"Rp.  1.256.000,00","person":{"id":999}},
	 {"id":2963987,"transaction_no":"10027","transaction_date":"02/12/2026","due_date":"20/12/2026","remaining":"0.0","original_amount":"9.0","currency_code":"IDR","transaction_status":{"id":3,"name":"Paid","name_bahasa":"Lunas"},"person":{"id":765761}},
	 {"id":2963988,"transaction_no":"10028","transaction_date":"02/12/2026","due_date":"20/12/2026","remaining":"9.0","original_amount":"9.0","currency_code":"IDR","status":"draft","person":{"id":765761}},
	 {"id":2963989,"transaction_no":"10029","transaction_date":"02/12/2026","due_date":"20/12/2026","remaining":"9.0","original_amount":"9.0","currency_code":"IDR","deleted_at":"2026-12-03T11:18:28.000Z","person":{"id":765761}},
	 {"id":2963990,"transaction_no":"10030","transaction_date":"31/02/2026","due_date":"20/12/2026","remaining":"9.0","original_amount":"9.0","currency_code":"IDR","person":{"id":765761}},
	 {"id":2963900,"transaction_no":"9000","transaction_date":"01/06/2024","due_date":"01/07/2024","remaining":"7","original_amount":"7","currency_code":"IDR","person":{"id":765761}}]`
	payments = `[
	 {"id":4455095,"transaction_no":"10346","transaction_date":"20/12/2026","status":"approved","is_draft":false,"deleted_at":null,"currency_code":"IDR","records":[
	  {"id":1,"transaction_id":2963983,"amount":"50000.0","transaction_type_id":1,"transaction_type":"Sales Invoice","transaction_no":"10023"},
	  {"id":2,"transaction_id":2963987,"amount":"9.0","transaction_type":"Sales Invoice","transaction_no":"10027"}]},
	 {"id":4455094,"transaction_no":"10345","transaction_date":"12/12/2026","is_draft":true,"records":[{"id":3,"transaction_id":2963983,"amount":"1.0"}]},
	 {"id":4455000,"transaction_no":"10001","transaction_date":"01/01/2025","records":[{"id":4,"transaction_id":1,"amount":"1.0"}]}]`
)

// jurnal is a company in Jurnal behind Mekari's gateway.
func jurnal(t *testing.T) *webtest.Server {
	t.Helper()
	s := webtest.New(t)
	for name, rows := range map[string]string{"customers": customers, "sales_invoices": invoices, "receive_payments": payments} {
		s.On("GET "+base+"/"+name, listed(name, rows))
	}
	return s
}

// listed answers with a page of a list, to requests that are signed as they were sent.
func listed(name, rows string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		date, err := http.ParseTime(r.Header.Get("Date"))
		if err != nil || time.Since(date).Abs() > 300*time.Second {
			webtest.Status(401, `{"message":"HMAC signature cannot be verified, a valid date or x-date header is required"}`)(w, r)
			return
		}
		again, _ := http.NewRequestWithContext(r.Context(), r.Method, "http://x"+r.RequestURI, http.NoBody)
		_ = web.HMAC{User: "desk-id", Secret: "h-secret", Now: func() time.Time { return date }}.Apply(r.Context(), again, nil)
		if again.Header.Get("Authorization") != r.Header.Get("Authorization") {
			webtest.Status(401, `{"message":"HMAC signature does not match"}`)(w, r)
			return
		}
		var all []json.RawMessage
		if err := json.Unmarshal([]byte(rows), &all); err != nil {
			panic(err)
		}
		n, size := 1, 25
		_, _ = fmt.Sscan(r.URL.Query().Get("page"), &n)
		_, _ = fmt.Sscan(r.URL.Query().Get("page_size"), &size)
		from, to := min((n-1)*size, len(all)), min(n*size, len(all))
		got, err := json.Marshal(map[string]any{name: all[from:to], "total_count": len(all), "current_page": n, "total_pages": (len(all) + size - 1) / size})
		if err != nil {
			panic(err)
		}
		w.Header().Set("X-Ratelimit-Limit-Minute", "30")
		w.Header().Set("X-Ratelimit-Remaining-Minute", "29")
		webtest.JSON(string(got))(w, r)
	}
}

var secrets = map[string]string{"client_secret": "h-secret"}

func connection(s *webtest.Server, change ...string) spec.Settings {
	values := map[string]string{"address": s.URL + base, "client_id": "desk-id"}
	for i := 0; i+1 < len(change); i += 2 {
		values[change[i]] = change[i+1]
	}
	return spec.NewSettings(values, secrets).WithDefaults(connector{}.Describe().Fields)
}

var whole = spec.ReadRequest{Mode: spec.ModeFull}

// The truth table: what must come out of the records above, written down by hand.
func TestConformance(t *testing.T) {
	s := jurnal(t)
	got := conformance.Run(t, conformance.Options{Settings: map[string]string{"address": s.URL + base, "client_id": "desk-id"}, Secrets: secrets, Rejected: 1})
	for _, want := range []spec.Item{
		{ExternalID: "2963983", DebtorID: "765761", Number: "10023", Kind: spec.ItemInvoice, Currency: "IDR", Issued: "2026-12-11", Due: "2027-01-10", Amount: 20000000, Open: 15000000},
		{ExternalID: "2963984", DebtorID: "765762", Number: "10024", Kind: spec.ItemInvoice, Currency: "IDR", Issued: "2026-12-05", Amount: 20000000, Open: 20000000},
		{ExternalID: "2963985", DebtorID: "999", Number: "10025", Kind: spec.ItemInvoice, Currency: "USD", Issued: "2026-12-04", Due: "2026-12-20", Amount: 8000, Open: 8000},
		{ExternalID: "2963900", DebtorID: "765761", Number: "9000", Kind: spec.ItemInvoice, Currency: "IDR", Issued: "2024-06-01", Due: "2024-07-01", Amount: 700, Open: 700},
	} {
		if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return fmt.Sprint(i) == fmt.Sprint(want) }) {
			t.Errorf("%+v\nis not among %+v", want, got.Items)
		}
	}
	if len(got.Items) != 4 || len(got.Debtors) != 3 || got.Last.Sums["IDR"] != 15000000+20000000+700 || got.Last.Sums["USD"] != 8000 {
		t.Errorf("%d items, %d customers, %v", len(got.Items), len(got.Debtors), got.Last.Sums)
	}
	if len(got.Payments) != 1 || got.Payments[0].ExternalID != "4455095-1" || got.Payments[0].Amount != 5000000 || got.Payments[0].Date != "2026-12-20" {
		t.Errorf("%+v", got.Payments)
	}
	if d := got.Debtors[0]; d.Email != "samuel@example.com" || len(d.Contacts) != 1 || d.Phone != "0812" || d.Kind != spec.DebtorUnknown || len(d.Address.Lines) != 4 || d.Address.City != "Jakarta Barat" || d.Country != "" {
		t.Errorf("%+v", d)
	}
	if a, b := got.Debtors[1], got.Debtors[2]; a.Name != "PT Wangi" || !a.Inactive || b.Name != "Archived Ltd" || b.Email != "ar@archived.example" {
		t.Errorf("%+v\n%+v", a, b)
	}
	said := fmt.Sprint(got.Diagnostics)
	for _, want := range []string{"1 open invoices in other currencies", "1 open invoices have credit memos", "31/02/2026"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q: %s", want, said)
		}
	}
}

func TestTheWalkEndsAtOlderInvoicesWhenTheOrderHolds(t *testing.T) {
	s := jurnal(t)
	tidy := strings.Replace(invoices, "31/02/2026", "01/12/2026", 1)
	for name, tc := range map[string]struct {
		rows  string
		pages int
	}{"in order": {tidy, 3}, "out of order": {strings.Replace(tidy, "05/12/2026", "31/12/2026", 1), 5}} {
		s.On("GET "+base+"/sales_invoices", listed("sales_invoices", strings.Replace(tc.rows, "02/12/2026", "02/12/2020", 3)))
		before := len(s.Got("GET " + base + "/sales_invoices"))
		c := open(connection(s))
		c.size = 2
		rows, err := c.invoices(t.Context(), "2026-01-01")
		if pages := len(s.Got("GET "+base+"/sales_invoices")) - before; err != nil || pages != tc.pages {
			t.Errorf("%s: %d invoices on %d pages, %v", name, len(rows), pages, err)
		}
	}
	got, err := sdk.Collect(t.Context(), connector{}, connection(s, "since", "2026-01-01"), whole)
	if err != nil || slices.ContainsFunc(got.Items, func(i spec.Item) bool { return i.ExternalID == "2963900" }) {
		t.Errorf("an older invoice came: %v", err)
	}
}

func TestAKeyThatMayNotSeePaymentsReadsAllTheSame(t *testing.T) {
	s := jurnal(t)
	for _, status := range []int{403, 404, 422} {
		s.On("GET "+base+"/receive_payments", webtest.Status(status, `{"message":"MAG-008"}`))
		got, err := sdk.Collect(t.Context(), connector{}, connection(s), whole)
		if err != nil || len(got.Items) != 4 || !strings.Contains(fmt.Sprint(got.Diagnostics), "does not show this key any payments") {
			t.Errorf("%d: %d items, %v", status, len(got.Items), err)
		}
	}
	s.On("GET "+base+"/receive_payments", webtest.Status(401, `{}`))
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), whole); err == nil {
		t.Error("a refused signature was passed over")
	}
}

func TestPagesThatMoveAreReadAgain(t *testing.T) {
	s := jurnal(t)
	c := open(connection(s))
	c.size = 3
	asked := 0
	fewer := "[" + invoices[strings.Index(invoices, `{"id":2963984`):]
	s.On("GET "+base+"/sales_invoices", func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 2 { // the first is deleted between two pages
			s.On("GET "+base+"/sales_invoices", listed("sales_invoices", fewer))
			listed("sales_invoices", fewer)(w, r)
			return
		}
		listed("sales_invoices", invoices)(w, r)
	})
	if rows, err := c.invoices(t.Context(), "2000-01-01"); err != nil || len(rows) != 8 || rows[0].ID != "2963984" {
		t.Errorf("after a change: %d invoices, %v", len(rows), err)
	}
	s.On("GET "+base+"/sales_invoices", func(w http.ResponseWriter, r *http.Request) {
		asked++
		webtest.JSON(fmt.Sprintf(`{"sales_invoices":[{"id":1}],"total_count":%d,"total_pages":9}`, asked))(w, r)
	})
	if _, err := c.invoices(t.Context(), ""); web.Diagnose(err, "").Code != spec.CodeSourceChanged {
		t.Errorf("a list without rest: %v", err)
	}
	s.On("GET "+base+"/sales_invoices", webtest.JSON(`{"data":[]}`))
	if _, err := c.invoices(t.Context(), ""); err == nil || !strings.Contains(err.Error(), "not known") {
		t.Errorf("another shape is no empty list: %v", err)
	}
}

// The count for the minute is used up: the next request waits for the next minute.
func TestTheMinuteIsWaitedFor(t *testing.T) {
	s := jurnal(t)
	c := open(connection(s))
	q := &webtest.Quick{}
	now := time.Date(2026, 12, 22, 9, 0, 0, 0, time.UTC)
	c.Pace.Now = func() time.Time { return now }
	c.Wait = func(_ context.Context, d time.Duration) error { q.Took(d); return nil }
	s.On("GET "+base+"/customers", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Ratelimit-Remaining-Minute", "0")
		webtest.JSON(`{"customers":[],"total_count":0,"total_pages":0}`)(w, r)
	})
	if _, err := c.customers(t.Context()); err != nil || len(q.Pauses()) != 0 {
		t.Fatalf("%v, %v", q.Pauses(), err)
	}
	if _, err := c.customers(t.Context()); err != nil || len(q.Pauses()) != 1 || q.Pauses()[0] != time.Minute {
		t.Errorf("%v, %v", q.Pauses(), err)
	}
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{"throttled": webtest.TooMany, "broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset} {
		t.Run(name, func(t *testing.T) {
			s := jurnal(t)
			s.Trouble("GET "+base+"/sales_invoices", trouble)
			if rows, err := open(connection(s)).invoices(t.Context(), ""); err != nil || len(rows) != 9 {
				t.Errorf("%d invoices, %v", len(rows), err)
			}
		})
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	s := jurnal(t)
	s.Trouble("GET "+base+"/customers", webtest.Page)
	if d := (connector{}).Check(t.Context(), connection(s)); !strings.Contains(d[0].Summary, "web page") {
		t.Errorf("a web page: %+v", d)
	}
	wrong := spec.NewSettings(connection(s).Values(), map[string]string{"client_secret": "wrong"})
	if d := (connector{}).Check(t.Context(), wrong); d[0].Code != spec.CodeNotAuthorised || d[0].Field != "client_secret" || !strings.Contains(d[0].Hint, "clock") || d[0].Detail != "HMAC signature does not match" {
		t.Errorf("a wrong secret: %+v", d)
	}
	for body, want := range map[string]string{`{"message":"API rate limit exceeded"}`: "API rate limit exceeded", `{"errors":{"person":["must exist"]}}`: `{"person":["must exist"]}`, `<html>`: ""} {
		if got := explain(422, []byte(body)); got != want {
			t.Errorf("%s is explained as %q", body, got)
		}
	}
	m := newMapping("2000-01-01")
	m.invoice(invoice{ID: "1", Remaining: "5", Amount: "5", Issued: "01/01/2026"})
	m.invoice(invoice{ID: "2", Amount: "5", Issued: "01/01/2026", Person: person{ID: "3"}})
	if len(m.Rejected) != 2 || len(m.Items) != 0 {
		t.Errorf("without a customer, and without an open amount: %+v", m.Rejected)
	}
}

func TestAListThatIsNoneIsNotAnEmptyOne(t *testing.T) {
	s := jurnal(t)
	s.On("GET "+base+"/sales_invoices", webtest.JSON(`{"sales_invoices":null,"total_count":0,"total_pages":0}`))
	if got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull}); err == nil {
		t.Errorf("it is taken for no invoices: %d items", len(got.Items))
	}
}
