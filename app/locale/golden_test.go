package locale

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
)

// TestMoneyAgainstICU compares every sum of the recorded ICU 78.2 (CLDR 48) output that our tables cover. Values
// that ICU rounds are left out, since this package never rounds.
func TestMoneyAgainstICU(t *testing.T) {
	exponents := map[string]int{"JPY": 0, "ISK": 0, "KWD": 3}
	seen := 0
	for _, f := range recorded(t, "icu78.2-node20.tsv") {
		tag, currency, display, value, decimals, want := f[0], f[1], f[2], f[3], f[4], f[5]
		l, ours := byTag[strings.ToLower(tag)]
		exponent, special := exponents[currency]
		if !special {
			exponent = 2
		}
		minor, exact := scaled(value, exponent)
		if !ours || !exact || decimals != "cldr" {
			continue
		}
		if customaryWhole[currency] && minor%100 != 0 {
			continue
		}
		write := l.Money
		if display == "code" {
			write = l.MoneyCode
		}
		if tag == "id-ID" && currency == "IDR" && display == "symbol" {
			want = strings.Replace(want, nbsp, "", 1) // EYD V writes Rp without a space
		}
		if got := write(minor, currency, exponent); got != want {
			t.Errorf("%s %s %s %s: got %q, ICU has %q", tag, currency, display, value, got, want)
		}
		seen++
	}
	if seen < 1500 {
		t.Fatalf("only %d recorded sums were compared", seen)
	}
}

// TestDatesAgainstICU: years of two digits are written in full here, on purpose, and days have no leading zero in
// the long Indonesian form but in the full one, as CLDR has it.
func TestDatesAgainstICU(t *testing.T) {
	seen := 0
	for _, f := range recorded(t, "dates-icu78.2.tsv") {
		l, ours := byTag[strings.ToLower(f[0])]
		if !ours {
			continue
		}
		d, err := date.Parse(f[1])
		if err != nil {
			t.Fatal(err)
		}
		want := f[3]
		var got string
		switch f[2] {
		case "short":
			got = l.Date(d)
			if !strings.Contains(want, "2026") {
				want = strings.TrimSuffix(want, "26") + "2026"
			}
		case "medium":
			got = l.DateMedium(d)
		case "long":
			got = l.DateLong(d)
		case "full":
			got = l.DateFull(d)
		}
		if got != want {
			t.Errorf("%s %s %s: got %q, ICU has %q", f[0], f[1], f[2], got, want)
		}
		seen++
	}
	if seen < 80 {
		t.Fatalf("only %d recorded dates were compared", seen)
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
		t.Skipf("the recorded ICU output is not beside the repository: %v", err)
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
