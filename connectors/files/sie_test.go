package main

import (
	"context"
	"fmt"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// A year of a small Swedish company. Its program writes the customer (8) and the invoice (10) on the receivables.
const sieYear = `#FLAGGA 0
#PROGRAM "Testbok" 1.0
#FORMAT PC8
#GEN 20261121
#SIETYP 4
#FNAMN "Måleri & Färg AB"
#RAR 0 20260101 20261231
#RAR -1 20250101 20251231
#VALUTA SEK
#KONTO 1510 "Kundfordringar"
#KONTO 1930 "Bank"
#KONTO 3001 "Försäljning"
#DIM 8 "Kund"
#DIM 10 "Faktura"
#OBJEKT 8 "1001" "Åkes Bygg \"Norr\" AB"
#OBJEKT 8 "1002" "Öberg HB"
#OBJEKT 10 "F-90" "F-90"
#IB 0 1510 500.00
#IB 0 1930 1000
#OIB 0 1510 {8 "1002" 10 "F-90"} 500.00
#UB 0 1510 2399.50
#UB 0 1930 2100.50
#UB -1 1510 500
#OUB 0 1510 {8 "1001"} 1999.50
#OUB 0 1510 {10 "F-100"} 1250.00
#RES 0 3001 -3000
#VER A 1 20260910 "Faktura F-100" 20260911
{
#TRANS 1510 {8 "1001" 10 "F-100"} 2000.00
#TRANS 3001 {} -2000.00
}
#VER A 2 20261001 "Faktura F-101"
{
	#TRANS   1510 {"8" "1001" "10" "F-101"} 1000
#RTRANS 1510 {8 "1001" 10 "F-101"} 99
#BTRANS 1510 {8 "1001" 10 "F-101"} 77
#TRANS 3001 {6 "P1"} -1000
}
#VER B 1 20261010 "Inbetalning"
{
#TRANS 1930 {} 1100.50
#TRANS 1510 {8 "1001" 10 "F-100"} -750.00
#TRANS 1510 {8 "1001" 10 "F-101"} -250.50
#TRANS 1510 {8 "1002" 10 "F-90"} -100.00
}
#NYTT "okänd etikett" {1 2}
`

const sieTruth = `1002 | invoice | F-90 | 2025-12-31 | 2026-01-30 | 500.00 | 400.00 | SEK
1001 | invoice | F-100 | 2026-09-10 | 2026-10-10 | 2000.00 | 1250.00 | SEK
1001 | invoice | F-101 | 2026-10-01 | 2026-10-31 | 1000.00 | 749.50 | SEK
`

// pc8 writes a text in code page 437 with the line ends of Windows.
func pc8(t testing.TB, text string) string {
	t.Helper()
	out, err := charmap.CodePage437.NewEncoder().String(strings.ReplaceAll(text, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// summed gives a SIE file its control sum, counted by hand: labels and fields, without blanks, quotation marks and braces.
func summed(t testing.TB, text string) string {
	t.Helper()
	first, rest, _ := strings.Cut(text, "\n")
	bare := strings.NewReplacer(`\"`, "\x00", `"`, "", " ", "", "\t", "", "\n", "", "{", "", "}", "").Replace(rest)
	// Blanks within texts count.
	for _, words := range []string{"Måleri & Färg AB", "Åkes Bygg \x00Norr\x00 AB", "Öberg HB", "Faktura F-100", "Faktura F-101", "okänd etikett"} {
		bare = strings.ReplaceAll(bare, strings.ReplaceAll(words, " ", ""), words)
	}
	bare = strings.ReplaceAll(bare, "\x00", `"`)
	return first + "\n#KSUMMA\n" + rest + fmt.Sprintf("#KSUMMA %d\n", crc32.ChecksumIEEE([]byte(pc8(t, bare))))
}

func TestSIEGivesTheOpenItems(t *testing.T) {
	t.Parallel()
	windows, err := charmap.Windows1252.NewEncoder().String(sieYear)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"code page 437":      pc8(t, sieYear),
		"UTF-8 with a mark":  "\ufeff" + sieYear,
		"windows-1252":       windows,
		"with a control sum": pc8(t, summed(t, sieYear)),
	} {
		got := collect(t, set("items", fileWith(t, "book.se", content), "net_days", "30"))
		if diff := cmp.Diff(sieTruth, itemLines(got)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		names := map[string]string{}
		for _, d := range got.Debtors {
			names[d.Number] = d.Name
		}
		if diff := cmp.Diff(map[string]string{"1001": `Åkes Bygg "Norr" AB`, "1002": "Öberg HB"}, names); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		if bad := rejected(got); len(bad) > 0 {
			t.Errorf("%s: %v", name, bad)
		}
	}
	// Without a term of payment nobody knows when they are due, which is said.
	got := collect(t, set("items", fileWith(t, "book.se", pc8(t, sieYear))))
	if d, told := has(got.Diagnostics, codeAssumed); got.Items[0].Due != "" || !told || !strings.Contains(d.Summary, "due date") {
		t.Errorf("%v, due %s", d, got.Items[0].Due)
	}
}

// The example of the standard (10.15): what is summed of a line.
func TestTheControlSumTakesLabelsAndFields(t *testing.T) {
	t.Parallel()
	var taken []byte
	r := newSIEReader(strings.NewReader("#KONTO 1915 \"Kassa \\\"special\\\"\"\n#TRANS\t7010 {\"1\" \"456\" 7 \"47\"}  13200.00\n"), charsetNamed("cp437"))
	r.sum = func(b []byte) { taken = append(taken, b...) }
	for range 2 {
		if _, err := r.next(); err != nil {
			t.Fatal(err)
		}
	}
	if want := `#KONTO1915Kassa "special"#TRANS7010145674713200.00`; string(taken) != want {
		t.Errorf("%s, not %s", taken, want)
	}
}

func TestSIEFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	swap := func(was, is string) string {
		if !strings.Contains(sieYear, was) {
			t.Fatalf("no %q", was)
		}
		return pc8(t, strings.Replace(sieYear, was, is, 1))
	}
	sum := pc8(t, summed(t, sieYear))
	for name, c := range map[string]struct {
		content, code, says string
		line                int64
	}{
		"no customers and invoices":     {pc8(t, strings.NewReplacer(`8 "100`, `6 "100`, `"8"`, `"6"`).Replace(sieYear)), spec.CodeSourceUnreadable, "kundreskontra", 0},
		"balances alone":                {swap("#SIETYP 4", "#SIETYP 1"), spec.CodeSourceUnreadable, "type 1", 0},
		"vouchers for import":           {pc8(t, strings.NewReplacer("#UB", "#XX", "#OUB", "#XX", "#IB", "#XX", "#OIB", "#XX", "#RES", "#XX").Replace(sieYear)), spec.CodeSourceUnreadable, "SIE 4I", 0},
		"a voucher that is not whole":   {swap("#TRANS 3001 {} -2000.00", "#TRANS 3001 {} -1999.99"), spec.CodeControlDiffers, "voucher A 1 of line 27", 31},
		"an account that differs":       {swap("#UB 0 1510 2399.50", "#UB 0 1510 2399.51"), spec.CodeControlDiffers, "account 1510", 21},
		"a balance that is left out":    {swap("#UB 0 1510 2399.50\n", ""), spec.CodeControlDiffers, "closes with 0.00", 0},
		"a customer that differs":       {swap(`{8 "1001"} 1999.50`, `{8 "1001"} 1999.51`), spec.CodeControlDiffers, "customer 1001", 24},
		"an invoice that differs":       {swap(`{10 "F-100"} 1250`, `{10 "F-100"} 1251`), spec.CodeControlDiffers, "invoice F-100", 25},
		"a wrong control sum":           {strings.Replace(sum, "Inbetalning", "Inbetalninh", 1), spec.CodeControlDiffers, "KSUMMA", 48},
		"cut before its control sum":    {sum[:strings.LastIndex(sum, "#KSUMMA")], spec.CodeSourceTruncated, "KSUMMA", 0},
		"behind its control sum":        {sum + "#PROSA x\r\n", spec.CodeRecordInvalid, "behind the control sum", 49},
		"a control sum out of nowhere":  {pc8(t, sieYear) + "#KSUMMA 7\r\n", spec.CodeRecordInvalid, "never begun", 47},
		"a control sum that is no such": {pc8(t, strings.Replace(sieYear, "#PROGRAM", "#KSUMMA\n#PROGRAM", 1)) + "#KSUMMA seven\r\n", spec.CodeRecordInvalid, "no control sum", 48},
		"cut within a voucher":          {pc8(t, sieYear[:strings.Index(sieYear, "#TRANS 1510 {8 \"1002\"")]), spec.CodeSourceTruncated, "has no end", 39},
		"a voucher within a voucher":    {swap("}\n#VER B", "#VER B"), spec.CodeSourceTruncated, "within the voucher A 2", 38},
		"an amount with a comma":        {swap("} 2000.00", "} 2000,00"), spec.CodeRecordInvalid, `"2000,00"`, 29},
		"three decimals":                {swap("} 2000.00", "} 2000.001"), spec.CodeRecordInvalid, `"2000.001"`, 29},
		"a day that is none":            {swap("20260910", "20260931"), spec.CodeRecordInvalid, "day", 27},
		"an open quotation mark":        {swap(`"Försäljning"`, `"Försäljning`), spec.CodeRecordInvalid, "quotation mark", 12},
		"braces that do not match":      {swap(`{8 "1001" 10 "F-100"} 2000`, `{8 "1001" 10 "F-100" 2000`), spec.CodeRecordInvalid, "braces", 29},
		"an object without a pair":      {swap(`{8 "1001" 10 "F-100"} 2000`, `{8 "1001" 10} 2000`), spec.CodeRecordInvalid, "pairs", 29},
		"no object list":                {swap(`#TRANS 3001 {} -2000.00`, `#TRANS 3001 -2000.00`), spec.CodeRecordInvalid, "object list", 30},
		"a transaction alone":           {pc8(t, sieYear) + "#TRANS 1510 {} 1\r\n", spec.CodeRecordInvalid, "outside", 47},
		"a currency that is none":       {swap("#VALUTA SEK", "#VALUTA KRONOR"), spec.CodeRecordInvalid, "KRONOR", 9},
		"a line without end":            {pc8(t, sieYear) + "#PROSA " + strings.Repeat("x", 70_000), spec.CodeRecordInvalid, "64 KiB", 47},
		"nothing but its flag":          {"#FLAGGA 0\n", spec.CodeSourceUnreadable, "SIE 4I", 0},
		"an amount beyond all bounds":   {swap("} 2000.00", "} 99999999999999999999.00"), spec.CodeRecordInvalid, "amount", 29},
	} {
		settings := set("items", fileWith(t, "book.se", c.content))
		got := refused(t, settings)
		if got.Code != c.code || !strings.Contains(got.Summary+got.Hint, c.says) || c.line > 0 && got.Record.Line != c.line || got.Hint == "" {
			t.Errorf("%s: %s at line %d: %v", name, got.Code, got.Record.Line, got)
		}
	}
}

// Money without a customer is in nobody's list: the ledger's own total says so, and no sum agrees by it.
func TestMoneyOfNobodyKeepsTheSumsFromAgreeing(t *testing.T) {
	loose := strings.Replace(sieYear, `{8 "1001" 10 "F-101"} -250.50`, `{} -250.50`, 1)
	opening := strings.Replace(sieYear, `#OIB 0 1510 {8 "1002" 10 "F-90"} 500.00`, ``, 1)
	for name, c := range map[string]struct {
		text string
		want int64 // the ledger's total, 0: none is needed
		sent int64
	}{
		"all of it has customers":       {sieYear, 0, 2399_50},
		"a payment without a customer":  {strings.Replace(loose, "1999.50", "2250.00", 1), 2399_50, 2650_00},
		"an opening that is not parted": {opening, 2399_50, 1899_50},
	} {
		t.Run(name, func(t *testing.T) {
			got := collect(t, set("items", fileWith(t, "year.se", pc8(t, c.text))))
			var sent int64
			for _, i := range got.Items {
				sent += i.Open
			}
			if total := got.Checkpoints[len(got.Checkpoints)-1].Control["SEK"]; total != c.want || sent != c.sent {
				t.Errorf("the ledger says %d, sent are %d", total, sent)
			}
		})
	}
}

// An invoice of an earlier year without a customer is no one's: it is left out, and said.
func TestAnOpeningBalanceWithoutACustomer(t *testing.T) {
	t.Parallel()
	content := strings.NewReplacer(`#OIB 0 1510 {8 "1002" 10 "F-90"} 500.00`, `#OIB 0 1510 {10 "F-90"} 500.00`, `#TRANS 1510 {8 "1002" 10 "F-90"} -100.00`, `#TRANS 1510 {} -100.00`).Replace(sieYear)
	got := collect(t, set("items", fileWith(t, "book.se", pc8(t, content))))
	if bad := rejected(got); len(bad) != 1 || bad[0].Record.Line != 20 || len(got.Items) != 2 {
		t.Errorf("%d items, %v", len(got.Items), bad)
	}
	if d, told := has(got.Diagnostics, codeTotalDiffers); !told || !strings.Contains(d.Summary, "-100.00 SEK") || d.Record.Line != 44 {
		t.Errorf("%v", d)
	}
	// The year's transactions tell whose it is.
	content = strings.Replace(sieYear, `#OIB 0 1510 {8 "1002" 10 "F-90"} 500.00`, `#OIB 0 1510 {10 "F-90"} 500.00`, 1)
	if got = collect(t, set("items", fileWith(t, "book.se", pc8(t, content)), "net_days", "30")); itemLines(got) != sieTruth {
		t.Errorf("%s", itemLines(got))
	}
}

func TestASIEFileHasNoCustomersAddresses(t *testing.T) {
	t.Parallel()
	path := fileWith(t, "book.se", pc8(t, sieYear))
	if d := refused(t, set("items", path, "customers", path)); d.Code != codeOtherKind || d.Field != "customers" {
		t.Errorf("%v", d)
	}
	if d := refused(t, set("items", path, "accounts", "1600-1500")); d.Field != "accounts" {
		t.Errorf("%v", d)
	}
	if got := (connector{}).Check(context.Background(), set("items", path)); got[0].Severity != spec.SeverityInfo || len(got[0].Proposed) != 0 ||
		!strings.Contains(got[0].Summary, "SIE 4, cp437, receivables 1510 to 1519") {
		t.Errorf("%v proposes %v", got[0], got[0].Proposed)
	}
}

func FuzzSIE(f *testing.F) {
	f.Add([]byte(sieYear))
	f.Add([]byte("#FLAGGA 0\n#KSUMMA\n#VER A 1 20260101\n{\n#TRANS 1510 {8 \"1\" 10 \"2\"} 1.5\n}\n#KSUMMA 1"))
	f.Fuzz(func(t *testing.T, in []byte) {
		r := newSIEReader(strings.NewReader(string(in)), charsetNamed("cp437"))
		last := int64(0)
		for {
			l, err := r.next()
			if err != nil {
				break
			}
			if l.line <= last || l.label == "" || l.list > len(l.fields) {
				t.Fatalf("%+v after line %d", l, last)
			}
			last = l.line
		}
		b := &sieBook{
			in: newSIEReader(strings.NewReader(string(in)), charsetNamed("cp437")), accounts: accountRange{1510, 1519}, currency: "SEK", names: map[string]string{},
			open: newPostings(), customers: map[string]string{}, opening: map[string]int64{}, moved: map[string]int64{}, closing: map[string]int64{}, closingLine: map[string]int64{},
		}
		if b.read() == nil {
			b.open.table(30)
		}
	})
}

// Money on a customer's account that names no invoice is the customer's all the same: it covers what the customer owes.
func TestSIEMoneyOfACustomerWithoutAnInvoice(t *testing.T) {
	content := strings.NewReplacer("#UB 0 1510 2399.50", "#UB 0 1510 2099.50", "#UB 0 1930 2100.50", "#UB 0 1930 2400.50", `{8 "1001"} 1999.50`, `{8 "1001"} 1699.50`).Replace(sieYear) +
		"#VER B 9 20261020 \"a conto\"\n{\n#TRANS 1930 {} 300.00\n#TRANS 1510 {8 \"1001\"} -300.00\n}\n"
	got := collect(t, set("items", fileWith(t, "ar.se", content)))
	if lines := itemLines(got); !strings.Contains(lines, "1001 | payment |  | 2026-10-20 |  | -300.00 | -300.00 | SEK") || len(rejected(got)) > 0 {
		t.Errorf("%s%v", lines, rejected(got))
	}
}

func TestASIEFileOfCustomersWithoutInvoicesIsRefused(t *testing.T) {
	content := strings.NewReplacer(` 10 "F-100"}`, "}", ` 10 "F-101"}`, "}", ` "10" "F-101"}`, "}", ` 10 "F-90"}`, "}", "#OUB 0 1510 {10 \"F-100\"} 1250.00\n", "", "#OIB", "#X").Replace(sieYear)
	if d := refused(t, set("items", fileWith(t, "ar.se", content))); !strings.Contains(d.Summary, "no customers and invoices") {
		t.Errorf("%v", d)
	}
}
