package sqlstore

import (
	"testing"

	"pgregory.net/rapid"
)

func TestASetOfFingerprintsIsASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var set fingerprintSet
		known := map[fingerprint]bool{}
		narrow := rapid.Uint64Range(0, 40) // so that they come again
		for i := range rapid.IntRange(0, 3000).Draw(t, "how many") {
			f := fingerprint(i) * 0x100000001 // many that are alike in their low bits
			if i%3 == 0 {
				f = fingerprint(narrow.Draw(t, "fingerprint"))
			}
			if got, want := set.add(f), !known[f]; got != want {
				t.Fatalf("adding %x the %dth: new %t, want %t", f, i, got, want)
			}
			known[f] = true
		}
	})
}
