package main

import (
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
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

const (
	erika   = "777c7793-9fbb-4ec7-9254-0619c199761e"
	nordsee = "be9475f4-ef80-442b-8ab9-3ab8b1a2aeb9"
	gone    = "11111111-ef80-442b-8ab9-3ab8b1a2aeb9"
	bank    = "f3d3ae48-30d9-4b56-973a-b3159cbe743c"

	contacts = `[
	 {"id":"` + erika + `","version":1,"roles":{"customer":{"number":10307}},"person":{"salutation":"Frau","firstName":"Erika","lastName":"Musterfrau"},
	  "addresses":{"billing":[{"street":"Hauptstr. 5","zip":"12345","city":"Musterort","countryCode":"DE"}]},
	  "emailAddresses":{"private":["erika@muster.example"]},"phoneNumbers":{"mobile":["0170 1"]},"note":"ruft gern an","archived":false},
	 {"id":"` + nordsee + `","roles":{"customer":{"number":10308}},"company":{"name":"Nordsee Fisch GmbH","contactPersons":[
	   {"firstName":"Max","lastName":"Krabbe","primary":true,"emailAddress":"krabbe@nordsee.example","phoneNumber":"040 2"},
	   {"firstName":"Ute","lastName":"Watt","primary":false,"emailAddress":"watt@nordsee.example"}]},
	  "addresses":{"billing":[{"supplement":"Hinterhaus","street":"Kai 1","zip":"1010","city":"Wien","countryCode":"AT"}]},
	  "emailAddresses":{"business":["rechnung@nordsee.example"],"office":["buero@nordsee.example"]},"archived":true}]`
	vouchers = `[
	 {"id":"` + bank + `","voucherType":"invoice","voucherStatus":"open","voucherNumber":"RE1012","voucherDate":"2026-05-14T00:00:00.000+02:00",
	  "updatedDate":"2026-05-14T16:52:21.000+02:00","dueDate":"2026-05-24T00:00:00.000+02:00","contactId":"` + erika + `","contactName":"Musterfrau, Erika",
	  "totalAmount":99.8,"openAmount":74.8,"currency":"EUR","archived":false},
	 {"id":"v2","voucherType":"salesinvoice","voucherStatus":"overdue","voucherNumber":"A-7","voucherDate":"2026-03-31T22:00:00.000Z","updatedDate":"2026-05-15T10:00:00.000+02:00",
	  "dueDate":"2026-04-15T00:00:00.000+02:00","contactId":"` + nordsee + `","contactName":"Nordsee Fisch GmbH","totalAmount":1190.00,"openAmount":"1190.00","currency":"EUR"},
	 {"id":"v3","voucherType":"creditnote","voucherStatus":"open","voucherNumber":"GS1","voucherDate":"2026-05-16T00:00:00.000+02:00","updatedDate":"2026-05-16T10:00:00.000+02:00",
	  "dueDate":"2026-05-16T00:00:00.000+02:00","contactId":"` + nordsee + `","contactName":"Nordsee Fisch GmbH","totalAmount":50.5,"openAmount":20.5,"currency":"EUR"},
	 {"id":"v4","voucherType":"downpaymentinvoice","voucherStatus":"open","voucherNumber":"AR1","voucherDate":"2026-05-17T00:00:00.000+02:00","updatedDate":"2026-05-17T10:00:00.000+02:00",
	  "contactId":"` + nordsee + `","contactName":"Nordsee Fisch GmbH","totalAmount":300,"openAmount":null,"currency":"EUR"},
	 {"id":"v5","voucherType":"invoice","voucherStatus":"open","voucherNumber":"RE1013","voucherDate":"2026-05-18T00:00:00.000+02:00","updatedDate":"2026-05-18T10:00:00.000+02:00",
	  "dueDate":"2026-06-01T00:00:00.000+02:00","contactId":null,"contactName":"Laufkunde, Lars","totalAmount":1136.3600000000001,"openAmount":1136.3600000000001,"currency":"EUR"},
	 {"id":"v6","voucherType":"invoice","voucherStatus":"open","voucherNumber":"RE1014","voucherDate":"2026-05-19T00:00:00.000+02:00","updatedDate":"2026-05-19T10:00:00.000+02:00",
	  "dueDate":"2026-06-02T00:00:00.000+02:00","contactId":"` + gone + `","contactName":"Weg, Willi","totalAmount":10,"openAmount":10,"currency":"EUR"},
	 {"id":"v7","voucherType":"invoice","voucherStatus":"open","voucherNumber":"RE1015","voucherDate":"2026-05-20T00:00:00.000+02:00","updatedDate":"2026-05-20T10:00:00.000+02:00",
	  "dueDate":"2026-06-03T00:00:00.000+02:00","contactId":"` + erika + `","contactName":"Musterfrau, Erika","totalAmount":12.345,"openAmount":12.345,"currency":"EUR"},
	 {"id":"v8","voucherType":"invoice","voucherStatus":"sepadebit","voucherNumber":"RE1016","voucherDate":"2026-05-21T00:00:00.000+02:00","updatedDate":"2026-05-21T10:00:00.000+02:00",
	  "dueDate":"2026-06-04T00:00:00.000+02:00","contactId":"` + erika + `","contactName":"Musterfrau, Erika","totalAmount":40,"openAmount":40,"currency":"EUR"},
	 {"id":"v9","voucherType":"invoice","voucherStatus":"paid","voucherNumber":"RE1000","voucherDate":"2026-01-21T00:00:00.000+01:00","updatedDate":"2026-05-22T10:00:00.000+02:00",
	  "dueDate":"2026-02-04T00:00:00.000+01:00","contactId":"` + erika + `","contactName":"Musterfrau, Erika","totalAmount":77,"openAmount":null,"currency":"EUR"},
	 {"id":"v10","voucherType":"invoice","voucherStatus":"voided","voucherNumber":"RE1001","voucherDate":"2026-01-22T00:00:00.000+01:00","updatedDate":"2026-05-22T11:00:00.000+02:00",
	  "contactId":"` + erika + `","contactName":"Musterfrau, Erika","totalAmount":88,"openAmount":88,"currency":"EUR"},
	 {"id":"v11","voucherType":"invoice","voucherStatus":"draft","voucherNumber":"","voucherDate":"2026-01-23T00:00:00.000+01:00","updatedDate":"2026-05-22T12:00:00.000+02:00",
	  "contactId":"` + erika + `","contactName":"Musterfrau, Erika","totalAmount":99,"openAmount":null,"currency":"EUR"},
	 {"id":"v12","voucherType":"creditnote","voucherStatus":"paidoff","voucherNumber":"GS0","voucherDate":"2026-01-24T00:00:00.000+01:00","updatedDate":"2026-05-22T13:00:00.000+02:00",
	  "contactId":"` + nordsee + `","contactName":"Nordsee Fisch GmbH","totalAmount":5,"openAmount":0,"currency":"EUR"}]`
	paidOnBank = `{"openAmount":74.8,"currency":"EUR","paymentStatus":"openRevenue","voucherType":"invoice","voucherStatus":"open","paymentItems":[
	 {"paymentItemType":"manualPayment","postingDate":"2026-05-20T00:00:00.000+02:00","amount":10.0,"currency":"EUR"},
	 {"paymentItemType":"manualPayment","postingDate":"2026-05-20T00:00:00.000+02:00","amount":10.0,"currency":"EUR"},
	 {"paymentItemType":"cashDiscount","postingDate":"2026-05-20T00:00:00.000+02:00","amount":5.0,"currency":"EUR"}]}`
)

// lexware is a company in Lexware Office.
func lexware(t *testing.T) *webtest.Server {
	t.Helper()
	s := webtest.New(t)
	s.On("GET /v1/contacts", paged(contacts, func(_ map[string]any, _ *http.Request) bool { return true }))
	s.On("GET /v1/voucherlist", listed(vouchers))
	for n, id := range []string{erika, nordsee} {
		var all []json.RawMessage
		if err := json.Unmarshal([]byte(contacts), &all); err != nil {
			t.Fatal(err)
		}
		s.On("GET /v1/contacts/"+id, webtest.JSON(string(all[n])))
	}
	s.On("GET /v1/payments/"+bank, webtest.JSON(paidOnBank))
	s.On("GET /v1/payments/v4", webtest.JSON(`{"openAmount":"300.0","currency":"EUR","paymentStatus":"openRevenue","paymentItems":[]}`))
	return s
}

// listed answers as the list of vouchers does: both filters are needed, overdue stands alone, open includes it.
func listed(rows string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		states := strings.Split(q.Get("voucherStatus"), ",")
		if !q.Has("voucherType") || q.Get("voucherStatus") == "" || len(states) > 1 && slices.Contains(states, "overdue") {
			webtest.Status(400, `{"timestamp":"2026-11-22T10:00:00+01:00","status":400,"error":"Bad Request","traceId":"t1","message":"voucherStatus","details":[{"field":"voucherStatus","message":"is wrong"}]}`)(w, r)
			return
		}
		paged(rows, func(row map[string]any, _ *http.Request) bool {
			status := fmt.Sprint(row["voucherStatus"])
			if status == "overdue" {
				status = "open"
			}
			since := q.Get("updatedDateFrom")
			return (q.Get("voucherStatus") == "any" || slices.Contains(states, status)) && (!q.Has("contactId") || row["contactId"] == q.Get("contactId")) &&
				fmt.Sprint(row["updatedDate"]) >= since && slices.Contains(strings.Split(q.Get("voucherType"), ","), fmt.Sprint(row["voucherType"]))
		})(w, r)
	}
}

