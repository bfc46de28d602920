package window

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/stage"
)

// The arrows, Enter and Esc work as soon as a list is in front: nobody has to click first.
func TestAListHasTheKeyboardAtOnce(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	o.window.shell.Go(stage.Customers, "")
	o.until("the customers are there", func() bool { return o.sees("of 60 customers") })
	press := func(name fyne.KeyName) {
		t.Helper()
		focused := o.host.Canvas().Focused()
		if focused == nil {
			t.Fatalf("nothing has the keyboard for %s", name)
		}
		focused.TypedKey(&fyne.KeyEvent{Name: name})
	}
	press(fyne.KeyDown)
	press(fyne.KeyReturn)
	o.until("a customer is open", func() bool { return o.window.shell.Front().Key() == stage.Customer })
	o.host.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	o.until("Esc has gone back to the list", func() bool { return o.window.shell.Front().Key() == stage.Customers })
}
