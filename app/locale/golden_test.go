package locale

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// supported are the tags of the recorded files that the program writes, with the rows there are of each.
var supported = []string{"nb-NO", "id-ID", "en-GB", "en-US", "de-DE", "sv-SE", "da-DK", "fi-FI", "nl-NL", "fr-FR"}

const (
	sumsOfATag  = 13 * 14 * 2 * 2 // currencies, values, symbol or code, CLDR's decimals or two
	exactSums   = 236             // of these, with CLDR's decimals: what is a whole number of minor units
	datesOfATag = 3 * 4           // days, forms
)

// TestEverySumIsWrittenAsICUHasIt holds each row of the recorded ICU 78.2 (CLDR 48) output, those that ICU rounds too:
// values are counted in thousandths, whatever the currency.
func TestEverySumIsWrittenAsICUHasIt(t *testing.T) {
	const thousandths = 3
	seen := map[string]int{}
	for _, f := range recorded(t, "icu78.2-node20.tsv") {
		tag, currency, display, value, decimals, want := f[0], f[1], f[2], f[3], f[4], f[5]
		if !slices.Contains(supported, tag) {
			continue
		}
		minor, exact := scaled(value, thousandths)
		if !exact {
			t.Fatalf("%s has more than three decimals", value)
		}
		sum := CLDRSum{Minor: minor, Exponent: thousandths, Currency: currency, Code: display == "code", Decimals: CLDRDecimals}
		if decimals != "cldr" {
			sum.Decimals = int(decimals[0] - '0')
		}
		if got := For(tag).MoneyCLDR(sum); got != want {
			t.Errorf("%s %s %s %s with %s decimals: got %q, ICU has %q", tag, currency, display, value, decimals, got, want)
		}
		seen[tag]++
	}
	allSeen(t, seen, sumsOfATag)
}

// TestWhatALetterPrintsIsWhatICUHas: a sum in whole minor units is written alike by Money and MoneyCode, but for the two
// things in which a demand differs on purpose.
func TestWhatALetterPrintsIsWhatICUHas(t *testing.T) {
	seen := map[string]int{}
	for _, f := range recorded(t, "icu78.2-node20.tsv") {
		tag, currency, display, value, decimals, want := f[0], f[1], f[2], f[3], f[4], f[5]
		exponent, err := money.Currency(currency).Exponent()
		if err != nil {
			t.Fatal(err)
		}
		minor, exact := scaled(value, exponent)
		if !slices.Contains(supported, tag) || !exact || decimals != "cldr" {
			continue
		}
		if customaryWhole[currency] && minor%100 != 0 {
			continue // ICU rounds to whole rupiah; what is owed is printed
		}
		l := For(tag)
		write := l.Money
		if display == "code" {
			write = l.MoneyCode
		}
		if tag == "id-ID" && currency == "IDR" && display == "symbol" {
			want = strings.Replace(want, nbsp, "", 1) // EYD V writes Rp without a space
		}
		got := write(minor, currency, exponent)
		if got != want {
			t.Errorf("%s %s %s %s: got %q, ICU has %q", tag, currency, display, value, got, want)
		}
		if back, err := l.ParseMoney(got, currency, exponent); err != nil || back != minor {
			t.Errorf("%s printed %q for %d and read %d, %v", tag, got, minor, back, err)
		}
		seen[tag]++
	}
	allSeen(t, seen, exactSums)
}

// TestEveryDateIsWrittenAsICUHasIt: beside the recorded short form stands ours, which writes a year of two digits in full.
func TestEveryDateIsWrittenAsICUHasIt(t *testing.T) {
	seen := map[string]int{}
	for _, f := range recorded(t, "dates-icu78.2.tsv") {
		tag, want := f[0], f[3]
		if !slices.Contains(supported, tag) {
			continue
		}
		d, err := date.Parse(f[1])
		if err != nil {
			t.Fatal(err)
		}
		l := For(tag)
		write, ok := map[string]func(date.Date) string{"short": l.DateShortCLDR, "medium": l.DateMedium, "long": l.DateLong, "full": l.DateFull}[f[2]]
		if !ok {
			t.Fatalf("unknown form %q", f[2])
		}
		if got := write(d); got != want {
			t.Errorf("%s %s %s: got %q, ICU has %q", tag, f[1], f[2], got, want)
		}
		if !strings.Contains(want, "2026") {
			want = strings.TrimSuffix(want, "26") + "2026"
		}
		if got := l.Date(d); f[2] == "short" && got != want {
			t.Errorf("%s %s with the full year: got %q, want %q", tag, f[1], got, want)
		}
		seen[tag]++
	}
	allSeen(t, seen, datesOfATag)
}

// allSeen reports tags of which not every recorded row was compared.
func allSeen(t *testing.T, seen map[string]int, each int) {
	t.Helper()
	for _, tag := range supported {
		if seen[tag] != each {
			t.Errorf("%d rows of %s were compared, want %d", seen[tag], tag, each)
		}
	}
}

// scaled turns "1234.5" into minor units, or reports that the value has more decimals than the currency.
func scaled(value string, exponent int) (int64, bool) {
	whole, fraction, _ := strings.Cut(value, ".")
	if len(fraction) > exponent {
		return 0, false
	}
	minor, err := ParseAmount(whole+fraction+strings.Repeat("0", exponent-len(fraction)), 0)
	return minor, err == nil
}

// recorded reads a table of the shared test vectors that lie beside the repository, without its header line.
func recorded(t *testing.T, name string) [][]string {
	t.Helper()
	file, err := os.Open(filepath.Join(repositoryRoot(t), "..", "shared", "vectors", "money-format", name))
	if err != nil {
		t.Skipf("skipped: the recorded ICU output is not beside the repository: %v", err)
	}
	defer file.Close()
	var rows [][]string
	lines := bufio.NewScanner(file)
	lines.Scan()
	for lines.Scan() {
		rows = append(rows, strings.Split(lines.Text(), "\t"))
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func repositoryRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Skip("no go.mod above the test's folder")
		}
		dir = parent
	}
}
