package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
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

// truth is what must come of the company's books.
var truth = []spec.Item{
	{ExternalID: "1", DebtorID: "100", Number: "1", Kind: spec.ItemInvoice, Currency: "SEK", Issued: "2026-11-11", Due: "2026-12-12", Amount: 125000, Open: 125000, Reference: "133", OrderRef: "PO 7"},
	{ExternalID: "2", DebtorID: "100", Number: "2", Kind: spec.ItemInvoice, Currency: "SEK", Issued: "2026-10-01", Due: "2026-10-31", Amount: 100000, Open: 40050, Reference: "25"},
	{ExternalID: "3", DebtorID: "1001", Number: "3", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-10-01", Due: "2026-10-31", Amount: 50050, Open: 20050},
	{ExternalID: "6", DebtorID: "100", Number: "6", Kind: spec.ItemFee, Currency: "SEK", Issued: "2026-11-01", Due: "2026-11-11", Amount: 4500, Open: 4500},
	{ExternalID: "11", DebtorID: "P-1 ö", Number: "11", Kind: spec.ItemInvoice, Currency: "SEK", Issued: "2026-11-01", Due: "2026-12-01", Amount: 700000, Open: 700000},
	{ExternalID: "12", DebtorID: "P-1 ö", Number: "12", Kind: spec.ItemCredit, Currency: "SEK", Issued: "2026-11-02", Amount: -8000, Open: -8000},
	{ExternalID: "5", DebtorID: "100", Number: "5", Kind: spec.ItemCredit, Currency: "SEK", Issued: "2026-10-05", Amount: -25000, Open: -25000, AppliesTo: "1"},
}

func TestConformance(t *testing.T) {
	s, _ := fortnox(t)
	settings, secrets := values(s)
	got := conformance.Run(t, conformance.Options{Settings: settings, Secrets: secrets, Rejected: 1})
	if len(got.Debtors) != 3 || len(got.Items) != len(truth) || len(got.Payments) != 3 {
		t.Fatalf("%d customers, %d items, %d payments", len(got.Debtors), len(got.Items), len(got.Payments))
	}
	for _, want := range truth {
		if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return fmt.Sprint(i) == fmt.Sprint(want) }) {
			t.Errorf("%+v\nis not among %+v", want, got.Items)
		}
	}
	said := fmt.Sprint(got.Diagnostics)
	for _, want := range []string{"1 open invoices are with Fortnox Finans", "1 invoices were sent and are not booked", "1 open invoices have been reminded of", "60.00 EUR of it is told as open"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q: %s", want, said)
		}
	}
}

func TestCustomersAreWhoTheyAre(t *testing.T) {
	s, _ := fortnox(t)
	got := read(t, s, spec.ReadRequest{Mode: spec.ModeFull})
	d := got.Debtors[0]
	if d.Number != "100" || d.Kind != spec.DebtorBusiness || d.OrgNumber != "556036-0793" || d.Country != "SE" || d.Language != "sv" || d.Email != "faktura@kund.example" ||
		d.Phone != "08-1" || d.Currency != "SEK" || len(d.Contacts) != 4 || d.Contacts[0].Name != "Kajsa Berg" || d.Contacts[2].Email != "ekonomi@kund.example" {
		t.Errorf("a company, in the language of its newest invoice: %+v", d)
	}
	if d := got.Debtors[1]; d.Country != "NO" || !d.Inactive || d.Email != "post@nordlys.example" || d.Language != "en" || d.Kind != spec.DebtorBusiness {
		t.Errorf("a company abroad: %+v", d)
	}
	if d := got.Debtors[2]; d.Kind != spec.DebtorConsumer || d.OrgNumber != "" || d.Country != "" || d.Extra["country"] != "Atlantis" || d.Language != "" {
		t.Errorf("a person, whose number is nobody's business: %+v", d)
	}
}

func TestPaymentsAreThoseThatWereBookedOfTheInvoice(t *testing.T) {
	s, _ := fortnox(t)
	got := read(t, s, spec.ReadRequest{Mode: spec.ModeFull})
	var said []string
	for _, p := range got.Payments {
		said = append(said, fmt.Sprintf("%s %s %d %s of %s", p.ExternalID, p.Date, p.Amount, p.Currency, p.Allocations[0].ItemID))
	}
	if strings.Join(said, ", ") != "71 2026-10-20 59950 SEK of 2, 74 2026-10-21 30000 EUR of 3, 75 2026-10-21 3000 EUR of 4" {
		t.Errorf("%v", said)
	}
}

