package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

type record = map[string]any

const (
	companyID = "824820a2-508c-ed11-aada-000d3a298ab3"
	adatum    = "f2a5738a-44e3-ea11-bb43-000d3a2feca1"
	trey      = "f3a5738a-44e3-ea11-bb43-000d3a2feca1"
	fjord     = "f4a5738a-44e3-ea11-bb43-000d3a2feca1"
	inv       = "9e0f5c9c-44e3-ea11-bb43-000d3a2fec" // and two digits
	customers = `[
	 {"id":"` + adatum + `","number":"10000","displayName":"Adatum Corporation","type":"Company","addressLine1":"192 Market Square","addressLine2":"","city":"Aarhus","state":"","country":"DK","postalCode":"8000",
	  "phoneNumber":"+45 1","email":"robert@adatum.example;books@adatum.example","taxRegistrationNumber":"DK12345678","currencyCode":"DKK","blocked":" ","salespersonCode":"PS"},
	 {"id":"` + trey + `","number":"20000","displayName":"Trey Person","type":"Person","country":"XX-ISLE","taxRegistrationNumber":"010190-1234","currencyCode":"","blocked":"Ship"},
	 {"id":"` + fjord + `","number":"30000","displayName":"Fjord AS","type":"Company","country":"NO","currencyCode":"EUR","blocked":"_x0020_"}]`
	invoices = `[
	 {"id":"` + inv + `01","number":"PS-1","status":"Open","invoiceDate":"2026-09-01","postingDate":"2026-09-02","dueDate":"2026-10-01","customerId":"` + adatum + `","billToCustomerId":"` + adatum + `",
	  "currencyCode":"DKK","totalAmountIncludingTax":1000,"remainingAmount":750,"externalDocumentNumber":"EXT 1","customerPurchaseOrderReference":"PO 7","promisedPayDate":"2026-11-30","disputeStatus":" "},
	 {"id":"` + inv + `02","number":"PS-2","status":"Open","invoiceDate":"2026-09-03","dueDate":"2026-10-03","customerId":"` + trey + `","billToCustomerId":"` + adatum + `",
	  "currencyCode":"DKK","totalAmountIncludingTax":500,"remainingAmount":500,"promisedPayDate":"0001-01-01","disputeStatus":"WRONG"},
	 {"id":"` + inv + `03","number":"PS-3","status":"Open","invoiceDate":"2026-09-04","dueDate":"2026-10-04","customerId":"` + fjord + `","billToCustomerId":"` + none + `",
	  "currencyCode":"EUR","totalAmountIncludingTax":100,"remainingAmount":100},
	 {"id":"` + inv + `04","number":"PS-4","status":"Paid","invoiceDate":"2026-09-04","dueDate":"2026-10-04","customerId":"` + adatum + `","currencyCode":"DKK","totalAmountIncludingTax":9,"remainingAmount":0},
	 {"id":"` + inv + `05","number":"PS-5","status":"Open","invoiceDate":"2026-09-05","dueDate":"0001-01-01","customerId":"` + adatum + `","billToCustomerId":"` + adatum + `",
	  "currencyCode":"","totalAmountIncludingTax":200.10,"remainingAmount":200.10000000000002}]`
	memos = `[
	 {"id":"c1","number":"CM-1","currencyCode":"DKK","totalAmountIncludingTax":100,"invoiceId":"` + inv + `01"},
	 {"id":"c2","number":"CM-2","currencyCode":"EUR","totalAmountIncludingTax":50,"invoiceId":"` + none + `"},
	 {"id":"c3","number":"CM-3","currencyCode":"EUR","totalAmountIncludingTax":50,"invoiceId":"` + none + `"}]`
	balances = `[
	 {"customerId":"` + adatum + `","customerNumber":"10000","name":"Adatum Corporation","currencyCode":"","balanceDue":1445.10,"agedAsOfDate":"2026-11-21","periodLengthFilter":"30D"},
	 {"customerId":"` + trey + `","customerNumber":"20000","name":"Trey Person","currencyCode":"","balanceDue":-220},
	 {"customerId":"` + fjord + `","customerNumber":"30000","name":"Fjord AS","currencyCode":"EUR","balanceDue":28.66},
	 {"customerId":"` + none + `","customerNumber":"","name":"Total","currencyCode":"","balanceDue":1439.33}]`
)

