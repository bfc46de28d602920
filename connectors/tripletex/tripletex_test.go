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
	"github.com/dunningdesk/dunningdesk/plugin/web/contract"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

const (
	customers = `[
	 {"id":881,"customerNumber":10001,"name":"Fjordbygg AS","organizationNumber":"913312465","email":"post@fjordbygg.example","invoiceEmail":"faktura@fjordbygg.example",
	  "overdueNoticeEmail":"regnskap@fjordbygg.example","phoneNumber":"55000000","phoneNumberMobile":"90000000","language":"NO","isPrivateIndividual":false,"isInactive":false,
	  "isAutomaticReminderEnabled":true,"isFactoring":true,"currency":{"code":"NOK"},
	  "postalAddress":{"addressLine1":"Strandgaten 1","addressLine2":"","postalCode":"5013","city":"Bergen","country":{"isoAlpha2Code":"NO"}}},
	 {"id":882,"customerNumber":10002,"name":"Ola Berg","email":"ola@berg.example","language":"EN","isPrivateIndividual":true,"isInactive":false,"currency":{"code":"EUR"}}]`
	inactive = `[{"id":883,"customerNumber":10003,"name":"Gamle Venner","isPrivateIndividual":false,"isInactive":true}]`
	invoices = `[
	 {"id":2147,"invoiceNumber":10042,"invoiceDate":"2026-05-02","invoiceDueDate":"2026-05-16","kid":"0001004217","amountCurrency":12500.00,"amountOutstanding":7500.00,
	  "amountCurrencyOutstanding":7500.00,"isCreditNote":false,"currency":{"code":"NOK"},"customer":{"id":881},"postings":[
	   {"id":9001,"date":"2026-05-02","amountCurrency":12500,"currency":{"code":"NOK"},"type":"OUTGOING_INVOICE_CUSTOMER_POSTING"},
	   {"id":9002,"date":"2026-05-20","amountCurrency":-5000.0,"currency":{"code":"NOK"},"type":"INCOMING_PAYMENT"}]},
	 {"id":2148,"invoiceNumber":10043,"invoiceDate":"2026-05-03","invoiceDueDate":"2026-05-17","amountCurrency":500.5,"amountOutstanding":5855.85,
	  "amountCurrencyOutstanding":500.5,"isCreditNote":false,"currency":{"code":"EUR"},"customer":{"id":882}},
	 {"id":2149,"invoiceNumber":10044,"invoiceDate":"2026-05-03","invoiceDueDate":"2026-05-17","amountCurrency":500,"amountOutstanding":5850,
	  "amountCurrencyOutstanding":5850,"isCreditNote":false,"currency":{"code":"EUR"},"customer":{"id":882}},
	 {"id":2150,"invoiceNumber":10045,"invoiceDate":"2026-05-04","invoiceDueDate":"2026-05-18","amountCurrency":100,"amountOutstanding":0,
	  "amountCurrencyOutstanding":0,"isCreditNote":false,"currency":{"code":"NOK"},"customer":{"id":881}},
	 {"id":2151,"invoiceNumber":10046,"invoiceDate":"2026-06-01","invoiceDueDate":"2026-06-01","amountCurrency":-1000,"amountOutstanding":-250,
	  "amountCurrencyOutstanding":-250,"isCreditNote":true,"creditedInvoice":2140,"currency":{"code":"NOK"},"customer":{"id":881}},
	 {"id":2152,"invoiceNumber":10047,"invoiceDate":"2026-06-02","invoiceDueDate":"2026-06-16","amountCurrency":800,"amountOutstanding":800,
	  "amountCurrencyOutstanding":800,"isCreditNote":false,"currency":{"code":"NOK"},"customer":{"id":883}}]`
	openPosts = `[
	 {"id":9001,"date":"2026-05-02","amountCurrency":12500,"currency":{"code":"NOK"},"type":"OUTGOING_INVOICE_CUSTOMER_POSTING","invoiceNumber":"10042","customer":{"id":881}},
	 {"id":9002,"date":"2026-05-20","amountCurrency":-5000,"currency":{"code":"NOK"},"type":"INCOMING_PAYMENT","invoiceNumber":"10042","customer":{"id":881}},
	 {"id":9100,"date":"2026-06-10","amountCurrency":-300.25,"currency":{"code":"NOK"},"type":"INCOMING_PAYMENT","invoiceNumber":"0","externalRef":"000777","customer":{"id":881}},
	 {"id":9101,"date":"2026-01-01","amountCurrency":4000,"currency":{"code":"NOK"},"customer":{"id":883}},
	 {"id":9102,"date":"2026-01-01","amountCurrency":4000,"currency":{"code":"NOK"}}]`
	clients = `[{"id":31,"name":"Klient AS"}]`
	api     = "tripletex/spec.json"
)

