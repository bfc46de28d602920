package settlement

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// three is a plan of three times 100.00, agreed, with three days of grace.
func three(t *testing.T) PaymentPlan {
	t.Helper()
	debt := amount(t, "300.00", "NOK")
	s, err := ScheduleOf(debt, Terms{Count: 3, First: day(t, "2026-12-15")}, day(t, "2026-11-22"), date.Calendar{})
	if err != nil {
		t.Fatal(err)
	}
	p := PaymentPlan{
		ID: 1, Kind: Instalments, State: Proposed, Debt: debt, Schedule: s, GraceDays: 3,
		Basis: Basis{Items: []BasisItem{{1, amount(t, "200.00", "NOK")}, {2, amount(t, "100.00", "NOK")}}},
	}
	if p, err = p.Agree(day(t, "2026-11-22")); err != nil {
		t.Fatal(err)
	}
	return p
}

func came(t *testing.T, id, on, text string) Receipt {
	t.Helper()
	return Receipt{ID: id, On: day(t, on), Amount: amount(t, text, "NOK")}
}

func TestJudge(t *testing.T) {
	p := three(t)
	for name, c := range map[string]struct {
		receipts []Receipt
		on       string
		state    State
		missed   int // number of the row, 0: none
		received string
		over     string
	}{
		"before the first":           {nil, "2026-12-14", Agreed, 0, "0.00", "0.00"},
		"on its day":                 {nil, "2026-12-15", Agreed, 0, "0.00", "0.00"},
		"last day of grace":          {nil, "2026-12-18", Agreed, 0, "0.00", "0.00"},
		"after the grace":            {nil, "2026-12-19", Broken, 1, "0.00", "0.00"},
		"first paid":                 {[]Receipt{came(t, "a", "2026-12-15", "100.00")}, "2027-01-18", Agreed, 0, "100.00", "0.00"},
		"second missed":              {[]Receipt{came(t, "a", "2026-12-15", "100.00")}, "2027-01-19", Broken, 2, "100.00", "0.00"},
		"a cent short":               {[]Receipt{came(t, "a", "2026-12-15", "99.99")}, "2026-12-19", Broken, 1, "99.99", "0.00"},
		"ahead counts for the next":  {[]Receipt{came(t, "a", "2026-12-01", "200.00")}, "2027-02-18", Agreed, 0, "200.00", "0.00"},
		"late, but here":             {[]Receipt{came(t, "a", "2026-12-24", "100.00")}, "2026-12-24", Agreed, 0, "100.00", "0.00"},
		"named twice, counts once":   {[]Receipt{came(t, "a", "2026-12-15", "100.00"), came(t, "a", "2026-12-15", "100.00")}, "2027-01-19", Broken, 2, "100.00", "0.00"},
		"has not come yet":           {[]Receipt{came(t, "a", "2026-12-30", "100.00")}, "2026-12-19", Broken, 1, "0.00", "0.00"},
		"all of it":                  {[]Receipt{came(t, "a", "2026-12-15", "300.00")}, "2026-12-15", Kept, 0, "300.00", "0.00"},
		"more than all of it":        {[]Receipt{came(t, "a", "2026-12-15", "310.00")}, "2026-12-15", Kept, 0, "300.00", "10.00"},
		"money of another country":   {[]Receipt{{ID: "a", On: day(t, "2026-12-15"), Amount: amount(t, "300.00", "EUR")}}, "2026-12-19", Broken, 1, "0.00", "0.00"},
		"two halves, the second due": {[]Receipt{came(t, "a", "2026-12-15", "50.00"), came(t, "b", "2026-12-16", "50.00")}, "2026-12-19", Agreed, 0, "100.00", "0.00"},
	} {
		j := Judge(p, c.receipts, day(t, c.on))
		missed := 0
		if j.Missed != nil {
			missed = j.Missed.Row.No
		}
		if j.State != c.state || missed != c.missed || j.Received.String() != c.received || j.Over.String() != c.over {
			t.Errorf("%s: %s, missed %d, received %s, over %s; want %s, %d, %s, %s", name, j.State, missed, j.Received, j.Over, c.state, c.missed, c.received, c.over)
		}
	}
}

