package receivable_test

import (
	"maps"
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
		{receivable.Viite, "123456", "1234561"},
		{receivable.Viite, "12345", "123453"},
		{receivable.ViiteRF, "12345", "RF81123453"}, // Finland: the viite 123453 within an RF reference
		{receivable.QRR, "21000000000313947143000901", "210000000003139471430009017"},
		{receivable.QRR, "21570300007520033455900012", "215703000075200334559000126"},
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
		{receivable.Viite, "1234561", true},
		{receivable.Viite, "0 12345 61", true}, // zeros in front are no digits of their own
		{receivable.Viite, "1234562", false},
		{receivable.Viite, "109", false}, // three digits
		{receivable.Viite, "123456789012345678907", false},
		{receivable.ViiteRF, "RF81 1234 53", true},
		{receivable.ViiteRF, "RF18539007547034", false}, // its text is no viite
		{receivable.ViiteRF, "123453", false},
		{receivable.QRR, "21 00000 00003 13947 14300 09017", true},
		{receivable.QRR, "210000000003139471430009016", false},
		{receivable.QRR, "2100000000031394714300090168", false},
		{receivable.QRR, "21000000000313947143000TE45", false},
		{"giro", "1234561", false},
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
		kind := rapid.SampledFrom(receivable.ReferenceKinds()).Draw(t, "kind")
		good, err := receivable.MakeReference(kind, rapid.StringMatching(`[0-9]{3,19}`).Draw(t, "number"))
		if err != nil {
			t.Fatal(err)
		}
		if err := receivable.CheckReference(kind, good); err != nil {
			t.Fatalf("%s was made and is refused: %v", good, err)
		}
		first := 0
		if kind == receivable.RF || kind == receivable.ViiteRF {
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
		t.Skip("skipped: the recorded numbers are not on this machine")
	}
	return found
}

// The recorded numbers of each standard that the program knows, valid ones and wrong ones.
func TestRecordedReferenceNumbers(t *testing.T) {
	kinds := map[string]receivable.ReferenceKind{"iso11649": receivable.RF, "ch_esr": receivable.QRR}
	seen := map[string]int{}
	for _, line := range linesOf(t, "id-numbers", "numbers.tsv") {
		cells := strings.Split(line, "\t")
		kind, ours := kinds[cells[0]]
		if !ours {
			continue
		}
		seen[cells[0]]++
		if err := receivable.CheckReference(kind, cells[1]); (err == nil) != (cells[2] == "valid") {
			t.Errorf("%s %s should be %s: %v", kind, cells[1], cells[2], err)
		}
	}
	if seen["iso11649"] != 102 || seen["ch_esr"] != 16 {
		t.Errorf("%v numbers were compared", seen)
	}
}

// The bank's own sample file shows why the modulus is a setting: some of its references pass by one, some by the other, and
// two by both.
func TestRecordedKIDsPassByOneModulusOrTheOther(t *testing.T) {
	count := map[[2]bool]int{}
	for _, line := range linesOf(t, "ocr-giro-no", "otovo-ocr_giro_transactions.txt") {
		if len(line) != 80 || line[:4] != "NY09" || line[6:8] != "30" {
			continue // the first line of a payment ends with its reference, in columns 50 to 74
		}
		kid := line[49:74]
		count[[2]bool{receivable.CheckReference(receivable.KIDMod10, kid) == nil, receivable.CheckReference(receivable.KIDMod11, kid) == nil}]++
	}
	want := map[[2]bool]int{{false, true}: 12, {true, false}: 6, {true, true}: 2}
	if !maps.Equal(count, want) {
		t.Errorf("by modulus 10 and by modulus 11: %v, want %v", count, want)
	}
}

func linesOf(t *testing.T, path ...string) []string {
	t.Helper()
	raw, err := os.ReadFile(sharedVectors(t, path...))
	if err != nil {
		t.Fatal(err)
	}
	return strings.FieldsFunc(string(raw), func(r rune) bool { return r == '\n' || r == '\r' })
}

// Whatever is made passes, whatever is checked gives an answer with a code.
func FuzzCheckReference(f *testing.F) {
	for _, seed := range []string{"RF18539007547034", "104-", "1234561", "210000000003139471430009017", "", " ", "RF", "ÆØÅ", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range append(receivable.ReferenceKinds(), "", "unknown") {
			if err := receivable.CheckReference(kind, text); err != nil && fault.CodeOf(err) == fault.Internal {
				t.Fatalf("%s %q: %v", kind, text, err)
			}
			made, err := receivable.MakeReference(kind, text)
			if err != nil {
				if fault.CodeOf(err) == fault.Internal {
					t.Fatalf("%s of %q: %v", kind, text, err)
				}
				continue
			}
			if err := receivable.CheckReference(kind, made); err != nil {
				t.Fatalf("%s of %q was made as %q and is refused: %v", kind, text, made, err)
			}
		}
	})
}
