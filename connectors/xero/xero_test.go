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

func TestConformance(t *testing.T) {
	settings, secrets := values(xero(t))
	got := conformance.Run(t, conformance.Options{Settings: settings, Secrets: secrets, Rejected: 1})
	if len(got.Debtors) != 3 || len(got.Items) != 5 || len(got.Payments) != 1 {
		t.Fatalf("%d customers, %d items, %d payments", len(got.Debtors), len(got.Items), len(got.Payments))
	}
	for _, want := range []spec.Item{
		{ExternalID: inv1, DebtorID: nordlys, Number: "INV-0001", Kind: spec.ItemInvoice, Currency: "NOK", Issued: "2018-10-20", Due: "2018-12-30", Amount: 12500, Open: 7500, OrderRef: "PO 7"},
		{ExternalID: inv2, DebtorID: old, Number: "INV-0002", Kind: spec.ItemInvoice, Currency: "JPY", Issued: "2018-10-20", Due: "2018-12-30", Amount: 1000, Open: 1000},
		{ExternalID: "credit-249f15fa-f2a7-4acc-8769-0984103f2225", DebtorID: nordlys, Number: "CN-0005", Kind: spec.ItemCredit, Currency: "NOK", Issued: "2018-11-29", Amount: -3450, Open: -3250},
		{ExternalID: "overpayment-098b4dcb-5622-4699-87f8-9d40c4ccceb3", DebtorID: barney, Kind: spec.ItemPayment, Currency: "NZD", Issued: "2018-11-29", Amount: -50000, Open: -50000, Description: "twice"},
		{ExternalID: "prepayment-ce0cddef-cf5a-4e59-b638-f225679115a7", DebtorID: barney, Kind: spec.ItemPayment, Currency: "NZD", Issued: "2018-11-29", Amount: -10000, Open: -8050},
	} {
		if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return fmt.Sprint(i) == fmt.Sprint(want) }) {
			t.Errorf("%+v\nis not among %+v", want, got.Items)
		}
	}
	if p := got.Payments[0]; p.Amount != 5000 || p.Date != "2018-11-29" || p.Allocations[0].ItemID != inv1 || p.Text != "Vipps" {
		t.Errorf("%+v", p)
	}
	d := got.Debtors[0]
	if d.Number != "10001" || d.Country != "NO" || d.Kind != spec.DebtorBusiness || d.Phone != "+47 77 60 00 00" || fmt.Sprint(d.Address.Lines) != "[Regnskap Postboks 7]" ||
		len(d.Contacts) != 2 || d.Contacts[1].Email != "ola@nordlys.example" {
		t.Errorf("%+v", d)
	}
	if d := got.Debtors[2]; !d.Inactive || !strings.Contains(d.Note, "Merged into") {
		t.Errorf("a merged contact whose items are still its own: %+v", d)
	}
	if d := got.Debtors[1]; !d.Inactive || d.Country != "" || d.Extra["country"] != "Cobblestone County" || d.Kind != spec.DebtorUnknown {
		t.Errorf("%+v", d)
	}
}

