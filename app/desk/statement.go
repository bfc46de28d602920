package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// StatementOrder says which statement of account is wanted.
type StatementOrder struct {
	Debtor   receivable.DebtorID
	From     date.Date // movements from this day on; zero: open items alone
	On       date.Date // as at the end of this day; zero: today
	Interest bool      // with interest up to the day, also what nobody has claimed
	Language string    // BCP 47; empty: the customer's
}

// StatementJob is a statement of account to be set.
type StatementJob struct {
	Company   Company
	Debtor    receivable.Debtor
	Statement dunning.AccountStatement
	Language  string
	Printed   date.Date
}

// AccountPaper prints statements of account, as a paper and as a mail that a person sends.
type AccountPaper interface {
	AccountStatement(ctx context.Context, job StatementJob) ([]byte, error)
	StatementMail(ctx context.Context, job StatementJob, pdf Document) ([]byte, error)
}

// Statement says what a customer owed at the end of a day, and how it came to that.
func (d *Desk) Statement(ctx context.Context, o StatementOrder) (job StatementJob, err error) {
	err = o.check()
	if err != nil {
		return job, err
	}
	return job, d.view(ctx, func(r store.Reader) error {
		if job, err = d.statement(r, o); err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		job.Debtor = seen.addressee(job.Debtor)
		return err
	})
}

// statement is Statement in one state of the book, with the customer as the book has it.
func (d *Desk) statement(r store.Reader, o StatementOrder) (job StatementJob, err error) {
	job.Language = o.Language
	if job.Printed, err = d.todayOf(r); err != nil {
		return job, err
	}
	if o.On.IsZero() {
		o.On = job.Printed
	}
	if o.On.After(job.Printed) {
		return job, fault.New(fault.Invalid, "a statement cannot tell of %s: nobody knows yet what will be paid until then", o.On).OnField("on").WithHint("today, %s, or a day before", job.Printed)
	}
	if job.Debtor, err = r.Debtor(o.Debtor); err != nil {
		return job, err
	}
	if job.Debtor.Merged != 0 {
		if job.Debtor, err = r.Debtor(job.Debtor.Merged); err != nil {
			return job, err
		}
	}
	if job.Company, err = companyOf(r); err != nil {
		return job, err
	}
	job.Statement, err = d.stateAccount(r, job.Debtor, o)
	return job, err
}

func (o *StatementOrder) check() error {
	if err := o.On.Check("on"); err != nil {
		return err
	}
	if !o.From.IsZero() {
		if err := o.From.Check("from"); err != nil {
			return err
		}
		if !o.On.IsZero() && o.From.After(o.On) {
			return fault.New(fault.Invalid, "a statement cannot begin on %s and end on %s", o.From, o.On).OnField("from")
		}
	}
	return nil
}

// stateAccount makes a statement; charges that are claimed right now, and not in the book yet, are added.
func (d *Desk) stateAccount(r store.Reader, debtor receivable.Debtor, o StatementOrder, now ...dunning.Charge) (dunning.AccountStatement, error) {
	p, err := d.newPlanner(r, o.On)
	if err != nil {
		return dunning.AccountStatement{}, err
	}
	var ids []receivable.ItemID
	if err := r.Items(store.ItemQuery{Debtor: debtor.ID}, func(row store.ItemRow) error {
		if !row.Issued.After(o.On) {
			ids = append(ids, row.ID)
		}
		return nil
	}); err != nil {
		return dunning.AccountStatement{}, err
	}
	pasts := make([]dunning.Past, 0, len(ids))
	for _, id := range ids {
		past, err := r.Past(id)
		if err != nil {
			return dunning.AccountStatement{}, err
		}
		pasts = append(pasts, past)
	}
	charges, err := r.Charges(debtor.ID, false)
	if err != nil {
		return dunning.AccountStatement{}, err
	}
	charges = append(charges, now...)
	waivers, err := r.Waivers(debtor.ID)
	if err != nil {
		return dunning.AccountStatement{}, err
	}
	return dunning.StateAccount(pasts, charges, waivers, o.From, o.On, o.Interest, *p.procedures.of(&debtor).procedure, p.law(debtor))
}

// StatementPDF is Statement as a document to print or to attach.
func (d *Desk) StatementPDF(ctx context.Context, o StatementOrder) (Document, error) {
	_, doc, err := d.statementPDF(ctx, o)
	return doc, err
}

func (d *Desk) statementPDF(ctx context.Context, o StatementOrder) (StatementJob, Document, error) {
	printer, able := d.Paper.(AccountPaper)
	if !able {
		return StatementJob{}, Document{}, fault.New(fault.Unavailable, "this program cannot print statements")
	}
	job, err := d.Statement(ctx, o)
	if err != nil {
		return job, Document{}, err
	}
	pdf, err := printer.AccountStatement(ctx, job)
	return job, Document{Kind: "pdf", Name: "statement-" + fileSafe(job.Debtor.Number) + "-" + job.Statement.To.String() + ".pdf", Bytes: pdf}, err
}

// StatementMail is a mail with the statement attached, as a draft that a person looks at and sends with a mail program. Nothing
// leaves by itself.
func (d *Desk) StatementMail(ctx context.Context, o StatementOrder) (Document, error) {
	job, pdf, err := d.statementPDF(ctx, o)
	if err != nil {
		return Document{}, err
	}
	eml, err := d.Paper.(AccountPaper).StatementMail(ctx, job, pdf)
	return Document{Kind: "eml", Name: "statement-" + fileSafe(job.Debtor.Number) + "-" + job.Statement.To.String() + ".eml", Bytes: eml}, err
}
