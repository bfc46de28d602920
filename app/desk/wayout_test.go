package desk_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// giveUp is a write-off of a part of the first customer's first invoice.
func (o *office) giveUp(minor int64) desk.WriteOffOrder {
	o.t.Helper()
	it := o.customer("C1", "2026-11-23").Items[0]
	return desk.WriteOffOrder{
		Debtor: it.Debtor, Items: []settlement.ItemPart{{Item: it.ID, Amount: nok(minor)}}, Reason: settlement.Uneconomic, Why: "costs more than it brings",
	}
}

// came has the source tell of a payment of the first customer's first invoice.
func (o *office) came(key string, minor int64) {
	for i := range o.source.items {
		if o.source.items[i].ExternalID == "1" {
			o.source.items[i].Open.Minor -= minor
		}
	}
	o.source.payments = append(o.source.payments, store.SourcePayment{
		Payment:        receivable.Payment{ExternalID: key, Date: day("2026-11-24"), Amount: nok(minor), Unapplied: nok(0), Allocations: []receivable.Allocation{{Amount: nok(minor), Date: day("2026-11-24")}}},
		DebtorExternal: "C1", ItemExternals: []string{"1"},
	})
}

func (o *office) kinds(number string) map[activity.Kind]int {
	o.t.Helper()
	out := map[activity.Kind]int{}
	for _, e := range o.customer(number, "2026-11-23").Timeline {
		out[e.Kind]++
	}
	return out
}

func TestAWriteOffFromEndToEnd(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.charging()
	o.remind("2026-11-23")
	before := o.customer("C1", "2026-11-23")
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	v := o.customer("C1", "2026-11-23")
	if v.Items[0].Open != nok(60_00) || v.Balances[0].Open() != 60_00 || v.Balances[0].Written != 40_00 || v.Balances[0].Charges != before.Balances[0].Charges {
		t.Fatalf("%+v, %+v", v.Items[0], v.Balances)
	}
	slips, err := o.Papers(t.Context(), store.AboutWriteOff, v.WriteOffs[0].ID)
	o.must(err)
	slip, err := o.Paperwork(t.Context(), slips[0].ID)
	o.must(err)
	if text := string(slip.Bytes); !strings.Contains(text, "F-1,40.00,0.00,NOK,uneconomic,costs more than it brings,kari,") {
		t.Errorf("the slip says %s", text)
	}
	o.source.open("1", 60_00) // the accounting system books it
	o.clock.to(day("2026-11-24"))
	o.sync()
	v = o.customer("C1", "2026-11-24")
	if v.Items[0].Open != nok(60_00) || v.Balances[0].Written != 0 || v.WriteOffs[0].State() != settlement.Posted {
		t.Fatalf("booked: %+v, %+v", v.Items[0], v.WriteOffs)
	}
	o.done(o.ReverseWriteOff(t.Context(), v.WriteOffs[0].ID, nil, "the estate pays"))
	o.refused(fault.Conflict)(o.ReverseWriteOff(t.Context(), v.WriteOffs[0].ID, nil, "twice"))
	back, err := o.Papers(t.Context(), store.AboutReversal, v.WriteOffs[0].ID)
	o.must(err)
	slip, err = o.Paperwork(t.Context(), back[0].ID)
	o.must(err)
	if !strings.Contains(string(slip.Bytes), "reversal,1,2026-11-24,,,C1,F-1,40.00,40.00,NOK") {
		t.Errorf("the slip of the reversal says %s", slip.Bytes)
	}
	o.source.open("1", 100_00) // and books it back
	o.sync()
	if v = o.customer("C1", "2026-11-24"); v.Items[0].Open != nok(100_00) || v.Balances[0].Written != 0 {
		t.Errorf("booked back: %+v", v.Balances)
	}
	kinds := o.kinds("C1")
	if kinds[activity.ClaimWrittenOff] != 1 || kinds[activity.WriteOffPosted] != 1 || kinds[activity.WriteOffReversed] != 1 {
		t.Errorf("the timeline has %v", kinds)
	}
}

