package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

const (
	contacts = `[
	 {"contactId":2747365,"customerNumber":10001,"name":"Fiken AS","email":"kontakt@fiken.example","phoneNumber":"62158537","organizationNumber":"913312465",
	  "language":"Norwegian","currency":"NOK","address":{"streetAddress":"Karl Johan 34","postCode":"0550","city":"Oslo","country":"Norway"},
	  "contactPerson":[{"name":"Kari Nord","email":"kari@fiken.example","phoneNumber":"90000000"}]},
	 {"contactId":2747366,"customerNumber":10002,"name":"Ola Berg","language":"ENGLISH","currency":"EUR","address":{"city":"Wien","country":"Kakania"},"inactive":true}]`
	invoices = `[
	 {"invoiceId":2888156,"invoiceNumber":10001,"kid":"5855454756","issueDate":"2026-04-03","dueDate":"2026-04-17","net":25000,"vat":5000,"gross":30000,
	  "currency":"NOK","cash":false,"customer":{"contactId":2747365},"sale":{"saleId":2888156,"settled":false,"writeOff":false,"totalPaid":10000,
	  "outstandingBalance":20000,"salePayments":[{"paymentId":1,"date":"2026-04-20","account":"1920:10001","amount":10000}]}},
	 {"invoiceId":2888157,"invoiceNumber":10002,"issueDate":"2026-05-03","dueDate":"2026-05-17","gross":50000,"currency":"EUR",
	  "customer":{"contactId":2747366},"sale":{"saleId":2888157,"outstandingBalance":585000,"outstandingBalanceInCurrency":50000}},
	 {"invoiceId":2888158,"invoiceNumber":10003,"issueDate":"2026-05-03","dueDate":"2026-05-17","gross":50000,"currency":"EUR",
	  "customer":{"contactId":2747366},"sale":{"saleId":2888158,"outstandingBalance":585000}},
	 {"invoiceId":2888159,"invoiceNumber":10004,"issueDate":"2026-05-03","dueDate":"2026-05-03","gross":9900,"currency":"NOK","cash":true,
	  "customer":{"contactId":2747366},"sale":{"saleId":2888159,"outstandingBalance":9900}}]`
	credits = `[{"creditNoteId":77,"creditNoteNumber":10001,"associatedInvoiceId":2888156,"issueDate":"2026-04-20","gross":5000,"currency":"NOK",
	  "customer":{"contactId":2747365},"settled":false,"sale":{"saleId":3,"outstandingBalance":5000}}]`
)

// claim is what can be written off.
type claim struct {
	mu      sync.Mutex
	written bool
}

func (c *claim) reopen() { c.set(false) }

func (c *claim) set(written bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.written = written
}

// open is what is open of it, and whether it was written off.
func (c *claim) open() (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.written {
		return "0", true
	}
	return "20000", false
}

// invoices are all, the one as it stands now.
func (c *claim) invoices(size int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		open, _ := c.open()
		inPages(strings.Replace(invoices, `"outstandingBalance":20000`, `"outstandingBalance":`+open, 1), size)(w, r)
	}
}

// fiken is a company in Fiken.
func fiken(t *testing.T) *webtest.Server { return fikenWith(t, &claim{}) }

func fikenWith(t *testing.T, one *claim) *webtest.Server {
	t.Helper()
	s := webtest.New(t)
	s.On("GET /companies", paged(`[{"name":"Skagerrak Engros AS","slug":"skagerrak-engros-as"}]`))
	s.On("GET /companies/skagerrak-engros-as/contacts", paged(contacts))
	s.On("GET /companies/skagerrak-engros-as/invoices", one.invoices(1))
	s.On("GET /companies/skagerrak-engros-as/creditNotes", paged(credits))
	s.On("GET /companies/skagerrak-engros-as/invoices/2888156", func(w http.ResponseWriter, r *http.Request) {
		open, written := one.open()
		webtest.JSON(fmt.Sprintf(`{"invoiceId":2888156,"currency":"NOK","customer":{"contactId":2747365},
			"sale":{"saleId":2888156,"outstandingBalance":%s,"writeOff":%v}}`, open, written))(w, r)
	})
	s.On("PATCH /companies/skagerrak-engros-as/sales/2888156/writeOff", func(w http.ResponseWriter, _ *http.Request) {
		one.set(true)
		w.WriteHeader(http.StatusOK)
	})
	return s
}

// paged answers with one row a page, as Fiken tells of its pages.
func paged(rows string) http.HandlerFunc { return inPages(rows, 1) }

