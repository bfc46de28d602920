package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

const (
	contacts = `[
	 {"id":"77","objectName":"Contact","customerNumber":"1000","name":"Hafen GmbH","surename":null,"familyname":null,"vatNumber":"DE123456789","description":"Stammkunde","category":{"id":"3"}},
	 {"id":"78","objectName":"Contact","customerNumber":null,"name":null,"surename":"Frieda","familyname":"Fluss","parent":{"id":"77","objectName":"Contact"}},
	 {"id":"79","objectName":"Contact","customerNumber":"1001","name":"","surename":"Otto","familyname":"Ost"},
	 {"id":"80","objectName":"Contact","customerNumber":"","name":"Lieferant AG"}]`
	ways = `[
	 {"id":"1","contact":{"id":"77"},"type":"EMAIL","value":"info@hafen.example","main":"1","key":{"id":"2"}},
	 {"id":"2","contact":{"id":"77"},"type":"EMAIL","value":"rechnung@hafen.example","main":"0","key":{"id":"8"}},
	 {"id":"3","contact":{"id":"77"},"type":"MOBILE","value":"0170 1","main":"0","key":{"id":"2"}},
	 {"id":"4","contact":{"id":"77"},"type":"PHONE","value":"040 1","main":"1","key":{"id":"2"}},
	 {"id":"5","contact":{"id":"77"},"type":"WEB","value":"https://hafen.example","main":"1","key":{"id":"2"}},
	 {"id":"6","contact":{"id":"78"},"type":"EMAIL","value":"frieda@hafen.example","main":true,"key":{"id":"2"}}]`
	addresses = `[
	 {"id":"1","contact":{"id":"77"},"street":"Kai 1","zip":"20095","city":"Hamburg","country":{"id":"1","objectName":"StaticCountry","code":"de","name":"Deutschland"},"name":"Buchhaltung"},
	 {"id":"2","contact":{"id":"79"},"street":"Ring 2","zip":"1010","city":"Wien","country":{"id":"2","code":null,"name":"Österreich"},"name":null}]`
	invoices = `[
	 {"id":"812","objectName":"Invoice","invoiceNumber":"RE-1000","invoiceType":"RE","status":"200","invoiceDate":"2026-04-01T00:00:00+02:00","timeToPay":"14","currency":"EUR",
	  "sumGross":"119.00","paidAmount":19.0,"dunningLevel":"1","reminderCharge":"5","contact":{"id":"77","objectName":"Contact"},"update":"2026-05-02T09:10:11+02:00","customerInternalNote":"PO 7"},
	 {"id":"813","invoiceNumber":"RE-1001","invoiceType":"RE","status":"750","invoiceDate":"2026-03-31T22:00:00Z","timeToPay":30,"currency":"EUR","sumGross":"1136.3600000000001","paidAmount":136.36,"contact":{"id":"79"}},
	 {"id":"814","invoiceNumber":"RE-1002","invoiceType":"RE","status":"200","invoiceDate":"2026-05-01T00:00:00+02:00","timeToPay":null,"currency":"USD","sumGross":"69.73","sumGrossForeignCurrency":"80","paidAmount":0,"contact":{"id":"77"}},
	 {"id":"815","invoiceNumber":"RE-1003","invoiceType":"RE","status":"200","invoiceDate":"2026-05-01T00:00:00+02:00","timeToPay":"0","currency":"USD","sumGross":"69.73","sumGrossForeignCurrency":"80","paidAmount":10,"contact":{"id":"77"}},
	 {"id":"816","invoiceNumber":"RE-1004","invoiceType":"WKR","status":"200","invoiceDate":"2026-05-01T00:00:00+02:00","timeToPay":"14","currency":"EUR","sumGross":"10","paidAmount":0,"contact":{"id":"77"}},
	 {"id":"817","invoiceNumber":"MA-1000","invoiceType":"MA","status":"200","invoiceDate":"2026-05-01T00:00:00+02:00","timeToPay":"7","currency":"EUR","sumGross":"119.00","paidAmount":0,"contact":{"id":"77"}},
	 {"id":"818","invoiceNumber":"SR-1","invoiceType":"SR","status":"200","invoiceDate":"2026-05-02T00:00:00+02:00","timeToPay":"14","currency":"EUR","sumGross":"-20.00","paidAmount":0,"contact":{"id":"79"}},
	 {"id":"819","invoiceNumber":"RE-1005","invoiceType":"ER","status":"200","invoiceDate":"2026-05-03T00:00:00+02:00","timeToPay":"14","currency":"","sumGross":"5","paidAmount":null,"contact":{"id":"99"},"address":"Weg & Co\nGasse 3\n10115 Berlin"},
	 {"id":"820","invoiceNumber":"RE-1006","invoiceType":"RE","status":"100","invoiceDate":"2026-05-03T00:00:00+02:00","timeToPay":"14","currency":"EUR","sumGross":"6","paidAmount":0,"contact":{"id":"77"}},
	 {"id":"821","invoiceNumber":"RE-0999","invoiceType":"RE","status":"1000","invoiceDate":"2026-01-03T00:00:00+01:00","timeToPay":"14","currency":"USD","sumGross":"7","sumGrossForeignCurrency":"8","paidAmount":7,"contact":{"id":"79"}}]`
	credits = `[
	 {"id":"50","creditNoteNumber":"GU-1","status":"200","creditNoteDate":"2026-05-04T00:00:00+02:00","currency":"EUR","sumGross":"11.90","contact":{"id":"77"}},
	 {"id":"51","creditNoteNumber":"GU-2","status":"750","creditNoteDate":"2026-05-04T00:00:00+02:00","currency":"EUR","sumGross":"12","contact":{"id":"77"}},
	 {"id":"52","creditNoteNumber":"GU-3","status":"200","creditNoteDate":"2026-05-04T00:00:00+02:00","currency":"CHF","sumGross":"9","sumGrossForeignCurrency":"10","contact":{"id":"77"}}]`
)

