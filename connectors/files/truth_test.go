package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write generated files anew")

// The books of a small company on 21 November 2026: part payments, a credit
// note, money on account, a second currency, settled invoices.
const truth = `C001 | invoice | INV-1 | 2026-07-01 | 2026-07-31 | 1190.00 | 1190.00 | EUR
C001 | invoice | INV-2 | 2026-09-01 | 2026-10-01 | 595.00 | 395.00 | EUR
C002 | invoice | INV-3 | 2026-10-10 | 2026-11-09 | 2400.50 | 2400.50 | EUR
C002 | credit | CN-4 | 2026-10-20 | 2026-10-20 | -150.25 | -150.25 | EUR
C003 | invoice | INV-5 | 2026-11-10 | 2026-12-10 | 80.00 | 80.00 | EUR
C003 | payment | ZE-50 | 2026-11-12 |  | -50.00 | -50.00 | EUR
C003 | invoice | INV-6 | 2026-08-15 | 2026-09-14 | 1000.00 | 0.00 | EUR
C004 | invoice | INV-7 | 2026-08-01 | 2026-09-01 | 3000.00 | 2000.00 | EUR
C005 | invoice | INV-8 | 2026-08-31 | 2026-09-30 | 500.00 | 0.00 | EUR
C006 | invoice | INV-9 | 2026-10-01 | 2026-10-31 | 1250.00 | 1250.00 | USD
`

var madeWorkbook sync.Once

// exports are the same books as four programs would write them.
func exports(t testing.TB) map[string]spec.Settings {
	if *update {
		madeWorkbook.Do(func() { makeWorkbook(t, data(t, "books.xlsx")) })
	}
	return map[string]spec.Settings{
		"German, windows-1252, semicolons, decimal comma": set("items", data(t, "offene-posten.csv")),
		"English, commas, and UTF-16 customers":           set("items", data(t, "open-items.csv"), "customers", data(t, "customers.txt")),
		"workbook":                                        set("items", data(t, "books.xlsx")),
		"workbook, customers by sheet":                    set("items", data(t, "books.xlsx"), "customers", data(t, "books.xlsx")),
	}
}

