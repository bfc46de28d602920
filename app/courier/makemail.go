package courier

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/courier/mail"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// makeMail writes a mail with the papers that go with it. A paper comes in place of the notice's own letter.
func (c *Courier) makeMail(ctx context.Context, job desk.Job, d notice.Document, paper []byte) (desk.Made, error) {
	to, err := mail.ParseAddress(job.Debtor.Email)
	if err != nil {
		return desk.Made{}, err
	}
	with, err := c.enclose(ctx, job, d, paper)
	if err != nil {
		return desk.Made{}, err
	}
	from, fromName, replyTo := origin(job)
	replyTo = job.Mail.AnswerAddress(replyTo, job.ReplyToken)
	about := mail.Options{AnswerTo: replyTo, Attached: with.letter, Copies: with.copies, Statement: with.statement}
	if job.Mail.TestTo != "" {
		about.TestFor = to
	}
	body, err := mail.Compose(d, about)
	if err != nil {
		return desk.Made{}, err
	}
	m := mail.Message{
		ID: job.MessageID, Date: job.At.In(job.Company.Location()), From: mail.Address{Name: fromName, Addr: from}, To: []mail.Address{{Name: job.Debtor.Name, Addr: to}},
		ReplyTo: mail.Address{Name: fromName, Addr: replyTo}, Subject: body.Subject, Plain: body.Plain, HTML: body.HTML, Attach: with.files,
		Language: d.TextTag(), References: job.References,
	}
	if len(d.Sender.Logo) > 0 {
		m.Embed = []mail.Attachment{{Name: mail.LogoName, Type: "image/png", Bytes: d.Sender.Logo}}
	}
	made := desk.Made{
		From: job.Mail.BounceAddress(from, job.ReplyToken), To: to, Subject: body.Subject, Language: d.Language, Plain: body.Plain, Warnings: with.warnings,
	}
	if job.Mail.TestTo != "" {
		made.To, made.Trial = job.Mail.TestTo, true
		m.To = []mail.Address{{Name: job.Debtor.Name, Addr: job.Mail.TestTo}}
		m.Subject = "[TEST " + to + "] " + m.Subject
	}
	if m.Sign, err = c.signature(job); err != nil {
		return desk.Made{}, err
	}
	eml, err := mail.Build(m)
	if err != nil {
		return desk.Made{}, err
	}
	made.Docs = []desk.Document{{Kind: "eml", Name: fileName(job, "eml"), Bytes: eml}}
	if with.pdf != nil {
		made.Docs = append(made.Docs, desk.Document{Kind: "pdf", Name: fileName(job, "pdf"), Bytes: with.pdf})
	}
	return made, nil
}

// enclosed is what goes with a mail.
type enclosed struct {
	pdf                       []byte // the letter, or the paper in its place
	files                     []mail.Attachment
	letter, copies, statement bool // what the mail speaks of
	warnings                  []*fault.Error
	left                      int // bytes that may still go along
}

// enclose gathers the papers of a mail. What is missing or does not fit is a warning: the claim leaves all the same.
func (c *Courier) enclose(ctx context.Context, job desk.Job, d notice.Document, paper []byte) (enclosed, error) {
	out := enclosed{pdf: paper, left: job.Mail.AttachLimit()}
	reminder := job.Notice.Event == dunning.NoEvent
	// A courtesy is no claim and has no letter. Where the letter cannot be set, because a name has a character that no font of ours
	// holds, the mail leaves without it: every mail program can show what a letter cannot.
	if reminder && job.Mail.EnclosesAt(job.Notice.Level, desk.EncloseLetter) || job.Notice.Event == dunning.EventVisit {
		var err error
		if out.pdf, err = letter.Render(d); err != nil && !fault.Has(err, letter.GlyphMissing) {
			return out, err
		}
	}
	if out.pdf != nil {
		out.letter = job.Notice.Event != dunning.EventAgreement && job.Notice.Event != dunning.EventStatement
		out.files = append(out.files, mail.Attachment{Name: fileName(job, "pdf"), Type: pdfType, Bytes: out.pdf})
		out.left -= len(out.pdf)
	}
	if !reminder {
		return out, nil
	}
	if job.Account != nil {
		pdf, err := c.AccountStatement(ctx, *job.Account)
		if err != nil {
			out.warn(desk.NoStatement, "the statement of account could not be made: %s", err)
		} else {
			out.statement = out.add("statement-"+job.Date.String()+".pdf", pdf)
		}
	}
	for _, copied := range job.Copies {
		out.copies = out.add(copied.Name, copied.Bytes) || out.copies
	}
	for _, number := range job.NoCopies {
		out.warn(desk.NoInvoiceCopy, "the book has no copy of invoice %s to send along", number)
	}
	return out, nil
}

const pdfType = "application/pdf"

// add attaches a paper if it still fits.
func (e *enclosed) add(name string, pdf []byte) bool {
	if len(pdf) > e.left {
		e.warn(desk.AttachmentTooLarge, "%s did not fit into the mail", name)
		return false
	}
	e.left -= len(pdf)
	e.files = append(e.files, mail.Attachment{Name: name, Type: pdfType, Bytes: pdf})
	return true
}

func (e *enclosed) warn(code fault.Code, message string, args ...any) {
	e.warnings = append(e.warnings, fault.New(code, message, args...))
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
