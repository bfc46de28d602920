package dunning

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// somePast is an item with payments, changes and what was given up, on days around its own.
func somePast(t *rapid.T, id int64) Past {
	currency := rapid.SampledFrom([]money.Currency{"NOK", "EUR", "IDR", "JPY", "KWD"}).Draw(t, "currency")
	issued := date.Must(2026, time.January, 1).AddDays(rapid.IntRange(0, 300).Draw(t, "issued"))
	amount := rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "amount")
	p := Past{Item: Item{}}
	p.Item.ID, p.Item.Number = receivable.ItemID(id), rapid.StringMatching(`F-[0-9]{1,4}`).Draw(t, "number")
	p.Item.Issued, p.Item.Due = issued, issued.AddDays(14)
	p.Item.Amount, p.Item.Open = money.New(amount, currency), money.New(amount, currency)
	for range rapid.IntRange(0, 4).Draw(t, "moves") {
		m := Move{
			On: issued.AddDays(rapid.IntRange(-5, 120).Draw(t, "after")), Amount: money.New(rapid.Int64Range(-500_000, 500_000).Draw(t, "move"), currency),
			Paid: rapid.Bool().Draw(t, "paid"),
		}
		p.Item.History = append(p.Item.History, m)
		p.Item.Open.Minor += m.Amount.Minor
	}
	return p
}

// Whatever happened: what was open before and all that moved come to what is open after, which is the sum of the items listed and of
// the ages; and the end of one statement is the beginning of the next.
func TestStatementsOfAccountAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pasts []Past
		for i := range rapid.IntRange(0, 6).Draw(t, "items") {
			pasts = append(pasts, somePast(t, int64(i+1)))
		}
		from := date.Must(2026, time.January, 1).AddDays(rapid.IntRange(0, 400).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(0, 200).Draw(t, "days"))
		state := func(from, to date.Date) map[money.Currency]AccountPart {
			s, err := StateAccount(pasts, nil, nil, from, to, false, Procedure{}, law.Pack{})
			if err != nil {
				t.Fatal(err)
			}
			out := map[money.Currency]AccountPart{}
			for _, p := range s.Parts {
				out[p.Currency] = p
			}
			return out
		}
		before := state(date.Date{}, from.AddDays(-1))
		for currency, p := range state(from, to) {
			sum, items := p.Opening, int64(0)
			for _, m := range p.Moves {
				if sum += m.Amount; m.Balance != sum {
					t.Fatalf("%s: the balance after a movement is %d, want %d", currency, m.Balance, sum)
				}
				if m.On.Before(from) || m.On.After(to) {
					t.Fatalf("%s: a movement of %s is on a statement from %s to %s", currency, m.On, from, to)
				}
			}
			for _, it := range p.Open {
				items += it.Open
			}
			if p.Closing != sum || p.Closing != items || p.Closing != p.Balance.Open() {
				t.Fatalf("%s: closing %d, movements come to %d, items to %d, ages to %d", currency, p.Closing, sum, items, p.Balance.Open())
			}
			if p.Opening != before[currency].Closing {
				t.Fatalf("%s: opens with %d, the day before closed with %d", currency, p.Opening, before[currency].Closing)
			}
		}
	})
}

// A waiver after the day has not happened yet, nor has a charge.
func TestChargesOfAStatementAreThoseOfTheDay(t *testing.T) {
	on := date.Must(2026, time.November, 1)
	charge := func(id int64, day date.Date, open, waived int64) Charge {
		return Charge{ID: id, Kind: FeeCharge, On: day, Amount: money.New(open+waived, "NOK"), Open: money.New(open, "NOK"), Waived: money.New(waived, "NOK")}
	}
	charges := []Charge{charge(1, on, 0, 3500), charge(2, on.AddDays(5), 3500, 0), charge(3, on, 1000, 0)}
	waivers := []ChargeWaiver{{Charge: 1, On: on.AddDays(3), Amount: money.New(3500, "NOK")}}
	for day, want := range map[date.Date]int64{on: 4500, on.AddDays(3): 1000, on.AddDays(5): 4500} {
		s, err := StateAccount(nil, charges, waivers, date.Date{}, day, false, Procedure{}, law.Pack{})
		if err != nil || len(s.Parts) != 1 || s.Parts[0].Balance.Charges != want || s.Parts[0].Total() != want {
			t.Errorf("%s: %+v (%v), want %d", day, s.Parts, err, want)
		}
	}
}
