package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// giroLine and camtLine are how two kinds of file tell of money on one account.
func giroLine(id string, minor int64, kid string) store.BankLine {
	l := camtLine(id, minor, kid)
	l.Account, l.Format, l.Batch, l.Origin = "86011117947", "ocr-giro", "B1", "ocr.txt, line 4"
	return l
}

func camtLine(id string, minor int64, kid string) store.BankLine {
	l := store.BankLine{
		ExternalID: id, Account: "NO9386011117947", Value: day("2026-11-23"), Format: "camt", Origin: "day.xml, line 3",
		Line: remittance.Line{Booked: day("2026-11-23"), Amount: nok(minor)},
	}
	if kid != "" {
		l.References = []string{kid}
	}
	return l
}

// states gives the state of each line by its id in its file.
func (o *office) states() string {
	o.t.Helper()
	all, err := o.BankLines(o.t.Context(), store.BankQuery{})
	o.must(err)
	ids := map[int64]string{}
	for i := range all {
		ids[all[i].ID] = all[i].ExternalID
	}
	var out []string
	for i := range all {
		text := all[i].ExternalID + " " + string(all[i].State)
		for _, id := range all[i].Same {
			text += " " + ids[id]
		}
		out = append(out, text)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// In whatever order the bank's files are read, a payment holds the reminder once, and a collective booking is nothing to place.
func TestAPaymentOfTwoFilesCountsOnceInAnyOrder(t *testing.T) {
	files := map[string][]store.BankLine{
		"ocr":  {giroLine("g1", 30_00, "0001004217"), giroLine("g2", 20_00, "RF18539007547034")},
		"camt": {camtLine("c1", 30_00, "1004217"), camtLine("c2", 20_00, "rf18 5390 0754 7034")},
		"sum":  {func() store.BankLine { l := camtLine("s", 50_00, ""); l.Format, l.Collective = "mt940", true; return l }()},
	}
	const want = "c1 matched, c2 matched, g1 double c1, g2 double c2, s double g1 g2"
	for _, order := range [][]string{{"ocr", "camt", "sum"}, {"camt", "ocr", "sum"}, {"sum", "camt", "ocr"}, {"sum", "ocr", "camt"}} {
		t.Run(strings.Join(order, " "), func(t *testing.T) {
			o := banking(t)
			for _, file := range order {
				o.source.bank = append(o.source.bank, files[file]...)
				o.sync()
			}
			o.sync() // and once more
			if got := o.states(); got != want {
				t.Errorf("%s", got)
			}
			if r := o.silent("2026-11-23"); r["F-1"] != dunning.ReasonBanked || r["F-2"] != dunning.ReasonBanked {
				t.Errorf("%v", r)
			}
			o.came("p1", 30_00)
			o.sync()
			if r := o.silent("2026-11-23"); r["F-1"] != "" {
				t.Errorf("the books have it, and it still holds: %v, %s", r, o.states())
			}
		})
	}
}

// Lines without any reference are found again by payer, words and day; of two equal ones each file's own.
func TestAPaymentWithoutAReferenceCountsOnceInAnyOrder(t *testing.T) {
	line := func(id, format, payer, text string) store.BankLine {
		l := camtLine(id, 30_00, "")
		l.Format, l.PayerName, l.Text = format, payer, text
		return l
	}
	files := map[string][]store.BankLine{
		"camt.053": {line("c1", "camt.053", "Customer C1", "thank you"), line("c2", "camt.053", "Customer C1", "thank you")},
		"camt.054": {line("n1", "camt.054", "Customer C1", ""), line("n2", "camt.054", "Customer C1", "")},
		"mt940":    {line("m1", "mt940", "", ""), line("m2", "mt940", "", "")},
	}
	for _, order := range [][]string{{"camt.053", "camt.054", "mt940"}, {"mt940", "camt.053", "camt.054"}, {"camt.054", "mt940", "camt.053"}} {
		t.Run(strings.Join(order, " "), func(t *testing.T) {
			o := banking(t)
			for _, file := range order {
				o.source.bank = append(o.source.bank, files[file]...)
				o.sync()
			}
			if got := o.states(); got != "c1 suggested, c2 suggested, m1 double c1, m2 double c2, n1 double c1, n2 double c2" {
				t.Errorf("%s", got)
			}
		})
	}
}

func TestTwoEqualPaymentsOfOneFileAreTwo(t *testing.T) {
	o := banking(t)
	o.source.bank = append(o.source.bank, giroLine("g1", 30_00, "0001004217"), giroLine("g2", 30_00, "0001004217"), camtLine("c1", 30_00, "1004217"))
	o.sync()
	if got := o.states(); got != "c1 matched, g1 double c1, g2 matched" {
		t.Errorf("%s", got)
	}
}

// A person knows better: it is not the same payment. That stands, whatever is read again.
func TestADoubleIsTakenBackByAPerson(t *testing.T) {
	o := banking(t)
	o.source.bank = append(o.source.bank, giroLine("g1", 30_00, "0001004217"), camtLine("c1", 30_00, "1004217"))
	o.sync()
	p := o.payments()
	if len(p.Ignored) != 1 || p.Ignored[0].State != store.BankDouble || len(p.Ignored[0].Same) != 1 {
		t.Fatalf("%+v", p.Ignored)
	}
	o.must(o.UnassignBankLine(t.Context(), p.Ignored[0].ID, "she paid twice"))
	o.sees("b9", 5_00, "", "", "") // something new, so that it is looked at again
	if got := o.states(); got != "b9 unknown, c1 matched, g1 suggested" {
		t.Errorf("%s", got)
	}
}

// What a person has placed stays placed when another file tells of it.
func TestWhatAPersonPlacedIsNoDouble(t *testing.T) {
	o := banking(t)
	o.source.bank = append(o.source.bank, camtLine("c1", 30_00, "999"))
	o.sync()
	o.must(o.AssignBankLine(t.Context(), o.bankLine(0).ID, []remittance.Part{{Item: o.bankItem("F-1")}}, "she called"))
	o.source.bank = append(o.source.bank, giroLine("g1", 30_00, "999"))
	o.sync()
	if got := o.states(); got != "c1 matched, g1 double c1" {
		t.Errorf("%s", got)
	}
}

// Who paid what is nobody's goes after half a year by the clock, whatever day is asked for; a read of the same file does not bring it
// back, a customer's payment keeps its payer, and a legal hold on everything keeps all.
func TestThePayersOfNobodysPaymentsAreForgotten(t *testing.T) {
	o := banking(t)
	o.sees("b1", 77_00, "", "Ola Nordmann", "rent, Ola")
	o.sees("b2", 55_00, "", "Kari Nordmann", "gift")
	o.sees("b3", 100_00, "0001004217", "Customer C1", "")
	o.must(o.IgnoreBankLine(t.Context(), o.bankLine(1).ID, "from Kari, private"))
	o.must(o.Roll(t.Context(), day("2030-01-01"))) // a day that is asked for moves nothing
	if l := o.bankLine(0); l.PayerName != "Ola Nordmann" {
		t.Fatalf("removed by a day that has not come: %+v", l)
	}
	o.clock.to(day("2027-05-22"))
	o.must(o.Roll(t.Context(), day("2027-05-22")))
	if l := o.bankLine(0); l.PayerName == "" {
		t.Fatalf("removed too early: %+v", l)
	}
	hold, err := o.HoldLegally(t.Context(), desk.LegalHoldOrder{Reason: "audit", Review: day("2027-08-01")})
	o.must(err)
	o.clock.to(day("2027-05-24"))
	o.must(o.Roll(t.Context(), day("2027-05-24")))
	if l := o.bankLine(0); l.PayerName == "" {
		t.Fatalf("removed under a legal hold: %+v", l)
	}
	o.must(o.LiftLegalHold(t.Context(), hold, "audit is over"))
	o.must(o.Roll(t.Context(), day("2027-05-24")))
	o.sync() // the file is still there
	for n, want := range map[int]store.BankState{0: store.BankForgotten, 1: store.BankIgnored} {
		if l := o.bankLine(n); l.PayerName+l.PayerAccount+l.Text+l.Why != "" || l.State != want || l.Amount.Minor == 0 {
			t.Errorf("left: %+v", l)
		}
	}
	if l := o.bankLine(2); l.PayerName != "Customer C1" {
		t.Errorf("a customer's: %+v", l)
	}
	if n, err := o.BankToPlace(t.Context()); err != nil || n != 0 {
		t.Errorf("%d to place, %v", n, err)
	}
	told := 0
	o.must(o.Log(t.Context(), func(e activity.Entry) error {
		if e.Kind == activity.PayersForgotten {
			told++
			if !strings.Contains(fmt.Sprint(e.Data), "2") {
				t.Errorf("%+v", e)
			}
		}
		return nil
	}))
	if told != 1 {
		t.Errorf("the log tells of it %d times", told)
	}
}
