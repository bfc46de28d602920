package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestAHoldIsOnTheCustomersOwnInvoice(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	other := o.customer("C2", "2026-11-23").Items[0].ID
	hold := desk.HoldOrder{Debtor: o.debtorID("C1"), Item: other, Until: day("2026-12-10"), Reason: "talks"}
	o.wantField(o.HoldCustomer(t.Context(), hold), fault.Invalid, "item")
	hold.Item = 4711
	o.wantCode(o.HoldCustomer(t.Context(), hold), fault.NotFound)
	hold.Debtor, hold.Item = o.debtorID("C2"), other
	o.must(o.HoldCustomer(t.Context(), hold))
}