func inPages(rows string, size int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer s3cret-token" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		var all []json.RawMessage
		if err := json.Unmarshal([]byte(rows), &all); err != nil {
			panic(err)
		}
		var n int
		_, _ = fmt.Sscan(r.URL.Query().Get("page"), &n)
		w.Header().Set("Fiken-Api-Page-Count", fmt.Sprint((len(all)+size-1)/size))
		w.Header().Set("Fiken-Api-Result-Count", fmt.Sprint(len(all)))
		page, err := json.Marshal(all[min(len(all), n*size):min(len(all), (n+1)*size)])
		if err != nil {
			panic(err)
		}
		webtest.JSON(string(page))(w, r)
	}
}

func settings(s *webtest.Server) (map[string]string, map[string]string) {
	return map[string]string{"company": "skagerrak-engros-as", "address": s.URL, "sign_in": s.URL}, map[string]string{"token": "s3cret-token"}
}

func connection(s *webtest.Server) spec.Settings {
	values, secrets := settings(s)
	return spec.NewSettings(values, secrets)
}

func TestConformance(t *testing.T) {
	t.Parallel() // its pace is Fiken's
	values, secrets := settings(fiken(t))
	got := conformance.Run(t, conformance.Options{Settings: values, Secrets: secrets, Rejected: 1})
	if len(got.Debtors) != 2 || len(got.Items) != 3 || len(got.Payments) != 1 {
		t.Fatalf("%d customers, %d items, %d payments", len(got.Debtors), len(got.Items), len(got.Payments))
	}
	for _, want := range []struct {
		id, number, currency, due string
		amount, open              int64
	}{
		{"2888156", "10001", "NOK", "2026-04-17", 30000, 20000},
		{"2888157", "10002", "EUR", "2026-05-17", 50000, 50000},
		{"credit-77", "10001", "NOK", "", -5000, -5000},
	} {
		for _, i := range got.Items {
			if i.ExternalID == want.id && (i.Number != want.number || i.Currency != want.currency || string(i.Due) != want.due || i.Amount != want.amount || i.Open != want.open) {
				t.Errorf("%s is %+v", want.id, i)
			}
		}
	}
	if d := got.Debtors[0]; d.Language != "nb" || d.Country != "NO" || d.Kind != spec.DebtorBusiness || d.Contacts[0].Name != "Kari Nord" {
		t.Errorf("%+v", d)
	}
	if d := got.Debtors[1]; d.Country != "" || d.Extra["country"] != "Kakania" || d.Kind != spec.DebtorUnknown || !d.Inactive {
		t.Errorf("a country that is none is not guessed: %+v", d)
	}
}

func TestConformanceOfWriting(t *testing.T) {
	t.Parallel()
	one := &claim{}
	server := fikenWith(t, one)
	server.On("GET /companies/skagerrak-engros-as/contacts", inPages(contacts, 100)) // Fiken's pace makes each page a wait
	server.On("GET /companies/skagerrak-engros-as/invoices", one.invoices(100))
	values, secrets := settings(server)
	conformance.RunPostings(t, conformance.Options{Settings: values, Secrets: secrets, Rejected: 1, Postings: conformance.Postings{
		Date: "2026-11-20", Anew: one.reopen, Permanent: []spec.PostingKind{spec.PostWriteOff},
		Samples: map[spec.PostingKind]spec.Posting{spec.PostWriteOff: writeOff()},
	}})
}

// writeOff is all that is open of the invoice 10001.
func writeOff() spec.Posting {
	return spec.Posting{
		Kind: spec.PostWriteOff, DebtorID: "2747365", Date: "2026-11-20", Currency: "NOK", Amount: 20000, Reason: "insolvency",
		Text: "the estate is closed", Parts: []spec.PostingPart{{ItemID: "2888156", Number: "10001", Amount: 20000}},
	}
}

func TestAWholeInvoiceIsWrittenOffOnce(t *testing.T) {
	s := fiken(t)
	p := spec.Posting{
		Key: "DD-K1", Kind: spec.PostWriteOff, DebtorID: "2747365", Date: "2026-11-20", Currency: "NOK", Amount: 20000, Reason: "insolvency",
		Text: "the estate is closed", Parts: []spec.PostingPart{{ItemID: "2888156", Number: "10001", Amount: 20000}},
	}
	if _, found, err := (connector{}).Find(t.Context(), connection(s), p); err != nil || found {
		t.Fatalf("found before it was written: %v", err)
	}
	for n, already := range []bool{false, true} {
		if got, err := (connector{}).Write(t.Context(), connection(s), p); err != nil || got.Already != already {
			t.Fatalf("attempt %d: %+v, %v", n+1, got, err)
		}
	}
	sent := s.Got("PATCH /companies/skagerrak-engros-as/sales/2888156/writeOff")
	if len(sent) != 1 || sent[0].Body != `{"comment":"DD-K1 the estate is closed","date":"2026-11-20","type":"CUSTOMER_BANKRUPTCY"}` {
		t.Errorf("sent %v", sent)
	}
	if at, found, err := (connector{}).Find(t.Context(), connection(s), p); err != nil || !found || at.ExternalIDs[0] != "2888156" {
		t.Errorf("not found afterwards: %+v, %v", at, err)
	}
}

