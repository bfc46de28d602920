package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

const (
	datevHead    = `"EXTF";700;21;"Buchungsstapel";13;20261121080000000;;"XY";"";"";1001;456;20260101;4;20260101;20261231;"Belege";"";1;0;0;"EUR";"";"";"";"";"";;;"";""` + "\r\n"
	datevColumns = `Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;` +
		"Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;Fälligkeit;Generalumkehr\r\n"
	datevRows = `5950,00;"S";"";;;"";10000;8400;"";2202;"RE-1";"";;"Honorar";24032026;""
1000,00;"H";;;;;8400;10001;;0103;"RE-2";;;"Lieferung";;
190,00;"H";;;;;1776;10001;;0103;"RE-2";;;"Lieferung";;
950,00;"H";;;;;10000;1200;;1503;"RE-1";;;"Zahlung";;
190,00;"S";;;;;1200;10001;;1603;"RE-2";;;"Zahlung";;
100,00;"S";;;;;1200;10001;;1703;;;;"a conto";;
77,00;"S";;;;;10002;8400;;303;"RE-3";;;"";;
77,00;"S";;;;;10002;8400;;303;"RE-3";;;"Storno";;"1"
50,00;"S";"USD";1,1;45,45;"EUR";10003;8400;;0104;"RE-4";;;"";01052026;
24,95;"H";;;;;1200;4940;"8";2102;"";"";;"Fachbuch"
99,00;"H";;;;;70001;1200;;2102;"ER-9";"";;"Lieferant"
`
)

const datevTruth = `10000 | invoice | RE-1 | 2026-02-22 | 2026-03-24 | 5950.00 | 5000.00 | EUR
10001 | invoice | RE-2 | 2026-03-01 |  | 1190.00 | 1000.00 | EUR
10001 | payment |  | 2026-03-17 |  | -100.00 | -100.00 | EUR
10003 | invoice | RE-4 | 2026-04-01 | 2026-05-01 | 50.00 | 50.00 | USD
`