// What is given up whole is left out with its reason, its charges with it, and a message that waits does not leave.
func TestNobodyIsAskedForWhatIsWrittenOff(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.charging()
	o.courier.offline = true
	o.remind("2026-11-23")
	o.done(o.WriteOff(t.Context(), o.giveUp(0)))
	v := o.customer("C1", "2026-11-23")
	if len(v.Items) != 1 || v.Items[0].Open != nok(0) || v.Items[0].Written != nok(100_00) || len(v.Plan.LeftOut) != 1 || v.Plan.LeftOut[0].Reason != dunning.ReasonWrittenOff {
		t.Fatalf("%+v, %+v", v.Items, v.Plan)
	}
	for _, c := range v.Charges {
		if c.Item != 0 && c.Open.Minor != 0 {
			t.Errorf("%s of %s is still open", c.Rule, c.Open)
		}
	}
	o.courier.offline = false
	_, err := o.SendOutbox(t.Context(), nil)
	o.must(err)
	for _, n := range o.customer("C1", "2026-11-23").Notices {
		if !n.Cancelled {
			t.Errorf("reminder %s left all the same", n.Number)
		}
	}
	o.refused(fault.Conflict)(o.WriteOff(t.Context(), o.giveUp(1)))
}

func TestMoneyForWhatWasWrittenOffAsksForAReversal(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.done(o.WriteOff(t.Context(), o.giveUp(0)))
	o.came("P1", 30_00)
	o.clock.to(day("2026-11-24"))
	o.sync()
	today, err := o.WorkList(t.Context(), day("2026-11-24"))
	o.must(err)
	if len(today.Work) == 0 || today.Work[0].Why.Key != "money-after-write-off" || today.Work[0].Why.Args["amount"] != "30.00" || today.Work[0].Do != desk.DoLook {
		t.Fatalf("Today says %+v", today.Work)
	}
	v := o.customer("C1", "2026-11-24")
	off := v.WriteOffs[0]
	if off.Recovered() != nok(30_00) || v.Items[0].Open != nok(0) {
		t.Fatalf("%+v, %+v", off, v.Items)
	}
	o.done(o.ReverseWriteOff(t.Context(), off.ID, []settlement.ItemPart{{Item: off.Items[0].Item, Amount: nok(30_00)}}, "a dividend"))
	v = o.customer("C1", "2026-11-24")
	if len(v.Tasks) != 0 || v.Items[0].Open != nok(0) || v.Items[0].Written != nok(70_00) || v.WriteOffs[0].Standing() != nok(70_00) {
		t.Errorf("after the reversal: %+v, tasks %+v", v.Items[0], v.Tasks)
	}
}

func TestAWriteOffAboveTheLimitNeedsASecondPairOfEyes(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	ola, berit := o.as("ola"), o.as("berit")
	o.refused(fault.Invalid)(ola.WriteOff(t.Context(), o.giveUp(100_01)))
	o.strict()
	order := o.giveUp(0)
	asked, err := ola.WriteOff(t.Context(), order)
	o.must(err)
	if asked.Done || o.customer("C1", "2026-11-23").Items[0].Written.Minor != 0 {
		t.Fatal("a clerk gave it up alone")
	}
	decide := func(d *desk.Desk) error {
		return d.Decide(t.Context(), desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved})
	}
	o.wantCode(decide(o.as("ola2")), approval.OwnRequest)
	o.came("P1", 10_00)
	o.sync()
	o.wantCode(decide(berit), approval.RequestChanged)
	o.must(ola.AskAgain(t.Context(), asked.Request, "90.00 by now"))
	o.must(berit.Decide(t.Context(), desk.DecisionOrder{Request: asked.Request, Version: 2, To: approval.Approved}))
	off := o.customer("C1", "2026-11-23").WriteOffs[0]
	if off.By != "Ola" || off.Agreed != "Berit" || off.Total() != nok(90_00) {
		t.Errorf("%+v", off)
	}
}

// final reminds until the last level, so that only time keeps a claim from being handed over, and gives the items.
func (o *office) final() []receivable.ItemID {
	o.t.Helper()
	for _, on := range []string{"2026-11-23", "2026-12-14", "2027-01-11"} {
		o.remind(on)
	}
	o.clock.to(day("2027-02-15"))
	o.sync()
	var ids []receivable.ItemID
	for _, it := range o.customer("C1", "2027-02-15").Items {
		ids = append(ids, it.ID)
	}
	return ids
}

