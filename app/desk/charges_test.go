package desk_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// charging makes every level of the book's procedure charge 35.00 a notice and 12 percent a year.
func (o *office) charging() {
	o.t.Helper()
	p := desk.DefaultProcedure()
	for i := range p.Levels {
		p.Levels[i].Fee = &dunning.Fee{Fixed: decimal.NewFromInt(35)}
		p.Levels[i].Interest = &dunning.Interest{Rate: decimal.NewFromInt(12), Basis: dunning.Act365}
	}
	o.must(o.SetProcedure(o.t.Context(), p))
}

// remind proposes and releases a wave of a day.
func (o *office) remind(on string) {
	o.t.Helper()
	o.clock.to(day(on))
	o.sync()
	_, err := o.Release(o.t.Context(), o.propose(on), nil)
	o.must(err)
}

func (o *office) customer(number, on string) desk.CustomerView {
	o.t.Helper()
	v, err := o.Customer(o.t.Context(), o.debtorID(number), day(on))
	o.must(err)
	return v
}

// Fees and interest outlive the principal: nobody forgets them because the invoice was paid.
func TestChargesStayWhenThePrincipalIsPaid(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.charging()
	o.remind("2026-11-23")
	before := o.customer("C1", "2026-11-23")
	if len(before.Charges) != 2 {
		t.Fatalf("charges %+v", before.Charges)
	}
	o.source.open("1", 0)
	o.clock.to(day("2026-11-24"))
	o.sync()
	after := o.customer("C1", "2026-11-24")
	if len(after.Items) != 0 || len(after.Charges) != 2 || after.Charges[0].Open != before.Charges[0].Open {
		t.Fatalf("items %v, charges %+v", after.Items, after.Charges)
	}
	owed := before.Charges[0].Open.Minor + before.Charges[1].Open.Minor
	if len(after.Balances) != 1 || after.Balances[0].Charges != owed {
		t.Errorf("balances %+v", after.Balances)
	}
	o.source.invoice("9", "C1", "2026-11-20", 20_000)
	o.remind("2026-12-14")
	last := o.courier.made[len(o.courier.made)-1]
	for _, job := range o.courier.made {
		if job.Debtor.Number == "C1" {
			last = job
		}
	}
	if last.Notice.Charges != nok(owed) || last.Notice.Lines[0].Number != "F-9" {
		t.Errorf("the next notice asks for %s of earlier charges", last.Notice.Charges)
	}
}

func TestAWaivedChargeIsGoneForGood(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.charging()
	o.remind("2026-11-23")
	id := o.debtorID("C1")
	charges, _, err := o.Charges(t.Context(), id)
	o.must(err)
	part := charges[0].Open
	part.Minor -= 5_00
	o.done(o.Waive(t.Context(), desk.WaiveOrder{Charge: charges[0].ID, Amount: part, Why: "goodwill"}))
	o.refused(fault.Invalid)(o.Waive(t.Context(), desk.WaiveOrder{Charge: charges[1].ID, Why: " "}))
	o.done(o.Waive(t.Context(), desk.WaiveOrder{Charge: charges[1].ID, Why: "our mistake"}))
	o.refused(fault.Conflict)(o.Waive(t.Context(), desk.WaiveOrder{Charge: charges[1].ID, Why: "twice"}))

	charges, waivers, err := o.Charges(t.Context(), id)
	o.must(err)
	if charges[0].Open != nok(5_00) || charges[1].Open != nok(0) || charges[1].Amount.IsZero() || len(waivers) != 2 || waivers[1].By != "kari" {
		t.Fatalf("charges %+v, waivers %+v", charges, waivers)
	}
	v := o.customer("C1", "2026-11-23")
	var facts map[string]any
	o.must(json.Unmarshal([]byte(v.Timeline[0].Data), &facts))
	if v.Timeline[0].Kind != activity.ChargeWaived || facts["why"] != "our mistake" || facts["amount"] != charges[1].Amount.String() {
		t.Errorf("the timeline says %+v", v.Timeline[0])
	}
	o.remind("2026-12-14")
	for _, job := range o.courier.made[2:] {
		if job.Debtor.Number != "C1" {
			continue
		}
		if job.Notice.Charges != nok(5_00) {
			t.Errorf("the next notice asks for %s of earlier charges", job.Notice.Charges)
		}
		for _, c := range job.Notice.New { // 21 more days at 12 percent
			if c.Kind == dunning.InterestCharge && c.Amount.Minor > freshInterest(job.Notice, 21) {
				t.Errorf("interest of %s is claimed", c.Amount)
			}
		}
	}
}

