package desk

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Enclosed is a paper that a mail can carry.
type Enclosed string

// Papers, by the words of MailSettings.Attach.
const (
	EncloseLetter    Enclosed = "letter"    // the notice itself, as it would be printed
	EncloseInvoices  Enclosed = "invoices"  // copies of the invoices, as far as the book has them
	EncloseStatement Enclosed = "statement" // all that the customer owes
	EncloseNothing   Enclosed = "none"
)

// Codes of what a mail leaves without.
const (
	NoInvoiceCopy      fault.Code = "no-invoice-copy"
	AttachmentTooLarge fault.Code = "attachment-too-large"
	NoStatement        fault.Code = "no-statement"
)

// usualAttachMB is how much a mail carries where nobody has said: servers refuse more than 25 MB, as encoded, and many less.
const usualAttachMB = 10

// Encloses reports whether reminders by mail carry a paper. A book where nobody has said carries the letter.
func (m MailSettings) Encloses(paper Enclosed) bool {
	if strings.TrimSpace(m.Attach) == "" {
		return paper == EncloseLetter
	}
	return slices.Contains(strings.Fields(m.Attach), string(paper))
}

// AttachLimit is how many bytes of papers a mail carries at most.
func (m MailSettings) AttachLimit() int {
	if m.AttachMB <= 0 {
		return usualAttachMB << 20
	}
	return m.AttachMB << 20
}

func (m MailSettings) checkAttach() error {
	for _, word := range strings.Fields(m.Attach) {
		switch Enclosed(word) {
		case EncloseLetter, EncloseInvoices, EncloseStatement, EncloseNothing:
		default:
			return fault.New(fault.Invalid, "%q is no paper that a mail carries", word).OnField("attach").WithHint("letter, invoices and statement, with spaces between; or none")
		}
	}
	if m.AttachMB < 0 || m.AttachMB > 18 { // encoded, 18 MB are 25
		return fault.New(fault.Invalid, "a mail cannot carry %d MB", m.AttachMB).OnField("attach-mb").WithHint("at most 18; 0 is the usual 10")
	}
	return nil
}

// trial is the address that all mails go to while the office tries; empty: they go to the customers.
func trial(r store.Reader) (string, error) {
	var m MailSettings
	_, err := r.Setting(keyMail, &m)
	if m.Mode != MailToServer {
		m.TestTo = ""
	}
	return m.TestTo, err
}

// enclose adds what goes along with a reminder by mail, where the settings ask for it.
func (d *Desk) enclose(r store.Reader, j *Job) error {
	if j.Notice.Channel != receivable.Email || j.Notice.Event != dunning.NoEvent {
		return nil
	}
	if j.Mail.Encloses(EncloseInvoices) {
		if err := j.withCopies(r); err != nil {
			return err
		}
	}
	if !j.Mail.Encloses(EncloseStatement) {
		return nil
	}
	stated, err := d.stateAccount(r, j.Debtor, StatementOrder{Debtor: j.Debtor.ID, On: j.Date}, j.Notice.New...)
	j.Account = &StatementJob{Company: j.Company, Debtor: j.Debtor, Statement: stated, Printed: j.Date}
	return err
}

// withCopies adds the copies of the invoices that a reminder is about.
func (j *Job) withCopies(r store.Reader) error {
	for i := range j.Notice.Lines {
		line := &j.Notice.Lines[i]
		found, ok, err := invoiceCopy(r, line.Item)
		switch {
		case err != nil:
			return err
		case !ok:
			j.NoCopies = append(j.NoCopies, line.Number)
			continue
		}
		if found, err = r.Enclosure(found.ID); err != nil {
			return err
		}
		j.Copies = append(j.Copies, InvoiceCopy{Item: line.Item, Name: found.Name, Bytes: found.Bytes})
	}
	return nil
}