func (o *office) handOver(items []receivable.ItemID) desk.EscalateOrder {
	return desk.EscalateOrder{Debtor: o.debtorID("C1"), Items: items, To: settlement.ToAgency, Party: "Inkasso AS", Why: "three reminders, no answer"}
}

func TestWhatKeepsAClaimFromBeingHandedOver(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	failing := func() (key string) {
		checks, err := o.Checklist(t.Context(), o.debtorID("C1"), nil)
		o.must(err)
		for _, c := range checks {
			if !c.OK {
				return c.Key
			}
		}
		return ""
	}
	if key := failing(); key != settlement.CheckNotice {
		t.Fatalf("before a notice the checklist fails at %q", key)
	}
	items := o.final()
	if key := failing(); key != "" {
		t.Fatalf("after the last level it fails at %q", key)
	}
	id := o.debtorID("C1")
	o.must(o.OpenDispute(t.Context(), desk.DisputeOrder{Debtor: id, Item: items[0], Reason: "quality"}))
	o.refused(settlement.NotReady)(o.Escalate(t.Context(), o.handOver(items)))
	if v := o.customer("C1", "2027-02-15"); len(v.Escalations) != 0 || failing() != settlement.CheckDispute {
		t.Errorf("%+v", v.Escalations)
	}
	o.must(o.ResolveDispute(t.Context(), desk.ResolveOrder{Debtor: id, Dispute: o.customer("C1", "2027-02-15").Disputes[0].ID, Outcome: dunning.DisputeRejected}))
	o.must(o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: id, Amount: nok(10), By: day("2027-02-20")}))
	if key := failing(); key != settlement.CheckPromise {
		t.Errorf("with a promise it fails at %q", key)
	}
}

func TestAnEscalationAtTheDesk(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.charging()
	items := o.final()
	o.done(o.Escalate(t.Context(), o.handOver(items)))
	o.refused(settlement.NotReady)(o.Escalate(t.Context(), o.handOver(items)))
	v := o.customer("C1", "2027-02-15")
	e := v.Escalations[0]
	if e.State != settlement.Prepared || len(v.Plan.Notices) != 0 || v.Plan.LeftOut[0].Reason != dunning.ReasonEscalated || e.Claim().Minor <= 100_00 {
		t.Fatalf("%+v, %+v", e, v.Plan)
	}
	say := func(kind settlement.EscalationKind, minor int64) error {
		return o.SayEscalation(t.Context(), desk.AgencySays{Escalation: e.ID, Kind: kind, Amount: money.New(minor, "NOK"), Reference: "K-7"})
	}
	o.wantCode(say(settlement.SaidPaid, 10_00), fault.Conflict)
	o.must(say(settlement.SaidHandedOver, 0))
	o.must(say(settlement.SaidAccepted, 0))
	o.must(say(settlement.SaidPaid, 50_00))
	o.must(say(settlement.SaidWithheld, 5_00))
	o.wantCode(say(settlement.SaidRemitted, 45_01), fault.Invalid)
	o.must(say(settlement.SaidRemitted, 45_00))
	o.wantCode(say(settlement.SaidRecalled, 0), fault.Invalid)
	o.done(o.Recall(t.Context(), e.ID, "the customer pays us"))
	o.refused(fault.Conflict)(o.Recall(t.Context(), e.ID, "twice"))
	v = o.customer("C1", "2027-02-15")
	if e = v.Escalations[0]; e.State != settlement.Recalled || e.Net() != nok(45_00) || e.Reference != "K-7" || v.Items[0].Escalated {
		t.Errorf("%+v", e)
	}
	if o.kinds("C1")[activity.EscalationSaid] != 6 {
		t.Errorf("the timeline has %v", o.kinds("C1"))
	}
	if s, err := o.VerifyLog(t.Context(), activity.Head{}); err != nil || s.Broken != 0 {
		t.Errorf("log: %+v, %v", s, err)
	}
}

