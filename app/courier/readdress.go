package courier

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/courier/mail"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Readdress gives a mail that reached nobody the address that its customer has now.
func (c *Courier) Readdress(_ context.Context, job desk.Job, eml []byte) (string, []byte, error) {
	to, err := mail.ParseAddress(job.Debtor.Email)
	if err != nil {
		return "", nil, err
	}
	key, err := c.signature(job)
	if err != nil {
		return "", nil, err
	}
	eml, err = mail.Readdress(eml, mail.Address{Name: mail.Visible(job.Debtor.Name), Addr: to}, key)
	return to, eml, err
}
