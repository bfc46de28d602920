package desk_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// shutMailbox gives one mail only after it was asked for some times.
type shutMailbox struct {
	mailbox
	shut  uint32
	after int // tries that bring nothing
	asked int
}

func (b *shutMailbox) FetchMail(_ context.Context, _ desk.MailInSettings, _ string, mark desk.MailMark, take func([]desk.Arrival) error) (desk.MailMark, error) {
	for _, a := range b.mails {
		if a.UID <= mark.UID && !slices.Contains(mark.Again, a.UID) {
			continue
		}
		if a.UID == b.shut {
			if b.asked++; b.asked <= b.after {
				a.Mail = incoming.Mail{Kind: incoming.Unreadable, From: a.Mail.From, Subject: a.Mail.Subject, Print: fmt.Sprintf("unread %d", a.UID)}
				a.Unread = "NO this message is damaged"
			}
		}
		if err := take([]desk.Arrival{a}); err != nil {
			return mark, err
		}
	}
	return desk.MailMark{Validity: 1, UID: uint32(len(b.mails))}, nil
}

// shutOffice is an office to which three have answered, the second of them with a mail that the server does not give.
func shutOffice(t *testing.T, after int) (*office, *shutMailbox) {
	o, _ := mailOffice(t)
	box := &shutMailbox{shut: 2, after: after}
	o.Mailboxes = box
	box.put(answer("c2@example.com", "First."))
	box.put(answer("c1@example.com", "We have paid."))
	box.put(answer("c2@example.com", "Third."))
	return o, box
}

func TestAMailThatIsGivenLaterIsReadLater(t *testing.T) {
	o, box := shutOffice(t, 2)
	if f := o.fetch(); f.New != 2 || f.Unread != 1 || f.Answers != 2 {
		t.Errorf("the first look: %+v", f)
	}
	if f := o.fetch(); f.New != 0 || f.Unread != 1 {
		t.Errorf("the second look: %+v", f)
	}
	if o.today("2026-11-24").Replies != 2 || len(o.view("C1").Holds) != 0 {
		t.Error("a mail is told of before it was tried often enough")
	}
	if f := o.fetch(); f.New != 1 || f.Answers != 1 {
		t.Errorf("it is given at last: %+v", f)
	}
	o.fetch()
	if v := o.view("C1"); box.asked != 3 || len(v.Holds) != 1 || o.happened("C1", activity.AnswerReceived) != 1 {
		t.Errorf("asked %d times, %d holds", box.asked, len(v.Holds))
	}
}

func TestAMailThatIsNeverGivenIsListed(t *testing.T) {
	o, box := shutOffice(t, 1000)
	for range 8 {
		o.fetch()
	}
	if box.asked != 5 {
		t.Errorf("asked %d times", box.asked)
	}
	rows, err := o.Incoming(t.Context(), desk.IncomingQuery{Kinds: []incoming.Kind{incoming.Unreadable}})
	o.must(err)
	if len(rows) != 1 || rows[0].State != desk.MailOpen || rows[0].Name != "Customer C1" || rows[0].Report.Detail != "NO this message is damaged" {
		t.Fatalf("%+v", rows)
	}
	if v, today := o.view("C1"), o.today("2026-11-24"); len(v.Holds) != 1 || v.Answer != dunning.NoAnswer || today.Replies != 3 {
		t.Errorf("%d holds, %q, %d to read", len(v.Holds), v.Answer, today.Replies)
	}
	o.must(o.SettleMail(t.Context(), desk.MailVerdict{Mail: rows[0].ID, Says: incoming.SaysPaid, Note: "read in the mailbox"}))
	if v := o.view("C1"); v.Holds[0].Reason == desk.HoldForAnswer && !v.Holds[0].Lifted {
		t.Error("what was read in the mailbox still pauses")
	}
}

func TestAMailThatLeftTheMailboxIsTriedNoMore(t *testing.T) {
	o, box := shutOffice(t, 1000)
	o.fetch()
	box.mails = slices.Delete(box.mails, 1, 2)
	o.fetch()
	var mark desk.MailMark
	o.must(o.Book.View(t.Context(), func(r store.Reader) (err error) {
		mark, err = r.MailMark("us@example.org@imap.example.org/INBOX")
		return err
	}))
	if len(mark.Again) != 0 || mark.At.IsZero() {
		t.Errorf("%+v", mark)
	}
}

// A mail through the group of our own domain may be a person's; one through anybody's else is a list's.
func TestAMailThroughOurOwnGroupIsAPersons(t *testing.T) {
	for list, want := range map[string]incoming.Kind{
		"payments.example.org": incoming.Answer, "example.org": incoming.Answer, "news.else.example": incoming.Automatic, "notexample.org": incoming.Automatic, "": incoming.Automatic,
	} {
		o, box := mailOffice(t)
		box.put(incoming.Mail{Kind: incoming.Automatic, By: "Precedence", List: list, From: "c1@example.com", Subject: "Your reminder", Text: "We have paid."})
		o.fetch()
		rows, err := o.Incoming(t.Context(), desk.IncomingQuery{})
		o.must(err)
		if rows[0].Mail.Kind != want || len(o.view("C1").Holds) > 0 != (want == incoming.Answer) {
			t.Errorf("through %q: %s", list, rows[0].Mail.Kind)
		}
	}
}

