package window

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// A clerk opens a customer's statement of account, and prints the letters of a wave as one file that the machine's program gets.
func TestAStatementIsOpenedAndLettersArePrinted(t *testing.T) {
	o := newOffice(t)
	rules, err := o.desk.WaveRules(o.ctx())
	must(t, err)
	rules.Letters = desk.LettersInRuns
	must(t, o.desk.SetWaveRules(o.ctx(), rules))
	o.owing()
	rows, err := o.desk.Customers(o.ctx(), desk.CustomerQuery{OverdueOnly: true})
	must(t, err)
	for _, r := range rows {
		if r.Language == "nb" && strings.HasSuffix(r.Name, " AS") { // a name that can be printed
			o.window.stage.OpenCustomer(r.ID)
			o.until("the customer is open", func() bool { m := o.window.customer.Model(); return m != nil && m.View.Debtor.ID == r.ID })
			break
		}
	}
	file := ""
	o.window.config.OpenFile = func(path string) error {
		file = path
		return nil
	}
	if !o.menuHas("Statement of account") {
		t.Fatal("no statement is offered")
	}
	o.window.customer.Statement()
	o.fill("Movements from (empty: none)", "24/11/2026") // after the day that it ends on
	o.press("Open the statement")
	o.until("the days are out of order", func() bool { return o.sees("cannot begin on") })
	o.fill("Movements from (empty: none)", "01/08/2026")
	o.press("Open the statement")
	o.until("the statement has been opened", func() bool { return file != "" })
	if pdf, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) || !strings.Contains(file, "statement-") {
		t.Errorf("opened %s: %v", file, err)
	}

	file = ""
	o.window.shell.Go(stage.Waves, "")
	o.press("Propose today's wave")
	o.until("the proposal is there", func() bool { return o.window.waves.Model() != nil })
	o.registerShown()
	o.releaseShown()
	m := o.window.waves.Model()
	if m.View.LettersWait == 0 {
		t.Skip("the demo has no letter on this day")
	}
	o.until("letters wait to be printed", func() bool { return o.button("Print letters") != nil })
	o.press("Print letters")
	o.until("it asks how", func() bool { return o.sees("the franking in front") })
	o.press("Print letters")
	o.until("the run has been handed over", func() bool { return strings.Contains(file, "print-run-000001.pdf") })
	o.until("the wave knows it", func() bool {
		m := o.window.waves.Model()
		return m != nil && m.View.Outbox[desk.OutSent] > 0
	})
}

// releaseShown releases the wave that is shown and waits until it is released.
func (o *office) releaseShown() {
	o.t.Helper()
	id := o.window.waves.Model().View.Wave.ID
	o.press("Release ")
	o.until("the program asks once more", func() bool { return o.sees("read from the books once more") })
	o.press("Release ")
	o.until("the wave is released", func() bool {
		m := o.window.waves.Model()
		return m != nil && m.View.Wave.ID == id && m.View.Wave.State == desk.WaveReleased
	})
}

// registerShown has the reminder that is shown leave as a registered letter.
func (o *office) registerShown() {
	o.t.Helper()
	if o.button("Send as…") == nil {
		o.t.Fatalf("no other way is offered in\n%s", strings.Join(o.said(), "\n"))
	}
	o.press("Send as…")
	for _, obj := range o.objects() {
		if r, ok := obj.(*widget.RadioCards); ok && r.Visible() && r.Selected() == desk.WayPlanned {
			r.SetSelected(desk.WayRegistered)
		}
	}
	o.fill("Reason", "receipt is disputed")
	o.press("Send so")
	o.until("a line is registered", func() bool {
		m := o.window.waves.Model()
		return m != nil && slices.ContainsFunc(m.View.Lines, func(l desk.WaveLine) bool { return l.Notice.Registered })
	})
}
