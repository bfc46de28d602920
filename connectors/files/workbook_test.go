package main

import (
	"archive/zip"
	"bytes"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// sheetOf writes rows into a workbook; numbers given as text are stored as
// numbers, as spreadsheets do.
func sheetOf(t testing.TB, change func(*excelize.File), rows ...[]any) string {
	t.Helper()
	book := excelize.NewFile()
	for i, r := range rows {
		if err := book.SetSheetRow("Sheet1", cellName(t, 1, i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		change(book)
	}
	path := filepath.Join(t.TempDir(), "list.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

var englishHeading = []any{"Invoice no", "Customer", "Invoice date", "Due date", "Amount", "Currency"}

func TestWorkbookCells(t *testing.T) {
	t.Parallel()
	path := sheetOf(t, func(book *excelize.File) {
		for cell, raw := range map[string]string{
			"A2": "1001", "C2": "46326", "D2": "2026-10-31", "E2": "1190.0999999999999", // the double next to 1190.10
			"C3": "46326", "D3": "20261031", "E3": "1.1900000000000001E3",
			"C4": "46326", "D4": "46327", "E4": "-5.5",
			"C5": "46326", "D5": "46327", "E5": "0.005",
		} {
			if err := book.SetCellDefault("Sheet1", cell, raw); err != nil {
				t.Fatal(err)
			}
		}
	}, englishHeading,
		[]any{nil, "A", nil, nil, nil, "EUR"}, []any{"R2", "A", nil, nil, nil, "EUR"}, []any{"R3", "A", nil, nil, nil, "EUR"},
		[]any{"R4", "A", nil, nil, nil, "EUR"}, []any{"R5", "A", "31.10.2026", "30.11.2026", "1.234,50", "EUR"})
	got := collect(t, set("items", path))
	want := `A | invoice | 1001 | 2026-10-31 | 2026-10-31 | 1190.10 | 1190.10 | EUR
A | invoice | R2 | 2026-10-31 | 2026-10-31 | 1190.00 | 1190.00 | EUR
A | credit | R3 | 2026-10-31 | 2026-11-01 | -5.50 | -5.50 | EUR
A | invoice | R5 | 2026-10-31 | 2026-11-30 | 1234.50 | 1234.50 | EUR
`
	if itemLines(got) != want {
		t.Errorf("got\n%s", itemLines(got))
	}
	if bad := rejected(got); len(bad) != 1 || bad[0].Record.Line != 5 || bad[0].Record.Column != "Amount" {
		t.Errorf("half a cent: %v", bad)
	}
}

func TestSheetByName(t *testing.T) {
	t.Parallel()
	path := sheetOf(t, func(book *excelize.File) {
		if _, err := book.NewSheet("Old"); err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Old", "A1", &englishHeading); err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Old", "A2", &[]any{"OLD", "A", "2026-10-01", "2026-10-31", 5, "EUR"}); err != nil {
			t.Fatal(err)
		}
	}, englishHeading, []any{"NEW", "A", "2026-10-01", "2026-10-31", 5, "EUR"})
	for sheet, want := range map[string]string{"": "NEW", "Old": "OLD", "Sheet1": "NEW"} {
		if got := collect(t, set("items", path, "sheet", sheet)); got.Items[0].Number != want {
			t.Errorf("sheet %q gives %s", sheet, got.Items[0].Number)
		}
	}
	if d := refused(t, set("items", path, "sheet", "None")); d.Field != "sheet" || len(d.Choices) != 2 {
		t.Errorf("a sheet that is not there: %+v", d)
	}
}

func TestWorkbookOf1904(t *testing.T) {
	t.Parallel()
	path := sheetOf(t, func(book *excelize.File) {
		yes := true
		if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
		style, err := book.NewStyle(&excelize.Style{NumFmt: 14})
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellDefault("Sheet1", "C2", "44864"); err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellStyle("Sheet1", "C2", "C2", style); err != nil {
			t.Fatal(err)
		}
	}, englishHeading, []any{"1", "A", nil, "2026-12-31", 5, "EUR"})
	if got := collect(t, set("items", path)); got.Items[0].Issued != "2026-10-31" {
		t.Errorf("issued %s", got.Items[0].Issued)
	}
}

// A file of some kilobytes that unpacks to gigabytes is refused before it is unpacked.
func TestZipBombIsRefused(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	part, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range maxUnpacked>>20 + 1 {
		if _, err := part.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	d := refused(t, set("items", fileWith(t, "bomb.xlsx", b.String())))
	if d.Code != spec.CodeSourceUnreadable || d.Field != "items" || !strings.Contains(d.Summary, "unpacks") {
		t.Errorf("%d packed bytes: %v", b.Len(), d)
	}
}

func TestDamagedWorkbooksAreRefused(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(data(t, "books.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{100, len(whole) / 2, len(whole) - 30} {
		if d := refused(t, set("items", fileWith(t, "cut.xlsx", string(whole[:n])))); d.Field != "items" || d.Hint == "" {
			t.Errorf("cut to %d bytes: %v", n, d)
		}
	}
	// A sheet that breaks off within a sound archive must not pass as a short one.
	if d := refused(t, set("items", fileWith(t, "short.xlsx", shortSheet(t, whole)))); d.Code != spec.CodeSourceTruncated {
		t.Errorf("a sheet that breaks off: %v", d)
	}
}

// shortSheet packs the workbook anew with its second sheet cut.
func shortSheet(t *testing.T, whole []byte) string {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, part := range in.File {
		from, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		var content bytes.Buffer
		if _, err := content.ReadFrom(from); err != nil {
			t.Fatal(err)
		}
		to, err := out.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if part.Name == "xl/worksheets/sheet2.xml" {
			content.Truncate(content.Len() * 2 / 3)
		}
		if _, err := to.Write(content.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPlainNumber(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"0": "0", "5": "5", "-5.50": "-5.5", "1190.0999999999999": "1190.1", "0.30000000000000004": "0.3", "1.1900000000000001E3": "1190",
		"1E2": "100", "1.5E-2": "0.015", "9999999999999999": "10000000000000000", "-0": "0", "00012": "12", "99.99999999999999999": "100",
		"1E400": "", "abc": "", "": "", "1.2.3": "", "NaN": "",
	} {
		if got, ok := plainNumber(in); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", in, got, ok, want)
		}
	}
}

// An amount of up to fifteen digits survives the double that a workbook makes of it.
func TestAmountsSurviveAWorkbook(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64Range(-999_999_999_999_999, 999_999_999_999_999).Draw(t, "minor")
		text := spec.FormatAmount(minor, "EUR")
		plain, ok := plainNumber(asDouble(text))
		if got, err := spec.ParseAmount(plain, "EUR"); !ok || err != nil || got != minor {
			t.Fatalf("%s became %s: %d, %v", text, plain, got, err)
		}
	})
}

func TestDayFormats(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		"dd.mm.yyyy": true, `dd"."mm"."yyyy;@`: true, "[$-414]d. mmmm yyyy": true, "yyyy-mm-dd hh:mm": true, `#,##0.00 "dager"`: false,
		"0.00": false, "[Red]0": false, `\d0`: false, "hh:mm": false, "General": false, "#,##0.00_d": false, "0;[Red]d": false,
	} {
		if isDayCode(code) != want {
			t.Errorf("%q: %v", code, !want)
		}
	}
}

func FuzzPlainNumber(f *testing.F) {
	for _, seed := range []string{"1190.0999999999999", "-1E-5", "E", ".", "1E+30"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out, ok := plainNumber(in)
		if !ok {
			return
		}
		if again, ok := plainNumber(out); !ok || again != out {
			t.Errorf("%q became %q, then %q", in, out, again)
		}
	})
}

// asDouble writes a decimal as a workbook stores it: with the seventeen digits
// of the binary fraction of 53 bits next to it.
func asDouble(text string) string {
	double, _, err := big.ParseFloat(text, 10, 53, big.ToNearestEven)
	if err != nil {
		return text
	}
	return double.Text('G', 17)
}