func freshInterest(n dunning.Notice, days int64) int64 { return n.Open.Minor*12*days/36_500 + 1 }

// What a customer answered about one debt does not speak for the next, years later; a reversed payment finds its level again.
func TestPaidUpIsACleanSlateAndAReversalIsNot(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.remind("2026-11-23")
	id := o.debtorID("C1")
	o.must(o.NoteAnswer(t.Context(), id, dunning.AsksTime, "next month"))
	o.source.open("1", 0)
	o.clock.to(day("2026-11-30"))
	o.sync()
	o.source.open("1", 10_000) // the debit bounced
	o.clock.to(day("2026-12-01"))
	o.sync()
	v := o.customer("C1", "2026-12-01")
	if len(v.Items) != 1 || v.Items[0].Level != 1 || v.Items[0].LastNotice != day("2026-11-23") {
		t.Fatalf("after the reversal: %+v", v.Items)
	}
	o.must(o.Book.View(t.Context(), func(r store.Reader) error {
		return r.Accounts(store.AccountQuery{Debtors: []receivable.DebtorID{id}}, day("2026-12-01"), func(a *dunning.Account) error {
			if a.Answer != dunning.NoAnswer {
				t.Errorf("the answer %q to a debt that was paid still stands", a.Answer)
			}
			return nil
		})
	}))
}

// The source gives a customer a new key: everything is found there, and what was written before is read with it.
func TestACustomerUnderANewKeyKeepsTheHistory(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.debtors[0].OrgNumber = "987654325"
	o.charging()
	o.remind("2026-11-23")
	old := o.debtorID("C1")
	o.must(o.AddNote(t.Context(), old, "talks to Siv"))
	o.must(o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: old, Until: day("2027-01-31"), Reason: "talks"}))
	o.source.debtors[0].ExternalID, o.source.debtors[0].Number = "N1", "N1"
	for i := range o.source.items {
		if o.source.items[i].DebtorExternal == "C1" {
			o.source.items[i].DebtorExternal = "N1"
		}
	}
	o.clock.to(day("2026-11-24"))
	if run := o.sync(); run.Changes.Merged != 1 {
		t.Fatalf("changes %+v", run.Changes)
	}
	v := o.customer("N1", "2026-11-24")
	if v.Items[0].Level != 1 || len(v.Charges) != 2 || len(v.Holds) != 1 || len(v.Notices) != 1 {
		t.Errorf("level %d, %d charges, %d holds, %d notices", v.Items[0].Level, len(v.Charges), len(v.Holds), len(v.Notices))
	}
	kinds := map[activity.Kind]bool{}
	for _, e := range v.Timeline {
		kinds[e.Kind] = true
	}
	if !kinds[activity.NoteAdded] || !kinds[activity.DebtorMerged] || !kinds[activity.NoticeIssued] {
		t.Errorf("the timeline has %v", kinds)
	}
	if by, err := o.Customer(t.Context(), old, day("2026-11-24")); err != nil || by.Debtor.ID != v.Debtor.ID || o.debtorID("C1") != v.Debtor.ID {
		t.Errorf("by the old id: %d, %v", by.Debtor.ID, err)
	}
	if s, err := o.VerifyLog(t.Context(), activity.Head{}); err != nil || s.Broken != 0 || s.Entries == 0 {
		t.Errorf("log: %+v, %v", s, err)
	}
}

// An invoice that goes to another customer takes along that its charges are asked for already.
func TestChargesOfAnInvoiceThatMovedAreAskedForOnce(t *testing.T) {
	o := newOffice(t, func(s *source) {
		twoCustomers(s)
		s.items[1].Due = day("2026-11-20")
	})
	o.charging()
	o.remind("2026-11-23")
	o.source.items[0].DebtorExternal = "C2"
	o.clock.to(day("2026-11-26"))
	o.sync()
	plan := o.customer("C2", "2026-11-26").Plan
	if len(plan.Notices) != 1 || plan.Notices[0].Charges.Minor != 0 {
		t.Errorf("while the first reminder runs the next asks for %+v", plan.Notices)
	}
	after := o.customer("C2", "2026-12-14")
	if len(after.Charges) != 2 || len(after.Plan.Notices) != 1 || len(after.Plan.Notices[0].Asks) != len(after.Charges) {
		t.Errorf("when it has run out: %+v", after.Plan.Notices)
	}
}

