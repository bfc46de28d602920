package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// issuing is what stays the same while a wave's notices are made.
type issuing struct {
	desk    *Desk
	company Company
	mail    MailSettings
	house   HouseTexts
	texts   SMSSettings
	pages   *payPages
	on      date.Date
}

func (d *Desk) newIssuing(ctx context.Context) (*issuing, error) {
	company, err := d.Company(ctx)
	if err != nil {
		return nil, err
	}
	mail, err := d.Mail(ctx)
	if err != nil {
		return nil, err
	}
	var house HouseTexts
	if err := d.view(ctx, func(r store.Reader) (err error) {
		house, err = houseTexts(r)
		return err
	}); err != nil {
		return nil, err
	}
	texts, err := d.SMS(ctx)
	if err != nil {
		return nil, err
	}
	pages, err := d.payPages(ctx)
	if err != nil {
		return nil, err
	}
	on, err := d.Today(ctx)
	return &issuing{desk: d, company: company, mail: mail, texts: texts, house: house, pages: pages, on: on}, err
}

func (j *issuing) job(w store.Writer, l store.WaveLine) (Job, error) {
	debtor, err := w.Debtor(l.Notice.Debtor)
	if err != nil {
		return Job{}, err
	}
	year, _, _ := l.Notice.Date.Parts()
	number, err := w.NextNoticeNumber(year)
	if err != nil {
		return Job{}, err
	}
	earlier, err := w.EarlierMails(itemsOf(&l.Notice), mostReferences)
	if err != nil {
		return Job{}, err
	}
	job := Job{
		Company: j.company, Debtor: debtor, Notice: l.Notice, Number: number, Date: l.Notice.Date, At: w.Now(), Mail: j.mail, SMS: j.texts, Texts: j.house,
		MessageID: messageID(number, j.mail.From), ReplyToken: newReplyToken(), References: earlier,
	}
	if err := j.pages.fill(w, &job); err != nil {
		return job, err
	}
	return job, j.desk.enclose(w, &job)
}