// The source books the interest of a plan as it likes; once its items are settled nothing can fall due any more.
func TestAPlanWhoseItemsAreSettledIsKept(t *testing.T) {
	p := three(t)
	item := func(id receivable.ItemID, open string) dunning.Item {
		return dunning.Item{OpenItem: receivable.OpenItem{ID: id, Open: amount(t, open, "NOK")}}
	}
	for _, c := range []struct {
		open  string
		state State
		want  State
	}{{"0.00", Agreed, Kept}, {"0.01", Agreed, Broken}, {"0.00", Broken, Broken}, {"0.00", Cancelled, Cancelled}} {
		p.State = c.state
		j := Judge(p, nil, day(t, "2027-12-15"))
		if j.Close(p, []dunning.Item{item(1, "0.00"), item(2, c.open)}); j.State != c.want {
			t.Errorf("%s with %s open became %s, want %s", c.state, c.open, j.State, c.want)
		}
	}
}

func TestASettlementLapsesOrLetsTheRestGo(t *testing.T) {
	s, err := Single(amount(t, "600.00", "NOK"), day(t, "2026-12-10"), day(t, "2026-11-22"))
	if err != nil {
		t.Fatal(err)
	}
	p := PaymentPlan{
		Kind: Discount, State: Proposed, Debt: amount(t, "1000.00", "NOK"), LetGo: amount(t, "400.00", "NOK"), Schedule: s,
		Basis: Basis{Items: []BasisItem{{1, amount(t, "1000.00", "NOK")}}},
	}
	if p, err = p.Agree(day(t, "2026-11-22")); err != nil {
		t.Fatal(err)
	}
	short := Judge(p, []Receipt{came(t, "a", "2026-12-10", "599.99")}, day(t, "2026-12-11"))
	if short.State != Broken {
		t.Errorf("a settlement that was not paid in full is %s", short.State)
	}
	p.State = short.State
	if p.Quiet() {
		t.Error("a settlement that lapsed keeps its items quiet")
	}
	p.State = Judge(PaymentPlan{Kind: Discount, State: Agreed, Debt: p.Debt, Schedule: s}, []Receipt{came(t, "a", "2026-12-10", "600.00")}, day(t, "2026-12-10")).State
	if p.State != Kept || !p.Quiet() {
		t.Errorf("a settlement that was paid is %s, quiet %t", p.State, p.Quiet())
	}
	p.LetGo = amount(t, "0.00", "NOK")
	if err := p.Check(); !fieldIs(err, "amount") {
		t.Errorf("a settlement that lets nothing go: %v", err)
	}
}

func TestEndedPlansStayEnded(t *testing.T) {
	for _, state := range []State{Kept, Broken, Cancelled} {
		p := three(t)
		p.State = state
		if _, err := p.Agree(day(t, "2026-11-22")); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%s agreed again: %v", state, err)
		}
		if _, err := p.Cancel(); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%s cancelled: %v", state, err)
		}
		if j := Judge(p, []Receipt{came(t, "a", "2026-12-15", "300.00")}, day(t, "2027-12-15")); j.State != state {
			t.Errorf("%s became %s", state, j.State)
		}
	}
}

