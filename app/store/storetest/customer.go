package storetest

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (b *Book) names(q store.CustomerQuery) []string {
	b.T.Helper()
	out := []string{}
	b.Read(func(r store.Reader) error {
		return r.Customers(q, func(c store.CustomerRow) error {
			out = append(out, c.Name)
			return nil
		})
	})
	return out
}

func named(name, number string) func(*store.SourceDebtor) {
	return func(d *store.SourceDebtor) { d.Name, d.Number = name, number }
}

func customers(t *testing.T, engine New) {
	b := NewBook(t, engine)
	id := b.Connect()
	aase, mueller, tokyo, paid := Debtor(named("ÅSE Bakke", "300")), Debtor(named("Müller GmbH", "200")), Debtor(named("Tokyo KK", "100")), Debtor(named("Paid Ltd", "400"))
	mueller.Country, mueller.Owner = "DE", "Kari"
	b.Sync(id, Delivery{
		Debtors: []store.SourceDebtor{aase, mueller, tokyo, paid},
		Items: []store.SourceItem{
			Item(aase, Due(10)), Item(mueller, Due(90), Owes(50_00, "EUR")), Item(mueller, Due(-5)), Item(tokyo, Due(40), Owes(900, "JPY")), Item(paid, Left(0)),
		},
	})
	ids := func(d ...store.SourceDebtor) (out []receivable.DebtorID) {
		for _, one := range d {
			out = append(out, b.debtor(one.ExternalID).ID)
		}
		return out
	}
	cases := map[string]struct {
		q    store.CustomerQuery
		want []string
	}{
		"by name":         {store.CustomerQuery{}, []string{"ÅSE Bakke", "Müller GmbH", "Paid Ltd", "Tokyo KK"}},
		"by number":       {store.CustomerQuery{Sort: store.ByNumber}, []string{"Tokyo KK", "Müller GmbH", "ÅSE Bakke", "Paid Ltd"}},
		"by overdue":      {store.CustomerQuery{Sort: store.ByOverdue, OverdueOnly: true}, []string{"Tokyo KK", "ÅSE Bakke", "Müller GmbH"}},
		"by oldest":       {store.CustomerQuery{Sort: store.ByOldest}, []string{"Müller GmbH", "Tokyo KK", "ÅSE Bakke", "Paid Ltd"}},
		"open only":       {store.CustomerQuery{OpenOnly: true}, []string{"ÅSE Bakke", "Müller GmbH", "Tokyo KK"}},
		"folded search":   {store.CustomerQuery{Search: "åse"}, []string{"ÅSE Bakke"}},
		"other spelling":  {store.CustomerQuery{Search: "MUELLER gmb"}, []string{"Müller GmbH"}},
		"number":          {store.CustomerQuery{Search: "400"}, []string{"Paid Ltd"}},
		"no wildcard":     {store.CustomerQuery{Search: "%"}, []string{"ÅSE Bakke", "Müller GmbH", "Paid Ltd", "Tokyo KK"}},
		"owner":           {store.CustomerQuery{Owner: "Kari"}, []string{"Müller GmbH"}},
		"country":         {store.CustomerQuery{Country: "DE"}, []string{"Müller GmbH"}},
		"ids":             {store.CustomerQuery{IDs: ids(tokyo, paid)}, []string{"Paid Ltd", "Tokyo KK"}},
		"a page":          {store.CustomerQuery{Limit: 2, Offset: 1}, []string{"Müller GmbH", "Paid Ltd"}},
		"from an offset":  {store.CustomerQuery{Offset: 3}, []string{"Tokyo KK"}},
		"quotes and such": {store.CustomerQuery{Search: "'; DROP TABLE debtor; --"}, []string{}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			same(t, "customers", b.names(c.q), c.want)
		})
	}
	t.Run("found by id, number, key and name", func(t *testing.T) {
		b.Sync(id, Delivery{Debtors: []store.SourceDebtor{aase, mueller, tokyo, paid, Debtor(named("Tokyo KK", "500"))}})
		for _, text := range []string{"300", aase.ExternalID, "ÅSE Bakke"} {
			want(t, text, b.debtor(text).ExternalID, aase.ExternalID)
		}
		want(t, "the book's id before a number", b.debtor("1").ID, 1)
		wantCode(t, b.View(t.Context(), func(r store.Reader) error { _, err := r.FindDebtor("nobody"); return err }), fault.NotFound)
		wantCode(t, b.View(t.Context(), func(r store.Reader) error { _, err := r.FindDebtor("Tokyo KK"); return err }), fault.Conflict)
	})
}

