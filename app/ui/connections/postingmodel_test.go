package connections

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestWhatNeedsAPersonStandsFirst(t *testing.T) {
	m := &Model{Selected: 3}
	m.SetPostings([]writeback.Entry{
		{ID: 1, State: writeback.Written},
		{ID: 2, State: writeback.Refused},
		{ID: 3, State: writeback.Waiting},
		{ID: 4, State: writeback.Uncertain},
		{ID: 5, State: writeback.Dropped},
		{ID: 6, State: writeback.Writing},
	})
	for i, want := range []int64{4, 2, 6, 3, 5, 1} {
		if m.Postings[i].ID != want {
			t.Errorf("place %d has %d, want %d", i, m.Postings[i].ID, want)
		}
	}
	if m.ToSettle() != 2 || m.Queued() != 2 {
		t.Errorf("%d to settle, %d queued", m.ToSettle(), m.Queued())
	}
	if !m.landsOnPostings(3) || m.landsOnPostings(4) || m.landsOnPostings(0) {
		t.Error("who is sent here for a posting does not see it first")
	}
}

func TestAPersonSettlesWhatHasNotEnded(t *testing.T) {
	for state, want := range map[writeback.State]bool{
		writeback.Waiting: true, writeback.Refused: true, writeback.Uncertain: true, writeback.Writing: false, writeback.Written: false, writeback.Dropped: false,
	} {
		if got := Settleable(&writeback.Entry{State: state}); got != want {
			t.Errorf("%s: %v", state, got)
		}
	}
}

func TestOnlyWhatBothCanIsOffered(t *testing.T) {
	got := offered(desk.Kind{Writes: []writeback.Kind{writeback.Fee, writeback.WriteOff, writeback.Note}})
	if len(got) != 2 || got[0] != writeback.Note || got[1] != writeback.WriteOff {
		t.Errorf("%v", got)
	}
}

func TestTheKindsStandInTheOrderOfTheScreens(t *testing.T) {
	c := desk.Connection{Posts: map[writeback.Kind]time.Time{writeback.WriteOff: noon, writeback.Note: noon}}
	if got := Told(c); len(got) != 2 || got[0] != writeback.Note {
		t.Errorf("%v", got)
	}
	for _, k := range writeback.Kinds() {
		if kindWords[k].tick == "" {
			t.Errorf("%s has no words", k)
		}
	}
}
