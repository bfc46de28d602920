package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// dialect is one way in which a program may write a list.
type dialect struct {
	comma    string
	encoding string
	eol      string
	decimal  byte
	group    string
	day      string
	quoteAll bool
	titles   int
}

var encoders = map[string]func() *encoding.Encoder{
	"utf-8":          unicode.UTF8.NewEncoder,
	"utf-8 mark":     unicode.UTF8BOM.NewEncoder,
	"utf-16le":       unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder,
	"utf-16be":       unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder,
	"utf-16 no mark": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder,
	"windows-1252":   charmap.Windows1252.NewEncoder,
	"cp850":          charmap.CodePage850.NewEncoder,
	"cp865":          charmap.CodePage865.NewEncoder,
}

func drawDialect(t *rapid.T) dialect {
	d := dialect{
		comma:    rapid.SampledFrom([]string{";", ",", "\t", "|"}).Draw(t, "comma"),
		encoding: rapid.SampledFrom([]string{"utf-8", "utf-8 mark", "utf-16le", "utf-16be", "utf-16 no mark", "windows-1252", "cp850", "cp865"}).Draw(t, "encoding"),
		eol:      rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "eol"),
		decimal:  rapid.SampledFrom([]byte{',', '.'}).Draw(t, "decimal"),
		day:      rapid.SampledFrom([]string{"2006-01-02", "02.01.2006", "2.1.2006", "01/02/2006", "02/01/2006"}).Draw(t, "day"),
		quoteAll: rapid.Bool().Draw(t, "quote all"),
		titles:   rapid.IntRange(0, 3).Draw(t, "titles"),
	}
	d.group = rapid.SampledFrom([]string{"", " ", map[byte]string{',': ".", '.': ","}[d.decimal]}).Draw(t, "group")
	return d
}

// write writes items as a list in the dialect.
func (d dialect) write(t *rapid.T, names map[string]string, items []spec.Item) []byte {
	var b strings.Builder
	line := func(cells ...string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteString(d.comma)
			}
			if d.quoteAll || strings.ContainsAny(c, d.comma+"\"\r\n") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteString(d.eol)
	}
	for i := range d.titles {
		line(fmt.Sprintf("Åpne poster, side %d", i+1))
	}
	line("Fakturanr.", "Kundenr.", "Kundenavn", "Fakturadato", "Forfall", "Beløp", "Restbeløp", "Valuta", "Tekst")
	day := func(date spec.Date) string {
		at, err := time.Parse(time.DateOnly, string(date))
		if err != nil {
			t.Fatal(err)
		}
		return at.Format(d.day)
	}
	for _, i := range items {
		line(i.Number, i.DebtorID, names[i.DebtorID], day(i.Issued), day(i.Due), format(i.Amount, i.Currency, d.decimal, d.group),
			format(i.Open, i.Currency, d.decimal, d.group), i.Currency, i.Description)
	}
	out, err := encoders[d.encoding]().String(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

// drawItems makes a list that tells its own form: its last row proves decimal
// sign and order of days.
func drawItems(t *rapid.T) (map[string]string, []spec.Item) {
	names := map[string]string{}
	var items []spec.Item
	day := func(label string) spec.Date {
		return spec.DateOf(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 4000).Draw(t, label)))
	}
	for n := range rapid.IntRange(0, 8).Draw(t, "rows") {
		who := fmt.Sprintf("K%d", rapid.IntRange(1, 3).Draw(t, "who"))
		names[who] = "Bjørn Ærlig Ås " + who
		item := spec.Item{
			DebtorID: who, Number: fmt.Sprintf("F%d", n), Kind: spec.ItemInvoice, Issued: day("issued"), Due: day("due"),
			Currency:    rapid.SampledFrom([]string{"NOK", "EUR", "JPY"}).Draw(t, "currency"),
			Amount:      rapid.Int64Range(-1_000_000_000_000, 1_000_000_000_000).Draw(t, "amount"),
			Open:        rapid.Int64Range(-1_000_000_000, 1_000_000_000).Draw(t, "open"),
			Description: strings.TrimSpace(rapid.StringMatching(`[a-zæøåÆØÅ"', ;|.]{0,20}(\n[a-zøå"]{1,9})?`).Draw(t, "text")),
		}
		if item.Amount == 0 {
			item.Amount = 1
		}
		if item.Amount < 0 {
			item.Kind = spec.ItemCredit
		}
		item.ExternalID = who + "/" + item.Number
		items = append(items, item)
	}
	names["K9"] = "Sørby"
	return names, append(items, spec.Item{
		ExternalID: "K9/SISTE", DebtorID: "K9", Number: "SISTE", Kind: spec.ItemInvoice, Issued: "2026-01-31", Due: "2026-12-31",
		Currency: "NOK", Amount: 123450, Open: 50, Description: "på gård",
	})
}

func TestWhatIsWrittenInAnyDialectIsReadBackExact(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		d := drawDialect(r)
		names, items := drawItems(r)
		path := filepath.Join(folder, "list.csv")
		content := d.write(r, names, items)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := sdk.Collect(t.Context(), connector{}, set("items", path), spec.ReadRequest{Mode: spec.ModeFull})
		if err != nil {
			r.Fatalf("%+v: %v\n%q", d, err, content)
		}
		if diff := cmp.Diff(items, got.Items); diff != "" {
			r.Fatalf("%+v:\n%s\n%q\n%v", d, diff, content, rejected(got))
		}
		for _, one := range got.Debtors {
			if names[one.ExternalID] != one.Name {
				r.Fatalf("%+v: %s is called %q", d, one.ExternalID, one.Name)
			}
		}
	})
}
