package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

const (
	customers = `[
	 {"id":50,"customerNo":"C-1","name":"PT Toko Maju","email":"ap@maju.example, kasir@maju.example","mobilePhone":"0812","workPhone":"021-1","billStreet":"Jl. Sudirman 1\nLantai 3",
	  "billCity":"Jakarta","billProvince":"DKI Jakarta","billZipCode":"10220","billCountry":"Indonesia","npwpNo":"01.234.567.8-901.000","suspended":false,"lastUpdate":"25/06/2026 09:49:13"},
	 {"id":51,"customerNo":"C-2","name":"Budi","email":null,"suspended":true,"lastUpdate":"01/01/2026 00:00:00"}]`
	invoices = `[
	 {"id":901,"number":"SI.2026.06.00012","transDate":"24/06/2026","dueDate":"24/07/2026","statusName":"Belum Lunas","totalAmount":1110000,"primeOwing":610000,
	  "currencyId":50,"currency":{"code":"IDR"},"customer":{"id":50,"name":"PT Toko Maju","customerNo":"C-1"},"approvalStatus":"APPROVED","lastUpdate":"25/06/2026 09:49:13"},
	 {"id":902,"number":"SI.2026.06.00013","transDate":"01/12/2026","dueDate":"","totalAmount":333333.333333,"primeOwing":333333.333333,"currencyId":50,
	  "customer":{"id":51,"name":"Budi"},"lastUpdate":"26/06/2026 10:00:00"},
	 {"id":903,"number":"SI.2026.06.00014","transDate":"02/06/2026","dueDate":"02/07/2026","totalAmount":2000.5,"currencyId":50,"currency":"IDR","customer":"PT Toko Maju","lastUpdate":"26/06/2026 10:00:00"},
	 {"id":904,"number":"SI.2026.06.00015","transDate":"03/06/2026","dueDate":"03/07/2026","totalAmount":100,"primeOwing":100,"currencyId":51,"currency":{"code":"USD"},"customer":{"id":50},"lastUpdate":"26/06/2026 10:00:00"},
	 {"id":905,"number":"SI.2026.06.00016","transDate":"03/06/2026","dueDate":"03/07/2026","totalAmount":100,"primeOwing":100,"currencyId":50,"currency":{"code":"IDR"},"customer":{"id":50},"approvalStatus":"DRAFT","lastUpdate":"26/06/2026 10:00:00"},
	 {"id":906,"number":"SI.2026.06.00017","transDate":"31/02/2026","dueDate":"03/07/2026","totalAmount":100,"primeOwing":100,"currencyId":50,"currency":{"code":"IDR"},"customer":{"id":50},"lastUpdate":"01/01/2026 00:00:00"},
	 {"id":907,"number":"SI.2026.06.00018","transDate":"04/06/2026","dueDate":"04/07/2026","totalAmount":70,"primeOwing":70,"currencyId":50,"currency":{"code":"IDR"},"customer":{"id":99,"name":"Hilang"},"lastUpdate":"01/01/2026 00:00:00"},
	 {"id":800,"number":"SI.2026.01.00001","transDate":"04/01/2026","dueDate":"04/02/2026","totalAmount":500,"primeOwing":0,"currencyId":50,"currency":{"code":"IDR"},"customer":{"id":51},"lastUpdate":"01/01/2026 00:00:00"}]`
	receipts = `[
	 {"id":70,"number":"CR.1","transDate":"25/06/2026","customer":{"id":50},"chequeAmount":500500,"lastUpdate":"25/06/2026 09:49:13"},
	 {"id":71,"number":"CR.2","transDate":"26/06/2026","customer":{"id":51},"chequeAmount":500,"lastUpdate":"26/06/2026 11:00:00"}]`
)

// Each record by itself, as detail.do tells it.
var details = map[string]string{
	"customer 50": customers[strings.Index(customers, `{"id":50`):strings.Index(customers, ",\n\t {\"id\":51")], "customer 51": strings.TrimSuffix(customers[strings.Index(customers, `{"id":51`):], "]"),
	"sales-invoice 902": `{"id":902,"number":"SI.2026.06.00013","transDate":"01/12/2026","totalAmount":333333.333333,"primeOwing":333333.333333,"outstanding":true,"currency":{"code":"IDR"},"customer":{"id":51,"name":"Budi"}}`,
	"sales-invoice 903": `{"id":903,"number":"SI.2026.06.00014","transDate":"02/06/2026","dueDate":"02/07/2026","totalAmount":2000.5,"primeOwing":2000.5,"currency":{"code":"IDR"},"customer":{"id":50,"name":"PT Toko Maju"}}`,
	"sales-invoice 800": `{"id":800,"number":"SI.2026.01.00001","transDate":"04/01/2026","dueDate":"04/02/2026","totalAmount":500,"primeOwing":0,"currency":{"code":"IDR"},"customer":{"id":51,"name":"Budi"}}`,
	"sales-receipt 70":  `{"id":70,"number":"CR.1","transDate":"25/06/2026","customer":{"id":50},"detailInvoice":[{"invoiceId":901,"paymentAmount":500000},{"invoice":{"id":777,"number":"old"},"paymentAmount":500}]}`,
	"sales-receipt 71":  `{"id":71,"number":"CR.2","transDate":"26/06/2026","customer":{"id":51},"detailInvoice":[{"invoice":{"id":800},"paymentAmount":500}]}`,
}