// tripletex is a company in Tripletex.
func tripletex(t *testing.T) *webtest.Server {
	t.Helper()
	s := webtest.New(t)
	s.On("PUT /v2/token/session/:create", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("consumerToken") != "c0nsumer" || r.URL.Query().Get("employeeToken") != "3mployee" {
			webtest.Status(401, `{"status":401,"code":3000,"message":"Unauthorized","requestId":"r-1"}`)(w, r)
			return
		}
		webtest.JSON(`{"value":{"token":"s3ssion","expirationDate":"`+r.URL.Query().Get("expirationDate")+`"}}`)(w, r)
	})
	s.On("GET /v2/company/>withLoginAccess", listed(clients))
	s.On("GET /v2/customer", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("isInactive") == "true" {
			listed(inactive)(w, r)
			return
		}
		listed(customers)(w, r)
	})
	s.On("GET /v2/invoice", listed(invoices))
	s.On("GET /v2/ledger/posting/openPost", listed(openPosts))
	return s
}

// listed answers with rows as Tripletex's lists do: filtered by customer, from an index, a count.
func listed(rows string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, session, _ := r.BasicAuth(); session != "s3ssion" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		var all []map[string]any
		if err := json.Unmarshal([]byte(rows), &all); err != nil {
			panic(err)
		}
		q := r.URL.Query()
		all = slices.DeleteFunc(all, func(row map[string]any) bool {
			who, _ := row["customer"].(map[string]any)
			return q.Has("customerId") && fmt.Sprint(who["id"]) != q.Get("customerId") || q.Has("id") && !slices.Contains(strings.Split(q.Get("id"), ","), fmt.Sprint(row["id"]))
		})
		from, count := 0, 1000
		_, _ = fmt.Sscan(q.Get("from"), &from)
		_, _ = fmt.Sscan(q.Get("count"), &count)
		from = min(from, len(all))
		got, err := json.Marshal(map[string]any{"from": from, "count": count, "versionDigest": "x", "values": all[from:min(len(all), from+count)]})
		if err != nil {
			panic(err)
		}
		webtest.JSON(string(got))(w, r)
	}
}

var secrets = map[string]string{"consumer_token": "c0nsumer", "employee_token": "3mployee"}

func connection(s *webtest.Server, change ...string) spec.Settings {
	values := map[string]string{"address": s.URL + "/v2"}
	for i := 0; i+1 < len(change); i += 2 {
		values[change[i]] = change[i+1]
	}
	return spec.NewSettings(values, secrets).WithDefaults(connector{}.Describe().Fields)
}

