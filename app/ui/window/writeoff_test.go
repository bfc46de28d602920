package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
)

// books is an export of open items that a test writes anew.
type books struct {
	o    *office
	path string
}

func newBooks(o *office, lines ...string) *books {
	o.t.Helper()
	b := &books{o, filepath.Join(o.t.TempDir(), "items.csv")}
	b.write(lines...)
	o.connect("files", map[string]string{"items": b.path})
	return b
}

func (b *books) write(lines ...string) {
	b.o.t.Helper()
	text := "Customer no;Customer;Type;Invoice;Date;Due date;Amount;Open;Currency\n" + strings.Join(lines, "\n") + "\n"
	must(b.o.t, os.WriteFile(b.path, []byte(text), 0o600))
}

// read reads the books after they were written anew, and lets the window look again.
func (b *books) read(lines ...string) {
	b.o.t.Helper()
	b.write(lines...)
	_, err := b.o.desk.SyncAll(b.o.ctx(), true, nil)
	must(b.o.t, err)
	b.o.window.Changed()
}

const (
	invoice   = "10042;Fjordfisk AS;Invoice;F-2198;2026-09-05;2026-10-05;1000.00;1000.00;NOK"
	second    = "10042;Fjordfisk AS;Invoice;F-2231;2026-09-15;2026-10-15;400.00;400.00;NOK"
	onAccount = "10042;Fjordfisk AS;Payment;B-7;2026-11-23;;-250.00;-250.00;NOK"
	partPaid  = "10042;Fjordfisk AS;Invoice;F-2198;2026-09-05;2026-10-05;1000.00;400.00;NOK"
)

func (o *office) fjordfisk() receivable.DebtorID {
	o.t.Helper()
	d, err := o.desk.FindCustomer(o.ctx(), "10042")
	must(o.t, err)
	return d.ID
}

// opened opens the customer's page and waits until it has been read.
func (o *office) opened(id receivable.DebtorID) {
	o.t.Helper()
	o.window.stage.OpenCustomer(id)
	o.until("the customer is open", func() bool { m := o.window.customer.Model(); return m != nil && m.View.Debtor.ID == id })
}

func (o *office) writtenOff(id receivable.DebtorID, items ...settlement.ItemPart) int64 {
	o.t.Helper()
	asked, err := o.desk.WriteOff(o.ctx(), desk.WriteOffOrder{Debtor: id, Items: items, Reason: settlement.Insolvency, Why: "bankrupt"})
	must(o.t, err)
	if !asked.Done {
		o.t.Fatal("it waits for somebody")
	}
	offs, err := o.desk.WriteOffs(o.ctx(), id)
	must(o.t, err)
	return offs[len(offs)-1].ID
}

func (o *office) item(id receivable.DebtorID, number string) settlement.ItemPart {
	o.t.Helper()
	row, err := o.desk.FindItem(o.ctx(), id, number)
	must(o.t, err)
	return settlement.ItemPart{Item: row.ID}
}

func (o *office) standing(id receivable.DebtorID) int64 {
	o.t.Helper()
	offs, err := o.desk.WriteOffs(o.ctx(), id)
	must(o.t, err)
	var sum int64
	for i := range offs {
		sum += offs[i].Standing().Minor
	}
	return sum
}

