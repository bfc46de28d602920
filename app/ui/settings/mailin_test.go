package settings

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestAMailboxIsSetUp(t *testing.T) {
	b := skagerrak()
	o := inWindow(t, b)
	o.choose(MailIn)
	if o.mailIn.box.Visible() {
		t.Error("the fields of a mailbox stand there while none is read")
	}
	o.wroteMailIn("on", writeTick(true))
	o.fill(MailIn)
	o.write(MailIn, "host", "imap.example.org")
	o.write(MailIn, "user", "accounts@example.org")
	o.write(MailIn, "password", "open sesame")
	o.write(MailIn, "from", "1/11/2026")
	o.write(MailIn, "poll", "10")
	o.mailIn.check.Tapped(nil)
	if got := o.banner(MailIn); !strings.Contains(got, "imap.example.org lets the program in.") || !strings.Contains(got, "100\u00a0000 mails, 12 of them from 1 November on.") {
		t.Errorf("a mailbox that works: %q", got)
	}
	b.checkErr = fault.New(fault.Unavailable, "the mail server does not let accounts@example.org in").OnField("user")
	o.mailIn.check.Tapped(nil)
	if got := textOf(o.forms[MailIn].sheet.boxes["user"].field); !strings.Contains(got, "does not let") {
		t.Errorf("a wrong password: %q", got)
	}
	o.wroteMailIn("security", startTLS)
	o.keep(MailIn)
	want := desk.MailInSettings{
		On: true, Host: "imap.example.org", Port: 143, Security: "starttls", User: "accounts@example.org", SignIn: "password", From: date.Must(2026, 11, 1), Poll: 10,
	}
	if b.kept.MailIn != want || b.password != "open sesame" || o.model.Get(MailIn, "password") != "" {
		t.Errorf("%+v, password %q", b.kept.MailIn, b.password)
	}
}

func TestADayThatIsNoneIsSaidAtItsField(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.wroteMailIn("on", writeTick(true))
	o.write(MailIn, "from", "soon")
	o.keep(MailIn)
	if got := textOf(o.forms[MailIn].sheet.boxes["from"].field); !strings.Contains(got, "That is no date") {
		t.Errorf("%q", got)
	}
}
