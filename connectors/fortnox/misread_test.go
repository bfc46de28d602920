package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// With tax relief the state pays a part of an invoice. Where that part seems to be open too, more is open than the customer's part was
// made out for: the desk sets that aside, and nobody is asked for it.
func TestAnInvoiceWithTaxReliefIsMadeOutForTheCustomersPart(t *testing.T) {
	for balance, want := range map[web.Decimal]string{"7000": "700000 of 700000", "2500": "250000 of 700000", "10000": "1000000 of 700000"} {
		m := newMapping()
		m.invoice(invoice{
			invoiceRow: invoiceRow{Number: "11", Customer: "P-1", Type: "INVOICE", Currency: "SEK", Balance: balance, Booked: true},
			Date:       "2026-11-01", Due: "2026-12-01", Total: "10000", ToPay: "7000", Relief: "rot",
		})
		if got := fmt.Sprintf("%d of %d", m.Items[0].Open, m.Items[0].Amount); got != want {
			t.Errorf("%s open: %s", balance, got)
		}
	}
}

// A credit note takes from its invoice, whose own time need not say so.
func TestWhatACreditNoteCreditsIsLookedAt(t *testing.T) {
	s, b := fortnox(t)
	s.On("GET /3/companyinformation", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Sat, 21 Nov 2026 09:00:00 GMT")
		webtest.JSON(companyInfo)(w, r)
	})
	cursor := read(t, s, spec.ReadRequest{Mode: spec.ModeFull}).Checkpoints[0].Cursor
	b.change("2026-11-21 09:30", func(b *books) {
		set(b.invoices, "DocumentNumber", "5", "2026-11-21 09:30", record{"Balance": 0.0})
		set(b.invoices, "DocumentNumber", "1", "", record{"Balance": 1000.0})
		b.payments = append(b.payments, record{"Number": "81", "InvoiceNumber": 0.0, "PaymentDate": "2026-11-21", "Amount": 5.0, "Booked": true, "modified": "2026-11-21 09:30"})
	})
	got := read(t, s, spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: cursor})
	if len(got.Items) != 2 || !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return i.ExternalID == "1" && i.Open == 100000 }) {
		t.Errorf("%+v", got.Items)
	}
	if len(got.Removals) != 0 || len(s.Got("GET /3/invoices/0")) != 0 {
		t.Errorf("a payment of no invoice: %+v", got.Removals)
	}
}

// Without a word of how many pages there are a page that is shorter than was asked for is not the last: Fortnox bounds them.
func TestAListWithoutItsCountIsReadToItsEnd(t *testing.T) {
	s, b := fortnox(t)
	full := b.list("Invoices", invoiceList, func() []record { return b.invoices })
	s.On("GET /3/invoices", guarded(func(w http.ResponseWriter, r *http.Request) {
		full(without{w}, r)
	}))
	c := open(connection(s))
	if rows, err := c.unpaid(t.Context()); err != nil || len(rows) != 11 {
		t.Errorf("%d invoices, %v", len(rows), err)
	}
	s.On("GET /3/invoices", guarded(webtest.JSON(`{"ErrorInformation":{"Error":1,"Message":"Fel","Code":1}}`)))
	if rows, err := c.unpaid(t.Context()); err == nil {
		t.Errorf("a failure with status 200 is taken for %d invoices", len(rows))
	}
}

// without takes the counts out of an answer.
type without struct{ http.ResponseWriter }

func (w without) Write(b []byte) (int, error) {
	_, err := w.ResponseWriter.Write([]byte(strings.Replace(string(b), "MetaInformation", "Other", 1)))
	return len(b), err
}
