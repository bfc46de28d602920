package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// sight is how much of a contact whoever sits at the desk is shown: names and sums always, mail, phone and address only where
// the role works with them. Every verb that hands contacts to a screen or a command passes them through it. What planning and
// sending read never does, nor do documents as they left: those are the evidence.
type sight struct{ masked bool }

// sightOf finds what the seat may see. Where a book has several users, somebody whom it does not know sees no more than an
// auditor does.
func (d *Desk) sightOf(r store.Reader) (sight, error) {
	if d.Actor.Kind != activity.Person {
		return sight{}, nil
	}
	s, err := seatOf(r, d.Actor, date.Date{})
	if fault.Has(err, NotSignedIn) {
		return sight{masked: true}, nil
	}
	return sight{masked: err == nil && !s.User.Role.SeesContacts()}, err
}

func (s sight) debtor(d receivable.Debtor) receivable.Debtor {
	if s.masked {
		return privacy.MaskDebtor(d)
	}
	return d
}

// hiddenMail stands for a mail address where one must be (RFC 2606: nothing is ever delivered there).
const hiddenMail = "hidden@hidden.invalid"

// addressee is who a letter is drawn for on a screen.
func (s sight) addressee(d receivable.Debtor) receivable.Debtor {
	if s.masked {
		d = privacy.MaskDebtor(d)
		if d.Email != "" {
			d.Email = hiddenMail
		}
	}
	return d
}

func (s sight) entry(e activity.Entry) activity.Entry {
	if s.masked {
		e.Subject, e.Data = privacy.MaskText(e.Subject), privacy.MaskText(e.Data)
	}
	return e
}

func (s sight) notice(n store.Notice) store.Notice {
	if s.masked {
		n.To, n.Subject = maskRecipient(n.To), privacy.MaskText(n.Subject)
	}
	return n
}

func (s sight) customer(v *CustomerView) {
	if !s.masked {
		return
	}
	v.Debtor = privacy.MaskDebtor(v.Debtor)
	v.Consents = privacy.MaskConsents(v.Consents)
	v.Marks = privacy.MaskDead(v.Marks)
	for i := range v.Timeline {
		v.Timeline[i] = s.entry(v.Timeline[i])
	}
	for i := range v.Notices {
		v.Notices[i] = s.notice(v.Notices[i])
	}
	for i := range v.Payments {
		v.Payments[i].Text = privacy.MaskText(v.Payments[i].Text)
	}
	for i := range v.Findings {
		v.Findings[i].Note = privacy.MaskText(v.Findings[i].Note)
	}
	for i := range v.Tasks {
		v.Tasks[i].Result = privacy.MaskText(v.Tasks[i].Result)
	}
}

func (s sight) messages(rows []store.OutMessage) {
	for i := range rows {
		if s.masked {
			rows[i].To, rows[i].Detail = maskRecipient(rows[i].To), privacy.MaskText(rows[i].Detail)
		}
	}
}

func (s sight) phone(number string) string {
	if s.masked {
		return privacy.MaskPhone(number)
	}
	return number
}

// maskRecipient hides the line of an envelope whole and shows of a mail address what MaskMail shows.
func maskRecipient(to string) string { return privacy.MaskMail(to) }