func ansi(t testing.TB, text string) string {
	t.Helper()
	out, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDATEVPostingsMakeOpenItems(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"windows-1252":      ansi(t, datevHead+datevColumns+datevRows),
		"UTF-8 with a mark": "\ufeff" + datevHead + datevColumns + datevRows,
		"of DATEV itself":   ansi(t, strings.Replace(datevHead, "EXTF", "DTVF", 1)+datevColumns+datevRows),
	} {
		got := collect(t, set("items", fileWith(t, "EXTF_OP.csv", content), "postings", "true"))
		if diff := cmp.Diff(datevTruth, itemLines(got)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		if bad := rejected(got); len(bad) > 0 {
			t.Errorf("%s: %v", name, bad)
		}
		if _, told := has(got.Diagnostics, codeAssumed); !told {
			t.Errorf("%s: nobody says what that rests on", name)
		}
	}
}

func TestDATEVRowsThatAreLeftOut(t *testing.T) {
	t.Parallel()
	rows := map[string]string{
		`5950.00;"S";;;;;10000;8400;;2202;"RE-1";;;;;`:       "no amount",
		`-5950,00;"S";;;;;10000;8400;;2202;"RE-1";;;;;`:      "no amount",
		`5950,001;"S";;;;;10000;8400;;2202;"RE-1";;;;;`:      "decimals",
		`5950,00;"X";;;;;10000;8400;;2202;"RE-1";;;;;`:       "neither debit",
		`5950,00;"S";;;;;10000;8400;;3102;"RE-1";;;;;`:       "no day",
		`5950,00;"S";;;;;10000;8400;;2202;"RE-1";;;;310226;`: "Fälligkeit",
		`5950,00;"S";;;;;10000;8400;;2202;"RE-1";;;;;"Z"`:    "Generalumkehr",
		`5950,00;"S";;;;;10000;8400;"20";2202;"RE-1";;;;;`:   "Generalumkehr",
		`5950,00;"S";;;;;10000;8400;;2202;"RE-1";;10,00;;;`:  "Skonto",
		`5950,00;"S";"XYZ";;;;10000;8400;;2202;"RE-1";;;;;`:  "XYZ",
		`5950,00;"S";;;;;10000;8400;;2202;"";;;;;`:           "invoice number",
	}
	for line, says := range rows {
		got := collect(t, set("items", fileWith(t, "EXTF.csv", ansi(t, datevHead+datevColumns+line+"\r\n"+datevRows)), "postings", "true"))
		bad := rejected(got)
		if len(bad) != 1 || !strings.Contains(bad[0].Summary, says) || bad[0].Record.Line != 3 {
			t.Errorf("%s: %v", line, bad)
		}
	}
}

func TestDATEVFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ content, code, field, says string }{
		"postings that nobody vouches for": {datevHead + datevColumns + datevRows, spec.CodeSourceUnreadable, "postings", "OPOS-Liste"},
		"a newer header":                   {strings.Replace(datevHead, "700", "800", 1) + datevColumns, spec.CodeSourceNewer, "items", "800"},
		"an old header":                    {strings.Replace(datevHead, "700", "300", 1) + datevColumns, spec.CodeSourceUnreadable, "items", "too old"},
		"terms of payment":                 {strings.Replace(datevHead, ";21;", ";46;", 1) + "x\r\n", codeOtherKind, "items", "Zahlungsbedingungen"},
		"a category that nobody knows":     {strings.Replace(datevHead, ";21;", ";99;", 1) + "x\r\n", codeOtherKind, "items", "category 99"},
		"customers":                        {strings.Replace(datevHead, ";21;", ";16;", 1) + "Konto\r\n", codeOtherKind, "items", "customers' file"},
		"cut in its header":                {datevHead[:40], spec.CodeSourceTruncated, "items", "cut"},
		"nothing but its header":           {datevHead, spec.CodeSourceTruncated, "items", "cut"},
		"no length of accounts":            {strings.Replace(datevHead, ";4;2026", ";;2026", 1) + datevColumns, spec.CodeRecordInvalid, "items", "digits"},
		"no version":                       {strings.Replace(datevHead, "700", "x", 1) + datevColumns, spec.CodeSourceTruncated, "items", "damaged"},
	} {
		got := refused(t, set("items", fileWith(t, "EXTF.csv", ansi(t, c.content))))
		if got.Code != c.code || got.Field != c.field || !strings.Contains(got.Summary+got.Hint, c.says) {
			t.Errorf("%s: %s about %s: %v", name, got.Code, got.Field, got)
		}
	}
	got := refused(t, set("items", fileWith(t, "EXTF.csv", ansi(t, datevHead+strings.Replace(datevColumns, "Belegfeld 1", "Beleg", 1)+datevRows)), "postings", "true"))
	if got.Code != codeColumnMissing || got.Record.Line != 2 || got.Record.Column != "Belegfeld 1" {
		t.Errorf("a column is missing: %v", got)
	}
}

// vector finds an example file of others beside the repository.
func vector(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(filepath.Dir(recorded(t)), "..", "..", "vectors", "datev", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("skipped: the example files are not beside the repository")
	}
	return path
}

