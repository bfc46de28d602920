package main

import (
	"context"
	"fmt"
	"net/http"
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
	{ExternalID: inv + "01", DebtorID: adatum, Number: "PS-1", Kind: spec.ItemInvoice, Currency: "DKK", Issued: "2026-09-01", Due: "2026-10-01", Amount: 100000, Open: 75000, OrderRef: "PO 7", Extra: map[string]string{"promised": "2026-11-30"}},
	{ExternalID: inv + "02", DebtorID: adatum, Number: "PS-2", Kind: spec.ItemInvoice, Currency: "DKK", Issued: "2026-09-03", Due: "2026-10-03", Amount: 50000, Open: 50000, Extra: map[string]string{"dispute": "WRONG"}},
	{ExternalID: inv + "03", DebtorID: fjord, Number: "PS-3", Kind: spec.ItemInvoice, Currency: "EUR", Issued: "2026-09-04", Due: "2026-10-04", Amount: 10000, Open: 10000},
	{ExternalID: inv + "05", DebtorID: adatum, Number: "PS-5", Kind: spec.ItemInvoice, Currency: "DKK", Issued: "2026-09-05", Amount: 20010, Open: 20010},
	{ExternalID: "entry-20", DebtorID: adatum, Number: "CM-1", Kind: spec.ItemCredit, Currency: "DKK", Issued: "2026-09-30", Amount: -10000, Open: -6000, AppliesTo: inv + "01"},
	{ExternalID: "entry-21", DebtorID: fjord, Number: "CM-2", Kind: spec.ItemCredit, Currency: "EUR", Issued: "2026-09-30", Amount: -5000, Open: -5000},
	{ExternalID: "entry-23", DebtorID: trey, Number: "PAY-9", Kind: spec.ItemPayment, Currency: "DKK", Issued: "2026-09-30", Amount: -30000, Open: -30000},
	{ExternalID: "entry-25", DebtorID: trey, Number: "OPEN-1", Kind: spec.ItemInvoice, Currency: "DKK", Issued: "2026-09-30", Due: "2026-10-31", Amount: 8000, Open: 8000},
	{ExternalID: "entry-26", DebtorID: adatum, Number: "FCM-1", Kind: spec.ItemFee, Currency: "DKK", Issued: "2026-09-30", Due: "2026-10-31", Amount: 3500, Open: 3500},
	{ExternalID: "entry-27", DebtorID: adatum, Number: "J-1", Kind: spec.ItemOther, Currency: "DKK", Issued: "2026-09-30", Due: "2026-10-31", Amount: 2000, Open: 2000},
}

func TestConformance(t *testing.T) {
	s, _ := central(t)
	settings, secrets := values(s)
	got := conformance.Run(t, conformance.Options{Settings: settings, Secrets: secrets, Rejected: 3})
	if len(got.Debtors) != 3 || len(got.Items) != len(truth) || len(got.Payments) != 1 {
		t.Fatalf("%d customers, %d items, %d payments", len(got.Debtors), len(got.Items), len(got.Payments))
	}
	for _, want := range truth {
		if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return fmt.Sprint(i) == fmt.Sprint(want) }) {
			t.Errorf("%+v\nis not among %+v", want, got.Items)
		}
	}
	if p := got.Payments[0]; p.ExternalID != "15" || p.Date != "2026-10-20" || p.Amount != 25000 || p.Allocations[0].ItemID != inv+"01" || p.Reference != "PAY-1" {
		t.Errorf("%+v", p)
	}
	said := fmt.Sprint(got.Diagnostics)
	for _, want := range []string{
		"(Credit Memo CM-3) was left out: it is in EUR, was applied in part", "(Payment PAY-8) was left out: the customer is billed in EUR", "(Payment PAY-7) was left out: it is of customer 99999",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q: %s", want, said)
		}
	}
}

