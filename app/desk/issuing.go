package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// issuing is what stays the same while a wave's notices are made.
type issuing struct {
	desk    *Desk
	company Company
	mail    MailSettings
	house   HouseTexts
	texts   SMSSettings
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
	on, err := d.Today(ctx)
	return &issuing{desk: d, company: company, mail: mail, texts: texts, house: house, on: on}, err
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
		MessageID: messageID(number, l, j.mail.From, w.Now()), ReplyToken: newReplyToken(), References: earlier,
	}
	return job, j.desk.enclose(w, &job)
}

// mostReferences is how many earlier mails a mail names: enough for every mail program to keep them together.
const mostReferences = 10

func itemsOf(n *dunning.Notice) []receivable.ItemID {
	out := make([]receivable.ItemID, len(n.Lines))
	for i := range n.Lines {
		out[i] = n.Lines[i].Item
	}
	return out
}
