package courier

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/courier/mail"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// NoAddress is the code of a notice that has nowhere to go.
const NoAddress fault.Code = "no-address"

// Make renders a notice in the shape of its channel. It does not touch the book.
func (c *Courier) Make(ctx context.Context, job desk.Job) (desk.Made, error) {
	job.Debtor.Name = mail.Visible(job.Debtor.Name)
	if job.Notice.Event == dunning.EventAgreement {
		return c.makeAgreement(ctx, job)
	}
	if job.Notice.Event == dunning.EventStatement {
		return c.makeStatement(ctx, job)
	}
	d, warnings, err := document(job)
	if err != nil {
		return desk.Made{}, err
	}
	made, err := c.shaped(ctx, job, d, nil)
	made.Warnings = append(warnings, made.Warnings...)
	return withText(made, job, d), err
}

// makeAgreement renders new terms to be signed: a mail with the agreement attached, or the agreement itself to be printed.
func (c *Courier) makeAgreement(ctx context.Context, job desk.Job) (desk.Made, error) {
	if job.Agreement == nil {
		return desk.Made{}, fault.New(fault.Internal, "there is no agreement to be sent")
	}
	d, _, err := document(job)
	if err != nil {
		return desk.Made{}, err
	}
	pdf, err := c.Agreement(ctx, *job.Agreement)
	if err != nil {
		return desk.Made{}, err
	}
	made, err := c.shaped(ctx, job, d, pdf)
	return withText(made, job, d), err
}

// makeStatement renders a statement of account: a mail with it attached, or the statement itself to be printed.
func (c *Courier) makeStatement(ctx context.Context, job desk.Job) (desk.Made, error) {
	if job.Account == nil {
		return desk.Made{}, fault.New(fault.Internal, "there is no statement to be sent")
	}
	d, _, err := document(job)
	if err != nil {
		return desk.Made{}, err
	}
	pdf, err := c.AccountStatement(ctx, *job.Account)
	if err != nil {
		return desk.Made{}, err
	}
	return c.shaped(ctx, job, d, pdf)
}

// withText says with which text a notice was written.
func withText(made desk.Made, job desk.Job, d notice.Document) desk.Made {
	made.Text, _, _ = templateFor(job, d.Language)
	return made
}

// shaped gives a notice the shape of its channel. A paper goes in place of the notice's own letter.
func (c *Courier) shaped(ctx context.Context, job desk.Job, d notice.Document, paper []byte) (desk.Made, error) {
	switch job.Notice.Channel {
	case receivable.Letter:
		return makeLetter(job, d, paper)
	case receivable.Email:
		return c.makeMail(ctx, job, d, paper)
	case receivable.SMS:
		return makeText(job, d)
	case receivable.Call, receivable.Visit:
	}
	return desk.Made{}, fault.New(fault.Invalid, "the courier does not carry notices by %s", job.Notice.Channel)
}

func makeLetter(job desk.Job, d notice.Document, pdf []byte) (desk.Made, error) {
	if job.Debtor.Address.IsZero() {
		return desk.Made{}, fault.New(NoAddress, "%s has no postal address", job.Debtor.Name).WithHint("mend the address in the accounting system")
	}
	if pdf == nil {
		var err error
		if pdf, err = letter.Render(d); err != nil {
			return desk.Made{}, err
		}
	}
	return desk.Made{
		Docs: []desk.Document{{Kind: "pdf", Name: fileName(job, "pdf"), Bytes: pdf}}, To: d.Recipient.Name + ", " + d.Recipient.Address[0],
		Subject: d.Text.Subject, Language: d.Language, Plain: d.Text.Plain,
	}, nil
}

func fileName(job desk.Job, ending string) string {
	if job.Number == "" {
		return "notice." + ending
	}
	if job.Notice.Event == dunning.EventAgreement && ending == "pdf" {
		return "agreement-" + job.Number + ".pdf"
	}
	if job.Notice.Event == dunning.EventStatement && ending == "pdf" {
		return "statement-" + job.Number + ".pdf"
	}
	return "notice-" + job.Number + "." + ending
}
