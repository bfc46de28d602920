package main

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/contract"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// described is where the description has its paths.
const described = "/v3/company/" + realm

// Everything that is sent and read is held to the description of the API, which was made of Intuit's schemas and pages.
func TestContract(t *testing.T) {
	d := contract.Open(t, "quickbooks/spec.yaml")
	// The schemas do not have what the pages tell: preferences, the state of deleted records, and failures among what changed. Of journal
	// entries they have the lines alone.
	own := []string{"QueryResponse.Preferences", "QueryResponse.JournalEntry", "status"}
	d.Reads(t, "GET", described+"/query", answer{}, own...)
	d.Reads(t, "GET", described+"/cdc", changesAnswer{}, "Preferences", "JournalEntry", "status", "CDCResponse.Fault")
	d.Reads(t, "GET", described+"/invoice/5", struct {
		Invoice invoice `json:"Invoice"`
	}{}, own...)
	d.Reads(t, "GET", described+"/customer/5", struct {
		Customer customer `json:"Customer"`
	}{}, own...)
	for entity, rows := range map[string]string{"Customer": customers, "Invoice": invoices, "CreditMemo": creditMemos, "Payment": payments} {
		d.Answers(t, "GET", described+"/query", `{"QueryResponse":{"`+entity+`":`+rows+`}}`)
	}
	d.Requests(t, "", everything(t))
}

// everything has the connector do all that it can, and gives the requests that it made.
func everything(t *testing.T) (out []webtest.Request) {
	t.Helper()
	s, c := quickbooks(t)
	first := read(t, s, spec.ReadRequest{Mode: spec.ModeFull})
	c.changes = changes
	for _, req := range []spec.ReadRequest{
		{Mode: spec.ModeFull, Debtors: []string{"24"}}, {Mode: spec.ModeIncremental, Cursor: first.Checkpoints[0].Cursor},
	} {
		if _, err := sdk.Collect(t.Context(), connector{}, connection(s), req); err != nil {
			t.Fatal(err)
		}
	}
	if found := (connector{}).Check(t.Context(), connection(s)); found[0].Severity == spec.SeverityError {
		t.Fatal(found)
	}
	for _, r := range s.Got("") {
		if strings.HasPrefix(r.Path, "/v3") { // the sign-in is another API
			out = append(out, r)
		}
	}
	return out
}

// Intuit's own examples are read as they stand.
func TestTheVendorsExamplesAreRead(t *testing.T) {
	d := contract.Open(t, "quickbooks/spec.yaml")
	s, c := quickbooks(t)
	c.changes = d.Example(t, "GET", described+"/cdc")
	for _, path := range []string{"/invoice/70", "/customer/20", "/customer/24"} {
		s.On(base+path, webtest.JSON(d.Example(t, "GET", described+path)))
	}
	r := reading{client: client1(t, s), mapping: newMapping("USD"), since: time.Date(2015, 12, 23, 0, 0, 0, 0, time.UTC)}
	if err := r.whatChanged(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(r.Items) != 2 || r.Items[0].Open != 36207 || r.Items[1].Open != -1000 || len(r.Removals) != 1 || len(r.Payments) != 1 || len(r.Rejected) != 0 {
		t.Errorf("%+v\n%+v\n%+v\n%+v", r.Items, r.Removals, r.Payments, r.Rejected)
	}
	if err := r.invoicesOfPayments(t.Context()); err != nil || len(r.Items) != 3 {
		t.Errorf("%d items, %v", len(r.Items), err)
	}
	one, found, err := r.customerOf(t.Context(), "24")
	if err != nil || !found || r.debtor(one).Email != "Surf@Intuit.com" {
		t.Errorf("%+v, %v", one, err)
	}
}
