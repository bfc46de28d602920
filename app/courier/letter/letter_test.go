package letter

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
)

func TestLetterSaysAllThatADemandMustSay(t *testing.T) {
	page := readBack(t, rendered(t, norwegian(t)))
	for _, want := range []string{
		"Skagerrak Engros AS · Brygga 7 · 4610 Kristiansand", // return line in the window
		"Nordlys Bakeri AS", "9008 Tromsø", "23. november 2026", "10117",
		"Purring og inkassovarsel – betal innen 7. desember 2026",
		"Inkassovarsel: Er beløpet ikke betalt innen 7. desember 2026, kan vi sende kravet til inkasso.",
		"Rente 12,00 %", "F-2204", "14.10.2026", "12 480,00", "164,12",
		"Purregebyr", "35,00", "Forsinkelsesrente til 23.11.2026", "Forsinkelsesrenteloven § 2", "Å betale, NOK", "19 685,31 kr",
		"001011700220466", "NO71 1234 5678 903", "Org.nr. 987 654 325 MVA", "Brev 2026-11-23/0087", "Side 1 av 1",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the letter does not say %q:\n%s", want, page)
		}
	}
}

func TestCreditAndEuroSignAndEnyeReachThePaper(t *testing.T) {
	d := german(t)
	d.Recipient.Name = "Żaneta Łukaszewicz & Ñandú"
	page := readBack(t, rendered(t, d))
	for _, want := range []string{"Żaneta Łukaszewicz & Ñandú", "Große Straße 5", "1.585,00 €", "Zahlung vom 02.11.2026", "-100,00", "DE89 3704 0044 0532 0130 00"} {
		if !strings.Contains(page, want) {
			t.Errorf("the letter does not say %q:\n%s", want, page)
		}
	}
}

// A letter is set in the figures of every language that has them, also where its words are English: no mark is missing in
// the fonts, in any month.
func TestEveryLanguagesFiguresCanBeSet(t *testing.T) {
	fonts, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	for language, want := range map[string][]string{
		"nb": {"7. desember 2026", "1 585,00 €"}, "sv": {"7 december 2026", "1 585,00 €"}, "da": {"7. december 2026", "1.585,00 €"},
		"fi": {"7. joulukuuta 2026", "1 585,00 €"}, "de": {"7. Dezember 2026", "1.585,00 €"}, "nl": {"7 december 2026", "€ 1.585,00"},
		"fr": {"7 décembre 2026", "1 585,00 €"}, "id": {"7 Desember 2026", "€1.585,00"}, "en": {"7 December 2026", "€1,585.00"},
	} {
		d := german(t)
		d.Language = language
		marks := d.Money(-123456789)
		for month := range 12 {
			marks += d.Locale().DateFull(date.Must(2026, time.Month(month+1), 7)) + d.Locale().DateMedium(date.Must(2026, time.Month(month+1), 7))
		}
		for _, r := range marks {
			if !fonts.has(r) {
				t.Errorf("%s: %s is not in the fonts", language, describe(r))
			}
		}
		page := strings.ReplaceAll(readBack(t, rendered(t, d)), "\u202f", " ")
		for _, text := range want {
			if !strings.Contains(page, text) {
				t.Errorf("%s: the letter does not say %q:\n%s", language, text, page)
			}
		}
	}
}

func TestCodeToScanHoldsThePayment(t *testing.T) {
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("zbarimg (package zbar-tools) is not installed")
	}
	file := saved(t, rendered(t, german(t)))
	run(t, "pdftoppm", "-r", "150", "-png", file, file)
	got := string(run(t, zbar, "-q", "--raw", file+"-1.png"))
	want := "BCD\n002\n1\nSCT\nCOBADEFFXXX\nSkagerrak Engros AS\nDE89370400440532013000\nEUR1585.00\n\nRF18539007547034\n"
	if got != want {
		t.Errorf("scanned:\n%s\nwant:\n%s", got, want)
	}
}

func TestTableRunsOverPages(t *testing.T) {
	d := long(t, 120)
	page := readBack(t, rendered(t, d))
	pages := strings.Count(page, "Side ")
	if pages < 4 || !strings.Contains(page, "Side 1 av "+string(rune('0'+pages))) {
		t.Fatalf("%d pages", pages)
	}
	for _, item := range d.Items {
		if strings.Count(page, item.Number) != 1 {
			t.Errorf("%s is printed %d times", item.Number, strings.Count(page, item.Number))
		}
	}
	if heads := strings.Count(page, "Utestående"); heads < 4 {
		t.Errorf("the table's head stands on %d pages", heads)
	}
}

// Whatever the number of items, each page breaks without losing or repeating a row, and the total comes out once.
func TestEveryLengthOfTable(t *testing.T) {
	if testing.Short() {
		t.Skip("renders forty letters")
	}
	for items := 1; items <= 40; items++ {
		page := readBack(t, rendered(t, long(t, items)))
		if got := strings.Count(page, "01.08.2026"); got != items {
			t.Errorf("%d items: %d rows printed", items, got)
		}
		if strings.Count(page, "Å betale, NOK") != 1 || strings.Count(page, "Vennlig hilsen") != 1 {
			t.Errorf("%d items: total or closing is not printed once", items)
		}
	}
}