// An account of two items and a free credit, to which money comes and from which it is taken back, is judged by two plans. What
// the plans count is what came, never more, in whatever order.
func TestNoMoneyIsLostOrCountedTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nok := func(minor int64) money.Amount { return money.New(minor, "NOK") }
		on := date.Must(2026, 11, 22)
		items := []dunning.Item{}
		var plans []PaymentPlan
		for id := receivable.ItemID(1); id <= 2; id++ {
			open := rapid.Int64Range(3, 100_000).Draw(t, "open")
			items = append(items, dunning.Item{OpenItem: receivable.OpenItem{ID: id, Issued: on, Amount: nok(open), Open: nok(open)}})
			p := PaymentPlan{Kind: Instalments, State: Proposed, Debt: nok(open), LetGo: nok(0), Basis: Basis{Items: []BasisItem{{id, nok(open)}}}}
			if rapid.Bool().Draw(t, "discount") {
				p.Kind, p.LetGo = Discount, nok(rapid.Int64Range(1, open-1).Draw(t, "let go"))
			}
			owed, count := nok(open-p.LetGo.Minor), rapid.IntRange(1, 3).Draw(t, "count")
			if int64(count) > owed.Minor {
				count = 1
			}
			var err error
			if p.Schedule, err = ScheduleOf(owed, Terms{Count: count, First: on.AddDays(10)}, on, date.Calendar{}); err != nil {
				t.Fatal(err)
			}
			p, err = p.Agree(on)
			if err != nil {
				t.Fatal(err)
			}
			plans = append(plans, p)
		}
		account := dunning.Account{Items: items}
		var paid []dunning.Settlement
		for range rapid.IntRange(0, 12).Draw(t, "events") {
			on = on.AddDays(rapid.IntRange(0, 20).Draw(t, "later"))
			if len(paid) > 0 && rapid.IntRange(0, 3).Draw(t, "what") == 0 {
				if next, err := dunning.Reverse(account, paid[len(paid)-1], on); err == nil {
					account, paid = next, paid[:len(paid)-1]
				}
			} else {
				r := dunning.Receipt{On: on, Amount: nok(rapid.Int64Range(1, 80_000).Draw(t, "money")), Item: receivable.ItemID(rapid.IntRange(0, 2).Draw(t, "item")), Credit: receivable.ItemID(100 + len(account.Items))}
				next, settled, err := dunning.Pay(account, r)
				if err != nil {
					t.Fatal(err)
				}
				account, paid = next, append(paid, settled)
			}
			in := int64(0)
			for _, s := range paid {
				in += s.Receipt.Amount.Minor
			}
			found := [][]Receipt{plans[0].ReceiptsOf(account.Items, nil, on), plans[1].ReceiptsOf(account.Items, nil, on)}
			counted := int64(0)
			for i, receipts := range Share(plans, found) {
				j := Judge(plans[i], receipts, on)
				if again := Judge(plans[i], receipts, on); !cmp.Equal(j, again, cmpopts.EquateComparable(date.Date{})) {
					t.Fatalf("judged twice: %+v, then %+v", j, again)
				}
				counted += j.Received.Minor + j.Over.Minor
				if full := j.Received == plans[i].Schedule.Total; j.State == Kept && !full && (plans[i].State != Kept || plans[i].Kind == Discount) {
					t.Fatalf("kept with %s of %s", j.Received, plans[i].Schedule.Total)
				} else if j.State != Kept && full && plans[i].State == Agreed {
					t.Fatalf("%s with all of %s", j.State, plans[i].Schedule.Total)
				}
				plans[i].State = j.State
			}
			lacking := int64(0) // of the plans, which money on account would fill
			for i, receipts := range Share(plans, found) {
				j := Judge(plans[i], receipts, on)
				lacking += plans[i].Schedule.Total.Minor - j.Received.Minor
			}
			if counted > in || counted < in && lacking > 0 {
				t.Fatalf("%d came in, the plans count %d and lack %d", in, counted, lacking)
			}
		}
	})
}

