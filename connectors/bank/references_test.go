package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func TestReferencesInATextAreFound(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "[]",
		"Faktura 1007":                         "[]",
		"KID 0001004217":                       "[0001004217]",
		"kid: 1234 5674, takk":                 "[12345674]",
		"KID-nr. 1234567-":                     "[1234567-]",
		"OCR 665869":                           "[665869]",
		"BETALINGSKENM. 0000000421886595":      "[0000000421886595]",
		"pay RF18 5390 0754 7034 now":          "[RF18539007547034]",
		"rf18539007547034":                     "[RF18539007547034]",
		"RF19 5390 0754 7034":                  "[]",
		"0001004217":                           "[0001004217]",
		"hello\n0001 0042 17\nworld":           "[0001004217]",
		"2026-11-23":                           "[]",
		"123":                                  "[]",
		"Kidnapping 12345":                     "[]",
		strings.Repeat("KID 0001004217\n", 50): "[0001004217]",
	} {
		m := movement{text: text}
		if got := fmt.Sprint(m.references()); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	m := movement{structured: []string{"NOTPROVIDED", "000", "0001004217"}, others: []string{"NONREF", "0001004217", "PO 1"}}
	if got := fmt.Sprint(m.references()); got != "[0001004217 PO 1]" {
		t.Error(got)
	}
	for i := range 100 {
		m.others = append(m.others, fmt.Sprint("PO-", i))
	}
	if n := len(m.references()); n != spec.MaxReferences {
		t.Errorf("%d references", n)
	}
}

func TestLikeMovementsAreToldApartInOneStatementOnly(t *testing.T) {
	like := func(statement int, ref string) *booking {
		b := &booking{account: "A", currency: "NOK", statement: statement}
		b.minor, b.booked, b.bankRef, b.text = 100, "2026-11-23", ref, "same"
		return b
	}
	for _, ref := range []string{"", "NONREF", "26112300000001"} {
		var n, later namer
		first, second := n.line(like(1, ref), &like(1, ref).movement), n.line(like(1, ref), &like(1, ref).movement)
		if first == second {
			t.Errorf("%q: two of one statement are the same", ref)
		}
		if again := n.line(like(2, ref), &like(2, ref).movement); again != first {
			t.Errorf("%q: another statement names it otherwise", ref)
		}
		if a, b := later.line(like(1, ref), &like(1, ref).movement), later.line(like(1, ref), &like(1, ref).movement); a != first || b != second {
			t.Errorf("%q: another file names them otherwise", ref)
		}
	}
	// A bank's reference names a movement whatever a file says of it; without one, all that is said counts.
	var n namer
	silent, telling := like(1, "26112300000001"), like(2, "26112300000001")
	telling.payer, telling.text, telling.structured = "Fjordfisk AS", "F-1002", []string{"0001004217"}
	if n.line(silent, &silent.movement) != n.line(telling, &telling.movement) {
		t.Error("the bank's reference is not enough")
	}
	other := like(3, "26112300000001")
	other.minor = 101
	if n.line(silent, &silent.movement) == n.line(other, &other.movement) {
		t.Error("another amount is the same movement")
	}
}
