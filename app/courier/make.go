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
	if job.Notice.Event == dunning.EventAgreement {
		return c.makeAgreement(ctx, job)
	}
	d, warnings, err := document(job)
	if err != nil {
		return desk.Made{}, err
	}
	made, err := shaped(job, d, nil)
	made.Warnings = warnings
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
	made, err := shaped(job, d, pdf)
	return withText(made, job, d), err
}

// withText says with which text a notice was written.
func withText(made desk.Made, job desk.Job, d notice.Document) desk.Made {
	made.Text, _, _ = templateFor(job, d.Language)
	return made
}

// shaped gives a notice the shape of its channel. A paper goes in place of the notice's own letter.
func shaped(job desk.Job, d notice.Document, paper []byte) (desk.Made, error) {
	switch job.Notice.Channel {
	case receivable.Letter:
		return makeLetter(job, d, paper)
	case receivable.Email:
		return makeMail(job, d, paper)
	case receivable.SMS, receivable.Call, receivable.Visit:
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

// makeMail writes the mail with the letter attached. Where the letter cannot be set, because a name has a character that no
// font of ours holds, the mail leaves without it: every mail program can show what a letter cannot.
func makeMail(job desk.Job, d notice.Document, pdf []byte) (desk.Made, error) {
	to, err := mail.ParseAddress(job.Debtor.Email)
	if err != nil {
		return desk.Made{}, err
	}
	if job.Notice.Event == dunning.NoEvent || job.Notice.Event == dunning.EventVisit { // a courtesy is no claim, and has no letter
		if pdf, err = letter.Render(d); err != nil && !fault.Has(err, letter.GlyphMissing) {
			return desk.Made{}, err
		}
	}
	from, fromName, replyTo := origin(job)
	body, err := mail.Compose(d, mail.Options{AnswerTo: replyTo, Attached: pdf != nil && job.Notice.Event != dunning.EventAgreement})
	if err != nil {
		return desk.Made{}, err
	}
	m := mail.Message{
		ID: job.MessageID, Date: job.At.In(job.Company.Location()), From: mail.Address{Name: fromName, Addr: from}, To: []mail.Address{{Name: job.Debtor.Name, Addr: to}},
		ReplyTo: mail.Address{Name: fromName, Addr: replyTo}, Subject: body.Subject, Plain: body.Plain, HTML: body.HTML,
	}
	made := desk.Made{From: from, To: to, Subject: body.Subject, Language: d.Language, Plain: body.Plain}
	if job.Mail.TestTo != "" {
		made.To = job.Mail.TestTo
		m.To = []mail.Address{{Name: job.Debtor.Name, Addr: job.Mail.TestTo}}
		m.Subject = "[TEST " + to + "] " + m.Subject
	}
	if pdf != nil {
		m.Attach = []mail.Attachment{{Name: fileName(job, "pdf"), Type: "application/pdf", Bytes: pdf}}
	}
	eml, err := mail.Build(m)
	if err != nil {
		return desk.Made{}, err
	}
	made.Docs = []desk.Document{{Kind: "eml", Name: fileName(job, "eml"), Bytes: eml}}
	if pdf != nil {
		made.Docs = append(made.Docs, desk.Document{Kind: "pdf", Name: fileName(job, "pdf"), Bytes: pdf})
	}
	return made, nil
}

// origin is who a mail comes from, and where answers go. A desk without mail settings writes in the company's name.
func origin(job desk.Job) (from, name, replyTo string) {
	from, name = job.Mail.From, job.Mail.FromName
	if from == "" {
		from = job.Company.Email
	}
	if from == "" {
		from = "desk@localhost.invalid"
	}
	if name == "" {
		name = job.Company.Name
	}
	replyTo = job.Mail.ReplyTo
	if replyTo == "" {
		replyTo = from
	}
	return from, name, replyTo
}

func fileName(job desk.Job, ending string) string {
	if job.Number == "" {
		return "notice." + ending
	}
	if job.Notice.Event == dunning.EventAgreement && ending == "pdf" {
		return "agreement-" + job.Number + ".pdf"
	}
	return "notice-" + job.Number + "." + ending
}