func totals(t *testing.T, engine New) {
	b := NewBook(t, engine)
	id, d, e := b.Connect(), Debtor(named("A", "1")), Debtor(named("B", "2"))
	b.Sync(id, Delivery{Debtors: []store.SourceDebtor{d, e}, Items: []store.SourceItem{
		Item(d, Due(-10), Owes(1_00, "NOK")), Item(d, Due(0), Owes(2_00, "NOK")), Item(d, Due(1), Owes(4_00, "NOK")), Item(d, Due(30), Owes(8_00, "NOK")),
		Item(d, Due(31), Owes(16_00, "NOK")), Item(d, Due(61), Owes(32_00, "NOK")), Item(d, Due(91), Owes(64_00, "NOK")),
		Item(d, Owes(-5_00, "NOK"), func(it *store.SourceItem) { it.Kind = receivable.Credit }),
		Item(d, Due(3), Owes(7_00, "EUR")), Item(e, Due(5), Owes(100_00, "NOK")),
		Item(e, Due(20), func(it *store.SourceItem) { it.Due = date.Date{} }), // no due date: counts from its own, fifty days ago
	}})
	row := func(q store.CustomerQuery) (got store.CustomerRow) {
		b.Read(func(r store.Reader) error {
			return r.Customers(q, func(c store.CustomerRow) error { got = c; return nil })
		})
		return got
	}
	expected := []receivable.Balance{
		{Currency: "EUR", Buckets: [5]int64{0, 7_00, 0, 0, 0}, OldestDue: 3},
		{Currency: "NOK", Buckets: [5]int64{3_00, 12_00, 16_00, 32_00, 64_00}, Credits: -5_00, OldestDue: 91},
	}
	same(t, "balances", row(store.CustomerQuery{Search: "a 1"}).Balances, expected)
	want(t, "oldest of B", row(store.CustomerQuery{Search: "b 2"}).Balances[0].OldestDue, 50)
	all := func() (map[money.Currency]receivable.Balance, date.Date) {
		var sums map[money.Currency]receivable.Balance
		var on date.Date
		b.Read(func(r store.Reader) (err error) { sums, on, err = r.Totals(); return err })
		return sums, on
	}
	sums, on := all()
	want(t, "day", on, Today)
	want(t, "open NOK", sums["NOK"].Open(), int64(127_00-5_00+200_00))
	want(t, "open EUR", sums["EUR"].Open(), int64(7_00))

	t.Run("move with the day", func(t *testing.T) {
		b.Write(func(w store.Writer) error { return w.RollTotals(Today.AddDays(31)) })
		want(t, "not due", row(store.CustomerQuery{Search: "a 1"}).Balances[1].Buckets, [5]int64{0, 1_00, 6_00, 24_00, 96_00})
		b.Write(func(w store.Writer) error { return w.RollTotals(Today) })
		same(t, "balances after moving there and back", row(store.CustomerQuery{Search: "a 1"}).Balances, expected)
	})
	t.Run("follow what the desk does", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item))
		o.Write(func(w store.Writer) error {
			_, err := w.PutHold(store.Hold{Debtor: o.Debtor.ID})
			ok(t, err)
			_, err = w.PutDispute(store.DisputeRow{Debtor: o.Debtor.ID, Item: o.Item.ID})
			ok(t, err)
			_, err = w.PutPromise(store.PromiseRow{Debtor: o.Debtor.ID, Promise: dunning.Promise{Amount: money.New(1, "NOK"), By: Today}})
			ok(t, err)
			return w.MarkDead(receivable.DeadChannel{Debtor: o.Debtor.ID, Channel: receivable.Email, Cause: receivable.Bounced, Why: "bounced", On: Today})
		})
		c := o.row(o.Debtor.ID)
		want(t, "level", c.Level, 1)
		want(t, "charges", c.Balances[0].Charges, int64(35_00))
		want(t, "held", c.Hold, true)
		want(t, "disputed", c.Disputed, 1)
		want(t, "promise", c.Promise, dunning.PromisePending)
		want(t, "promised by", c.PromiseBy, Today)
		want(t, "dead mail", c.DeadMail, true)
	})
	t.Run("a read on a later day brings every customer to it", func(t *testing.T) {
		b.Clock.Advance(31 * 24 * time.Hour)
		b.Write(func(w store.Writer) error {
			run, err := w.BeginSync(id, false)
			ok(t, err)
			run.Complete = true
			return w.FinishSync(&run, Today.AddDays(31))
		})
		_, on := all()
		want(t, "day", on, Today.AddDays(31))
	})
}

