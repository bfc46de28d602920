package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (o *office) payments() desk.Payments {
	o.t.Helper()
	p, err := o.Payments(o.t.Context())
	o.must(err)
	return p
}

// What a person has to place stands under the surest suggestion first; what is known or set aside is on lists of its own.
func TestPaymentsThatAPersonHasToPlace(t *testing.T) {
	o := banking(t)
	o.sees("b1", 77_00, "", "Tax office", "refund")
	o.sees("b2", 100_00, "", "CUSTOMER C1", "")
	o.sees("b3", 200_00, "", "Somebody", "")
	o.sees("b4", 100_00, "0001004217", "", "")
	o.source.bank = append(o.source.bank, store.BankLine{ExternalID: "b5", Account: "NO1", Value: day("2026-11-23"), Line: remittance.Line{Booked: day("2026-11-23"), Amount: nok(-5_00)}})
	o.sync()
	p := o.payments()
	if len(p.ToPlace) != 3 || len(p.Waiting) != 1 || len(p.Ignored) != 0 {
		t.Fatalf("%d to place, %d waiting, %d ignored", len(p.ToPlace), len(p.Waiting), len(p.Ignored))
	}
	for i, want := range []struct {
		id     string
		chance remittance.Chance
	}{{"b2", remittance.Likely}, {"b3", remittance.Faint}, {"b1", ""}} {
		if got := p.ToPlace[i]; got.ExternalID != want.id || got.Chance() != want.chance {
			t.Errorf("%d is %s, %q", i, got.ExternalID, got.Chance())
		}
	}
	today, err := o.WorkList(t.Context(), day("2026-11-23"))
	o.must(err)
	if n, err := o.BankToPlace(t.Context()); err != nil || n != 3 || today.BankToPlace != 3 {
		t.Errorf("%d, %d, %v", n, today.BankToPlace, err)
	}
	o.must(o.IgnoreBankLine(t.Context(), p.ToPlace[2].ID, "tax"))
	o.must(o.UnassignBankLine(t.Context(), p.Waiting[0].ID, "another house"))
	p = o.payments()
	if len(p.ToPlace) != 3 || len(p.Waiting) != 0 || len(p.Ignored) != 1 || p.Ignored[0].Why != "tax" {
		t.Fatalf("%+v", p)
	}
	// What a reference was sure of is still suggested after a person has taken it back.
	for i := range p.ToPlace {
		if got := p.ToPlace[i]; got.ExternalID == "b4" && (len(got.May) == 0 || got.May[0].Claim.Number != "F-1") {
			t.Errorf("%+v", got.May)
		}
	}
}

func TestAnotherInvoiceIsFoundByWhatAClerkTypes(t *testing.T) {
	o := banking(t)
	o.sees("b1", 77_00, "", "Nobody", "")
	id := o.bankLine(0).ID
	for text, want := range map[string]int{"customer c1": 1, "f 2 c2": 1, "customer": 2, "0001004217": 1, "100.00": 1, "nothing of the kind": 0, " ": 0} {
		found, err := o.FindClaims(t.Context(), id, text)
		o.must(err)
		if len(found) != want {
			t.Errorf("%q finds %d, want %d", text, len(found), want)
		}
	}
	found, err := o.FindClaims(t.Context(), id, "F-2") // its parts stand in others too
	o.must(err)
	if found[0].Claim.Number != "F-2" {
		t.Errorf("%+v is found before F-2", found[0])
	}
	if _, err := o.FindClaims(t.Context(), 99, "F-1"); err == nil {
		t.Error("a line that is not there is searched for")
	}
}
