package courier

import (
	"bytes"
	"image/png"
	"math/bits"
	"os/exec"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the run: marks are even in number, every letter has one first and one last sheet, and the count follows.
func TestMarksFollowOneAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &inserter{twoSided: rapid.Bool().Draw(t, "two-sided")}
		count := 0
		for _, pages := range rapid.SliceOfN(rapid.IntRange(1, 9), 1, 20).Draw(t, "letters") {
			boxes, first, last := m.letter(pages), 0, 0
			for page := range pages {
				if m.twoSided && page%2 == 1 {
					if boxes(page) != nil {
						t.Fatal("a back is marked")
					}
					continue
				}
				count++
				var marks uint8
				for _, b := range boxes(page) {
					marks |= 1 << int((b.Y+omrThick/2-omrTop)/omrPitch+0.5)
				}
				if bits.OnesCount8(marks)%2 != 0 || marks&1 == 0 || marks>>omrEnd == 0 {
					t.Fatalf("marks %08b", marks)
				}
				if got := int(marks>>omrFour&1)<<2 | int(marks>>omrTwo&1)<<1 | int(marks>>omrOne&1); got != count%8 {
					t.Fatalf("sheet %d counts as %d", count, got)
				}
				first, last = first+int(marks>>omrFirst&1), last+int(marks>>omrLast&1)
			}
			if first != 1 || last != 1 {
				t.Fatalf("%d first and %d last sheets", first, last)
			}
		}
	})
}

// A machine reads what is on the paper: the second sheet of a letter of two, as it comes out of a printer.
func TestMarksAreOnThePaper(t *testing.T) {
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skip("skipped: pdftoppm (package poppler-utils) is not installed")
	}
	for _, on := range []bool{true, false} {
		job := aRun(rendered(t, aNotice(t, 1, 40)))
		job.Marks = on
		file, pages := runOf(t, job)
		if pages != 3 {
			t.Fatalf("%d pages", pages)
		}
		raw, err := exec.Command(tool, "-r", "200", "-f", "3", "-l", "3", "-singlefile", "-png", file).Output()
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		var read uint8
		for place := omrStart; place <= omrEnd; place++ {
			x, y := (omrLeft+omrWide/2)/25.4*200, (omrTop+float64(place)*omrPitch)/25.4*200
			if r, _, _, _ := picture.At(int(x), int(y)).RGBA(); r < 0x4000 {
				read |= 1 << place
			}
		}
		want := uint8(0)
		if on {
			want = omr(1, 2, 2)
		}
		if read != want {
			t.Errorf("marks %v: read %08b, want %08b", on, read, want)
		}
	}
}