// A write-off is found on the customer's page, taken back in part and then whole, and not a second time; its slips are there.
func TestAWriteOffIsReversedFromTheCustomersPage(t *testing.T) {
	o := newOffice(t)
	newBooks(o, invoice, second)
	id := o.fjordfisk()
	off := o.writtenOff(id, o.item(id, "F-2198"), o.item(id, "F-2231"))
	o.opened(id)
	if !o.sees("Written off 23 Nov, insolvency") || !o.sees("not booked yet") {
		t.Fatalf("the page says\n%s", strings.Join(o.said(), "\n"))
	}
	o.window.customer.OpenWriteOff(off)
	o.until("its pane is open", func() bool { return o.button("Reverse…") != nil })
	for _, word := range []string{"Came in", "“bankrupt”", "by kari", "1 400,00"} {
		if !o.sees(strings.ReplaceAll(word, " ", "\u00a0")) && !o.sees(word) {
			t.Errorf("the pane does not say %q:\n%s", word, strings.Join(o.said(), "\n"))
		}
	}
	o.press("Reverse…")
	o.writeInto(1, "1300,00")
	o.writeInto(2, "a dividend")
	o.press("Reverse")
	if !o.sees("Choose one invoice") {
		t.Errorf("a part of two invoices at once says\n%s", strings.Join(o.said(), "\n"))
	}
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	o.reversePart(id, off)

	// The rest, and then nothing: the dialog of before is refused in plain words.
	o.window.customer.OpenWriteOff(off)
	o.press("Reverse…")
	o.writeInto(2, "the rest came")
	_, err := o.desk.ReverseWriteOff(o.ctx(), off, nil, "somebody else was faster")
	must(t, err)
	o.press("Reverse")
	o.until("it is refused in plain words", func() bool { return o.sees("has been reversed already") })
	o.press("Cancel")
	if o.standing(id) != 0 {
		t.Errorf("%d stands", o.standing(id))
	}
	o.window.Changed()
	o.until("the page says so", func() bool { return o.sees("reversed") && o.window.customer.Model().Balance().Written == 0 })
	o.window.customer.OpenWriteOff(off)
	o.until("nothing can be reversed any more", func() bool { return o.button("Booking slips") != nil && o.button("Reverse…") == nil })
}

// reversePart takes back a part of one of two invoices, and opens and saves the slips.
func (o *office) reversePart(id receivable.DebtorID, off int64) {
	o.t.Helper()
	_, err := o.desk.ReverseWriteOff(o.ctx(), off, []settlement.ItemPart{{Item: o.item(id, "F-2231").Item, Amount: money.New(400_00, "NOK")}}, "paid")
	must(o.t, err)
	o.window.Changed()
	o.until("less stands", func() bool { return o.window.customer.Model().Balance().Written == 1000_00 })
	o.window.customer.OpenWriteOff(off)
	o.press("Reverse…")
	o.writeInto(1, "1000,01")
	o.writeInto(2, "a dividend")
	o.press("Reverse")
	o.until("more than stands is refused", func() bool { return o.sees("cannot be reversed") })
	o.writeInto(1, "300,00")
	o.press("Reverse")
	o.until("a part is taken back", func() bool { return o.window.customer.Model().Balance().Written == 700_00 })
	if !strings.Contains(o.notice(), "Reversed") || !o.sees("Write-off reversed, kari") {
		o.t.Errorf("it says %q", o.notice())
	}
	home := o.t.TempDir()
	o.t.Setenv("HOME", home)
	o.t.Setenv("USERPROFILE", home)
	o.window.customer.OpenWriteOff(off)
	o.press("Booking slips")
	o.until("the slips are listed", func() bool { return o.sees("Slip of the reversal") && o.sees("PDF") && o.sees("CSV") })
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	o.until("a slip is saved", func() bool { return strings.Contains(o.notice(), "write-off-1.csv") })
	text, err := os.ReadFile(filepath.Join(home, "write-off-1.csv"))
	must(o.t, err)
	if !strings.Contains(string(text), "F-2198,1000.00") {
		o.t.Errorf("the slip says %s", text)
	}
}

// Money on account of somebody of whom something is written off: Today proposes the reversal, and one click opens it filled in.
func TestTodayProposesAReversalWhenMoneyComesAfterAll(t *testing.T) {
	o := newOffice(t)
	b := newBooks(o, invoice)
	id := o.fjordfisk()
	o.writtenOff(id, o.item(id, "F-2198"))
	b.read(invoice, onAccount)
	o.window.shell.Go(stage.Today, "")
	o.until("Today says why", func() bool { return o.sees("came on account (B-7) after a write-off") })
	o.press("Reverse 250,00")
	o.until("the dialog is filled in", func() bool { return o.sees("Reverse the write-off of F-2198?") && o.sees("250,00") })
	o.writeInto(2, "it is for the written-off invoice")
	o.press("Reverse")
	o.until("it is done, and nothing is proposed", func() bool { return o.standing(id) == 750_00 && !o.sees("after a write-off") })
}

