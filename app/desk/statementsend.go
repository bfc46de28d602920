package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// SendStatementOrder asks for a statement of account to be sent to its customer.
type SendStatementOrder struct {
	StatementOrder
	By    receivable.Channel // Email: with the statement attached; Letter: the statement itself, to be printed
	Again bool               // also when one was sent on this day already
}

// SendStatement sends a statement of account to its customer through the outbox: at most once, with the number of its message written
// before it leaves. It charges nothing and moves no level. Errors: days that cannot be, one that was sent today (fault.Conflict, on
// field again), a customer who cannot be reached or may not be written to (fault.Refused, on field by).
func (d *Desk) SendStatement(ctx context.Context, o SendStatementOrder) (SentPaper, error) {
	if o.By != receivable.Email && o.By != receivable.Letter {
		return SentPaper{}, fault.New(fault.Invalid, "a statement goes by %s or by %s", receivable.Email, receivable.Letter).OnField("by")
	}
	if err := o.check(); err != nil {
		return SentPaper{}, err
	}
	job, err := d.newIssuing(ctx)
	if err != nil {
		return SentPaper{}, err
	}
	var id store.NoticeID
	if err := d.update(ctx, func(w store.Writer) error { // in one step with its sums: a payment that comes in between is in it
		stated, err := d.statement(w, o.StatementOrder)
		if err != nil {
			return err
		}
		id, err = job.statement(ctx, w, stated, o)
		return err
	}); err != nil {
		return SentPaper{}, err
	}
	return d.sendPaperNow(ctx, id)
}

// statement makes the message and puts it into the outbox.
func (j *issuing) statement(ctx context.Context, w store.Writer, stated StatementJob, o SendStatementOrder) (store.NoticeID, error) {
	who := stated.Debtor
	if err := j.maySendStatement(w, who, o); err != nil {
		return 0, err
	}
	claim := statementClaim(who.ID, j, stated, o.By)
	job, err := j.job(w, store.WaveLine{ID: int64(who.ID), Notice: claim})
	if err != nil {
		return 0, err
	}
	job.Account = &stated
	if o.Language != "" {
		job.Debtor.Language = o.Language
	}
	made, err := j.desk.Courier.Make(ctx, job)
	if err != nil {
		return 0, err
	}
	id, err := w.IssueNotice(issuedAs(job, made), made.Docs)
	if err != nil {
		return 0, err
	}
	facts := issuedFacts(id, claim, made)
	facts["event"], facts["to"], facts["as_at"] = claim.Event, made.To, stated.Statement.To.String()
	return id, w.Append(activity.NoticeIssued, int64(who.ID), 0, job.Number, facts)
}

func (j *issuing) maySendStatement(w store.Writer, who receivable.Debtor, o SendStatementOrder) error {
	if !who.Reaches(o.By) {
		return fault.New(fault.Refused, "%s cannot be reached by %s", who.Name, o.By).OnField("by").WithHint("mend the address in the accounting system, or print the statement")
	}
	sent, err := w.Notices(who.ID, 0)
	if err != nil {
		return err
	}
	for i := range sent {
		n := &sent[i]
		if n.Claim.Event != dunning.EventStatement || n.Cancelled || n.State == store.OutFailed || n.State == store.OutCancelled {
			continue
		}
		if n.State != store.OutSent {
			return fault.New(fault.Conflict, "a statement is on its way already, as %s", n.Number).OnField("again").WithHint("look into the outbox")
		}
		if !o.Again && n.Claim.Date == j.on {
			return fault.New(fault.Conflict, "a statement was sent today already, as %s", n.Number).OnField("again").WithHint("say that it is to be sent again")
		}
	}
	p, err := j.desk.lawyer(w)
	if err != nil {
		return err
	}
	pack := p.law(who)
	return j.desk.mayWrite(w, &pack, who, o.By)
}

// statementClaim is a statement as what the outbox carries: it is about no invoice, claims nothing and moves no level.
func statementClaim(debtor receivable.DebtorID, j *issuing, stated StatementJob, by receivable.Channel) dunning.Notice {
	currency := j.company.Currency
	if len(stated.Statement.Parts) > 0 {
		currency = stated.Statement.Parts[0].Currency
	}
	zero := money.Zero(currency)
	return dunning.Notice{
		Debtor: debtor, Currency: currency, Channel: by, Date: j.on, Event: dunning.EventStatement,
		Open: zero, Credit: zero, Charges: zero, Fee: zero, Interest: zero, Lump: zero, Total: zero,
	}
}
