package settings

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// BookingDesk is what the page of the ledger's accounts needs of the desk.
type BookingDesk interface {
	Booking(ctx context.Context) (desk.BookingAccounts, error)
	SetBooking(ctx context.Context, a desk.BookingAccounts) error
}

func (s *Screen) newBookingForm() *form {
	sh := newSheet(s.stage.Pick, func(key, text string) { s.wrote(Booking, key, text) })
	remark := sh.input("vat_remark", i18n.T("booking.vat"), widget.NewTextArea("", 3))
	body := widget.Stack(theme.GroupGap,
		group(i18n.T("booking.accounts"), i18n.T("booking.accounts-text"),
			even(sh.hinted("loss", i18n.T("booking.loss"), "7830"), sh.hinted("receivable", i18n.T("booking.receivable"), "1500"))),
		group(i18n.T("booking.vat-title"), i18n.T("booking.vat-text"), remark),
	)
	return s.newForm(Booking, i18n.T("settings.booking"), i18n.T("settings.save-booking"), sh, body)
}

func bookingValues(a desk.BookingAccounts) Values {
	return Values{"loss": a.Loss, "receivable": a.Receivable, "vat_remark": a.VATRemark}
}

func bookingFrom(v Values, a desk.BookingAccounts) desk.BookingAccounts {
	a.Loss, a.Receivable, a.VATRemark = v.text("loss"), v.text("receivable"), v.text("vat_remark")
	return a
}

func bookingLine(a desk.BookingAccounts) string {
	if a.Loss == "" && a.Receivable == "" {
		return i18n.T("booking.none")
	}
	return words.Facts(a.Loss, a.Receivable)
}