func TestExportsGiveTheTruth(t *testing.T) {
	t.Parallel()
	for name, settings := range exports(t) {
		got := collect(t, settings)
		if diff := cmp.Diff(truth, itemLines(got)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		if bad := rejected(got); len(bad) > 0 {
			t.Errorf("%s: %v", name, bad)
		}
		names := map[string]string{}
		for _, d := range got.Debtors {
			names[d.Number] = d.Name
		}
		if len(names) != 6 || names["C001"] != "Müller Maschinenbau GmbH" || names["C004"] != "Ståle & Sønn AS" {
			t.Errorf("%s: customers %v", name, names)
		}
	}
}

// What the check proposes, taken over, reads the same.
func TestProposedSettingsReadTheSame(t *testing.T) {
	t.Parallel()
	for name, settings := range exports(t) {
		values := settings.Values()
		for _, d := range (connector{}).Check(t.Context(), settings) {
			for key, value := range d.Proposed {
				values[key] = value
			}
			if d.Severity != spec.SeverityInfo {
				t.Errorf("%s: %v", name, d)
			}
		}
		if values["mapping"] == "" {
			t.Errorf("%s: the check proposes no mapping", name)
		}
		taken := spec.NewSettings(values, nil)
		if found := spec.CheckSettings(fields(), taken); len(found) > 0 {
			t.Errorf("%s: what is proposed cannot be taken over: %v", name, found)
		}
		if diff := cmp.Diff(truth, itemLines(collect(t, taken))); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		for _, d := range (connector{}).Check(t.Context(), taken) {
			if len(d.Proposed) > 0 {
				t.Errorf("%s: it still proposes %v", name, d.Proposed)
			}
		}
	}
}

func TestOpenItemsAgreeWithTheRecordedBook(t *testing.T) {
	t.Parallel()
	var rows []struct {
		Customer, Doc, Posted, Currency string
		Total                           int64 `json:"total_num"`
		Open                            int64 `json:"open_num"`
	}
	b, err := os.ReadFile(recorded(t))
	if err != nil {
		t.Skip("the recorded book is not beside the repository")
	}
	if err := json.Unmarshal(b, &rows); err != nil {
		t.Fatal(err)
	}
	for name, settings := range exports(t) {
		var want, got []string
		for _, r := range rows {
			want = append(want, strings.Join([]string{r.Customer, r.Doc, r.Posted, spec.FormatAmount(r.Total, r.Currency), spec.FormatAmount(r.Open, r.Currency), r.Currency}, " "))
		}
		for _, i := range collect(t, settings).Items {
			if i.Open != 0 {
				got = append(got, strings.Join([]string{i.DebtorID, i.Number, string(i.Issued), spec.FormatAmount(i.Amount, i.Currency), spec.FormatAmount(i.Open, i.Currency), i.Currency}, " "))
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// recorded finds the open items of the recorded GnuCash book beside the repository.
func recorded(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared", "erp", "gnucash", "open-items.json")
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// makeWorkbook writes the books as Excel would: days and amounts as numbers.
func makeWorkbook(t testing.TB, path string) {
	t.Helper()
	book := excelize.NewFile()
	do := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	do(book.SetSheetName("Sheet1", "Kunder"))
	do(book.SetSheetRow("Kunder", "A1", &[]any{"Kundenr", "Navn", "E-post", "Postnr", "Poststed", "Land"}))
	for i, c := range [][]any{
		{"C001", "Müller Maschinenbau GmbH", "buchhaltung@mueller.example", "70173", "Stuttgart", "DE"},
		{"C002", "Boulangerie Dupont SARL", "compta@dupont.example", "67000", "Strasbourg", "FR"},
		{"C003", "Acme Widgets Ltd", "ap@acme.example", "SW1A 1AA", "London", "GB"},
		{"C004", "Ståle & Sønn AS", "", "0155", "Oslo", "NO"},
		{"C005", "Zero Balance BV", "", "1012", "Amsterdam", "NL"},
		{"C006", "US Imports Inc", "billing@usimports.example", "10001", "New York", "US"},
	} {
		do(book.SetSheetRow("Kunder", cellName(t, 1, i+2), &c))
	}
	_, err := book.NewSheet("Åpne poster")
	do(err)
	sheet := "Åpne poster"
	do(book.SetCellStr(sheet, "A1", "Åpne poster per 21.11.2026"))
	do(book.SetSheetRow(sheet, "A3", &[]any{"Kundenr", "Kundenavn", "Bilagstype", "Fakturanr", "Fakturadato", "Forfallsdato", "Beløp", "Restbeløp", "Valuta"}))
	day, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	do(err)
	custom := `dd"."mm"."yyyy;@`
	own, err := book.NewStyle(&excelize.Style{CustomNumFmt: &custom})
	do(err)
	names := map[string]string{
		"C001": "Müller Maschinenbau GmbH", "C002": "Boulangerie Dupont SARL", "C003": "Acme Widgets Ltd",
		"C004": "Ståle & Sønn AS", "C005": "Zero Balance BV", "C006": "US Imports Inc",
	}
	kinds := map[string]string{"invoice": "Faktura", "credit": "Kreditnota", "payment": "Innbetaling"}
	line := 4
	for one := range strings.Lines(truth) {
		f := strings.Split(strings.TrimSpace(one), " | ")
		do(book.SetSheetRow(sheet, cellName(t, 1, line), &[]any{f[0], names[f[0]], kinds[f[1]], f[2]}))
		for column, text := range map[int]string{5: f[3], 6: f[4]} {
			if at, err := time.Parse(time.DateOnly, text); err == nil {
				do(book.SetCellValue(sheet, cellName(t, column, line), at))
				do(book.SetCellStyle(sheet, cellName(t, column, line), cellName(t, column, line), map[int]int{5: day, 6: own}[column]))
			}
		}
		do(book.SetCellDefault(sheet, cellName(t, 7, line), f[5]))
		do(book.SetCellDefault(sheet, cellName(t, 8, line), f[6]))
		do(book.SetCellStr(sheet, cellName(t, 9, line), f[7]))
		line++
	}
	do(book.SetCellStr(sheet, cellName(t, 1, line), "Totalt"))
	do(book.SetCellDefault(sheet, cellName(t, 8, line), "7115.25"))
	do(book.SaveAs(path))
}

func cellName(t testing.TB, column, line int) string {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(column, line)
	if err != nil {
		t.Fatal(err)
	}
	return name
}
