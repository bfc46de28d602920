package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
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
	realm     = "9341452086"
	base      = "GET /v3/company/" + realm
	now       = "2026-11-21T01:00:00-08:00"
	customers = `[
	 {"Id":"20","DisplayName":"Red Rock Diner","CompanyName":"Red Rock Diner","AcctNum":"D-20","Active":true,"Balance":-65,"BalanceWithJobs":-65,"CurrencyRef":{"value":"USD"}},
	 {"Id":"24","DisplayName":"Sonnenschein Family Store","CompanyName":"Sonnenschein","GivenName":"Russ","FamilyName":"Sonnenschein","Active":true,"Balance":264.41,"BalanceWithJobs":264.41,
	  "PrimaryEmailAddr":{"Address":"store@family.example, russ@family.example"},"PrimaryPhone":{"FreeFormNumber":"(650) 557-8463"},"Mobile":{"FreeFormNumber":"(650) 1"},
	  "BillAddr":{"Id":"25","Line1":"5647 Cypress Hill Ave.","City":"Middlefield","CountrySubDivisionCode":"CA","PostalCode":"94303","Country":"USA"},"CurrencyRef":{"value":"USD","name":"United States Dollar"}},
	 {"Id":"30","DisplayName":"Freeman Sporting Goods","Active":true,"Balance":0,"BalanceWithJobs":562.5,"BusinessNumber":"123456789"},
	 {"Id":"31","DisplayName":"0969 Ocean View Road","Active":true,"Job":true,"BillWithParent":true,"ParentRef":{"value":"30"},"Balance":477.5,"BalanceWithJobs":477.5,
	  "PrimaryEmailAddr":{"Address":"job@freeman.example"}},
	 {"Id":"32","DisplayName":"55 Twin Lane","Active":true,"Job":true,"BillWithParent":false,"ParentRef":{"value":"30"},"Balance":85,"BalanceWithJobs":85},
	 {"Id":"40","DisplayName":"Kyoto Paper","Active":false,"Balance":1000,"BalanceWithJobs":1000,"CurrencyRef":{"value":"JPY"},"BillAddr":{"Country":"Nippon"}},
	 {"Id":"50","DisplayName":"Fifty","Active":true,"Balance":15}]`
	invoices = `[
	 {"Id":"130","SyncToken":"0","DocNumber":"1037","TxnDate":"2026-09-19","DueDate":"2026-10-19","TotalAmt":362.07,"Balance":262.07,"CurrencyRef":{"value":"USD"},"CustomerRef":{"value":"24","name":"Sonnenschein Family Store"},
	  "BillEmail":{"Address":"store@family.example"},"PONumber":"PO 7","LinkedTxn":[{"TxnId":"163","TxnType":"Payment"}]},
	 {"Id":"131","DocNumber":"1038","TxnDate":"2026-09-20","DueDate":"2026-10-20","TotalAmt":477.50,"Balance":477.50,"CustomerRef":{"value":"31"},"BillEmail":{"Address":"bills@freeman.example"}},
	 {"Id":"132","DocNumber":"1039","TxnDate":"2026-09-20","DueDate":"2026-10-20","TotalAmt":185.00,"Balance":85.00,"CustomerRef":{"value":"32"}},
	 {"Id":"133","DocNumber":"1040","TxnDate":"2026-09-21","DueDate":"2026-10-21","TotalAmt":1000,"Balance":1000,"CurrencyRef":{"value":"JPY"},"CustomerRef":{"value":"40"},"HomeBalance":6.5},
	 {"Id":"134","TxnDate":"2026-10-31","DueDate":"2026-10-31","TotalAmt":12.34,"Balance":12.340000000000002,"FinanceCharge":true,"CustomerRef":{"value":"24"}},
	 {"Id":"135","DocNumber":"1042","TxnDate":"2026-02-31","TotalAmt":5,"Balance":5,"CustomerRef":{"value":"50"}},
	 {"Id":"136","DocNumber":"1043","TxnDate":"2026-10-01","TotalAmt":10,"Balance":10,"CustomerRef":{"value":"50"},"BillEmail":{"Address":"pay@fifty.example"}},
	 {"Id":"140","DocNumber":"1030","TxnDate":"2026-01-01","DueDate":"2026-01-31","TotalAmt":50,"Balance":0,"CustomerRef":{"value":"20"}}]`
	creditMemos = `[
	 {"Id":"73","DocNumber":"1026","TxnDate":"2026-09-02","TotalAmt":100.0,"Balance":40,"RemainingCredit":40,"CustomerRef":{"value":"20"},"InvoiceRef":{"value":"140"}},
	 {"Id":"74","DocNumber":"1027","TxnDate":"2026-09-02","TotalAmt":40.0,"Balance":0,"RemainingCredit":0,"CustomerRef":{"value":"32"}}]`
	payments = `[
	 {"Id":"163","TxnDate":"2026-10-16","TotalAmt":110.0,"UnappliedAmt":10.0,"PaymentRefNum":"ACH 5","CustomerRef":{"value":"24"},"Line":[{"Amount":100.0,"LinkedTxn":[{"TxnId":"130","TxnType":"Invoice"}]}]},
	 {"Id":"164","TxnDate":"2026-10-17","TotalAmt":25,"UnappliedAmt":25,"CustomerRef":{"value":"20"},"Line":[]},
	 {"Id":"165","TxnDate":"2026-02-16","TotalAmt":50,"UnappliedAmt":0,"CustomerRef":{"value":"20"},"Line":[{"Amount":50,"LinkedTxn":[{"TxnId":"140","TxnType":"Invoice"}]}]},
	 {"Id":"166","TxnDate":"2026-10-18","TotalAmt":60,"UnappliedAmt":0,"CustomerRef":{"value":"32"},"Line":[{"Amount":100,"LinkedTxn":[{"TxnId":"132","TxnType":"Invoice"}]},
	  {"Amount":40,"LinkedTxn":[{"TxnId":"74","TxnType":"CreditMemo"}]}]},
	 {"Id":"167","TxnDate":"2026-10-18","TotalAmt":0,"UnappliedAmt":0,"CustomerRef":{"value":"20"},"Line":[{"Amount":60,"LinkedTxn":[{"TxnId":"140","TxnType":"Invoice"}]},
	  {"Amount":60,"LinkedTxn":[{"TxnId":"73","TxnType":"CreditMemo"}]}]}]`
	preferences0 = `[{"Id":"1","CurrencyPrefs":{"MultiCurrencyEnabled":true,"HomeCurrency":{"value":"USD"}}}]`
)

