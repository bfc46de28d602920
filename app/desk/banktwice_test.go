package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// standing counts bank lines by where they stand.
func (o *office) standing() map[store.BankState]int {
	o.t.Helper()
	all, err := o.BankLines(o.t.Context(), store.BankQuery{})
	o.must(err)
	out := map[store.BankState]int{}
	for i := range all {
		out[all[i].State]++
	}
	return out
}

// Two payments of one invoice are two waits: what the books have of the one does not end the other.
func TestTwoPaymentsOfOneInvoiceWaitEach(t *testing.T) {
	for name, c := range map[string]struct{ first, second, booked int64 }{
		"halves, the first is booked":        {50_00, 50_00, 50_00},
		"the smaller is booked":              {40_00, 60_00, 40_00},
		"the larger is booked":               {40_00, 60_00, 60_00},
		"a part of the invoice, in two":      {20_00, 30_00, 30_00},
		"the books have something else paid": {20_00, 30_00, 35_00},
	} {
		t.Run(name, func(t *testing.T) {
			o := banking(t)
			o.sees("b1", c.first, "1004217", "Customer C1", "")
			o.sees("b2", c.second, "1004217", "Customer C1", "")
			o.came("p1", c.booked)
			o.sync()
			o.sync() // once more changes nothing
			if got := o.standing(); got[store.BankBooked] != 1 || got[store.BankMatched] != 1 {
				t.Errorf("%v", got)
			}
			if r := o.silent("2026-11-23"); r["F-1"] != dunning.ReasonBanked {
				t.Errorf("the other is still on its way: %v", r)
			}
			rest := c.first + c.second - c.booked
			if c.booked == 35_00 {
				rest = c.first
			}
			o.came("p2", rest)
			o.sync()
			if got := o.standing(); got[store.BankBooked] != 2 {
				t.Errorf("both are booked: %v", got)
			}
		})
	}
}

// A reference that a house gives to its customers: money for the second invoice is not taken for the first once more, whether both
// come in one file or in two.
func TestPaymentsWithACustomersReferencePayOneInvoiceEach(t *testing.T) {
	for name, between := range map[string]func(*office){"in two files": func(o *office) { o.sync() }, "in one file": func(*office) {}} {
		t.Run(name, func(t *testing.T) {
			o := banking(t)
			second := o.source.items[0]
			second.ExternalID, second.Number, second.Due = "9", "F-9", second.Due.AddDays(1)
			o.source.items = append(o.source.items, second)
			o.sync()
			o.isPaid("b1")
			between(o)
			o.isPaid("b2")
			o.sync()
			if r := o.silent("2026-11-23"); r["F-1"] != dunning.ReasonBanked || r["F-9"] != dunning.ReasonBanked {
				t.Errorf("%v", r)
			}
			o.isPaid("b3") // more than they owe: whose it is, is certain all the same
			o.sync()
			if got := o.standing(); got[store.BankMatched] != 3 {
				t.Errorf("%v", got)
			}
		})
	}
}

// isPaid puts 100.00 with the reference of the first invoice on the bank's next statement.
func (o *office) isPaid(id string) {
	o.source.bank = append(o.source.bank, store.BankLine{
		ExternalID: id, Account: "NO9386011117947", Value: day("2026-11-23"),
		Line: remittance.Line{Booked: day("2026-11-23"), Amount: nok(100_00), References: []string{"0001004217"}},
	})
}
