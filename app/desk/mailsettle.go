package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// AsksNothing is the verdict that a mail asks for nothing: dunning goes on.
const AsksNothing incoming.Says = "nothing"

// MailVerdicts lists what a person may say that a mail means, in the order in which a clerk is offered it.
func MailVerdicts() []incoming.Says {
	return []incoming.Says{incoming.AsksTime, incoming.SaysPaid, incoming.Disputes, incoming.WrongPerson, AsksNothing}
}

// paidDays is for how long reminders wait for money that a customer says is on its way: what a bank and its booking need.
const paidDays = 14

// MailVerdict is a person's word on a mail.
type MailVerdict struct {
	Mail    int64
	Says    incoming.Says
	Note    string
	Promise *PromiseOrder // with asks-time: what was promised
	Until   date.Date     // with asks-time and says-paid: reminders wait until then; zero: with says-paid 14 days, else not
	Dispute *DisputeOrder // needed with disputes
}

// SettleMail does what a person has read in a mail, and ends the pause that waited for it: a promise is taken or reminders wait, a
// dispute is opened, an address that is the wrong one is written to no more. What was guessed does not count. Refused, with the
// field: an unknown verdict, one without what belongs to it, and what a promise, a hold or a dispute is refused for; a mail that
// somebody else has settled is fault.Conflict.
func (d *Desk) SettleMail(ctx context.Context, v MailVerdict) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	if err := v.check(on); err != nil {
		return err
	}
	return d.update(ctx, func(w store.Writer) error {
		m, who, err := openMail(w, v.Mail)
		if err != nil {
			return err
		}
		before := m.State
		m.State, m.Verdict, m.Note = store.MailSettled, string(v.Says), v.Note
		if err := w.SetIncoming(before, m); err != nil {
			return err
		}
		if err := w.Append(activity.MailSettled, int64(who.ID), 0, who.Name, map[string]any{"mail": m.ID, "verdict": v.Says, "guess": m.Guess.Says, "note": v.Note}); err != nil {
			return err
		}
		if err := d.followVerdict(w, v, &m, who, on); err != nil {
			return err
		}
		return release(w, &m, who)
	})
}

func (v *MailVerdict) check(on date.Date) error {
	switch {
	case !slices.Contains(MailVerdicts(), v.Says):
		return fault.New(fault.Invalid, "%q is nothing that a mail can mean", string(v.Says)).OnField("as").WithHint("asks-time, says-paid, disputes, wrong-person or nothing")
	case v.Says == incoming.Disputes && v.Dispute == nil:
		return fault.New(fault.Invalid, "say what is disputed").OnField("item").WithHint("an invoice and a reason")
	case v.Promise != nil && v.Says != incoming.AsksTime || v.Dispute != nil && v.Says != incoming.Disputes:
		return fault.New(fault.Invalid, "that does not belong to %q", string(v.Says)).OnField("as")
	case !v.Until.IsZero() && v.Until.Before(on):
		return fault.New(fault.Invalid, "reminders cannot wait until %s, which is past", v.Until).OnField("until")
	case !v.Until.IsZero():
		return withinReach("until", v.Until, on, holdYears)
	}
	return nil
}

// openMail is a mail that waits for a person's word, with its customer.
func openMail(r store.Reader, id int64) (m store.Incoming, who receivable.Debtor, err error) {
	if m, err = r.IncomingMail(id); err != nil {
		return m, who, err
	}
	switch m.State {
	case store.MailOpen:
		who, err = r.Debtor(m.Debtor)
	case store.MailUnplaced:
		err = fault.New(fault.Conflict, "nobody has said yet whose mail %d is", id).WithHint("place it first")
	case store.MailSettled, store.MailNoted, store.MailDismissed:
		err = fault.New(fault.Conflict, "mail %d has been dealt with", id).WithHint("see `inbox list --all`")
	}
	return m, who, err
}

// followVerdict does what a verdict leads to.
func (d *Desk) followVerdict(w store.Writer, v MailVerdict, m *store.Incoming, who receivable.Debtor, on date.Date) error {
	answer := map[incoming.Says]dunning.Answer{
		incoming.AsksTime: dunning.AsksTime, incoming.SaysPaid: dunning.SaysPaid, incoming.Disputes: dunning.SaysDisputes, AsksNothing: dunning.Answered,
	}[v.Says]
	if answer != dunning.NoAnswer && m.Mail.Kind == incoming.Answer {
		if err := w.PutAnswer(who.ID, answer, quote(m.Mail.Text)); err != nil {
			return err
		}
	}
	switch v.Says {
	case incoming.AsksTime:
		if v.Promise != nil {
			p := *v.Promise
			p.Debtor = who.ID
			return takePromise(w, who, p, on)
		}
		return v.wait(w, who, v.Until, HoldForTime)
	case incoming.SaysPaid:
		until := v.Until
		if until.IsZero() {
			until = on.AddDays(paidDays)
		}
		return v.wait(w, who, until, HoldForMoney)
	case incoming.Disputes:
		o := *v.Dispute
		o.Debtor = who.ID
		if o.Item == 0 {
			return fault.New(fault.Invalid, "a dispute is about one item").OnField("item")
		}
		return openDispute(w, who, o, on)
	case incoming.WrongPerson:
		if m.Mail.Kind == incoming.Complaint {
			return d.withdrawMail(w, m, who, who.Email)
		}
		return wrongAddress(w, m, who, on)
	case AsksNothing, incoming.Unclear:
	}
	return nil
}

