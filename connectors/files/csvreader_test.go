package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// rowsOf reads all rows; faults are written as text in front.
func rowsOf(t testing.TB, in io.Reader, comma byte, width int) [][]string {
	t.Helper()
	r := newCSVReader(in, comma, '\n', charsetNamed(utf8Name), false)
	r.expect(width)
	var out [][]string
	for {
		one, err := r.next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		cells := slices.Clone(one.cells)
		if one.fault != nil {
			cells = append([]string{"! " + one.fault.what}, cells...)
		}
		out = append(out, cells)
	}
}

func TestCSVRows(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in   string
		want [][]string
	}{
		"plain":                        {"a;b;c\n1;2;3\n", [][]string{{"a", "b", "c"}, {"1", "2", "3"}}},
		"returns, no end of line":      {"a;b\r\n1;2", [][]string{{"a", "b"}, {"1", "2"}}},
		"quoted delimiter":             {"\"a;b\";c\n", [][]string{{"a;b", "c"}}},
		"line break within a field":    {"\"a\r\nb\";c\r\nd;e\r\n", [][]string{{"a\r\nb", "c"}, {"d", "e"}}},
		"doubled quote":                {"\"say \"\"hi\"\"\";c\n", [][]string{{"say \"hi\"", "c"}}},
		"quote in the middle":          {"6\" pipe;c\n", [][]string{{"6\" pipe", "c"}}},
		"quotes that were not doubled": {"\"Firma \"Nord\" AS\";c\n", [][]string{{"Firma \"Nord\" AS", "c"}}},
		"empty fields":                 {";;\n", [][]string{{"", "", ""}}},
		"empty line":                   {"a;b\n\nc;d\n", [][]string{{"a", "b"}, {""}, {"c", "d"}}},
		"empty quotes":                 {"\"\";\"\"\n", [][]string{{"", ""}}},
	} {
		if diff := cmp.Diff(c.want, rowsOf(t, strings.NewReader(c.in), ';', 0)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// A quote that is never closed costs its line, not the file.
func TestUnclosedQuoteLosesOneLine(t *testing.T) {
	t.Parallel()
	want := [][]string{{"a", "b", "c"}, {"! a quotation mark is opened and never closed"}, {"4", "5", "6"}, {"7", "8", "9"}}
	for name, in := range map[string]string{
		"no quote after it": "a;b;c\n1;\"2;3\n4;5;6\n7;8;9\n",
		"a quote after it":  "a;b;c\n1;\"2;3\n4;5;6\n7;8;\"9\"\n",
	} {
		if diff := cmp.Diff(want, rowsOf(t, strings.NewReader(in), ';', 3)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	long := "a;b;c\n1;\"2;3\n" + strings.Repeat("4;5;6\n", 200_000)
	if got := rowsOf(t, strings.NewReader(long), ';', 3); len(got) != 200_002 {
		t.Errorf("%d rows, want 200002", len(got))
	}
}

// endless gives a field of many bytes that nobody holds in memory.
type endless struct{ left int }

func (e *endless) Read(b []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(b), e.left)
	for i := range n {
		b[i] = 'x'
	}
	e.left -= n
	return n, nil
}

func TestHugeFieldIsPassedOverInLittleMemory(t *testing.T) {
	t.Parallel()
	for name, quote := range map[string]string{"plain": "", "quoted": "\""} {
		in := io.MultiReader(strings.NewReader("a;b\n1;"+quote), &endless{left: 10 << 20}, strings.NewReader("\n"[:len("\n")-len(quote)]+quote+"\n3;4\n"))
		r := newCSVReader(in, ';', '\n', charsetNamed(utf8Name), false)
		r.expect(2)
		var lines []int64
		var broken *fault
		for {
			one, err := r.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if one.fault != nil {
				broken = one.fault
			} else if len(one.cells) == 2 {
				lines = append(lines, one.line)
			}
			if len(r.window) > 2*maxRecord {
				t.Fatalf("%s: %d bytes are held", name, len(r.window))
			}
		}
		if broken == nil || broken.column != 1 {
			t.Errorf("%s: the huge field is not told: %+v", name, broken)
		}
		if len(lines) != 2 || lines[0] != 1 {
			t.Errorf("%s: lines %v", name, lines)
		}
	}
}

func TestManyColumnsAreAFault(t *testing.T) {
	t.Parallel()
	got := rowsOf(t, strings.NewReader(strings.Repeat(";", 5000)+"\na;b\n"), ';', 0)
	if len(got) != 2 || !strings.HasPrefix(got[0][0], "! ") || got[1][1] != "b" {
		t.Errorf("%v", got)
	}
}

// What encoding/csv accepts is read as encoding/csv reads it.
func TestReadsLikeTheStandardLibrary(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ab;"\r\n ,é]{0,40}`).Draw(t, "text")
		sameAsStandard(t, text)
	})
}

func sameAsStandard(t rapid.TB, text string) {
	std := csv.NewReader(strings.NewReader(text))
	std.Comma, std.FieldsPerRecord = ';', -1
	want, err := std.ReadAll()
	if err != nil || strings.Contains(text, "\r") {
		return // refused there, or line ends that it changes within fields
	}
	r := newCSVReader(iotest{strings.NewReader(text)}, ';', '\n', charsetNamed(utf8Name), false)
	var got [][]string
	for {
		one, err := r.next()
		if err != nil {
			break
		}
		if len(one.cells) == 1 && one.cells[0] == "" && !strings.Contains(text, `"`) {
			continue // the standard library passes over empty lines
		}
		got = append(got, slices.Clone(one.cells))
	}
	drop := func(rows [][]string) [][]string {
		return slices.DeleteFunc(rows, func(r []string) bool { return len(r) == 1 && r[0] == "" })
	}
	if diff := cmp.Diff(drop(want), drop(got)); diff != "" && len(drop(want))+len(drop(got)) > 0 {
		t.Fatalf("%q:\n%s", text, diff)
	}
}

// iotest gives one byte at a time, so that every place is once the end of what is read.
type iotest struct{ in io.Reader }

func (o iotest) Read(b []byte) (int, error) { return o.in.Read(b[:1]) }

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"a;b\n1;2\n", "\"a\"\"b\";c\r\n", "\"open;1\n2;3\n", "\x00;\xff\n", "\";\"\";\"\n\""} {
		f.Add([]byte(seed), byte(';'), 2)
	}
	f.Fuzz(func(t *testing.T, in []byte, comma byte, width int) {
		if comma == '"' || comma == '\n' || comma == '\r' {
			return
		}
		for _, name := range []string{utf8Name, windowsName} {
			r := newCSVReader(bytes.NewReader(in), comma, '\n', charsetNamed(name), true)
			r.expect(width % 10)
			last := int64(0)
			for {
				one, err := r.next()
				if err != nil {
					break
				}
				if one.line <= last {
					t.Fatalf("line %d after line %d", one.line, last)
				}
				last = one.line
			}
			if want := int64(bytes.Count(in, []byte{'\n'})) + 1; last > want {
				t.Fatalf("line %d of %d", last, want)
			}
		}
	})
}
