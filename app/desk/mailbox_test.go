package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// mailbox is a mailbox in memory.
type mailbox struct {
	mails []desk.Arrival
	fail  error // after the first batch, once
}

func (b *mailbox) FetchMail(_ context.Context, _ desk.MailInSettings, _ string, mark desk.MailMark, take func([]desk.Arrival) error) (desk.MailMark, error) {
	for _, a := range b.mails {
		if mark.Validity == a.Validity && a.UID <= mark.UID {
			continue
		}
		if err := take([]desk.Arrival{a}); err != nil {
			return mark, err
		}
		mark = desk.MailMark{Validity: a.Validity, UID: a.UID}
		if err := b.fail; err != nil {
			b.fail = nil
			return mark, err
		}
	}
	return mark, nil
}

func (b *mailbox) AwaitMail(context.Context, desk.MailInSettings, string, desk.MailMark, time.Duration) error {
	return nil
}

func (b *mailbox) LookAtMail(context.Context, desk.MailInSettings, string) (desk.MailboxLook, error) {
	return desk.MailboxLook{Mails: len(b.mails)}, nil
}

// put adds a mail that was read.
func (b *mailbox) put(m incoming.Mail) {
	n := len(b.mails) + 1
	if m.ID == "" {
		m.ID = fmt.Sprintf("m%d@else.example", n)
	}
	m.Print = "print of " + m.ID
	b.mails = append(b.mails, desk.Arrival{Validity: 1, UID: uint32(n), At: time.Date(2026, 11, 24, 8, n, 0, 0, time.UTC), Mail: m})
}

// mailOffice is an office with a mailbox whose two customers were reminded by mail.
func mailOffice(t *testing.T) (*office, *mailbox) {
	t.Helper()
	o := newOffice(t, twoCustomers)
	box := &mailbox{}
	o.Mailboxes = box
	password := "secret"
	o.must(o.SetMailIn(t.Context(), desk.MailInSettings{On: true, Host: "imap.example.org", Port: 993, Security: "tls", User: "us@example.org"}, &password))
	o.sync()
	id := o.propose("2026-11-23")
	_, err := o.Release(t.Context(), id, nil)
	o.must(err)
	if len(o.courier.made) != 2 {
		t.Fatalf("%d mails have left", len(o.courier.made))
	}
	o.clock.to(day("2026-11-24"))
	return o, box
}

// job is the mail that a customer got.
func (o *office) job(number string) desk.Job {
	o.t.Helper()
	at := slices.IndexFunc(o.courier.made, func(j desk.Job) bool { return j.Debtor.Number == number })
	return o.courier.made[at]
}

func (o *office) fetch() desk.MailFetched {
	o.t.Helper()
	f, err := o.FetchMail(o.t.Context())
	o.must(err)
	return f
}

func (o *office) view(number string) desk.CustomerView {
	o.t.Helper()
	on, err := o.Today(o.t.Context())
	o.must(err)
	v, err := o.Customer(o.t.Context(), o.debtorID(number), on)
	o.must(err)
	return v
}