// ledger is what is open: entry, its own number, posting or application, document, number, amount, customer, sales invoice.
var ledger = func() (out []record) {
	for line := range strings.Lines(`1,11,2026-09-02,Invoice,PS-1,1000,10000,PS-1
1,15,2026-10-20,Payment,PAY-1,-250,10000,PS-1
2,12,2026-09-03,Invoice,PS-2,500,10000,PS-2
3,13,2026-09-04,Invoice,PS-3,746,30000,PS-3
5,14,2026-09-05,Invoice,PS-5,200.1,10000,
20,40,2026-10-05,Credit Memo,CM-1,-100,10000,
20,41,2026-10-06,Invoice,PS-0,40,10000,
21,42,2026-10-05,Credit_x0020_Memo,CM-2,-373,30000,
22,43,2026-10-05,Credit Memo,CM-3,-373,30000,
22,44,2026-10-06,Invoice,PS-0,100,30000,
23,45,2026-10-07,Payment,PAY-9,-300,20000,
24,46,2026-10-07,Payment,PAY-8,-10,30000,
25,47,2026-01-01,Invoice,OPEN-1,80,20000,
26,48,2026-10-08,Finance Charge Memo,FCM-1,35,10000,
27,49,2026-10-08, ,J-1,20,10000,
28,50,2026-09-04,Invoice,PS-4,9,10000,PS-4
29,51,2026-09-04,Payment,PAY-7,-5,99999,
30,52,2026-10-09,Payment,PAY-6,-5,10000,
30,53,2026-10-09,Invoice,PS-0,5,10000,`) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), ",")
		entry, _ := strconv.ParseFloat(f[0], 64)
		no, _ := strconv.ParseFloat(f[1], 64)
		amount, _ := strconv.ParseFloat(f[5], 64)
		out = append(out, record{
			"cleEntryNo": entry, "cleOpen": true, "cleDueDate": "2026-10-31", "cleDocumentDate": "2026-09-30", "clePostingDate": "2026-09-30", "dcleEntryNo": no,
			"dclePostingDate": f[2], "dcleDocumentType": f[3], "dcleDocumentNo": f[4], "dcleAmountLCY": amount, "dcleCustomerNo": f[6], "salesInvHeaderDocumentNo": f[7],
		})
	}
	return append(out, record{"cleEntryNo": 99.0, "cleOpen": false, "dcleEntryNo": 99.0, "dcleDocumentType": "Invoice", "dcleDocumentNo": "OLD", "dcleAmountLCY": 7.0, "dcleCustomerNo": "10000"})
}()

// environment is one of Business Central with a company.
type environment struct {
	mu      sync.Mutex
	records map[string][]record
	asked   map[string]int
	most    int // rows of a page
	before  func(entity string, times int)
}

func rows(text string) (out []record) {
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		panic(err)
	}
	return out
}

const (
	root    = "/contoso.example/production"
	ofAPI   = root + "/api/v2.0"
	ofCorp  = ofAPI + "/companies(" + companyID + ")/"
	ofLedge = root + "/api/microsoft/analytics/v1.0/companies(" + companyID + ")/customerLedgerEntries"
)

