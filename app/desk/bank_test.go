package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// banking is an office whose invoices carry references, read once; what its bank sees comes with the same reads.
func banking(t *testing.T) *office {
	t.Helper()
	o := newOffice(t, twoCustomers)
	o.source.items[0].Reference, o.source.items[1].Reference = "0001004217", "RF18539007547034"
	o.sync()
	return o
}

// sees has the bank see money.
func (o *office) sees(id string, minor int64, reference, payer, text string) {
	o.t.Helper()
	l := store.BankLine{
		ExternalID: id, Account: "NO9386011117947", Value: day("2026-11-23"), Origin: "a.xml, line 3",
		Line: remittance.Line{Booked: day("2026-11-23"), Amount: nok(minor), PayerName: payer, PayerAccount: "NO12" + payer, Text: text},
	}
	if reference != "" {
		l.References = []string{reference}
	}
	o.source.bank = append(o.source.bank, l)
	o.sync()
}

func (o *office) bankLine(n int) store.BankLine {
	o.t.Helper()
	all, err := o.BankLines(o.t.Context(), store.BankQuery{})
	o.must(err)
	if len(all) <= n {
		o.t.Fatalf("there are %d bank lines", len(all))
	}
	return all[len(all)-1-n]
}

// silent gives why each item gets no reminder on a day.
func (o *office) silent(on string) map[string]dunning.Reason {
	o.t.Helper()
	plan, err := o.Plan(o.t.Context(), day(on))
	o.must(err)
	out := map[string]dunning.Reason{}
	for _, l := range plan.LeftOut {
		out[l.Number] = l.Reason
	}
	return out
}

func TestNobodyIsChasedWhoPaidThisMorning(t *testing.T) {
	o := banking(t)
	o.sees("b1", 100_00, "1004217", "Customer C1", "")
	if l := o.bankLine(0); l.State != store.BankMatched || l.How != remittance.ByReference || l.DebtorName != "Customer C1" || l.Parts[0].Minor != 100_00 {
		t.Fatalf("%+v", l)
	}
	if r := o.silent("2026-11-23"); r["F-1"] != dunning.ReasonBanked || r["F-2"] != "" {
		t.Fatalf("%v", r)
	}
	o.sync() // the same statement once more
	if all, err := o.BankLines(t.Context(), store.BankQuery{}); err != nil || len(all) != 1 {
		t.Fatalf("%d lines, %v", len(all), err)
	}
	o.came("p1", 60_00) // the books have a part of it
	o.sync()
	if r := o.silent("2026-11-23"); r["F-1"] != dunning.ReasonBanked {
		t.Errorf("a part is booked: %v", r)
	}
	o.came("p2", 40_00)
	o.sync()
	if l := o.bankLine(0); l.State != store.BankBooked {
		t.Errorf("all is booked: %+v", l)
	}
}

// It gives way when the books have it: what they still ask for is asked for.
func TestAPartPaymentHoldsUntilItIsBooked(t *testing.T) {
	o := banking(t)
	o.sees("b1", 30_00, "0001004217", "", "")
	if r := o.silent("2026-11-23"); r["F-1"] != dunning.ReasonBanked {
		t.Fatalf("%v", r)
	}
	o.came("p1", 30_00)
	o.sync()
	if r := o.silent("2026-11-23"); r["F-1"] != "" || o.customer("C1", "2026-11-23").Items[0].Open != nok(70_00) {
		t.Errorf("%v", r)
	}
}

func TestMoneyThatTheBooksHaveAlreadyHoldsNothing(t *testing.T) {
	o := banking(t)
	o.came("p1", 30_00)
	o.sync()
	o.sees("b1", 30_00, "0001004217", "", "")
	if l := o.bankLine(0); l.State != store.BankBooked || o.silent("2026-11-23")["F-1"] != "" {
		t.Fatalf("%+v", l)
	}
	o.sees("b2", 30_00, "0001004217", "", "") // the same sum once more is other money
	if l := o.bankLine(1); l.State != store.BankMatched {
		t.Errorf("%+v", l)
	}
}