func read(t *testing.T, s *webtest.Server, req spec.ReadRequest) sdk.Collected {
	t.Helper()
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), req)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestWhatChangedIsReadWithWhatWasPaidAndTakenBack(t *testing.T) {
	s, b := fortnox(t)
	s.On("GET /3/companyinformation", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Sat, 21 Nov 2026 09:00:00 GMT")
		webtest.JSON(companyInfo)(w, r)
	})
	cursor := read(t, s, spec.ReadRequest{Mode: spec.ModeFull}).Checkpoints[0].Cursor
	quiet := read(t, s, spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: cursor})
	if len(quiet.Items)+len(quiet.Debtors)+len(quiet.Payments)+len(quiet.Removals) != 0 {
		t.Errorf("nothing has changed: %+v", quiet)
	}
	const later = "2026-11-21 09:30"
	b.change(later, func(b *books) {
		set(b.invoices, "DocumentNumber", "1", later, record{"Balance": 0.0, "FinalPayDate": "2026-11-21"})
		set(b.invoices, "DocumentNumber", "2", later, record{"Cancelled": true})
		set(b.invoices, "DocumentNumber", "6", later, record{"NoxFinans": true})
		set(b.invoices, "DocumentNumber", "10", later, record{"Sent": false}) // a draft still
		b.payments = append(b.payments, record{"Number": "80", "InvoiceNumber": 3.0, "PaymentDate": "2026-11-21", "Amount": 2200.0, "AmountCurrency": 200.5, "Currency": "EUR", "Booked": true, "modified": later})
		set(b.invoices, "DocumentNumber", "3", "", record{"Balance": 0.0}) // and its own time does not say so
		set(b.customers, "CustomerNumber", "P-1 ö", later, record{"Name": "Åsa Nyberg"})
	})
	s.On("GET /3/invoicepayments/80", guarded(b.single("InvoicePayment", "Number", record{"Number": "80"}, func() []record { return b.payments })))
	got := read(t, s, spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: cursor})
	var said []string
	for _, i := range got.Items {
		said = append(said, fmt.Sprintf("%s %d", i.ExternalID, i.Open))
	}
	slices.Sort(said)
	if strings.Join(said, ", ") != "1 0, 11 700000, 12 -8000, 3 0" || fmt.Sprint(got.Removals) != "[{items 2} {items 6}]" || len(got.Debtors) != 3 || got.Debtors[2].Name != "Åsa Nyberg" {
		t.Errorf("%v\n%v\n%+v", said, got.Removals, got.Debtors)
	}
	for _, asked := range s.Got("GET /3/invoices") {
		q, _ := url.ParseQuery(asked.Query)
		if q.Has("lastmodified") && (q.Get("lastmodified") != "2026-11-21 08:45" || q.Has("filter")) {
			t.Errorf("asked for %s", asked.Query)
		}
	}
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: []byte("?")}); web.Diagnose(err, "").Code != spec.CodeCursorInvalid {
		t.Errorf("a broken cursor: %v", err)
	}
}

// The search by customer number finds 1001 for 100, so it is not used; nor is anything of others fetched by itself.
func TestOneCustomerIsReadWithoutTheOthers(t *testing.T) {
	s, _ := fortnox(t)
	got := read(t, s, spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"100"}})
	if len(got.Debtors) != 1 || len(got.Items) != 4 || len(s.Got("GET /3/invoices/3")) != 0 || len(s.Got("GET /3/customers/1001")) != 0 {
		t.Errorf("%d customers, %d items", len(got.Debtors), len(got.Items))
	}
	for _, asked := range s.Got("") {
		if strings.Contains(asked.Query, "customernumber") && !strings.Contains(asked.Query, "sortby") {
			t.Errorf("asked for %s", asked.Query)
		}
	}
}

func TestWhatIsGoneBetweenListAndFetchIsTakenAway(t *testing.T) {
	s, _ := fortnox(t)
	gone := webtest.Status(404, `{"ErrorInformation":{"Error":1,"Message":"Kan inte hitta fakturan","Code":2000434}}`)
	s.On("GET /3/invoices/1", gone)
	s.On("GET /3/customers/1001", gone)
	got := read(t, s, spec.ReadRequest{Mode: spec.ModeFull})
	if len(got.Items) != len(truth)-1 || slices.ContainsFunc(got.Items, func(i spec.Item) bool { return i.ExternalID == "1" }) || len(got.Debtors) != 3 {
		t.Errorf("%d items, %d customers", len(got.Items), len(got.Debtors))
	}
	s.On("GET /3/invoices/1", webtest.JSON(`{"Invoice":{"DocumentNumber":"2","CustomerNumber":"100"}}`))
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull}); web.Diagnose(err, "").Code != spec.CodeSourceUnreadable {
		t.Errorf("another invoice than was asked for: %v", err)
	}
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{
		"broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset, "signed out": webtest.SignedOut, "asked too often": webtest.TooMany,
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := fortnox(t)
			s.Trouble("GET /3/invoices", trouble)
			c := open(connection(s))
			c.Wait = func(context.Context, time.Duration) error { return nil }
			if rows, err := c.unpaid(t.Context()); err != nil || len(rows) != 11 {
				t.Errorf("%d invoices, %v", len(rows), err)
			}
		})
	}
	s, _ := fortnox(t)
	s.Trouble("GET /3/invoices", webtest.Page)
	if _, err := open(connection(s)).unpaid(t.Context()); web.Diagnose(err, "").Code != spec.CodeSourceUnreadable {
		t.Errorf("a web page: %v", err)
	}
}