// sevdesk is a company in sevdesk.
func sevdesk(t *testing.T) *webtest.Server {
	t.Helper()
	s := webtest.New(t)
	s.On("GET /api/v1/Contact", listed(contacts))
	s.On("GET /api/v1/CommunicationWay", listed(ways))
	s.On("GET /api/v1/ContactAddress", listed(addresses))
	s.On("GET /api/v1/Invoice", listed(invoices))
	s.On("GET /api/v1/CreditNote", listed(credits))
	return s
}

// listed answers as sevdesk's lists do: filtered by state and contact, an offset, a limit.
func listed(rows string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "0123456789abcdef0123456789abcdef" || r.URL.Query().Has("token") {
			webtest.Status(401, `{"error":{"message":"Authentication required","code":"401"}}`)(w, r)
			return
		}
		var all []map[string]any
		if err := json.Unmarshal([]byte(rows), &all); err != nil {
			panic(err)
		}
		q := r.URL.Query()
		all = slices.DeleteFunc(all, func(row map[string]any) bool {
			who, _ := row["contact"].(map[string]any)
			return q.Has("status") && row["status"] != q.Get("status") || q.Has("contact[id]") && (q.Get("contact[objectName]") != "Contact" || who["id"] != q.Get("contact[id]"))
		})
		from, count := 0, 100
		_, _ = fmt.Sscan(q.Get("offset"), &from)
		_, _ = fmt.Sscan(q.Get("limit"), &count)
		from = min(from, len(all))
		got, err := json.Marshal(map[string]any{"objects": all[from:min(len(all), from+count)]})
		if err != nil {
			panic(err)
		}
		w.Header().Set("Date", "Sat, 23 May 2026 10:00:00 GMT")
		webtest.JSON(string(got))(w, r)
	}
}

var secrets = map[string]string{"token": "0123456789abcdef0123456789abcdef"}

