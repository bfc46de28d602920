package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

func (s *server) settings() (values, secrets map[string]string) {
	return map[string]string{"url": s.URL, "database": "odoo16t", "user": "admin", "loss_account": "655000"}, map[string]string{"password": secret}
}

func (s *server) connection() spec.Settings {
	values, secrets := s.settings()
	return spec.NewSettings(values, secrets)
}

// quick is the connector with small pages and without pauses.
func quick(page int) connector {
	return connector{tune: func(o *odoo) {
		o.page = page
		o.web.Wait = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}}
}

func (s *server) read(t *testing.T, c connector, req spec.ReadRequest) sdk.Collected {
	t.Helper()
	got, err := sdk.Collect(t.Context(), c, s.connection(), req)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

var full = spec.ReadRequest{Mode: spec.ModeFull}

// truth is the table of what is open: item, number, customer, kind, due, amount, open.
const truth = `
3 INV/2026/00001 C001 invoice 2026-07-31 1190.00 1190.00 EUR PO-7781
5 INV/2026/00002 C001 invoice 2026-10-01 595.00 395.00 EUR
7 INV/2026/00003 C002 invoice 2026-11-09 2400.50 2400.50 EUR
9 RINV/2026/00001 C002 credit 2026-10-20 -150.25 -150.25 EUR
11 INV/2026/00004 C003 invoice 2026-12-10 80.00 80.00 EUR
18 INV/2026/00006 C004 invoice 2026-10-01 1000.00 1000.00 EUR
19 INV/2026/00006 C004 invoice 2026-12-01 1000.00 1000.00 EUR
23 INV/2026/00008 C006 invoice 2026-10-31 1250.00 1250.00 USD
31 PBNK1/2026/00004 C003 payment 2026-11-12 -50.00 -50.00 EUR
`

func table(debtors []spec.Debtor, items []spec.Item) string {
	codes := map[string]string{}
	for _, d := range debtors {
		codes[d.ExternalID] = d.Number
	}
	var b strings.Builder
	b.WriteString("\n")
	for _, i := range items {
		line := fmt.Sprintf("%s %s %s %s %s %s %s %s %s", i.ExternalID, i.Number, codes[i.DebtorID], i.Kind, i.Due, spec.FormatAmount(i.Amount, i.Currency),
			spec.FormatAmount(i.Open, i.Currency), i.Currency, i.OrderRef)
		b.WriteString(strings.TrimSpace(line) + "\n")
	}
	return b.String()
}

func TestTheTruthTableHoldsToTheCent(t *testing.T) {
	for _, page := range []int{1, 2, 6, 500} {
		s := newServer(t)
		got := s.read(t, quick(page), full)
		if diff := cmp.Diff(truth, table(got.Debtors, got.Items)); diff != "" {
			t.Errorf("pages of %d:\n%s", page, diff)
		}
		if len(got.Debtors) != 6 {
			t.Errorf("%d customers", len(got.Debtors))
		}
		last := got.Checkpoints[len(got.Checkpoints)-1]
		if last.Sums["EUR"] != 586525 || last.Sums["USD"] != 125000 || last.Rejected != 0 {
			t.Errorf("the items make %v, %d rejected", last.Sums, last.Rejected)
		}
	}
}

// Odoo 19 has another interface; what is read is the same.
func TestTheNewerInterfaceBringsTheSame(t *testing.T) {
	s := newServer(t)
	s.serie = "19.0"
	for _, model := range []string{"account.move.line", "account.move", "res.partner", "res.country", "res.company", "account.partial.reconcile"} {
		for _, method := range []string{"search_read", "search_count", "fields_get"} {
			s.modern(model, method)
		}
	}
	got := s.read(t, quick(4), full)
	if diff := cmp.Diff(truth, table(got.Debtors, got.Items)); diff != "" {
		t.Error(diff)
	}
	if n := len(s.Got("POST /jsonrpc")); n != 1 {
		t.Errorf("%d requests to the older interface; one asks for the version", n)
	}
	s.On("POST /jsonrpc", nil)
	if got := s.read(t, quick(4), full); len(got.Items) != 9 {
		t.Errorf("%d items where the older interface is gone", len(got.Items))
	}
}

// Odoo 14 and 15 name the kind of account differently; later versions lack fields of 16.
func TestOtherVersionsBringTheSame(t *testing.T) {
	for serie, change := range map[string]func(r record){
		"14.0": func(r record) { r["account_internal_type"] = "receivable"; delete(r, "account_type") },
		"18.0": func(r record) { delete(r, "blocked"); delete(r, "mobile") },
	} {
		s := newServer(t)
		s.serie = serie
		for _, model := range []string{"account.move.line", "res.partner"} {
			for _, r := range s.tables[model] {
				change(r)
			}
		}
		got := s.read(t, quick(500), full)
		if diff := cmp.Diff(truth, table(got.Debtors, got.Items)); diff != "" {
			t.Errorf("Odoo %s:\n%s", serie, diff)
		}
		found := quick(500).Check(t.Context(), s.connection())
		if len(found) != 2 || found[1].Code != "version-not-tested" || !strings.Contains(found[1].Summary, "Odoo "+serie) {
			t.Errorf("Odoo %s is not told: %v", serie, found)
		}
	}
}

func TestCustomersComeWithWhatLettersNeed(t *testing.T) {
	got := newServer(t).read(t, quick(500), full)
	d := got.Debtors[0]
	want := spec.Debtor{
		ExternalID: "7", Number: "C001", Name: "Müller Maschinenbau GmbH", Kind: spec.DebtorUnknown, Country: "DE", Language: "de-DE",
		Email: "buchhaltung@mueller.example", Phone: "+49 711 5550101",
		Address:  spec.Address{Lines: []string{"Hauptstr. 12"}, PostalCode: "70173", City: "Stuttgart", Country: "DE"},
		Contacts: []spec.Contact{{ExternalID: "13", Name: "Petra Weber", Role: "Accounts payable", Email: "petra.weber@mueller.example", Language: "de-DE"}},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
}

func TestMoneyComesWithWhatItSettled(t *testing.T) {
	got := newServer(t).read(t, quick(500), full)
	want := []spec.Payment{
		{ExternalID: "25", DebtorID: "7", Date: "2026-10-15", Currency: "EUR", Amount: 20000, Reference: "PBNK1/2026/00001", Text: "INV/2026/00002", Allocations: []spec.Allocation{{ItemID: "5", Amount: 20000, Date: "2026-10-15"}}},
		{ExternalID: "31", DebtorID: "9", Date: "2026-11-12", Currency: "EUR", Amount: 5000, Unapplied: 5000, Reference: "PBNK1/2026/00004", Text: "on account"},
	}
	if diff := cmp.Diff(want, got.Payments); diff != "" {
		t.Error(diff)
	}
}

func TestACreditNoteNamesItsInvoiceWhenItIsOneItem(t *testing.T) {
	for reverses, want := range map[int64]string{4: "7", 9: "", 7: ""} { // one item; two instalments; closed
		s := newServer(t)
		s.find("account.move", 5)["reversed_entry_id"] = link(reverses, "INV")
		for _, i := range s.read(t, quick(500), full).Items {
			if i.ExternalID == "9" && i.AppliesTo != want {
				t.Errorf("of entry %d it names %q", reverses, i.AppliesTo)
			}
		}
	}
}

func TestSomeCustomersAreReadAlone(t *testing.T) {
	s := newServer(t)
	got := s.read(t, quick(2), spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"8", "10", "no such", "999999999999999999999999"}})
	if len(got.Debtors) != 2 || len(got.Items) != 4 {
		t.Errorf("%d customers, %d items", len(got.Debtors), len(got.Items))
	}
}

