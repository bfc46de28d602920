package window

import (
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// A letter came back: the clerk marks it in the window, sees the chain with the mark, and revives it when the address is mended.
func TestADeadChannelIsMarkedAndRevivedInTheWindow(t *testing.T) {
	o := newOffice(t)
	o.owing()
	o.window.customer.Channels()
	if !o.sees("the next reminder goes here") {
		t.Fatalf("the chain says\n%s", strings.Join(o.said(), "\n"))
	}
	o.press("Mark as dead")
	o.fill("In whose words", "moved, address unknown")
	o.press("Mark as dead")
	o.until("it is marked", func() bool { return slices.Contains(o.view().Debtor.Dead, receivable.Letter) })
	o.window.customer.Channels()
	if !o.sees("moved, address unknown") {
		t.Errorf("the chain says\n%s", strings.Join(o.said(), "\n"))
	}
	o.press("Revive")
	o.press("Revive")
	o.until("it asks why", func() bool { return o.sees("Say why it works again") })
	o.fill("In whose words", "the customer rang")
	o.press("Revive")
	o.until("it is revived", func() bool { return len(o.view().Debtor.Dead) == 0 })
	if len(o.view().Tasks) != 0 {
		t.Errorf("the task to mend it stands: %+v", o.view().Tasks)
	}
}
