package main

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// fuzz feeds a parser. Whatever comes: no panic, every refusal has a line, the parts of a booking make up the booking, and every
// line passes the rules of the desk.
func fuzz(f *testing.F, parse func(*bufio.Reader, takeBooking) error, seeds ...string) {
	f.Helper()
	files, err := filepath.Glob("testdata/folder/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var n namer
		err := parse(bufio.NewReaderSize(bytes.NewReader(b), headSize), func(b *booking) error {
			var sum int64
			lines := b.lines()
			for i := range lines {
				sum += lines[i].minor
				l := bankLine("f", b, &lines[i], n.line(b, &lines[i]).String())
				l.Clean()
				var v *spec.Violation
				if err := l.Validate(); errors.As(err, &v) && v.Field != "account" { // the SDK rejects what has odd letters in it
					t.Errorf("%v: %+v", err, l)
				}
			}
			if sum != b.minor {
				t.Errorf("the parts make %d, the booking is %d", sum, b.minor)
			}
			return nil
		})
		var located *fault
		if err != nil && (!errors.As(err, &located) || located.line == 0 || located.what == "") {
			t.Errorf("an error without a place: %v", err)
		}
	})
}

func FuzzParse(f *testing.F) {
	fuzz(f, func(in *bufio.Reader, take takeBooking) error { return parse(in, take) }, "\xff\xfe<\x00a\x00/\x00>\x00", "PK\x03\x04", "%PDF", "")
}

func FuzzCamt(f *testing.F) {
	fuzz(f, parseCamt, camt053(balances("1", "-2"), ntry("1", "CRDT", txs(tx("1")))))
}

func FuzzMT(f *testing.F) {
	fuzz(f, parseMT, mt("C261123EUR7", ":61:2611231123CR7,NTRFNONREF//1\nmore", ":86:166?00A?20EREF+x?21SVWZ+y?32Z"), mt("D1", ":86:/CNTP/a/b/c/REMI/STRD/CUR/1"))
}

func FuzzGiro(f *testing.F) { fuzz(f, parseGiro) }

func FuzzBgMax(f *testing.F) { fuzz(f, parseBgMax) }