func TestWhatWasThereBeforeIsNotMoneyOfThePlan(t *testing.T) {
	nok := func(text string) money.Amount { return amount(t, text, "NOK") }
	item := dunning.Item{
		OpenItem: receivable.OpenItem{ID: 1, Issued: day(t, "2026-01-01"), Amount: nok("1000.00"), Open: nok("500.00")},
		History: []dunning.Move{
			{On: day(t, "2026-02-01"), Amount: nok("-300.00")},
			{On: day(t, "2026-12-10"), Amount: nok("-200.00")},
		},
	}
	credit := dunning.Item{OpenItem: receivable.OpenItem{ID: 2, Issued: day(t, "2026-12-11"), Amount: nok("-90.00"), Open: nok("-90.00")}}
	p := PaymentPlan{
		Debt: nok("700.00"), AgreedOn: day(t, "2026-11-22"),
		Basis: Basis{
			Items: []BasisItem{{1, nok("700.00")}}, Credits: []BasisCredit{{2, nok("-40.00")}},
			Charges: []BasisCharge{{Charge: 7, Open: nok("35.00")}},
		},
	}
	got := p.ReceiptsOf([]dunning.Item{item, credit}, []dunning.Charge{{ID: 7, Amount: nok("35.00"), Open: nok("5.00")}}, day(t, "2026-12-20"))
	want := []Receipt{
		{ID: "item 1 move 1", On: day(t, "2026-12-10"), Amount: nok("200.00")},
		{ID: "charge 7", On: day(t, "2026-11-22"), Amount: nok("30.00")},
		{ID: "credit 2", On: day(t, "2026-12-11"), Amount: nok("50.00"), Free: true},
	}
	if !cmp.Equal(got, want, cmpopts.EquateComparable(date.Date{})) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

// What is let go of a charge is no money: it keeps no settlement, and makes the last instalments smaller.
func TestWhatIsLetGoOfAChargeIsNoMoney(t *testing.T) {
	nok := func(text string) money.Amount { return amount(t, text, "NOK") }
	charge := func(open, waived string) dunning.Charge {
		return dunning.Charge{ID: 7, Amount: nok("35.00"), Open: nok(open), Waived: nok(waived)}
	}
	taken := charge("0.00", "0.00")
	taken.TakenBack = true
	for name, c := range map[string]struct {
		then, now   dunning.Charge
		paid, letGo string
	}{
		"waived whole":            {charge("35.00", "0.00"), charge("0.00", "35.00"), "0.00", "35.00"},
		"paid whole":              {charge("35.00", "0.00"), charge("0.00", "0.00"), "35.00", "0.00"},
		"part waived, part paid":  {charge("35.00", "0.00"), charge("5.00", "10.00"), "20.00", "10.00"},
		"waived before":           {charge("25.00", "10.00"), charge("0.00", "10.00"), "25.00", "0.00"},
		"paid before, waived now": {charge("25.00", "0.00"), charge("0.00", "25.00"), "0.00", "25.00"},
		"its notice taken back":   {charge("35.00", "0.00"), taken, "0.00", "35.00"},
	} {
		for _, kind := range []Kind{Instalments, Discount} {
			p := PaymentPlan{Kind: kind, Debt: nok("135.00"), AgreedOn: day(t, "2026-11-22"), Basis: Basis{Charges: []BasisCharge{{7, c.then.Open, c.then.Waived}}}}
			paid, letGo := money.Zero("NOK"), money.Zero("NOK")
			for _, r := range p.ReceiptsOf(nil, []dunning.Charge{c.now}, day(t, "2026-12-20")) {
				if r.LetGo {
					letGo.Minor += r.Amount.Minor
				} else {
					paid.Minor += r.Amount.Minor
				}
			}
			want := c.letGo
			if kind == Discount {
				want = "0.00"
			}
			if paid.String() != c.paid || letGo.String() != want {
				t.Errorf("%s, %s: %s paid and %s let go", kind, name, paid, letGo)
			}
		}
	}
}

func TestTheLastInstalmentIsSmallerByWhatIsLetGo(t *testing.T) {
	p := three(t)
	gone := Receipt{ID: "charge 7 let go", On: p.AgreedOn, Amount: amount(t, "135.00", "NOK"), LetGo: true}
	j := Judge(p, []Receipt{gone}, day(t, "2026-12-19"))
	if j.State != Broken || j.Received.Minor != 0 || j.Rows[1].Row.Payment.String() != "65.00" || j.Rows[2].Row.Payment.Minor != 0 {
		t.Errorf("%+v", j)
	}
	j = Judge(p, []Receipt{gone, came(t, "a", "2026-12-15", "165.00")}, day(t, "2027-03-19"))
	if j.State != Kept || j.Rows[2].Late {
		t.Errorf("all but what was let go has come, and it is %s", j.State)
	}
}

// A credit note takes something off the claim and is no money: a settlement is not kept by it.
func TestACreditNoteKeepsNoSettlement(t *testing.T) {
	nok := func(text string) money.Amount { return amount(t, text, "NOK") }
	item := dunning.Item{
		OpenItem: receivable.OpenItem{ID: 1, Issued: day(t, "2026-01-01"), Amount: nok("100.00"), Open: nok("40.00")},
		History:  []dunning.Move{{On: day(t, "2026-12-01"), Amount: nok("-60.00")}},
	}
	note := dunning.Item{OpenItem: receivable.OpenItem{ID: 2, Kind: receivable.Credit, AppliesTo: 1, Issued: day(t, "2026-12-01"), Amount: nok("-60.00"), Open: nok("0.00")}}
	for kind, want := range map[Kind]int64{Discount: 0, Instalments: 60_00} {
		p := PaymentPlan{Kind: kind, Debt: nok("100.00"), AgreedOn: day(t, "2026-11-22"), Basis: Basis{Items: []BasisItem{{1, nok("100.00")}}}}
		var got int64
		for _, r := range p.ReceiptsOf([]dunning.Item{item, note}, nil, day(t, "2026-12-20")) {
			got += r.Amount.Minor
		}
		if got != want {
			t.Errorf("%s counts %d of a credit note", kind, got)
		}
	}
}
