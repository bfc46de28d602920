package paper

import (
	"testing"

	"golang.org/x/image/font"
)

// Pairs stand nearer by a share of the size: a tenth of the size draws them a tenth as near.
func TestPairsAreKernedBySize(t *testing.T) {
	d := drawing{scale: 1, faces: map[faceKey]font.Face{}}
	large, small := d.face(100, false).Kern('T', 'o'), d.face(10, false).Kern('T', 'o')
	if large >= 0 || large < -64*20 { // less than a fifth of the size
		t.Errorf("at 100 points To stands %v nearer", large)
	}
	if ratio := float64(large) / float64(small); ratio < 8 || ratio > 12 {
		t.Errorf("at 100 points %v, at 10 points %v", large, small)
	}
	if k := d.face(100, false).Kern('1', '1'); k != 0 {
		t.Errorf("figures stand in columns, and not %v nearer", k)
	}
}
