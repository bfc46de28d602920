package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/writeback"
)

// A person has said that a write-off is in the books, so that the desk does not know under which key. To take it back it is looked for; a
// reversal that names nothing would be booked as one write-off more.
func TestAReversalIsNeverWrittenAsAnotherWriteOff(t *testing.T) {
	for name, c := range map[string]struct {
		there, finds, blind bool
		want                writeback.State
	}{
		"it is there and found":        {there: true, finds: true, want: writeback.Written},
		"a person was wrong":           {finds: true, want: writeback.Refused},
		"the books cannot be searched": {there: true, want: writeback.Refused},
		"they cannot be searched now":  {there: true, finds: true, blind: true, want: writeback.Waiting},
	} {
		t.Run(name, func(t *testing.T) {
			o, l := writing(t, writeback.WriteOff)
			if c.there {
				l.lose = true
			} else {
				l.answers = []writeback.Outcome{{State: writeback.Uncertain, Code: "connector-crashed"}}
			}
			o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
			o.post()
			first := o.posting(0)
			o.must(o.SettleWriteBack(t.Context(), first.ID, writeback.Written, "I have seen it"))
			l.lose, o.source.finds, l.blind = false, c.finds, c.blind
			written := len(l.kept)
			o.done(o.ReverseWriteOff(t.Context(), o.customer("C1", "2026-11-23").WriteOffs[0].ID, nil, "the estate pays"))
			o.post()
			if got := o.posting(1); got.Undoes != first.ID || got.State != c.want || c.want != writeback.Written && got.Detail == "" {
				t.Errorf("it is %s: %s", got.State, got.Detail)
			}
			switch {
			case c.want == writeback.Written && (len(l.kept) != written+1 || len(l.undone) != 1 || l.undone[0] != "L"+first.Key):
				t.Errorf("took back %v", l.undone)
			case c.want != writeback.Written && len(l.kept) != written:
				t.Errorf("written: %+v", l.kept[written:])
			}
		})
	}
}

// A reversal of which nobody knows what became of it is looked for as one: a search that names nothing would find the write-off.
func TestAReversalIsLookedForAsOne(t *testing.T) {
	o, l := writing(t, writeback.WriteOff)
	o.source.finds = true
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	o.post()
	first := o.posting(0)
	l.answers = []writeback.Outcome{{State: writeback.Uncertain, Code: "connector-crashed"}}
	o.done(o.ReverseWriteOff(t.Context(), o.customer("C1", "2026-11-23").WriteOffs[0].ID, nil, "the estate pays"))
	o.post()
	if p := o.post(); p.Written != 1 || len(l.sought) != 1 || l.sought[0] != "L"+first.Key {
		t.Errorf("%+v, looked for %v", p, l.sought)
	}
}
