package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// findings gives what stands, as "number reason".
func (o *office) findings() (out []string) {
	o.t.Helper()
	rows, err := o.Findings(o.t.Context(), store.FindingQuery{})
	o.must(err)
	for _, f := range rows {
		out = append(out, f.Number+" "+string(f.Reason))
	}
	return out
}

// One impossible row of each kind does not keep the others out, and none of them is asked for.
func TestWhatCannotBeIsSetAsideAndTheRestGoesOn(t *testing.T) {
	o := newOffice(t, twoCustomers)
	add := func(id, debtor string, change func(*store.SourceItem)) {
		o.source.invoice(id, debtor, "2026-11-01", 5_000)
		change(&o.source.items[len(o.source.items)-1])
	}
	add("A", "C1", func(it *store.SourceItem) { it.Amount.Currency, it.Open.Currency = "XBT", "XBT" })
	add("B", "C1", func(it *store.SourceItem) { it.Open.Minor = 6_000 })
	add("C", "C1", func(it *store.SourceItem) { it.Due = day("9999-12-31") })
	add("D", "nobody", func(*store.SourceItem) {})
	run := o.sync()
	if !run.Agrees || run.Changes.NewItems != 2 || run.Findings.SetAside() != 4 {
		t.Fatalf("%+v", run)
	}
	want := []string{"F-A unknown-currency", "F-C day-out-of-range", "F-D no-customer", "F-B open-exceeds-amount"}
	if got := o.findings(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	p, err := o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if len(p.Notices) != 2 || p.Notices[0].Open != nok(10_000) {
		t.Errorf("%+v", p.Notices)
	}
}

// The money rule: nobody is asked for a sum that is known to be wrong, by a reminder that is planned or by one that waits.
func TestNobodyIsRemindedByWhatIsKnownToBeWrong(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.stuck("2026-11-23")
	o.source.open("1", 11_000)
	o.sync()
	p, err := o.courier.Send(t.Context(), nil)
	o.must(err)
	if p.Sent != 1 {
		t.Errorf("%d left", p.Sent)
	}
	if got := o.silent("2026-12-23"); got["F-1"] != dunning.ReasonQuarantined {
		t.Errorf("%v", got)
	}
	v := o.customer("C1", "2026-11-23")
	if v.Items[0].Open != nok(10_000) || !v.Items[0].Quarantined || len(v.Findings) != 1 {
		t.Errorf("%+v", v.Items)
	}
	o.source.open("1", 10_000)
	o.sync()
	if got := o.silent("2026-12-23"); got["F-1"] != "" {
		t.Errorf("%v", got)
	}
	if kinds := o.kinds("C1"); kinds[activity.FindingMade] != 1 || kinds[activity.FindingEnded] != 1 {
		t.Errorf("%v", kinds)
	}
}

// The customers of a wave are read again before it leaves: what turned impossible meanwhile drops out of it.
func TestWhatTurnsImpossibleDropsOutOfAWave(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	o.source.open("1", 11_000)
	_, err := o.Release(t.Context(), id, nil)
	o.must(err)
	if got := o.lines(id); got["C1"] != store.LineDropped || got["C2"] != store.LineIssued {
		t.Fatalf("got %v", got)
	}
}

// A credit that cannot be read may be worth anything: nothing of its customer is asked for, and the other customer goes on.
func TestAnUnreadableCreditKeepsItsCustomerQuiet(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.invoice("K", "C1", "2026-11-01", 5_000)
	o.source.items[2].Kind = receivable.Credit
	if run := o.sync(); !run.Agrees {
		t.Fatalf("%+v", run)
	}
	if got := o.silent("2026-11-23"); got["F-1"] != dunning.ReasonQuarantined || got["F-2"] != "" {
		t.Errorf("%v", got)
	}
	if _, err := o.ProposeTerms(t.Context(), o.inThree()); err == nil {
		t.Error("terms are agreed on what nobody knows")
	}
}

func TestTheClerkIsToldOfWhatChangedAfterItsNotice(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.remind("2026-11-23")
	o.source.items[0].Amount, o.source.items[0].Number = nok(8_000), "F-1b"
	o.source.open("1", 8_000)
	if got := o.morning("2026-11-24"); !strings.HasPrefix(got, "changed-after-notice") {
		t.Errorf("Today says %q", got)
	}
	f := o.customer("C1", "2026-11-24").Findings[0]
	if f.Reason != admission.ChangedAfter || f.Facts["was-amount"] != "100.00" || f.Facts["is-amount"] != "80.00" || f.Facts["was-number"] != "F-1" || f.Facts["is-number"] != "F-1b" {
		t.Errorf("%+v", f)
	}
	o.wantCode(o.NoteFinding(t.Context(), f.ID, " "), fault.Invalid)
	o.must(o.NoteFinding(t.Context(), f.ID, "told the customer"))
	if got := o.morning("2026-11-25"); strings.Contains(got, "changed-after-notice") {
		t.Errorf("Today says %q", got)
	}
	if o.kinds("C1")[activity.FindingNoted] != 1 {
		t.Error("nobody noted it")
	}
}

func TestTheClerkIsToldOfACustomerWhoVanished(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.debtor("C3", "c3@example.com") // owes nothing
	o.sync()
	o.source.debtors = o.source.debtors[1:]
	o.source.remove("1")
	if got := o.morning("2026-11-24"); got != "customer-vanished" {
		t.Errorf("Today says %q", got)
	}
	fresh, err := o.Connections(t.Context())
	o.must(err)
	if fresh[0].Remarks() != 1 || fresh[0].SetAside() != 0 {
		t.Errorf("%v", fresh[0].Findings)
	}
}

// Money that the source has seen and told nobody of: asked about only where the desk waits for it.
func TestTheClerkAsksWhatClosedAnInvoiceInAnAgreement(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.came("P0", 0)
	o.source.payments[0].DebtorExternal, o.source.payments[0].ItemExternals = "C2", []string{"2"} // it does tell of payments
	o.sync()
	o.agree(o.inThree())
	o.source.remove("1")
	if got := o.morning("2026-11-24"); !strings.Contains(got, "settled-unexplained") {
		t.Errorf("Today says %q, findings %v", got, o.findings())
	}
}

// What came in may be in what nobody can read: neither a promise nor an agreement breaks until that is mended.
func TestNothingBreaksOnWhatIsSetAside(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.agree(o.inThree())
	o.must(o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: o.debtorID("C2"), Amount: nok(20_000), By: day("2026-12-01")}))
	o.source.open("1", 11_000)
	o.source.open("2", 21_000)
	if got := o.morning("2026-12-21"); strings.Contains(got, "broken") {
		t.Errorf("Today says %q", got)
	}
	if p := o.customer("C2", "2026-12-21").Promises[0]; p.State != dunning.PromisePending {
		t.Errorf("the promise is %s", p.State)
	}
	o.source.open("1", 10_000)
	o.source.open("2", 20_000)
	if got := o.morning("2026-12-22"); !strings.Contains(got, "plan-broken") {
		t.Errorf("Today says %q", got)
	}
	o.propose("2026-12-22")
	if p := o.customer("C2", "2026-12-22").Promises[0]; p.State != dunning.PromiseBroken {
		t.Errorf("the promise is %s", p.State)
	}
}

