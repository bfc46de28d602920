package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

const heading = "Invoice no;Customer no;Customer name;Invoice date;Due date;Amount;Open;Currency\n"

const goodRow = "1;10;Berg AS;2026-10-01;2026-10-31;1.234,50;1.234,50;NOK\n"

// What makes a file as a whole unreadable is said with the place and the
// setting that ends it, and nothing counts as settled.
func TestWholeFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		content, code, field, column string
		line                         int64
	}{
		"empty":            {content: "", code: spec.CodeSourceTruncated, field: "items"},
		"only a heading":   {content: heading, code: codeSourceEmpty, field: "items"},
		"blank lines":      {content: "\n\n\n", code: codeHeaderMissing, field: "mapping", line: 1},
		"no heading":       {content: goodRow + goodRow, code: codeHeaderMissing, field: "mapping", line: 1},
		"binary":           {content: "\x00\x01\x02\x03;\x00\n\xff\x00", code: spec.CodeSourceUnreadable, field: "items"},
		"a PDF":            {content: "%PDF-1.7\n", code: spec.CodeSourceUnreadable, field: "items"},
		"a web page":       {content: "<html><table>", code: spec.CodeSourceUnreadable, field: "items"},
		"an old workbook":  {content: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", code: spec.CodeSourceUnreadable, field: "items"},
		"a broken archive": {content: "PK\x03\x04 and no more", code: spec.CodeSourceTruncated, field: "items"},
		"no due date": {
			content: "Invoice no;Customer no;Invoice date;Amount;Currency\n1;10;2026-10-01;5,00;NOK\n",
			code:    codeColumnMissing, field: "mapping", line: 1,
		},
		"no currency": {
			content: "Invoice no;Customer no;Invoice date;Due date;Amount\n1;10;2026-10-01;2026-10-01;5,00\n",
			code:    codeCurrencyMissing, field: "currency", line: 1,
		},
		"two kinds of decimal sign": {
			content: heading + goodRow + strings.Replace(goodRow, "1.234,50;NOK", "1,234.50;NOK", 1) + strings.Replace(goodRow, "1;10", "3;10", 1),
			code:    codeNumberForm, field: "decimal", line: 3, column: "Open",
		},
		"thousand or one": {
			content: strings.ReplaceAll(heading+goodRow, "1.234,50", "1.234"),
			code:    codeNumberForm, field: "decimal", line: 2, column: "Amount",
		},
		"two orders of days": {
			content: heading + strings.ReplaceAll(goodRow, "2026-10-31", "31/10/2026") + strings.ReplaceAll(goodRow, "2026-10-31", "10/31/2026"),
			code:    codeDateForm, field: "date_order", line: 3, column: "Due date",
		},
	} {
		settings := set("items", fileWith(t, "list.csv", c.content))
		got := refused(t, settings)
		if got.Code != c.code || got.Field != c.field || got.Record.Line != c.line || got.Record.Column != c.column || got.Hint == "" {
			t.Errorf("%s: %s about %s at %s: %v", name, got.Code, got.Field, got.Record, got)
		}
		found := (connector{}).Check(t.Context(), settings)
		if _, same := has(found, c.code); !same {
			t.Errorf("%s: the check says %v", name, found)
		}
	}
	if got := refused(t, set("items", filepath.Join(t.TempDir(), "none.csv"))); got.Code != spec.CodeSourceNotFound {
		t.Errorf("a file that is not there: %v", got)
	}
}

