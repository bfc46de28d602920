package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// What a system counts and cannot tell stops the waves until somebody accepts it, and any other difference stops them again.
func TestADifferenceIsAcceptedWithAReason(t *testing.T) {
	o := newOffice(t, twoCustomers)
	_, err := o.AcceptDifference(t.Context(), o.conn.ID, "journal entry 17")
	o.wantCode(err, fault.Conflict) // nothing was read
	truth := map[money.Currency]int64{}
	for _, it := range o.source.items {
		truth[it.Open.Currency] += it.Open.Minor
	}
	read := func(more int64) bool {
		t.Helper()
		o.source.control = map[money.Currency]int64{"NOK": truth["NOK"] + more}
		run, err := o.Sync(t.Context(), o.conn.ID, true, nil)
		if err != nil && !fault.Has(err, desk.CountsDisagree) {
			t.Fatal(err)
		}
		v, failed := o.Connections(t.Context())
		o.must(failed)
		if run.Agrees != (v[0].Connection.Blocked == "") {
			t.Errorf("agrees %v, and %q", run.Agrees, v[0].Connection.Blocked)
		}
		return run.Agrees
	}
	if read(100_00) {
		t.Fatal("a difference that nobody accepted")
	}
	_, err = o.AcceptDifference(t.Context(), o.conn.ID, " ")
	o.wantField(err, fault.Invalid, "why")
	accepted, err := o.AcceptDifference(t.Context(), o.conn.ID, "journal entry 17")
	o.must(err)
	if accepted.Sums["NOK"] != 100_00 || accepted.By == "" {
		t.Errorf("%+v", accepted)
	}
	for range 2 {
		if !read(100_00) {
			t.Error("what was accepted stops the waves")
		}
	}
	if read(100_01) {
		t.Error("another difference is accepted")
	}
	if accepted, err = o.AcceptDifference(t.Context(), o.conn.ID, "and a cent"); err != nil || accepted.Sums["NOK"] != 100_01 || !read(100_01) {
		t.Errorf("%+v, %v", accepted, err)
	}
	if !read(0) || read(100_01) {
		t.Error("it is not over when the sums agree")
	}
	_, err = o.AcceptDifference(t.Context(), o.conn.ID, "again")
	o.must(err)
	o.must(o.AcceptNoDifference(t.Context(), o.conn.ID))
	if read(100_01) {
		t.Error("taken back, and it holds")
	}
	o.wantCode(o.AcceptNoDifference(t.Context(), o.conn.ID), fault.Conflict)
}
