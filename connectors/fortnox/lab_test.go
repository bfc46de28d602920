package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

type record = map[string]any

// books are those of a company in Fortnox.
type books struct {
	mu        sync.Mutex
	invoices  []record
	customers []record
	payments  []record
	most      int // rows of a page, whatever is asked for
}

func rows(text string) (out []record) {
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		panic(err)
	}
	return out
}

// invoices 1 to 12: what must come of each stands in TestConformance.
const (
	invoices = `[
	 {"DocumentNumber":"1","CustomerNumber":"100","CustomerName":"Kund 100 AB","InvoiceDate":"2026-11-11","DueDate":"2026-12-12","Total":1250,"TotalToPay":1250,"Balance":1250,
	  "Currency":"SEK","OCR":"133","YourOrderNumber":"PO 7","Language":"SV","Booked":true,"Sent":true,"InvoiceType":"INVOICE","Credit":"false","CreditInvoiceReference":"0"},
	 {"DocumentNumber":"2","CustomerNumber":"100","InvoiceDate":"2026-10-01","DueDate":"2026-10-31","Total":1000,"Balance":400.50000000000006,"Currency":"SEK","OCR":"25",
	  "Language":"EN","Booked":true,"Sent":true,"InvoiceType":"INVOICE","Reminders":1},
	 {"DocumentNumber":"3","CustomerNumber":"1001","InvoiceDate":"2026-10-01","DueDate":"2026-10-31","Total":500.5,"Balance":200.5,"Currency":"EUR","Language":"EN","Booked":true,"InvoiceType":"INVOICE"},
	 {"DocumentNumber":"4","CustomerNumber":"1001","InvoiceDate":"2026-10-01","DueDate":"2026-10-31","Total":100,"Balance":60,"Currency":"EUR","Booked":true,"InvoiceType":"INVOICE"},
	 {"DocumentNumber":"5","CustomerNumber":"100","InvoiceDate":"2026-10-05","DueDate":"2026-10-05","Total":250,"Balance":250,"Currency":"SEK","Booked":true,"InvoiceType":"INVOICE",
	  "Credit":"true","CreditInvoiceReference":"1"},
	 {"DocumentNumber":"6","CustomerNumber":"100","InvoiceDate":"2026-11-01","DueDate":"2026-11-11","Total":45,"Balance":45,"Currency":"SEK","Booked":true,"InvoiceType":"INTRESTINVOICE"},
	 {"DocumentNumber":"7","CustomerNumber":"100","InvoiceDate":"2026-11-01","DueDate":"2026-11-01","Total":10,"Balance":10,"Currency":"SEK","Booked":true,"InvoiceType":"CASHINVOICE"},
	 {"DocumentNumber":"8","CustomerNumber":"100","InvoiceDate":"2026-11-01","DueDate":"2026-11-11","Total":99,"Balance":99,"Currency":"SEK","Booked":true,"Cancelled":true,"InvoiceType":"INVOICE"},
	 {"DocumentNumber":"9","CustomerNumber":"100","InvoiceDate":"2026-11-01","DueDate":"2026-11-11","Total":98,"Balance":98,"Currency":"SEK","Booked":true,"NoxFinans":true,"InvoiceType":"INVOICE"},
	 {"DocumentNumber":"10","CustomerNumber":"100","InvoiceDate":"2026-11-01","DueDate":"2026-11-11","Total":97,"Balance":97,"Currency":"SEK","Booked":false,"Sent":true,"InvoiceType":"INVOICE"},
	 {"DocumentNumber":"11","CustomerNumber":"P-1 ö","InvoiceDate":"2026-11-01","DueDate":"2026-12-01","Total":10000,"TotalToPay":7000,"TaxReductionType":"rot","Balance":7000,"Currency":"SEK","Booked":true,
	  "InvoiceType":"INVOICE"},
	 {"DocumentNumber":"12","CustomerNumber":"P-1 ö","InvoiceDate":"2026-11-02","DueDate":"2026-12-02","Total":-80,"Balance":-80,"Currency":"SEK","Booked":true,"InvoiceType":"INVOICE","Credit":"false"},
	 {"DocumentNumber":"13","CustomerNumber":"100","InvoiceDate":"2026-09-01","DueDate":"2026-09-30","Total":300,"Balance":0,"FinalPayDate":"2026-10-02","Currency":"SEK","Booked":true,"InvoiceType":"INVOICE"}]`
	customers = `[
	 {"CustomerNumber":"100","Name":"Kund 100 AB","Type":"COMPANY","OrganisationNumber":"556036-0793","Active":true,"Email":"info@kund.example","EmailInvoice":"faktura@kund.example","EmailInvoiceCC":"ekonomi@kund.example",
	  "Phone1":"08-1","Phone2":"070-2","Address1":"Storgatan 1","ZipCode":"111 22","City":"Stockholm","CountryCode":"SE","Country":"Sverige","Currency":"SEK","YourReference":"Kajsa Berg"},
	 {"CustomerNumber":"1001","Name":"Nordlys AS","Type":"COMPANY","Active":false,"Email":"post@nordlys.example","Address1":"Kaia 3","ZipCode":"9008","City":"Tromsø","Country":"Norge","Currency":"EUR"},
	 {"CustomerNumber":"P-1 ö","Name":"Åsa Öberg","Type":"PRIVATE","OrganisationNumber":"19121212-1212","City":"Umeå","Country":"Atlantis"}]`
	payments = `[
	 {"Number":"71","InvoiceNumber":2,"PaymentDate":"2026-10-20","Amount":599.5,"AmountCurrency":599.5,"Currency":"SEK","Booked":true},
	 {"Number":"72","InvoiceNumber":2,"PaymentDate":"2026-11-20","Amount":400.5,"AmountCurrency":400.5,"Currency":"SEK","Booked":false},
	 {"Number":"73","InvoiceNumber":21,"PaymentDate":"2026-11-20","Amount":7,"AmountCurrency":7,"Currency":"SEK","Booked":true},
	 {"Number":"74","InvoiceNumber":3,"PaymentDate":"2026-10-21","Amount":3400,"AmountCurrency":300,"Currency":"EUR","Booked":true},
	 {"Number":"75","InvoiceNumber":4,"PaymentDate":"2026-10-21","Amount":340,"AmountCurrency":30,"Currency":"EUR","Booked":true},
	 {"Number":"76","InvoiceNumber":13,"PaymentDate":"2026-10-02","Amount":300,"AmountCurrency":300,"Currency":"SEK","Booked":true}]`
	companyInfo = `{"CompanyInformation":{"CompanyName":"Skagerrak Handel AB","DatabaseNumber":654321,"OrganizationNumber":"556036-0793","CountryCode":"SE"}}`
)

