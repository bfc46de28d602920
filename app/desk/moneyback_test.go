package desk_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// onAccount has the source tell of money that no invoice has taken; of nothing, that one has.
func (o *office) onAccount(key, debtor string, minor int64) {
	o.source.remove(key)
	o.source.items = append(o.source.items, store.SourceItem{
		OpenItem:       receivable.OpenItem{ExternalID: key, Number: key, Kind: receivable.OnAccount, Issued: day("2026-11-24"), Amount: nok(-minor), Open: nok(-minor)},
		DebtorExternal: debtor,
	})
}

func (o *office) proposed(number string) []desk.Proposal {
	o.t.Helper()
	all, err := o.Proposed(o.t.Context(), o.debtorID(number))
	o.must(err)
	return all
}

func TestMoneyOnAccountAfterAWriteOffAsksForAReversal(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.onAccount("B0", "C1", 7_00) // it was there before
	o.sync()
	o.done(o.WriteOff(t.Context(), o.giveUp(60_00)))
	o.onAccount("B2", "C2", 9_00) // of somebody of whom nothing is written off
	if got := o.morning("2026-11-24"); strings.Contains(got, "on-account") {
		t.Fatalf("before any money came Today says %q", got)
	}
	o.onAccount("B1", "C1", 25_00)
	if got := o.morning("2026-11-25"); !strings.HasPrefix(got, "on-account-after-write-off") {
		t.Fatalf("Today says %q", got)
	}
	o.sync() // told once
	v := o.customer("C1", "2026-11-25")
	all := v.Proposals()
	if len(v.Tasks) != 1 || len(all) != 1 || all[0].Amount != nok(25_00) || all[0].Order.Reverse != v.WriteOffs[0].ID {
		t.Fatalf("tasks %+v, proposed %+v", v.Tasks, all)
	}
	o.done(o.ReverseWriteOff(t.Context(), all[0].Order.Reverse, all[0].Order.Items, "it is theirs"))
	v = o.customer("C1", "2026-11-25")
	if len(v.Tasks) != 0 || v.WriteOffs[0].Standing() != nok(35_00) || len(o.proposed("C1")) != 0 {
		t.Errorf("after it: tasks %+v, standing %s", v.Tasks, v.WriteOffs[0].Standing())
	}
	// The invoice takes the money: that is no second one.
	o.source.remove("B1")
	o.came("P1", 25_00)
	o.morning("2026-11-26")
	if v = o.customer("C1", "2026-11-26"); len(v.Tasks) != 0 || v.WriteOffs[0].Recovered().Minor != 0 {
		t.Errorf("when the invoice took it: tasks %+v, %+v", v.Tasks, v.WriteOffs)
	}
}

// Money on account that an invoice takes before anybody looked is asked for once: as money for the invoice.
func TestMoneyOnAccountIsAskedForOnce(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.done(o.WriteOff(t.Context(), o.giveUp(0)))
	o.onAccount("B1", "C1", 25_00)
	o.morning("2026-11-24")
	o.source.remove("B1")
	o.came("P1", 25_00)
	if got := o.morning("2026-11-25"); got != "money-after-write-off" {
		t.Errorf("Today says %q", got)
	}
	if all := o.proposed("C1"); len(all) != 1 || all[0].Amount != nok(25_00) {
		t.Errorf("proposed %+v", all)
	}
}

func TestTheRestOfAKeptSettlementIsProposedAndWrittenOffOnce(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.strict()
	order := o.inThree()
	order.Kind, order.Pay, order.By, order.Why = settlement.Discount, nok(60_00), day("2026-12-10"), "all they have"
	asked, err := o.as("ola").AgreeTerms(t.Context(), order)
	o.must(err)
	o.must(o.as("berit").Decide(t.Context(), desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}))
	if all := o.proposed("C1"); len(all) != 0 {
		t.Fatalf("while it runs %+v is proposed", all)
	}
	o.source.open("1", 40_00)
	if got := o.morning("2026-12-09"); got != "settlement-kept" {
		t.Fatalf("Today says %q", got)
	}
	all := o.proposed("C1")
	if len(all) != 1 || all[0].Amount != nok(40_00) || all[0].Order.Reason != settlement.SettledRest {
		t.Fatalf("proposed %+v", all)
	}
	rest := all[0].Order
	rest.Why = "as agreed"
	waits, err := o.as("ola").WriteOff(t.Context(), rest)
	o.must(err)
	if waits.Done {
		t.Fatal("a clerk wrote the rest off alone")
	}
	o.must(o.as("berit").Decide(t.Context(), desk.DecisionOrder{Request: waits.Request, Version: 1, To: approval.Approved}))
	if got := o.morning("2026-12-10"); got != "" || len(o.proposed("C1")) != 0 {
		t.Errorf("after it Today says %q, proposed %+v", got, o.proposed("C1"))
	}
	// The money goes back: the settlement falls, and what was given up for it is proposed to be taken back.
	o.source.open("1", 100_00)
	if got := o.morning("2026-12-20"); !strings.Contains(got, "settlement-undone") {
		t.Errorf("when the money went back Today says %q", got)
	}
	if all = o.proposed("C1"); len(all) != 1 || all[0].Order.Reverse == 0 || all[0].Amount != nok(40_00) {
		t.Fatalf("proposed %+v", all)
	}
	back, err := o.as("ola").ReverseWriteOff(t.Context(), all[0].Order.Reverse, all[0].Order.Items, "their bank took it back")
	o.must(err)
	o.must(o.as("berit").Decide(t.Context(), desk.DecisionOrder{Request: back.Request, Version: 1, To: approval.Approved}))
	if v := o.customer("C1", "2026-12-20"); v.Items[0].Open != nok(100_00) || len(v.Tasks) != 0 {
		t.Errorf("%+v, tasks %+v", v.Items[0], v.Tasks)
	}
}