func TestConformance(t *testing.T) {
	s := tripletex(t)
	got := conformance.Run(t, conformance.Options{Settings: map[string]string{"address": s.URL + "/v2"}, Secrets: secrets, Rejected: 1})
	if len(got.Debtors) != 3 || len(got.Items) != 5 || len(got.Payments) != 1 {
		t.Fatalf("%d customers, %d items, %d payments", len(got.Debtors), len(got.Items), len(got.Payments))
	}
	for _, want := range []spec.Item{
		{ExternalID: "2147", DebtorID: "881", Number: "10042", Kind: spec.ItemInvoice, Currency: "NOK", Issued: "2026-05-02", Due: "2026-05-16", Amount: 1250000, Open: 750000, Reference: "0001004217"},
		{ExternalID: "2148", DebtorID: "882", Number: "10043", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-05-03", Due: "2026-05-17", Amount: 50050, Open: 50050},
		{ExternalID: "2151", DebtorID: "881", Number: "10046", Kind: spec.ItemCredit, Currency: "NOK", Issued: "2026-06-01", Amount: -100000, Open: -25000, AppliesTo: "2140"},
		{ExternalID: "2152", DebtorID: "883", Number: "10047", Kind: spec.ItemInvoice, Currency: "NOK", Issued: "2026-06-02", Due: "2026-06-16", Amount: 80000, Open: 80000},
		{ExternalID: "posting-9100", DebtorID: "881", Kind: spec.ItemPayment, Currency: "NOK", Issued: "2026-06-10", Amount: -30025, Open: -30025, Reference: "000777"},
	} {
		if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return fmt.Sprint(i) == fmt.Sprint(want) }) {
			t.Errorf("%+v\nis not among %+v", want, got.Items)
		}
	}
	if p := got.Payments[0]; p.Amount != 500000 || p.Date != "2026-05-20" || p.Allocations[0].ItemID != "2147" {
		t.Errorf("%+v", p)
	}
	if d := got.Debtors[0]; d.Email != "regnskap@fjordbygg.example" || d.Language != "nb" || d.Country != "NO" || d.Kind != spec.DebtorBusiness || len(d.Contacts) != 3 || d.Extra["factoring"] != "yes" {
		t.Errorf("%+v", d)
	}
	if a, b := got.Debtors[1], got.Debtors[2]; a.Kind != spec.DebtorConsumer || b.Kind != spec.DebtorUnknown || !b.Inactive {
		t.Errorf("%+v\n%+v", a, b)
	}
	said := fmt.Sprint(got.Diagnostics)
	for _, want := range []string{"more is open than it was made out for", "1 open entries of customers", "1 customers with open items have automatic reminders"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q: %s", want, said)
		}
	}
}

