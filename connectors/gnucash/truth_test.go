package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden file anew")

// truth is what the recorded book of GnuCash 4.13 holds, as its README says.
const truth = `
C001 | invoice | INV-1 | 2026-07-01 | due 2026-07-31 | 1190.00 of 1190.00 EUR | order "PO-7781"
C004 | invoice | INV-7 | 2026-08-01 | due 2026-09-01 | 2000.00 of 3000.00 EUR | order ""
C003 | invoice | INV-6 | 2026-08-15 | due 2026-09-14 | 0.00 of 1000.00 EUR | order ""
C005 | invoice | INV-8 | 2026-08-31 | due 2026-09-30 | 0.00 of 500.00 EUR | order ""
C001 | invoice | INV-2 | 2026-09-01 | due 2026-10-01 | 395.00 of 595.00 EUR | order ""
C006 | invoice | INV-9 | 2026-10-01 | due 2026-10-31 | 1250.00 of 1250.00 USD | order ""
C002 | invoice | INV-3 | 2026-10-10 | due 2026-11-09 | 2400.50 of 2400.50 EUR | order ""
C002 | credit | CN-4 | 2026-10-20 | due 2026-10-20 | -150.25 of -150.25 EUR | order ""
C003 | invoice | INV-5 | 2026-11-10 | due 2026-12-10 | 80.00 of 80.00 EUR | order ""
C003 | credit | CN-6 | 2026-11-11 | due 2026-11-11 | 0.00 of -1000.00 EUR | order "" | against "INV-6"
C003 | payment | ZE-50 | 2026-11-12 | due  | -50.00 of -50.00 EUR | order ""
`

func TestRecordedBooksGiveTheTruth(t *testing.T) {
	t.Parallel()
	tables := map[string]string{}
	for _, name := range []string{"truth.sqlite.gnucash", "truth.xml.gnucash"} {
		for _, zone := range []string{"UTC", ""} {
			r := read(t, shared(t, name), zone, spec.ReadRequest{Mode: spec.ModeFull})
			tables[name] = r.table()
			items, _, _ := strings.Cut(r.table(), "payments\n")
			_, items, _ = strings.Cut(items, "items\n")
			lines := strings.Split(strings.TrimSpace(items), "\n")
			want := strings.Split(strings.TrimSpace(truth), "\n")
			if len(lines) != len(want) {
				t.Fatalf("%s: %d items, want %d:\n%s", name, len(lines), len(want), items)
			}
			for i, line := range lines {
				if !strings.HasPrefix(strings.TrimSpace(line), want[i]) {
					t.Errorf("%s:\n got %s\nwant %s", name, line, want[i])
				}
			}
			if diff := cmp.Diff(map[string]int64{"EUR": 586525, "USD": 125000}, r.Control); diff != "" {
				t.Errorf("%s: balances of the receivable accounts:\n%s", name, diff)
			}
			if len(r.Rejected)+len(r.Notes) > 0 {
				t.Errorf("%s: %v %v", name, r.Rejected, r.Notes)
			}
		}
	}
	if diff := cmp.Diff(tables["truth.sqlite.gnucash"], tables["truth.xml.gnucash"]); diff != "" {
		t.Errorf("the SQLite and the XML book differ:\n%s", diff)
	}
}

func TestOpenItemsAgreeWithTheQueryOfTheBook(t *testing.T) {
	t.Parallel()
	var rows []struct {
		Customer, Kind, Doc, Posted, Due, Currency string
		Open                                       int64  `json:"open_num"`
		ID                                         string `json:"doc_guid"`
	}
	readJSON(t, shared(t, "open-items.json"), &rows)
	r := read(t, shared(t, "truth.sqlite.gnucash"), "UTC", spec.ReadRequest{Mode: spec.ModeFull})
	open := map[string]spec.Item{}
	for _, i := range r.Items {
		if i.Open != 0 {
			open[i.ExternalID] = i
		}
	}
	if len(open) != len(rows) {
		t.Errorf("%d open items, the query gives %d", len(open), len(rows))
	}
	for _, row := range rows {
		i := open[row.ID]
		if i.Open != row.Open || string(i.Issued) != row.Posted || i.Currency != row.Currency || i.Number != row.Doc {
			t.Errorf("%s: got %+v", row.Doc, i)
		}
	}
}

func TestOddBookGivesTheGoldenTable(t *testing.T) {
	t.Parallel()
	golden := filepath.Join("testdata", "odd.golden.txt")
	for form, file := range oddBooks(t) {
		got := read(t, file, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull}).table()
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s:\n%s", form, diff)
		}
	}
}

func TestControlEqualsTheItems(t *testing.T) {
	t.Parallel()
	for form, file := range oddBooks(t) {
		r := read(t, file, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull})
		sums := map[string]int64{}
		for _, i := range r.Items {
			sums[i.Currency] += i.Open
		}
		if diff := cmp.Diff(sums, r.Control); diff != "" {
			t.Errorf("%s: items and account balances differ:\n%s", form, diff)
		}
	}
}

func TestSomeCustomersAreReadAlone(t *testing.T) {
	t.Parallel()
	for form, file := range oddBooks(t) {
		whole := read(t, file, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull})
		one := read(t, file, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{whole.Debtors[5].ExternalID}})
		if len(one.Debtors) != 1 || len(one.Items) != 4 || len(one.Payments) != 2 || len(one.Control) != 0 {
			t.Errorf("%s: %s", form, one.table())
		}
	}
}

func TestHistoryBeginsWhereItIsAskedFor(t *testing.T) {
	t.Parallel()
	for form, file := range oddBooks(t) {
		r := read(t, file, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull, HistoryFrom: "2026-06-18"})
		if got := r.table(); strings.Contains(got, "N-104") || !strings.Contains(got, "N-107") || !strings.Contains(got, "N-101") {
			t.Errorf("%s: settled items before the day should be missing, open and later ones not:\n%s", form, got)
		}
	}
}

// The same books read with the wrong zone: due dates are a day early, and the
// connector says that the zone is doubtful.
func TestTimeZoneOfTheBook(t *testing.T) {
	t.Parallel()
	auckland, err := time.LoadLocation("Pacific/Auckland")
	if err != nil {
		t.Skip("no time zone data on this machine")
	}
	for form, file := range oddBooks(t) {
		l, err := load(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range []struct {
			name, setting string
			home          *time.Location
			due           spec.Date
			severity      spec.Severity
		}{
			{"set", "Pacific/Auckland", time.UTC, "2026-01-31", spec.SeverityInfo},
			{"recognised", "", auckland, "2026-01-31", spec.SeverityInfo},
			{"set wrongly", "UTC", auckland, "2026-01-30", spec.SeverityWarning},
			{"not recognised", "", time.UTC, "2026-01-30", spec.SeverityWarning},
		} {
			z, said := zoneFor(l, one.setting, one.home)
			if said.Severity != one.severity || said.Field != "timezone" {
				t.Errorf("%s, %s: said %+v", form, one.name, said)
			}
			for _, i := range mapLedger(l, z).items {
				if i.Number == "N-101" && (i.Due != one.due || i.Issued != "2026-01-01") {
					t.Errorf("%s, %s: issued %s, due %s, want 2026-01-01 and %s", form, one.name, i.Issued, i.Due, one.due)
				}
			}
		}
	}
}