// What cannot be is refused in plain words, and the book stays as it was.
func TestWhatIsRefusedOfAWriteOffChangesNothing(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.strict()
	ola, berit := o.as("ola"), o.as("berit")
	p, err := o.Policy(t.Context())
	o.must(err)
	for i := range p.Limits {
		if p.Limits[i].Role == approval.Approver && p.Limits[i].Kind == approval.WriteOff {
			p.Limits[i].Decides = approval.Bound{Amount: 50_00}
		}
	}
	o.must(o.SetPolicy(t.Context(), p))
	ask := func(minor int64) approval.RequestID {
		asked, err := ola.WriteOff(t.Context(), o.giveUp(minor))
		o.must(err)
		return asked.Request
	}
	small, large := ask(40_00), ask(60_00)
	decide := func(d *desk.Desk, id approval.RequestID, version int) error {
		return d.Decide(t.Context(), desk.DecisionOrder{Request: id, Version: version, To: approval.Approved})
	}
	cases := []struct {
		name  string
		err   func() error
		code  fault.Code
		words string
	}{
		{"above the open amount", func() error { _, err := ola.WriteOff(t.Context(), o.giveUp(100_01)); return err }, fault.Invalid, "of F-1 100.00 NOK is open; 100.01 cannot be written off"},
		{"beyond the approver's limit", func() error { return decide(berit, large, 1) }, approval.OverLimit, "limit"},
		{"one's own request", func() error { return decide(ola, small, 1) }, approval.OwnRequest, "asked for this and cannot decide on it"},
		{"through a second account", func() error { return decide(o.as("ola2"), small, 1) }, approval.OwnRequest, "asked for this and cannot decide on it"},
		{"by an auditor", func() error { return decide(o.as("rev"), small, 1) }, "", ""},
		{"another version than was seen", func() error { return decide(berit, small, 2) }, approval.RequestChanged, "changed"},
		{"a reversal of nothing", func() error {
			_, err := ola.ReverseWriteOff(t.Context(), 7, nil, "twice")
			return err
		}, fault.NotFound, "no write-off"},
	}
	for _, c := range cases {
		err := c.err()
		if err == nil || c.code != "" && !fault.Has(err, c.code) || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", c.name, err)
		}
		if v := o.customer("C1", "2026-11-23"); len(v.WriteOffs) != 0 || v.Items[0].Open != nok(100_00) {
			t.Fatalf("%s changed the book: %+v", c.name, v.Items[0])
		}
	}
	o.must(decide(berit, small, 1))
	id := o.customer("C1", "2026-11-23").WriteOffs[0].ID
	back, err := ola.ReverseWriteOff(t.Context(), id, nil, "it came")
	o.must(err)
	o.must(decide(berit, back.Request, 1))
	_, err = ola.ReverseWriteOff(t.Context(), id, nil, "it came")
	if !fault.Has(err, fault.Conflict) || !strings.Contains(err.Error(), "has been reversed already") {
		t.Errorf("reversed twice: %v", err)
	}
	// A request to reverse that waits while somebody else's is carried out cannot be decided any more.
	off := o.giveUp(30_00)
	again, err := ola.WriteOff(t.Context(), off)
	o.must(err)
	o.must(decide(berit, again.Request, 1))
	id = o.customer("C1", "2026-11-23").WriteOffs[1].ID
	first, err := ola.ReverseWriteOff(t.Context(), id, nil, "it came")
	o.must(err)
	part := []settlement.ItemPart{{Item: off.Items[0].Item, Amount: nok(10_00)}}
	second, err := o.ReverseWriteOff(t.Context(), id, part, "a part came")
	o.must(err)
	o.must(decide(berit, second.Request, 1))
	o.wantCode(decide(berit, first.Request, 1), approval.RequestChanged)
	if v := o.customer("C1", "2026-11-23"); v.WriteOffs[1].Standing() != nok(20_00) || v.Items[0].Written != nok(20_00) {
		t.Errorf("after a stale reversal: %+v", v.Items[0])
	}
}