func central(t *testing.T) (*webtest.Server, *environment) {
	t.Helper()
	e := &environment{most: 5, asked: map[string]int{}, records: map[string][]record{
		"companies": rows(`[{"id":"` + companyID + `","name":"CRONUS DK","displayName":"CRONUS Danmark A/S"}]`), "customers": rows(customers), "salesInvoices": rows(invoices),
		"salesCreditMemos": rows(memos), "agedAccountsReceivables": rows(balances), "customerLedgerEntries": ledger,
	}}
	s := webtest.New(t)
	s.On("POST /contoso.example/oauth2/v2.0/token", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		f := r.PostForm
		app := f.Get("grant_type") == "client_credentials" && f.Get("client_secret") == "s3cret" && f.Get("scope") == scope
		if f.Get("client_id") != "desk" || !app && f.Get("refresh_token")+f.Get("code") == "" {
			webtest.Status(400, `{"error":"invalid_client","error_description":"AADSTS7000215"}`)(w, r)
			return
		}
		if app {
			webtest.JSON(`{"access_token":"acc3ss","expires_in":3599}`)(w, r)
			return
		}
		webtest.JSON(`{"access_token":"acc3ss","refresh_token":"r3fresh","expires_in":3599}`)(w, r)
	})
	s.On("GET "+ofAPI+"/companies", guarded(e.list(s, ofAPI+"/companies", "companies")))
	s.On("GET "+ofCorp+"companyInformation", guarded(webtest.JSON(`{"id":"1","displayName":"CRONUS Danmark A/S","country":"DK","currencyCode":"DKK"}`)))
	for entity := range e.records {
		if entity != "companies" && entity != "customerLedgerEntries" {
			s.On("GET "+ofCorp+entity, guarded(e.list(s, ofCorp+entity, entity)))
		}
	}
	s.On("GET "+ofLedge, guarded(e.list(s, ofLedge, "customerLedgerEntries")))
	return s, e
}

func guarded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer acc3ss" {
			webtest.Status(401, `{"error":{"code":"Authentication_InvalidCredentials","message":"The server has rejected the client credentials."}}`)(w, r)
			return
		}
		next(w, r)
	}
}

// list answers with a page and the link to the next one.
func (e *environment) list(s *webtest.Server, path, entity string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		e.mu.Lock()
		defer e.mu.Unlock()
		q := r.URL.Query()
		if !q.Has("$skiptoken") && !q.Has("$top") {
			e.asked[entity]++
			if e.before != nil {
				e.before(entity, e.asked[entity])
			}
		}
		some := slices.DeleteFunc(slices.Clone(e.records[entity]), func(one record) bool {
			switch q.Get("$filter") {
			case "status eq 'Open'":
				return one["status"] != "Open"
			case "cleOpen eq true":
				return one["cleOpen"] != true
			}
			return false
		})
		size := e.most
		if top, err := strconv.Atoi(q.Get("$top")); err == nil {
			size = top
		}
		from, _ := strconv.Atoi(q.Get("$skiptoken"))
		to := min(len(some), from+size)
		answer := record{"@odata.context": "x", "value": append([]record{}, some[min(from, to):to]...)}
		if to < len(some) && !q.Has("$top") {
			q.Set("$skiptoken", strconv.Itoa(to))
			answer["@odata.nextLink"] = s.URL + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
		}
		text, _ := json.Marshal(answer) // decoded from JSON
		webtest.JSON(string(text))(w, r)
	}
}

// change sets fields of the record whose key has the value.
func (e *environment) change(entity, key, value string, fields record) {
	all := e.records[entity]
	i := slices.IndexFunc(all, func(one record) bool { return one[key] == value })
	one := record{}
	for name, v := range all[i] {
		one[name] = v
	}
	for name, v := range fields {
		one[name] = v
	}
	e.records[entity] = append(append(slices.Clone(all[:i]), one), all[i+1:]...)
}

func values(s *webtest.Server) (map[string]string, map[string]string) {
	return map[string]string{
		"client_id": "desk", "tenant": "contoso.example", "company": companyID, "address": s.URL, "port": "0",
		"sign_in": "https://login.example.com/organizations/oauth2/v2.0/authorize", "tokens": s.URL + "/organizations/oauth2/v2.0/token",
	}, map[string]string{"client_secret": "s3cret"}
}

func connection(s *webtest.Server, change ...string) spec.Settings {
	settings, secrets := values(s)
	for i := 0; i+1 < len(change); i += 2 {
		settings[change[i]] = change[i+1]
	}
	return spec.NewSettings(settings, secrets).WithDefaults(fields)
}

// asPerson is a connection at which a person has signed in.
func asPerson(s *webtest.Server, change ...string) spec.Settings {
	return spec.NewSettings(connection(s, change...).Values(), map[string]string{"refresh_token": "r3fresh"})
}