func TestSameNoticeSameBytes(t *testing.T) {
	first := rendered(t, norwegian(t))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if again, err := Render(norwegian(t)); err != nil || !bytes.Equal(first, again) {
				t.Errorf("the second letter differs (%v)", err)
			}
		})
	}
	group.Wait()
}

// No letter may show an empty box in place of a character, and none may bring the program down.
func TestMissingGlyphIsAnException(t *testing.T) {
	for _, c := range []struct{ name, shown string }{
		{"株式会社", "株 (U+682A)"},
		{"Pizza 🍕 Palast", "U+1F355"},
		{"مخبز النور", "U+0645"},
		{"Family 👨\u200d👩", "U+1F468"},
		{"ไทย", "U+0E44"},
		{"x\u0329y", "U+0329"}, // a combining mark without a composed form
		{"a\nb", "U+000A"},
		{"\U0010FFFF", "U+10FFFF"},
		{"bad\xffbyte", "U+FFFD"},
	} {
		d := norwegian(t)
		d.Recipient.Name = c.name
		pdf, err := Render(d)
		if pdf != nil || !fault.Has(err, GlyphMissing) || !strings.Contains(err.Error(), c.shown) {
			t.Errorf("%q: %d bytes, %v", c.name, len(pdf), err)
		}
	}
	d := norwegian(t)
	d.Items[1].Number = "F-2219 ☎🎉"
	if _, err := Render(d); !fault.Has(err, GlyphMissing) || !strings.Contains(err.Error(), "F-2219") {
		t.Errorf("in an item: %v", err)
	}
}

func TestAccentsAreComposed(t *testing.T) {
	d := norwegian(t)
	d.Recipient.Name = "A\u030Ase Kafe\u0301" // decomposed, as some systems store names
	if page := readBack(t, rendered(t, d)); !strings.Contains(page, "Åse Kafé") {
		t.Errorf("got:\n%s", page[:400])
	}
	if d.Recipient.Name != "A\u030Ase Kafe\u0301" {
		t.Error("the caller's document was changed")
	}
}

func TestLettersThatMustNotLeave(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*Document)
		code fault.Code
	}{
		{"total off by one", func(d *Document) { d.Total++ }, notice.SumsDiffer},
		{"no recipient", func(d *Document) { d.Recipient.Name = "" }, notice.Incomplete},
		{"long address", func(d *Document) { d.Recipient.Address = make([]string, 9) }, TooLong},
		{"endless name", func(d *Document) { d.Recipient.Name = strings.Repeat("Ålesund", 40) }, TooLong},
		{"endless invoice number", func(d *Document) { d.Items[0].Number = strings.Repeat("F", 90) }, TooLong},
		{"endless reference", func(d *Document) { d.Payment.Reference = strings.Repeat("9", 200) }, TooLong},
		{"logo is no picture", func(d *Document) { d.Sender.Logo = []byte("GIF89a") }, BadLogo},
		{"logo is cut off", func(d *Document) { d.Sender.Logo = []byte("\x89PNG\r\n\x1a\n\x00\x00") }, BadLogo},
	} {
		d := norwegian(t)
		c.do(&d)
		if pdf, err := Render(d); pdf != nil || !fault.Has(err, c.code) {
			t.Errorf("%s: %d bytes, %v, want code %s", c.name, len(pdf), err, c.code)
		}
	}
}

// Whatever stands in a book, the answer is a letter or a coded error that names the text; never a defect.
func TestAnyTextPrintsOrIsAnException(t *testing.T) {
	base := norwegian(t)
	rapid.Check(t, func(t *rapid.T) {
		d := base
		d.Recipient.Name = rapid.String().Draw(t, "name") + "x"
		d.Recipient.Address = rapid.SliceOfN(rapid.String(), 0, 4).Draw(t, "address")
		d.Payment.Reference = rapid.String().Draw(t, "reference")
		d.Text.Paragraphs = []text.Paragraph{{Spans: []text.Span{{Text: rapid.String().Draw(t, "body"), Bold: rapid.Bool().Draw(t, "bold")}}}}
		pdf, err := Render(d)
		if (pdf == nil) == (err == nil) || fault.Has(err, fault.Internal) {
			t.Fatalf("%d bytes, %v", len(pdf), err)
		}
	})
}

// All languages' own words must be printable, or no letter in that language ever is.
func TestEveryLanguageAndTonePrints(t *testing.T) {
	for _, language := range []string{"nb", "en", "en-US", "de", "id"} {
		for _, tone := range text.Tones() {
			d := norwegian(t)
			d.Language = language
			v := d.Vars()
			v.Warning, v.LastNotice, v.BrokenPromise = true, "1", "2"
			rendered(t, withText(t, d, tone, v))
		}
	}
}

func BenchmarkRender(b *testing.B) {
	d := norwegian(b)
	for b.Loop() {
		if _, err := Render(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "letters/s")
}

func rendered(t testing.TB, d Document) []byte {
	t.Helper()
	pdf, err := Render(d)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// readBack gives the text of a PDF as pdftotext finds it, with no-break spaces as plain ones.
func readBack(t *testing.T, pdf []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext (package poppler-utils) is not installed")
	}
	out := run(t, "pdftotext", "-layout", saved(t, pdf), "-")
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(string(out), "\u00a0", " "), func(r rune) bool { return r == '\n' || r == '\f' }), "\n")
}

func saved(t *testing.T, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func run(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, problems.String())
	}
	return out
}
