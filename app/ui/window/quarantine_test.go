package window

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
)

// booksOf writes the file that is read: two customers, of whom one has an invoice of which the rest is given.
func booksOf(t *testing.T, path, rest string) {
	t.Helper()
	text := "Customer no.;Customer name;Invoice no.;Invoice date;Due date;Amount;Open amount;Currency;E-mail\n" +
		"10001;Fjordfisk AS;F-1001;2026-10-01;2026-10-31;1250.00;1250.00;NOK;post@fjordfisk.example\n" +
		"10002;Berg Bygg AS;" + rest + "post@berg.example\n"
	must(t, os.WriteFile(path, []byte(text), 0o600))
}

func (o *office) reads(full bool) {
	o.t.Helper()
	_, err := o.desk.Sync(o.ctx(), o.connection().Connection.ID, full, nil)
	must(o.t, err)
}

func (o *office) berg() receivable.DebtorID {
	o.t.Helper()
	d, err := o.desk.FindCustomer(o.ctx(), "10002")
	must(o.t, err)
	return d.ID
}

// A row that cannot be is seen on Today, leads to the list with what to do, and is gone once the books are mended.
func TestWhatWasSetAsideIsShownAndGoesWhenItIsMended(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(t.TempDir(), "items.csv")
	booksOf(t, path, "F-1002;2026-10-01;2026-10-31;480.00;480.00;NOK;")
	o.connect("files", map[string]string{"items": path, "currency": "NOK"})
	booksOf(t, path, "F-1002;2026-10-01;2026-10-31;480.00;530.00;NOK;")
	o.reads(true)

	o.window.shell.Go(stage.Today, "")
	o.until("Today tells of it", func() bool { return o.sees("1 row that was read is set aside") })
	o.press("Show them")
	o.until("the list is open", func() bool { return o.sees("Set aside, and odd") && o.sees("open of 480") })
	if !o.sees("See there what was booked on it") || !o.sees("1 row set aside") {
		t.Errorf("the list says\n%s", strings.Join(o.said(), "\n"))
	}
	table := o.window.connections.FindingTable()
	table.SelectIndex(0)
	table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	o.until("its customer is open", func() bool { return o.sees("F-1002 is set aside:") && o.sees("set aside") })

	booksOf(t, path, "F-1002;2026-10-01;2026-10-31;480.00;480.00;NOK;")
	o.reads(true)
	o.window.shell.Go(stage.Today, "")
	o.until("Today speaks of it no more", func() bool { return !o.sees("set aside") })
	o.window.shell.Go(stage.Customer, fmt.Sprint(o.berg()))
	o.until("it is told what became of it", func() bool { return o.sees("Right again in the books, or gone") })
}

// An invoice that is other than on its notice is shown with both, until a clerk says what was done.
func TestAClerkTakesNoteOfWhatChangedAfterANotice(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(t.TempDir(), "items.csv")
	booksOf(t, path, "F-1002;2026-10-01;2026-10-31;480.00;480.00;NOK;")
	o.connect("files", map[string]string{"items": path, "currency": "NOK"})
	today, err := o.desk.Today(o.ctx())
	must(t, err)
	wave, err := o.desk.Propose(o.ctx(), today)
	must(t, err)
	_, err = o.desk.Release(o.ctx(), wave, nil)
	must(t, err)
	booksOf(t, path, "F-1002;2026-10-01;2026-11-15;400.00;400.00;NOK;")
	o.reads(true)

	o.window.shell.Go(stage.Today, "")
	o.until("Today tells of it", func() bool { return o.sees("F-1002 is other now than on reminder") })
	o.window.shell.Go(stage.Customer, fmt.Sprint(o.berg()))
	o.until("the page tells both", func() bool { return o.sees("480,00") && o.sees("now") && o.sees("due 31 Oct, now 15 Nov") })
	o.press("Note…")
	o.press("Keep the note")
	if !o.sees("Say what was done") {
		t.Errorf("without a word the dialog says\n%s", strings.Join(o.said(), "\n"))
	}
	o.write("called and told them")
	o.press("Keep the note")
	o.until("it is kept", func() bool { return o.sees("Noted about F-1002") && !o.sees("Note…") })
	rows, err := o.desk.Findings(o.ctx(), desk.FindingQuery{})
	must(t, err)
	if len(rows) != 1 || rows[0].Reason != admission.ChangedAfter || rows[0].Note != "called and told them" {
		t.Errorf("%+v", rows)
	}
	o.window.shell.Go(stage.Connections, "")
	o.window.connections.ShowFindings()
	o.until("the list tells who knows", func() bool { return o.sees("noted by") && o.sees("called and told them") })
}