// wait holds reminders until a day; zero: not at all.
func (v *MailVerdict) wait(w store.Writer, who receivable.Debtor, until date.Date, reason string) error {
	if until.IsZero() {
		return nil
	}
	if v.Note != "" {
		reason += ": " + v.Note
	}
	h := dunning.Hold{Until: until, Reason: reason, By: w.Actor().Name}
	if _, err := w.PutHold(store.Hold{Hold: h, Debtor: who.ID}); err != nil {
		return err
	}
	return w.Append(activity.HoldSet, int64(who.ID), 0, who.Name, map[string]string{"until": until.String(), "reason": reason})
}

// wrongAddress ends that the customer is written to by mail, when the mail speaks of the address that reminders go to: who writes
// from another one, or forwarded it, has said nothing against that.
func wrongAddress(w store.Writer, m *store.Incoming, who receivable.Debtor, on date.Date) error {
	if slices.Contains(who.Dead, receivable.Email) {
		return nil
	}
	if its, err := ofItsAddress(w, m, who); err != nil || !its {
		return err
	}
	mark := receivable.DeadChannel{Channel: receivable.Email, Cause: receivable.Bounced, Why: strings.TrimSpace(m.Report.Said()), On: on}
	if m.Mail.Kind == incoming.Answer {
		mark.Cause, mark.Why = receivable.WrongPerson, "the mailbox is somebody else's"
	}
	return deadChannel(w, who, mark, on)
}

// ofItsAddress reports whether a mail speaks of the address that its customer has now, and not of one that was mended since or that a
// trial wrote to.
func ofItsAddress(r store.Reader, m *store.Incoming, who receivable.Debtor) (bool, error) {
	switch {
	case m.Notice != 0:
		n, err := r.Notice(m.Notice)
		return sameMailbox(n.To, who.Email), err
	case m.How == store.BySender:
		return sameMailbox(m.Mail.From, who.Email), nil
	case m.How == store.ByRecipient:
		return sameMailbox(m.Report.Address(), who.Email), nil
	}
	return true, nil // who placed it knows
}

// release ends the pause that waited for a mail, unless another mail still waits for it. A person may have lifted it before.
func release(w store.Writer, m *store.Incoming, who receivable.Debtor) error {
	if m.Hold == 0 {
		return nil
	}
	open, err := w.Incoming(store.IncomingQuery{Debtor: who.ID, States: []store.IncomingState{store.MailOpen}})
	if err != nil || slices.ContainsFunc(open, func(o store.Incoming) bool { return o.Hold == m.Hold && o.ID != m.ID }) {
		return err
	}
	held, err := w.Holds(who.ID)
	if err != nil || !slices.ContainsFunc(held, func(h store.Hold) bool { return h.ID == m.Hold && !h.Lifted }) {
		return err
	}
	if err := w.LiftHold(m.Hold, "the answer was read"); err != nil {
		return err
	}
	return w.Append(activity.HoldLifted, int64(who.ID), 0, who.Name, map[string]any{"hold": m.Hold, "why": "the answer was read"})
}

// PlaceMail says whose a mail is of which nobody knew it. An answer pauses dunning from then on, as it would have when it came.
func (d *Desk) PlaceMail(ctx context.Context, mail int64, debtor receivable.DebtorID) error {
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		m, err := w.IncomingMail(mail)
		if err != nil {
			return err
		}
		if m.State != store.MailUnplaced {
			return fault.New(fault.Conflict, "mail %d is no longer among those of which nobody knows whose they are", mail).WithHint("see `inbox list --all`")
		}
		m.Debtor, m.How, m.State, m.Name = who.ID, store.ByPerson, store.MailOpen, who.Name
		if err := w.SetIncoming(store.MailUnplaced, m); err != nil {
			return err
		}
		return d.followMail(w, &m, who)
	})
}

// DismissMail says that a mail is nobody's who owes, or that there is nothing to do about it.
func (d *Desk) DismissMail(ctx context.Context, mail int64, why string) error {
	return d.update(ctx, func(w store.Writer) error {
		m, err := w.IncomingMail(mail)
		if err != nil {
			return err
		}
		if m.State != store.MailUnplaced && m.State != store.MailOpen {
			return fault.New(fault.Conflict, "mail %d has been dealt with", mail).WithHint("see `inbox list --all`")
		}
		before := m.State
		m.State, m.Note = store.MailDismissed, why
		if err := w.SetIncoming(before, m); err != nil {
			return err
		}
		if m.Debtor == 0 {
			return w.Append(activity.MailDismissed, 0, 0, "mail "+itoa(mail), map[string]any{"mail": mail, "why": why})
		}
		who, err := w.Debtor(m.Debtor)
		if err != nil {
			return err
		}
		if err := w.Append(activity.MailDismissed, int64(who.ID), 0, who.Name, map[string]any{"mail": mail, "why": why}); err != nil {
			return err
		}
		return release(w, &m, who)
	})
}
