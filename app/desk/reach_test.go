package desk_test

import (
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// A day that lies too far ahead is a slip of the pen, or a claim that is forgotten: it is refused with the field at fault.
func TestDaysTooFarAheadAreRefused(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c1, item := o.debtorID("C1"), func() error {
		row, err := o.FindItem(t.Context(), o.debtorID("C2"), "F-2")
		o.must(err)
		_, err = o.Sheet(t.Context(), row.ID, day("2500-01-01"))
		return err
	}
	promise := func(by string) error {
		return o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: c1, Amount: nok(1_000), By: day(by)})
	}
	hold := func(until string) error {
		return o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: c1, Reason: "talks", Until: day(until)})
	}
	for _, c := range []struct {
		what, field string
		err         error
	}{
		{"a promise for 2200", "date", promise("2200-01-01")},
		{"a promise in more than two years", "date", promise("2028-12-31")},
		{"a hold until 2250", "until", hold("2250-01-01")},
		{"a hold of more than three years", "until", hold("2029-12-31")},
		{"a sheet to 2500", "to", item()},
	} {
		var f *fault.Error
		if !errors.As(c.err, &f) || f.Code != fault.Invalid || f.Field != c.field {
			t.Errorf("%s: got %v, want it refused on %s", c.what, c.err, c.field)
		}
	}
	o.must(promise("2028-11-01"))
	o.must(hold("2029-11-01"))
}