// happened gives how often a kind of entry stands in a customer's history.
func (o *office) happened(number string, kind activity.Kind) (n int) {
	for _, e := range o.view(number).Timeline {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func (o *office) today(on string) desk.TodayView {
	o.t.Helper()
	v, err := o.WorkList(o.t.Context(), day(on))
	o.must(err)
	return v
}

func report(status, recipient string, job desk.Job) incoming.Mail {
	return incoming.Mail{
		Kind: incoming.Bounce, By: "rfc3464", From: "mailer-daemon@mx.example", Bare: true, Refs: []string{job.MessageID},
		Reports: []incoming.Report{{Recipient: recipient, Action: "failed", Status: status, Detail: "550 no such user"}},
	}
}

func TestAnAddressThatDoesNotExistIsWrittenToNoMore(t *testing.T) {
	o, box := mailOffice(t)
	box.put(report("5.1.1", "c1@example.com", o.job("C1")))
	if f := o.fetch(); f != (desk.MailFetched{New: 1, Bounced: 1}) {
		t.Errorf("%+v", f)
	}
	v := o.view("C1")
	if !slices.Equal(v.Debtor.Dead, []receivable.Channel{receivable.Email}) || o.happened("C1", activity.NoticeBounced) != 1 || o.happened("C1", activity.ChannelDead) != 1 {
		t.Errorf("dead %v", v.Debtor.Dead)
	}
	if len(v.Tasks) != 1 || v.Tasks[0].Kind != store.TaskMend || v.Tasks[0].Why.Args["why"] != "5.1.1 550 no such user" {
		t.Errorf("to do: %+v", v.Tasks)
	}
	if !v.Notices[0].Cancelled || v.Items[0].Level != 0 {
		t.Errorf("the notice has reached nobody and has taken a level: %d", v.Items[0].Level)
	}
	today := o.today("2026-11-24")
	if today.ToMend != 1 || today.Replies != 0 {
		t.Errorf("%d to mend, %d to read", today.ToMend, today.Replies)
	}
	id := o.propose("2026-11-24")
	wave, err := o.Wave(t.Context(), id)
	o.must(err)
	if len(wave.Lines) != 1 || wave.Lines[0].Notice.Channel == receivable.Email {
		t.Errorf("the next reminder goes the same way: %+v", wave.Lines)
	}
	// A second report of the same is told, and asks nobody again.
	second := report("5.1.1", "c1@example.com", o.job("C1"))
	box.put(second)
	o.fetch()
	if v := o.view("C1"); len(v.Tasks) != 1 || o.happened("C1", activity.NoticeBounced) != 2 {
		t.Errorf("%d tasks", len(v.Tasks))
	}
}

func TestWhatDoesNotProveAWrongAddressOnlyAsks(t *testing.T) {
	for _, c := range []struct {
		name             string
		mail             func(o *office) incoming.Mail
		mend, open, dead int
		bounced          int
	}{
		{"we are taken for junk", func(o *office) incoming.Mail { return report("5.7.1", "c1@example.com", o.job("C1")) }, 1, 0, 0, 1},
		{"a full mailbox", func(o *office) incoming.Mail { return report("5.2.2", "c1@example.com", o.job("C1")) }, 1, 0, 0, 1},
		{"a report that anybody could have written", func(*office) incoming.Mail {
			return report("5.1.1", "c1@example.com", desk.Job{MessageID: "never-ours@example.org"})
		}, 0, 1, 0, 1},
		{"it passes", func(o *office) incoming.Mail {
			m := report("4.2.2", "c1@example.com", o.job("C1"))
			m.Kind, m.Reports[0].Action = incoming.Delay, "delayed"
			return m
		}, 0, 0, 0, 0},
		{"by the token in the address", func(o *office) incoming.Mail {
			m := report("5.1.1", "forwarded@else.example", desk.Job{})
			m.Refs, m.To = nil, []string{"us+" + strings.ToUpper(o.job("C1").ReplyToken) + "@example.org"}
			m.Reports[0].Original = "C1@Example.com"
			return m
		}, 1, 0, 1, 1},
		{"by the token, and it names nobody", func(o *office) incoming.Mail {
			m := report("5.1.1", "", desk.Job{})
			m.Refs, m.To = nil, []string{"us+" + o.job("C1").ReplyToken + "@example.org"}
			return m
		}, 1, 0, 1, 1},
		{"a member of the group that we wrote to", func(o *office) incoming.Mail { return report("5.1.1", "retired@example.com", o.job("C1")) }, 0, 1, 0, 1},
		{"a mailbox to which it was passed on", func(o *office) incoming.Mail {
			m := report("5.1.1", "forwarded@else.example", desk.Job{})
			m.Refs, m.To = nil, []string{"us+" + o.job("C1").ReplyToken + "@example.org"}
			return m
		}, 0, 1, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, box := mailOffice(t)
			box.put(c.mail(o))
			o.fetch()
			v, today := o.view("C1"), o.today("2026-11-24")
			if len(v.Debtor.Dead) != c.dead || today.ToMend != c.mend || today.Replies != c.open || o.happened("C1", activity.NoticeBounced) != c.bounced {
				t.Errorf("dead %v, %d to mend, %d to read, %d bounced", v.Debtor.Dead, today.ToMend, today.Replies, o.happened("C1", activity.NoticeBounced))
			}
			if len(v.Holds) != 0 {
				t.Errorf("a report has paused dunning")
			}
		})
	}
}

func TestAnAddressThatWasMendedSinceIsNotTheOneThatBounced(t *testing.T) {
	o, box := mailOffice(t)
	o.source.debtors[0].Email = "new@example.com"
	o.sync()
	box.put(report("5.1.1", "c1@example.com", o.job("C1")))
	o.fetch()
	if v := o.view("C1"); len(v.Debtor.Dead) != 0 || len(v.Tasks) != 0 || o.happened("C1", activity.NoticeBounced) != 1 {
		t.Errorf("dead %v, tasks %v", v.Debtor.Dead, v.Tasks)
	}
}

func answer(from, text string) incoming.Mail {
	return incoming.Mail{Kind: incoming.Answer, From: from, Name: "Ola", Subject: "Re: Reminder", Text: text}
}

func TestAnAnswerPausesDunningUntilItIsRead(t *testing.T) {
	o, box := mailOffice(t)
	box.put(answer("C1@Example.com", "We need more time, a customer of ours pays late."))
	m := answer("somebody@else.example", "And one thing more.")
	m.Refs = []string{o.job("C1").MessageID}
	box.put(m)
	if f := o.fetch(); f.Answers != 2 || f.Unplaced != 0 {
		t.Errorf("%+v", f)
	}
	v, today := o.view("C1"), o.today("2026-12-21")
	if len(v.Holds) != 1 || v.Answer != dunning.Answered || v.Behaviour.Contacts != 1 || v.Behaviour.Answered != 1 {
		t.Errorf("%d holds, answer %q, %d of %d contacts answered", len(v.Holds), v.Answer, v.Behaviour.Answered, v.Behaviour.Contacts)
	}
	if len(v.Promises) != 0 || len(v.Disputes) != 0 {
		t.Error("a guess has done something")
	}
	if today.Replies != 2 || today.Work[0].Do != desk.DoReply || today.Work[0].Mail != 2 || today.Work[0].Why.Key != "answer-unclear" {
		t.Errorf("%d to read, first %+v", today.Replies, today.Work[0])
	}
	held := func() bool {
		o.clock.to(day("2026-12-21"))
		o.sync()
		wave, err := o.Wave(t.Context(), o.propose("2026-12-21"))
		o.must(err)
		o.must(o.CancelWave(t.Context(), wave.Wave.ID, "only looked"))
		return !slices.ContainsFunc(wave.Lines, func(l store.WaveLine) bool { return l.Name == "Customer C1" })
	}
	if !held() {
		t.Error("a reminder leaves while an answer waits")
	}
	o.must(o.SettleMail(t.Context(), desk.MailVerdict{Mail: 2, Says: desk.AsksNothing}))
	if !held() {
		t.Error("a reminder leaves while the other answer waits")
	}
	o.must(o.SettleMail(t.Context(), desk.MailVerdict{Mail: 1, Says: desk.AsksNothing, Note: "read"}))
	if held() || o.today("2026-12-21").Replies != 0 {
		t.Error("all is read, and dunning does not go on")
	}
	o.wantCode(o.SettleMail(t.Context(), desk.MailVerdict{Mail: 1, Says: desk.AsksNothing}), fault.Conflict)
}

func TestAMachinesAnswerChangesNothing(t *testing.T) {
	o, box := mailOffice(t)
	box.put(incoming.Mail{Kind: incoming.Automatic, By: "Auto-Submitted", From: "c1@example.com", Subject: "Out of office", Text: "We will pay when I am back on Monday. Paid."})
	box.put(incoming.Mail{Kind: incoming.Automatic, By: "Precedence", From: "news@else.example", Text: "Buy!"})
	if f := o.fetch(); f != (desk.MailFetched{New: 2, Automatic: 2}) {
		t.Errorf("%+v", f)
	}
	v, today := o.view("C1"), o.today("2026-11-24")
	if len(v.Holds) != 0 || v.Answer != dunning.NoAnswer || v.Behaviour.Answered != 0 || today.Replies != 0 || today.MailToPlace != 0 || o.happened("C1", activity.MailNoted) != 1 {
		t.Errorf("%d holds, answer %q, %d to read, %d to place", len(v.Holds), v.Answer, today.Replies, today.MailToPlace)
	}
}

func TestAMailIsTakenOnceWhateverHappens(t *testing.T) {
	o, box := mailOffice(t)
	for i := range 5 {
		box.put(answer("c1@example.com", fmt.Sprintf("Answer %d", i)))
	}
	for range 4 {
		box.fail = errors.New("the line broke")
		if _, err := o.FetchMail(t.Context()); err == nil {
			t.Fatal("the line did not break")
		}
	}
	if f := o.fetch(); f.New != 1 {
		t.Errorf("%+v", f)
	}
	for i := range box.mails { // the server numbers anew
		box.mails[i].Validity = 2
	}
	if f := o.fetch(); f != (desk.MailFetched{Known: 5}) {
		t.Errorf("%+v", f)
	}
	if n := o.happened("C1", activity.AnswerReceived); n != 5 {
		t.Errorf("%d answers in the history", n)
	}
}

func TestWhereMailComesInIsChecked(t *testing.T) {
	o := newOffice(t, twoCustomers)
	good := desk.MailInSettings{On: true, Host: "imap.example.org", Port: 993, Security: "tls", User: "us@example.org"}
	_, err := o.FetchMail(t.Context())
	o.wantCode(err, desk.MailInOff)
	for field, change := range map[string]func(*desk.MailInSettings){
		"host": func(s *desk.MailInSettings) { s.Host = "" }, "security": func(s *desk.MailInSettings) { s.Security = "none" }, "user": func(s *desk.MailInSettings) { s.User = "" },
		"poll": func(s *desk.MailInSettings) { s.Poll = 2000 }, "move-to": func(s *desk.MailInSettings) { s.MoveTo = "inbox" }, "folder": func(s *desk.MailInSettings) { s.Folder = "A\r\nB" },
		"sign-in": func(s *desk.MailInSettings) { s.SignIn = "magic" },
	} {
		s := good
		change(&s)
		var f *fault.Error
		if err := o.SetMailIn(t.Context(), s, nil); !errors.As(err, &f) || f.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	secret := "pass"
	o.must(o.SetMailIn(t.Context(), good, &secret))
	s, err := o.MailIn(t.Context())
	o.must(err)
	if s.From != day("2026-11-23") || s.Every() != 5*time.Minute {
		t.Errorf("read from %s on, every %s", s.From, s.Every())
	}
	o.must(o.SetMailIn(t.Context(), desk.MailInSettings{}, nil)) // off again
}
