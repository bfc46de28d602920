package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"ÅSE": "ase", "åse": "ase", "Ødegård": "odegard", "Müller GmbH": "muller gmbh", "Straße": "strasse", "Łódź": "lodz",
		"Æsop": "aesop", "1\u00a0204,50": "1 204,50", "plain": "plain", "": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"ÅSE", "İstanbul", "ﬁ", "a\u0301\u0302", "\xff\xfe", "ẞ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
	})
}

func TestRowIndexFindsWordsInAnyOrder(t *testing.T) {
	rows := []string{"Fjordfisk AS 10042", "Østby Storhusholdning AS 10203", "Müller Kältetechnik GmbH 30029", "Nordlys Bakeri AS 10117"}
	x := NewRowIndex(len(rows), func(i int) string { return rows[i] })
	for query, want := range map[string][]int32{
		"as": {0, 1, 3}, "AS fjord": {0}, "ostby": {1}, "østby": {1}, "kalte": {2}, "10": {0, 1, 3}, "nobody": {}, "as  nord": {3},
	} {
		got, ok := x.Find(query)
		if !ok || !slices.Equal(slices.Clone(got), want) {
			t.Errorf("Find(%q) = %v, %v, want %v", query, got, ok, want)
		}
	}
	if _, ok := x.Find("   "); ok {
		t.Error("an empty query must stand for all rows")
	}
}

// Whatever somebody types, letter by letter and back again, narrowing gives what a fresh look at all rows gives.
func TestRowIndexNarrowsToWhatAFreshSearchFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("abåÅ 1")), 0, 8, -1), 0, 30)
		rows := letters.Draw(t, "rows")
		x := NewRowIndex(len(rows), func(i int) string { return rows[i] })
		for _, query := range rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("aåb 1")), 0, 4, -1), 1, 8).Draw(t, "queries") {
			for end := range len([]rune(query)) + 1 {
				typed := string([]rune(query)[:end])
				got, filtered := x.Find(typed)
				want, wantFiltered := naiveFind(rows, typed)
				if filtered != wantFiltered || !slices.Equal(got, want) {
					t.Fatalf("Find(%q) in %q = %v, want %v", typed, rows, got, want)
				}
			}
		}
	})
}

func naiveFind(rows []string, query string) ([]int32, bool) {
	words := strings.Fields(Fold(query))
	if len(words) == 0 {
		return nil, false
	}
	var found []int32
	for i, r := range rows {
		if containsAll(Fold(r), words) {
			found = append(found, int32(i))
		}
	}
	return found, true
}

func manyNames(n int) []string {
	first := []string{"Lofoten", "Østby", "Müller", "Nordlys", "Skjærgård", "PT Nusantara", "Weinhaus", "Grønn"}
	second := []string{"Sjømat AS", "Storhusholdning AS", "Kältetechnik GmbH", "Bakeri AS", "Catering", "Boga", "Schäfer OHG", "Kasse SA"}
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("%05d %s %s %d", i, first[i%8], second[(i/8)%8], i*7919%100000)
	}
	return names
}

// One keystroke in the filter of 100,000 customers: the search, the walk through the sorted order, and the rows in sight.
func BenchmarkFilterKeystroke(b *testing.B) {
	names := manyNames(100_000)
	t := newNameTable(b, names)
	t.Filter("x") // builds the index, as the first keystroke does
	typed := []string{"s", "sj", "sjø", "sjøm", "sjøm 1", "sjøm 12", "", "1", "12", "123"}
	b.ResetTimer()
	for i := range b.N {
		t.Filter(typed[i%len(typed)])
	}
}

// Making the index costs more than a keystroke may; a screen with so many rows makes it where it reads them.
func BenchmarkMakeIndex(b *testing.B) {
	names := manyNames(100_000)
	for range b.N {
		NewRowIndex(len(names), func(i int) string { return names[i] })
	}
}