// What is settled by hand turns doubt about a column into rows that are left out.
func TestFormsSetByHand(t *testing.T) {
	t.Parallel()
	mixed := heading + goodRow + strings.ReplaceAll(strings.Replace(goodRow, "1;10", "2;10", 1), "1.234,50", "1,234.50")
	for decimal, line := range map[string]int64{"comma": 3, "point": 2} {
		got := collect(t, set("items", fileWith(t, "list.csv", mixed), "decimal", decimal))
		bad := rejected(got)
		if len(got.Items) != 1 || got.Items[0].Open != 123450 || len(bad) != 1 || bad[0].Record.Line != line || bad[0].Record.Column != "Amount" {
			t.Errorf("%s: %v, %v", decimal, got.Items, bad)
		}
	}
	thousand := strings.ReplaceAll(heading+goodRow, "1.234,50", "1.234")
	for decimal, want := range map[string]int64{"comma": 123400} {
		if got := collect(t, set("items", fileWith(t, "list.csv", thousand), "decimal", decimal)); got.Items[0].Open != want {
			t.Errorf("%s: %d", decimal, got.Items[0].Open)
		}
	}
	doubtful := heading + strings.ReplaceAll(goodRow, "2026-10-31", "02/03/2026")
	for order, want := range map[string]spec.Date{"": "2026-03-02", dayFirst: "2026-03-02", monthFirst: "2026-02-03"} {
		got := collect(t, set("items", fileWith(t, "list.csv", doubtful), "date_order", order))
		_, asked := has(got.Diagnostics, codeDateForm)
		if got.Items[0].Due != want || asked != (order == "") {
			t.Errorf("order %q: due %s, asked %v", order, got.Items[0].Due, asked)
		}
	}
}

func TestMappingByHand(t *testing.T) {
	t.Parallel()
	odd := "A;B;C;D;E;F;G\n1;10;Berg AS;2026-10-01;2026-10-31;5,50;NOK\n"
	whole := `{"number":"A","customer":"B","name":"C","issued":"D","due":"E","amount":"F","currency":"G"}`
	got := collect(t, set("items", fileWith(t, "list.csv", odd), "mapping", whole))
	if want := "10 | invoice | 1 | 2026-10-01 | 2026-10-31 | 5.50 | 5.50 | NOK\n"; itemLines(got) != want {
		t.Errorf("got %s", itemLines(got))
	}
	// One column by hand, the others by their headings.
	part := strings.Replace(heading+goodRow, "Invoice no", "Our no", 1)
	if d := refused(t, set("items", fileWith(t, "list.csv", part))); d.Code != codeColumnMissing || len(d.Choices) != 8 {
		t.Errorf("an unknown heading: %+v", d)
	}
	if got := collect(t, set("items", fileWith(t, "list.csv", part), "mapping", `{"number":"our NO."}`)); len(got.Items) != 1 {
		t.Errorf("got %v", got.Items)
	}
	// What was settled is not added to: a new column changes nothing.
	settled := `{"number":"Invoice no","customer":"Customer no","issued":"Invoice date","due":"Due date","amount":"Amount","currency":"Currency"}`
	if got := collect(t, set("items", fileWith(t, "list.csv", strings.Replace(heading+goodRow, "1.234,50;NOK", "1,00;NOK", 1)), "mapping", settled)); got.Items[0].Open != 123450 {
		t.Errorf("a column that is not in the mapping was read: %d", got.Items[0].Open)
	}
	// A column that was settled and is gone is not replaced by another.
	gone := strings.Replace(heading+goodRow, "Open;", "Rest;", 1)
	if d := refused(t, set("items", fileWith(t, "list.csv", gone), "mapping", `{"open":"Open"}`)); d.Code != codeColumnMissing || !strings.Contains(d.Summary, `"Open"`) {
		t.Errorf("a column that is gone: %v", d)
	}
}

// tampering does something to the file in the middle of a read.
type tampering struct {
	sdk.Emitter
	do func()
}

func (t *tampering) Item(i spec.Item) error {
	if t.do != nil {
		t.do()
		t.do = nil
	}
	return t.Emitter.Item(i)
}

type tamperedConnector struct {
	connector
	do func()
}

func (c tamperedConnector) Read(ctx context.Context, s spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	return c.connector.Read(ctx, s, req, &tampering{emit, c.do})
}

