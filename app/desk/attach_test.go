package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Reminders by mail carry the newest copies of their invoices that somebody attached; of an invoice without one its number is told.
func TestRemindersCarryCopiesOfTheirInvoices(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.must(o.SetMail(t.Context(), desk.MailSettings{Mode: desk.MailToFolder, Attach: "letter invoices"}, nil))
	rows, err := o.OpenItems(t.Context(), 0, true)
	o.must(err)
	of := map[receivable.ItemID]bool{rows[0].ID: true}
	for _, text := range []string{"%PDF-1.7 old\n%%EOF", "%PDF-1.7 new\n%%EOF"} {
		o.must(o.AttachInvoices(t.Context(), desk.InvoiceCopy{Item: rows[0].ID, Name: "copy.pdf", Bytes: []byte(text)}))
	}
	id := o.propose("2026-11-23")
	_, err = o.Release(t.Context(), id, nil)
	o.must(err)
	for _, job := range o.courier.made {
		for _, line := range job.Notice.Lines {
			switch {
			case of[line.Item] && (len(job.Copies) != 1 || string(job.Copies[0].Bytes) != "%PDF-1.7 new\n%%EOF"):
				t.Errorf("%s carries %v", line.Number, job.Copies)
			case !of[line.Item] && (len(job.NoCopies) != 1 || job.NoCopies[0] != line.Number):
				t.Errorf("%s: without a copy are %v", line.Number, job.NoCopies)
			}
		}
	}
	for _, m := range []desk.MailSettings{{Attach: "letter brochure"}, {AttachMB: 19}, {AttachMB: -1}} {
		m.Mode = desk.MailToFolder
		o.wantCode(o.SetMail(t.Context(), m, nil), fault.Invalid)
	}
}