func connection(s *webtest.Server) spec.Settings {
	return spec.NewSettings(map[string]string{"address": s.URL + "/api/v1"}, secrets).WithDefaults(connector{}.Describe().Fields)
}

// The truth table: what must come out of the records above, written down by hand.
func TestConformance(t *testing.T) {
	s := sevdesk(t)
	got := conformance.Run(t, conformance.Options{Settings: map[string]string{"address": s.URL + "/api/v1"}, Secrets: secrets, Rejected: 1})
	for _, want := range []spec.Item{
		{ExternalID: "812", DebtorID: "77", Number: "RE-1000", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-04-01", Due: "2026-04-15", Amount: 11900, Open: 10000, OrderRef: "PO 7", Extra: map[string]string{"dunning level": "1"}},
		{ExternalID: "813", DebtorID: "79", Number: "RE-1001", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-04-01", Due: "2026-05-01", Amount: 113636, Open: 100000},
		{ExternalID: "814", DebtorID: "77", Number: "RE-1002", Kind: spec.ItemInvoice, Currency: "USD", Issued: "2026-05-01", Amount: 8000, Open: 8000},
		{ExternalID: "818", DebtorID: "79", Number: "SR-1", Kind: spec.ItemCredit, Currency: "EUR", Issued: "2026-05-02", Amount: -2000, Open: -2000},
		{ExternalID: "819", DebtorID: "99", Number: "RE-1005", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-05-03", Due: "2026-05-17", Amount: 500, Open: 500},
		{ExternalID: "credit-50", DebtorID: "77", Number: "GU-1", Kind: spec.ItemCredit, Currency: "EUR", Issued: "2026-05-04", Amount: -1190, Open: -1190},
		{ExternalID: "credit-52", DebtorID: "77", Number: "GU-3", Kind: spec.ItemCredit, Currency: "CHF", Issued: "2026-05-04", Amount: -1000, Open: -1000},
	} {
		if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return fmt.Sprint(i) == fmt.Sprint(want) }) {
			t.Errorf("%+v\nis not among %+v", want, got.Items)
		}
	}
	if len(got.Items) != 7 || len(got.Debtors) != 3 || got.Last.Sums["EUR"] != 10000+100000-2000+500-1190 || got.Last.Sums["USD"] != 8000 {
		t.Errorf("%d items, %d customers, %v", len(got.Items), len(got.Debtors), got.Last.Sums)
	}
	if d := got.Debtors[0]; d.Name != "Hafen GmbH" || d.Kind != spec.DebtorBusiness || d.Email != "rechnung@hafen.example" || d.Phone != "040 1" || d.Country != "DE" || d.OrgNumber != "DE123456789" || len(d.Contacts) != 2 || d.Contacts[1].Name != "Frieda Fluss" || d.Contacts[1].Email != "frieda@hafen.example" {
		t.Errorf("%+v", d)
	}
	if d := got.Debtors[1]; d.Name != "Otto Ost" || d.Kind != spec.DebtorUnknown || d.Country != "AT" {
		t.Errorf("%+v", d)
	}
	if d := got.Debtors[2]; d.ExternalID != "99" || d.Name != "Weg & Co" || !d.Inactive || len(d.Address.Lines) != 2 {
		t.Errorf("%+v", d)
	}
	if said := fmt.Sprint(got.Diagnostics); !strings.Contains(said, "in which currency its part payment is") || !strings.Contains(said, "1 credit notes are settled in part") {
		t.Errorf("said: %s", said)
	}
}

// What is open is asked for whole: nothing says that a payment stamps its invoice, and changes alone would save one request.
func TestEverythingIsReadEachTime(t *testing.T) {
	s := sevdesk(t)
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	if err != nil || len(got.Checkpoints[0].Cursor) != 0 || (connector{}).Describe().Capabilities.Has(spec.CanReadIncremental) {
		t.Errorf("%+v, %v", got.Checkpoints, err)
	}
	s.On("GET /api/v1/Invoice", webtest.JSON(`{"error":{"message":"maintenance"}}`))
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull}); err == nil {
		t.Error("an answer without a list is taken for an empty one")
	}
}