func read(t *testing.T, settings spec.Settings, req spec.ReadRequest) sdk.Collected {
	t.Helper()
	got, err := sdk.Collect(t.Context(), connector{}, settings, req)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTheSumIsHeldAgainstTheAgedBalances(t *testing.T) {
	s, _ := central(t)
	got := read(t, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	sum := int64(0)
	for _, i := range got.Items {
		if i.Currency == "DKK" {
			sum += i.Open
		}
	}
	if control := got.Checkpoints[0].Control; control["DKK"] != 122510 || sum != 122510 || control["EUR"] != 2866 || len(control) != 2 {
		t.Errorf("the balances are %v, the items %d", control, sum)
	}
}

func TestCustomersAreWhoTheyAre(t *testing.T) {
	s, _ := central(t)
	got := read(t, asPerson(s), spec.ReadRequest{Mode: spec.ModeFull})
	d := got.Debtors[0]
	if d.Email != "robert@adatum.example" || len(d.Contacts) != 1 || d.Contacts[0].Email != "books@adatum.example" || d.Country != "DK" || d.Kind != spec.DebtorBusiness ||
		d.OrgNumber != "DK12345678" || d.Owner != "PS" || d.Currency != "DKK" || d.Extra != nil {
		t.Errorf("several addresses in one field: %+v", d)
	}
	if d := got.Debtors[1]; d.Kind != spec.DebtorConsumer || d.OrgNumber != "" || d.Country != "" || d.Extra["country"] != "XX-ISLE" || d.Extra["blocked"] != "Ship" || d.Currency != "DKK" {
		t.Errorf("a person, whose number is nobody's business: %+v", d)
	}
	if d := got.Debtors[2]; d.Extra != nil || d.Currency != "EUR" {
		t.Errorf("an empty choice is no word: %+v", d)
	}
}

func TestSomeCustomersAreReadWithoutTotals(t *testing.T) {
	s, _ := central(t)
	got := read(t, connection(s), spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{trey}})
	if len(got.Debtors) != 1 || len(got.Items) != 2 || len(got.Checkpoints[0].Control) != 0 {
		t.Errorf("%+v", got)
	}
}

// Invoices and the ledger tell the same debts. Where they do not agree somebody has posted between the two.
func TestBooksThatChangeWhileTheyAreReadAreReadAgain(t *testing.T) {
	s, e := central(t)
	e.before = func(entity string, times int) {
		if entity == "customerLedgerEntries" && times == 1 { // PS-2 is paid in part after the invoices were read
			paid := record{"cleEntryNo": 2.0, "cleOpen": true, "dcleEntryNo": 60.0, "dclePostingDate": "2026-11-21", "dcleDocumentType": "Payment", "dcleDocumentNo": "PAY-2", "dcleAmountLCY": -100.0, "dcleCustomerNo": "10000"}
			e.records[entity] = append(slices.Clone(e.records[entity]), paid)
			e.change("salesInvoices", "number", "PS-2", record{"remainingAmount": 400.0})
		}
	}
	got := read(t, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	if i := slices.IndexFunc(got.Items, func(i spec.Item) bool { return i.Number == "PS-2" }); got.Items[i].Open != 40000 || e.asked["salesInvoices"] != 2 || len(got.Payments) != 2 {
		t.Errorf("%+v after %d reads", got.Items[i], e.asked["salesInvoices"])
	}
	e.before = nil
	e.change("salesInvoices", "number", "PS-2", record{"remainingAmount": 1.0})
	_, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	if d := web.Diagnose(err, ""); d.Code != spec.CodeSourceChanged || !strings.Contains(d.Summary, "PS-2") {
		t.Errorf("books that never agree: %v", err)
	}
	if got := read(t, connection(s, "ledger", "false"), spec.ReadRequest{Mode: spec.ModeFull}); len(got.Items) != 4 || len(got.Payments) != 0 {
		t.Errorf("without the ledger: %+v", got.Items)
	}
}

// What stands only in the ledger of a posted sales invoice has been paid: the ledger may be a little behind.
func TestAPaidInvoiceIsNotTakenFromTheLedger(t *testing.T) {
	s, _ := central(t)
	got := read(t, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	for _, i := range got.Items {
		if i.Number == "PS-4" || i.Number == "PAY-6" || i.Number == "OLD" {
			t.Errorf("%+v", i)
		}
	}
	if said := fmt.Sprint(got.Diagnostics); !strings.Contains(said, "1 posted invoices are open in the customer ledger and not among") {
		t.Errorf("nobody says so: %s", said)
	}
}

func TestACurrencyThatIsNotToldEndsTheRead(t *testing.T) {
	s, _ := central(t)
	s.On("GET "+ofCorp+"companyInformation", guarded(webtest.JSON(`{"value":[{"displayName":"CRONUS","currencyCode":"DKK"}]}`)))
	if home, err := open(connection(s)).home(t.Context()); err != nil || home != "DKK" {
		t.Errorf("a list of one: %q, %v", home, err)
	}
	s.On("GET "+ofCorp+"companyInformation", guarded(webtest.JSON(`{"displayName":"CRONUS","currencyCode":""}`)))
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull}); !strings.Contains(web.Diagnose(err, "").Hint, "General Ledger Setup") {
		t.Errorf("%v", err)
	}
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{
		"broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset, "signed out": webtest.SignedOut, "asked too often": webtest.TooMany,
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := central(t)
			s.Trouble("GET "+ofLedge, trouble)
			c, n := open(connection(s)), 0
			c.Wait = func(context.Context, time.Duration) error { return nil }
			if err := c.ledger(t.Context(), func(detail) { n++ }); err != nil || n != len(ledger)-1 {
				t.Errorf("%d rows, %v", n, err)
			}
		})
	}
	s, _ := central(t)
	s.On("GET "+ofCorp+"customers", guarded(webtest.JSON(`{"value":[{"id":"1"}],"@odata.nextLink":"https://elsewhere.example/customers?$skiptoken=1"}`)))
	if err := open(connection(s)).customers(t.Context(), func(customer) {}); err == nil || !strings.Contains(err.Error(), "another host") {
		t.Errorf("a link that leads elsewhere: %v", err)
	}
	s.On("GET "+ofCorp+"customers", guarded(func(w http.ResponseWriter, r *http.Request) {
		webtest.JSON(`{"value":[{"id":"1"}],"@odata.nextLink":"`+s.URL+ofCorp+`customers?$skiptoken=1"}`)(w, r)
	}))
	if err := open(connection(s)).customers(t.Context(), func(customer) {}); web.Diagnose(err, "").Code != spec.CodeSourceChanged {
		t.Errorf("pages without end: %v", err)
	}
}

