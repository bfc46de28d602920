package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/waves"
)

// connect goes through the form of a connection to its end: the first read and the decision about old debt.
func (o *office) connect(kind string, settings map[string]string) {
	o.t.Helper()
	o.window.shell.Go(stage.Connections, "")
	o.press("Connect your books")
	o.until("the form is open", func() bool { return o.sees("Accounting system") })
	form := o.window.connections.Form()
	form.Choose(kind)
	form.Fill(settings)
	o.press("Check without saving")
	o.until("the check has been made", func() bool { return o.sees("What the test found") })
	o.press("Connect and read")
	o.until("the program asks for approval", func() bool { return o.sees("Checksum (SHA-256)") })
	o.press("Approve")
	o.until("the books have been read", func() bool {
		return o.connection().Last.Complete && o.button("Sync") != nil
	})
}

func (o *office) connection() desk.Fresh {
	o.t.Helper()
	all, err := o.desk.Connections(o.ctx())
	must(o.t, err)
	if len(all) == 0 {
		return desk.Fresh{}
	}
	return all[0]
}

func TestFromTheFirstConnectionToAReleasedWave(t *testing.T) {
	o := newOffice(t)
	o.until("today has been read", func() bool { return o.sees("Nothing to do") })

	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	if !o.sees("All sums agree") {
		t.Errorf("after a good read the screen says\n%s", strings.Join(o.said(), "\n"))
	}
	o.until("the program asks about old debt", func() bool { return o.sees("something overdue already") })
	o.press("Decide…")
	o.until("the question is open", func() bool { return o.sees("What about debt that is already old?") })
	o.press("Start ")
	o.until("the answer is kept", func() bool { return o.connection().Connection.Review.Decided })

	o.findAndOpenACustomer()
	o.proposeAndLeaveOneOut()
	o.release()
}

func (o *office) findAndOpenACustomer() {
	o.t.Helper()
	o.window.shell.Go(stage.Customers, "")
	table := o.window.customers.Table()
	o.until("all customers are there", func() bool { return table.Total() == 60 })
	overdue := table.Len()
	if overdue == 0 || overdue == 60 {
		o.t.Fatalf("%d of 60 customers are overdue", overdue)
	}
	name := table.At(0).Name
	o.window.customers.Filter(strings.ToLower(name))
	if table.Len() != 1 || table.At(0).Name != name {
		o.t.Fatalf("typing %q shows %d customers", name, table.Len())
	}
	table.SelectIndex(0)
	table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	o.until("the customer is open", func() bool { return o.window.customer.Model() != nil && o.sees(name) })
	if got := o.window.shell.Front().Key(); got != stage.Customer {
		o.t.Errorf("Enter on a customer leads to %s", got)
	}
	o.window.customer.Why()
	o.until("the amount is explained", func() bool { return o.sees("Open of the invoice") })
}

func (o *office) proposeAndLeaveOneOut() {
	o.t.Helper()
	o.window.shell.Go(stage.Waves, "")
	o.press("Propose today's wave")
	o.until("the proposal is there", func() bool { return o.window.waves.Model() != nil })
	m := o.window.waves.Model()
	before := m.Reminders()
	if before < 3 {
		o.t.Fatalf("the wave has %d reminders", before)
	}
	o.until("the first letter is drawn", func() bool { return o.window.waves.PreviewPages() > 0 })
	o.press("Leave out…")
	o.press("Leave ") // without a reason
	if !o.sees("A reason is needed") {
		o.t.Errorf("leaving somebody out without a reason says\n%s", strings.Join(o.said(), "\n"))
	}
	o.write("talks ongoing")
	o.press("Leave ")
	o.until("one reminder fewer is in", func() bool { return o.window.waves.Model().Reminders() == before-1 })
	if o.window.waves.Model().Count(desk.LineExcluded) != 1 {
		o.t.Error("nobody is excluded")
	}
	o.press("Read the books again")
	o.until("the books have been read again", func() bool { return o.sees("Books read again at") })
	o.window.waves.Turn(waves.TabLeftOut)
	if o.window.waves.Model().LeftOutCount() == 0 {
		o.t.Error("nothing is left out, though much is not due yet")
	}
}

func (o *office) release() {
	o.t.Helper()
	m := o.window.waves.Model()
	id, reminders := m.View.Wave.ID, m.Reminders()
	o.press("Release ")
	o.until("the program asks once more", func() bool { return o.sees("read from the books once more") })
	o.press("Release ")
	o.until("the wave is released", func() bool {
		m := o.window.waves.Model()
		return m != nil && m.View.Wave.ID == id && m.View.Wave.State == desk.WaveReleased
	})
	done := o.window.waves.Model()
	settled := done.Count(desk.LineIssued) + done.Count(desk.LineDropped) + done.Count(desk.LineFailed)
	if settled != reminders {
		o.t.Errorf("%d of %d reminders are settled", settled, reminders)
	}
	if sent := done.View.Outbox[desk.OutSent]; sent == 0 {
		o.t.Error("nothing has been sent")
	}
	files, err := filepath.Glob(filepath.Join(o.out, "*"))
	must(o.t, err)
	if len(files) == 0 {
		entries, _ := os.ReadDir(filepath.Dir(o.out))
		o.t.Errorf("no letter and no mail lies in %s; beside it: %v", o.out, entries)
	}
	if !strings.Contains(o.notice(), "released") {
		o.t.Errorf("the result says %q", o.notice())
	}
}
