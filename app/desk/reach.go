package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// How far ahead somebody may put a day, in years: beyond it a claim is forgotten rather than settled.
const (
	promiseYears = 2
	holdYears    = 3
)

// withinReach refuses a day that nobody can have meant, or that lies further ahead than so many years.
func withinReach(field string, day, today date.Date, years int) error {
	if err := day.Check(field); err != nil {
		return err
	}
	if last := today.AddMonths(12 * years); day.After(last) {
		return fault.New(fault.Invalid, "%s: %s is more than %d years ahead", field, day, years).OnField(field).WithHint("up to %s", last)
	}
	return nil
}