// company is one in QuickBooks: its records by entity, and what it says has changed.
type company struct {
	mu      sync.Mutex
	records map[string][]record
	most    int // rows of a page, whatever is asked for
	changes string
	asked   []string
}

func rows(text string) (out []record) {
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		panic(err)
	}
	return out
}

func quickbooks(t *testing.T) (*webtest.Server, *company) {
	t.Helper()
	c := &company{most: 6, changes: `{"CDCResponse":[{"QueryResponse":[{}]}],"time":"` + now + `"}`, records: map[string][]record{
		"Customer": rows(customers), "Invoice": rows(invoices), "CreditMemo": rows(creditMemos), "Payment": rows(payments), "Preferences": rows(preferences0),
		"JournalEntry": rows(`[]`),
	}}
	s := webtest.New(t)
	s.On("POST /token", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		if id, secret, _ := r.BasicAuth(); id != "desk" || secret != "s3cret" || r.PostForm.Get("refresh_token")+r.PostForm.Get("code") == "" {
			webtest.Status(400, `{"error":"invalid_client"}`)(w, r)
			return
		}
		webtest.JSON(`{"access_token":"acc3ss","refresh_token":"r3fresh","expires_in":3600,"x_refresh_token_expires_in":8726400}`)(w, r)
	})
	s.On(base+"/query", guarded(c.query))
	s.On(base+"/cdc", guarded(func(w http.ResponseWriter, r *http.Request) { webtest.JSON(c.changes)(w, r) }))
	for _, entity := range []string{"Customer", "Invoice"} {
		for _, one := range c.records[entity] {
			s.On(base+"/"+strings.ToLower(entity)+"/"+one["Id"].(string), guarded(c.single(entity, one["Id"])))
		}
	}
	return s, c
}

