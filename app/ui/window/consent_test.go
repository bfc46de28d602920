package window

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// A clerk is told on the telephone that no mail is wanted any more: it is noted in the window, stands with the contacts, and warns at
// the customer's name.
func TestAWithdrawnConsentIsNotedInTheWindow(t *testing.T) {
	o := newOffice(t)
	o.owing()
	o.window.customer.Contacts()
	if !o.sees("nothing is noted about consent") {
		t.Fatalf("the contacts say\n%s", strings.Join(o.said(), "\n"))
	}
	o.press("Note consent")
	o.press("Note the consent")
	o.until("it asks where it is written down", func() bool { return o.sees("Say where it is written down") })
	o.fill("Where it is written down", "the call of today")
	o.press("Note the consent")
	o.until("it is noted", func() bool { return len(o.view().Consents) == 1 })
	if d := o.view().Debtor; d.Refuses(receivable.Email) == nil {
		t.Errorf("mail is still open: %+v", o.view().Consents)
	}
	o.window.customer.Contacts()
	if !o.sees("consent withdrawn") || !o.sees("(the call of today)") || !o.sees("Consent noted, kari") {
		t.Errorf("the page says\n%s", strings.Join(o.said(), "\n"))
	}
}
