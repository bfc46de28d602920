package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Paper sets what is not a notice as a document to print.
type Paper interface {
	// Sheet renders the statement of one item as PDF.
	Sheet(ctx context.Context, job SheetJob) ([]byte, error)
	// Agreement renders new terms as PDF, to be signed.
	Agreement(ctx context.Context, job AgreementJob) ([]byte, error)
	WayOutPaper
}

// SheetJob is a statement to be set.
type SheetJob struct {
	Company    Company
	Debtor     receivable.Debtor
	Statement  dunning.Statement
	Limitation dunning.Limitation
	Language   string // BCP 47; empty: the debtor's
	Printed    date.Date
}

// Sheet says why an item, settled or not, comes to its amount on a day: principal, every payment, every interest span with
// days, rate, basis, rule and source, every charge, what was waived, and how the item's part leads to what the last notice
// asked for. What came after the day is left out.
func (d *Desk) Sheet(ctx context.Context, item receivable.ItemID, to date.Date) (dunning.Statement, error) {
	job, err := d.sheet(ctx, item, to)
	return job.Statement, err
}

func (d *Desk) sheet(ctx context.Context, item receivable.ItemID, to date.Date) (job SheetJob, err error) {
	if err := to.Check("to"); err != nil {
		return job, err
	}
	err = d.view(ctx, func(r store.Reader) error {
		p, err := d.newPlanner(r, to)
		if err != nil {
			return err
		}
		past, err := r.Past(item)
		if err != nil {
			return err
		}
		if to.Before(date.Earliest(past.Item.Issued, past.Item.DueOn())) {
			return fault.New(fault.Invalid, "on %s %s had not been made out yet", to, past.Item.Number).OnField("to")
		}
		job.Debtor = past.Debtor
		if job.Statement, err = dunning.Explain(past, to, *p.procedures.of(&past.Debtor).procedure, p.law(past.Debtor)); err != nil {
			return err
		}
		row, err := r.Item(item)
		if err != nil || row.Open.Minor <= 0 {
			return err
		}
		of, err := d.limitations(r, []store.ItemRow{row}, to)
		job.Limitation = of[item]
		return err
	})
	return job, err
}

// SheetPDF is Sheet as a document to print, for the debtor, an agency or a court. Language is empty for the debtor's own.
func (d *Desk) SheetPDF(ctx context.Context, item receivable.ItemID, to date.Date, language string) (Document, error) {
	if d.Paper == nil {
		return Document{}, fault.New(fault.Unavailable, "this program cannot print statements")
	}
	job, err := d.sheet(ctx, item, to)
	if err != nil {
		return Document{}, err
	}
	if job.Company, err = d.Company(ctx); err != nil {
		return Document{}, err
	}
	if job.Printed, err = d.Today(ctx); err != nil {
		return Document{}, err
	}
	job.Language = language
	pdf, err := d.Paper.Sheet(ctx, job)
	if err != nil {
		return Document{}, err
	}
	return Document{Kind: "pdf", Name: "sheet-" + fileSafe(job.Statement.Item.Number) + "-" + to.String() + ".pdf", Bytes: pdf}, nil
}

// fileSafe keeps of an invoice number what every file system takes.
func fileSafe(number string) string {
	out := []rune(number)
	for i, c := range out {
		switch {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c == '-', c == '_':
		default:
			out[i] = '-'
		}
	}
	if len(out) == 0 {
		return "item"
	}
	return string(out[:min(len(out), 60)])
}