func TestWhatTheBooksNeverGetIsAPersonsWork(t *testing.T) {
	o := banking(t)
	o.sees("b1", 100_00, "0001004217", "", "")
	o.clock.to(day("2026-12-08"))
	o.sync()
	if l := o.bankLine(0); l.State != store.BankLate || o.silent("2026-12-08")["F-1"] == dunning.ReasonBanked {
		t.Fatalf("%+v", l)
	}
	var tasks []store.Task
	o.must(o.Book.View(t.Context(), func(r store.Reader) (err error) {
		tasks, err = r.Tasks(o.bankLine(0).Debtor, true)
		return err
	}))
	if len(tasks) != 1 || tasks[0].Kind != store.TaskBank {
		t.Errorf("%+v", tasks)
	}
}

func TestASuggestionIsConfirmedByAPerson(t *testing.T) {
	o := banking(t)
	o.sees("b1", 100_00, "", "Somebody", "hello")
	l := o.bankLine(0)
	if l.State != store.BankSuggested || len(o.silent("2026-11-23")) != 0 {
		t.Fatalf("a guess holds a reminder: %+v, %v", l, o.silent("2026-11-23"))
	}
	m, err := o.BankCandidates(t.Context(), l.ID)
	o.must(err)
	if len(m.Candidates) != 1 || m.Candidates[0].Claim.Number != "F-1" {
		t.Fatalf("%+v", m)
	}
	item := m.Candidates[0].Claim.Item
	for name, parts := range map[string][]remittance.Part{
		"nothing": nil, "more than came in": {{Item: item, Minor: 100_01}}, "no such item": {{Item: 99, Minor: 1}}, "less than nothing": {{Item: item, Minor: -1}},
	} {
		if err := o.AssignBankLine(t.Context(), l.ID, parts, ""); err == nil || o.bankLine(0).State != store.BankSuggested {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.must(o.AssignBankLine(t.Context(), l.ID, []remittance.Part{{Item: item}}, "she called"))
	if l := o.bankLine(0); l.State != store.BankMatched || l.How != remittance.ByPerson || o.silent("2026-11-23")["F-1"] != dunning.ReasonBanked {
		t.Errorf("%+v", l)
	}
	o.wantCode(o.AssignBankLine(t.Context(), l.ID, []remittance.Part{{Item: item}}, "again"), fault.Conflict)
	o.must(o.UnassignBankLine(t.Context(), l.ID, "it was another Berg"))
	if l := o.bankLine(0); l.State != store.BankSuggested || o.silent("2026-11-23")["F-1"] != "" {
		t.Errorf("taken back: %+v", l)
	}
	o.must(o.IgnoreBankLine(t.Context(), l.ID, "rent"))
	o.sync()
	if l := o.bankLine(0); l.State != store.BankIgnored {
		t.Errorf("a read brings it up again: %+v", l)
	}
	// Whoever paid from an account once is known by it.
	o.sees("b2", 200_00, "", "Somebody", "hello")
	if l := o.bankLine(1); l.State != store.BankSuggested {
		t.Errorf("%+v", l)
	}
}

func TestWhatTheBankTakesBackHoldsNothing(t *testing.T) {
	o := banking(t)
	o.sees("b1", 100_00, "0001004217", "C1", "")
	o.source.bank = append(o.source.bank, store.BankLine{
		ExternalID: "b2", Account: "NO9386011117947", Value: day("2026-11-23"),
		Line: remittance.Line{Booked: day("2026-11-23"), Amount: nok(-100_00), References: []string{"0001004217"}, Reversal: true},
	})
	o.sync()
	if l := o.bankLine(0); l.State != store.BankReturned || o.silent("2026-11-23")["F-1"] != "" {
		t.Errorf("%+v, %v", l, o.silent("2026-11-23"))
	}
}

// A person has taken back what a reference said; the next read must not say it again.
func TestWhatAPersonHasTakenBackStays(t *testing.T) {
	o := banking(t)
	o.sees("b1", 100_00, "0001004217", "C1", "")
	o.must(o.UnassignBankLine(t.Context(), o.bankLine(0).ID, "it is for another house"))
	o.sync()
	if l := o.bankLine(0); l.State != store.BankSuggested || o.silent("2026-11-23")["F-1"] != "" {
		t.Errorf("%+v", l)
	}
	o.must(o.AssignBankLine(t.Context(), o.bankLine(0).ID, []remittance.Part{{Item: o.bankItem("F-1")}}, "it is ours after all"))
	if l := o.bankLine(0); l.State != store.BankMatched || l.How != remittance.ByPerson {
		t.Errorf("%+v", l)
	}
}

func (o *office) bankItem(number string) receivable.ItemID {
	o.t.Helper()
	for _, i := range o.customer("C1", "2026-11-23").Items {
		if i.Number == number {
			return i.ID
		}
	}
	o.t.Fatalf("C1 has no %s", number)
	return 0
}

// Money that comes back because a payment of ours could not be made takes nothing back.
func TestAPaymentOfOursThatComesBackTakesNothingBack(t *testing.T) {
	o := banking(t)
	o.sees("b1", 100_00, "0001004217", "C1", "")
	o.source.bank = append(o.source.bank, store.BankLine{
		ExternalID: "b2", Account: "NO9386011117947", Value: day("2026-11-23"),
		Line: remittance.Line{Booked: day("2026-11-23"), Amount: nok(100_00), References: []string{"0001004217"}, Reversal: true},
	})
	o.sync()
	if l := o.bankLine(0); l.State != store.BankMatched || o.bankLine(1).State != store.BankIgnored {
		t.Errorf("%+v", l)
	}
}

// A statement of the day may tell less of a payment than the notification of the evening, under the same id.
func TestALineThatIsToldBetterLaterIsUnderstoodAnew(t *testing.T) {
	o := banking(t)
	o.sees("b1", 100_00, "", "", "")
	before := o.bankLine(0)
	if before.State != store.BankSuggested {
		t.Fatalf("%+v", before)
	}
	o.source.bank[0].References, o.source.bank[0].PayerName = []string{"0001004217"}, "Customer C1"
	o.sync()
	if l := o.bankLine(0); l.ID != before.ID || l.State != store.BankMatched || l.How != remittance.ByReference || l.PayerName != "Customer C1" {
		t.Fatalf("%+v", l)
	}
	// What a person or a reference has said stands, whatever a file says later.
	o.source.bank[0].References = []string{"RF18539007547034"}
	o.sync()
	if l := o.bankLine(0); l.State != store.BankMatched || l.References[0] != "0001004217" {
		t.Errorf("%+v", l)
	}
	o.sees("b2", 50_00, "", "Somebody", "")
	o.must(o.IgnoreBankLine(t.Context(), o.bankLine(1).ID, "rent"))
	o.source.bank[1].References = []string{"0001004217"}
	o.sync()
	if l := o.bankLine(1); l.State != store.BankIgnored {
		t.Errorf("%+v", l)
	}
}

// A reminder that waits is held against the bank too, right before it leaves.
func TestAReminderThatWaitsIsTakenBackWhenMoneyComes(t *testing.T) {
	o := banking(t)
	o.courier.offline = true
	o.remind("2026-11-23")
	o.sees("b1", 100_00, "0001004217", "", "")
	o.courier.offline = false
	if _, err := o.SendOutbox(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if o.customer("C1", "2026-11-23").Items[0].Level != 0 || o.customer("C2", "2026-11-23").Items[0].Level != 1 {
		t.Errorf("levels %d and %d", o.customer("C1", "2026-11-23").Items[0].Level, o.customer("C2", "2026-11-23").Items[0].Level)
	}
}
