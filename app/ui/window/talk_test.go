package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// owing opens the page of a customer with something overdue and nothing disputed.
func (o *office) owing() desk.CustomerView {
	o.t.Helper()
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	rows, err := o.desk.Customers(o.ctx(), desk.CustomerQuery{OverdueOnly: true})
	must(o.t, err)
	o.window.stage.OpenCustomer(rows[0].ID)
	o.until("the customer is open", func() bool { m := o.window.customer.Model(); return m != nil && m.View.Debtor.ID == rows[0].ID })
	return o.window.customer.Model().View
}

func (o *office) view() desk.CustomerView { return o.window.customer.Model().View }

// choose clicks the result of a call.
func (o *office) choose(result desk.CallResult) {
	o.t.Helper()
	for _, obj := range o.objects() {
		if t, ok := obj.(*widget.Tabs); ok && t.Visible() {
			t.SetSelected(string(result))
			t.OnChanged(string(result))
			return
		}
	}
	o.t.Fatal("there are no results to choose")
}

// field gives what stands in the field with a label.
func (o *office) field(label string) *widget.Field {
	for _, obj := range o.objects() {
		if f, ok := obj.(*widget.Field); ok && f.Visible() && f.Label() == label {
			return f
		}
	}
	return nil
}

func (o *office) fill(label, text string) {
	o.t.Helper()
	f := o.field(label)
	if f == nil {
		o.t.Fatalf("there is no field %q in\n%s", label, strings.Join(o.said(), "\n"))
	}
	f.Control().(*widget.Input).SetText(text)
}

// A clerk calls: the script is there, and what was promised is kept with the call in two clicks, since its fields are filled in.
func TestACallEndsWithAPromise(t *testing.T) {
	o := newOffice(t)
	o.owing()
	o.press("Call ")
	o.until("the script is there", func() bool { return o.sees("Good day") && o.sees("to collect now") })
	if o.field("Pays on") != nil {
		t.Error("a promise is asked for before one was made")
	}
	o.choose(desk.CallPromised)
	o.press("Keep the call")
	o.until("the promise is kept", func() bool { return len(o.view().Promises) == 1 })
	if p := o.view().Promises[0]; p.Amount.Minor <= 0 || p.By != o.view().Date.AddDays(7) {
		t.Errorf("promised %v by %s", p.Amount, p.By)
	}
	if !o.sees("Promise taken") || !o.sees("promised to pay") {
		t.Errorf("the timeline says\n%s", strings.Join(o.said(), "\n"))
	}
}

// What cannot be kept stays in the dialog, with the sentence under its field; nothing of the call is kept.
func TestACallThatCannotBeKeptSaysWhy(t *testing.T) {
	o := newOffice(t)
	o.owing()
	o.press("Call ")
	o.choose(desk.CallPromised)
	o.fill("Pays on", "22/11/2026")
	o.press("Keep the call")
	o.until("it says why", func() bool { return o.sees("which is past") })
	if v := o.view(); len(v.Promises) != 0 {
		t.Errorf("kept %+v", v.Promises)
	}
	o.choose(desk.CallDisputes)
	o.fill("How much, empty for all", "99999999")
	o.press("Keep the call")
	o.until("it says why", func() bool { return o.sees("cannot be disputed of") })
}

// Nobody answered on Today: a follow-up is made for tomorrow, and the next call opens.
func TestNobodyAnswersAndTheNextIsCalled(t *testing.T) {
	o := newOffice(t)
	o.owing()
	o.window.shell.Go(stage.Today, "")
	table := o.window.today.Table()
	o.until("the list is there", func() bool { return table.Len() > 1 })
	for i := range table.Len() {
		if table.At(i).Do == desk.DoCall {
			table.SelectIndex(i)
			break
		}
	}
	first, _ := table.Selected()
	called := first.Debtor
	o.window.shell.Front().(interface{ Call() }).Call()
	o.until("the call is open", func() bool { return o.sees("What came of it") })
	o.choose(desk.CallNoAnswer)
	o.press("Keep, and call the next")
	o.until("the next call is open", func() bool {
		row, ok := table.Selected()
		return ok && row.Debtor != called && o.sees("What came of it")
	})
	on, err := o.desk.Today(o.ctx())
	must(t, err)
	v, err := o.desk.Customer(o.ctx(), called, on)
	must(t, err)
	if len(v.Tasks) == 0 || v.Tasks[len(v.Tasks)-1].Due != on.AddDays(1) {
		t.Errorf("tasks of who did not answer: %+v", v.Tasks)
	}
}

