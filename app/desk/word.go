package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// WordOrder asks for a message beside the levels: that the customer should call, that a promise was noted, or that one was broken.
type WordOrder struct {
	Debtor receivable.DebtorID
	Event  dunning.Event        // one of dunning.Words
	By     []receivable.Channel // the first that reaches the customer; empty: email, else letter
}

// SentWord says what became of it.
type SentWord struct {
	Notice  NoticeID
	Number  string
	To      string
	Channel receivable.Channel
	State   store.OutboxState // queued while it waits, as for the hours in which the customer may be written to
	Folder  string            // where letters, and mails without a server, are put
}

// SendWord writes to a customer beside the levels, in the customer's language and through the outbox: at most once. It charges nothing
// and moves no level. Errors: nothing to say (fault.Conflict), a customer whom no channel reaches or who may not be written to today
// (fault.Refused, on field by).
func (d *Desk) SendWord(ctx context.Context, o WordOrder) (SentWord, error) {
	job, err := d.newIssuing(ctx)
	if err != nil {
		return SentWord{}, err
	}
	var id store.NoticeID
	var by receivable.Channel
	if err := d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error {
		id, by, err = job.word(ctx, w, who, o)
		return err
	}); err != nil {
		return SentWord{}, err
	}
	sent, err := d.sendPaperNow(ctx, id)
	return SentWord{Notice: id, Number: sent.Number, To: sent.To, Channel: by, State: sent.State, Folder: sent.Folder}, err
}

// word makes the message and puts it into the outbox.
func (j *issuing) word(ctx context.Context, w store.Writer, who receivable.Debtor, o WordOrder) (store.NoticeID, receivable.Channel, error) {
	by, err := reaches(who, o.By)
	if err != nil {
		return 0, "", err
	}
	p, err := j.desk.newPlanner(w, j.on)
	if err != nil {
		return 0, "", err
	}
	pack := p.law(who)
	if err := j.desk.mayWrite(w, &pack, who, by); err != nil {
		return 0, "", err
	}
	claim, err := p.word(w, who, o.Event, by)
	if err != nil {
		return 0, "", err
	}
	job, err := j.job(w, store.WaveLine{ID: int64(who.ID), Notice: claim})
	if err != nil {
		return 0, "", err
	}
	made, err := j.desk.Courier.Make(ctx, job)
	if err != nil {
		return 0, "", err
	}
	id, err := w.IssueNotice(issuedAs(job, made), made.Docs)
	if err != nil {
		return 0, "", err
	}
	facts := issuedFacts(id, claim, made)
	facts["event"], facts["to"] = claim.Event, made.To
	return id, by, w.Append(activity.NoticeIssued, int64(who.ID), 0, job.Number, facts)
}

// word plans the message for one customer.
func (p *planner) word(r store.Reader, who receivable.Debtor, e dunning.Event, by receivable.Channel) (n dunning.Notice, err error) {
	account := dunning.Account{Debtor: who}
	if err := r.Accounts(p.query(store.AccountQuery{Debtors: []receivable.DebtorID{who.ID}}, p.on), p.on, func(a *dunning.Account) error {
		account = *a
		return nil
	}); err != nil {
		return n, err
	}
	return p.rulesOf(&account.Debtor).Word(e, &account, by, p.on)
}

// reaches is the first of some channels by which a customer can be written to.
func reaches(who receivable.Debtor, channels []receivable.Channel) (receivable.Channel, error) {
	if len(channels) == 0 {
		channels = []receivable.Channel{receivable.Email, receivable.Letter}
	}
	for _, c := range channels {
		switch {
		case !carried(c):
			return "", fault.New(fault.Invalid, "nothing is written by %s", c).OnField("by")
		case who.Reaches(c):
			return c, nil
		}
	}
	return "", fault.New(fault.Refused, "%s cannot be reached by %s", who.Name, joinChannels(channels)).OnField("by").WithHint("mend the address in the accounting system")
}

func joinChannels(channels []receivable.Channel) string {
	text := ""
	for i, c := range channels {
		if i > 0 {
			text += " or "
		}
		text += string(c)
	}
	return text
}

// issuedAs is a made notice as the book keeps it while it waits.
func issuedAs(job Job, made Made) store.Notice {
	n := store.Notice{
		Number: job.Number, Claim: job.Notice, Name: job.Debtor.Name, From: made.From, To: made.To, Subject: made.Subject, Language: made.Language,
		State: store.OutQueued, Text: made.Text, Trial: made.Trial,
	}
	if job.Notice.Channel == receivable.Email {
		n.MessageID, n.ReplyToken = job.MessageID, job.ReplyToken
	}
	return n
}

// confirmPromise writes down for a customer what was promised, where the customer's procedure says so. The promise stands whatever
// becomes of the message: what keeps it from leaving is written into the program's log.
func (d *Desk) confirmPromise(ctx context.Context, debtor receivable.DebtorID) {
	var by []receivable.Channel
	err := d.view(ctx, func(r store.Reader) error {
		who, err := r.Debtor(debtor)
		if err != nil {
			return err
		}
		on, err := d.todayOf(r)
		if err != nil {
			return err
		}
		p, err := d.newPlanner(r, on)
		if err != nil {
			return err
		}
		if c := p.procedures.of(&who).procedure.ConfirmPromise; c != nil {
			if by = c.Channels; len(by) == 0 {
				by = []receivable.Channel{receivable.Email}
			}
		}
		return nil
	})
	if err == nil && len(by) > 0 {
		_, err = d.SendWord(ctx, WordOrder{Debtor: debtor, Event: dunning.EventPromised, By: by})
	}
	if err != nil && d.Logger != nil {
		d.Logger.WarnContext(ctx, "a promise was not confirmed in writing", "error", err)
	}
}
