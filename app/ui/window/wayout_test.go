package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
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
	for _, word := range []string{"Ways out of", "without a number of cases is a guess", "Takes", "Write off", "may stay"} {
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
