package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// previewNumber stands where an issued notice has its number: a preview uses none up.
const previewNumber = "----"

// Preview makes one notice of a wave as it would leave, without touching the book. For a role that is not shown how customers are
// reached it is made with the address hidden.
func (d *Desk) Preview(ctx context.Context, id store.WaveID, line int64) (Preview, error) {
	var p Preview
	job, err := d.newIssuing(ctx)
	if err != nil {
		return p, err
	}
	var seen sight
	err = d.view(ctx, func(r store.Reader) error {
		if seen, err = d.sightOf(r); err != nil {
			return err
		}
		lines, err := r.WaveLines(id, "")
		if err != nil {
			return err
		}
		for _, l := range lines {
			if l.ID == line {
				p.Line = l
				p.Debtor, err = r.Debtor(l.Notice.Debtor)
				return err
			}
		}
		return fault.New(fault.NotFound, "%s has no line %d", waveName(id), line)
	})
	whole := p.Debtor
	p.Debtor = seen.debtor(whole)
	if err != nil || !carried(p.Line.Notice.Channel) {
		return p, err
	}
	sample := Job{
		Company: job.company, Debtor: seen.addressee(whole), Notice: p.Line.Notice, Number: previewNumber, Date: p.Line.Notice.Date, At: d.Clock.Now(), Mail: job.mail, SMS: job.texts, Texts: job.house,
		MessageID: "preview@" + mailDomain(job.mail.From),
	}
	if err := d.view(ctx, func(r store.Reader) error { return d.enclose(r, &sample) }); err != nil {
		return p, err
	}
	p.Made, err = d.Courier.Make(ctx, sample)
	return p, err
}

// PreviewCustomer is Preview for a customer's first line.
func (d *Desk) PreviewCustomer(ctx context.Context, id store.WaveID, debtor receivable.DebtorID) (Preview, error) {
	var line int64
	err := d.view(ctx, func(r store.Reader) error {
		lines, err := r.WaveLine(id, debtor)
		if err != nil {
			return err
		}
		if len(lines) == 0 {
			return fault.New(fault.NotFound, "this customer is not in %s", waveName(id)).WithHint("see `wave show`")
		}
		line = lines[0].ID
		return nil
	})
	if err != nil {
		return Preview{}, err
	}
	return d.Preview(ctx, id, line)
}

// NoticeDocuments gives the exact bytes of an issued notice.
func (d *Desk) NoticeDocuments(ctx context.Context, id store.NoticeID) (docs []store.Document, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		docs, err = r.Documents(id)
		return err
	})
	if len(docs) > 0 && len(docs[0].Bytes) == 0 {
		return nil, fault.New(fault.NotFound, "the customer was anonymised: of this document the length and the hash are kept").WithHint("see `document` in docs/book.md")
	}
	return docs, err
}
