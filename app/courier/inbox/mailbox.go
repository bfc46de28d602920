package inbox

import (
	"context"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Mailboxes is desk.Mailboxes over IMAP (RFC 3501). Mails are read without being marked as read, and of each only its beginning,
// in which the headers, the text and a report stand: what a mailbox is filled with does not fill the memory.
type Mailboxes struct {
	Limits Limits
}

// batchMails is how many mails are fetched at once.
const batchMails = 20

// overlap is how far back a mailbox is read again whose numbers are no longer valid. What the book has is passed over.
const overlap = 7 * 24 * time.Hour

// FetchMail gives what came after the mark, and how far the mailbox is read then.
func (b Mailboxes) FetchMail(ctx context.Context, s desk.MailInSettings, secret string, mark desk.MailMark, take func([]desk.Arrival) error) (desk.MailMark, error) {
	o, err := open(ctx, s, secret, s.MarkRead || s.MoveTo != "")
	if err != nil {
		return mark, err
	}
	defer o.close()
	numbers, err := o.after(s, mark)
	if err != nil {
		return mark, interrupted(ctx, err, s)
	}
	for batch := range slices.Chunk(append(o.again(mark), numbers...), batchMails) {
		if err := o.pass(ctx, s, batch, b.Limits, take); err != nil {
			return mark, err
		}
	}
	if mark.Validity != o.validity {
		mark = desk.MailMark{Validity: o.validity}
	}
	mark.Again = nil
	if o.next > 0 { // whatever lies below is read, or came before the day from which on mails are read
		mark.UID = max(mark.UID, o.next-1)
	}
	if len(numbers) > 0 {
		mark.UID = max(mark.UID, uint32(numbers[len(numbers)-1]))
	}
	return mark, nil
}

// pass fetches some mails, has them taken and settles them.
func (o *session) pass(ctx context.Context, s desk.MailInSettings, batch []imap.UID, limits Limits, take func([]desk.Arrival) error) error {
	got, err := o.fetch(batch, limits)
	if refused(err) {
		got, err = o.oneByOne(batch, limits)
	}
	if err == nil {
		err = o.textsBehind(got, limits)
	}
	if err != nil {
		return interrupted(ctx, err, s)
	}
	arrivals := make([]desk.Arrival, len(got))
	for i := range got {
		arrivals[i] = got[i].Arrival
	}
	if err := ctx.Err(); err != nil || len(arrivals) == 0 { // none: taken away meanwhile
		return err
	}
	if err := take(arrivals); err != nil {
		return err
	}
	if err := o.settle(s, arrivals); err != nil {
		return interrupted(ctx, err, s)
	}
	return nil
}

func interrupted(ctx context.Context, err error, s desk.MailInSettings) error {
	return fault.Wrap(cause(ctx, err), fault.Unavailable, "reading the mails on %s was interrupted", s.Host).
		WithHint("what was read is kept; the rest is read next time")
}

// after gives the numbers of the mails to read, in order.
func (o *session) after(s desk.MailInSettings, mark desk.MailMark) ([]imap.UID, error) {
	last, since := mark.UID, time.Time{}
	if !s.From.IsZero() {
		year, month, day := s.From.Parts()
		since = time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	if mark.Validity != o.validity {
		last = 0
		if !mark.At.IsZero() { // the server has numbered its mails anew
			since = later(since, mark.At.Add(-overlap))
		}
	}
	if o.mails == 0 || o.next != 0 && last+1 >= o.next {
		return nil, nil
	}
	o.conn.allow(listAllowed)
	criteria := &imap.SearchCriteria{Since: since, UID: []imap.UIDSet{{imap.UIDRange{Start: imap.UID(last + 1), Stop: 0}}}}
	found, err := o.client.UIDSearch(criteria, nil).Wait()
	if err != nil {
		return nil, err
	}
	// "5:*" names the last mail even where its number is lower.
	numbers := slices.DeleteFunc(found.AllUIDs(), func(u imap.UID) bool { return uint32(u) <= last })
	slices.Sort(numbers)
	return slices.Compact(numbers), nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// settle marks and moves what the book has, as the settings say.
func (o *session) settle(s desk.MailInSettings, taken []desk.Arrival) error {
	var set imap.UIDSet
	for i := range taken {
		if taken[i].Unread == "" {
			set.AddNum(imap.UID(taken[i].UID))
		}
	}
	if len(set) == 0 {
		return nil
	}
	o.conn.allow(talkAllowed)
	if s.MarkRead {
		flags := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagSeen}}
		if err := o.client.Store(set, flags, nil).Close(); err != nil {
			return err
		}
	}
	if s.MoveTo == "" {
		return nil
	}
	_, err := o.client.Move(set, s.MoveTo).Wait()
	return err
}

// AwaitMail waits at the server where that tells of new mail, and by the clock where it does not.
func (b Mailboxes) AwaitMail(ctx context.Context, s desk.MailInSettings, secret string, mark desk.MailMark, most time.Duration) error {
	timer := time.NewTimer(most)
	defer timer.Stop()
	wait := func(more <-chan struct{}, lost <-chan struct{}) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
		case <-more:
		case <-lost: // the next look tells why
		}
		return nil
	}
	if s.NoIdle {
		return wait(nil, nil)
	}
	o, err := open(ctx, s, secret, false)
	if err != nil {
		return err
	}
	defer o.close()
	if o.validity != mark.Validity || o.next > mark.UID+1 { // it came before we waited
		if numbers, err := o.after(s, mark); err != nil || len(numbers) > 0 {
			return err
		}
	}
	if !o.client.Caps().Has(imap.CapIdle) {
		o.close()
		return wait(nil, nil)
	}
	// What was told since the mailbox was opened is not forgotten: such a mail is not told of again.
	o.conn.allow(talkAllowed)
	idle, err := o.client.Idle()
	if err != nil {
		return interrupted(ctx, err, s)
	}
	err = wait(o.more, o.client.Closed())
	_ = idle.Close()
	return err
}

// LookAtMail counts.
func (b Mailboxes) LookAtMail(ctx context.Context, s desk.MailInSettings, secret string) (desk.MailboxLook, error) {
	o, err := open(ctx, s, secret, false)
	if err != nil {
		return desk.MailboxLook{}, err
	}
	defer o.close()
	numbers, err := o.after(s, desk.MailMark{})
	if err != nil {
		return desk.MailboxLook{}, interrupted(ctx, err, s)
	}
	return desk.MailboxLook{Mails: int(o.mails), ToRead: len(numbers), Idle: o.client.Caps().Has(imap.CapIdle)}, nil
}