// The rest of a settlement that was kept: Today proposes to write it off, and a clerk's click becomes a request.
func TestTodayProposesTheRestOfASettlementAndAClerkAsks(t *testing.T) {
	o := newOffice(t)
	b := newBooks(o, invoice)
	id := o.fjordfisk()
	agreed, err := o.desk.AgreeTerms(o.ctx(), desk.TermsOrder{Debtor: id, Kind: settlement.Discount, Pay: money.New(600_00, "NOK"), By: date.Must(2026, 12, 10)})
	must(t, err)
	if !agreed.Done {
		t.Fatal("it waits for somebody")
	}
	b.read(partPaid)
	o.staffed()
	o.openSeated()
	o.sitDown("ola")
	o.window.shell.Go(stage.Today, "")
	o.until("Today says why", func() bool { return o.sees("still to be written off") })
	o.press("Write off 400,00")
	o.until("the dialog is filled in", func() bool { return o.sees("Write off F-2198?") && o.sees("rest of a settlement") && o.sees("400,00") })
	o.press("Write off")
	o.until("the request waits", func() bool { return strings.Contains(o.notice(), "waits under Approvals") })
	open, _, err := o.desk.Requests(o.ctx(), id)
	must(t, err)
	if len(open) != 1 || open[0].Measure.Amount != money.New(400_00, "NOK") || o.standing(id) != 0 {
		t.Errorf("requests %+v, standing %d", open, o.standing(id))
	}
}

// An approver sees what each way is expected to bring, and every Open leads to the thing itself.
func TestTheEvidenceOfAWriteOffLeadsToTheThingsThemselves(t *testing.T) {
	o := newOffice(t)
	newBooks(o, invoice, second)
	id := o.fjordfisk()
	must(t, o.desk.NoteCall(o.ctx(), id, "no-answer", "rang twice"))
	must(t, o.desk.NoteCall(o.ctx(), id, "reached", "wants a list"))
	must(t, o.desk.AddNote(o.ctx(), id, "the house is sold"))
	o.staffed()
	order := desk.WriteOffOrder{Debtor: id, Items: []settlement.ItemPart{o.item(id, "F-2198")}, Reason: settlement.Untraceable, Why: "gone abroad"}
	asked, err := o.desk.As(activity.Actor{Name: "ola", Kind: activity.Person, SignedIn: true}).WriteOff(o.ctx(), order)
	must(t, err)
	o.openSeated()
	o.sitDown("kari")
	o.request(asked.Request)
	for _, word := range []string{"What each way is expected to bring", "Write off · asked for", "Settle at 50", "Why these numbers?", "is statute-barred after", "1 other invoice is open"} {
		if !o.sees(word) {
			t.Errorf("%q is not among what lies before who decides:\n%s", word, strings.Join(o.said(), "\n"))
		}
	}
	o.press("Why these numbers?")
	o.until("the assumptions are said", func() bool { return o.sees("a chance of") && o.sees("a guess") })
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})

	// One note opens its entry in the timeline; two calls are listed, each with its own way there.
	o.openProof("1 note")
	o.until("the entry is marked", func() bool {
		return o.window.shell.Front().Key() == stage.Customer && o.window.customer.Marked() == "the house is sold"
	})
	o.request(asked.Request)
	o.openProof("2 calls")
	o.until("the calls are listed", func() bool { return o.host.Canvas().Overlays().Top() != nil && o.sees("rang twice") })
	o.press("Open")
	o.until("the newest is marked", func() bool { return strings.Contains(o.window.customer.Marked(), "wants a list") })
	o.request(asked.Request)
	o.window.stage.OpenSpot(id, stage.SpotItem, int64(order.Items[0].Item))
	o.until("the sheet of the invoice is open", func() bool { return o.button("Save") != nil && o.window.shell.Front().Key() == stage.Customer })
}

// open1 opens a request and waits until its evidence lies there.
func (o *office) request(id approval.RequestID) {
	o.t.Helper()
	o.window.stage.OpenRequest(id)
	o.until("the evidence lies open", func() bool {
		e := o.window.approvals.Evidence()
		return e != nil && e.ID == id && o.window.shell.Front().Key() == stage.Approvals && o.sees("If you approve")
	})
}

// openProof opens a line of the evidence by its words.
func (o *office) openProof(what string) {
	o.t.Helper()
	if !o.window.approvals.OpenProof(what) {
		o.t.Fatalf("there is no evidence %q:\n%s", what, strings.Join(o.said(), "\n"))
	}
}