// What changes while pages are read must neither be lost nor come twice.
func TestAPageThatChangesBetweenCalls(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(s *server)
		want   func(table string) string
	}{
		"paid behind the reader": {func(s *server) { s.pay(3) }, func(table string) string { return without(table, "3 ") }},
		"paid before the reader": {func(s *server) { s.pay(23) }, func(table string) string { return without(table, "23 ") }},
		"deleted":                {func(s *server) { s.drop("account.move.line", 5) }, func(table string) string { return without(table, "5 ") }},
		"reset to draft":         {func(s *server) { s.setState(s.find("account.move", 2), "draft") }, func(table string) string { return without(table, "3 ") }},
		"paid in part": {
			func(s *server) { s.setOpen(s.find("account.move.line", 3), 100) },
			func(table string) string { return strings.Replace(table, "1190.00 1190.00", "1190.00 1.00", 1) },
		},
	} {
		s := newServer(t)
		s.before = func(call string, n int) {
			if call == "account.move.line search_read" && n == 4 { // the third page
				tc.change(s)
			}
		}
		got := s.read(t, quick(2), full)
		if diff := cmp.Diff(tc.want(truth), table(got.Debtors, got.Items)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	s := newServer(t)
	s.before = func(call string, n int) { // it never rests
		if call == "account.move.line search_count" {
			s.put("account.move.line", s.lineLike(3, record{"id": number64(int64(1000 + n)), "write_date": "2026-11-22 00:00:00"}))
		}
	}
	if _, err := sdk.Collect(t.Context(), quick(500), s.connection(), full); err == nil || !strings.Contains(err.Error(), "worked in") {
		t.Errorf("a source that never rests: %v", err)
	}
}

func without(table, start string) string {
	var out []string
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, start) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

func TestWhatCannotBeReadIsRejectedAndTheRestGoesOn(t *testing.T) {
	s := newServer(t)
	s.find("account.move.line", 7)["amount_residual_currency"] = jsonNumber("2400.505")
	s.find("account.move.line", 11)["partner_id"] = false
	s.find("account.move.line", 23)["amount_residual_currency"] = jsonNumber("1249.9999999999998")
	got := s.read(t, quick(500), full)
	if last := got.Checkpoints[len(got.Checkpoints)-1]; last.Rejected != 1 || len(got.Items) != 7 || last.Sums["USD"] != 125000 {
		t.Errorf("%d rejected, %d items, %v", last.Rejected, len(got.Items), last.Sums)
	}
	var told []string
	for _, d := range got.Diagnostics {
		told = append(told, d.Summary)
	}
	if all := strings.Join(told, "; "); !strings.Contains(all, "INV/2026/00003") || !strings.Contains(all, "belong to no customer") {
		t.Errorf("told: %s", all)
	}
}

func TestConformance(t *testing.T) {
	values, secrets := newServer(t).settings()
	got := conformance.Run(t, conformance.Options{Settings: values, Secrets: secrets, Golden: "testdata/golden.json"})
	if diff := cmp.Diff(truth, table(got.Debtors, got.Items)); diff != "" {
		t.Error(diff)
	}
}
