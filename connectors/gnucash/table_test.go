package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// table writes what was read so that people can compare it, with numbers for
// ids: those differ between two books of the same contents.
func (r *recorder) table() string {
	customers, documents := map[string]string{}, map[string]string{"": ""}
	for _, d := range r.Debtors {
		customers[d.ExternalID] = d.Number
	}
	for _, i := range r.Items {
		documents[i.ExternalID] = i.Number
	}
	var b strings.Builder
	b.WriteString("customers\n")
	for _, d := range r.Debtors {
		limit := ""
		if d.CreditLimit != nil {
			limit = spec.FormatAmount(*d.CreditLimit, d.Currency)
		}
		fmt.Fprintf(&b, "  %s | %s | %s | %s | %s | %s | limit %s | inactive %v | %q\n", d.Number, d.Name, strings.Join(d.Address.Lines, ", "),
			d.Email, d.Phone, d.Currency, limit, d.Inactive, d.Note)
		for _, c := range d.Contacts {
			fmt.Fprintf(&b, "    %s | %s\n", c.Name, c.Email)
		}
	}
	b.WriteString("items\n")
	for _, i := range r.Items {
		fmt.Fprintf(&b, "  %s | %s | %s | %s | due %s | %s of %s %s | order %q | against %q | job %q | %q\n", customers[i.DebtorID], i.Kind, i.Number,
			i.Issued, i.Due, spec.FormatAmount(i.Open, i.Currency), spec.FormatAmount(i.Amount, i.Currency), i.Currency, i.OrderRef,
			documents[i.AppliesTo], i.Extra["job"], i.Description)
	}
	b.WriteString("payments\n")
	for _, p := range r.Payments {
		var applied []string
		for _, a := range p.Allocations {
			applied = append(applied, documents[a.ItemID]+" "+spec.FormatAmount(a.Amount, p.Currency))
		}
		slices.Sort(applied)
		fmt.Fprintf(&b, "  %s | %s | %s %s | left %s | %s | %q | %s\n", customers[p.DebtorID], p.Date, spec.FormatAmount(p.Amount, p.Currency), p.Currency,
			spec.FormatAmount(p.Unapplied, p.Currency), p.Reference, p.Text, strings.Join(applied, ", "))
	}
	b.WriteString("told\n")
	for _, d := range append(slices.Clone(r.Rejected), r.Notes...) {
		fmt.Fprintf(&b, "  %s %s: %s\n", d.Severity, d.Code, d.Summary)
	}
	return b.String()
}

// oddBooks are the two forms of the book that testdata/make_book.py makes.
func oddBooks(t testing.TB) map[string]string {
	t.Helper()
	return map[string]string{"SQLite": unpacked(t, "odd.sqlite.gz"), "XML": filepath.Join("testdata", "odd.xml.gnucash")}
}

// unpacked puts a copy of a packed file of testdata where it may be changed.
func unpacked(t testing.TB, name string) string {
	t.Helper()
	packed, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	in, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return written(t, strings.TrimSuffix(name, ".gz"), b)
}

func written(t testing.TB, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
