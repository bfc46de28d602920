package settlement_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
)

// twoGiven are two write-offs of 40 and 20 of one item, of which 15 came in, and one in another currency.
func twoGiven() []settlement.WriteOff {
	line := func(item receivable.ItemID, amount, recovered money.Amount) []settlement.WrittenItem {
		zero := money.Zero(amount.Currency)
		return []settlement.WrittenItem{{Item: item, Amount: amount, Posted: zero, Recovered: recovered, Reversed: zero}}
	}
	return []settlement.WriteOff{
		{ID: 1, Reason: settlement.Uneconomic, Items: line(1, kroner(40_00), kroner(15_00))},
		{ID: 2, Reason: settlement.SettledRest, Items: line(2, kroner(20_00), kroner(0))},
		{ID: 3, Reason: settlement.Goodwill, Items: line(3, money.New(9_00, "EUR"), money.Zero("EUR"))},
	}
}

func TestWhatAReversalIsProposedFor(t *testing.T) {
	offs := twoGiven()
	for name, c := range map[string]struct {
		got  []settlement.TakeBack
		want []int64 // by write-off: 1, 2, 3
	}{
		"what came in for the item":                    {settlement.ForRecovered(offs, 1), []int64{15_00, 0, 0}},
		"nothing came in for another":                  {settlement.ForRecovered(offs, 2), []int64{0, 0, 0}},
		"money on account, the oldest first":           {settlement.ForCredit(offs, kroner(30_00)), []int64{25_00, 5_00, 0}},
		"never more than stands and was not recovered": {settlement.ForCredit(offs, kroner(500_00)), []int64{25_00, 20_00, 0}},
		"in its own currency alone":                    {settlement.ForCredit(offs, money.New(1_00, "EUR")), []int64{0, 0, 1_00}},
		"a settlement that was undone":                 {settlement.ForUndone(offs, []receivable.ItemID{1, 2}), []int64{0, 20_00, 0}},
	} {
		got := make([]int64, 3)
		for i := range c.got {
			got[c.got[i].WriteOff-1] += c.got[i].Amount().Minor
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", name, got, c.want)
				break
			}
		}
	}
}

func TestTheRestOfASettlementIsWhatWasLetGo(t *testing.T) {
	p := settlement.PaymentPlan{Kind: settlement.Discount, State: settlement.Kept, Debt: kroner(150_00), LetGo: kroner(60_00), Basis: settlement.Basis{Items: []settlement.BasisItem{{Item: 2, Open: kroner(50_00)}, {Item: 1, Open: kroner(100_00)}}}}
	for name, c := range map[string]struct {
		state      settlement.State
		one, two   int64 // open of the items
		given      int64 // of item 2 for the settlement before
		first, sum int64
	}{
		"both are left in part":                {settlement.Kept, 45_00, 15_00, 0, 15_00, 60_00},
		"the money lies on account":            {settlement.Kept, 100_00, 50_00, 0, 50_00, 60_00},
		"a part was given up for it before":    {settlement.Kept, 45_00, 0, 15_00, 45_00, 45_00},
		"less is open than was let go":         {settlement.Kept, 10_00, 0, 0, 10_00, 10_00},
		"all of it was given up for it before": {settlement.Kept, 100_00, 0, 60_00, 0, 0},
		"it still runs":                        {settlement.Agreed, 45_00, 15_00, 0, 0, 0},
	} {
		p.State = c.state
		var offs []settlement.WriteOff
		if c.given > 0 {
			zero := kroner(0)
			offs = []settlement.WriteOff{{ID: 1, Reason: settlement.SettledRest, Items: []settlement.WrittenItem{{Item: 2, Amount: kroner(c.given), Posted: zero, Recovered: zero, Reversed: zero}}}}
		}
		parts := p.Rest([]settlement.OpenClaim{{Item: 1, Open: kroner(c.one)}, {Item: 2, Open: kroner(c.two)}}, offs)
		var first, sum int64
		for i, part := range parts {
			if i == 0 {
				first = part.Amount.Minor
			}
			sum += part.Amount.Minor
		}
		if first != c.first || sum != c.sum {
			t.Errorf("%s: %+v", name, parts)
		}
	}
}

func november(day int) date.Date { return date.Must(2026, 11, day) }

// What we give up of an item in an agreement is no payment of it, whether the accounting system has booked it or not.
func TestAWriteOffPaysNoInstalment(t *testing.T) {
	p := settlement.PaymentPlan{Debt: kroner(100_00), AgreedOn: november(1), Basis: settlement.Basis{Items: []settlement.BasisItem{{Item: 1, Open: kroner(100_00)}}}}
	item := func(moves ...dunning.Move) dunning.Item {
		it := dunning.Item{OpenItem: receivable.OpenItem{ID: 1, Amount: kroner(100_00), Open: kroner(100_00)}, History: moves}
		for _, m := range moves {
			it.Open.Minor += m.Amount.Minor
		}
		return it
	}
	paid := dunning.Move{On: november(5), Amount: kroner(-30_00)}
	waits := item(paid)
	waits.GiveUp(kroner(40_00), november(5))
	later := item(paid, dunning.Move{On: november(9), Amount: kroner(-40_00)})
	later.BookedSince(kroner(40_00), november(5), november(9))
	atOnce := item(paid, dunning.Move{On: november(5), Amount: kroner(-40_00)})
	atOnce.BookedSince(kroner(40_00), november(5), november(5))
	for name, it := range map[string]dunning.Item{"it waits": waits, "booked later": later, "booked at once": atOnce} {
		var sum int64
		for _, r := range p.ReceiptsOf([]dunning.Item{it}, nil, november(20)) {
			sum += r.Amount.Minor
		}
		if sum != 30_00 || it.Open != kroner(30_00) {
			t.Errorf("%s: %d counts as money, %s is open", name, sum, it.Open)
		}
	}
}
