package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// What a released wave tells the books waits where everybody sees it, also before anything is written.
func TestWhatAWaveTellsTheBooksIsListedAtOnce(t *testing.T) {
	o, l := writing(t, writeback.Note, writeback.Attachment)
	o.remind("2026-11-23")
	if v := o.customer("C1", "2026-11-23"); len(v.Postings) != 2 || v.Postings[0].State != writeback.Waiting {
		t.Fatalf("the customer's: %+v", v.Postings)
	}
	all, err := o.WriteBacks(t.Context(), store.WriteBackQuery{})
	o.must(err)
	if len(all) != 4 || len(l.kept) != 0 {
		t.Fatalf("%d postings, %d written", len(all), len(l.kept))
	}
	if p := o.post(); p.Written != 4 {
		t.Fatalf("%+v", p)
	}
}

func TestAReminderIsNotedWithItsLetter(t *testing.T) {
	o, l := writing(t, writeback.Note, writeback.Attachment)
	o.remind("2026-11-23")
	if p := o.post(); p.Written != 4 {
		t.Fatalf("%+v", p)
	}
	if l.kept[0].Kind != writeback.Note || l.kept[0].Parts[0].Number != "F-1" || len(l.letters[2].Bytes) == 0 {
		t.Errorf("%+v, %v", l.kept[0], l.letters)
	}
	if p := o.post(); p != (desk.PostProgress{}) {
		t.Errorf("noted again: %+v", p)
	}
}

func TestAHoldIsShownAndTakenAway(t *testing.T) {
	o, l := writing(t, writeback.Hold)
	id := o.customer("C1", "2026-11-23").Debtor.ID
	hold := desk.HoldOrder{Debtor: id, Until: day("2026-12-24"), Reason: "waits for goods"}
	o.must(o.HoldCustomer(t.Context(), hold))
	o.post()
	o.must(o.LiftHold(t.Context(), id, o.customer("C1", "2026-11-23").Holds[0].ID, "they came"))
	o.post()
	if len(l.kept) != 2 || l.kept[0].Until != day("2026-12-24") || len(l.undone) != 1 {
		t.Errorf("%+v, %v", l.kept, l.undone)
	}
}
