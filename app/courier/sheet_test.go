package courier

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/assets"
	"github.com/shopspring/decimal"
)

// sheetJob is an invoice with two payments over many rates, charges, a waiver and a notice that asked for more than it.
func sheetJob(rates int) desk.SheetJob {
	eur := func(minor int64) money.Amount { return money.New(minor, "EUR") }
	due := date.Must(2006, 1, 1)
	it := dunning.Item{OpenItem: receivable.OpenItem{
		ID: 1, Number: "F-2204", Kind: receivable.Invoice, Issued: due.AddDays(-14), Due: due, Amount: eur(1_000_000), Open: eur(550_000),
	}, Level: 2}
	it.History = []dunning.Move{{On: due.AddDays(40), Amount: eur(-400_000), Paid: true, Ref: "RF18 5390 0754 7034"}, {On: due.AddDays(300), Amount: eur(-50_000)}}
	pack := law.Pack{Code: "DE"}
	p := dunning.Procedure{Levels: []dunning.Level{{Number: 1}, {Number: 2, Interest: &dunning.Interest{Statutory: true}}}}
	for i := range rates {
		from := date.Must(2006, 1, 1).AddMonths(6 * i)
		row := law.Row{
			ID: fmt.Sprint("DE-INT-", i), Fact: law.InterestRate, Value: decimal.New(int64(900+i), -2), From: from, To: from.AddMonths(6).AddDays(-1),
			Applies: law.Both, By: law.Both, Ref: "BGB § 288 Abs. 2 i.V.m. § 247", Verified: date.Must(2026, 1, 1),
			Source: "Deutsche Bundesbank, Bekanntmachung des Basiszinssatzes im Bundesanzeiger, mit der Erläuterung zur Berechnung der Verzugszinsen im unternehmerischen Geschäftsverkehr",
		}
		if i == 1 {
			row.Verified = date.Date{}
		}
		pack.Rows = append(pack.Rows, row)
	}
	to := date.Must(2006, 1, 1).AddMonths(6 * rates).AddDays(-1)
	fee := dunning.Charge{ID: 2, Notice: 4, Kind: dunning.FeeCharge, On: to.AddDays(-10), Amount: eur(500), Open: eur(500), Rule: "level 2 fee", Source: "procedure"}
	claimed := dunning.Charge{ID: 1, Item: 1, Notice: 4, Kind: dunning.InterestCharge, On: to.AddDays(-10), Amount: eur(20_000), Open: eur(15_000), Waived: eur(5_000), Rule: "DE-INT-1", Source: "BGB § 288"}
	past := dunning.Past{
		Item: it, Charges: []dunning.Charge{claimed, fee},
		Waivers: []dunning.ChargeWaiver{{Charge: 1, On: to.AddDays(-3), Amount: eur(5_000), Reason: "Kulanz nach einem langen Gespräch mit der Geschäftsführung über die verspätete Lieferung", By: "kari", After: 4}},
		Notices: []dunning.Issued{{ID: 4, Number: "2026-000087", Notice: dunning.Notice{
			Currency: "EUR", Level: 2, Date: to.AddDays(-10), Open: eur(650_000), Credit: eur(7_000), Charges: eur(900), Fee: eur(500), Interest: eur(20_000), Total: eur(664_400),
			Lines: []dunning.Line{{Item: 1, Number: "F-2204", Level: 2, Open: eur(550_000)}, {Item: 2, Number: "F-2219", Level: 2, Open: eur(100_000)}},
			New:   []dunning.Charge{claimed, fee}, Effects: []dunning.Effect{{Rule: "DE-INT-1", Source: "BGB § 288"}},
		}}},
	}
	past.Notices[0].Notice.New[0].Open = eur(20_000)
	st, err := dunning.Explain(past, to, p, pack)
	if err != nil {
		panic(err)
	}
	return desk.SheetJob{
		Company:    desk.Company{Name: "Skagerrak Engros AS", Country: "NO"},
		Debtor:     receivable.Debtor{Name: "Müller & Söhne GmbH", Number: "20077", Country: "DE", Language: "de"},
		Statement:  st,
		Limitation: dunning.Limitation{Last: to.AddDays(60), Rule: "DE-LIM-1", Ref: "BGB §§ 195, 199"},
		Printed:    to,
	}
}