func TestWhatFikenCannotTakeIsRefusedPlainly(t *testing.T) {
	s := fiken(t)
	for says, change := range map[string]func(*spec.Posting){
		"20.00 as open":            func(p *spec.Posting) { p.Parts[0].Amount, p.Amount = 100, 100 },
		"no loss for the reason":   func(p *spec.Posting) { p.Reason = "goodwill" },
		"in EUR is not sent":       func(p *spec.Posting) { p.Currency = "EUR" },
		"cannot take a write-off":  func(p *spec.Posting) { p.Undoes = []string{"1"} },
		"one invoice at a time":    func(p *spec.Posting) { p.Parts = append(p.Parts, p.Parts[0]) },
		"not one of the customer":  func(p *spec.Posting) { p.DebtorID = "2747366" },
		"does not have what was a": func(p *spec.Posting) { p.Parts[0].ItemID = "1" },
	} {
		p := spec.Posting{
			Key: "DD-K1", Kind: spec.PostWriteOff, DebtorID: "2747365", Date: "2026-11-20", Currency: "NOK", Amount: 20000, Reason: "insolvency",
			Parts: []spec.PostingPart{{ItemID: "2888156", Number: "10001", Amount: 20000}},
		}
		change(&p)
		if _, err := (connector{}).Write(t.Context(), connection(s), p); err == nil || !strings.Contains(strings.ReplaceAll(err.Error(), "200.00", "20.00"), says) {
			t.Errorf("%q: %v", says, err)
		}
	}
	if n := len(s.Got("PATCH /companies/skagerrak-engros-as/sales/2888156/writeOff")); n != 0 {
		t.Errorf("%d write-offs were sent", n)
	}
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{"broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset} {
		t.Run(name, func(t *testing.T) {
			s := fiken(t)
			s.Trouble("GET /companies/skagerrak-engros-as/invoices", trouble)
			n := 0
			if err := open(connection(s)).invoices(t.Context(), func(invoice) { n++ }); err != nil || n != 4 {
				t.Errorf("%d invoices, %v", n, err)
			}
		})
	}
	s := fiken(t)
	s.Trouble("GET /companies", webtest.Page)
	if found := (connector{}).Check(t.Context(), connection(s)); len(found) != 1 || !strings.Contains(found[0].Summary, "web page") {
		t.Errorf("a web page: %v", found)
	}
	values, _ := settings(s)
	if d := (connector{}).Check(t.Context(), spec.NewSettings(values, map[string]string{"token": "wrong"})); d[0].Code != spec.CodeNotAuthorised || d[0].Field != "token" {
		t.Errorf("a wrong token: %+v", d)
	}
	values["company"] = "another"
	if d := (connector{}).Check(t.Context(), spec.NewSettings(values, map[string]string{"token": "s3cret-token"})); d[0].Field != "company" || len(d[0].Choices) != 1 {
		t.Errorf("another company: %+v", d)
	}
	if d := web.Diagnose(open(spec.NewSettings(values, nil)).contacts(t.Context(), func(contact) {}), "token"); d.Code != spec.CodeNotAuthorised {
		t.Errorf("nobody signed in: %+v", d)
	}
}

// An invoice that is paid between two pages moves the ones behind it forward: the one that slips through would be taken as paid.
func TestPagesThatMoveAreReadAgain(t *testing.T) {
	s := fiken(t)
	const route = "GET /companies/skagerrak-engros-as/invoices"
	asked := 0
	s.On(route, func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked > 1 { // the first was paid
			paged("["+invoices[strings.Index(invoices, `{"invoiceId":2888157`):])(w, r)
			return
		}
		paged(invoices)(w, r)
	})
	var got []string
	if err := open(connection(s)).invoices(t.Context(), func(i invoice) { got = append(got, id(i.ID)) }); err != nil || strings.Join(got, " ") != "2888157 2888158 2888159" {
		t.Errorf("%v, %v", got, err)
	}
	s.On(route, webtest.JSON(`null`))
	if err := open(connection(s)).invoices(t.Context(), func(invoice) {}); err == nil {
		t.Error("an answer without a list is taken for an empty one")
	}
}