// What the customer has paid, or what was let go, between the decision and the day on which the bundle leaves is not asked for
// by somebody else.
func TestAHandOverLeavesAtWhatIsOwed(t *testing.T) {
	for name, changed := range map[string]func(*office){
		"paid in part": func(o *office) { o.came("P1", 60_00) },
		"more is owed": func(o *office) {
			o.source.items[0].Amount = nok(120_00)
			o.source.open("1", 120_00)
		},
		"a fee waived": func(o *office) {
			for _, c := range o.customer("C1", "2027-02-15").Charges {
				if c.Item != 0 && c.Open.Minor > 0 {
					o.done(o.Waive(o.t.Context(), desk.WaiveOrder{Charge: c.ID, Why: "goodwill"}))
					return
				}
			}
			o.t.Fatal("there is no fee")
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, twoCustomers)
			o.charging()
			items := o.final()
			o.done(o.Escalate(t.Context(), o.handOver(items)))
			changed(o)
			o.sync()
			o.wantCode(o.SayEscalation(t.Context(), desk.AgencySays{Escalation: o.escalation().ID, Kind: settlement.SaidHandedOver}), settlement.NotReady)
			o.done(o.Recall(t.Context(), o.escalation().ID, "the sum has changed"))
			o.done(o.Escalate(t.Context(), o.handOver(items)))
			o.must(o.SayEscalation(t.Context(), desk.AgencySays{Escalation: o.escalation().ID, Kind: settlement.SaidHandedOver}))
		})
	}
}

// A dispute that comes up between the decision and the day on which the bundle leaves keeps it here.
func TestAHandOverIsLookedAtAgainBeforeItLeaves(t *testing.T) {
	o := newOffice(t, twoCustomers)
	items := o.final()
	o.done(o.Escalate(t.Context(), o.handOver(items)))
	o.must(o.OpenDispute(t.Context(), desk.DisputeOrder{Debtor: o.debtorID("C1"), Item: items[0], Reason: "quality"}))
	e := o.customer("C1", "2027-02-15").Escalations[0]
	o.wantCode(o.SayEscalation(t.Context(), desk.AgencySays{Escalation: e.ID, Kind: settlement.SaidHandedOver}), settlement.NotReady)
}

// What an agency has collected is not asked for again while nobody has booked it: not its own cost either, which the customer paid.
func TestNobodyIsAskedForWhatAnAgencyHasCollected(t *testing.T) {
	for name, c := range map[string]struct {
		paid, kept, remitted int64
		end                  func(*office, int64)
		task                 string
	}{
		"closed": {100_00, 20_00, 80_00, func(o *office, id int64) {
			o.must(o.SayEscalation(o.t.Context(), desk.AgencySays{Escalation: id, Kind: settlement.SaidClosed}))
		}, "agency-cost-to-book"},
		"recalled while they hold money": {60_00, 0, 0, func(o *office, id int64) { o.done(o.Recall(o.t.Context(), id, "too slow")) }, "agency-holds-money"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, twoCustomers)
			e := o.away()
			o.must(o.SayEscalation(t.Context(), desk.AgencySays{Escalation: e.ID, Kind: settlement.SaidPaid, Amount: nok(c.paid)}))
			if c.kept > 0 {
				o.must(o.SayEscalation(t.Context(), desk.AgencySays{Escalation: e.ID, Kind: settlement.SaidWithheld, Amount: nok(c.kept)}))
				o.must(o.SayEscalation(t.Context(), desk.AgencySays{Escalation: e.ID, Kind: settlement.SaidRemitted, Amount: nok(c.remitted)}))
			}
			c.end(o, e.ID)
			if got := o.reasons("2027-03-20"); got != "F-1 "+string(dunning.ReasonCollected) {
				t.Fatalf("nothing is booked, and the plan says %s", got)
			}
			if got := o.morning("2027-02-20"); !strings.Contains(got, c.task) {
				t.Errorf("Today says %q", got)
			}
			if c.remitted > 0 {
				o.came("P9", c.remitted)
				o.sync()
				if got := o.reasons("2027-03-20"); got != "F-1 "+string(dunning.ReasonCollected) {
					t.Fatalf("the cost is not booked, and the plan says %s", got)
				}
				o.came("P10", c.kept)
			} else {
				o.came("P9", c.paid)
			}
			o.sync()
			if got := o.reasons("2027-03-20"); strings.Contains(got, string(dunning.ReasonCollected)) {
				t.Errorf("all is booked, and the plan says %s", got)
			}
		})
	}
}
