package spec_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func goodItem() spec.Item {
	return spec.Item{
		ExternalID: "i1", DebtorID: "d1", Number: "INV-1", Kind: spec.ItemInvoice,
		Issued: "2026-07-01", Due: "2026-07-31", Currency: "EUR", Amount: 119000, Open: 119000,
	}
}

func TestItemValidateNamesTheField(t *testing.T) {
	for _, tc := range []struct {
		field  string
		change func(*spec.Item)
	}{
		{"", func(*spec.Item) {}},
		{"", func(i *spec.Item) { i.Due, i.Kind = "", spec.ItemPayment }},
		{"", func(i *spec.Item) { i.Description = "two\nlines" }},
		{"external_id", func(i *spec.Item) { i.ExternalID = "" }},
		{"external_id", func(i *spec.Item) { i.ExternalID = strings.Repeat("x", 257) }},
		{"external_id", func(i *spec.Item) { i.ExternalID = "a\x00b" }},
		{"debtor_id", func(i *spec.Item) { i.DebtorID = "" }},
		{"kind", func(i *spec.Item) { i.Kind = "bill" }},
		{"issued", func(i *spec.Item) { i.Issued = "" }},
		{"due", func(i *spec.Item) { i.Due = "2026-02-31" }},
		{"currency", func(i *spec.Item) { i.Currency = "EURO" }},
		{"open", func(i *spec.Item) { i.Open = spec.MaxAmount + 1 }},
		{"number", func(i *spec.Item) { i.Number = "INV\r\nBcc: x" }},
		{"number", func(i *spec.Item) { i.Number = strings.Repeat("x", 10<<20) }},
		{"description", func(i *spec.Item) { i.Description = "\xff" }},
		{"extra", func(i *spec.Item) { i.Extra = map[string]string{"k": "\x1b[2J"} }},
	} {
		item := goodItem()
		tc.change(&item)
		var v *spec.Violation
		switch err := item.Validate(); {
		case tc.field == "" && err != nil:
			t.Errorf("%+v: %v", item, err)
		case tc.field != "" && (!errors.As(err, &v) || v.Field != tc.field):
			t.Errorf("want a violation of %s, got %v", tc.field, err)
		}
	}
}

func TestDebtorCleanMendsWhatPeopleTyped(t *testing.T) {
	extra := map[string]string{"region": " north\x07 ", "x": "y"}
	d := spec.Debtor{
		ExternalID: "d1", Name: "  Åse\tog Sønn\r\nBcc: all@example.com ", Country: "no", Currency: " nok",
		Note: "one\r\ntwo\x00", Address: spec.Address{Lines: []string{" Storgata 1 ", " "}, Country: "no"},
		Contacts: []spec.Contact{{Name: "Kari\n"}}, Extra: extra,
	}
	if !d.Clean() {
		t.Error("Clean reports nothing taken out")
	}
	want := spec.Debtor{
		ExternalID: "d1", Name: "Åse og Sønn  Bcc: all@example.com", Kind: spec.DebtorUnknown, Country: "NO", Currency: "NOK",
		Note: "one\ntwo", Address: spec.Address{Lines: []string{"Storgata 1"}, Country: "NO"},
		Contacts: []spec.Contact{{Name: "Kari"}}, Extra: map[string]string{"region": "north", "x": "y"},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
	if extra["region"] != " north\x07 " {
		t.Error("Clean changed the caller's map")
	}
	if err := d.Validate(); err != nil {
		t.Error(err)
	}
}

func TestDebtorWithoutNameIsCalledByItsNumber(t *testing.T) {
	d := spec.Debtor{ExternalID: "d1", Number: "C001"}
	d.Clean()
	if d.Name != "C001" {
		t.Errorf("name is %q", d.Name)
	}
}

func TestCreditLimitNeedsACurrency(t *testing.T) {
	limit := int64(100)
	d := spec.Debtor{ExternalID: "d1", Name: "x", Kind: spec.DebtorUnknown, CreditLimit: &limit}
	if d.Validate() == nil {
		t.Error("a credit limit in no currency passed")
	}
}

func TestDebtorWithTooMuchText(t *testing.T) {
	d := spec.Debtor{ExternalID: "d1", Name: "x", Kind: spec.DebtorUnknown, Extra: map[string]string{}}
	for i := range 20 {
		d.Extra[strings.Repeat("k", i+1)] = strings.Repeat("v", spec.MaxText)
	}
	var v *spec.Violation
	if err := d.Validate(); !errors.As(err, &v) || v.Field != "record" {
		t.Errorf("320 KiB in one record: %v", err)
	}
}

// Whatever text a source holds, cleaning makes a valid name of it, and cleaning
// again changes nothing.
func TestCleanTextIsValidAndStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := string(rapid.SliceOfN(rapid.Byte(), 0, 60).Draw(t, "raw"))
		item := goodItem()
		item.Number, item.Description = raw, raw
		item.Clean()
		if err := item.Validate(); err != nil {
			t.Fatalf("%q: %v", raw, err)
		}
		again := item
		if again.Clean() || again.Number != item.Number || again.Description != item.Description {
			t.Fatalf("%q: cleaned twice gives %q, then %q", raw, item.Number, again.Number)
		}
	})
}

func TestPaymentValidate(t *testing.T) {
	p := spec.Payment{
		ExternalID: "p1", DebtorID: "d1", Date: "2026-10-15", Currency: "EUR", Amount: 20000,
		Allocations: []spec.Allocation{{ItemID: "i1", Amount: 20000}},
	}
	if err := p.Validate(); err != nil {
		t.Error(err)
	}
	p.Allocations = append(p.Allocations, spec.Allocation{Amount: 1})
	if p.Validate() == nil {
		t.Error("an allocation to nothing passed")
	}
}
