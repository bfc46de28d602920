package storetest

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// reminded is a book in which items of one age were reminded of, and something came of each. They are named by what.
func reminded(t *testing.T, engine New, what ...string) (*Book, receivable.ConnectionID, Delivery, map[string]int) {
	t.Helper()
	b := NewBook(t, engine)
	debtor := Debtor()
	d := Delivery{Debtors: []store.SourceDebtor{debtor}}
	at := map[string]int{}
	for i, name := range what {
		at[name] = i
		d.Items = append(d.Items, Item(debtor)) // thirty days overdue
	}
	c := b.Connect()
	b.Sync(c, d)
	return b, c, d, at
}

// What came of reminders is counted as a person with a pencil would: of five items that a first reminder found up to thirty days
// overdue, and of which it is known, three were paid.
func paidAfter(t *testing.T, engine New) {
	b, c, d, at := reminded(t, engine, "paid", "paid later at level 2", "given up and booked", "given up and paid all the same", "open for long", "open", "taken back", "older")
	item := func(name string) store.ItemRow { return b.item(d.Items[at[name]].ExternalID) }
	for _, name := range []string{"paid", "paid later at level 2", "given up and booked", "given up and paid all the same", "open", "taken back"} {
		id := b.Issue(Claim(item(name)))
		if name == "taken back" {
			b.Write(func(w store.Writer) error { return w.CancelNotice(id, "in error") })
		}
	}
	long := d.Items[at["open for long"]]
	d.Items[at["open for long"]].Due = long.Due.AddDays(-100)
	d.Items[at["older"]].Due = long.Due.AddDays(-15)
	b.Sync(c, d)
	b.Issue(Claim(item("open for long"), func(n *dunning.Notice) { n.Date = Today.AddDays(-100) }))
	b.Issue(Claim(item("older")))
	b.Issue(Claim(item("paid later at level 2"), func(n *dunning.Notice) { n.Date = Today.AddDays(20) }))
	for _, name := range []string{"given up and booked", "given up and paid all the same"} {
		it := item(name)
		b.Write(func(w store.Writer) error {
			zero := money.Zero("NOK")
			_, err := w.PutWriteOff(settlement.WriteOff{
				Debtor: it.Debtor, On: Today, Reason: settlement.Uneconomic, Why: "x", AtRisk: it.Open, By: "kari",
				Items: []settlement.WrittenItem{{Item: it.ID, Number: it.Number, Amount: it.Open, Posted: zero, Recovered: zero, Reversed: zero}},
			})
			return err
		})
	}
	for _, name := range []string{"paid", "paid later at level 2", "given up and booked", "given up and paid all the same", "taken back", "older"} {
		d.Items[at[name]].Open.Minor = 0
	}
	came := item("given up and paid all the same")
	d.Payments = append(d.Payments, store.SourcePayment{
		Payment:        receivable.Payment{ExternalID: "P", Date: Today, Amount: nok(100_00), Unapplied: nok(0), Allocations: []receivable.Allocation{{Amount: nok(100_00), Date: Today}}},
		DebtorExternal: d.Debtors[0].ExternalID, ItemExternals: []string{came.ExternalID},
	})
	b.Sync(c, d)
	b.Write(func(w store.Writer) error { _, err := w.NotePostings(c, Today); return err })
	for _, want := range []struct {
		what        string
		level       int
		age         receivable.AgeBucket
		cases, paid int
	}{
		// paid, paid at level 2, given up and paid; booked as given up and open for long were not; open: nobody knows yet
		{"level 1, up to 30 days", 1, receivable.Days30, 5, 3},
		{"level 1, up to 60 days", 1, receivable.Days60, 1, 1},
		{"level 2, up to 60 days", 2, receivable.Days60, 1, 1},
		{"level 2, up to 30 days", 2, receivable.Days30, 0, 0},
		{"a level that nobody reached", 3, receivable.Days30, 0, 0},
	} {
		b.Read(func(r store.Reader) error {
			cases, paid, err := r.PaidAfter(want.level, want.age, Today.AddDays(-90))
			if cases != want.cases || paid != want.paid {
				t.Errorf("%s: %d of %d paid, want %d of %d", want.what, paid, cases, want.paid, want.cases)
			}
			return err
		})
	}
	b.Read(func(r store.Reader) error { // once a reminder is old enough, what is still open counts as not paid
		cases, paid, err := r.PaidAfter(1, receivable.Days30, Today)
		if cases != 6 || paid != 3 {
			t.Errorf("up to today: %d of %d paid, want 3 of 6", paid, cases)
		}
		return err
	})
}
