package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

func init() {
	scenarios["read"] = func(l *lab) {
		checkTheTruth(l)
		readTheTruth(l)
		readSome(l)
		readInPages(l)
	}
}

// truth is what was put into the book by hand, to the cent. The reference date
// is 2026-11-21.
const truth = `
C001 | invoice | 1 | issued 2026-07-01 | due 2026-07-31 | 1190.00 of 1190.00 EUR | PO-7781
C004 | invoice | 2 | issued 2026-08-01 | due 2026-10-01 | 1000.00 of 1000.00 EUR |
C004 | invoice | 2 | issued 2026-08-01 | due 2026-12-01 | 1000.00 of 1000.00 EUR |
C001 | invoice | 5 | issued 2026-09-01 | due 2026-10-01 | 395.00 of 595.00 EUR |
C006 | invoice | 6 | issued 2026-10-01 | due 2026-10-31 | 1250.00 of 1250.00 USD |
C002 | invoice | 7 | issued 2026-10-10 | due 2026-11-09 | 2400.50 of 2400.50 EUR |
C002 | credit | 8 | issued 2026-10-20 | due 2026-11-19 | -150.25 of -150.25 EUR |
C003 | invoice | 9 | issued 2026-11-10 | due 2026-12-10 | 80.00 of 80.00 EUR |
C003 | payment | 14 | issued 2026-11-12 | due 2026-11-12 | -50.00 of -50.00 EUR |
C004 | invoice | 2 | issued 2026-08-01 | due 2026-09-01 | 0.00 of 1000.00 EUR |
C003 | invoice | 3 | issued 2026-08-15 | due 2026-09-14 | 0.00 of 1000.00 EUR |
C005 | invoice | 4 | issued 2026-08-31 | due 2026-09-30 | 0.00 of 500.00 EUR |
C003 | credit | 10 | issued 2026-11-11 | due 2026-12-11 | 0.00 of -1000.00 EUR |
payments
C001 | 2026-10-15 | 200.00 EUR, 0.00 left | 200.00 on 12
C003 | 2026-11-12 | 50.00 EUR, 50.00 left |
C004 | 2026-09-03 | 1000.00 EUR, 0.00 left | 1000.00 on 4
C005 | 2026-09-29 | 500.00 EUR, 0.00 left | 500.00 on 10
`

// table writes what was read as the truth is written.
func table(got sdk.Collected) string {
	numbers := map[string]string{}
	for _, d := range got.Debtors {
		numbers[d.ExternalID] = d.Number
	}
	var out strings.Builder
	out.WriteString("\n")
	line := func(format string, args ...any) {
		out.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
	}
	for _, i := range got.Items {
		line("%s | %s | %s | issued %s | due %s | %s of %s %s | %s", numbers[i.DebtorID], i.Kind, i.Number, i.Issued, i.Due,
			spec.FormatAmount(i.Open, i.Currency), spec.FormatAmount(i.Amount, i.Currency), i.Currency, i.OrderRef)
	}
	line("payments")
	for _, p := range got.Payments {
		var on []string
		for _, a := range p.Allocations {
			on = append(on, spec.FormatAmount(a.Amount, p.Currency)+" on "+a.ItemID)
		}
		line("%s | %s | %s %s, %s left | %s", numbers[p.DebtorID], p.Date, spec.FormatAmount(p.Amount, p.Currency), p.Currency,
			spec.FormatAmount(p.Unapplied, p.Currency), strings.Join(on, ", "))
	}
	return out.String()
}

// settledLines are those of a table of which nothing is open.
var settledLines = regexp.MustCompile(`(?m)^.* \| 0\.00 of .*\n`)

// open leaves only what is open in a table, and the payments.
func open(table string) string { return settledLines.ReplaceAllString(table, "") }

// collect makes a read.
func (l *lab) collect(req spec.ReadRequest) sdk.Collected {
	l.Helper()
	got, err := sdk.Collect(l.Context(), l.connector, l.settings, req)
	if err != nil {
		l.Fatal(err)
	}
	return got
}

func (l *lab) full() sdk.Collected {
	l.Helper()
	return l.collect(spec.ReadRequest{Mode: spec.ModeFull})
}

func readTheTruth(l *lab) {
	got := l.full()
	if diff := cmp.Diff(truth, table(got)); diff != "" {
		l.Errorf("not the truth:\n%s", diff)
	}
	last := got.Checkpoints[len(got.Checkpoints)-1]
	want := map[string]int64{"EUR": 586525, "USD": 125000}
	if diff := cmp.Diff(want, last.Control); diff != "" || !last.Complete || last.Rejected != 0 {
		l.Errorf("Tryton's own total: %s %+v", diff, last)
	}
	if len(got.Debtors) != 6 {
		l.Fatalf("%d customers", len(got.Debtors))
	}
	acme := spec.Debtor{
		ExternalID: "4", Number: "C003", Name: "Acme Widgets Ltd", Kind: spec.DebtorUnknown, Country: "GB", Language: "en", Email: "ap@acme.example",
		Address:  spec.Address{Lines: []string{"1 High Street"}, PostalCode: "EC1A 1BB", City: "London", Country: "GB"},
		Contacts: []spec.Contact{{ExternalID: "6", Name: "Acme Widgets Ltd", Email: "cfo@acme.example"}},
	}
	if diff := cmp.Diff(acme, got.Debtors[2]); diff != "" {
		l.Errorf("the customer:\n%s", diff)
	}
}

// The same comes out of pages of three.
func readInPages(l *lab) {
	l.page = 3
	if diff := cmp.Diff(truth, table(l.full())); diff != "" {
		l.Errorf("not the truth:\n%s", diff)
	}
}

func readSome(l *lab) {
	got := l.collect(spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"2", "7", "no such customer"}})
	var ids []string
	for _, i := range got.Items {
		ids = append(ids, i.ExternalID)
	}
	if !slices.Equal(ids, []string{"2", "12", "14"}) || len(got.Debtors) != 2 || len(got.Payments) != 1 {
		l.Errorf("items %v, %d customers, %d payments", ids, len(got.Debtors), len(got.Payments))
	}
	if got := l.collect(spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"no such customer"}}); len(got.Debtors)+len(got.Items) != 0 {
		l.Errorf("nobody brings %+v", got)
	}
}

func checkTheTruth(l *lab) {
	found := l.Check(l.Context(), l.settings)
	if len(found) == 0 || found[0].Summary != "Tryton 6.0.29, company Nordlicht Handel GmbH in EUR, with 10 open receivable lines." {
		l.Errorf("found %v", found)
	}
	for _, d := range found {
		if d.Severity != spec.SeverityInfo {
			l.Errorf("found %v", d)
		}
	}
}

func TestDescribesItself(t *testing.T) {
	d := ours().Describe()
	d.ProtocolVersion = spec.ProtocolVersion
	if err := d.Validate(); err != nil {
		t.Error(err)
	}
}