func TestFileThatChangesWhileItIsRead(t *testing.T) {
	t.Parallel()
	for name, do := range map[string]func(path string) error{
		"removed": os.Remove,
		"grown": func(path string) error {
			return os.WriteFile(path, []byte(heading+strings.Repeat(goodRow, 3)), 0o600)
		},
		"rewritten, just as long": func(path string) error {
			if err := os.WriteFile(path, []byte(strings.Replace(heading+goodRow, "Berg", "Dahl", 1)), 0o600); err != nil {
				return err
			}
			at := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
			return os.Chtimes(path, at, at)
		},
		"cut":      func(path string) error { return os.Truncate(path, 100) },
		"replaced": func(path string) error { return os.Rename(fileWith(t, "new.csv", heading+goodRow), path) },
	} {
		path := fileWith(t, "list.csv", heading+goodRow)
		c := tamperedConnector{do: func() {
			if err := do(path); err != nil {
				t.Fatal(err)
			}
		}}
		got, err := sdk.Collect(t.Context(), c, set("items", path), spec.ReadRequest{Mode: spec.ModeFull})
		if d := asDiagnostic(err); err == nil || d.Code != spec.CodeSourceChanged || d.RetryAfter == 0 {
			t.Errorf("%s: %v", name, err)
		}
		if len(got.Checkpoints) > 0 {
			t.Errorf("%s: the read has a checkpoint", name)
		}
	}
}

func TestHugeFieldIsOneBrokenRow(t *testing.T) {
	t.Parallel()
	content := heading + goodRow + "2;10;" + strings.Repeat("x", 10<<20) + ";2026-10-01;2026-10-31;1,00;1,00;NOK\n" + strings.Replace(goodRow, "1;", "3;", 1)
	got := collect(t, set("items", fileWith(t, "list.csv", content)))
	bad := rejected(got)
	if len(got.Items) != 2 || len(bad) != 1 || bad[0].Record.Line != 3 || bad[0].Record.Column != "Customer name" {
		t.Errorf("%d items, %v", len(got.Items), bad)
	}
}

func TestKindsAndSigns(t *testing.T) {
	t.Parallel()
	list := "Invoice no;Customer;Type;Invoice date;Due date;Amount;Paid;Currency\n"
	for name, c := range map[string]struct{ rows, want string }{
		"credit notes written without a minus": {
			"1;A;Faktura;2026-10-01;2026-10-31;100,00;40,00;NOK\n2;A;Kreditnota;2026-10-01;;50,00;20,00;NOK\n",
			"A | invoice | 1 | 2026-10-01 | 2026-10-31 | 100.00 | 60.00 | NOK\nA | credit | 2 | 2026-10-01 |  | -50.00 | -30.00 | NOK\n",
		},
		"credit notes written with a minus": {
			"1;A;Credit note;2026-10-01;2026-10-31;-50,00;-20,00;NOK\n2;A;Credit note;2026-10-01;;-50,00;20,00;NOK\n",
			"A | credit | 1 | 2026-10-01 | 2026-10-31 | -50.00 | -30.00 | NOK\nA | credit | 2 | 2026-10-01 |  | -50.00 | -30.00 | NOK\n",
		},
		"fees, and money without a number": {
			"1;A;Mahngebühr;2026-10-01;2026-10-31;5,00;;EUR\n;A;Zahlung;2026-10-02;;7,00;;EUR\n;A;Zahlung;2026-10-02;;7,00;;EUR\n",
			"A | fee | 1 | 2026-10-01 | 2026-10-31 | 5.00 | 5.00 | EUR\nA | payment |  | 2026-10-02 |  | -7.00 | -7.00 | EUR\nA | payment |  | 2026-10-02 |  | -7.00 | -7.00 | EUR\n",
		},
	} {
		got := collect(t, set("items", fileWith(t, "list.csv", list+c.rows)))
		if diff := cmp.Diff(c.want, itemLines(got)); diff != "" || len(rejected(got)) > 0 {
			t.Errorf("%s:\n%s\n%v", name, diff, rejected(got))
		}
		ids := map[string]bool{}
		for _, i := range got.Items {
			ids[i.ExternalID] = true
		}
		if len(ids) != len(got.Items) {
			t.Errorf("%s: ids stand twice: %v", name, ids)
		}
	}
}