// Everything that is sent and read is held to Tripletex's own description of its API.
func TestContract(t *testing.T) {
	d := contract.Open(t, api)
	for path, into := range map[string]any{
		"/company/>withLoginAccess": page[company]{}, "/customer": page[customer]{}, "/invoice": page[invoice]{}, "/ledger/posting/openPost": page[openPost]{},
	} {
		d.Reads(t, "GET", path, into)
	}
	d.Reads(t, "PUT", "/token/session/:create", struct {
		Value sessionToken `json:"value"`
	}{})
	for _, one := range []string{"GET", "PUT"} {
		path := map[string]string{"GET": "/invoice/5", "PUT": "/invoice/5/:createCreditNote"}[one]
		d.Reads(t, one, path, struct {
			Value invoice `json:"value"`
		}{})
	}
	for path, rows := range map[string]string{"/customer": customers, "/invoice": invoices, "/ledger/posting/openPost": openPosts, "/company/>withLoginAccess": clients} {
		d.Answers(t, "GET", path, `{"values":`+rows+`}`)
	}
	s := tripletex(t)
	credit(s)
	c := connection(s)
	if found := (connector{}).Check(t.Context(), c); found[0].Severity == spec.SeverityError {
		t.Fatal(found)
	}
	for _, only := range [][]string{nil, {"881", "882"}} {
		if _, err := sdk.Collect(t.Context(), connector{}, c, spec.ReadRequest{Mode: spec.ModeFull, Debtors: only}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := (connector{}).Write(t.Context(), c, givenUp()); err != nil {
		t.Fatal(err)
	}
	d.Requests(t, "/v2", s.Got(""))
}

// The fields that are asked for are those that are read, no more and no fewer.
func TestEveryFieldThatIsReadIsAskedFor(t *testing.T) {
	for fields, into := range map[string]any{customerFields: customer{}, invoiceFields: invoice{}, openPostFields: openPost{}} {
		if asked, read := strings.Count(fields, ",")+1, leaves(into); asked != read {
			t.Errorf("%d fields are asked for, %d are read: %s", asked, read, fields)
		}
	}
}

// credit has the server make a credit note of invoice 2152; what it gives takes the note away again.
func credit(s *webtest.Server) (anew func()) {
	one := strings.TrimSuffix(invoices[strings.Index(invoices, `{"id":2152`):], "]")
	settled := strings.NewReplacer(`"amountOutstanding":800`, `"amountOutstanding":0`, `"amountCurrencyOutstanding":800`, `"amountCurrencyOutstanding":0`)
	note := `{"id":2200,"invoiceNumber":10050,"invoiceDate":"2026-11-20","invoiceDueDate":"2026-11-20","isCreditNote":true,"creditedInvoice":2152,"amountCurrency":-800,
	  "amountOutstanding":0,"amountCurrencyOutstanding":0,"currency":{"code":"NOK"},"customer":{"id":883}}`
	anew = func() {
		s.On("GET /v2/invoice", listed(invoices))
		s.On("GET /v2/invoice/2152", webtest.JSON(`{"value":`+one+`}`))
	}
	s.On("PUT /v2/invoice/2152/:createCreditNote", func(w http.ResponseWriter, r *http.Request) {
		s.On("GET /v2/invoice", listed(settled.Replace(strings.TrimSuffix(invoices, "]")+","+note+"]")))
		s.On("GET /v2/invoice/2152", webtest.JSON(`{"value":`+settled.Replace(one)+`}`))
		webtest.JSON(`{"value":`+note+`}`)(w, r)
	})
	anew()
	return anew
}

func TestConformanceOfWriting(t *testing.T) {
	t.Parallel()
	s := tripletex(t)
	anew := credit(s)
	conformance.RunPostings(t, conformance.Options{
		Settings: map[string]string{"address": s.URL + "/v2"}, Secrets: secrets, Rejected: 1,
		Postings: conformance.Postings{
			Date: "2026-11-20", Anew: anew, Permanent: []spec.PostingKind{spec.PostWriteOff}, Samples: map[spec.PostingKind]spec.Posting{spec.PostWriteOff: givenUp()},
		},
	})
}

func givenUp() spec.Posting {
	return spec.Posting{
		Key: "DD-K1", Kind: spec.PostWriteOff, DebtorID: "883", Date: "2026-11-20", Currency: "NOK", Amount: 80000, Reason: "goodwill",
		Text: "an old friend", Parts: []spec.PostingPart{{ItemID: "2152", Number: "10047", Amount: 80000}},
	}
}

func TestAWholeInvoiceIsCreditedOnce(t *testing.T) {
	s := tripletex(t)
	credit(s)
	c := connection(s)
	if _, found, err := (connector{}).Find(t.Context(), c, givenUp()); err != nil || found {
		t.Fatalf("found before it was written: %v", err)
	}
	s.Trouble("PUT /v2/invoice/2152/:createCreditNote", webtest.Lost)
	if _, err := (connector{}).Write(t.Context(), c, givenUp()); err == nil || strings.Contains(err.Error(), "refuse") {
		t.Errorf("a lost answer: %v", err)
	}
	if at, found, err := (connector{}).Find(t.Context(), c, givenUp()); err != nil || !found || at.ExternalIDs[0] != "2200" || at.Number != "10050" {
		t.Errorf("not found afterwards: %+v, %v", at, err)
	}
	if got, err := (connector{}).Write(t.Context(), c, givenUp()); err != nil || !got.Already {
		t.Errorf("once more: %+v, %v", got, err)
	}
	sent := s.Got("PUT /v2/invoice/2152/:createCreditNote")
	if len(sent) != 1 || sent[0].Query != "comment=DD-K1+an+old+friend&date=2026-11-20&sendToCustomer=false" {
		t.Errorf("sent %v", sent)
	}
}

func TestWhatTripletexCannotTakeIsRefusedPlainly(t *testing.T) {
	s := tripletex(t)
	credit(s)
	s.On("GET /v2/invoice/2147", webtest.JSON(`{"value":`+invoices[strings.Index(invoices, "{"):strings.Index(invoices, ",\n\t {\"id\":2148")]+`}`))
	for says, change := range map[string]func(*spec.Posting){
		"books no losses":       func(p *spec.Posting) { p.Reason = "insolvency" },
		"cannot take a credit":  func(p *spec.Posting) { p.Undoes = []string{"1"} },
		"one invoice at a time": func(p *spec.Posting) { p.Parts = append(p.Parts, p.Parts[0]) },
		"shows 800 NOK of 800":  func(p *spec.Posting) { p.Parts[0].Amount, p.Amount = 100, 100 },
		"shows 7500.00 NOK of 125": func(p *spec.Posting) {
			p.DebtorID, p.Parts[0].ItemID, p.Parts[0].Amount, p.Amount = "881", "2147", 750000, 750000
		},
		"not one of the customer":  func(p *spec.Posting) { p.DebtorID = "881" },
		"does not have what was a": func(p *spec.Posting) { p.Parts[0].ItemID = "1" },
	} {
		p := givenUp()
		change(&p)
		if _, err := (connector{}).Write(t.Context(), connection(s), p); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", says, err)
		}
	}
	if n := len(s.Got("PUT /v2/invoice/2152/:createCreditNote")); n != 0 {
		t.Errorf("%d credit notes were made", n)
	}
}

func TestPagesOverlapSoThatNothingIsLost(t *testing.T) {
	s := tripletex(t)
	c := open(connection(s))
	c.size = 2
	read := func() (ids []string, err error) {
		err = c.invoices(t.Context(), nil, func(i invoice) error { ids = append(ids, id(i.ID)); return nil })
		return ids, err
	}
	if ids, err := read(); err != nil || strings.Join(ids, " ") != "2147 2148 2149 2150 2151 2152" {
		t.Errorf("%v, %v", ids, err)
	}
	asked := 0
	s.On("GET /v2/invoice", func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 2 { // the first invoice is taken back between two pages
			s.On("GET /v2/invoice", listed("["+invoices[strings.Index(invoices, `{"id":2148`):]))
			listed("["+invoices[strings.Index(invoices, `{"id":2148`):])(w, r)
			return
		}
		listed(invoices)(w, r)
	})
	if ids, err := read(); err != nil || strings.Join(ids, " ") != "2148 2149 2150 2151 2152" {
		t.Errorf("after a change: %v, %v", ids, err)
	}
	s.On("GET /v2/invoice", func(w http.ResponseWriter, r *http.Request) { // and one that never comes to rest
		asked++
		webtest.JSON(fmt.Sprintf(`{"values":[{"id":%d},{"id":%d}]}`, asked*10, asked*10+1))(w, r)
	})
	if _, err := read(); web.Diagnose(err, "").Code != spec.CodeSourceChanged {
		t.Errorf("a list without rest: %v", err)
	}
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{"broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset, "signed out": webtest.SignedOut} {
		t.Run(name, func(t *testing.T) {
			s := tripletex(t)
			s.Trouble("GET /v2/invoice", trouble)
			n := 0
			err := open(connection(s)).invoices(t.Context(), nil, func(invoice) error { n++; return nil })
			if sessions := len(s.Got("PUT /v2/token/session/:create")); err != nil || n != 6 || trouble == webtest.SignedOut && sessions != 2 {
				t.Errorf("%d invoices, %d sessions, %v", n, sessions, err)
			}
		})
	}
}

