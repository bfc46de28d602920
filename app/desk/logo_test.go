package desk_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// endless is a file of which nobody knows the end; it counts what was read of it.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	if e.read += len(p); e.read > 40<<20 {
		return 0, io.EOF
	}
	return len(p), nil
}

func pictureOf(t testing.TB, wide, high int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, wide, high))
	for x := range wide {
		img.Set(x, x%high, color.White)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestALogoIsKeptNoLargerThanItIsPrinted(t *testing.T) {
	o := newOffice(t, func(*source) {})
	for _, c := range []struct{ wide, high, keptWide, keptHigh int }{{40, 40, 40, 40}, {2000, 500, 960, 240}, {3000, 30, 1000, 10}, {100, 2000, 12, 240}} {
		if err := o.SetLogo(t.Context(), "mark.png", bytes.NewReader(pictureOf(t, c.wide, c.high))); err != nil {
			t.Fatal(err)
		}
		company, err := o.Company(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		kept, err := png.DecodeConfig(bytes.NewReader(company.Logo))
		if err != nil || kept.Width != c.keptWide || kept.Height != c.keptHigh || company.LogoName != "mark.png" {
			t.Errorf("%d by %d is kept as %d by %d, %q (%v)", c.wide, c.high, kept.Width, kept.Height, company.LogoName, err)
		}
	}
	company, _ := o.Company(t.Context())
	if err := o.SetCompany(t.Context(), company); err != nil { // who changes the address keeps the logo
		t.Fatal(err)
	}
	if again, _ := o.Company(t.Context()); !bytes.Equal(again.Logo, company.Logo) {
		t.Error("the logo is gone after another change")
	}
	if err := o.SetLogo(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	if company, _ = o.Company(t.Context()); company.Logo != nil || company.LogoName != "" {
		t.Error("the logo was taken away and is there")
	}
}

// What would fill the memory is refused before it is unpacked, and a file of 40 MB is not read to its end.
func TestABombIsNoLogo(t *testing.T) {
	o := newOffice(t, func(*source) {})
	huge := &endless{}
	bomb := pictureOf(t, 1, 1)
	copy(bomb[16:24], []byte{0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60}) // 60,000 by 60,000
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	cut := pictureOf(t, 200, 200)
	for name, c := range map[string]struct {
		from io.Reader
		says string
	}{
		"40 MB":           {huge, "more than 2 MB"},
		"3.6 Gpixel":      {bytes.NewReader(bomb), "60000 by 60000 pixels"},
		"an SVG":          {strings.NewReader(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "neither PNG nor JPEG"},
		"nothing":         {strings.NewReader(""), "neither PNG nor JPEG"},
		"half a picture":  {bytes.NewReader(cut[:len(cut)/2]), "damaged"},
		"a letter of ads": {strings.NewReader(strings.Repeat("x", 10_000)), "neither PNG nor JPEG"},
	} {
		err := o.SetLogo(t.Context(), name, c.from)
		if !fault.Has(err, fault.Invalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
	if huge.read > desk.MostLogoBytes+1<<20 {
		t.Errorf("%d bytes were read of a file that is too large", huge.read)
	}
	if company, _ := o.Company(t.Context()); company.Logo != nil {
		t.Error("a refused picture was kept")
	}
}

func TestTheFormOfLettersFollowsTheCountry(t *testing.T) {
	for country, want := range map[string]string{"NO": "no-c5", "DE": "din-b", "ID": "din-b", "US": "us-10", "CA": "us-10"} {
		if got := (desk.Company{Country: country}).FormOfLetters(); got != want {
			t.Errorf("%s: %s, want %s", country, got, want)
		}
	}
	if got := (desk.Company{Country: "NO", LetterForm: "din-a"}).FormOfLetters(); got != "din-a" {
		t.Errorf("a form that is set gives way to %s", got)
	}
	if err := (desk.Company{Name: "x", Country: "NO", Currency: "NOK", LetterForm: "c4"}).Check(); !fault.Has(err, fault.Invalid) {
		t.Errorf("an unknown form: %v", err)
	}
}
