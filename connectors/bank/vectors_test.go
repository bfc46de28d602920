package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// vectors are other people's files; they lie beside the project and are not part of it.
func vectors(t *testing.T, kinds ...string) (files []string) {
	t.Helper()
	for _, kind := range kinds {
		root := filepath.Join("..", "..", "..", "shared", "vectors", kind)
		if _, err := os.Stat(root); err != nil {
			t.Skipf("the vectors of %s are not beside the project", kind)
		}
		err := filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
			if slices.Contains([]string{".xml", ".sta", ".txt", ".csv"}, filepath.Ext(path)) {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// result is what came of a file.
type result struct {
	bookings []*booking
	lines    int
	pending  int
	sums     map[string]int64 // of what is booked, by currency
	err      error
}

func readBytes(b []byte) result {
	r := result{sums: map[string]int64{}}
	r.err = parse(bytes.NewReader(b), func(b *booking) error {
		r.bookings = append(r.bookings, b)
		if b.pending {
			r.pending++
			return nil
		}
		for _, m := range b.lines() {
			r.lines++
			r.sums[b.currency] += m.minor
		}
		return nil
	})
	return r
}

func readFile(t *testing.T, path string) result {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return readBytes(b)
}

func (r result) String() string {
	var f *fault
	if errors.As(r.err, &f) {
		place := "line " + strconv.FormatInt(f.line, 10)
		if f.column != "" {
			place += " " + f.column
		}
		return "refused, " + place + ": " + f.what
	}
	if r.err != nil {
		return "failed without a place: " + r.err.Error()
	}
	out := []string{count(int64(r.lines), "movement", "movements")}
	for currency, minor := range r.sums {
		out = append(out, money(minor, currency))
	}
	slices.Sort(out[1:])
	if r.pending > 0 {
		out = append(out, strconv.Itoa(r.pending)+" not booked")
	}
	return strings.Join(out, ", ")
}

const tableMark = "<!-- vectors -->\n"

// TestVectors holds every file to the table of the README: what it brings, or where and why it is refused.
func TestVectors(t *testing.T) {
	var table strings.Builder
	table.WriteString("| file | brings |\n|---|---|\n")
	for _, f := range vectors(t, "camt", "mt940", "ocr-giro-no", "bgmax-se") {
		r := readFile(t, f)
		var located *fault
		if r.err != nil && (!errors.As(r.err, &located) || located.line == 0) {
			t.Errorf("%s: the error has no place: %v", f, r.err)
		}
		_, name, _ := strings.Cut(filepath.ToSlash(f), "vectors/")
		table.WriteString("| " + name + " | " + r.String() + " |\n")
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(readme), tableMark)
	want, after, found := strings.Cut(rest, tableMark)
	if !found {
		t.Fatal("the README has no table of vectors")
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(before+tableMark+table.String()+tableMark+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, table.String()); diff != "" {
		t.Errorf("the README tells otherwise (-update writes it):\n%s", diff)
	}
}

// entry is what another program has read of a movement.
type entry struct {
	Minor    int64
	Currency string
	Booked   spec.Date
}

// Another program's reading of each camt file stands beside it, but for what it could not read either.
func TestCamtVectorsAreReadAsOthersReadThem(t *testing.T) {
	compared := 0
	for _, f := range vectors(t, "camt") {
		b, err := os.ReadFile(strings.TrimSuffix(f, ".xml") + ".json")
		if err != nil {
			continue
		}
		var message any
		if err := json.Unmarshal(b, &message); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		var got []entry
		want := entriesIn(t, message)
		for _, b := range readFile(t, f).bookings {
			got = append(got, entry{b.minor, b.currency, b.booked})
		}
		// What it dumps of a file with several statements is the last of them.
		if len(want) > len(got) || len(want) < len(got) && !strings.Contains(f, "multi") {
			t.Errorf("%s: %d entries, others read %d", f, len(got), len(want))
		}
		for _, w := range want {
			same := func(g entry) bool {
				return g.Minor == w.Minor && g.Currency == w.Currency && (w.Booked == "" || g.Booked == w.Booked)
			}
			if !slices.ContainsFunc(got, same) {
				t.Errorf("%s: others read %+v, here %+v", f, w, got)
			}
		}
		compared += len(want)
	}
	t.Logf("%d entries are the same", compared)
	if compared < 15 {
		t.Errorf("only %d entries were compared", compared)
	}
}

// entriesIn finds the entries in what PHP's Genkgo\\Camt has written of a message, wherever they stand.
func entriesIn(t *testing.T, v any) (out []entry) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			out = append(out, entriesIn(t, one)...)
		}
	case map[string]any:
		if v["__CLASS__"] == `Genkgo\Camt\DTO\Entry` {
			amount := v["getAmount"].(map[string]any)
			minor, err := strconv.ParseInt(amount["getAmount"].(string), 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			one := entry{Minor: minor, Currency: amount["getCurrency"].(map[string]any)["getCode"].(string)}
			if day, ok := v["getBookingDate"].(map[string]any); ok {
				one.Booked = spec.Date(day["0"].(string)[:10])
			}
			out = append(out, one)
		}
		for _, one := range v {
			out = append(out, entriesIn(t, one)...)
		}
	}
	return out
}

var (
	ymlAmount = regexp.MustCompile(`decimal\.Decimal(?: \[|\s+- )'(-?[0-9.]+)'`)
	ymlSplit  = regexp.MustCompile(`(?m)^transactions:`)
)

// The reading of another program (mt940 for Python) stands beside each MT940 file. All amounts of movements are compared, those
// of files too that are refused at their end because their balances are made up.
func TestMT940VectorsAreReadAsOthersReadThem(t *testing.T) {
	compared := 0
	for _, f := range vectors(t, "mt940") {
		b, err := os.ReadFile(strings.TrimSuffix(f, ".sta") + ".yml")
		r := readFile(t, f)
		if err != nil || len(r.bookings) == 0 {
			continue
		}
		parts := ymlSplit.Split(string(b), 2)
		if len(parts) != 2 {
			continue
		}
		var want, got []string
		for _, m := range ymlAmount.FindAllStringSubmatch(parts[1], -1) {
			minor, err := spec.ParseAmount(m[1], r.bookings[0].currency)
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			want = append(want, spec.FormatAmount(minor, r.bookings[0].currency))
		}
		for _, b := range r.bookings {
			got = append(got, spec.FormatAmount(b.minor, b.currency))
		}
		if r.err != nil { // the refusal came at the first statement that does not fit
			want = want[:min(len(want), len(got))]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", f, diff)
		}
		compared += len(got)
	}
	t.Logf("%d movements are the same", compared)
	if compared < 40 {
		t.Errorf("only %d movements were compared", compared)
	}
}
