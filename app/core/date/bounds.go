package date

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Days that somebody enters lie within these; one that does not holds a slip of the pen.
var (
	earliest = Must(1970, time.January, 1)
	latest   = Must(2100, time.December, 31)
)

// Check refuses a day that nobody can have meant: before 1970 or after 2100 (fault.Invalid on the field). No date is none.
func (d Date) Check(field string) error {
	if d.IsZero() || !d.Before(earliest) && !d.After(latest) {
		return nil
	}
	return fault.New(fault.Invalid, "%s: %s lies outside the years 1970 to 2100", field, d).OnField(field).WithHint("look at the year")
}