func (b *Book) row(id receivable.DebtorID) (got store.CustomerRow) {
	b.T.Helper()
	b.Read(func(r store.Reader) error {
		return r.Customers(store.CustomerQuery{IDs: []receivable.DebtorID{id}}, func(c store.CustomerRow) error { got = c; return nil })
	})
	return got
}

func items(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	b, d := o.Book, o.Source.Debtors[0]
	credit := Item(d, Owes(-20_00, "NOK"), func(it *store.SourceItem) { it.Kind, it.AppliesToExternal = receivable.Credit, o.Item.ExternalID })
	settled := Item(d, Left(0), Due(80))
	first := Debtor(named("Aa", "5"))
	o.Source.Debtors = append(o.Source.Debtors, first)
	o.Source.Items = append(o.Source.Items, credit, settled, Item(first, Due(1)))
	b.Sync(o.Connection, o.Source)
	list := func(q store.ItemQuery) (out []string) {
		b.Read(func(r store.Reader) error {
			return r.Items(q, func(it store.ItemRow) error { out = append(out, it.ExternalID); return nil })
		})
		return out
	}
	key := func(i int) string { return o.Source.Items[i].ExternalID }
	cases := map[string]struct {
		q    store.ItemQuery
		want []string
	}{
		"all":                 {store.ItemQuery{}, []string{key(3), key(2), key(0), key(1)}},
		"open":                {store.ItemQuery{OpenOnly: true}, []string{key(3), key(0), key(1)}},
		"of a customer, open": {store.ItemQuery{Debtor: o.Debtor.ID, OpenOnly: true}, []string{key(0), key(1)}},
	}
	for name, c := range cases {
		same(t, "items "+name, list(c.q), c.want)
	}
	want(t, "what a credit applies to", b.item(credit.ExternalID).AppliesTo, o.Item.ID)
	want(t, "found by number", b.item(o.Item.Number).ID, o.Item.ID)
	wantCode(t, b.View(t.Context(), func(r store.Reader) error { _, err := r.FindItem("nothing"); return err }), fault.NotFound)
	wantCode(t, b.View(t.Context(), func(r store.Reader) error { _, err := r.Item(999); return err }), fault.NotFound)
	t.Run("two of one number are told apart", func(t *testing.T) {
		o.Source.Items[3].Number = o.Item.Number
		b.Sync(o.Connection, o.Source)
		wantCode(t, b.View(t.Context(), func(r store.Reader) error { _, err := r.FindItem(o.Item.Number); return err }), fault.Conflict)
	})
}