// accurate is an account and a database in Accurate.
type accurate struct {
	*webtest.Server

	session int
}

func serve(t *testing.T) *accurate {
	t.Helper()
	a := &accurate{Server: webtest.New(t)}
	a.On("POST /oauth/token", webtest.JSON(`{"access_token":"t0ken","refresh_token":"r1","expires_in":1296000}`))
	a.On("GET /api/db-list.do", webtest.JSON(`{"s":true,"d":[{"id":42,"alias":"PT Contoh"},{"id":43,"alias":"CV Lain"}]}`))
	a.On("GET /api/open-db.do", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("id") != "42" || r.Header.Get("Authorization") != "Bearer t0ken" {
			webtest.Status(401, `{"error":"invalid_token"}`)(w, r)
			return
		}
		a.session++
		webtest.JSON(fmt.Sprintf(`{"s":true,"host":"%s","session":"session-%d"}`, a.URL, a.session))(w, r)
	})
	a.On("POST /api/api-token.do", a.allowed(webtest.JSON(`{"s":true,"d":{"database":{"host":"`+a.URL+`"}}}`)))
	for module, rows := range map[string]string{"customer": customers, "sales-invoice": invoices, "sales-receipt": receipts} {
		a.On("GET /accurate/api/"+module+"/list.do", a.allowed(listed(rows)))
		a.On("GET /accurate/api/"+module+"/detail.do", a.allowed(func(w http.ResponseWriter, r *http.Request) {
			one, ok := details[module+" "+r.URL.Query().Get("id")]
			if !ok {
				webtest.JSON(`{"s":false,"d":["Data tidak ditemukan"]}`)(w, r)
				return
			}
			webtest.JSON(`{"s":true,"d":`+one+`}`)(w, r)
		}))
	}
	return a
}

// allowed lets those in who have the session that was opened last, or a signed token.
func (a *accurate) allowed(then http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		stamp := r.Header.Get("X-Api-Timestamp")
		signed := hex.EncodeToString(web.MAC("s1gn", stamp)) == r.Header.Get("X-Api-Signature") && r.Header.Get("Authorization") == "Bearer aat.token"
		if at, err := time.ParseInLocation("02/01/2006 15:04:05", stamp, jakarta()); err != nil || time.Since(at).Abs() > time.Minute {
			signed = false
		}
		if !signed && (r.Header.Get("Authorization") != "Bearer t0ken" || r.Header.Get("X-Session-ID") != fmt.Sprintf("session-%d", a.session)) {
			webtest.Status(401, `{"s":false,"d":["Data Session Key tidak tepat"]}`)(w, r)
			return
		}
		then(w, r)
	}
}

// listed answers as Accurate's lists do: only the fields asked for, pages from 1, filters for what is open and what changed.
func listed(rows string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var all []map[string]any
		if err := json.Unmarshal([]byte(rows), &all); err != nil {
			panic(err)
		}
		q := r.URL.Query()
		stamp := func(text, layout string) time.Time {
			at, _ := time.Parse(layout, text)
			return at
		}
		all = slices.DeleteFunc(all, func(row map[string]any) bool {
			return q.Get("filter.outstanding") == "true" && row["primeOwing"] == float64(0) ||
				q.Has("filter.lastUpdate.val") && stamp(fmt.Sprint(row["lastUpdate"]), "02/01/2006 15:04:05").Before(stamp(q.Get("filter.lastUpdate.val"), "02/01/2006 15:04:05")) ||
				q.Has("filter.transDate.val") && stamp(fmt.Sprint(row["transDate"]), dayLayout).Before(stamp(q.Get("filter.transDate.val"), dayLayout))
		})
		asked := []string{"id"}
		if _, list, ok := strings.Cut(r.URL.RawQuery, "fields="); ok { // a comma that was escaped is none
			list, _, _ = strings.Cut(list, "&")
			asked = append(asked, strings.Split(list, ",")...)
		}
		for _, row := range all {
			for name := range row {
				if !slices.Contains(asked, name) {
					delete(row, name)
				}
			}
		}
		page, size := 1, 20
		_, _ = fmt.Sscan(q.Get("sp.page"), &page)
		_, _ = fmt.Sscan(q.Get("sp.pageSize"), &size)
		from, to := min((page-1)*size, len(all)), min(page*size, len(all))
		got, err := json.Marshal(map[string]any{"s": true, "d": all[from:to], "sp": map[string]int{"page": page, "pageCount": (len(all) + size - 1) / size, "rowCount": len(all)}})
		if err != nil {
			panic(err)
		}
		w.Header().Set("Date", "Fri, 26 Jun 2026 03:30:00 GMT") // 10:30 in Jakarta
		webtest.JSON(string(got))(w, r)
	}
}