func TestWhatIsWrongIsSaidOfTheSetting(t *testing.T) {
	s := tripletex(t)
	wrong := spec.NewSettings(connection(s).Values(), map[string]string{"consumer_token": "c0nsumer", "employee_token": "wrong"})
	if d := (connector{}).Check(t.Context(), wrong); d[0].Code != spec.CodeNotAuthorised || d[0].Field != "employee_token" || !strings.Contains(d[0].Detail, "request r-1") {
		t.Errorf("a wrong token: %+v", d)
	}
	if d := (connector{}).Check(t.Context(), connection(s, "company", "99")); d[0].Field != "company" || len(d[0].Choices) != 2 || d[0].Choices[1].Value != "31" {
		t.Errorf("another company: %+v", d)
	}
	if d := (connector{}).Check(t.Context(), connection(s, "company", "31")); !strings.HasPrefix(d[0].Summary, "Klient AS") {
		t.Errorf("a client: %+v", d)
	}
	for route, want := range map[string]string{"GET /v2/invoice": "31", "GET /v2/company/>withLoginAccess": "0"} {
		if who, _, _ := (&http.Request{Header: s.Got(route)[0].Header}).BasicAuth(); who != want {
			t.Errorf("%s was asked for as %q", route, who)
		}
	}
	s.On("GET /v2/invoice", listed(`[{"id":1,"customer":{"id":881},"currency":{"code":"NOK"}}]`))
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull}); err == nil || !strings.Contains(err.Error(), "does not show this user") {
		t.Errorf("amounts that are not shown: %v", err)
	}
}