func TestDATEVExamples(t *testing.T) {
	t.Parallel()
	got := collect(t, set("items", vector(t, "EXTF_Buchungsstapel.csv"), "customers", vector(t, "EXTF_Stammdaten.csv"), "postings", "true"))
	if diff := cmp.Diff("10000 | invoice | RE201802-135 | 2018-02-22 |  | 5950.00 | 5950.00 | EUR\n", itemLines(got)); diff != "" {
		t.Error(diff)
	}
	if len(got.Debtors) != 1 {
		t.Fatalf("%d customers", len(got.Debtors))
	}
	d := got.Debtors[0]
	want := spec.Debtor{
		ExternalID: "10000", Number: "10000", Name: "Sabine Mustermann", Country: "DE", Email: "sabine@mustermann.de", Phone: "0221/1234567", Kind: spec.DebtorUnknown,
		Address: spec.Address{Lines: []string{"Am Haagelspfädchen 14"}, PostalCode: "50999", City: "Köln", Country: "DE"},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
	if note, told := has(got.Diagnostics, codePassedOver); !told || !strings.Contains(note.Summary, "3 suppliers") {
		t.Errorf("%v", note)
	}
	if d := refused(t, set("items", vector(t, "EXTF_Kontenbeschriftungen.csv"))); d.Code != codeOtherKind {
		t.Errorf("%v", d)
	}
}

// A folder with both: the customers are recognised, and the list beside them.
func TestDATEVCustomersBesideAList(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"Adressatentyp", "Adressattyp"} { // both stand in files
		b := newInbox(t)
		heads := "Konto;Name (" + kind + " Unternehmen);E-Mail;" + kind + "\r\n"
		b.puts("EXTF_Debitoren.csv", ansi(t, strings.Replace(datevHead, ";21;", ";16;", 1)+heads+"10000;\"Müller GmbH\";\"op@mueller.example\";\"2\"\r\n7;\"x\";;\r\n"), 1)
		b.puts("OPOS.csv", ansi(t, "Konto;Rechnungs-Nr.;Rechnungsdatum;Fälligkeit;Betrag;Währung\r\n10000;R1;01.10.2026;31.10.2026;10,00;EUR\r\n"), 2)
		got, _ := b.first()
		if numbers(got) != "R1" || got.Debtors[0].Name != "Müller GmbH" || got.Debtors[0].Kind != spec.DebtorBusiness || len(rejected(got)) != 1 {
			t.Errorf("%s: %s, %+v, %v", kind, numbers(got), got.Debtors, rejected(got))
		}
	}
}

func FuzzDATEV(f *testing.F) {
	f.Add([]byte(datevHead+datevColumns+datevRows), true)
	f.Add([]byte(strings.Replace(datevHead, ";21;", ";16;", 1)+"Konto;E-Mail\n10000;x\n"), false)
	f.Fuzz(func(t *testing.T, in []byte, items bool) {
		path := filepath.Join(t.TempDir(), "EXTF.csv")
		if err := os.WriteFile(path, in, 0o600); err != nil {
			t.Fatal(err)
		}
		r := roleCustomers
		if items {
			r = roleItems
		}
		if l, problems := openList(t.Context(), r, placeAt("items", path), options{postings: true, netDays: 30}); len(problems) == 0 {
			l.source.close()
		}
	})
}

// What was left out may have paid an invoice: its customer is not asked for it, since nobody knows what is open.
func TestDATEVAsksForNothingOfWhichAPostingWasLeftOut(t *testing.T) {
	for line, want := range map[string]string{
		`4900,00;"H";;;;;10000;1200;;2003;"RE-1";;100,00;"Zahlung";;`: "10001 10001 10003", // with a cash discount
		`4900,00;"S";;;;;1200;10000;;2003;"RE-1";;100,00;"Zahlung";;`: "10001 10001 10003",
		`190,00;"S";;;;;1200;10001;;2003;;;1,00;"a conto";;`:          "10000 10003",             // nobody knows of which invoice
		`500,00;"H";;;;;10001;8400;"20";2003;"GS-1";;;"Gutschrift";;`: "10000 10003",             // what else is open it may pay
		`500,00;"S";;;;;10001;8400;;2003;"RE-9";;1,00;"Lieferung";;`:  "10000 10001 10001 10003", // one more claim pays nothing
	} {
		got := collect(t, set("items", fileWith(t, "EXTF.csv", ansi(t, datevHead+datevColumns+datevRows+line+"\r\n")), "postings", "true"))
		var who []string
		for i := range got.Items {
			who = append(who, got.Items[i].DebtorID)
		}
		slices.Sort(who)
		if len(rejected(got)) != 1 || strings.Join(who, " ") != want {
			t.Errorf("%s: %v are asked, want %s; %v", line, who, want, rejected(got))
		}
	}
	problem := refused(t, set("items", fileWith(t, "EXTF.csv", ansi(t, datevHead+datevColumns+datevRows+`5950,00;"S";;;;;10000;8400;;2202;"RE-1`+"\r\n")), "postings", "true"))
	if !strings.Contains(problem.Summary, "quotation mark") || problem.Record.Line == 0 {
		t.Errorf("a posting that cannot be read at all: %v", problem)
	}
}