func accounts(t *testing.T, engine New) {
	b := NewBook(t, engine)
	id, other := b.Connect(), b.Connect()
	d, e, f, g := Debtor(), Debtor(), Debtor(), Debtor()
	b.Sync(id, Delivery{Debtors: []store.SourceDebtor{d, e, f}, Items: []store.SourceItem{Item(d), Item(e), Item(d, Due(5)), Item(f, Left(0))}})
	b.Sync(other, Delivery{Debtors: []store.SourceDebtor{g}, Items: []store.SourceItem{Item(g)}})
	did, eid, gid := b.debtor(d.ExternalID).ID, b.debtor(e.ExternalID).ID, b.debtor(g.ExternalID).ID

	all := b.accounts(store.AccountQuery{}, Today)
	want(t, "accounts with something open", len(all), 3)
	want(t, "items of the first", len(all[did].Items), 2)
	want(t, "of one connection", len(b.accounts(store.AccountQuery{Connection: other}, Today)), 1)
	want(t, "of one debtor", len(b.accounts(store.AccountQuery{Debtors: []receivable.DebtorID{gid, eid}}, Today)), 2)
	if got := all[did].Debtor; got.ExternalID != d.ExternalID || got.Name != d.Name || got.Email != d.Email || !got.Reaches(receivable.Letter) || got.Timezone != d.Timezone {
		t.Errorf("debtor of the account = %+v", got)
	}
	t.Run("carry what was noted and charged", func(t *testing.T) {
		item := b.item(all[did].Items[0].Number)
		b.Issue(Claim(item, func(n *dunning.Notice) { n.Lines[0].Interest = money.New(1_23, "NOK") }))
		b.Clock.Advance(time.Hour)
		b.Write(func(w store.Writer) error {
			for _, h := range []store.Hold{
				{Debtor: did, Hold: dunning.Hold{Reason: "talks", Until: Today}},
				{Debtor: did, Item: item.ID, Hold: dunning.Hold{Reason: "item", Until: Today.AddDays(3)}},
				{Debtor: did, Hold: dunning.Hold{Reason: "over", Until: Today.AddDays(-1)}},
			} {
				_, err := w.PutHold(h)
				ok(t, err)
			}
			_, err := w.PutPromise(store.PromiseRow{Debtor: did, Promise: dunning.Promise{Amount: money.New(50_00, "NOK"), Made: Today, By: Today.AddDays(7), Items: []receivable.ItemID{item.ID}}})
			ok(t, err)
			return w.PutAnswer(did, dunning.AsksTime, "next week")
		})
		a := b.accounts(store.AccountQuery{}, Today)[did]
		want(t, "holds", len(a.Holds), 1)
		want(t, "hold of the item", a.Items[0].Hold.Reason, "item")
		want(t, "promises", len(a.Promises), 1)
		want(t, "charges", len(a.Charges), 1)
		want(t, "charge", a.Charges[0].Open, money.New(35_00, "NOK"))
		want(t, "answer", a.Answer, dunning.AsksTime)
		want(t, "last notice", a.Last, Today)
		it := a.Items[0]
		want(t, "level", it.Level, 1)
		want(t, "last notice of the item", it.LastNotice, Today)
		want(t, "deadline", it.LastDeadline, Today.AddDays(14))
		want(t, "warned in writing", it.Warned, Today)
		want(t, "with that deadline", it.WarnedTo, Today.AddDays(14))
		want(t, "interest charged", it.Charged, money.New(1_23, "NOK"))
		want(t, "charged up to", it.ChargedTo, Today)
		want(t, "fees charged", it.FeesCharged, 1)
	})
	t.Run("a cancelled walk ends", func(t *testing.T) {
		stop := fault.New(fault.Refused, "enough")
		n := 0
		err := b.View(t.Context(), func(r store.Reader) error {
			return r.Accounts(store.AccountQuery{}, Today, func(*dunning.Account) error { n++; return stop })
		})
		wantCode(t, err, fault.Refused)
		want(t, "accounts walked", n, 1)
	})
}