// A clerk notes an objection to a part of an invoice, and later that it was wrong.
func TestADisputeIsOpenedAndRejected(t *testing.T) {
	o := newOffice(t)
	v := o.owing()
	o.window.customer.Table().SelectIndex(0)
	o.press("Dispute…")
	o.fill("How much, empty for all", "1")
	o.fill("What the customer says", "12 boxes thawed")
	o.press("Dispute " + v.Items[0].Number)
	o.until("it is disputed", func() bool { return o.view().Items[0].Dispute != nil })
	if d := o.view().Items[0].Dispute; d.Code != dunning.DisputeQuality || d.Amount.Minor != 100 {
		t.Errorf("disputed: %+v", d)
	}
	if !o.sees("“12 boxes thawed”") {
		t.Errorf("the timeline says\n%s", strings.Join(o.said(), "\n"))
	}
	o.window.customer.Table().SelectIndex(0)
	o.press("Dispute…")
	o.until("it asks how it ended", func() bool { return o.sees("with a fresh term from today") })
	o.press("Resolve " + v.Items[0].Number)
	o.until("it is resolved", func() bool { return o.view().Items[0].Dispute == nil })
	if r := o.view().Items[0].Resolution; r == nil || r.Outcome != dunning.DisputeRejected {
		t.Errorf("resolved as %+v", r)
	}
}

// A hold without an end is refused until somebody is named who looks at it again.
func TestAHoldWithoutAnEndNeedsAReviewer(t *testing.T) {
	o := newOffice(t)
	o.owing()
	o.press("Hold")
	o.fill("Until and including", "")
	o.fill("Reason, kept in the log", "talks with the owner")
	o.press("Hold reminders")
	o.until("it asks for an end", func() bool { return o.sees("A hold needs a last day") })
	o.fill("Or: who reviews it", "Berit Lund")
	o.fill("Reviewed by", "23/12/2026")
	o.press("Hold reminders")
	o.until("it is held", func() bool { return o.window.customer.Model().Hold() != nil })
	if h := o.window.customer.Model().Hold(); h.Reviewer != "Berit Lund" || !h.Until.IsZero() {
		t.Errorf("held: %+v", h)
	}
}

// The timeline is searched, and what is older comes when it is asked for.
func TestTheTimelineIsSearched(t *testing.T) {
	o := newOffice(t)
	v := o.owing()
	for range 3 {
		must(t, o.desk.AddNote(o.ctx(), v.Debtor.ID, "asked for the proof of delivery"))
	}
	must(t, o.desk.KeepCall(o.ctx(), desk.CallOrder{Debtor: v.Debtor.ID, Channel: receivable.Call, Result: desk.CallReached, Text: "speaks Finnish"}))
	o.window.stage.OpenCustomer(v.Debtor.ID)
	o.until("the call is seen", func() bool { return o.sees("speaks Finnish") })
	o.window.customer.Search("proof DELIVERY")
	if o.sees("speaks Finnish") || !o.sees("proof of delivery") {
		t.Errorf("searching shows\n%s", strings.Join(o.said(), "\n"))
	}
	o.window.customer.Search("nothing like it")
	if !o.sees("Nothing in the timeline matches.") {
		t.Errorf("searching in vain shows\n%s", strings.Join(o.said(), "\n"))
	}
}

// A visit is planned from the customer's page.
func TestAVisitIsPlanned(t *testing.T) {
	o := newOffice(t)
	o.owing()
	o.press("More")
	for range 4 { // a note, a statement, a letter to them, a visit
		o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	o.fill("What for", "the shop looks closed")
	o.press("Plan the visit")
	o.until("the visit is planned", func() bool { return o.sees("Visit planned, kari") })
}
