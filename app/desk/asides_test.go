package desk_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// What is set aside today opens today and no other day, and the answer says what was set aside, why and by whom.
func TestWhatIsSetAsideHoldsOnItsDayAlone(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.guarded()
	o.sync()
	c1 := o.debtorID("C1")
	o.must(o.NoteCall(t.Context(), c1, "no-answer", ""))
	at := func(day int) time.Time { return time.Date(2026, 11, day, 11, 0, 0, 0, time.UTC) }
	o.done(o.SetAside(t.Context(), c1, "OFTEN", "asked us to call"))
	may, err := o.MayContact(t.Context(), c1, receivable.Call, at(23))
	o.must(err)
	if !may.Allowed || len(may.SetAside) != 1 || may.SetAside[0].Rule != "OFTEN" || may.SetAside[0].Reason != "asked us to call" || may.SetAside[0].By == "" {
		t.Errorf("on the day it was set aside: %+v", may)
	}
	may, err = o.MayContact(t.Context(), c1, receivable.Call, at(24))
	o.must(err)
	if may.Allowed || may.Rule != "OFTEN" {
		t.Errorf("on the next day: %+v", may)
	}
	may, err = o.MayContact(t.Context(), o.debtorID("C2"), receivable.Call, at(23))
	o.must(err)
	if !may.Allowed || len(may.SetAside) != 0 {
		t.Errorf("another customer: %+v", may)
	}
}
