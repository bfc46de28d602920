package window

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// tick turns a check box of the dialog that is open, by its words.
func (o *office) tick(text string) {
	o.t.Helper()
	for _, obj := range o.objects() {
		if c, ok := obj.(*widget.Checkbox); ok && c.Text() == text {
			c.Tapped(nil)
			return
		}
	}
	o.t.Fatalf("there is no box %q:\n%s", text, strings.Join(o.said(), "\n"))
}

// giveUp writes 10.00 of the customer's largest claim off.
func (o *office) giveUp() desk.ItemRow {
	o.t.Helper()
	id := o.overdue()
	rows := o.window.customer.Model().Items()
	most := rows[0].Row
	for _, r := range rows {
		if r.Row.Open.Minor > most.Open.Minor {
			most = r.Row
		}
	}
	_, err := o.desk.WriteOff(o.ctx(), desk.WriteOffOrder{
		Debtor: id, Items: []settlement.ItemPart{{Item: most.ID, Amount: money.New(10_00, most.Open.Currency)}}, Reason: settlement.Goodwill, Why: "old friend",
	})
	must(o.t, err)
	return most
}

// A clerk has write-offs booked in the accounting system, and sees on the customer's page where they lie.
func TestWriteOffsAreWrittenBackFromTheWindow(t *testing.T) {
	o := newOffice(t)
	journal := filepath.Join(t.TempDir(), "books.jsonl")
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23", "journal": journal})
	o.window.shell.Go(stage.Connections, "")
	o.until("the connector's proof is told", func() bool { return o.sees("tested on a running system") && o.sees("Writes back nothing") })

	o.window.connections.ShowPostings()
	o.until("nothing has been written", func() bool { return o.sees("Nothing has been written back") })
	o.press("Choose what…")
	o.until("the kinds are asked for", func() bool { return o.sees("What Demo company is told") })
	for _, word := range []string{"becomes a note", "booked as a loss there", "Letters", "Holds"} {
		if !o.sees(word) {
			t.Errorf("the dialog does not say %q", word)
		}
	}
	o.tick("Write-offs")
	o.press("Keep what is written back")
	o.until("it is kept", func() bool { return len(o.connection().Connection.Posts) == 1 && o.sees("Writes back write-offs") })

	item := o.giveUp()
	o.window.shell.Go(stage.Customer, fmt.Sprint(item.Debtor))
	o.until("it waits", func() bool { return o.sees("waits to be booked in Demo company") })
	o.window.shell.Go(stage.Connections, "")
	o.window.connections.ShowPostings()
	o.until("it is listed", func() bool { return o.sees("waits to be written") })
	o.press("Write now")
	o.until("it is written", func() bool { return o.sees("Write-off · written") && o.sees("V-1") })
	o.window.shell.Go(stage.Customer, fmt.Sprint(item.Debtor))
	o.until("the page says where it lies", func() bool { return o.sees("booked in Demo company as V-1") })
}

// closedBooks take nothing: their period is closed.
type closedBooks struct{}

func (closedBooks) Ledger(context.Context, desk.ReadOrder) (desk.Ledger, error) {
	return closedBooks{}, nil
}

func (closedBooks) Write(context.Context, writeback.Entry, []string, desk.Document) writeback.Outcome {
	return writeback.Outcome{State: writeback.Refused, Code: "posting-refused", Detail: "The period is closed."}
}

func (closedBooks) Find(context.Context, writeback.Entry, []string) (writeback.Posted, bool, error) {
	return writeback.Posted{}, false, nil
}

func (closedBooks) Close() {}

// What the accounting system refused is on Today, and a person says what became of it.
func TestARefusedPostingIsAPersonsWork(t *testing.T) {
	o := newOffice(t)
	journal := filepath.Join(t.TempDir(), "books.jsonl")
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23", "journal": journal})
	must(t, o.desk.SetWriteBack(o.ctx(), o.connection().Connection.ID, []writeback.Kind{writeback.WriteOff}))
	o.giveUp()
	o.desk.Ledgers = closedBooks{}
	_, err := o.desk.PostBack(o.ctx())
	must(t, err)

	o.window.shell.Go(stage.Today, "")
	o.until("it is on the list", func() bool { return o.sees("Demo company refused") })
	table := o.window.today.Table()
	for i := range table.Len() {
		if table.At(i).Books != 0 {
			table.SelectIndex(i)
		}
	}
	o.press("Look at the posting")
	o.until("the posting is shown", func() bool { return o.sees("Write-off · refused") })
	postings := o.window.connections.PostingTable()
	postings.SelectIndex(0)
	postings.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	o.until("the program asks", func() bool { return o.sees("What became of") && o.sees("did not take it") })
	o.press("Settle it")
	if !o.sees("A reason is needed") {
		t.Errorf("without a reason it says\n%s", strings.Join(o.said(), "\n"))
	}
	o.write("booked by hand")
	o.press("Settle it")
	o.until("it is dropped", func() bool { return o.sees("not written any more") })
	day, err := o.desk.WorkList(o.ctx(), o.window.start.Today)
	must(t, err)
	if slices.ContainsFunc(day.Work, func(w desk.Work) bool { return w.Books != 0 }) {
		t.Error("it is still on the list")
	}
}

// Without write-back, a write-off waits for a hand, and the page says so.
func TestAWriteOffThatIsBookedByHandSaysSo(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	item := o.giveUp()
	o.window.shell.Go(stage.Customer, fmt.Sprint(item.Debtor))
	o.until("the slip is named", func() bool { return o.sees("slip to book by hand") })
}