// The most rows of a page are not published: a short page is not the last one.
func TestPagesMayBeShorterThanWasAskedFor(t *testing.T) {
	s := sevdesk(t)
	s.On("GET /api/v1/CommunicationWay", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		q.Set("limit", "2")
		r.URL.RawQuery = q.Encode()
		listed(ways)(w, r)
	})
	if rows, err := open(connection(s)).ways(t.Context()); err != nil || len(rows) != 6 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestAFewCustomersAreAskedForAlone(t *testing.T) {
	s := sevdesk(t)
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"79"}})
	if err != nil || len(got.Items) != 2 || len(got.Debtors) != 1 {
		t.Errorf("%d items, %d customers, %v", len(got.Items), len(got.Debtors), err)
	}
}

func TestAVersionWithoutTheStateOfPartPaymentIsReadAllTheSame(t *testing.T) {
	s := sevdesk(t)
	s.On("GET /api/v1/Invoice", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("status") == partlyPaid {
			webtest.Status(400, `{"error":{"message":"Unknown status","code":"400"}}`)(w, r)
			return
		}
		listed(invoices)(w, r)
	})
	if rows, err := open(connection(s)).openInvoices(t.Context(), nil); err != nil || len(rows) != 7 {
		t.Errorf("%d invoices, %v", len(rows), err)
	}
	s.On("GET /api/v1/Invoice", webtest.Status(400, `{}`))
	if _, err := open(connection(s)).openInvoices(t.Context(), nil); err == nil {
		t.Error("a refusal of everything was taken as an empty list")
	}
}

func TestDaysToPay(t *testing.T) {
	for _, tc := range []struct {
		days string
		due  spec.Date
		ok   bool
	}{{"14", "2026-03-10", true}, {"0", "2026-02-24", true}, {"", "", true}, {"soon", "", false}, {"-1", "", false}, {"99999", "", false}} {
		if got, err := due("2026-02-24", tc.days); got != tc.due || (err == nil) != tc.ok {
			t.Errorf("%q days: %s, %v", tc.days, got, err)
		}
	}
}

func TestPagesOverlapSoThatNothingIsLost(t *testing.T) {
	s := sevdesk(t)
	c := open(connection(s))
	c.size, c.Pace = 3, nil
	if rows, err := c.ways(t.Context()); err != nil || len(rows) != 6 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	asked := 0
	shorter := "[" + ways[strings.Index(ways, `{"id":"2","contact"`):]
	s.On("GET /api/v1/CommunicationWay", func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 2 { // the first is deleted between two pages
			s.On("GET /api/v1/CommunicationWay", listed(shorter))
			listed(shorter)(w, r)
			return
		}
		listed(ways)(w, r)
	})
	if rows, err := c.ways(t.Context()); err != nil || len(rows) != 5 || rows[0].ID != "2" {
		t.Errorf("after a change: %d rows, %v", len(rows), err)
	}
	s.On("GET /api/v1/CommunicationWay", webtest.JSON(`{"objects":[{"id":"1"},{"id":"2"},{"id":"3"}]}`)) // a source that ignores the offset
	if _, err := c.ways(t.Context()); web.Diagnose(err, "").Code != spec.CodeSourceChanged {
		t.Errorf("the same page for ever: %v", err)
	}
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{"throttled": webtest.TooMany, "broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset} {
		t.Run(name, func(t *testing.T) {
			s := sevdesk(t)
			s.Trouble("GET /api/v1/Contact", trouble)
			if rows, err := open(connection(s)).contacts(t.Context()); err != nil || len(rows) != 4 {
				t.Errorf("%d contacts, %v", len(rows), err)
			}
		})
	}
	s := sevdesk(t)
	s.Trouble("GET /api/v1/Contact", webtest.Page)
	if d := (connector{}).Check(t.Context(), connection(s)); !strings.Contains(d[0].Summary, "web page") {
		t.Errorf("a web page: %+v", d)
	}
	wrong := spec.NewSettings(connection(s).Values(), map[string]string{"token": "wrong"})
	if d := (connector{}).Check(t.Context(), wrong); d[0].Code != spec.CodeNotAuthorised || d[0].Field != "token" || d[0].Detail != "Authentication required 401" {
		t.Errorf("a wrong token: %+v", d)
	}
}