// paged answers with a page of the rows that are wanted.
func paged(rows string, wanted func(map[string]any, *http.Request) bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer s3cret-key" {
			webtest.Status(401, `{"message":"Unauthorized"}`)(w, r)
			return
		}
		var all []json.RawMessage
		if err := json.Unmarshal([]byte(rows), &all); err != nil {
			panic(err)
		}
		all = slices.DeleteFunc(all, func(raw json.RawMessage) bool {
			var row map[string]any
			return json.Unmarshal(raw, &row) != nil || !wanted(row, r)
		})
		page, size := 0, 25
		_, _ = fmt.Sscan(r.URL.Query().Get("page"), &page)
		_, _ = fmt.Sscan(r.URL.Query().Get("size"), &size)
		from, to := min(page*size, len(all)), min(page*size+size, len(all))
		got, err := json.Marshal(map[string]any{"content": all[from:to], "last": to == len(all), "first": page == 0, "totalElements": len(all), "number": page})
		if err != nil {
			panic(err)
		}
		w.Header().Set("Date", "Fri, 22 May 2026 22:30:00 GMT")
		webtest.JSON(string(got))(w, r)
	}
}

var secrets = map[string]string{"key": "s3cret-key"}

func connection(s *webtest.Server, change ...string) spec.Settings {
	values := map[string]string{"address": s.URL + "/v1"}
	for i := 0; i+1 < len(change); i += 2 {
		values[change[i]] = change[i+1]
	}
	return spec.NewSettings(values, secrets).WithDefaults(connector{}.Describe().Fields)
}

