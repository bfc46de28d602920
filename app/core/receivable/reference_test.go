package receivable_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"pgregory.net/rapid"
)

func TestMakeReferenceAddsTheCheckDigits(t *testing.T) {
	for _, c := range []struct {
		kind         receivable.ReferenceKind
		number, want string
	}{
		{receivable.KIDMod10, "60224", "602243"},   // manual of an accounting system
		{receivable.KIDMod10, "234567", "2345676"}, // the same number by both moduli
		{receivable.KIDMod11, "234567", "2345676"},
		{receivable.KIDMod11, "1234567", "12345674"},
		{receivable.KIDMod11, "104", "104-"},
		{receivable.OCR, "12345", "123455"},
		{receivable.OCRLength, "12345", "1234574"},
		{receivable.OCR, "364612468263", "3646124682631"},
		{receivable.RF, "539007547034", "RF18539007547034"},
		{receivable.RF, "123453", "RF81123453"},
		{receivable.RF, "5390 0754 70y", "RF185390075470Y"},
	} {
		got, err := receivable.MakeReference(c.kind, c.number)
		if err != nil || got != c.want {
			t.Errorf("%s of %s = %q, %v; want %q", c.kind, c.number, got, err, c.want)
		}
	}
}

func TestCheckReferenceFindsAWrongOne(t *testing.T) {
	for _, c := range []struct {
		kind      receivable.ReferenceKind
		reference string
		valid     bool
	}{
		{receivable.KIDMod10, "602243", true},
		{receivable.KIDMod10, "60 224 3", true},
		{receivable.KIDMod10, "602244", false},
		{receivable.KIDMod11, "104-", true},
		{receivable.KIDMod10, "104-", false},
		{receivable.OCRLength, "1234574", true},
		{receivable.OCRLength, "1234583", false},
		{receivable.RF, "RF18539007547034", true},
		{receivable.RF, "rf18 5390 0754 7034", true},
		{receivable.RF, "RF17539007547034", false},
		{receivable.RF, "RF18", false},
		{receivable.RF, "RFXX539007547034", false},
		{receivable.RF, "RF18539007547Ø34", false},
		{receivable.KIDMod10, "", false},
		{receivable.KIDMod10, "3", false},
		{receivable.OCRLength, "4", false},
		{receivable.KIDMod10, strings.Repeat("1", 26), false},
		{"viite", "1234561", false},
	} {
		err := receivable.CheckReference(c.kind, c.reference)
		if (err == nil) != c.valid {
			t.Errorf("%s %q: %v", c.kind, c.reference, err)
		}
		if err != nil && fault.CodeOf(err) == fault.Internal {
			t.Errorf("%s %q: an error without a code: %v", c.kind, c.reference, err)
		}
	}
}

// One wrong digit is what check digits are for: each standard finds every one of them.
func TestEveryWrongDigitIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]receivable.ReferenceKind{receivable.KIDMod10, receivable.KIDMod11, receivable.OCR, receivable.OCRLength, receivable.RF}).Draw(t, "kind")
		good, err := receivable.MakeReference(kind, rapid.StringMatching(`[0-9]{1,20}`).Draw(t, "number"))
		if err != nil {
			t.Fatal(err)
		}
		if err := receivable.CheckReference(kind, good); err != nil {
			t.Fatalf("%s was made and is refused: %v", good, err)
		}
		first := 0
		if kind == receivable.RF {
			first = 4
		}
		at := rapid.IntRange(first, len(good)-1).Draw(t, "at")
		wrong := []byte(good)
		if wrong[at] == '-' {
			wrong[at] = '9'
		}
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if string(wrong) != good && receivable.CheckReference(kind, string(wrong)) == nil {
			t.Fatalf("%s is taken for valid beside %s", wrong, good)
		}
	})
}

// sharedVectors finds a folder of recorded data beside the repository.
func sharedVectors(t *testing.T, path ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("no go.mod above the test's folder")
		}
		dir = filepath.Dir(dir)
	}
	found := filepath.Join(append([]string{dir, "..", "shared", "vectors"}, path...)...)
	if _, err := os.Stat(found); err != nil {
		t.Skip("the recorded numbers are not on this machine")
	}
	return found
}

func TestRecordedReferenceNumbers(t *testing.T) {
	file, err := os.Open(sharedVectors(t, "id-numbers", "numbers.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	seen := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) != 3 || cells[0] != "iso11649" {
			continue
		}
		seen++
		if err := receivable.CheckReference(receivable.RF, cells[1]); (err == nil) != (cells[2] == "valid") {
			t.Errorf("%s should be %s: %v", cells[1], cells[2], err)
		}
	}
	if seen == 0 {
		t.Error("no RF reference was recorded")
	}
}

func FuzzCheckReference(f *testing.F) {
	f.Add("RF18539007547034")
	f.Add("104-")
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []receivable.ReferenceKind{receivable.KIDMod10, receivable.KIDMod11, receivable.OCR, receivable.OCRLength, receivable.RF} {
			if err := receivable.CheckReference(kind, text); err != nil && fault.CodeOf(err) == fault.Internal {
				t.Fatalf("%s %q: %v", kind, text, err)
			}
		}
	})
}
