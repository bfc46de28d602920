package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// invoicing is an office whose accounting system invoices what reminders charge, after one to each of its two customers.
func invoicing(t *testing.T) (*office, *ledger) {
	t.Helper()
	o := newOffice(t, twoCustomers)
	o.sync()
	l := &ledger{}
	o.Ledgers, o.source.writes, o.source.finds = l, writeback.Kinds(), true
	o.must(o.SetWriteBack(t.Context(), o.conn.ID, []writeback.Kind{writeback.Fee}))
	o.charging()
	o.remind("2026-11-23")
	return o, l
}

// fee gives what the reminder charged the customer, interest aside.
func (o *office) fee(number string) dunning.Charge {
	o.t.Helper()
	charges, _, err := o.Charges(o.t.Context(), o.debtorID(number))
	o.must(err)
	for _, c := range charges {
		if c.Kind == dunning.FeeCharge {
			return c
		}
	}
	o.t.Fatal("there is no fee")
	return dunning.Charge{}
}

// brings has the next read bring the invoice that a fee of the first customer has become, with what is open of it.
func (o *office) brings(l *ledger, open int64) {
	o.t.Helper()
	for _, e := range l.kept {
		if e.Customer == "C1" && e.Undoes == 0 {
			o.source.remove("L" + e.Key)
			o.source.invoice("L"+e.Key, "C1", "2026-11-23", e.Amount.Minor)
			o.source.open("L"+e.Key, open)
		}
	}
	o.sync()
}

func TestAFeeIsInvoicedAndAskedForOnce(t *testing.T) {
	o, l := invoicing(t)
	if p := o.post(); p.Written != 2 || l.kept[0].Amount != nok(35_00) || l.kept[0].Kind != writeback.Fee {
		t.Fatalf("%+v, %+v", p, l.kept)
	}
	if p := o.post(); p != (desk.PostProgress{}) {
		t.Errorf("invoiced again: %+v", p)
	}
	before := o.customer("C1", "2026-11-23")
	o.brings(l, 35_00)
	after := o.customer("C1", "2026-11-23")
	if len(after.Items) != len(before.Items) || after.Balances[0] != before.Balances[0] || o.fee("C1").Open != nok(35_00) || o.fee("C1").Invoice == "" {
		t.Fatalf("the invoice counts beside the fee: %+v, before %+v", after.Balances, before.Balances)
	}
	o.remind("2026-12-14")
	for _, job := range o.courier.made {
		if job.Debtor.Number == "C1" && job.Notice.Date == day("2026-12-14") && (len(job.Notice.Lines) != len(before.Items) || job.Notice.Fee.Minor != 35_00) {
			t.Errorf("the next reminder asks for %d invoices and %s of new fees", len(job.Notice.Lines), job.Notice.Fee)
		}
	}
}

// A source that sends the invoice for a fee twice in one read disturbs no sum; where the two differ, the first stands and the other is set aside.
func TestAFeeInvoiceThatComesTwiceCountsOnce(t *testing.T) {
	for name, second := range map[string]int64{"alike": 35_00, "other": 20_00} {
		t.Run(name, func(t *testing.T) {
			o, l := invoicing(t)
			o.post()
			o.brings(l, 35_00)
			twice := o.source.items[len(o.source.items)-1]
			twice.Open = nok(second)
			o.source.items = append(o.source.items, twice)
			for range 2 {
				run, err := o.Sync(t.Context(), o.conn.ID, true, nil)
				if err != nil || !run.Agrees || o.fee("C1").Open != nok(35_00) {
					t.Fatalf("%v, claimed %v, held %v, %s", err, run.Claimed, run.Held, o.fee("C1").Open)
				}
			}
			want := 0
			if name == "other" {
				want = 1
			}
			if got := o.findings(); len(got) != want {
				t.Errorf("%v", got)
			}
			o.source.items = append(o.source.items, twice)
			if run, err := o.Sync(t.Context(), o.conn.ID, true, nil); err != nil || !run.Agrees {
				t.Errorf("three times: %v, claimed %v, held %v", err, run.Claimed, run.Held)
			}
			o.source.items = o.source.items[:len(o.source.items)-2]
			if run, err := o.Sync(t.Context(), o.conn.ID, true, nil); err != nil || !run.Agrees || len(o.findings()) != 0 {
				t.Errorf("once again: %v, %v", err, o.findings())
			}
		})
	}
}