// quick is a client that waits for nothing.
func quick(s *webtest.Server, size int) *client {
	c := open(connection(s), 0)
	c.size, c.Jitter = size, func(time.Duration) time.Duration { return 0 }
	return c
}

// The truth table: what must come out of the vouchers above, written down by hand.
func TestConformance(t *testing.T) {
	s := lexware(t)
	got := conformance.Run(t, conformance.Options{Settings: map[string]string{"address": s.URL + "/v1"}, Secrets: secrets, Rejected: 1})
	for _, want := range []spec.Item{
		{ExternalID: bank, DebtorID: erika, Number: "RE1012", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-05-14", Due: "2026-05-24", Amount: 9980, Open: 7480},
		{ExternalID: "v2", DebtorID: nordsee, Number: "A-7", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-04-01", Due: "2026-04-15", Amount: 119000, Open: 119000},
		{ExternalID: "v3", DebtorID: nordsee, Number: "GS1", Kind: spec.ItemCredit, Currency: "EUR", Issued: "2026-05-16", Amount: -5050, Open: -2050},
		{ExternalID: "v4", DebtorID: nordsee, Number: "AR1", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-05-17", Amount: 30000, Open: 30000},
		{ExternalID: "v5", DebtorID: "voucher-v5", Number: "RE1013", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-05-18", Due: "2026-06-01", Amount: 113636, Open: 113636},
		{ExternalID: "v6", DebtorID: gone, Number: "RE1014", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-05-19", Due: "2026-06-02", Amount: 1000, Open: 1000},
	} {
		if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return fmt.Sprint(i) == fmt.Sprint(want) }) {
			t.Errorf("%+v\nis not among %+v", want, got.Items)
		}
	}
	if len(got.Items) != 6 || len(got.Debtors) != 4 || got.Last.Sums["EUR"] != 7480+119000-2050+30000+113636+1000 {
		t.Errorf("%d items, %d customers, %d cents open", len(got.Items), len(got.Debtors), got.Last.Sums["EUR"])
	}
	if len(got.Payments) != 2 || got.Payments[0].Amount != 1000 || got.Payments[0].Date != "2026-05-20" || got.Payments[1].ExternalID != got.Payments[0].ExternalID+"-2" {
		t.Errorf("two like payments, and a discount that is none: %+v", got.Payments)
	}
	if d := got.Debtors[0]; d.Name != "Erika Musterfrau" || d.Number != "10307" || d.Kind != spec.DebtorUnknown || d.Email != "erika@muster.example" || d.Country != "DE" || d.Note == "" {
		t.Errorf("%+v", d)
	}
	if d := got.Debtors[1]; d.Kind != spec.DebtorBusiness || d.Email != "rechnung@nordsee.example" || d.Phone != "040 2" || d.Country != "AT" || !d.Inactive || len(d.Contacts) != 3 {
		t.Errorf("%+v", d)
	}
	for _, d := range got.Debtors[2:] {
		if d.ExternalID == gone && (d.Name != "Weg, Willi" || !d.Inactive) || d.ExternalID == "voucher-v5" && d.Name != "Laufkunde, Lars" {
			t.Errorf("%+v", d)
		}
	}
}

func TestDirectDebitIsReadWhenItIsWanted(t *testing.T) {
	s := lexware(t)
	for wanted, items := range map[string]int{"false": 6, "true": 7} {
		got, err := sdk.Collect(t.Context(), connector{}, connection(s, "direct_debit", wanted), spec.ReadRequest{Mode: spec.ModeFull})
		if err != nil || len(got.Items) != items {
			t.Errorf("%s: %d items, %v", wanted, len(got.Items), err)
		}
	}
}