// Fortnox counts 25 requests in five seconds, and says neither how many are left nor how long to wait.
func TestItKeepsToThePaceByItself(t *testing.T) {
	s, _ := fortnox(t)
	c, q := open(connection(s)), &webtest.Quick{}
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	c.Pace.Now = func() time.Time { return now }
	c.Wait = func(_ context.Context, d time.Duration) error { q.Took(d); now = now.Add(d); return nil }
	for range 60 {
		if _, _, err := c.company(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if p := q.Pauses(); len(p) != 2 || p[0] != within || p[1] != within {
		t.Errorf("60 requests paused %v", p)
	}
}

func TestWhatIsWrongIsSaidPlainly(t *testing.T) {
	s, _ := fortnox(t)
	if d := (connector{}).Check(t.Context(), connection(s)); d[0].Code != spec.CodeRecognised || !strings.Contains(d[0].Summary, "Skagerrak Handel AB") {
		t.Errorf("%+v", d)
	}
	if d := (connector{}).Check(t.Context(), connection(s, "company", "1")); d[0].Field != "company" || d[0].Severity != spec.SeverityError {
		t.Errorf("another company: %+v", d)
	}
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s, "company", "1"), spec.ReadRequest{Mode: spec.ModeFull}); web.Diagnose(err, "").Field != "company" {
		t.Errorf("a read of another company: %v", err)
	}
	s.On("GET /3/invoices", webtest.Status(403, `{"ErrorInformation":{"error":1,"message":"Har inte behörighet för scope.","code":2001101}}`))
	d := (connector{}).Check(t.Context(), connection(s))
	if d[0].Code != spec.CodeNotAuthorised || d[0].Field != "refresh_token" || !strings.Contains(d[0].Detail, "(2001101): the company has no licence") {
		t.Errorf("no licence, in keys of lower case: %+v", d)
	}
	settings, _ := values(s)
	d = (connector{}).Check(t.Context(), spec.NewSettings(settings, map[string]string{"client_secret": "s3cret"}).WithDefaults(fields))
	if d[0].Code != spec.CodeNotAuthorised || !strings.Contains(d[0].Summary, "Nobody has signed in") {
		t.Errorf("nobody signed in: %+v", d)
	}
}

// A refresh token may be used once: the new one is kept before the access token that came with it is used.
func TestAPersonSignsInAndTheTokenRotates(t *testing.T) {
	s, _ := fortnox(t)
	tokens := []string{"first", "second"}
	s.On("POST /token", func(w http.ResponseWriter, r *http.Request) {
		fresh := tokens[0]
		tokens = tokens[1:]
		webtest.JSON(`{"access_token":"acc3ss","refresh_token":"`+fresh+`","expires_in":3600}`)(w, r)
	})
	b, o := &webtest.Browser{T: t}, open(connection(s)).auth
	var kept []string
	o.Keep = func(_ context.Context, refresh string) error { kept = append(kept, refresh); return nil }
	if _, err := o.SignIn(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if again, err := o.Expired(t.Context()); !again || err != nil {
		t.Fatal(err)
	}
	sent := s.Got("POST /token")
	if fmt.Sprint(kept) != "[first second]" || !strings.Contains(sent[1].Body, "refresh_token=first") || strings.Contains(sent[0].Body, "s3cret") {
		t.Errorf("kept %v, sent %v", kept, sent)
	}
	if asked := b.Asked(); asked.Get("access_type") != "offline" || asked.Get("scope") != "companyinformation customer invoice payment" {
		t.Errorf("asked for %v", asked)
	}
}

func TestTheCompanyOfTheSignInIsKept(t *testing.T) {
	s, _ := fortnox(t)
	b := &webtest.Browser{T: t}
	if kept, err := authorize(t, connection(s, "company", ""), b); err != nil || b.Learned("company") != "654321" || len(kept) != 1 {
		t.Errorf("%q, kept %v, %v", b.Learned("company"), kept, err)
	}
	b = &webtest.Browser{T: t}
	if kept, err := authorize(t, connection(s, "company", "7"), b); web.Diagnose(err, "").Field != "company" || b.Learned("company") != "" || len(kept) != 0 {
		t.Errorf("a sign-in at another company: kept %v, %v", kept, err)
	}
}
