package widget

import (
	"testing"

	"pgregory.net/rapid"
)

func TestPartWidthsFillTheBar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a Ageing
		for i := range a {
			a[i] = rapid.Int64Range(-5, 1_000_000_000_000_000).Draw(t, "part")
			if rapid.Bool().Draw(t, "none") {
				a[i] = 0
			}
		}
		width := float32(rapid.IntRange(40, 2000).Draw(t, "width"))
		widths := partWidths(a, width)
		total, parts := float32(0), 0
		for i, w := range widths {
			if (w > 0) != (a[i] > 0) {
				t.Fatalf("part %d of %v is %v wide", i, a, w)
			}
			if w > 0 {
				if w < minPart {
					t.Fatalf("part %d of %v is %v wide, less than can be seen", i, a, w)
				}
				total += w
				parts++
			}
		}
		if parts > 0 && total+partGap*float32(parts-1) != width {
			t.Fatalf("%v fills %v of %v: %v", a, total, width, widths)
		}
	})
}

func TestPartWidthsFollowTheAmounts(t *testing.T) {
	if got, want := partWidths(Ageing{50, 50}, 101), (Ageing{50, 50}); got[0] != float32(want[0]) || got[1] != float32(want[1]) {
		t.Errorf("two halves of 101 = %v", got)
	}
	if got := partWidths(Ageing{}, 100); got != [5]float32{} {
		t.Errorf("nothing open = %v", got)
	}
}
