package desk_test

import (
	"fmt"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// The promise of the product: nobody is chased who has paid. The customers of a wave are read again before it leaves.
func TestWhoHasPaidSinceTheProposalDropsOut(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	o.source.remove("1")
	res, err := o.Release(t.Context(), id, nil)
	o.must(err)
	if res.Dropped != 1 || res.Issued != 1 {
		t.Fatalf("got %+v", res)
	}
	if got := o.lines(id); got["C1"] != store.LineDropped || got["C2"] != store.LineIssued {
		t.Fatalf("got %v", got)
	}
}

func TestPartPaymentSinceTheProposalLowersWhatIsAsked(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	o.source.open("1", 4_000)
	_, err := o.Release(t.Context(), id, nil)
	o.must(err)
	for _, job := range o.courier.made {
		if job.Debtor.Number == "C1" && job.Notice.Total != nok(4_000) {
			t.Fatalf("the letter asks for %s", job.Notice.Total)
		}
	}
	if len(o.courier.made) != 2 {
		t.Fatalf("%d notices were made", len(o.courier.made))
	}
}

// A notice that would ask for more than somebody looked at does not leave.
func TestMoreThanWasProposedIsNotSent(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	o.source.invoice("3", "C1", "2026-11-02", 99_000)
	_, err := o.Release(t.Context(), id, nil)
	o.must(err)
	if got := o.lines(id); got["C1"] != store.LineDropped {
		t.Fatalf("got %v", got)
	}
}

func TestReleaseReadsTheseCustomersAlone(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.debtor("C3", "c3@example.com")
	o.source.invoice("3", "C3", "2027-01-01", 500)
	o.sync()
	id := o.propose("2026-11-23")
	o.must(o.Exclude(t.Context(), id, o.debtorID("C2"), "talks ongoing"))
	_, err := o.Release(t.Context(), id, nil)
	o.must(err)
	last := o.source.reads[len(o.source.reads)-1]
	if fmt.Sprint(last.Debtors) != "[C1]" {
		t.Fatalf("read again: %v", last.Debtors)
	}
	rows, err := o.OpenItems(t.Context(), 0, true)
	o.must(err)
	if len(rows) != 3 {
		t.Fatalf("the re-read of one customer settled others: %d items are open", len(rows))
	}
}

func TestBooksThatCannotBeReadAgainStopTheRelease(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	o.source.fail = fault.New("connector-crashed", "it ended in the middle")
	_, err := o.Release(t.Context(), id, nil)
	o.wantCode(err, desk.StaleData)
	if len(o.courier.made) != 0 {
		t.Fatal("something was made all the same")
	}
	v, err := o.Wave(t.Context(), id)
	o.must(err)
	if v.Wave.State != store.WaveProposed {
		t.Fatalf("the wave is %s", v.Wave.State)
	}
	o.source.fail = nil
	res, err := o.Release(t.Context(), id, nil)
	o.must(err)
	if res.Issued != 2 {
		t.Fatalf("got %+v", res)
	}
}

func TestDataOlderThanTheHouseAllowsIsNotUsed(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.clock.to(day("2026-11-25"))
	p, err := o.Plan(t.Context(), day("2026-11-25"))
	o.must(err)
	if len(p.Notices) != 0 || len(p.LeftOut) != 2 || p.LeftOut[0].Reason != dunning.ReasonStaleData {
		t.Fatalf("got %+v", p)
	}
}
