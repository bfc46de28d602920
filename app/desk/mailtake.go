package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// IncomingMail is a mail that came back, as the book keeps it.
type IncomingMail = store.Incoming

// MailFetched counts what a look into the mailbox brought.
type MailFetched struct {
	New       int // mails that the book did not have
	Known     int // mails that it had
	Answers   int // of people, of the new ones
	Bounced   int // reports that a message did not arrive
	Automatic int // machines' answers, reports of delay and the like
	Unplaced  int // of which nobody knows whose they are
	Unread    int // mails that the server does not give: tried again at later looks, then listed as such
}

// FetchMail reads what has come back since the last look, places it and does what follows from it. Each mail is taken in one
// transaction with what follows and with the mark of how far the mailbox was read, so that whatever ends the program in between, a
// mail is taken once. Nothing leaves because of a mail.
func (d *Desk) FetchMail(ctx context.Context) (f MailFetched, err error) {
	s, secret, mark, err := d.mailbox(ctx)
	if err != nil {
		return f, err
	}
	own, err := d.ownAddresses(ctx, s)
	if err != nil {
		return f, err
	}
	gone := mark.Again // what is tried again and has left the mailbox meanwhile
	end, err := d.Mailboxes.FetchMail(ctx, s, secret, mark, func(batch []Arrival) error {
		for i := range batch {
			gone = slices.DeleteFunc(gone, func(uid uint32) bool { return uid == batch[i].UID })
			if err := d.takeArrival(ctx, s, batch[i], own, &f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return f, err
	}
	end.At = d.Clock.Now()
	return f, d.update(ctx, func(w store.Writer) error {
		for _, uid := range gone {
			if err := w.EndMailTries(s.Name(), mark.Validity, uid); err != nil {
				return err
			}
		}
		return w.PutMailMark(s.Name(), end)
	})
}

// AwaitMail returns when there is new mail, or when it is time to look again.
func (d *Desk) AwaitMail(ctx context.Context) error {
	s, secret, mark, err := d.mailbox(ctx)
	if err != nil {
		return err
	}
	return d.Mailboxes.AwaitMail(ctx, s, secret, mark, s.Every())
}

// MailInOff is the code of a desk that reads no mail.
const MailInOff fault.Code = "mail-in-off"

// mailbox gives what is needed to read the mailbox on from where it was.
func (d *Desk) mailbox(ctx context.Context) (s MailInSettings, secret string, mark MailMark, err error) {
	if s, err = d.MailIn(ctx); err != nil {
		return s, "", mark, err
	}
	if !s.On || d.Mailboxes == nil {
		return s, "", mark, fault.New(MailInOff, "no mailbox is set up for what comes back").WithHint("set one up under Settings, Mail in")
	}
	if secret, err = d.mailInSecret(s); err != nil {
		return s, "", mark, fault.Wrap(err, fault.Unavailable, "the password for incoming mail is not in the keychain").WithHint("enter it again under Settings, Mail in")
	}
	err = d.view(ctx, func(r store.Reader) error {
		mark, err = r.MailMark(s.Name())
		return err
	})
	return s, secret, mark, err
}

// ownAddresses are those that we write from: what they send into the mailbox is no customer's.
func (d *Desk) ownAddresses(ctx context.Context, s MailInSettings) ([]string, error) {
	out, err := d.Mail(ctx)
	if err != nil {
		return nil, err
	}
	company, err := d.Company(ctx)
	own := []string{}
	for _, a := range []string{out.From, out.ReplyTo, out.TestTo, s.User, company.Email} {
		if strings.Contains(a, "@") {
			own = append(own, strings.ToLower(a))
		}
	}
	return own, err
}

// takeMail keeps one mail with all that follows from it. Where that cannot be done, because of something in the book that nobody
// foresaw, the mail is kept for a person to look at, and dunning pauses all the same; where not even that goes, the mail alone is kept:
// one mail must not keep all later ones from being read.
func (d *Desk) takeMail(ctx context.Context, s MailInSettings, a Arrival, own []string, f *MailFetched) error {
	var err error
	for _, far := range []following{followAll, followPause, followNothing} {
		if err = d.keepArrival(ctx, s, a, own, far, f); !fault.Has(err, fault.Conflict) && !fault.Has(err, fault.NotFound) && !fault.Has(err, fault.Invalid) {
			break
		}
	}
	return err
}

// following is how far it goes what is done about a mail by itself.
type following int

const (
	followAll following = iota
	followPause
	followNothing
)

// keepArrival places a mail, keeps it and does what follows, in one transaction with the mark of how far the mailbox was read.
func (d *Desk) keepArrival(ctx context.Context, s MailInSettings, a Arrival, own []string, far following, f *MailFetched) error {
	var kept store.Incoming
	var fresh bool
	if err := d.update(ctx, func(w store.Writer) error {
		m := arrived(s, a)
		if m.Arrived.IsZero() {
			m.Arrived = d.Clock.Now()
		}
		if !slices.Contains(own, a.Mail.From) {
			if err := place(w, a.Mail, &m); err != nil {
				return err
			}
		} else {
			m.State = store.MailNoted
		}
		var err error
		if fresh, err = d.keepMail(w, &m, far); err != nil {
			return err
		}
		kept = m
		return readTo(w, m.Mailbox, a)
	}); err != nil {
		return err
	}
	f.count(fresh, &kept)
	return nil
}

// readTo keeps that a mailbox was read up to a mail, which is not tried again. One that was tried again lies before others that were
// read since.
func readTo(w store.Writer, mailbox string, a Arrival) error {
	before, err := w.MailMark(mailbox)
	if err != nil {
		return err
	}
	if slices.Contains(before.Again, a.UID) {
		if err := w.EndMailTries(mailbox, a.Validity, a.UID); err != nil {
			return err
		}
	}
	mark := MailMark{Validity: a.Validity, UID: a.UID, At: before.At}
	if before.Validity == a.Validity {
		mark.UID = max(a.UID, before.UID)
	}
	return w.PutMailMark(mailbox, mark)
}

func (f *MailFetched) count(fresh bool, m *store.Incoming) {
	if !fresh {
		f.Known++
		return
	}
	f.New++
	switch m.Mail.Kind {
	case incoming.Answer:
		f.Answers++
	case incoming.Bounce, incoming.Complaint:
		f.Bounced++
	case incoming.Unreadable:
		f.Unread++
	default:
		f.Automatic++
	}
	if m.State == store.MailUnplaced {
		f.Unplaced++
	}
}

// arrived is a mail before anybody knows whose it is.
func arrived(s MailInSettings, a Arrival) store.Incoming {
	m := store.Incoming{Mailbox: s.Name(), Validity: a.Validity, UID: a.UID, Arrived: a.At, Mail: a.Mail, State: store.MailUnplaced}
	m.Mail.Refs, m.Mail.To, m.Mail.Reports = nil, nil, nil
	for i := range a.Mail.Reports {
		if r := a.Mail.Reports[i]; i == 0 || r.Kind() == incoming.Bounce && m.Report.Kind() != incoming.Bounce {
			m.Report = r
		}
	}
	return m
}

// place finds whose a mail is: by what only who had our message can know, then by an address that one customer alone has.
func place(r store.Reader, mail incoming.Mail, m *store.Incoming) error {
	n, how, err := noticeOf(r, mail)
	if err != nil {
		return err
	}
	if n.ID != 0 {
		if standing, err := r.PersonStanding(n.Claim.Debtor); err != nil || !standing.Anonymised.IsZero() { // we no longer know who that was
			return err
		}
		m.Notice, m.Number, m.Debtor, m.How = n.ID, n.Number, n.Claim.Debtor, how
		for _, rep := range mail.Reports { // the report is about whom we wrote to, if it speaks of several
			if sameMailbox(rep.Address(), n.To) || sameMailbox(rep.Recipient, n.To) {
				m.Report = rep
				break
			}
		}
		return nil
	}
	address, how := mail.From, store.BySender
	if mail.Kind != incoming.Answer && mail.Kind != incoming.Automatic && mail.Kind != incoming.Unreadable {
		address, how = m.Report.Address(), store.ByRecipient
	}
	found, err := r.DebtorsByMail(address)
	if err == nil && len(found) == 1 {
		m.Debtor, m.How = found[0], how
	}
	return err
}

// noticeOf finds the notice that a mail is about.
func noticeOf(r store.Reader, mail incoming.Mail) (n store.Notice, how store.Placing, err error) {
	for _, to := range mail.To {
		token := ReplyTokenIn(to)
		if token == "" {
			continue
		}
		if n, err = r.NoticeByReplyToken(token); err == nil || !fault.Has(err, fault.NotFound) {
			return n, store.ByToken, err
		}
	}
	for _, id := range mail.Refs {
		if n, err = r.NoticeByMessageID(id); err == nil || !fault.Has(err, fault.NotFound) {
			return n, store.ByMessageID, err
		}
	}
	return store.Notice{}, "", nil
}

// keepMail adds a mail and does what follows; false when the book had it.
func (d *Desk) keepMail(w store.Writer, m *store.Incoming, far following) (bool, error) {
	var who receivable.Debtor
	if m.Debtor != 0 {
		var err error
		if who, err = w.Debtor(m.Debtor); err != nil {
			return false, err
		}
		m.Name = who.Name
	}
	quiet := m.Mail.Kind == incoming.Automatic || m.Mail.Kind == incoming.Delay || m.Mail.Kind == incoming.Receipt
	switch {
	case m.State == store.MailNoted:
	case quiet:
		m.State = store.MailNoted
	case m.Debtor != 0:
		m.State = store.MailOpen
	}
	if m.Mail.Kind == incoming.Answer {
		m.Guess = incoming.Suggest(m.Mail.Subject + "\n" + m.Mail.Text)
	}
	acts := far != followNothing && m.Debtor != 0 && m.State != store.MailUnplaced
	if acts && far == followAll {
		if proven, err := provesItself(w, m); err != nil {
			return false, err
		} else if proven {
			m.State = store.MailNoted // nothing is left to decide
		}
	}
	id, fresh, err := w.PutIncoming(*m)
	m.ID = id
	switch {
	case err != nil || !fresh || !acts:
		return fresh, err
	case far == followPause:
		if m.State == store.MailOpen && pauses(m.Mail.Kind) {
			err = d.pause(w, m, who)
		}
		return true, err
	}
	return true, d.followMail(w, m, who)
}

// pauses reports whether dunning waits until a person has read such a mail: what cannot be read may be an answer.
func pauses(k incoming.Kind) bool { return k == incoming.Answer || k == incoming.Unreadable }

// followMail writes a mail that was placed to its customer's history, and does what follows from it by itself: no more than that
// dunning pauses, and that an address which does not work is not written to again.
func (d *Desk) followMail(w store.Writer, m *store.Incoming, who receivable.Debtor) error {
	switch m.Mail.Kind {
	case incoming.Answer:
		return d.answered(w, m, who)
	case incoming.Bounce:
		return d.bounced(w, m, who)
	case incoming.Delay:
		return w.Append(activity.NoticeDelayed, int64(who.ID), 0, subjectOf(m, who), reportFacts(m))
	case incoming.Complaint:
		return d.complained(w, m, who)
	case incoming.Unreadable:
		if err := w.Append(activity.MailNoted, int64(who.ID), 0, subjectOf(m, who), mailFacts(m)); err != nil {
			return err
		}
		return d.pause(w, m, who)
	case incoming.Automatic, incoming.Receipt:
	}
	return w.Append(activity.MailNoted, int64(who.ID), 0, subjectOf(m, who), mailFacts(m))
}

// subjectOf names what an entry is about: the notice, else the customer.
func subjectOf(m *store.Incoming, who receivable.Debtor) string {
	if m.Number != "" {
		return m.Number
	}
	return who.Name
}