// The statement of an item on the day of its notice comes to what the notice asked, and the bridge says in exact steps what
// else is in the sum.
func TestASheetAddsUpToTheNoticeThatWasSent(t *testing.T) {
	o := newOffice(t, func(s *source) {
		twoCustomers(s)
		s.invoice("3", "C1", "2026-10-20", 33_333) // two invoices: the fee is the notice's own
	})
	o.charging()
	o.remind("2026-11-23")
	o.remind("2026-12-14")
	o.source.open("1", 0)
	o.clock.to(day("2027-02-01"))
	o.sync()
	checked := 0
	for _, job := range o.courier.made {
		for _, line := range job.Notice.Lines {
			st, err := o.Sheet(t.Context(), line.Item, job.Notice.Date)
			o.must(err)
			b := st.Bridge
			sum := b.Item.Minor + b.OtherOpen.Minor + b.OtherEarlier.Minor + b.OtherNew.Minor - b.Credit.Minor
			for _, c := range b.OfNotice {
				sum += c.Amount.Minor
			}
			if b.Number != job.Number || sum != job.Notice.Total.Minor || b.Since.Minor != 0 || st.Total != b.Item || st.Item.Open != line.Open {
				t.Errorf("%s of %s: comes to %d, the notice asks for %s; since %s; %s open", line.Number, job.Number, sum, job.Notice.Total, b.Since, st.Item.Open)
			}
			if len(job.Notice.Lines) > 1 && len(b.OfNotice) != 1 {
				t.Errorf("%s: %d fees of the notice as a whole", job.Number, len(b.OfNotice))
			}
			checked++
		}
	}
	if checked < 5 {
		t.Fatalf("only %d lines were sent", checked)
	}
}

// What is settled has a statement as well, and a day long past does not know what came after it.
func TestASheetOfAnyDay(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.charging()
	o.remind("2026-11-23")
	item := o.customer("C1", "2026-11-23").Items[0].ID
	o.source.open("1", 0)
	o.source.payments = []store.SourcePayment{{
		Payment: receivable.Payment{
			ExternalID: "P1", Date: day("2026-12-01"), Amount: nok(10_000), Unapplied: nok(0), Reference: "KID 7",
			Allocations: []receivable.Allocation{{Amount: nok(10_000), Date: day("2026-12-01")}},
		},
		DebtorExternal: "C1", ItemExternals: []string{"1"},
	}}
	o.clock.to(day("2026-12-03"))
	o.sync()
	due := o.source.items[0].Due
	for _, c := range []struct {
		to   date.Date
		open int64
		paid int
		sent bool
	}{
		{due, 10_000, 0, false},
		{day("2026-11-23"), 10_000, 0, true},
		{day("2026-11-30"), 10_000, 0, true},
		{day("2026-12-01"), 0, 1, true},
		{day("2026-12-31"), 0, 1, true},
	} {
		st, err := o.Sheet(t.Context(), item, c.to)
		o.must(err)
		if st.Item.Open != nok(c.open) || len(st.Item.History) != c.paid || (st.Bridge != nil) != c.sent {
			t.Errorf("on %s: open %s, %d payments, bridge %v", c.to, st.Item.Open, len(st.Item.History), st.Bridge)
		}
		if c.paid == 1 && (st.Item.History[0].Ref != "KID 7" || st.Interest.Spans[len(st.Interest.Spans)-1].To != day("2026-12-01")) {
			t.Errorf("on %s: %+v", c.to, st.Item.History)
		}
	}
	_, err := o.Sheet(t.Context(), item, due.AddDays(-15))
	o.wantCode(err, fault.Invalid)
	if _, err := o.SheetPDF(t.Context(), item, day("2026-12-31"), ""); err == nil || !strings.Contains(err.Error(), "print") {
		t.Errorf("without a printer: %v", err)
	}
}
