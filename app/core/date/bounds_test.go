package date_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func TestADayThatNobodyCanHaveMeantIsRefused(t *testing.T) {
	for text, fine := range map[string]bool{"": true, "1969-12-31": false, "1970-01-01": true, "2026-11-20": true, "2100-12-31": true, "2101-01-01": false} {
		var d date.Date
		if err := d.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := d.Check("until"); (err == nil) != fine || err != nil && fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}
