package window

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// charged is a customer to whom a wave has just charged a fee.
func (o *office) charged() receivable.DebtorID {
	o.t.Helper()
	p := desk.DefaultProcedure()
	p.Levels[0].Fee = &dunning.Fee{Fixed: decimal.NewFromInt(3)}
	must(o.t, o.desk.SetProcedure(o.ctx(), p))
	on, err := o.desk.Today(o.ctx())
	must(o.t, err)
	wave, err := o.desk.Propose(o.ctx(), on)
	must(o.t, err)
	_, err = o.desk.Release(o.ctx(), wave, nil)
	must(o.t, err)
	rows, err := o.desk.Customers(o.ctx(), desk.CustomerQuery{OverdueOnly: true})
	must(o.t, err)
	for _, row := range rows {
		v, err := o.desk.Customer(o.ctx(), row.ID, on)
		must(o.t, err)
		if len(v.Charges) > 0 {
			return row.ID
		}
	}
	o.t.Fatal("the wave charged nobody")
	return 0
}

// A clerk lets a fee go, sees it in the timeline, and saves why the rest is owed.
func TestAChargeIsLetGoAndTheRestExplained(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	id := o.charged()
	o.window.stage.OpenCustomer(id)
	shown := func() bool { m := o.window.customer.Model(); return m != nil && m.View.Debtor.ID == id }
	o.until("the customer is open", shown)
	before := len(o.window.customer.Model().View.Charges)
	o.press("Why?")
	o.press("Waive a charge…")
	o.press("Waive this charge")
	if !o.sees("A reason is needed") {
		t.Errorf("letting a charge go without a reason says\n%s", strings.Join(o.said(), "\n"))
	}
	o.writeInto(2, "goodwill")
	o.press("Waive this charge")
	o.until("one charge fewer is open", func() bool { return len(o.window.customer.Model().View.Charges) == before-1 })
	if !o.sees("Charge waived, kari") || !o.sees("goodwill") {
		t.Errorf("the timeline says\n%s", strings.Join(o.said(), "\n"))
	}
	path := filepath.Join(t.TempDir(), "why.pdf")
	o.window.stage.SaveFile = func(_ string, save func(string)) { save(path) }
	o.window.customer.Why()
	o.press("Save PDF…")
	o.until("the statement has been saved", func() bool { return strings.Contains(o.notice(), "why.pdf") })
	if pdf, err := os.ReadFile(path); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Errorf("%d bytes, %v", len(pdf), err)
	}
}

// A clerk takes back a reminder that should not have gone: nothing of it is owed any more.
func TestAReminderIsTakenBack(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	id := o.charged()
	o.window.stage.OpenCustomer(id)
	o.until("the customer is open", func() bool { m := o.window.customer.Model(); return m != nil && m.View.Debtor.ID == id })
	o.press("More")
	for range 6 { // a note, a statement, a letter to them, a visit, a waiver, a reminder back
		o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	o.press("Take this reminder back")
	if !o.sees("A reason is needed") {
		t.Errorf("without a reason it says\n%s", strings.Join(o.said(), "\n"))
	}
	o.writeInto(1, "wrong customer")
	o.press("Take this reminder back")
	o.until("nothing of it is owed", func() bool { return len(o.window.customer.Model().View.Charges) == 0 })
	if !o.sees("Reminder taken back, kari") || !o.sees("wrong customer") {
		t.Errorf("the timeline says\n%s", strings.Join(o.said(), "\n"))
	}
}
