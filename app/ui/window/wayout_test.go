package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// overdue opens the customer with most overdue.
func (o *office) overdue() receivable.DebtorID {
	o.t.Helper()
	rows, err := o.desk.Customers(o.ctx(), desk.CustomerQuery{OverdueOnly: true, Sort: "overdue", Limit: 1})
	must(o.t, err)
	id := rows[0].ID
	o.window.stage.OpenCustomer(id)
	o.until("the customer is open", func() bool { m := o.window.customer.Model(); return m != nil && m.View.Debtor.ID == id })
	return id
}

// An approver looks at the ways out, and gives up what is overdue; no amount and no reason are said in plain words first.
func TestClaimsAreWrittenOffFromTheWaysOut(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	o.overdue()
	open := o.window.customer.Model().Balance().Open()
	o.window.customer.WaysOut()
	o.until("the table is open", func() bool { return o.sees("Agency") })
	for _, word := range []string{"Ways out of", "a guess", "Takes", "Cash on", "Worth today", "Write off", "may stay", "what your money costs"} {
		if !o.sees(word) {
			t.Errorf("the table does not say %q", word)
		}
	}
	o.press("Write off…")
	o.press("Write off")
	if !o.sees("A reason is needed") {
		t.Errorf("without a reason it says\n%s", strings.Join(o.said(), "\n"))
	}
	o.writeInto(2, "gone abroad")
	o.press("Write off")
	o.until("it is written off", func() bool { return o.window.customer.Model().Balance().Written > 0 })
	if now := o.window.customer.Model().Balance(); now.Open()+now.Written != open {
		t.Errorf("open %d before, %d and %d written off after", open, now.Open(), now.Written)
	}
	if !o.sees("Written off, kari") || !o.sees("gone abroad") {
		t.Errorf("the page says\n%s", strings.Join(o.said(), "\n"))
	}
}

// A hand-over that a condition keeps back says which one, and nothing happens.
func TestAHandOverSaysWhatKeepsItBack(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	id := o.overdue()
	o.window.customer.WaysOut()
	o.press("Hand over…")
	o.until("the checklist is read", func() bool { return o.sees("It cannot be handed over yet") })
	if !o.sees("has had no formal notice") {
		t.Errorf("it says\n%s", strings.Join(o.said(), "\n"))
	}
	o.writeInto(1, "Nordisk Inkasso AS")
	o.writeInto(2, "no answer")
	o.press("Prepare the hand-over")
	all, err := o.desk.Escalations(o.ctx(), id)
	must(t, err)
	if len(all) != 0 {
		t.Errorf("it was handed over all the same: %+v", all)
	}
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
}

// Somebody who knows better writes the court's fees with their source, sees at once what that does, and keeps it for the country.
func TestTheAssumptionsAreChangedBesideTheTable(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	o.overdue()
	o.window.customer.WaysOut()
	o.until("the table is open", func() bool { return o.sees("Agency") })
	page := o.window.customer.Ways()
	court := func() settlement.WayOut { return page.Shown().Lines[4] }
	country, before := page.Shown().Country, court()
	page.Turn(settlement.WayCourt)
	if !o.sees("Share, cost and time are a guess") || !o.sees("The chance is a guess") {
		t.Errorf("a guess is not said to be one:\n%s", strings.Join(o.said(), "\n"))
	}
	page.Type("advance", "5000: 1; 0: 2")
	o.until("steps that fall are refused", func() bool { return o.sees("Write steps that rise") })
	page.Type("advance", "0: 2000")
	page.Type("fixed", "1000")
	page.Type("chance", "50")
	page.Type("source", "the court's tariff of 2026")
	page.Type("rate", "12")
	o.until("it is reckoned anew", func() bool {
		return court().Cost.Minor == 3000_00 && court().Chance.String() == "50" && o.sees("from the court's tariff of 2026") && o.sees("your own figure") && page.Shown().Discount.String() == "12"
	})
	if kept, err := o.desk.Assumptions(o.ctx(), country); err != nil || !kept.Of(settlement.WayCourt).Chance.Equal(before.Chance) {
		t.Errorf("it was kept before anybody said so: %+v, %v", kept, err)
	}
	o.press("Save assumptions")
	o.until("it is kept", func() bool { return strings.Contains(o.notice(), "saved") })
	kept, err := o.desk.Assumptions(o.ctx(), country)
	must(t, err)
	if c := kept.Of(settlement.WayCourt); !c.Own || c.Source != "the court's tariff of 2026" || len(c.Advance) != 1 || !kept.OwnRate || kept.Discount.String() != "12" {
		t.Errorf("%+v", kept)
	}
	page.Turn(settlement.WayCourt)
	o.press("Back to the guesses")
	o.press("Forget them")
	o.until("they are guesses again", func() bool {
		return court().Cost == before.Cost && page.Shown().Discount.String() == "8" && !page.Shown().Saved
	})
	if !o.window.customer.Escape() || o.sees("Worth today") {
		t.Error("Esc does not lead back to the page")
	}
}
