package sqlstore

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What a batch notes is what is read back, in whatever order and however far apart the ids are.
func TestIDsComeBackAsTheyWerePacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOf(rapid.Int64Range(0, 1<<40)).Draw(t, "ids")
		set := idSet{}
		if err := unpackIDs(packIDs(ids), set); err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			if !set.has(id) {
				t.Fatalf("%d is missing of %v", id, ids)
			}
			if set.has(id+1) && !slices.Contains(ids, id+1) {
				t.Fatalf("%d was never put in", id+1)
			}
		}
		slices.Sort(ids)
		if got := slices.Sorted(set.all()); !slices.Equal(got, slices.Compact(ids)) {
			t.Fatalf("all gives %v, want %v", got, ids)
		}
	})
}

func FuzzUnpackIDs(f *testing.F) {
	f.Add([]byte{2, 2, 2})
	f.Add([]byte{0x80})
	f.Fuzz(func(_ *testing.T, packed []byte) {
		if len(packed) < 64 { // each value may open a block of its own
			_ = unpackIDs(packed, idSet{})
		}
	})
}
