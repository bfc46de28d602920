package desk

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// provesItself reports whether a mail is a machine's word that is proven to be about a notice of ours and its reader, so that what follows
// from it follows without a person.
func provesItself(r store.Reader, m *store.Incoming) (bool, error) {
	if !m.How.Proven() || m.Mail.Kind != incoming.Bounce && m.Mail.Kind != incoming.Complaint {
		return false, nil
	}
	if m.Mail.Kind == incoming.Complaint && !slices.Contains(unwanted, m.Report.Detail) {
		return false, nil
	}
	n, err := r.Notice(m.Notice)
	return err == nil && ofWhomWeWrote(&m.Report, n.To), err
}

// unwanted are the kinds of feedback reports by which a reader has said that he wants no such mail (RFC 5965 s. 7.3; opt-out is of its
// drafts). One of fraud, of a virus or of something else may be a filter's word: a person looks at it.
var unwanted = []string{"abuse", "opt-out"}

// ofWhomWeWrote reports whether a report is about the address that we wrote to: it names it as the one that the mail was first sent to
// (RFC 3464 s. 2.3.1) or as the one where it ended, or it names none. One that names another speaks of a member of a group, or of a
// mailbox to which the mail was passed on.
func ofWhomWeWrote(rep *incoming.Report, to string) bool {
	return rep.Original == "" && rep.Recipient == "" || sameMailbox(rep.Original, to) || sameMailbox(rep.Recipient, to)
}

// bounced is what follows from a report that a message did not arrive. Where the report is proven to be about a notice of ours and
// says that the address is wrong, the next step takes another way, if the customer still has that address; all else a person looks at. A
// report of somebody to whom our mail was only passed on says nothing of the address that we wrote to.
func (d *Desk) bounced(w store.Writer, m *store.Incoming, who receivable.Debtor) error {
	facts := reportFacts(m)
	if err := w.Append(activity.NoticeBounced, int64(who.ID), 0, subjectOf(m, who), facts); err != nil || !m.How.Proven() {
		return err
	}
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	n, err := w.Notice(m.Notice)
	if err != nil || !ofWhomWeWrote(&m.Report, n.To) {
		return err
	}
	said := m.Report.Said()
	if m.Report.Dead() && sameMailbox(n.To, who.Email) {
		// It has reached nobody, so no level was taken; see MessageFailed. A courtesy has taken none.
		if !n.Cancelled {
			if err := takeBack(w, on, n.ID, "the mailbox does not exist"); err != nil && !fault.Has(err, fault.Conflict) {
				return err
			}
		}
		if slices.Contains(who.Dead, receivable.Email) {
			return nil
		}
		return deadChannel(w, who, receivable.DeadChannel{Channel: receivable.Email, Cause: receivable.Bounced, Why: said, Address: n.To, On: on}, on)
	}
	if !sameMailbox(n.To, who.Email) {
		return nil // a test, or an address that was mended since
	}
	_, err = w.PutTask(store.Task{
		Kind: store.TaskMend, Debtor: who.ID, Wave: n.Wave, Due: on,
		Why: dunning.Why{Key: "message-failed", Args: map[string]string{"number": n.Number, "channel": string(receivable.Email), "to": n.To, "detail": said}},
	})
	return err
}

// complained is what follows when the reader has called our mail unwanted at his provider (RFC 5965). Proven, it is a withdrawn consent:
// no reminder goes to that address any more. What anybody could have written a person looks at.
func (d *Desk) complained(w store.Writer, m *store.Incoming, who receivable.Debtor) error {
	if err := w.Append(activity.MailNoted, int64(who.ID), 0, subjectOf(m, who), mailFacts(m)); err != nil || m.State != store.MailNoted {
		return err
	}
	n, err := w.Notice(m.Notice)
	if err != nil {
		return err
	}
	return d.withdrawMail(w, m, who, n.To)
}

// withdrawMail notes a complaint as a withdrawn consent to mail: of the contact to whom the address belongs, else of the customer.
func (d *Desk) withdrawMail(w store.Writer, m *store.Incoming, who receivable.Debtor, address string) error {
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	c := receivable.Consent{Debtor: who.ID, Channel: receivable.Email, State: receivable.ConsentWithdrawn, On: on}
	c.Source = strings.Join(slices.DeleteFunc([]string{"mail " + itoa(m.ID), "RFC 5965", m.Report.Detail, m.Mail.From}, func(s string) bool { return s == "" }), ", ")
	if !sameMailbox(address, who.Email) {
		at := slices.IndexFunc(who.Contacts, func(p receivable.Contact) bool { return sameMailbox(p.Email, address) })
		if at < 0 {
			return nil // an address that is nobody's by now
		}
		p := who.Contacts[at]
		c.Contact, c.Name, c.Address = p.Key(), p.Name, p.Email
	}
	before, err := standingConsent(w, &c)
	if err != nil || before.State == receivable.ConsentWithdrawn {
		return err
	}
	if _, err := w.PutConsent(c); err != nil {
		return err
	}
	return w.Append(activity.ConsentNoted, int64(who.ID), 0, who.Name, map[string]string{
		"channel": string(c.Channel), "state": string(c.State), "before": string(before.State), "on": c.On.String(), "source": c.Source, "contact": c.Name,
	})
}
