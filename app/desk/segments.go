package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// mostMeasured is how many text messages of a wave that has not left are written to count their segments; a wave of more is counted
// when it has left.
const mostMeasured = 500

// measureLines counts what the text messages of a wave take: of those that are made by their bytes, of the others by writing them.
func (d *Desk) measureLines(ctx context.Context, lines []store.WaveLine) error {
	t, err := d.texting()
	if err != nil {
		return nil //nolint:nilerr // a courier without text messages carries none
	}
	var job *issuing
	written := 0
	for i := range lines {
		l := &lines[i]
		switch {
		case l.Notice.Channel != receivable.SMS:
		case l.Issued != 0:
			if l.Segments, err = d.segmentsOf(ctx, t, NoticeID(l.Issued)); err != nil {
				return err
			}
		case l.State == store.LineIn && written < mostMeasured:
			written++
			if job == nil {
				if job, err = d.newIssuing(ctx); err != nil {
					return err
				}
			}
			if l.Segments, err = d.segmentsPlanned(ctx, job, l); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Desk) segmentsOf(ctx context.Context, t Texting, id NoticeID) (n int, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		docs, err := r.Documents(id)
		n = segmentsIn(t, docs)
		return err
	})
	return n, err
}

// segmentsIn counts the text message among documents. It is kept as it leaves.
func segmentsIn(t Texting, docs []store.Document) int {
	for _, doc := range docs {
		if doc.Kind == "sms" && len(doc.Bytes) > 0 {
			return t.MeasureText(string(doc.Bytes)).Segments
		}
	}
	return 0
}

// segmentsPlanned writes a line's text message as it would leave; 0 where it cannot be made, of which the release will tell.
func (d *Desk) segmentsPlanned(ctx context.Context, job *issuing, l *store.WaveLine) (int, error) {
	sample := Job{
		Company: job.company, Notice: l.Notice, Number: previewNumber, Date: l.Notice.Date, At: d.Clock.Now(), Mail: job.mail, SMS: job.texts, Texts: job.house,
	}
	if err := d.view(ctx, func(r store.Reader) (err error) {
		if sample.Debtor, err = r.Debtor(l.Notice.Debtor); err != nil {
			return err
		}
		return job.pages.fill(r, &sample)
	}); err != nil {
		return 0, err
	}
	made, err := d.Courier.Make(ctx, sample)
	if err != nil || made.Size == nil {
		return 0, nil //nolint:nilerr // the release says why it cannot be made
	}
	return made.Size.Segments, nil
}

// measureMessages counts what the text messages of the outbox take.
func (d *Desk) measureMessages(r store.Reader, rows []store.OutMessage) error {
	t, err := d.texting()
	if err != nil {
		return nil //nolint:nilerr // a courier without text messages carries none
	}
	for i := range rows {
		if rows[i].Channel != receivable.SMS {
			continue
		}
		docs, err := r.Documents(rows[i].Notice)
		if err != nil {
			return err
		}
		rows[i].Segments = segmentsIn(t, docs)
	}
	return nil
}
