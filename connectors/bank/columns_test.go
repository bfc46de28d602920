package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// swapped reads a file of testdata in which some texts are others.
func swapped(t *testing.T, file string, pairs ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "folder", file))
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for i := 0; i+1 < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%s does not hold %q", file, pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return readBytes([]byte(text)).String()
}

func TestOCRGiroIsHeldToItsEndRecords(t *testing.T) {
	const file = "OCR.D231126"
	for name, tc := range map[string]struct {
		pairs []string
		want  string
	}{
		"as it is":               {nil, "3 movements, 1650.50 NOK"},
		"line ends of Unix":      {[]string{"\r\n", "\n"}, "3 movements, 1650.50 NOK"},
		"an amount that differs": {[]string{"00000000000100000 ", "00000000000100001 "}, "refused, line 10 25-41: the end record says that the payments make 1650.50 NOK, but they make 1650.51 NOK"},
		"a sum of the file":      {[]string{"NY000089000000030000001100000000000165050", "NY000089000000030000001100000000000165051"}, "refused, line 11 25-41: of the whole file the end record says that the payments make 1650.51 NOK, but they make 1650.50 NOK"},
		"a count that differs":   {[]string{"NY09008800000003", "NY09008800000004"}, "refused, line 10 9-16: the end record says that there are 4 payments, but there are 3"},
		"money that goes back":   {[]string{"014660" + "00000000000020000", "01466-" + "00000000000020000", "000000000165050", "000000000125050", "000000000165050", "000000000125050"}, "3 movements, 1250.50 NOK"},
		"no such sign":           {[]string{"014660" + "00000000000020000", "01466?" + "00000000000020000"}, `refused, line 7 32-32: "?" is not a sign`},
		"no such day":            {[]string{"0000001231126", "0000001311126"}, `refused, line 3 16-21: "311126" is not a date`},
		"a letter in an amount":  {[]string{"00000000000100000 ", "0000000000010000O "}, `refused, line 3 33-49: "0000000000010000O" is not an amount`},
		"a foreign line":         {[]string{"NY092131", "XX092131"}, "refused, line 7 1-2: line 7 is no record of Nets: it does not begin with NY"},
		"a lost first half":      {[]string{"NY0910310000001", "NY0910310000009"}, "refused, line 4 9-15: a record (31) belongs to no transaction before it"},
	} {
		pairs := tc.pairs
		if name == "a foreign line" {
			pairs = []string{"NY092130", "XX092130"}
		}
		if got := swapped(t, file, pairs...); got != tc.want {
			t.Errorf("%s: %s\n  want %s", name, got, tc.want)
		}
	}
	whole, err := os.ReadFile(filepath.Join("testdata", "folder", file))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(whole), "\r\n")
	for n, want := range map[int]string{
		10: "refused, line 10: its end record (89) is missing",
		5:  "refused, line 5: it ends within an assignment, without its end record (88)",
		1:  "refused, line 1: its end record (89) is missing",
	} {
		if got := readBytes([]byte(strings.Join(lines[:n], ""))).String(); got != want {
			t.Errorf("%d lines: %s", n, got)
		}
	}
}

func TestBgMaxIsHeldToItsDepositsAndEnd(t *testing.T) {
	const file = "BGMAX.txt"
	for name, tc := range map[string]struct {
		pairs []string
		want  string
	}{
		"as it is":                {nil, "4 movements, 3400.00 SEK"},
		"parts that do not fit":   {[]string{"000000000000120000", "000000000000120001"}, "2 movements, 3400.00 SEK"},
		"a part without a sum":    {[]string{"000000000000120000", "000000000000000000"}, "2 movements, 3400.00 SEK"},
		"a deposit that differs":  {[]string{"000000000000340000", "000000000000340001"}, "refused, line 13 51-68: the deposit is 3400.01 SEK, but its payments make 3400.00 SEK"},
		"a number of payments":    {[]string{"SEK00000002", "SEK00000003"}, "refused, line 13 72-79: the deposit says that there are 3 payments, but there are 2"},
		"another currency":        {[]string{"SEK00000002", "EUR00000002"}, `refused, line 13 69-71: the deposit is in "EUR", its payments in SEK`},
		"no currency of today":    {[]string{"          SEK", "          DEM"}, `refused, line 3 38-55: "DEM" is not an ISO 4217 currency`},
		"a number in the end":     {[]string{"7000000002", "7000000003"}, "refused, line 14 3-10: the end record says that there are 3 payments (20), but there are 2"},
		"no such day":             {[]string{"20261123000", "20261131000"}, `refused, line 13 38-45: "20261131" is not a date`},
		"a record nobody knows":   {[]string{"25Betalning", "99Betalning"}, `refused, line 7 1-2: the record type "99" is not known`},
		"something behind":        {[]string{"\r\n70", "\r\n70000000020000000000000003000000010000\r\n26"}, "refused, line 15 1-2: something stands behind the end record (70)"},
		"payments out of section": {[]string{"050009912346", "260009912346"}, "refused, line 2 1-2: a record (26) stands outside of a section (05)"},
	} {
		if got := swapped(t, file, tc.pairs...); got != tc.want {
			t.Errorf("%s: %s\n  want %s", name, got, tc.want)
		}
	}
}