func guarded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer acc3ss" {
			webtest.Status(401, `{"Fault":{"Error":[{"Message":"message=AuthenticationFailed","code":"3200"}],"type":"AUTHENTICATION"}}`)(w, r)
			return
		}
		next(w, r)
	}
}

func (c *company) single(entity string, id any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, one := range c.records[entity] {
			if one["Id"] == id {
				text, _ := json.Marshal(record{entity: one, "time": now}) // decoded from JSON
				webtest.JSON(string(text))(w, r)
				return
			}
		}
		webtest.Status(400, `{"Fault":{"Error":[{"Message":"Object Not Found","Detail":"Something you're trying to use has been made inactive.","code":"610"}],"type":"ValidationFault"}}`)(w, r)
	}
}

var statement = regexp.MustCompile(`^select (\*|count\(\*\)) from (\w+)(?: where ([\w.]+) (>=|>|in) '?([^' ]+)'?)?(?: ORDERBY Id STARTPOSITION (\d+) MAXRESULTS (\d+))?$`)

// query understands the statements that are asked, and nothing else.
func (c *company) query(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	text := r.URL.Query().Get("query")
	c.asked = append(c.asked, text)
	part := statement.FindStringSubmatch(text)
	if part == nil || c.records[part[2]] == nil {
		webtest.Status(400, `{"Fault":{"Error":[{"Message":"Error parsing query","Detail":"QueryParserError","code":"4000"}],"type":"ValidationFault"}}`)(w, r)
		return
	}
	some := slices.DeleteFunc(slices.Clone(c.records[part[2]]), func(one record) bool {
		switch part[3] {
		case "Balance":
			return one["Balance"] == 0.0
		case "TxnDate":
			return one["TxnDate"].(string) < part[5]
		case "": // without asking for them the inactive are left out
			return one["Active"] == false
		}
		return false
	})
	slices.SortFunc(some, func(a, b record) int { return strings.Compare(fmt.Sprint(a["Id"]), fmt.Sprint(b["Id"])) })
	got := record{}
	if part[1] == "*" {
		start, size := 1, 100
		if part[6] != "" {
			start, _ = strconv.Atoi(part[6])
			size, _ = strconv.Atoi(part[7])
		}
		from := min(len(some), start-1)
		if some = some[from:min(len(some), from+min(size, c.most))]; len(some) > 0 {
			got = record{part[2]: some, "startPosition": start, "maxResults": len(some)}
		}
	} else {
		got["totalCount"] = len(some)
	}
	answer, _ := json.Marshal(record{"QueryResponse": got, "time": now}) // decoded from JSON
	webtest.JSON(string(answer))(w, r)
}

// statements are the queries that were asked.
func (c *company) statements() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Join(c.asked, "\n")
}

func values(s *webtest.Server) (map[string]string, map[string]string) {
	return map[string]string{
		"client_id": "desk", "company": realm, "address": s.URL, "sign_in": "https://appcenter.intuit.example/connect", "tokens": s.URL + "/token", "port": "0",
	}, map[string]string{"client_secret": "s3cret", "refresh_token": "r3fresh"}
}

func connection(s *webtest.Server, change ...string) spec.Settings {
	settings, secrets := values(s)
	for i := 0; i+1 < len(change); i += 2 {
		settings[change[i]] = change[i+1]
	}
	return spec.NewSettings(settings, secrets).WithDefaults(fields)
}
