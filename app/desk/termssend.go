package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// SendTermsOrder asks for an agreement to be sent to its customer for signature.
type SendTermsOrder struct {
	Plan  int64
	By    receivable.Channel // Email: with the agreement attached; Letter: the agreement itself, to be printed
	Again bool               // also when it was sent before
}

// SentPaper says what became of an agreement or a statement that was sent.
type SentPaper struct {
	Number string // of the notice that carries it
	To     string
	State  store.OutboxState // queued while it waits, as for the hours in which the customer may be written to
	Folder string            // where letters, and mails without a server, are put
}

// SendTerms sends an agreement that runs to its customer, in the customer's language, through the outbox: at most once, with the
// number of its message written before it leaves. Errors: one that has ended or was sent already (fault.Conflict), a customer who
// cannot be reached that way, a rule by which nobody may write to them today (fault.Refused, on field by).
func (d *Desk) SendTerms(ctx context.Context, o SendTermsOrder) (SentPaper, error) {
	var id store.NoticeID
	if err := d.update(ctx, func(w store.Writer) error {
		row, err := w.Plan(o.Plan)
		if err != nil {
			return err
		}
		id, err = d.issueTerms(ctx, w, row, o)
		return err
	}); err != nil {
		return SentPaper{}, err
	}
	return d.sendPaperNow(ctx, id)
}

// sendPaperNow works the outbox off and tells what became of the message; that it could not leave at once is no failure, since it
// waits.
func (d *Desk) sendPaperNow(ctx context.Context, id store.NoticeID) (SentPaper, error) {
	var out SentPaper
	p, err := d.SendOutbox(ctx, nil)
	out.Folder = p.Folder
	if err != nil && !fault.Has(err, fault.Unavailable) {
		return out, err
	}
	return out, d.view(ctx, func(r store.Reader) error {
		n, err := r.Notice(id)
		out.Number, out.To, out.State = n.Number, n.To, n.State
		return err
	})
}

// issueTerms makes the message that carries an agreement and puts it into the outbox.
func (d *Desk) issueTerms(ctx context.Context, w store.Writer, row store.PlanRow, o SendTermsOrder) (store.NoticeID, error) {
	debtor, err := w.Debtor(row.Debtor)
	if err != nil {
		return 0, err
	}
	if err := d.maySendTerms(w, &row, debtor, o); err != nil {
		return 0, err
	}
	issuing, err := d.newIssuing(ctx)
	if err != nil {
		return 0, err
	}
	claim, err := d.termsClaim(w, &row, o.By)
	if err != nil {
		return 0, err
	}
	job, err := issuing.job(w, store.WaveLine{ID: row.ID, Notice: claim})
	if err != nil {
		return 0, err
	}
	paper, err := agreementJob(w, &row, debtor)
	if err != nil {
		return 0, err
	}
	paper.Company, job.Agreement = job.Company, &paper
	made, err := d.Courier.Make(ctx, job)
	if err != nil {
		return 0, err
	}
	id, err := w.IssueNotice(issuedAs(job, made), made.Docs)
	if err != nil {
		return 0, err
	}
	facts := issuedFacts(id, claim, made)
	facts["agreement"], facts["to"] = row.ID, made.To
	return id, w.Append(activity.NoticeIssued, int64(row.Debtor), 0, job.Number, facts)
}

// maySendTerms refuses an agreement that nobody is to sign now.
func (d *Desk) maySendTerms(w store.Writer, row *store.PlanRow, debtor receivable.Debtor, o SendTermsOrder) error {
	switch {
	case row.State != settlement.Agreed:
		return fault.New(fault.Conflict, "the agreement is %s: there is nothing to sign", row.State).OnField("plan")
	case o.By != receivable.Email && o.By != receivable.Letter:
		return fault.New(fault.Invalid, "an agreement goes by %s or by %s", receivable.Email, receivable.Letter).OnField("by")
	case !debtor.Reaches(o.By):
		return fault.New(fault.Refused, "%s cannot be reached by %s", debtor.Name, o.By).OnField("by").WithHint("mend the address in the accounting system, or print the agreement")
	}
	if err := notSentYet(w, row, o); err != nil {
		return err
	}
	p, err := d.lawyer(w)
	if err != nil {
		return err
	}
	pack := p.law(debtor)
	return d.mayWrite(w, &pack, debtor, o.By)
}