var tokens = map[string]string{"api_token": "aat.token", "signature_secret": "s1gn"}

func byToken(a *accurate, change ...string) spec.Settings { return connection(a, tokens, change...) }

func bySignIn(a *accurate, change ...string) spec.Settings {
	return connection(a, map[string]string{"refresh_token": "r1", "client_secret": "c"}, append([]string{"client_id", "app", "database", "42"}, change...)...)
}

func connection(a *accurate, secrets map[string]string, change ...string) spec.Settings {
	values := map[string]string{"address": a.URL}
	for i := 0; i+1 < len(change); i += 2 {
		values[change[i]] = change[i+1]
	}
	return spec.NewSettings(values, secrets).WithDefaults(connector{}.Describe().Fields)
}

// The truth table: what must come out of the records above, written down by hand.
func TestConformance(t *testing.T) {
	a := serve(t)
	got := conformance.Run(t, conformance.Options{Settings: map[string]string{"address": a.URL}, Secrets: tokens, Rejected: 1})
	for _, want := range []spec.Item{
		{ExternalID: "901", DebtorID: "50", Number: "SI.2026.06.00012", Kind: spec.ItemInvoice, Currency: "IDR", Issued: "2026-06-24", Due: "2026-07-24", Amount: 111000000, Open: 61000000},
		{ExternalID: "902", DebtorID: "51", Number: "SI.2026.06.00013", Kind: spec.ItemInvoice, Currency: "IDR", Issued: "2026-12-01", Amount: 33333333, Open: 33333333},
		{ExternalID: "903", DebtorID: "50", Number: "SI.2026.06.00014", Kind: spec.ItemInvoice, Currency: "IDR", Issued: "2026-06-02", Due: "2026-07-02", Amount: 200050, Open: 200050},
		{ExternalID: "907", DebtorID: "99", Number: "SI.2026.06.00018", Kind: spec.ItemInvoice, Currency: "IDR", Issued: "2026-06-04", Due: "2026-07-04", Amount: 7000, Open: 7000},
	} {
		if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return fmt.Sprint(i) == fmt.Sprint(want) }) {
			t.Errorf("%+v\nis not among %+v", want, got.Items)
		}
	}
	if len(got.Items) != 4 || len(got.Debtors) != 3 || got.Last.Sums["IDR"] != 61000000+33333333+200050+7000 {
		t.Errorf("%d items, %d customers, %v", len(got.Items), len(got.Debtors), got.Last.Sums)
	}
	if len(got.Payments) != 1 || got.Payments[0].ExternalID != "70-901" || got.Payments[0].Amount != 50000000 || got.Payments[0].Date != "2026-06-25" {
		t.Errorf("%+v", got.Payments)
	}
	if d := got.Debtors[0]; d.Email != "ap@maju.example" || d.Country != "ID" || d.Kind != spec.DebtorUnknown || len(d.Address.Lines) != 2 || len(d.Contacts) != 2 || d.OrgNumber == "" {
		t.Errorf("%+v", d)
	}
	if a, b := got.Debtors[1], got.Debtors[2]; !a.Inactive || a.Country != "" || b.Name != "Hilang" || !b.Inactive {
		t.Errorf("%+v\n%+v", a, b)
	}
	said := fmt.Sprint(got.Diagnostics)
	for _, want := range []string{"1 invoices in other currencies", "1 invoices that are not approved", "31/02/2026"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q: %s", want, said)
		}
	}
	for _, r := range a.Got("GET /accurate/api/sales-invoice/detail.do") {
		if !strings.Contains(r.Query, "id=902") && !strings.Contains(r.Query, "id=903") {
			t.Errorf("asked for %s by itself without need", r.Query)
		}
	}
}

func TestTimeAndSignatureAreWrittenInSeveralWays(t *testing.T) {
	at := time.Date(2026, 11, 22, 2, 3, 4, 0, time.UTC)
	for form, want := range map[string]string{"day": "22/11/2026 09:03:04", "iso": "2026-11-22T09:03:04+07:00", "unix": "1795312984"} {
		if got := timestamp(form, at); got != want {
			t.Errorf("%s: %s", form, got)
		}
	}
	for encoding, letters := range map[string]int{"hex": 64, "base64": 44} {
		r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://x", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if err := signed(spec.NewSettings(map[string]string{"signature": encoding}, tokens)).Apply(t.Context(), r, nil); err != nil || len(r.Header.Get("X-Api-Signature")) != letters {
			t.Errorf("%s: %v, %v", encoding, r.Header, err)
		}
	}
}
