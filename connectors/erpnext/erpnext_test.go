package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

func TestConformance(t *testing.T) {
	settings, secrets := values(erpnext(t))
	got := conformance.Run(t, conformance.Options{Settings: settings, Secrets: secrets, Rejected: 1})
	if len(got.Debtors) != 2 || len(got.Items) != 6 || len(got.Payments) != 2 {
		t.Fatalf("%d customers, %d items, %d payments", len(got.Debtors), len(got.Items), len(got.Payments))
	}
	invoice := spec.Item{ExternalID: "ACC-SINV-1", DebtorID: "CUST-0007", Number: "ACC-SINV-1", Kind: spec.ItemInvoice, Currency: "NOK", Issued: "2026-10-01", Due: "2026-10-31", Amount: 125000, Open: 75000, OrderRef: "PO 7"}
	for _, want := range []spec.Item{
		invoice,
		{ExternalID: "ACC-SINV-2#1", DebtorID: "CUST-0008", Number: "ACC-SINV-2", Kind: spec.ItemInvoice, Currency: "NOK", Issued: "2026-10-02", Due: "2026-11-02", Amount: 50000, Open: 20000},
		{ExternalID: "ACC-SINV-2#2", DebtorID: "CUST-0008", Number: "ACC-SINV-2", Kind: spec.ItemInvoice, Currency: "NOK", Issued: "2026-10-02", Due: "2026-12-02", Amount: 50000, Open: 50000},
		{ExternalID: "ACC-SINV-3", DebtorID: "CUST-0007", Number: "ACC-SINV-3", Kind: spec.ItemInvoice, Currency: "NOK", Issued: "2026-10-03", Due: "2026-10-31", Amount: 117050, Open: 117050},
		{ExternalID: "ACC-SINV-5", DebtorID: "CUST-0007", Number: "ACC-SINV-5", Kind: spec.ItemCredit, Currency: "NOK", Issued: "2026-10-05", Amount: -20000, Open: -5000, AppliesTo: "ACC-SINV-1"},
		{ExternalID: "ACC-PAY-1", DebtorID: "CUST-0007", Number: "ACC-PAY-1", Kind: spec.ItemPayment, Currency: "NOK", Issued: "2026-11-02", Amount: -60000, Open: -10000, Description: "vipps"},
	} {
		if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return fmt.Sprint(i) == fmt.Sprint(want) }) {
			t.Errorf("%+v\nis not among %+v", want, got.Items)
		}
	}
	if p := got.Payments[0]; p.Amount != 50000 || p.Date != "2026-11-02" || p.Allocations[0].ItemID != "ACC-SINV-1" {
		t.Errorf("%+v", p)
	}
	if p := got.Payments[1]; p.Amount != 30000 || len(p.Allocations) != 0 {
		t.Errorf("one payment of two instalments: %+v", p)
	}
	d := got.Debtors[0]
	if d.Name != "Nordlys AS" || d.Country != "NO" || d.Address.PostalCode != "9008" || d.Kind != spec.DebtorBusiness || d.Language != "nb" || d.Extra["frozen"] != "yes" || d.Inactive {
		t.Errorf("%+v", d)
	}
	if d := got.Debtors[1]; d.Kind != spec.DebtorConsumer || d.Email != "ola@berg.example" || !d.Inactive || d.Country != "" || d.Extra["country"] != "Atlantis" {
		t.Errorf("%+v", d)
	}
}

func TestInstalments(t *testing.T) {
	whole := spec.Item{ExternalID: "I", Currency: "NOK", Amount: 30000, Open: 15000}
	for name, tc := range map[string]struct {
		rows []share
		open string
	}{
		"as ERPNext says":              {[]share{{"2026-01-01", "100", "100"}, {"2026-02-01", "100", "0"}, {"2026-03-01", "100", "50"}}, "[10000 0 5000]"},
		"the oldest were paid first":   {[]share{{"2026-01-01", "100", "0"}, {"2026-02-01", "100", "0"}, {"2026-03-01", "100", "0"}}, "[0 5000 10000]"},
		"older sites do not say":       {[]share{{"2026-01-01", "100", ""}, {"2026-02-01", "200", ""}}, "[0 15000]"},
		"they do not make the invoice": {[]share{{"2026-01-01", "100", ""}, {"2026-02-01", "100", ""}}, "error"},
	} {
		parts, err := shares(invoice{Schedule: tc.rows}, whole)
		var open []int64
		for _, p := range parts {
			open = append(open, p.Open)
		}
		if got := fmt.Sprint(open); err == nil && got != tc.open || err != nil && tc.open != "error" {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}

func TestPagesGoOnFromTheLastName(t *testing.T) {
	s := erpnext(t)
	c := open(connection(s))
	c.size = 2
	var names []string
	if err := c.invoices(t.Context(), nil, func(i invoice) { names = append(names, i.Name) }); err != nil || len(names) != 6 || !slices.IsSorted(names) {
		t.Errorf("%v, %v", names, err)
	}
	if n := len(s.Got("GET /api/resource/Sales Invoice")); n != 4 {
		t.Errorf("%d pages", n)
	}
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{"broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset, "asked too often": webtest.TooMany} {
		t.Run(name, func(t *testing.T) {
			s := erpnext(t)
			s.Trouble("GET /api/resource/Sales Invoice", trouble)
			n := 0
			if err := open(connection(s)).invoices(t.Context(), nil, func(invoice) { n++ }); err != nil || n != 6 {
				t.Errorf("%d invoices, %v", n, err)
			}
		})
	}
}

func TestCheckOffersCompanies(t *testing.T) {
	s := erpnext(t)
	if d := (connector{}).Check(t.Context(), connection(s)); d[0].Code != spec.CodeRecognised {
		t.Errorf("%+v", d)
	}
	if d := (connector{}).Check(t.Context(), connection(s, "company", "")); d[0].Field != "company" || len(d[0].Choices) != 2 {
		t.Errorf("no company: %+v", d)
	}
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s, "company", "Nobody"), spec.ReadRequest{Mode: spec.ModeFull}); err == nil || !strings.Contains(err.Error(), "No company is chosen") {
		t.Errorf("a read of a company that is not there: %v", err)
	}
	settings, _ := values(s)
	wrong := spec.NewSettings(settings, map[string]string{"api_key": "k3y", "api_secret": "wrong"})
	if d := (connector{}).Check(t.Context(), wrong); d[0].Field != "api_key" || d[0].Detail != "Invalid key" {
		t.Errorf("a wrong secret: %+v", d)
	}
	s.Trouble("GET /api/method/frappe.auth.get_logged_user", webtest.Page)
	if d := (connector{}).Check(t.Context(), connection(s)); !strings.Contains(d[0].Summary, "web page") {
		t.Errorf("a web page at the door: %+v", d)
	}
}
