package main

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/contract"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// described is where the description has the company's lists.
const described = "/companies(" + companyID + ")/"

// Everything that is sent to API 2.0 and read from it is held to the description, which was made of Microsoft's pages. That has
// neither companyInformation nor the analytics API; both are as other pages of Microsoft have them.
func TestContract(t *testing.T) {
	d := contract.Open(t, "businesscentral/spec.yaml")
	d.Reads(t, "GET", "/companies", page[company]{})
	d.Reads(t, "GET", described+"customers", page[customer]{})
	d.Reads(t, "GET", described+"salesInvoices", page[invoice]{})
	d.Reads(t, "GET", described+"salesCreditMemos", page[creditMemo]{})
	d.Reads(t, "GET", described+"agedAccountsReceivables", page[balance]{})
	for entity, rows := range map[string]string{"customers": customers, "salesInvoices": invoices, "salesCreditMemos": memos, "agedAccountsReceivables": balances} {
		d.Answers(t, "GET", described+entity, `{"value":`+rows+`}`)
	}
	s, _ := central(t)
	for _, settings := range []spec.Settings{connection(s), asPerson(s, "ledger", "false")} {
		if _, err := sdk.Collect(t.Context(), connector{}, settings, spec.ReadRequest{Mode: spec.ModeFull}); err != nil {
			t.Fatal(err)
		}
		if found := (connector{}).Check(t.Context(), settings); found[0].Severity == spec.SeverityError {
			t.Fatal(found)
		}
	}
	var held []webtest.Request
	for _, r := range s.Got("") {
		for _, ofOData := range []string{"Prefer", "Accept-Language"} { // which it does not list
			r.Header.Del(ofOData)
		}
		if r.Path != ofCorp+"companyInformation" {
			held = append(held, r)
		}
	}
	d.Requests(t, ofAPI, held)
}

// Microsoft's own examples are read as they stand.
func TestTheVendorsExamplesAreRead(t *testing.T) {
	d := contract.Open(t, "businesscentral/spec.yaml")
	s, _ := central(t)
	for _, entity := range []string{"customers", "salesInvoices", "salesCreditMemos", "agedAccountsReceivables"} {
		s.On("GET "+ofCorp+entity, webtest.JSON(d.Example(t, "GET", described+entity)))
	}
	c, m := open(connection(s)), newMapping("USD")
	seen := 0
	take := func(i invoice) {
		i.Status = "Open" // the one of the example has been paid
		m.invoice(i)
		seen++
	}
	for _, err := range []error{
		c.customers(t.Context(), m.customer), c.invoices(t.Context(), take), c.balances(t.Context(), m.balance), c.creditMemos(t.Context(), func(creditMemo) { seen++ }),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	m.finish()
	if seen != 2 || len(m.Items) != 1 || m.Items[0].Amount != 17294 || len(m.Debtors) < 2 || len(m.Rejected) != 0 || m.Control["USD"] != 0 {
		t.Errorf("%d, %+v, %+v", seen, m.Items, m.Debtors)
	}
}
