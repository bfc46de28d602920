package pdf

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/assets"
)

func face(t testing.TB, name string) *Face {
	t.Helper()
	raw, err := assets.Fonts.ReadFile("fonts/" + name + ".ttf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := NewFace(name, raw)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func about(title string) About {
	return About{Title: title, Language: "nb-NO", Made: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
}

func paperSaying(f *Face, lines ...string) []byte {
	p := New(about(lines[0]), A4)
	for _, line := range lines {
		p.Page().Text(20, 50, line, f, 10, Ink{})
	}
	return p.Bytes()
}

func TestPairsStandNearerAndFiguresDoNot(t *testing.T) {
	for _, name := range []string{"DeskSans-Regular", "DeskSans-SemiBold"} {
		f := face(t, name)
		for pair, nearer := range map[string]bool{"To": true, "AV": true, "Ve": true, "Tø": true, "11": false, "74": false, "7,": false, ".1": false, "nn": false} {
			r := []rune(pair)
			alone := f.Width(string(r[0]), 1000) + f.Width(string(r[1]), 1000)
			if moved := f.Width(pair, 1000) - alone; (moved < -1) != nearer {
				t.Errorf("%s: %q moves by %v thousandths", name, pair, moved)
			}
		}
		one := f.Width("1", 1000)
		for _, digit := range "023456789" {
			if wide := f.Width(string(digit), 1000); wide < one-2 || wide > one+2 {
				t.Errorf("%s: %c is not as wide as 1", name, digit)
			}
		}
	}
}

// Whatever is written is found again by a reader, across kerned pairs and marks that end a string of the file.
func TestTextIsFoundAgain(t *testing.T) {
	tool := installed(t, "pdftotext")
	f := face(t, "DeskSans-Regular")
	for _, line := range []string{"AVATAR To Verk Wolle Ørsta", `Brack(ets) and \slash\`, "Łukasz Żółć Ștefan ěščř", "\u010d \u0d0a", "Ǻngström ﬁ"} {
		if strings.ContainsFunc(line, func(r rune) bool { return !f.Has(r) }) {
			continue
		}
		out, err := exec.Command(tool, saved(t, paperSaying(f, line)), "-").Output()
		if got := strings.TrimSpace(string(out)); err != nil || got != line {
			t.Errorf("read %q, want %q (%v)", got, line, err)
		}
	}
}

func TestFilesAreSound(t *testing.T) {
	tool := installed(t, "qpdf")
	picture, err := NewPicture(aPicture(t, 40, 20))
	if err != nil {
		t.Fatal(err)
	}
	p := New(about("all kinds of marks"), Letter)
	page := p.Page()
	page.Text(20, 20, "Text", face(t, "DeskSans-Regular"), 10, Ink{10, 20, 30})
	page.Line(1, 2, 3, 4, 0.2, Ink{1, 2, 3})
	page.Dashed(1, 2, 30, 2, 0.2, 1, Ink{})
	page.Fill(Ink{}, Box{1, 2, 3, 4}, Box{5, 6, 7, 8})
	page.Frame(Box{10, 10, 30, 20}, 2, 0.3, Ink{})
	page.FillRound(Box{10, 50, 30, 20}, 2, Ink{200, 0, 0})
	page.Image(picture, Box{60, 60, 20, 10})
	var out bytes.Buffer
	run := NewRun(&out, about("joined"))
	for _, paper := range [][]byte{p.Bytes(), paperSaying(face(t, "DeskSans-SemiBold"), "one", "two")} {
		if _, err := run.Add(paper); err != nil {
			t.Fatal(err)
		}
		run.Blank(A4)
	}
	if err := run.Close(); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"one paper": p.Bytes(), "joined": out.Bytes()} {
		if said, err := exec.Command(tool, "--check", saved(t, file)).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
	}
	if run.Pages() != 5 {
		t.Errorf("%d pages, want 5", run.Pages())
	}
}

// However many papers are joined, all pages come in order and what they share is written once.
func TestJoinedPapersShareTheirFonts(t *testing.T) {
	f := face(t, "DeskSans-Regular")
	one := paperSaying(f, "alone")
	var out bytes.Buffer
	run := NewRun(&out, about("joined"))
	const papers = 50
	for range papers {
		if _, err := run.Add(paperSaying(f, "first page", "second page")); err != nil {
			t.Fatal(err)
		}
	}
	if err := run.Close(); err != nil {
		t.Fatal(err)
	}
	if fonts := bytes.Count(out.Bytes(), []byte("/FontFile2")); fonts != 1 {
		t.Errorf("the font is written %d times", fonts)
	}
	if out.Len() > len(one)+papers*2*800 {
		t.Errorf("%d papers of two pages take %d bytes, one takes %d", papers, out.Len(), len(one))
	}
	again, err := readFile(out.Bytes())
	if err != nil || len(again.pages) != 2*papers {
		t.Errorf("%d pages are found again (%v)", len(again.pages), err)
	}
}

// A file that was damaged on its way is an error, never a panic and never half a page.
func TestDamagedPapersAreRefusedWithWords(t *testing.T) {
	whole := paperSaying(face(t, "DeskSans-Regular"), "whole")
	rapid.Check(t, func(t *rapid.T) {
		cut := bytes.Clone(whole[:rapid.IntRange(0, len(whole)).Draw(t, "cut")])
		for range rapid.IntRange(0, 5).Draw(t, "bad") {
			if len(cut) > 0 {
				cut[rapid.IntRange(max(0, len(cut)-1200), len(cut)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
			}
		}
		_, _ = NewRun(&bytes.Buffer{}, about("")).Add(cut)
	})
	if _, err := NewRun(&bytes.Buffer{}, about("")).Add([]byte("no PDF")); err == nil {
		t.Error("something that is no PDF was joined")
	}
}

func TestAPictureIsMeasuredBeforeItIsUnpacked(t *testing.T) {
	bomb := aPicture(t, 1, 1)
	copy(bomb[16:24], []byte{0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30}) // 30,000 by 30,000
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	if _, err := NewPicture(bomb); err == nil || !strings.Contains(err.Error(), "30000 x 30000") {
		t.Errorf("a picture of 900 million pixels: %v", err)
	}
}

func aPicture(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			img.Set(x, y, color.NRGBA{R: uint8(x), G: uint8(y), B: 90, A: uint8(255 - x)})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func saved(t testing.TB, file []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func installed(t testing.TB, tool string) string {
	t.Helper()
	found, err := exec.LookPath(tool)
	if err != nil {
		t.Skip("skipped: " + tool + " is not installed")
	}
	return found
}