func TestCurrencyComesFromColumnHeadingCellOrSetting(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ heading, amount, currency, want string }{
		"heading":        {"Amount (EUR)", "5,00", "", "EUR"},
		"heading, sign":  {"Betrag €", "5,00", "", "EUR"},
		"heading, words": {"Betrag in CHF", "5,00", "", "CHF"},
		"cell":           {"Amount", "5,00 kr NOK", "", ""},
		"cell, code":     {"Amount", "5,00 NOK", "", "NOK"},
		"cell, sign":     {"Amount", "£5,00", "", "GBP"},
		"setting":        {"Amount", "5,00", "SEK", "SEK"},
	} {
		content := "Invoice no;Customer;Invoice date;Due date;" + c.heading + "\n1;A;2026-10-01;2026-10-31;" + c.amount + "\n"
		settings := set("items", fileWith(t, "list.csv", content), "currency", c.currency)
		if c.want == "" {
			if d := refused(t, settings); d.Code != codeCurrencyMissing {
				t.Errorf("%s: %v", name, d)
			}
			continue
		}
		got := collect(t, settings)
		if len(got.Items) != 1 || got.Items[0].Currency != c.want || got.Items[0].Amount != 500 {
			t.Errorf("%s: %v %v", name, got.Items, rejected(got))
		}
	}
	two := collect(t, set("items", fileWith(t, "list.csv", heading+strings.Replace(goodRow, "1.234,50;NOK", "1.234,50 EUR;NOK", 1)+goodRow)))
	if bad := rejected(two); len(bad) != 1 || bad[0].Record.Column != "Open" {
		t.Errorf("two currencies in one row: %v", bad)
	}
}

func TestCustomersByName(t *testing.T) {
	t.Parallel()
	list := "Invoice no,Customer name,Invoice date,Due date,Amount,Currency\n1,Ola Nordmann,2026-10-01,2026-10-31,5,NOK\n" +
		"2,OLA  NORDMANN,2026-10-01,2026-10-31,5,NOK\n3,Kari Nordmann,2026-10-01,2026-10-31,5,NOK\n"
	got := collect(t, set("items", fileWith(t, "list.csv", list)))
	if len(got.Debtors) != 2 || len(got.Items) != 3 || got.Items[1].DebtorID != got.Items[0].DebtorID {
		t.Errorf("%v", got.Items)
	}
	// Two customers of one name: nobody is guessed.
	customers := fileWith(t, "customers.csv", "No,Name\n1,Ola Nordmann\n2,Ola Nordmann\n3,Kari Nordmann\n")
	got = collect(t, set("items", fileWith(t, "list.csv", list), "customers", customers))
	bad := rejected(got)
	if len(got.Debtors) != 3 || len(got.Items) != 1 || got.Items[0].DebtorID != "3" || len(bad) != 2 || bad[0].Record.Column != "Customer name" {
		t.Errorf("%v, %v", got.Items, bad)
	}
}

// "Customer" alone is the number where a list has no other, and the name beside one that has it. The check names what is not read.
func TestAColumnCalledCustomer(t *testing.T) {
	t.Parallel()
	rest := ";Invoice date;Due date;Amount;Currency;Colour\n"
	row := ";2026-10-01;2026-10-31;5;NOK;red\n"
	for heads, c := range map[string]struct{ row, number, name string }{
		"Invoice no;Customer no;Customer":               {"1;70001;Nordlys AS", "70001", "Nordlys AS"},
		"Fakturanr;Kundenr;Kunde":                       {"1;70001;Nordlys AS", "70001", "Nordlys AS"},
		"Invoice no;Customer;Invoice text":              {"1;70001;bread", "70001", "70001"},
		"Invoice no;Customer no;Customer;Customer name": {"1;70001;x;Nordlys AS", "70001", "Nordlys AS"},
		"Invoice no;Customer no;Customer;Client":        {"1;70001;x;y", "70001", "70001"}, // nobody guesses between two
	} {
		settings := set("items", fileWith(t, "list.csv", heads+rest+c.row+row))
		if got := collect(t, settings); got.Debtors[0].Number != c.number || got.Debtors[0].Name != c.name {
			t.Errorf("%s: %+v", heads, got.Debtors)
		}
		found := connector{}.Check(t.Context(), settings)
		if told, ok := has(found, spec.CodeRecognised); !ok || !strings.Contains(told.Detail, "Not read: ") || !strings.Contains(told.Detail, "Colour.") {
			t.Errorf("%s: %+v", heads, told)
		}
	}
}

