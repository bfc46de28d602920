package courier

import (
	"math/bits"

	"github.com/dunningdesk/dunningdesk/app/courier/pdf"
)

// Where the marks for an inserting machine lie, in millimetres. Left of the text, right of where sheets are folded and punched,
// beneath every window and above a Swiss payment slip; no fold crosses them.
const (
	omrLeft  = 8.0
	omrWide  = 9.0
	omrTop   = 152.4
	omrPitch = 25.4 / 6 // a sixth of an inch, the grid of inserting machines
	omrThick = 0.5
)

// Places of the marks, from above.
const (
	omrStart = iota
	omrFirst
	omrLast
	omrFour
	omrTwo
	omrOne
	omrParity
	omrEnd
)

// omr is a sheet's marks as bits, by place: where it stands in its letter, and its number in the run by eights. The marks of a
// sheet are always even in number, so that one that is not read stops the machine.
func omr(sheet, sheets, inRun int) uint8 {
	marks := uint8(1<<omrStart | 1<<omrEnd)
	set := func(place int, on bool) {
		if on {
			marks |= 1 << place
		}
	}
	set(omrFirst, sheet == 0)
	set(omrLast, sheet == sheets-1)
	set(omrFour, inRun&4 != 0)
	set(omrTwo, inRun&2 != 0)
	set(omrOne, inRun&1 != 0)
	set(omrParity, bits.OnesCount8(marks)%2 == 1)
	return marks
}

// omrBoxes are the lines of a sheet's marks.
func omrBoxes(marks uint8) []pdf.Box {
	var boxes []pdf.Box
	for place := omrStart; place <= omrEnd; place++ {
		if marks&(1<<place) != 0 {
			boxes = append(boxes, pdf.Box{X: omrLeft, Y: omrTop + float64(place)*omrPitch - omrThick/2, Width: omrWide, Height: omrThick})
		}
	}
	return boxes
}

// inserter marks the fronts of the letters of a run, one after another. The list in front is not put into an envelope.
type inserter struct {
	twoSided bool
	inRun    int // sheets so far
}

// letter gives the boxes of a letter's pages.
func (m *inserter) letter(pages int) func(page int) []pdf.Box {
	side, first := 1, m.inRun
	if m.twoSided {
		side = 2
	}
	sheets := (pages + side - 1) / side
	m.inRun += sheets
	return func(page int) []pdf.Box {
		if page%side != 0 {
			return nil
		}
		return omrBoxes(omr(page/side, sheets, first+page/side+1))
	}
}