// What a list tells of a record, as Fortnox describes it.
var (
	invoiceList  = strings.Fields("Balance Booked Cancelled Currency CustomerName CustomerNumber DocumentNumber DueDate FinalPayDate InvoiceDate InvoiceType NoxFinans OCR Sent Total")
	customerList = strings.Fields("Address1 Address2 City CustomerNumber Email Name OrganisationNumber Phone ZipCode")
	paymentList  = strings.Fields("Amount Booked Currency InvoiceNumber Number PaymentDate")
)

// fortnox is a company in Fortnox.
func fortnox(t *testing.T) (*webtest.Server, *books) {
	t.Helper()
	b := &books{invoices: rows(invoices), customers: rows(customers), payments: rows(payments), most: 5}
	s := webtest.New(t)
	s.On("POST /token", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		if id, secret, _ := r.BasicAuth(); id != "desk" || secret != "s3cret" || r.PostForm.Get("refresh_token")+r.PostForm.Get("code") == "" {
			webtest.Status(400, `{"error":"invalid_client"}`)(w, r)
			return
		}
		webtest.JSON(`{"access_token":"acc3ss","refresh_token":"r3fresh","expires_in":3600,"token_type":"bearer"}`)(w, r)
	})
	s.On("GET /3/companyinformation", guarded(webtest.JSON(companyInfo)))
	s.On("GET /3/invoices", guarded(b.list("Invoices", invoiceList, func() []record { return b.invoices })))
	s.On("GET /3/customers", guarded(b.list("Customers", customerList, func() []record { return b.customers })))
	s.On("GET /3/invoicepayments", guarded(b.list("InvoicePayments", paymentList, func() []record { return b.payments })))
	for _, one := range b.invoices {
		s.On("GET /3/invoices/"+one["DocumentNumber"].(string), guarded(b.single("Invoice", "DocumentNumber", one, func() []record { return b.invoices })))
	}
	for _, one := range b.customers {
		s.On("GET /3/customers/"+one["CustomerNumber"].(string), guarded(b.single("Customer", "CustomerNumber", one, func() []record { return b.customers })))
	}
	for _, one := range b.payments {
		s.On("GET /3/invoicepayments/"+one["Number"].(string), guarded(b.single("InvoicePayment", "Number", one, func() []record { return b.payments })))
	}
	return s, b
}