// A complaint that is tied to a notice of ours is a withdrawn consent; one that anybody could have written waits for a person.
func TestAComplaintWithdrawsConsent(t *testing.T) {
	complaint := func(ref string) incoming.Mail {
		return incoming.Mail{
			Kind: incoming.Complaint, By: "rfc5965", From: "fbl@provider.example", Refs: []string{ref},
			Reports: []incoming.Report{{Action: "complaint", Recipient: "c1@example.com", Detail: "abuse"}},
		}
	}
	o, box := mailOffice(t)
	box.put(complaint(o.job("C1").MessageID))
	box.put(complaint(o.job("C1").MessageID))
	o.fetch()
	v := o.view("C1")
	if v.Debtor.Refuses(receivable.Email) == nil || len(v.Consents) != 1 || o.happened("C1", activity.ConsentNoted) != 1 || o.today("2026-11-24").Replies != 0 {
		t.Errorf("%+v", v.Consents)
	}
	if c := v.Consents[0]; c.Source != "mail 1, RFC 5965, abuse, fbl@provider.example" || c.State != receivable.ConsentWithdrawn {
		t.Errorf("%+v", c)
	}
	o.clock.to(day("2026-12-21"))
	o.sync()
	wave, err := o.Wave(t.Context(), o.propose("2026-12-21"))
	o.must(err)
	for _, l := range wave.Lines {
		if l.Name == "Customer C1" && l.Notice.Channel == receivable.Email {
			t.Error("the next reminder goes by mail")
		}
	}
	o, box = mailOffice(t)
	box.put(complaint("never-ours@example.org"))
	o.fetch()
	if v := o.view("C1"); len(v.Consents) != 0 || o.today("2026-11-24").Replies != 1 {
		t.Errorf("a complaint that anybody could have written: %+v", v.Consents)
	}
	o.must(o.SettleMail(t.Context(), desk.MailVerdict{Mail: 1, Says: incoming.WrongPerson}))
	if v := o.view("C1"); v.Debtor.Refuses(receivable.Email) == nil || len(v.Debtor.Dead) != 0 {
		t.Errorf("a person's word on it: %+v", v.Consents)
	}
}

// A filter's word that a mail is fraud, proven to be about ours, withdraws nothing: a person looks at it.
func TestNotEveryReportWithdrawsConsent(t *testing.T) {
	o, box := mailOffice(t)
	box.put(incoming.Mail{
		Kind: incoming.Complaint, By: "rfc5965", From: "fbl@provider.example", Refs: []string{o.job("C1").MessageID},
		Reports: []incoming.Report{{Action: "complaint", Recipient: "c1@example.com", Detail: "fraud"}},
	})
	o.fetch()
	if v := o.view("C1"); len(v.Consents) != 0 || o.today("2026-11-24").Replies != 1 {
		t.Errorf("%+v, %d to look at", v.Consents, o.today("2026-11-24").Replies)
	}
}

// brokenBook refuses one kind of change, as a book does that holds what nobody foresaw.
type brokenBook struct{ store.Store }

type brokenWriter struct{ store.Writer }

func (b brokenBook) Update(ctx context.Context, who activity.Actor, fn func(store.Writer) error) error {
	return b.Store.Update(ctx, who, func(w store.Writer) error { return fn(brokenWriter{w}) })
}

func (brokenWriter) PutAnswer(receivable.DebtorID, dunning.Answer, string) error {
	return fault.New(fault.Conflict, "the answer has no place")
}

func TestAnAnswerPausesEvenWhereNothingElseFollows(t *testing.T) {
	o, box := mailOffice(t)
	box.put(answer("c1@example.com", "We need more time."))
	whole := o.Book
	o.Book = brokenBook{whole}
	if f := o.fetch(); f.New != 1 || f.Answers != 1 {
		t.Errorf("%+v", f)
	}
	o.Book = whole
	if v := o.view("C1"); len(v.Holds) != 1 || o.today("2026-11-24").Replies != 1 {
		t.Errorf("%d holds, %d to read", len(v.Holds), o.today("2026-11-24").Replies)
	}
	o.must(o.SettleMail(t.Context(), desk.MailVerdict{Mail: 1, Says: desk.AsksNothing}))
	if v := o.view("C1"); slices.ContainsFunc(v.Holds, func(h store.Hold) bool { return !h.Lifted }) {
		t.Error("it is read, and dunning does not go on")
	}
}
