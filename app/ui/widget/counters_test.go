package widget

import "testing"

// In a narrow window counters that count nothing make room, the last of them first; what is to be done stays.
func TestCountersThatCountNothingMakeRoom(t *testing.T) {
	c := NewCounterStrip([]Counter{
		{ID: "call", Number: "38", Words: "to call"}, {ID: "replies", Number: "0", Words: "replies"}, {ID: "waves", Number: "0", Words: "waves"}, {ID: "place", Number: "6", Words: "to place"},
	}, nil)
	full := float32(0)
	for _, n := range c.counters {
		full += counterWidth(n)
	}
	for _, tc := range []struct {
		width float32
		shown string
	}{{full + 40, "1111"}, {full - 1, "1101"}, {full - counterWidth(c.counters[2]) - 1, "1001"}, {c.leastWidth(), "1001"}} {
		got, sum := "", float32(0)
		for _, b := range c.boxes(tc.width) {
			sum += b.Width
			if b.Width > 0 {
				got += "1"
			} else {
				got += "0"
			}
		}
		if got != tc.shown || sum != tc.width {
			t.Errorf("at %v: %s, %v wide", tc.width, got, sum)
		}
	}
	c.Resize(c.MinSize())
	c.step(1)
	if c.cursor != 3 {
		t.Errorf("the key goes to %d, which is not seen", c.cursor)
	}
}
