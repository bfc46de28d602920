package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Readdresser can give a mail that reached nobody another recipient; a courier that cannot sends it where it went before.
type Readdresser interface {
	// Readdress gives the address and the mail, signed anew, for the debtor of the job as it is now.
	Readdress(ctx context.Context, job Job, eml []byte) (to string, readdressed []byte, err error)
}

// readdress lets a mail that is to be sent again go to the address that its customer has now. It gives that address, empty when it
// is the same. A mail of a trial stays as it is.
func (d *Desk) readdress(ctx context.Context, w store.Writer, m store.OutMessage) (string, error) {
	courier, able := d.Courier.(Readdresser)
	if !able || m.Channel != receivable.Email || m.Trial {
		return "", nil
	}
	debtor, err := w.Debtor(m.Debtor)
	if err != nil || debtor.Email == "" || sameMailbox(debtor.Email, m.To) {
		return "", err
	}
	n, err := w.Notice(m.Notice)
	if err != nil {
		return "", err
	}
	job := Job{Debtor: debtor, Notice: n.Claim, Number: n.Number, MessageID: n.MessageID, ReplyToken: n.ReplyToken}
	if _, err := w.Setting(keyMail, &job.Mail); err != nil {
		return "", err
	}
	docs, err := w.Documents(m.Notice)
	if err != nil {
		return "", err
	}
	for _, doc := range docs {
		if doc.Kind != "eml" {
			continue
		}
		to, eml, err := courier.Readdress(ctx, job, doc.Bytes)
		if err != nil {
			return "", err
		}
		return to, w.Readdress(m.Notice, to, eml)
	}
	return "", nil
}