func TestARecordThatComesTwiceCountsOnce(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.items = append(o.source.items, o.source.items[0])
	run := o.sync()
	if !run.Agrees || run.Held["NOK"] != 30_000 || len(o.findings()) != 0 {
		t.Fatalf("%+v", run)
	}
	if !slices.ContainsFunc(run.Notes, func(n store.SyncNote) bool { return n.Code == "record-duplicate" }) {
		t.Errorf("%+v", run.Notes)
	}
	o.source.items[2].Open = nok(9_000)
	run = o.sync()
	if got := o.findings(); !run.Agrees || !slices.Equal(got, []string{"F-1 sent-twice"}) {
		t.Errorf("%v, %+v", got, run)
	}
}

// A read of what changed sets aside and mends as a whole one does; the source's own total is held against both.
func TestAReadOfWhatChangedSetsAsideAndMends(t *testing.T) {
	o := changing(t)
	o.source.fresh["1"], o.source.cursor = true, "2"
	o.source.open("1", 11_000)
	o.source.control = map[money.Currency]int64{"NOK": 31_000}
	if run := o.readOn(); run.Full || !run.Agrees || run.Findings.SetAside() != 1 {
		t.Fatalf("%+v", run)
	}
	o.source.fresh = map[string]bool{}
	if run := o.readOn(); run.Full || !run.Agrees || run.Findings.SetAside() != 1 {
		t.Fatalf("it did not come again, and is as wrong as before: %+v", run)
	}
	o.source.fresh["1"] = true
	o.source.open("1", 10_000)
	o.source.control = map[money.Currency]int64{"NOK": 30_000}
	if run := o.readOn(); run.Full || !run.Agrees || run.Findings.SetAside() != 0 || run.Findings.Mended != 1 {
		t.Fatalf("%+v", run)
	}
}

// Sums that differ for another reason block as they did, and what was set aside is said apart.
func TestSumsThatDifferAreSaidBesideWhatIsSetAside(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.open("1", 11_000)
	o.source.control = map[money.Currency]int64{"NOK": 35_000}
	_, err := o.Sync(t.Context(), o.conn.ID, true, nil)
	o.wantCode(err, desk.CountsDisagree)
	fresh, err := o.Connections(t.Context())
	o.must(err)
	if want := "NOK: the source says 350.00, 110.00 of it is set aside, the book holds 200.00"; !strings.Contains(fresh[0].Message, want) {
		t.Errorf("%q", fresh[0].Message)
	}
}

func TestASourceThatIsWrongAsAWholeIsRefused(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	for i := range admission.Most + 1 {
		o.source.items = append(o.source.items, o.source.items[0])
		o.source.items[len(o.source.items)-1].ExternalID = fmt.Sprint("bad", i)
		o.source.items[len(o.source.items)-1].Open = nok(20_000)
	}
	_, err := o.Sync(t.Context(), o.conn.ID, true, nil)
	o.wantCode(err, admission.TooMany)
	if got := o.silent("2026-11-23"); got["F-1"] != dunning.ReasonStaleData {
		t.Errorf("%v", got)
	}
}