// A source that passes the filter over sends drafts too: in a read of everything they are only left out.
func TestAReadOfEverythingTellsNoRemovals(t *testing.T) {
	s := sevdesk(t)
	s.On("GET /api/v1/Invoice", func(w http.ResponseWriter, r *http.Request) {
		r.URL.RawQuery = strings.ReplaceAll(r.URL.RawQuery, "status=", "passed=")
		listed(invoices)(w, r)
	})
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	if err != nil || len(got.Removals) != 0 || slices.ContainsFunc(got.Items, func(i spec.Item) bool { return i.ExternalID == "820" }) {
		t.Errorf("%+v, %v", got.Removals, err)
	}
}

// What each kind and state of an invoice comes to.
func TestStatesOfInvoices(t *testing.T) {
	for _, tc := range []struct {
		kind, status, currency string
		gross, foreign, paid   web.Decimal
		open                   int64
		left, wrong, credit    bool
	}{
		{kind: "RE", status: delivered, currency: "EUR", gross: "100", paid: "0", open: 10000},
		{kind: "RE", status: partlyPaid, currency: "EUR", gross: "100.00", paid: "33.3300000000000001", open: 6667},
		{kind: "TR", status: delivered, currency: "EUR", gross: "100", paid: "110", open: -1000},
		{kind: "ER", status: settled, currency: "EUR", gross: "100", paid: "90"},
		{kind: "RE", status: delivered, currency: "USD", gross: "90", foreign: "100", open: 10000},
		{kind: "RE", status: settled, currency: "USD", gross: "90", foreign: "100", paid: "90"},
		{kind: "RE", status: partlyPaid, currency: "USD", gross: "90", foreign: "100", paid: "1", wrong: true},
		{kind: "RE", status: delivered, currency: "USD", gross: "90", wrong: true},
		{kind: "RE", status: delivered, currency: "EUR", gross: "1.005", wrong: true},
		{kind: "SR", status: delivered, currency: "EUR", gross: "100", open: -10000, credit: true},
		{kind: "SR", status: delivered, currency: "EUR", gross: "-100", open: -10000, credit: true},
		{kind: reminder, status: delivered, currency: "EUR", gross: "100", left: true},
		{kind: recurring, status: delivered, currency: "EUR", gross: "100", left: true},
		{kind: "RE", status: partlyPaid, currency: "EUR", gross: "100", wrong: true},
		{kind: "RE", status: partlyPaid, currency: "USD", gross: "90", foreign: "100", paid: "0", wrong: true},
		{kind: "RE", status: drafted, currency: "EUR", gross: "100", left: true},
		{kind: "RE", status: inactive, currency: "EUR", gross: "100", left: true},
		{kind: "RE", status: "300", currency: "EUR", gross: "100", wrong: true},
	} {
		m := newMapping()
		m.invoice(invoice{
			ID: "1", Type: tc.kind, Status: web.Text(tc.status), Currency: tc.currency, Gross: tc.gross, Foreign: tc.foreign, Paid: tc.paid,
			Issued: "2026-05-14T00:00:00+02:00", Days: "14", Contact: ref{ID: "c"},
		})
		if tc.wrong != (len(m.Rejected) == 1) || len(m.Removals) != 0 || (tc.wrong || tc.left) != (len(m.Items) == 0) {
			t.Errorf("%+v: %+v", tc, m.Gathered)
			continue
		}
		for _, i := range m.Items {
			if i.Open != tc.open || (i.Kind == spec.ItemCredit) != tc.credit {
				t.Errorf("%+v: %+v", tc, i)
			}
		}
	}
}