// An invoice for a fee that stands at somebody else is said in words: paid there, the fee here is paid.
func TestAFeeInvoiceAtAnotherCustomerIsSaid(t *testing.T) {
	o, l := invoicing(t)
	o.post()
	o.brings(l, 35_00)
	last := &o.source.items[len(o.source.items)-1]
	last.DebtorExternal = "C2"
	o.sync()
	rows, err := o.Findings(t.Context(), store.FindingQuery{Debtor: o.debtorID("C1")})
	o.must(err)
	if len(rows) != 1 || rows[0].Reason != admission.FeeElsewhere || rows[0].Facts["other-customer"] != "C2" {
		t.Fatalf("%+v", rows)
	}
	o.source.items[len(o.source.items)-1].DebtorExternal = "C1"
	o.sync()
	if got := o.findings(); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

func TestAFeeIsPaidWhenItsInvoiceIs(t *testing.T) {
	for name, c := range map[string]struct {
		read func(*office, *ledger)
		open int64
	}{
		"paid in part":                   {func(o *office, l *ledger) { o.brings(l, 20_00) }, 20_00},
		"paid":                           {func(o *office, l *ledger) { o.brings(l, 0) }, 0},
		"paid, and no longer brought":    {func(o *office, _ *ledger) { o.sync() }, 0},
		"paid, and the payment returned": {func(o *office, l *ledger) { o.brings(l, 0); o.brings(l, 35_00) }, 35_00},
		"raised by somebody":             {func(o *office, l *ledger) { o.brings(l, 99_00) }, 35_00},
		"waived in part": {func(o *office, l *ledger) {
			o.done(o.Waive(o.t.Context(), desk.WaiveOrder{Charge: o.fee("C1").ID, Amount: nok(10_00), Why: "goodwill"}))
			o.brings(l, 35_00)
		}, 25_00},
		"paid in part, the rest waived": {func(o *office, l *ledger) {
			o.brings(l, 25_00)
			o.done(o.Waive(o.t.Context(), desk.WaiveOrder{Charge: o.fee("C1").ID, Why: "goodwill"}))
			o.brings(l, 25_00)
		}, 0},
		"a read of one customer that misses it": {func(o *office, l *ledger) {
			o.brings(l, 35_00)
			o.clock.to(day("2026-12-14"))
			o.sync()
			wave := o.propose("2026-12-14")
			o.source.remove("L" + l.kept[0].Key)
			o.source.remove("L" + l.kept[1].Key)
			_, err := o.Recheck(o.t.Context(), wave, nil)
			o.must(err)
		}, 0},
		"refused records prove nothing": {func(o *office, l *ledger) {
			o.brings(l, 35_00)
			o.source.remove("L" + l.kept[0].Key)
			o.source.remove("L" + l.kept[1].Key)
			o.source.rejected = 1
			o.sync()
		}, 35_00},
	} {
		t.Run(name, func(t *testing.T) {
			o, l := invoicing(t)
			o.post()
			o.clock.to(day("2026-11-24"))
			c.read(o, l)
			if got := o.fee("C1").Open; got != nok(c.open) {
				t.Errorf("%s are open, not %s", got, nok(c.open))
			}
			if v := o.customer("C1", "2026-11-24"); len(v.Items) != 1 {
				t.Errorf("the customer has %d invoices", len(v.Items))
			}
		})
	}
}

func TestAFeeThatIsLetGoIsCredited(t *testing.T) {
	for name, letGo := range map[string]func(*office){
		"waived": func(o *office) {
			o.done(o.Waive(o.t.Context(), desk.WaiveOrder{Charge: o.fee("C1").ID, Why: "goodwill"}))
		},
		"taken back": func(o *office) {
			v := o.customer("C1", "2026-11-23")
			o.must(o.takeBack(v.Debtor.ID, v.Notices[0].Number, "a mistake"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			o, l := invoicing(t)
			o.post()
			o.brings(l, 35_00)
			letGo(o)
			if p := o.post(); p.Written != 1 || len(l.undone) != 1 {
				t.Fatalf("%+v, took back %v", p, l.undone)
			}
			o.brings(l, 35_00) // the credit note stands beside it until somebody matches them
			if got := o.fee("C1").Open; !got.IsZero() {
				t.Errorf("%s are asked for again", got)
			}
			if p := o.post(); p != (desk.PostProgress{}) {
				t.Errorf("credited again: %+v", p)
			}
		})
		t.Run(name+" before it was written", func(t *testing.T) {
			o, l := invoicing(t)
			l.broken = fault.New(fault.Unavailable, "no line")
			if _, err := o.PostBack(t.Context()); err == nil {
				t.Fatal("the books could be reached")
			}
			letGo(o)
			l.broken = nil
			if p := o.post(); p.Written != 1 || p.Dropped != 1 || l.kept[0].Customer != "C2" {
				t.Errorf("%+v, %+v", p, l.kept)
			}
		})
	}
}

func TestWhatIsLeftOfAFeeIsInvoiced(t *testing.T) {
	o, l := invoicing(t)
	l.answers = []writeback.Outcome{{State: writeback.Waiting}, {State: writeback.Waiting}}
	o.post()
	o.done(o.Waive(t.Context(), desk.WaiveOrder{Charge: o.fee("C1").ID, Amount: nok(10_00), Why: "goodwill"}))
	o.clock.to(day("2026-11-24"))
	o.post()
	for _, e := range l.kept {
		if e.Customer == "C1" && e.Amount != nok(25_00) {
			t.Errorf("%s are invoiced", e.Amount)
		}
	}
	if len(l.kept) != 2 {
		t.Errorf("%d invoices", len(l.kept))
	}
	o.brings(l, 25_00)
	if got := o.fee("C1").Open; got != nok(25_00) {
		t.Errorf("%s are asked for: what was waived before the invoice was made is taken off it once more", got)
	}
	o.done(o.Waive(t.Context(), desk.WaiveOrder{Charge: o.fee("C1").ID, Amount: nok(5_00), Why: "goodwill"}))
	o.brings(l, 20_00)
	if got := o.fee("C1").Open; got != nok(15_00) {
		t.Errorf("%s are asked for after 5.00 were paid and 5.00 more waived", got)
	}
}

// Fees are written back no more while nobody knows whether one was written: it is looked up all the same, and not written anew.
func TestAFeeOfWhichNobodyKnowsIsFoundWhenFeesAreSwitchedOff(t *testing.T) {
	for name, written := range map[string]bool{"it was written": true, "it was not": false} {
		t.Run(name, func(t *testing.T) {
			o, l := invoicing(t)
			l.lose = true
			o.post()
			l.lose = false
			if !written {
				l.kept = nil
			}
			o.must(o.SetWriteBack(t.Context(), o.conn.ID, nil))
			o.brings(l, 35_00)
			if v := o.customer("C1", "2026-11-23"); len(v.Items) != 1 || o.fee("C1").Open != nok(35_00) {
				t.Errorf("%d invoices, %s open", len(v.Items), o.fee("C1").Open)
			}
			before := len(l.kept)
			o.post()
			if len(l.kept) != before {
				t.Error("a fee was written that is switched off")
			}
		})
	}
}

// The answer was lost: before a read can bring the invoice as one like any other, it is looked up whose it is.
func TestAFeeOfWhichNobodyKnowsIsFoundBeforeItIsRead(t *testing.T) {
	o, l := invoicing(t)
	l.lose = true
	if p := o.post(); p.Uncertain != 2 {
		t.Fatalf("%+v", p)
	}
	if err := o.SettleWriteBack(t.Context(), o.posting(0).ID, writeback.Written, "I see it"); !fault.Has(err, fault.Refused) {
		t.Errorf("a person says which invoice it is without naming it: %v", err)
	}
	l.blind = true
	if _, err := o.Sync(t.Context(), o.conn.ID, true, nil); err == nil {
		t.Error("it is read while nobody knows whose invoice that is")
	}
	l.blind = false
	o.brings(l, 35_00)
	if v := o.customer("C1", "2026-11-23"); len(v.Items) != 1 || o.fee("C1").Open != nok(35_00) || o.posting(0).State != writeback.Written {
		t.Errorf("%d invoices, %s open, %s", len(v.Items), o.fee("C1").Open, o.posting(0).State)
	}
}

// Another desk read the invoice before this one noted that it had written it.
func TestAnInvoiceThatWasReadTooEarlyIsNoInvoiceAnyMore(t *testing.T) {
	o, l := invoicing(t)
	l.answers = []writeback.Outcome{{State: writeback.Waiting}, {State: writeback.Waiting}}
	o.post()
	for n := range 2 {
		e := o.posting(n)
		o.source.invoice("L"+e.Key, e.Customer, "2026-11-23", e.Amount.Minor)
	}
	o.sync()
	if v := o.customer("C1", "2026-11-23"); len(v.Items) != 2 {
		t.Fatalf("%d invoices", len(v.Items))
	}
	o.clock.to(day("2026-11-24"))
	o.post()
	for _, when := range []string{"at once", "after the next read"} {
		v := o.customer("C1", "2026-11-24")
		if len(v.Items) != 1 || o.fee("C1").Open != nok(35_00) || v.Balances[0].Open() != v.Items[0].Open.Minor {
			t.Errorf("%s: %d invoices, %s open, %+v", when, len(v.Items), o.fee("C1").Open, v.Balances)
		}
		o.sync()
	}
}

func TestFeesGoOnlyIntoBooksThatCanBeSearched(t *testing.T) {
	o, _ := writing(t)
	if err := o.SetWriteBack(t.Context(), o.conn.ID, []writeback.Kind{writeback.Fee}); !fault.Has(err, fault.Invalid) {
		t.Errorf("a lost answer would have the fee asked for twice: %v", err)
	}
}
