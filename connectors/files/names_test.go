package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Marks in README.md frame the tables that are written from names.tsv and templates.tsv.
const (
	namesBegin     = "<!-- written from names.tsv by: go test ./connectors/files -update -->\n"
	templatesBegin = "<!-- written from templates.tsv by: go test ./connectors/files -update -->\n"
	namesEnd       = "<!-- end -->\n"
)

func TestReadmeListsTheHeadingsAndTemplates(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := string(b)
	for begin, table := range map[string]string{namesBegin: headingsTable(), templatesBegin: templatesTable()} {
		before, rest, ok := strings.Cut(want, begin)
		_, after, ok2 := strings.Cut(rest, namesEnd)
		if !ok || !ok2 {
			t.Fatal("README.md has no place for the table")
		}
		want = before + begin + table + namesEnd + after
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(b)); diff != "" {
		t.Errorf("README.md differs from names.tsv or templates.tsv (-update writes it anew):\n%s", diff)
	}
}

func templatesTable() string {
	var b strings.Builder
	b.WriteString("\n| program and list | a row is | headings that tell it, and what they are | where they are documented |\n|---|---|---|---|\n")
	for _, t := range templates {
		rows := "an item"
		if t.perLine {
			rows = "a line of an invoice"
		}
		var needed []string
		for _, c := range t.columns {
			if !c.isOptional {
				needed = append(needed, fmt.Sprintf("%s (`%s`)", c.heading, c.target))
			}
		}
		if t.debit != "" {
			needed = append(needed, t.debit+" and "+t.credit+" (held against what is open)")
		}
		fmt.Fprintf(&b, "| %s | %s | %s | <%s> |\n", t.program, rows, strings.Join(needed, ", "), t.source)
	}
	b.WriteString("\n")
	return b.String()
}

func headingsTable() string {
	var b strings.Builder
	b.WriteString("\n| key | language | headings, best first |\n|---|---|---|\n")
	for _, line := range tableLines(namesFile) {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", line[0], line[1], strings.ReplaceAll(line[2], ";", ", "))
	}
	b.WriteString("\n")
	return b.String()
}

func TestHeadingsAreKnownKeysInEveryLanguage(t *testing.T) {
	t.Parallel()
	keys := map[string]bool{}
	for _, c := range mappingChoices() {
		keys[c.Value] = true
	}
	languages := map[string]map[string]bool{}
	for _, line := range tableLines(namesFile) {
		if !keys[line[0]] {
			t.Errorf("%q is no target", line[0])
		}
		if languages[line[0]] == nil {
			languages[line[0]] = map[string]bool{}
		}
		languages[line[0]][line[1]] = true
		for name := range strings.SplitSeq(line[2], ";") {
			if fold(name) == "" {
				t.Errorf("%s %s: %q is empty when folded", line[0], line[1], name)
			}
		}
	}
	for _, needed := range []target{toNumber, toCustomer, toName, toIssued, toDue, toAmount, toOpen, toPaid, toCurrency, toType} {
		for _, language := range strings.Fields("nb sv da en de id fr nl es") {
			if !languages[needed.String()][language] {
				t.Errorf("%s has no heading in %s", needed, language)
			}
		}
	}
}

// A heading must not mean two things that stand in one file, unless one of
// them is the better name.
func TestHeadingsAreUnambiguous(t *testing.T) {
	t.Parallel()
	for name, guesses := range headings {
		for i, a := range guesses {
			for _, b := range guesses[i+1:] {
				if a.target != b.target && a.only == b.only {
					t.Errorf("%q may be %s and %s", name, a.target, b.target)
				}
			}
		}
	}
}

func TestHeadingsOfNineLanguages(t *testing.T) {
	t.Parallel()
	for language, line := range map[string]string{
		"nb": "Fakturanr;Kundenr;Kundenavn;Fakturadato;Forfallsdato;Beløp;Restbeløp;Valuta",
		"sv": "Fakturanummer;Kundnr;Kundnamn;Fakturadatum;Förfallodatum;Belopp;Restbelopp;Valuta",
		"da": "Fakturanr.;Kundenr.;Kundenavn;Fakturadato;Forfaldsdato;Beløb;Restbeløb;Valuta",
		"en": "INVOICE NO.;CUSTOMER NO.;CUSTOMER NAME;INVOICE DATE;DUE DATE;AMOUNT;OPEN AMOUNT;CURRENCY",
		"de": "Rechnungs-Nr.;Kunden-Nr.;Kundenname;Rechnungsdatum;Faelligkeit;Betrag;Offener Betrag;Waehrung",
		"id": "No. Faktur;Kode Pelanggan;Nama Pelanggan;Tanggal Faktur;Jatuh Tempo;Jumlah;Sisa Tagihan;Mata Uang",
		"fr": "N° facture;Code client;Nom du client;Date de facture;Date d'échéance;Montant TTC;Reste à payer;Devise",
		"nl": "Factuurnummer;Debiteurnr.;Debiteurnaam;Factuurdatum;Vervaldatum;Bedrag;Openstaand;Valuta",
		"es": "Nº factura;Cód. cliente;Razón social;Fecha factura;Vencimiento;Importe;Pendiente;Moneda",
	} {
		h := readHeader(row{cells: strings.Split(line, ";")}, roleItems, nil)
		for i, t2 := range []target{toNumber, toCustomer, toName, toIssued, toDue, toAmount, toOpen, toCurrency} {
			if h.columns[t2] != i {
				t.Errorf("%s: %s is in column %d, not %d", language, t2, h.columns[t2], i)
			}
		}
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for a, b := range map[string]string{
		"Fälligkeit": "FAELLIGKEIT", "Faktura-nr.": "fakturanr", "Beløp": "beloep", "Échéance": "echeance", "  Due   date ": "due_date", "Straße": "strasse",
	} {
		if fold(a) != fold(b) {
			t.Errorf("%q and %q differ: %q, %q", a, b, fold(a), fold(b))
		}
	}
}
