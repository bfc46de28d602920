package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestWhoMayNotChangeSettingsChangesNoSecretOfThem(t *testing.T) {
	o, _ := mailOffice(t)
	o.staffed()
	other := "other"
	in := desk.MailInSettings{On: true, Host: "imap.example.org", Port: 993, Security: "tls", User: "us@example.org"}
	clerk := o.as("ola")
	o.wantCode(clerk.SetMailIn(t.Context(), in, &other), approval.NotAllowed)
	o.wantCode(clerk.SetMail(t.Context(), desk.MailSettings{Mode: desk.MailToFolder}, &other), approval.NotAllowed)
	o.wantCode(clerk.SetSMS(t.Context(), desk.SMSSettings{Mode: desk.SMSToFolder}, &other), approval.NotAllowed)
	for _, name := range []string{desk.MailInSecret, desk.MailSecret, desk.SMSSecret} {
		if s, err := o.Secrets.Get(name); err == nil && s == other {
			t.Errorf("%s was changed", name)
		}
	}
}
