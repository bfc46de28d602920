package main

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/contract"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// Everything that is sent and read is held to Fortnox's own description of its API.
func TestContract(t *testing.T) {
	d := contract.Open(t, "fortnox/spec.json")
	// The description leaves out what all lists have in common: MetaInformation, page and limit.
	d.Reads(t, "GET", "/3/invoices", struct {
		Invoices []invoiceRow `json:"Invoices"`
	}{})
	d.Reads(t, "GET", "/3/customers", struct {
		Customers []customerRow `json:"Customers"`
	}{})
	d.Reads(t, "GET", "/3/invoicepayments", struct {
		Payments []paymentRow `json:"InvoicePayments"`
	}{})
	d.Reads(t, "GET", "/3/invoices/5", struct {
		Invoice invoice `json:"Invoice"`
	}{})
	d.Reads(t, "GET", "/3/customers/5", struct {
		Customer customer `json:"Customer"`
	}{})
	d.Reads(t, "GET", "/3/invoicepayments/5", struct {
		Payment payment `json:"InvoicePayment"`
	}{})
	d.Reads(t, "GET", "/3/companyinformation", struct {
		Info company `json:"CompanyInformation"`
	}{})
	d.Answers(t, "GET", "/3/companyinformation", companyInfo)
	for path, all := range map[string][]record{"Invoice /3/invoices/5": rows(invoices), "Customer /3/customers/5": rows(customers), "InvoicePayment /3/invoicepayments/5": rows(payments)} {
		for _, one := range all {
			name, path := cut(path)
			text, err := json.Marshal(record{name: one})
			if err != nil {
				t.Fatal(err)
			}
			d.Answers(t, "GET", path, string(text))
		}
	}
	d.Requests(t, "", asDescribed(everything(t)))
}

// everything has the connector do all that it can, and gives the requests that it made.
func everything(t *testing.T) []webtest.Request {
	t.Helper()
	s, _ := fortnox(t)
	c := connection(s)
	first := read(t, s, spec.ReadRequest{Mode: spec.ModeFull})
	for _, req := range []spec.ReadRequest{
		{Mode: spec.ModeFull, Debtors: []string{"100"}}, {Mode: spec.ModeIncremental, Cursor: first.Checkpoints[0].Cursor},
	} {
		if _, err := sdk.Collect(t.Context(), connector{}, c, req); err != nil {
			t.Fatal(err)
		}
	}
	if found := (connector{}).Check(t.Context(), c); found[0].Severity == spec.SeverityError {
		t.Fatal(found)
	}
	return s.Got("")
}

// asDescribed takes away what the description does not have: the sign-in, and the pages of lists, which Fortnox documents apart.
func asDescribed(got []webtest.Request) (out []webtest.Request) {
	for _, r := range got {
		q, err := url.ParseQuery(r.Query)
		if err != nil || r.Path == "/token" {
			continue
		}
		q.Del("page")
		q.Del("limit")
		r.Query = q.Encode()
		out = append(out, r)
	}
	return out
}

func cut(text string) (name, path string) {
	name, path, _ = strings.Cut(text, " ")
	return name, path
}