// A setting that is wrong for the whole list is no list of faults: neither the check nor the read says that all is well.
func TestNoRowOfTheListCanBeRead(t *testing.T) {
	t.Parallel()
	rows := heading + "1,70001,Nordlys AS,2026-10-01,2026-10-31,5.50,5.50,NOK\n" + "2,70001,Nordlys AS,2026-10-01,2026-10-31,7.50,7.50,NOK\n"
	rows = strings.ReplaceAll(rows, ",", ";")
	settings := set("items", fileWith(t, "list.csv", rows), "decimal", "comma")
	found := connector{}.Check(t.Context(), settings)
	if len(found) != 1 || found[0].Severity != spec.SeverityError || !strings.HasPrefix(found[0].Summary, "No row of list.csv can be read, of 2. ") {
		t.Errorf("the check says %v", found)
	}
	if d := refused(t, settings); d.Code != spec.CodeSourceUnreadable || !strings.Contains(d.Hint, "decimal sign") {
		t.Errorf("the read says %v", d)
	}
	one := set("items", fileWith(t, "list.csv", strings.Replace(rows, "5.50;5.50", "5,50;5,50", 1)), "decimal", "comma")
	if got := collect(t, one); len(got.Items) != 1 {
		t.Errorf("a list with one good row: %+v", got)
	}
}

func TestUnknownCurrencyInTheSettings(t *testing.T) {
	t.Parallel()
	if d := refused(t, set("items", fileWith(t, "list.csv", heading+goodRow), "currency", "XYZ")); d.Field != "currency" {
		t.Errorf("%v", d)
	}
}

func TestTotalIsHeldAgainstTheLines(t *testing.T) {
	t.Parallel()
	for total, differs := range map[string]bool{"1.234,50": false, "2.234,50": true} {
		got := collect(t, set("items", fileWith(t, "list.csv", heading+goodRow+"Sum;;;;;;"+total+";\n")))
		if _, told := has(got.Diagnostics, codeTotalDiffers); told != differs || len(got.Items) != 1 {
			t.Errorf("total %s: told %v, %d items", total, told, len(got.Items))
		}
	}
}

func TestCustomersInAFileOfTheirOwn(t *testing.T) {
	t.Parallel()
	items := fileWith(t, "items.csv", heading+goodRow+strings.Replace(goodRow, "1;10;Berg AS", "2;7;", 1)+strings.Replace(goodRow, "1;10;Berg AS", "3;99;Ny AS", 1))
	customers := fileWith(t, "customers.csv", "No,Name,E-mail,Country,Customer type\n10,Berg AS,post@berg.example,Norway,Company\n007,Bond Ltd,,GB,\n10,Twice AS,,,\n")
	got := collect(t, set("items", items, "customers", customers))
	want := map[string]string{"10": "Berg AS", "007": "Bond Ltd", "99": "Ny AS"}
	names := map[string]string{}
	for _, d := range got.Debtors {
		names[d.ExternalID] = d.Name
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	if d := got.Debtors[0]; d.Country != "NO" || d.Kind != spec.DebtorBusiness || d.Email != "post@berg.example" {
		t.Errorf("%+v", d)
	}
	if got.Items[1].DebtorID != "007" {
		t.Errorf("the zeros in front of 007 were not found again: %s", got.Items[1].DebtorID)
	}
	if bad := rejected(got); len(bad) != 1 || bad[0].Code != spec.CodeRecordDuplicate || bad[0].Record.File != "customers.csv" || bad[0].Record.Line != 4 {
		t.Errorf("%v", bad)
	}
	if _, told := has(got.Diagnostics, codeCustomerUnknown); !told {
		t.Error("nobody says that 99 is not in the customers' file")
	}
}
