package settings

import (
	"context"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func (b *book) Booking(context.Context) (desk.BookingAccounts, error) { return b.kept.Booking, nil }

// SetBooking refuses what the desk refuses.
func (b *book) SetBooking(_ context.Context, a desk.BookingAccounts) error {
	if len(a.Loss) > 40 {
		return fault.New(fault.Invalid, "%q is no account of a ledger", a.Loss).OnField("loss")
	}
	b.kept.Booking = a
	return nil
}

func TestTheAccountsOfBookingSlipsAreKept(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.choose(Booking)
	f := o.forms[Booking]
	o.write(Booking, "loss", strings.Repeat("7", 41))
	f.save.Tapped(nil)
	if o.book.kept.Booking.Loss != "" || !strings.Contains(textOf(f.content), "is no account of a ledger") {
		t.Errorf("kept %+v, and the page says %s", o.book.kept.Booking, textOf(f.content))
	}
	o.write(Booking, "loss", " 7830 ")
	o.write(Booking, "receivable", "1500")
	f.save.Tapped(nil)
	if got := o.book.kept.Booking; got.Loss != "7830" || got.Receivable != "1500" {
		t.Errorf("the book holds %+v", got)
	}
	if len(o.told) != 1 || !strings.Contains(o.told[0], "Losses on claims") {
		t.Errorf("told %q", o.told)
	}
}