// mayWrite holds a message of a person's own against the caps on contacts. The hours are kept by the outbox, where it waits for them.
func (d *Desk) mayWrite(w store.Writer, pack *law.Pack, debtor receivable.Debtor, c receivable.Channel) error {
	zone, err := d.zoneOf(w, debtor, *pack)
	if err != nil {
		return err
	}
	may, err := d.mayContact(w, pack, debtor, c, w.Now().In(zone))
	if err != nil || may.Allowed || may.Reason == dunning.ReasonOutsideHours {
		return err
	}
	refused := fault.New(fault.Refused, "%s may not be written to by %s today: %s", debtor.Name, c, may.Rule).OnField("by")
	if may.Next.IsZero() {
		return refused.WithHint("print it and hand it over")
	}
	return refused.WithHint("send it from %s on, or print it and hand it over", may.Next.Format("2006-01-02"))
}

// notSentYet refuses to send what is on its way, or what was sent, unless it is to be sent again.
func notSentYet(r store.Reader, row *store.PlanRow, o SendTermsOrder) error {
	sent, err := termsMessages(r, row)
	if err != nil {
		return err
	}
	for i := range sent {
		n := &sent[i]
		switch {
		case n.Cancelled || n.State == store.OutFailed || n.State == store.OutCancelled:
		case n.State != store.OutSent:
			return fault.New(fault.Conflict, "the agreement is on its way already, as %s", n.Number).OnField("plan").WithHint("look into the outbox")
		case !o.Again:
			return fault.New(fault.Conflict, "the agreement was sent on %s already, as %s", n.Claim.Date, n.Number).OnField("again").WithHint("say that it is to be sent again")
		}
	}
	return nil
}

// termsMessages are the messages that carried an agreement, newest first.
func termsMessages(r store.Reader, row *store.PlanRow) ([]store.Notice, error) {
	all, err := r.Notices(row.Debtor, 0)
	if err != nil {
		return nil, err
	}
	var out []store.Notice
	for i := range all {
		if all[i].Claim.Event == dunning.EventAgreement && all[i].Claim.Agreement == row.ID {
			out = append(out, all[i])
		}
	}
	return out, nil
}

// termsClaim is an agreement as what the outbox carries: it charges nothing and moves no level.
func (d *Desk) termsClaim(r store.Reader, row *store.PlanRow, by receivable.Channel) (dunning.Notice, error) {
	on, err := d.todayOf(r)
	if err != nil {
		return dunning.Notice{}, err
	}
	c := row.Debt.Currency
	zero := money.Zero(c)
	n := dunning.Notice{
		Debtor: row.Debtor, Currency: c, Channel: by, Date: on, Deadline: row.Schedule.Rows[0].On, Event: dunning.EventAgreement, Agreement: row.ID,
		Open: zero, Credit: zero, Charges: zero, Fee: zero, Interest: zero, Lump: zero, Total: row.Schedule.Total,
	}
	for _, b := range row.Basis.Items {
		it, err := r.Item(b.Item)
		if err != nil {
			return n, err
		}
		if it.Open.Minor <= 0 {
			continue // paid meanwhile
		}
		n.Open.Minor += it.Open.Minor
		n.Lines = append(n.Lines, dunning.Line{
			Item: it.ID, Number: it.Number, Kind: it.Kind, Issued: it.Issued, Due: it.DueOn(), Reference: it.Reference, OrderRef: it.OrderRef,
			Amount: it.Amount, Open: it.Open, DaysOverdue: it.DaysOverdue(on), Level: it.Level, Previous: it.Level, Fee: zero, Lump: zero, Interest: zero,
			LastNotice: it.LastNotice, LastDeadline: it.LastDeadline, Warned: it.Warned, WarnedTo: it.WarnedTo, ChargedTo: it.ChargedTo,
		})
	}
	if len(n.Lines) == 0 {
		return n, fault.New(fault.Conflict, "nothing is open of what was agreed").OnField("plan")
	}
	return n, nil
}
