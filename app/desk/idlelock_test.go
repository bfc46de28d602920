package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func TestTheWindowLocksAfterSomeMinutes(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.staffed()
	ctx := t.Context()
	if n, err := o.IdleLock(ctx); err != nil || n != 10 {
		t.Fatalf("at first %d, %v", n, err)
	}
	for _, n := range []int{0, -1, 241} {
		o.wantCode(o.SetIdleLock(ctx, n), fault.Invalid)
	}
	o.wantCode(o.as("ola").SetIdleLock(ctx, 5), approval.NotAllowed)
	o.must(o.SetIdleLock(ctx, 5))
	if n, err := o.IdleLock(ctx); err != nil || n != 5 {
		t.Errorf("afterwards %d, %v", n, err)
	}
}
