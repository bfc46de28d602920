package desk

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// forgetPayers removes who paid what has been nobody's for as long as privacy.PayerDays, by the clock, unless everything is to be
// kept. The bank's statement is the voucher, and stays where it is; here was only a copy to find a customer by.
func (d *Desk) forgetPayers(w store.Writer) error {
	before, err := d.nobodysBefore(w)
	if err != nil || before.IsZero() {
		return err
	}
	n, err := w.ForgetPayers(before)
	if err != nil || n == 0 {
		return err
	}
	return w.Append(activity.PayersForgotten, 0, 0, "bank", map[string]any{"lines": n, "before": before.String()})
}

// nobodysBefore is the day before which what has been nobody's may go, by the clock; zero while everything is to be kept.
func (d *Desk) nobodysBefore(w store.Writer) (date.Date, error) {
	on, err := d.clockDay(w)
	if err != nil {
		return date.Date{}, err
	}
	holds, err := w.LegalHolds(true)
	if err != nil || slices.ContainsFunc(holds, func(h privacy.Hold) bool { return h.Debtor == 0 }) {
		return date.Date{}, err
	}
	return privacy.PayersBefore(on), nil
}