func TestWhatChangedIsReadWithWhatWasPaidAndTakenBack(t *testing.T) {
	s := xero(t)
	s.On(base+"/Organisation", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Sat, 21 Nov 2026 09:00:00 GMT")
		webtest.JSON(organisation)(w, r)
	})
	first, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	if err != nil {
		t.Fatal(err)
	}
	s.On(base+"/Contacts", func(w http.ResponseWriter, r *http.Request) { // none has changed, but one is asked for
		if r.URL.Query().Has("IDs") {
			paged("Contacts", contacts)(w, r)
			return
		}
		paged("Contacts", "[]")(w, r)
	})
	s.On(base+"/Invoices", paged("Invoices", `[
	 {"Type":"ACCREC","InvoiceID":"`+inv1+`","InvoiceNumber":"INV-0001","Status":"PAID","Contact":{"ContactID":"`+nordlys+`"},"DateString":"2018-10-20T00:00:00","DueDateString":"2018-12-30T00:00:00",
	  "Total":125,"AmountDue":0,"CurrencyCode":"NOK"},
	 {"Type":"ACCREC","InvoiceID":"`+inv2+`","Status":"VOIDED","Contact":{"ContactID":"`+old+`"}},
	 {"Type":"ACCREC","InvoiceID":"`+inv3+`","Status":"DRAFT","Contact":{"ContactID":"`+old+`"}},
	 {"Type":"ACCPAY","InvoiceID":"346d8a6d-1ae1-4b4d-9340-5601bdf41b87","Status":"PAID","Contact":{"ContactID":"`+supplier+`"}}]`))
	s.On(base+"/Payments", paged("Payments", `[{"PaymentID":"99ea7f6b-c513-4066-bc27-b7c65dcd76c2","Status":"DELETED"},{"PaymentID":"2","Status":"AUTHORISED"}]`))
	for _, list := range []string{"CreditNotes", "Overpayments", "Prepayments"} {
		s.On(base+"/"+list, paged(list, "[]"))
	}
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: first.Checkpoints[0].Cursor})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Items) != 1 || got.Items[0].Open != 0 || len(got.Debtors) != 1 || fmt.Sprint(got.Removals) != "[{items "+inv2+"} {payments 99ea7f6b-c513-4066-bc27-b7c65dcd76c2}]" {
		t.Errorf("%+v\n%+v\n%+v", got.Items, got.Debtors, got.Removals)
	}
	asked := s.Got(base + "/Invoices")
	if last := asked[len(asked)-1]; last.Header.Get("If-Modified-Since") != "2026-11-21T08:55:00" || strings.Contains(last.Query, "Statuses") {
		t.Errorf("asked for %s since %s", last.Query, last.Header.Get("If-Modified-Since"))
	}
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: []byte("?")}); web.Diagnose(err, "").Code != spec.CodeCursorInvalid {
		t.Errorf("a broken cursor: %v", err)
	}
}

func TestAListThatChangesIsReadAgain(t *testing.T) {
	s := xero(t)
	c := open(connection(s))
	c.size = 2
	asked := 0
	s.On(base+"/Invoices", func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 2 { // the first is paid between two pages
			s.On(base+"/Invoices", paged("Invoices", "["+invoices[strings.LastIndex(invoices, `{"Type"`):]))
			paged("Invoices", "["+invoices[strings.LastIndex(invoices, `{"Type"`):])(w, r)
			return
		}
		paged("Invoices", invoices)(w, r)
	})
	var numbers []string
	read := func() error {
		numbers = nil
		return c.invoices(t.Context(), nil, time.Time{}, func(i invoice) { numbers = append(numbers, i.Number) })
	}
	if err := read(); err != nil || strings.Join(numbers, " ") != "INV-0003" {
		t.Errorf("%v, %v", numbers, err)
	}
	s.On(base+"/Invoices", func(w http.ResponseWriter, r *http.Request) {
		asked++
		webtest.JSON(fmt.Sprintf(`{"Invoices":[{"InvoiceID":"%d"}],"pagination":{"pageCount":9,"itemCount":%d}}`, asked, asked))(w, r)
	})
	if err := read(); web.Diagnose(err, "").Code != spec.CodeSourceChanged {
		t.Errorf("a list without rest: %v", err)
	}
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{
		"broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset, "signed out": webtest.SignedOut, "asked too often": webtest.TooMany,
	} {
		t.Run(name, func(t *testing.T) {
			s := xero(t)
			s.Trouble(base+"/Invoices", trouble)
			c, n := open(connection(s)), 0
			c.Wait = func(context.Context, time.Duration) error { return nil }
			if err := c.invoices(t.Context(), nil, time.Time{}, func(invoice) { n++ }); err != nil || n != 3 {
				t.Errorf("%d invoices, %v", n, err)
			}
		})
	}
	s := xero(t)
	full := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-MinLimit-Remaining", "0")
		webtest.JSON(organisation)(w, r)
	}
	s.On(base+"/Organisation", full)
	c, q := open(connection(s)), &webtest.Quick{}
	c.Wait = func(_ context.Context, d time.Duration) error { q.Took(d); return nil }
	for range 2 {
		if _, err := c.organisation(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if p := q.Pauses(); len(p) != 1 || p[0] < 50*time.Second {
		t.Errorf("when the minute's requests are used up it waits %v", p)
	}
}

func TestCheckOffersOrganisations(t *testing.T) {
	s := xero(t)
	d := (connector{}).Check(t.Context(), connection(s))
	if len(d) != 2 || d[0].Code != spec.CodeRecognised || d[1].Code != "reminded-twice" {
		t.Errorf("%+v", d)
	}
	d = (connector{}).Check(t.Context(), connection(s, "tenant", ""))
	if d[0].Field != "tenant" || len(d[0].Choices) != 1 || d[0].Choices[0].Value != tenantID || d[0].Severity != spec.SeverityError {
		t.Errorf("no organisation: %+v", d)
	}
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s, "tenant", ""), spec.ReadRequest{Mode: spec.ModeFull}); web.Diagnose(err, "").Field != "tenant" {
		t.Errorf("a read without an organisation: %v", err)
	}
	settings, _ := values(s)
	d = (connector{}).Check(t.Context(), spec.NewSettings(settings, nil).WithDefaults(fields))
	if d[0].Code != spec.CodeNotAuthorised || !strings.Contains(d[0].Summary, "Nobody has signed in") {
		t.Errorf("nobody signed in: %+v", d)
	}
}

