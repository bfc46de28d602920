package storetest

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
	"pgregory.net/rapid"
)

// sums holds the kept totals against the items themselves, after whatever reads bring.
func sums(t *testing.T, engine New) {
	b := NewBook(t, engine)
	id := b.Connect()
	var debtors []store.SourceDebtor
	for range 100 { // many more than a read touches, so that only those are worked out anew
		debtors = append(debtors, Debtor())
	}
	keys := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	rapid.Check(t, func(rt *rapid.T) {
		d := Delivery{Debtors: debtors}
		for _, key := range keys {
			if !rapid.Bool().Draw(rt, "brought "+key) {
				continue
			}
			of := rapid.SampledFrom(debtors[:5]).Draw(rt, "debtor of "+key)
			currency := rapid.SampledFrom([]money.Currency{"NOK", "EUR", "JPY"}).Draw(rt, "currency of "+key)
			amount := rapid.Int64Range(-1000_00, 1000_00).Draw(rt, "amount of "+key)
			days := rapid.IntRange(-40, 120).Draw(rt, "days overdue of "+key)
			d.Items = append(d.Items, Item(of, Owes(amount, currency), Due(days), func(it *store.SourceItem) { it.ExternalID, it.Number = key, key }))
		}
		run := b.Sync(id, d)
		if !run.Agrees {
			rt.Fatalf("sums do not agree: claimed %v, held %v", run.Claimed, run.Held)
		}
		perDebtor, all := map[receivable.DebtorID]map[money.Currency]int64{}, map[money.Currency]int64{}
		b.Read(func(r store.Reader) error {
			return r.Items(store.ItemQuery{OpenOnly: true}, func(it store.ItemRow) error {
				if perDebtor[it.Debtor] == nil {
					perDebtor[it.Debtor] = map[money.Currency]int64{}
				}
				perDebtor[it.Debtor][it.Open.Currency] += it.Open.Minor
				all[it.Open.Currency] += it.Open.Minor
				return nil
			})
		})
		b.Read(func(r store.Reader) error {
			kept, _, err := r.Totals()
			for c, balance := range kept {
				if balance.Open() != all[c] {
					rt.Errorf("total of %s = %d, items add up to %d", c, balance.Open(), all[c])
				}
				delete(all, c)
			}
			if len(all) > 0 {
				rt.Errorf("no totals for %v", all)
			}
			return err
		})
		b.Read(func(r store.Reader) error {
			return r.Customers(store.CustomerQuery{}, func(c store.CustomerRow) error {
				for _, balance := range c.Balances {
					if balance.Open() != perDebtor[c.ID][balance.Currency] {
						rt.Errorf("%s owes %d %s, the items add up to %d", c.Name, balance.Open(), balance.Currency, perDebtor[c.ID][balance.Currency])
					}
					delete(perDebtor[c.ID], balance.Currency)
				}
				if len(perDebtor[c.ID]) > 0 {
					rt.Errorf("%s has no totals for %v", c.Name, perDebtor[c.ID])
				}
				return nil
			})
		})
	})
}
