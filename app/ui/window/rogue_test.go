//go:build unix

package window

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// moody connects a connector that behaves as the test says from then on.
func (o *office) moody(limits host.Limits) (behave func(manner string)) {
	o.t.Helper()
	folder := o.t.TempDir()
	if text, err := exec.Command("go", "build", "-o", filepath.Join(folder, "moody"), "../../../plugin/host/internal/rogue").CombinedOutput(); err != nil {
		o.t.Fatalf("%v: %s", err, text)
	}
	o.sources.Folders, o.sources.Limits = append(o.sources.Folders, folder), limits
	o.connect("moody", nil)
	return func(manner string) {
		must(o.t, os.WriteFile(filepath.Join(folder, "moody.manner"), []byte(manner), 0o600))
	}
}

// A person goes on working while a connector says nothing, or says too much, and is rid of it with one click.
func TestTheWindowWorksOnWhileAConnectorMisbehaves(t *testing.T) {
	o := newOffice(t)
	none := int64(1) << 40
	behave := o.moody(host.Limits{
		Chatter: int(none), Records: none, Stretch: none, StretchBytes: none << 10, Bytes: none << 10, Grace: 200 * time.Millisecond,
	})
	for _, manner := range []string{"hang", "flood-empty", "flood-progress", "ignores-stop", "forks-session"} {
		behave(manner)
		o.window.shell.Go(stage.Connections, "")
		o.until("the connection is shown", func() bool { return o.button("Sync ") != nil })
		o.press("Sync ")
		o.until("the read is under way", func() bool { return o.button("Cancel") != nil })

		o.window.shell.Go(stage.Customers, "")
		table := o.window.customers.Table()
		o.until("all customers are there", func() bool { return table.Total() == 2 })
		o.window.customers.Filter("r2")
		if table.Len() != 1 || table.At(0).Name != "Customer R2" {
			t.Errorf("%s: the search finds %d customers", manner, table.Len())
		}
		o.window.customers.Filter("")
		o.window.shell.Go(stage.Today, "")
		o.until("today is shown", func() bool { return o.sees("Customer R1") })

		o.window.shell.Go(stage.Connections, "")
		o.press("Cancel")
		o.until("the read is stopped", func() bool { return strings.Contains(o.notice(), "stopped") && o.button("Sync ") != nil })
	}
}

// What a connector did wrong is told in a sentence that a clerk can pass on, and the customers stay.
func TestTheWindowSaysPlainlyWhatAConnectorDidWrong(t *testing.T) {
	o := newOffice(t)
	behave := o.moody(host.Limits{Idle: 700 * time.Millisecond, Chatter: 5000, Stretch: 20_000, Memory: 256 << 20, Grace: 200 * time.Millisecond})
	for _, c := range []struct{ manner, says string }{
		{"crash", "stopped while reading"},
		{"hang", "did not answer in time"},
		{"garbage", "broke the protocol"},
		{"rows", "20000 records without a checkpoint"},
		{"wrong-sum", "sent other figures than it claims"},
		{"glutton", "memory allowed"},
		{"noise", "could not be reached"},
	} {
		behave(c.manner)
		o.press("Sync ")
		o.until("the window says: "+c.says, func() bool { return strings.Contains(o.notice(), c.says) && o.button("Sync ") != nil })
		for _, word := range []string{"rpc error", "goroutine", "exit status 2", ".go:"} {
			if strings.Contains(o.notice(), word) {
				t.Errorf("%s: %q is no word for a clerk: %s", c.manner, word, o.notice())
			}
		}
	}
	o.window.shell.Go(stage.Customers, "")
	o.until("both customers are still there", func() bool { return o.window.customers.Table().Total() == 2 })
	behave("honest")
	o.window.shell.Go(stage.Connections, "")
	o.press("Sync ")
	o.until("the sums agree again", func() bool { return o.sees("All sums agree") && o.connection().Last.Code == "" })
}
