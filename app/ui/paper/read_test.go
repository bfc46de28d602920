package paper

import (
	"bytes"
	"image/color"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
)

// aLetter is a German reminder with a code to scan: every kind of mark that a letter has.
func aLetter(t testing.TB) []byte {
	t.Helper()
	d := letter.Document{
		Language: "de", Number: "2026-000087", Issued: date.Must(2026, time.November, 23), PayBy: date.Must(2026, time.December, 7),
		Sender:    notice.Sender{Name: "Skagerrak Engros AS", Address: []string{"Brygga 7", "4610 Kristiansand"}, Contact: "Kari Nordby"},
		Recipient: notice.Recipient{Name: "Müller & Söhne GmbH", Address: []string{"Große Straße 5", "20095 Hamburg"}, CustomerNumber: "20077"},
		Currency:  "EUR", Exponent: 2, Total: 158500,
		Items:   []notice.Item{{Number: "F-2231", Issued: date.Must(2026, time.September, 20), Due: date.Must(2026, time.October, 20), Days: 34, Open: 158500}},
		Payment: notice.Payment{IBAN: "DE89370400440532013000", BIC: "COBADEFFXXX", Reference: "RF18539007547034"},
	}
	rendered, err := text.Render(d.Language, text.Reminder, d.Vars())
	if err != nil {
		t.Fatal(err)
	}
	d.Text = rendered
	pdf, err := letter.Render(d)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func TestALetterIsReadFromItsOwnBytes(t *testing.T) {
	pages, err := Read(aLetter(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) != 1 {
		t.Fatalf("%d pages, want 1", len(pages))
	}
	p := pages[0]
	var all []string
	bold := map[string]bool{}
	for _, text := range p.Texts {
		all = append(all, text.Text)
		bold[text.Text] = bold[text.Text] || text.Bold
		if text.X < 0 || text.X > p.Width || text.Y < 0 || text.Y > p.Height {
			t.Errorf("%q stands at %v, %v, outside the page", text.Text, text.X, text.Y)
		}
	}
	for _, want := range []string{"Müller & Söhne GmbH", "Große Straße 5", "F-2231", "DE89 3704 0044 0532 0130 00"} {
		if !strings.Contains(strings.Join(all, "\n"), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if !bold["Skagerrak Engros AS"] || bold["F-2231"] {
		t.Errorf("the sender's name is bold: %v, an invoice number: %v", bold["Skagerrak Engros AS"], bold["F-2231"])
	}
	if len(p.Boxes) < 200 || len(p.Lines) < 5 {
		t.Errorf("%d boxes and %d lines: the code to scan or the rules are missing", len(p.Boxes), len(p.Lines))
	}
}

func TestTheUpperLeftCornerIsWhereTheLetterBegins(t *testing.T) {
	pages, err := Read(aLetter(t))
	if err != nil {
		t.Fatal(err)
	}
	first := pages[0].Texts[0]
	if first.Text != "Skagerrak Engros AS" || first.Y > pages[0].Height/6 {
		t.Errorf("the letter begins with %q at %v of %v points", first.Text, first.Y, pages[0].Height)
	}
}

func TestWhatIsDrawnIsInkOnWhite(t *testing.T) {
	pages, err := Read(aLetter(t))
	if err != nil {
		t.Fatal(err)
	}
	img := Draw(pages[0], 400)
	if b := img.Bounds(); b.Dx() != 400 || b.Dy() < 560 || b.Dy() > 570 {
		t.Errorf("the picture is %v, want A4 400 wide", b)
	}
	white, dark := 0, 0
	for y := range img.Bounds().Dy() {
		for x := range 400 {
			switch c := img.RGBAAt(x, y); {
			case c == color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}:
				white++
			case c.R < 0x60:
				dark++
			}
		}
	}
	if white < 150_000 || dark < 2_000 {
		t.Errorf("%d white and %d dark pixels", white, dark)
	}
}

func TestWhatIsNoPDFIsSaid(t *testing.T) {
	for what, raw := range map[string][]byte{
		"nothing": nil, "a text": []byte("hello"), "only a head": []byte("%PDF-1.3\n"), "cut off": aLetter(t)[:700],
	} {
		if _, err := Read(raw); !fault.Has(err, NotReadable) {
			t.Errorf("%s: %v, want %s", what, err, NotReadable)
		}
	}
}

func TestSumsOfAMailStandInAColumn(t *testing.T) {
	p := Mail(Letterhead{Subject: "A friendly reminder", Lines: []string{"To: a@b.example"}},
		"Dear Ms Lestari,\n\nF-2247  due 2 Nov 2026   48,500,000 IDR\nTotal                        1,000 IDR\n")
	var ends []float32
	s := setter{d: drawing{scale: 1, faces: map[faceKey]font.Face{}}}
	for _, text := range p.Texts {
		if strings.HasSuffix(text.Text, "IDR") {
			ends = append(ends, text.X+s.width(text.Text, mailBody, false))
		}
	}
	if len(ends) != 2 || ends[0]-ends[1] > 1 || ends[1]-ends[0] > 1 {
		t.Errorf("sums end at %v, want one column", ends)
	}
}

func FuzzRead(f *testing.F) {
	pdf := aLetter(f)
	f.Add(pdf)
	f.Add([]byte("%PDF-1.3\n1 0 obj\n<</Type /Page /Contents 2 0 R>>\nendobj\n2 0 obj\n<<>>\nstream\nBT (\\)(a)) Tj 1 2 m 3 4 l S q Q [ ] << ( endstream"))
	f.Add(bytes.Replace(pdf, []byte("FlateDecode"), []byte("FlateDecod_"), 1))
	f.Fuzz(func(_ *testing.T, raw []byte) {
		pages, err := Read(raw)
		if err != nil {
			return
		}
		for _, p := range pages[:min(2, len(pages))] {
			Draw(p, 60)
		}
	})
}

func BenchmarkPreviewOfALetter(b *testing.B) {
	pdf := aLetter(b)
	for range b.N {
		pages, err := Read(pdf)
		if err != nil {
			b.Fatal(err)
		}
		Draw(pages[0], 780)
	}
}
