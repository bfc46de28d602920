package main

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/contract"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// Everything that is sent and read is held to Xero's own description of its API.
func TestContract(t *testing.T) {
	d := contract.Open(t, "xero/spec.yaml")
	type pages struct {
		Pages *struct {
			Count int `json:"pageCount"`
			Items int `json:"itemCount"`
		} `json:"pagination"`
	}
	for path, into := range map[string]any{
		"/Contacts": struct {
			pages
			Contacts []contact `json:"Contacts"`
		}{},
		"/Invoices": struct {
			pages
			Invoices []invoice `json:"Invoices"`
		}{},
		"/CreditNotes": struct {
			pages
			CreditNotes []creditNote `json:"CreditNotes"`
		}{},
		"/Payments": struct {
			pages
			Payments []payment `json:"Payments"`
		}{},
		"/InvoiceReminders/Settings": reminders{}, "/Invoices/5/History": history{}, "/Contacts/5/History": history{}, "/Invoices/5/Attachments": attachments{},
	} {
		d.Reads(t, "GET", path, into)
	}
	// One record serves for both, each of which lacks the other's id.
	d.Reads(t, "GET", "/Overpayments", struct {
		Overpayments []onAccount `json:"Overpayments"`
	}{}, "PrepaymentID")
	d.Reads(t, "GET", "/Prepayments", struct {
		Prepayments []onAccount `json:"Prepayments"`
	}{}, "OverpaymentID")
	d.Answers(t, "GET", "/Contacts", `{"Contacts":`+contacts+`}`)
	d.Answers(t, "GET", "/Invoices", `{"Invoices":`+invoices+`}`)
	d.Answers(t, "GET", "/CreditNotes", `{"CreditNotes":`+creditNotes+`}`)
	d.Answers(t, "GET", "/Overpayments", `{"Overpayments":`+overpayments+`}`)
	d.Answers(t, "GET", "/Prepayments", `{"Prepayments":`+prepayments+`}`)
	d.Answers(t, "GET", "/Organisation", organisation)
	d.Requests(t, api, everything(t))
}

// everything has the connector do all that it can, and gives the requests that it made.
func everything(t *testing.T) []webtest.Request {
	t.Helper()
	s := xero(t)
	books(s)
	c := connection(s)
	first, err := sdk.Collect(t.Context(), connector{}, c, spec.ReadRequest{Mode: spec.ModeFull})
	if err != nil {
		t.Fatal(err)
	}
	for _, req := range []spec.ReadRequest{
		{Mode: spec.ModeFull, Debtors: []string{nordlys, barney}}, {Mode: spec.ModeIncremental, Cursor: first.Checkpoints[0].Cursor},
	} {
		// One of the invoices is broken, and has everything read again after all that changed was asked for.
		if _, err := sdk.Collect(t.Context(), connector{}, c, req); err != nil && web.Diagnose(err, "").Code != spec.CodeCursorInvalid {
			t.Fatal(err)
		}
	}
	if found := (connector{}).Check(t.Context(), c); found[0].Severity == spec.SeverityError {
		t.Fatal(found)
	}
	for _, kind := range []spec.PostingKind{spec.PostNote, spec.PostAttachment, spec.PostFee, spec.PostWriteOff} {
		p := order(kind)
		if _, err := (connector{}).Write(t.Context(), c, p); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if _, found, err := (connector{}).Find(t.Context(), c, p); err != nil || !found {
			t.Fatalf("%s is not found: %v", kind, err)
		}
	}
	p := order(spec.PostNote)
	p.Parts = nil
	if _, err := (connector{}).Write(t.Context(), c, p); err != nil {
		t.Fatal(err)
	}
	p = order(spec.PostFee)
	p.Undoes = []string{inv3}
	if _, err := (connector{}).Write(t.Context(), c, p); err != nil {
		t.Fatal(err)
	}
	return s.Got("")
}

// Xero's own examples are read as they stand.
func TestTheVendorsExamplesAreRead(t *testing.T) {
	d := contract.Open(t, "xero/spec.yaml")
	s := xero(t)
	for _, list := range []string{"Contacts", "Invoices", "CreditNotes", "Overpayments", "Prepayments", "Payments", "Organisation"} {
		if text := d.Example(t, "GET", "/"+list); text != "" {
			s.On(base+"/"+list, webtest.JSON(text))
		} else {
			t.Errorf("the description has no example of %s", list)
		}
	}
	c, m := open(connection(s)), newMapping()
	for _, phase := range c.phases(t.Context(), spec.ReadRequest{}, time.Time{}, m) {
		if err := phase.Fetch(); err != nil {
			t.Fatal(err)
		}
	}
	m.finish()
	if len(m.contacts) == 0 || len(m.Items) < 4 || len(m.Rejected) > 0 {
		t.Errorf("%d contacts, %d items %+v, rejected %v", len(m.contacts), len(m.Items), m.Items, m.Rejected)
	}
}