func TestAPersonSignsInWithoutASecretAndTheTokenRotates(t *testing.T) {
	s := xero(t)
	tokens := []string{"first", "second"}
	s.On("POST /token", func(w http.ResponseWriter, r *http.Request) {
		fresh := tokens[0]
		tokens = tokens[1:]
		webtest.JSON(`{"access_token":"acc3ss","refresh_token":"`+fresh+`","expires_in":1800}`)(w, r)
	})
	b := &webtest.Browser{T: t}
	o := signIn(connection(s, "write", "true"))
	var kept []string
	o.Keep = func(_ context.Context, refresh string) error { kept = append(kept, refresh); return nil }
	if _, err := o.SignIn(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if again, err := o.Expired(t.Context()); !again || err != nil {
		t.Fatal(err)
	}
	sent := s.Got("POST /token")
	code, _ := url.ParseQuery(sent[0].Body)
	if code.Get("client_id") != "desk" || len(code.Get("code_verifier")) < 43 || sent[0].Header.Get("Authorization") != "" || !strings.Contains(sent[1].Body, "refresh_token=first") {
		t.Errorf("sent %v", sent)
	}
	if fmt.Sprint(kept) != "[first second]" || b.Asked().Get("code_challenge_method") != "S256" || !strings.Contains(b.Asked().Get("scope"), "accounting.contacts ") ||
		!strings.HasPrefix(b.Asked().Get("redirect_uri"), "http://localhost:") {
		t.Errorf("kept %v, asked for %v", kept, b.Asked())
	}
	if got := signIn(connection(s)).Scopes; !strings.HasSuffix(got[1], ".read") {
		t.Errorf("to read alone it asks for %v", got)
	}
	if got := signIn(connection(s, "scopes", "offline_access accounting.transactions")).Scopes; len(got) != 2 {
		t.Errorf("own scopes: %v", got)
	}
}

// A contact that Xero does not give any more owes all the same: its item would be set aside.
func TestAContactThatIsGoneIsTakenFromTheInvoice(t *testing.T) {
	s := xero(t)
	s.On(base+"/Contacts", guarded(paged("Contacts", strings.Replace(contacts, nordlys, "f3675fc4-f8dd-4f03-ba5b-f1870566bcd7", 1))))
	s.On(base+"/Invoices", guarded(paged("Invoices", strings.Replace(invoices, `{"ContactID":"`+nordlys+`"}`, `{"ContactID":"`+nordlys+`","Name":"Nordlys AS"}`, 1))))
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	if err != nil || got.Checkpoints[0].Rejected != 1 || len(got.Items) != 5 || !slices.ContainsFunc(got.Debtors, func(d spec.Debtor) bool {
		return d.ExternalID == nordlys && d.Name == "Nordlys AS" && d.Inactive
	}) {
		t.Errorf("%d items, %+v, %v", len(got.Items), got.Debtors, err)
	}
}