// printedSheet gives the text of a statement as a reader of the PDF finds it, with plain spaces.
func printedSheet(t *testing.T, job desk.SheetJob) string {
	t.Helper()
	pdf, err := (&Courier{}).Sheet(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext (package poppler-utils) is not installed")
	}
	file := filepath.Join(t.TempDir(), "sheet.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(out), "\u00a0", " ")
}

func TestASheetSaysAllThatMadeTheAmount(t *testing.T) {
	page := printedSheet(t, sheetJob(40))
	for _, want := range []string{
		"Warum dieser Betrag: Rechnung F-2204 am 31. Dezember 2025", "Müller & Söhne GmbH (20077)", "Zahlung, RF18 5390 0754 7034", "-4.000,00",
		"In der Buchhaltung abgesetzt", "5.500,00", "9,39 %", "DE-INT-39", "act/365", "NIEMAND HAT DIES AN DER QUELLE", "Mahngebühr", "Gebühr der Stufe 2",
		"unsere eigenen Bedingungen", "Kulanz nach einem langen", "kari", "Erlassen", "Rechnung F-2204 insgesamt", "Mahnung 2026-000087 fordert", "6.644,00",
		"Ihr Guthaben", "-70,00", "Verjährt", "nach dem 01.03.2026",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the sheet does not say %q", want)
		}
	}
	pages := strings.Count(page, "Seite ")
	if pages < 3 || strings.Count(page, "Tageszählung") < 3 {
		t.Errorf("%d pages, the head of the spans stands %d times", pages, strings.Count(page, "Tageszählung"))
	}
	for i := range 40 {
		if n := strings.Count(page, fmt.Sprintf("DE-INT-%d –", i)); n < 1 {
			t.Errorf("the row DE-INT-%d is printed %d times", i, n)
		}
	}
	if strings.Count(page, "NIEMAND HAT") != 5 { // two spans, the interest they claimed and in the bridge, and the limitation
		t.Errorf("%d rows are marked as not checked", strings.Count(page, "NIEMAND HAT"))
	}
}

// Whatever the number of spans, no row is lost or printed twice where a page ends.
func TestEveryLengthOfSheet(t *testing.T) {
	if testing.Short() {
		t.Skip("renders many statements")
	}
	for rates := 2; rates < 40; rates += 3 {
		page := printedSheet(t, sheetJob(rates))
		if got := strings.Count(page, "act/365"); got != len(sheetJob(rates).Statement.Interest.Spans) {
			t.Errorf("%d rates: %d spans printed", rates, got)
		}
	}
}

func TestASheetInEveryLanguage(t *testing.T) {
	want := map[string]bool{}
	for _, language := range []string{"en", "nb", "de", "id"} {
		raw, err := fs.ReadFile(assets.Notices, "notices/"+language+"/sheet.json")
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(raw, &words); err != nil {
			t.Fatal(err)
		}
		if language == "en" {
			for name := range words {
				want[name] = true
			}
		}
		for name, word := range words {
			if !want[name] || strings.TrimSpace(word) == "" {
				t.Errorf("%s: %q is %q", language, name, word)
			}
		}
		if len(words) != len(want) {
			t.Errorf("%s lacks words: it has %q", language, slices.Sorted(maps.Keys(words)))
		}
		job := sheetJob(3)
		job.Language = language
		page := printedSheet(t, job)
		for _, bare := range []string{"bridge_", "kind_", "{", "interest_"} {
			if strings.Contains(page, bare) {
				t.Errorf("%s: %q stands on the paper:\n%s", language, bare, page)
			}
		}
	}
}

func TestAReasonWithALetterThatNoFontHasDoesNotStopASheet(t *testing.T) {
	job := sheetJob(2)
	job.Statement.Waivers[0].Reason = "agreed with 株式会社 on the phone"
	if page := printedSheet(t, job); !strings.Contains(page, "agreed with ???? on the phone") {
		t.Errorf("the reason is not on the paper:\n%s", page)
	}
}

func TestASheetThatCannotBePrintedSaysWhy(t *testing.T) {
	job := sheetJob(2)
	job.Debtor.Name = "株式会社"
	if _, err := (&Courier{}).Sheet(t.Context(), job); !fault.Has(err, letter.GlyphMissing) {
		t.Errorf("got %v", err)
	}
	first, err := (&Courier{}).Sheet(t.Context(), sheetJob(5))
	if err != nil {
		t.Fatal(err)
	}
	again, err := (&Courier{}).Sheet(t.Context(), sheetJob(5))
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same statement has other bytes (%v)", err)
	}
}
