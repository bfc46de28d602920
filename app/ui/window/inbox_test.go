package window

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/inbox"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/today"
)

// mailbox is a mailbox in memory.
type mailbox []incoming.Mail

func (b mailbox) FetchMail(_ context.Context, _ desk.MailInSettings, _ string, mark desk.MailMark, take func([]desk.Arrival) error) (desk.MailMark, error) {
	for i, m := range b {
		if uint32(i) < mark.UID {
			continue
		}
		m.ID = fmt.Sprintf("m%d@else.example", i)
		m.Print = m.ID
		at := time.Date(2026, 11, 23, 7, i, 0, 0, time.UTC)
		if err := take([]desk.Arrival{{Validity: 1, UID: uint32(i) + 1, At: at, Mail: m}}); err != nil {
			return mark, err
		}
	}
	return desk.MailMark{Validity: 1, UID: uint32(len(b))}, nil
}

func (mailbox) AwaitMail(context.Context, desk.MailInSettings, string, desk.MailMark, time.Duration) error {
	return nil
}

func (mailbox) LookAtMail(context.Context, desk.MailInSettings, string) (desk.MailboxLook, error) {
	return desk.MailboxLook{}, nil
}

func wrote(from, name, subject, text string) incoming.Mail {
	return incoming.Mail{Kind: incoming.Answer, From: from, Name: name, Subject: subject, Text: text}
}

// written is an office into whose mailbox customers wrote this morning.
func written(t *testing.T, mails ...incoming.Mail) *office {
	t.Helper()
	o := banked(t)
	o.desk.Mailboxes = mailbox(mails)
	password := "secret"
	must(t, o.desk.SetMailIn(o.ctx(), desk.MailInSettings{On: true, Host: "imap.example.org", Port: 993, Security: "tls", User: "us@example.org"}, &password))
	return o
}

func (o *office) waits(p inbox.Part, n int) {
	o.t.Helper()
	o.until(fmt.Sprintf("%d mails are %s", n, p), func() bool { return o.window.inbox.Model().Count(p) == n })
}

// A clerk reads the morning's answers with the keyboard alone: what each may mean is shown with its words, Enter takes the likeliest,
// and what nobody knows is put to its customer.
func TestTheMorningsAnswersAreRead(t *testing.T) {
	o := written(t,
		wrote("post@fjordfisk.example", "Kari", "Re: Reminder", "We have already paid on Friday."),
		wrote("post@berg.example", "Ola", "Re: Reminder", "Can we have more time?"),
		wrote("someone@else.example", "Per", "Invoice", "The goods were damaged."),
	)
	f, err := o.desk.FetchMail(o.ctx())
	must(t, err)
	if f.Answers != 3 || f.Unplaced != 1 {
		t.Fatalf("%+v", f)
	}
	o.window.shell.Go(stage.Today, "")
	o.until("the day shows the answers", func() bool { return o.window.today.Table().Len() > 0 && o.window.today.Table().At(0).Mail != 0 })
	first := o.window.today.Table().At(0)
	if first.Do != desk.DoReply || !strings.HasPrefix(first.Why.Key, "answer-") {
		t.Errorf("first on the list: %+v", first)
	}
	o.window.today.Tap(today.Replies)
	if n := o.window.today.Table().Len(); n != 2 {
		t.Errorf("%d customers have written", n)
	}
	o.window.today.Tap(today.Replies)

	o.press("Read the mail")
	o.waits(inbox.ToRead, 2)
	if m := o.window.inbox.Model().Current(); m == nil || m.ID != first.Mail || m.Name != "Fjordfisk AS" {
		t.Fatalf("%+v is shown", m)
	}
	o.key(fyne.KeyUp) // the newest stands above
	for _, want := range []string{"Can we have more time?", "“more time”", "Give time", "Nothing to do"} {
		if !o.sees(want) {
			t.Errorf("the screen does not show %q", want)
		}
	}
	o.key(fyne.KeyReturn) // the likeliest: give time
	o.until("the dialog asks", func() bool { return o.sees("Give Ola Berg AS time") })
	o.press("Give time")
	o.waits(inbox.ToRead, 1)
	o.window.inbox.Ask(incoming.SaysPaid)
	o.until("the dialog asks", func() bool { return o.sees("Wait for the money of Fjordfisk AS") })
	o.press("Wait for the money")
	o.waits(inbox.ToRead, 0)

	o.window.inbox.Turn(inbox.ToPlace)
	o.window.inbox.Find("lie")
	o.until("the customer is found", func() bool { return len(o.window.inbox.Model().Choices()) == 1 })
	o.window.inbox.Place(o.window.inbox.Model().Choices()[0])
	o.waits(inbox.ToRead, 1)
	o.until("the mail placed is shown", func() bool { m := o.window.inbox.Model().Current(); return m != nil && m.Name == "Kari Lie" })
	o.window.inbox.Ask(incoming.Disputes)
	o.until("the dialog asks", func() bool { return o.sees("Open a dispute with Kari Lie") })
	o.press("Open a dispute")
	o.waits(inbox.Rest, 3)

	kari, err := o.desk.FindCustomer(o.ctx(), "10003")
	must(t, err)
	on, err := o.desk.Today(o.ctx())
	must(t, err)
	v, err := o.desk.Customer(o.ctx(), kari.ID, on)
	must(t, err)
	if len(v.Disputes) != 1 || v.Timeline[0].Kind == "" {
		t.Errorf("%d disputes", len(v.Disputes))
	}
	kinds := map[activity.Kind]bool{}
	for _, e := range v.Timeline {
		kinds[e.Kind] = true
	}
	if !kinds[activity.AnswerReceived] || !kinds[activity.MailSettled] {
		t.Errorf("%v", kinds)
	}
	o.window.shell.Go(stage.Customer, fmt.Sprint(int64(kari.ID)))
	o.until("the history tells of the mail", func() bool { return o.sees("Answer by mail") })
}