// What is open lives on the sale: an invoice without one, or a credit note in another currency without its own amount, does not say.
func TestWhatIsNotSaidIsNotTakenAsNothing(t *testing.T) {
	for text, want := range map[string]string{
		`{"invoiceId":1,"issueDate":"2026-04-03","gross":30000,"currency":"NOK","customer":{"contactId":1}}`:                                            "rejected",
		`{"invoiceId":1,"issueDate":"2026-04-03","gross":30000,"currency":"NOK","customer":{"contactId":1},"sale":{"saleId":1}}`:                        "rejected",
		`{"invoiceId":1,"issueDate":"2026-04-03","gross":30000,"currency":"NOK","customer":{"contactId":1},"sale":{"saleId":1,"outstandingBalance":0}}`: "0",
		`{"invoiceId":1,"issueDate":"2026-04-03","gross":30000,"currency":"NOK","sale":{"saleId":1,"settled":true}}`:                                    "",
	} {
		var i invoice
		if err := json.Unmarshal([]byte(text), &i); err != nil {
			t.Fatal(err)
		}
		m := newMapping()
		m.invoice(i)
		if got := said(m); got != want {
			t.Errorf("%s\nbecomes %q", text, got)
		}
	}
	for sale, want := range map[string]string{
		``: "-5000", `,"sale":{"saleId":3,"outstandingBalance":9000,"outstandingBalanceInCurrency":2000}`: "-2000", `,"sale":{"saleId":3,"outstandingBalance":9000}`: "rejected",
	} {
		var n creditNote
		if err := json.Unmarshal([]byte(`{"creditNoteId":77,"issueDate":"2026-04-20","gross":5000,"currency":"EUR","customer":{"contactId":1}`+sale+`}`), &n); err != nil {
			t.Fatal(err)
		}
		m := newMapping()
		m.creditNote(n)
		if got := said(m); got != want {
			t.Errorf("a credit note%s becomes %q", sale, got)
		}
	}
}

func said(m *mapping) string {
	switch {
	case len(m.Rejected) > 0:
		return "rejected"
	case len(m.Items) > 0:
		return fmt.Sprint(m.Items[0].Open)
	}
	return ""
}

// What is looked up after a lost answer must be told: an invoice without its sale does not say that nothing was written off.
func TestAnInvoiceWithoutItsSaleIsNotFoundUnwritten(t *testing.T) {
	s := fiken(t)
	s.On("GET /companies/skagerrak-engros-as/invoices/2888156", webtest.JSON(`{"message":"not now"}`))
	p := spec.Posting{Key: "DD-K1", Kind: spec.PostWriteOff, Parts: []spec.PostingPart{{ItemID: "2888156"}}}
	if _, found, err := (connector{}).Find(t.Context(), connection(s), p); err == nil {
		t.Errorf("found %v", found)
	}
}

// A contact that is not marked as a customer any more owes all the same: the invoice tells whose it is.
func TestACustomerWhoIsNoneAnyMoreIsTakenFromTheInvoice(t *testing.T) {
	s := fiken(t)
	s.On("GET /companies/skagerrak-engros-as/contacts", paged(`[{"contactId":2747366,"customerNumber":10002,"name":"Ola Berg"}]`))
	s.On("GET /companies/skagerrak-engros-as/invoices", paged(strings.Replace(invoices, `"customer":{"contactId":2747365}`, `"customer":{"contactId":2747365,"name":"Fiken AS","email":"kontakt@fiken.example"}`, 1)))
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	if err != nil || len(got.Items) != 3 || len(got.Debtors) != 2 || got.Debtors[1].Name != "Fiken AS" || got.Debtors[1].Email == "" {
		t.Errorf("%d items, %+v, %v", len(got.Items), got.Debtors, err)
	}
}

func TestEachRequestHasAnIdOfItsOwn(t *testing.T) {
	s := fiken(t)
	_ = open(connection(s)).contacts(t.Context(), func(contact) {}) // of two pages
	var ids []string
	for _, r := range s.Got("GET /companies/skagerrak-engros-as/contacts") {
		ids = append(ids, r.Header.Get("X-Request-ID"))
	}
	uuid := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	if len(ids) != 2 || ids[0] == ids[1] || !uuid.MatchString(ids[0]) {
		t.Errorf("%v", ids)
	}
}
