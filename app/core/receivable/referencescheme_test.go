package receivable_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func TestASchemeMakesAReferenceOfAnInvoicesDigits(t *testing.T) {
	for _, c := range []struct {
		name    string
		scheme  receivable.ReferenceScheme
		invoice string
		want    string // empty: refused
	}{
		{"the digits alone", receivable.ReferenceScheme{Kind: receivable.KIDMod10}, "INV-60224", "602243"},
		{"a prefix and a fixed length", receivable.ReferenceScheme{Kind: receivable.KIDMod10, Prefix: "77", Length: 10}, "F-224", "7700002244"},
		{"Switzerland fills by itself", receivable.ReferenceScheme{Kind: receivable.QRR, Prefix: "21"}, "313947143000901", "210000000003139471430009017"},
		{"a Finnish reference in RF form", receivable.ReferenceScheme{Kind: receivable.ViiteRF}, "12345", "RF81123453"},
		{"a fixed length in RF form", receivable.ReferenceScheme{Kind: receivable.RF, Length: 16}, "539007547034", "RF18539007547034"},
		{"no digits", receivable.ReferenceScheme{Kind: receivable.KIDMod10}, "opening balance", ""},
		{"too long for the agreement", receivable.ReferenceScheme{Kind: receivable.KIDMod10, Length: 5}, "60224", ""},
		{"too short for a viite", receivable.ReferenceScheme{Kind: receivable.Viite}, "12", ""},
		{"other writing's digits are none", receivable.ReferenceScheme{Kind: receivable.KIDMod10}, "١٢٣", ""},
		{"no kind", receivable.ReferenceScheme{}, "60224", ""},
	} {
		got, err := c.scheme.Make(c.invoice)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
		if err != nil && fault.CodeOf(err) == fault.Internal {
			t.Errorf("%s: an error without a code: %v", c.name, err)
		}
	}
}

func TestASchemeByWhichNothingCouldBeMadeIsRefused(t *testing.T) {
	for _, c := range []struct {
		scheme receivable.ReferenceScheme
		field  string
	}{
		{receivable.ReferenceScheme{}, ""},
		{receivable.ReferenceScheme{Kind: receivable.KIDMod11, Prefix: "1000", Length: 12}, ""},
		{receivable.ReferenceScheme{Kind: receivable.Viite}, ""},
		{receivable.ReferenceScheme{Kind: "giro"}, "reference"},
		{receivable.ReferenceScheme{Prefix: "1"}, "reference"},
		{receivable.ReferenceScheme{Kind: receivable.KIDMod10, Prefix: "A1"}, "prefix"},
		{receivable.ReferenceScheme{Kind: receivable.KIDMod10, Length: -1}, "length"},
		{receivable.ReferenceScheme{Kind: receivable.KIDMod10, Length: 26}, "length"},
		{receivable.ReferenceScheme{Kind: receivable.KIDMod10, Prefix: "123456", Length: 7}, "length"},
		{receivable.ReferenceScheme{Kind: receivable.QRR, Prefix: strings.Repeat("1", 26)}, "length"},
	} {
		field := ""
		var wrong *fault.Error
		if errors.As(c.scheme.Check(), &wrong) {
			field = wrong.Field
		}
		if field != c.field {
			t.Errorf("%+v: field %q, want %q", c.scheme, field, c.field)
		}
	}
}

// A reference that a scheme makes passes by its kind and has its length, and two invoices never share one.
func TestReferencesOfASchemePassAndDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scheme := receivable.ReferenceScheme{
			Kind: rapid.SampledFrom(receivable.ReferenceKinds()).Draw(t, "kind"), Prefix: rapid.StringMatching(`[1-9]{0,4}`).Draw(t, "prefix"),
			Length: rapid.SampledFrom([]int{0, 14, 18}).Draw(t, "length"),
		}
		one, other := rapid.IntRange(100, 9_999_999).Draw(t, "one"), rapid.IntRange(100, 9_999_999).Draw(t, "other")
		first, err := scheme.Make(strconv.Itoa(one))
		if err != nil {
			t.Skip("drawn number that the scheme has no room for")
		}
		if err := receivable.CheckReference(scheme.Kind, first); err != nil {
			t.Fatalf("%s was made and is refused: %v", first, err)
		}
		if scheme.Length > 0 && scheme.Kind != receivable.QRR && len(first) != scheme.Length {
			t.Fatalf("%s has %d characters", first, len(first))
		}
		if second, err := scheme.Make(strconv.Itoa(other)); err == nil && one != other && second == first {
			t.Fatalf("invoices %d and %d share %s", one, other, first)
		}
	})
}