func guarded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer acc3ss" {
			webtest.Status(401, `{"message":"unauthorized"}`)(w, r)
			return
		}
		next(w, r)
	}
}

func (b *books) single(name, key string, one record, all func() []record) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, now := range all() {
			if now[key] == one[key] {
				text, _ := json.Marshal(record{name: now}) // decoded from JSON
				webtest.JSON(string(text))(w, r)
				return
			}
		}
		webtest.Status(404, `{"ErrorInformation":{"error":1,"message":"Kan inte hitta","code":2000434}}`)(w, r)
	}
}

// list answers as Fortnox's lists do: by page, with one filter at most, and searches that find parts of numbers.
func (b *books) list(name string, shown []string, all func() []record) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		defer b.mu.Unlock()
		q := r.URL.Query()
		filters := 0
		for _, one := range []string{"filter", "credit", "customernumber", "invoicenumber"} {
			if q.Has(one) {
				filters++
			}
		}
		if filters > 1 {
			webtest.Status(400, `{"ErrorInformation":{"Error":1,"Message":"Ogiltig parameter","Code":2000588}}`)(w, r)
			return
		}
		var some []record
		for _, one := range all() {
			if !matches(one, q.Get) {
				continue
			}
			row := record{"@url": "https://api.fortnox.se/3/x"}
			for _, key := range shown {
				if value, there := one[key]; there {
					row[key] = value
				}
			}
			some = append(some, row)
		}
		limit, _ := strconv.Atoi(q.Get("limit"))
		page, _ := strconv.Atoi(q.Get("page"))
		limit, page = min(max(limit, 1), b.most), max(page, 1)
		from := min(len(some), (page-1)*limit)
		text, _ := json.Marshal(record{ // decoded from JSON
			name:              append([]record{}, some[from:min(len(some), from+limit)]...),
			"MetaInformation": record{"@TotalResources": len(some), "@TotalPages": (len(some) + limit - 1) / limit, "@CurrentPage": page},
		})
		webtest.JSON(string(text))(w, r)
	}
}

func matches(one record, q func(string) string) bool {
	switch {
	case q("filter") == "unpaid" && (one["Balance"] == 0.0 || one["Credit"] == "true" || one["Cancelled"] == true && one["DocumentNumber"] != "8"),
		q("credit") == "true" && one["Credit"] != "true",
		q("invoicenumber") != "" && !strings.Contains(fmt.Sprint(one["InvoiceNumber"]), q("invoicenumber")):
		return false
	case q("lastmodified") != "":
		at, _ := one["modified"].(string)
		return at >= q("lastmodified")
	}
	return true
}

// change has records change at a time.
func (b *books) change(at string, change func(b *books)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	before := fmt.Sprint(b.invoices, b.customers, b.payments)
	change(b)
	if fmt.Sprint(b.invoices, b.customers, b.payments) == before {
		panic("nothing changed at " + at)
	}
}

// set changes fields of the record whose key has the value, and says when.
func set(all []record, key, value, at string, fields record) {
	i := slices.IndexFunc(all, func(one record) bool { return one[key] == value })
	maps.Copy(all[i], fields)
	all[i]["modified"] = at
}

func values(s *webtest.Server) (map[string]string, map[string]string) {
	return map[string]string{
		"client_id": "desk", "company": "654321", "address": s.URL + "/3", "sign_in": "https://apps.fortnox.example/auth", "tokens": s.URL + "/token", "port": "0",
	}, map[string]string{"client_secret": "s3cret", "refresh_token": "r3fresh"}
}

func connection(s *webtest.Server, change ...string) spec.Settings {
	settings, secrets := values(s)
	for i := 0; i+1 < len(change); i += 2 {
		settings[change[i]] = change[i+1]
	}
	return spec.NewSettings(settings, secrets).WithDefaults(fields)
}

// authorize runs a sign-in, and gives the refresh tokens that it kept.
func authorize(t *testing.T, settings spec.Settings, b *webtest.Browser) (kept []string, err error) {
	t.Helper()
	c := open(settings)
	c.auth.Keep = func(_ context.Context, refresh string) error { kept = append(kept, refresh); return nil }
	err = c.signIn(t.Context(), settings, b)
	return kept, err
}
