package main

import (
	"slices"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

func TestTheDemoCompanyLooksLikeOne(t *testing.T) {
	t.Parallel()
	for _, asOf := range []spec.Date{"2026-11-21", "2027-03-01", "2025-07-15", "2026-01-02"} {
		r := read(t, nil, spec.ReadRequest{Mode: spec.ModeFull, AsOf: asOf})
		today, err := parseDay(asOf)
		if err != nil {
			t.Fatal(err)
		}
		overdue, open, ages := map[string]bool{}, map[string]bool{}, [5]int{}
		for _, i := range r.items {
			if i.Open <= 0 {
				continue
			}
			open[i.DebtorID] = true
			due, err := parseDay(i.Due)
			if err != nil {
				t.Fatalf("item %s is open without a due date", i.ExternalID)
			}
			if due < today {
				overdue[i.DebtorID] = true
			}
			ages[bucket(today-due)]++
		}
		t.Logf("%s: %d debtors, %d items, %d payments; open %d, overdue %d debtors; ages %v; control %v",
			asOf, len(r.debtors), len(r.items), len(r.payments), len(open), len(overdue), ages, r.control)
		if n := len(overdue); n < 155 || n > 205 {
			t.Errorf("%s: %d of 400 customers have something overdue, want some 45 in 100", asOf, n)
		}
		if !slices.IsSortedFunc(ages[1:], func(a, b int) int { return b - a }) || ages[4] < 5 {
			t.Errorf("%s: the older the fewer, and some over 90 days, but got %v", asOf, ages)
		}
	}
}

// bucket sorts days overdue into not due, 1-30, 31-60, 61-90 and over 90.
func bucket(days int) int {
	if days <= 0 {
		return 0
	}
	return min(4, (days-1)/30+1)
}

func TestEveryCountryAndBehaviourIsThere(t *testing.T) {
	t.Parallel()
	r := read(t, nil, spec.ReadRequest{Mode: spec.ModeFull, Streams: []spec.Stream{spec.StreamDebtors}})
	countries, habits, kinds, unknown := map[string]int{}, map[string]int{}, map[spec.DebtorKind]int{}, 0
	for _, d := range r.debtors {
		countries[d.Country]++
		habits[d.Extra["behaviour"]]++
		kinds[d.Kind]++
		if d.Email == "" && d.Phone == "" && len(d.Address.Lines) == 0 {
			unknown++
		}
	}
	for code, want := range map[string]int{"NO": 140, "ID": 80, "DE": 80, "GB": 60, "US": 40} {
		if countries[code] != want {
			t.Errorf("%d customers in %s, want %d", countries[code], code, want)
		}
	}
	for _, b := range behaviours {
		if habits[b.name] == 0 {
			t.Errorf("nobody behaves %q", b.name)
		}
	}
	if kinds[spec.DebtorBusiness] < 280 || kinds[spec.DebtorConsumer] < 40 {
		t.Errorf("kinds: %v", kinds)
	}
	if unknown < 3 || unknown > 20 {
		t.Errorf("%d customers without any contact, want a few", unknown)
	}
	t.Log(countries, habits, kinds, unknown)
}

func TestBehaviourSharesAndDelaysAddUp(t *testing.T) {
	t.Parallel()
	total := 0
	for _, b := range behaviours {
		total += b.share
		weights := 0
		for _, one := range b.delays {
			weights += one.weight
			if one.from > one.to || one.to+2*45+7 > longestDelay+30 {
				t.Errorf("%s: delay %v", b.name, one)
			}
		}
		if weights != 100 {
			t.Errorf("%s: delays weigh %d, want 100", b.name, weights)
		}
	}
	if total != 1000 {
		t.Errorf("shares add up to %d, want 1000", total)
	}
}

func TestInvoiceNumbersAreUniqueAndRiseWithTheDays(t *testing.T) {
	t.Parallel()
	s := newStory(1, 400, 20778, 20778-700)
	var all []invoice
	for index := range 400 {
		c := s.customer(index)
		all = s.invoices(&c, all)
	}
	slices.SortFunc(all, func(a, b invoice) int { return a.number - b.number })
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if a.number == b.number {
			t.Fatalf("number %d stands twice", a.number)
		}
		if a.number/10000 == b.number/10000 && a.issued > b.issued {
			t.Fatalf("%d is of day %d, %d of the earlier day %d", a.number, a.issued, b.number, b.issued)
		}
	}
}

func TestLedgerAgreesWithItems(t *testing.T) {
	t.Parallel()
	for day := 20600; day < 20700; day++ {
		r := read(t, map[string]string{"seed": "7", "customers": "200", "months": "6"}, spec.ReadRequest{Mode: spec.ModeFull, AsOf: date(day)})
		sums := map[string]int64{}
		for _, i := range r.items {
			sums[i.Currency] += i.Open
		}
		if diff := cmp.Diff(r.control, sums); diff != "" || len(sums) != 5 {
			t.Fatalf("%s: the ledger and the items differ:\n%s", date(day), diff)
		}
	}
}

func TestPaymentsExplainTheOpenAmounts(t *testing.T) {
	t.Parallel()
	r := read(t, nil, spec.ReadRequest{Mode: spec.ModeFull})
	open := map[string]int64{}
	for id, i := range r.items {
		open[id] += i.Amount
		if i.Kind == spec.ItemCredit && i.Open == 0 {
			// Set against its invoice, unless a refund below says otherwise.
			open[i.AppliesTo] += i.Amount
			open[id] -= i.Amount
		}
	}
	for _, p := range r.payments {
		applied := p.Unapplied
		for _, a := range p.Allocations {
			item, there := r.items[a.ItemID]
			if !there {
				t.Errorf("payment %s settles %s, which was not sent", p.ExternalID, a.ItemID)
			}
			applied += a.Amount
			open[a.ItemID] -= a.Amount
			if item.Kind == spec.ItemCredit {
				open[item.AppliesTo] -= item.Amount
				open[a.ItemID] += item.Amount
			}
		}
		if applied != p.Amount {
			t.Errorf("payment %s of %d is applied or left over by %d", p.ExternalID, p.Amount, applied)
		}
	}
	for id, i := range r.items {
		// Money is told with all that it settles, so the oldest sales may lack theirs.
		if i.Kind == spec.ItemInvoice && i.Issued > "2025-11-01" && open[id] != i.Open {
			t.Errorf("%s is open by %d, its payments and credits leave %d", id, i.Open, open[id])
		}
	}
}