func TestWhatIsWrongIsSaidPlainly(t *testing.T) {
	s, _ := central(t)
	if d := (connector{}).Check(t.Context(), connection(s)); len(d) != 1 || d[0].Code != spec.CodeRecognised || !strings.Contains(d[0].Summary, "CRONUS Danmark A/S") {
		t.Errorf("%+v", d)
	}
	if d := (connector{}).Check(t.Context(), connection(s, "ledger", "false")); len(d) != 2 || d[1].Field != "ledger" {
		t.Errorf("without the ledger: %+v", d)
	}
	if d := (connector{}).Check(t.Context(), connection(s, "company", "")); d[0].Field != "company" || len(d[0].Choices) != 1 || d[0].Choices[0].Value != companyID {
		t.Errorf("no company: %+v", d)
	}
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s, "company", ""), spec.ReadRequest{Mode: spec.ModeFull}); web.Diagnose(err, "").Field != "company" {
		t.Errorf("a read without a company: %v", err)
	}
	wrong := spec.NewSettings(connection(s).Values(), map[string]string{"client_secret": "wrong"})
	if d := (connector{}).Check(t.Context(), wrong); d[0].Code != spec.CodeNotAuthorised || !strings.Contains(d[0].Summary, "AADSTS7000215") {
		t.Errorf("a wrong secret: %+v", d)
	}
	s.On("GET "+ofLedge, webtest.Status(403, `{"error":{"code":"Authorization_RequestDenied","message":"You do not have permission. CorrelationId: 1"}}`))
	d := (connector{}).Check(t.Context(), connection(s))
	if d[0].Field != "ledger" || !strings.Contains(d[0].Detail, "Authorization_RequestDenied") || !strings.Contains(d[0].Hint, "analytics") {
		t.Errorf("no right to the ledger: %+v", d)
	}
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull}); web.Diagnose(err, "").Field != "ledger" {
		t.Errorf("a read without that right: %v", err)
	}
}

func TestAnAppReadsByItselfAndAPersonSignsIn(t *testing.T) {
	s, _ := central(t)
	read(t, connection(s), spec.ReadRequest{Mode: spec.ModeFull})
	sent := s.Got("POST /contoso.example/oauth2/v2.0/token")
	if len(sent) != 1 || !strings.Contains(sent[0].Body, "grant_type=client_credentials") || sent[0].Header.Get("Authorization") != "" {
		t.Errorf("sent %v", sent)
	}
	if err := (connector{}).Authorize(t.Context(), connection(s), &webtest.Browser{T: t}); web.Diagnose(err, "").Field != "client_secret" {
		t.Errorf("a sign-in of an app: %v", err)
	}
	settings := asPerson(s, "company", "")
	b, c := &webtest.Browser{T: t}, open(settings)
	var kept []string
	c.auth.Keep = func(_ context.Context, refresh string) error { kept = append(kept, refresh); return nil }
	if err := c.signIn(t.Context(), settings, b); err != nil || fmt.Sprint(kept) != "[r3fresh]" || b.Learned("company") != companyID {
		t.Errorf("kept %v, learnt %q, %v", kept, b.Learned("company"), err)
	}
	if asked := b.Asked(); asked.Get("scope") != scope+" offline_access" || asked.Get("code_challenge_method") != "S256" || c.auth.AuthorizeURL != "https://login.example.com/contoso.example/oauth2/v2.0/authorize" {
		t.Errorf("asked %s for %v", c.auth.AuthorizeURL, asked)
	}
}
