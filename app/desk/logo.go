package desk

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // kinds of pictures that a logo may be
	"image/png"
	"io"
	"path/filepath"

	"golang.org/x/image/draw"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Bounds of a logo. They are looked at before anything is unpacked: a small file can hold a picture that fills the memory.
const (
	MostLogoBytes  = 2 << 20
	MostLogoPixels = 4 << 20
	// A logo is kept in the pixels that print sharp at its size on a letter, 70 by 14 mm at 300 a inch, and some more.
	keptLogoWide, keptLogoHigh = 1000, 240
)

const keyLogo = "logo"

// keptLogo is the company's picture as it lies in the book.
type keptLogo struct {
	Name string // of the file it came from
	PNG  []byte
}

// SetLogo takes a picture, PNG or JPEG, for letters and mails; it is kept no larger than it is printed. Name is that of the
// file. nil takes the logo away. What is too large, or no picture, is refused with fault.Invalid on the field logo.
func (d *Desk) SetLogo(ctx context.Context, name string, from io.Reader) error {
	kept := keptLogo{Name: filepath.Base(name)}
	facts := map[string]any{"logo": "none"}
	if from != nil {
		raw, err := io.ReadAll(io.LimitReader(from, MostLogoBytes+1))
		if err != nil {
			return fault.Wrap(err, fault.Invalid, "%s cannot be read", name).OnField("logo")
		}
		if kept.PNG, err = keptPicture(raw); err != nil {
			return err
		}
		facts = map[string]any{"logo": kept.Name, "bytes": len(kept.PNG)}
	} else {
		kept.Name = ""
	}
	return d.administer(ctx, func(w store.Writer) error {
		if err := w.PutSetting(keyLogo, kept); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "logo", facts)
	})
}

func badLogo(what string, args ...any) *fault.Error {
	return fault.New(fault.Invalid, what, args...).OnField("logo").WithHint("a PNG or JPEG of at most 2 MB and 4 million pixels; 1000 by 240 are plenty")
}

// keptPicture reads a picture within its bounds and gives it as PNG, scaled to the size that is kept.
func keptPicture(raw []byte) ([]byte, error) {
	if len(raw) > MostLogoBytes {
		return nil, badLogo("the logo has more than %d MB", MostLogoBytes>>20)
	}
	config, kind, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || kind != "png" && kind != "jpeg" {
		return nil, badLogo("the logo is neither PNG nor JPEG, or it is damaged")
	}
	if config.Width < 1 || config.Height < 1 || config.Width > MostLogoPixels/config.Height {
		return nil, badLogo("the logo has %d by %d pixels, which is too much to print", config.Width, config.Height)
	}
	picture, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, badLogo("the logo is damaged")
	}
	wide, high := config.Width, config.Height
	if wide > keptLogoWide {
		wide, high = keptLogoWide, max(1, high*keptLogoWide/wide)
	}
	if high > keptLogoHigh {
		wide, high = max(1, wide*keptLogoHigh/high), keptLogoHigh
	}
	kept := image.NewNRGBA(image.Rect(0, 0, wide, high))
	draw.CatmullRom.Scale(kept, kept.Bounds(), picture, picture.Bounds(), draw.Src, nil)
	var out bytes.Buffer
	if err := png.Encode(&out, kept); err != nil {
		return nil, fault.Wrap(err, fault.Internal, "the logo cannot be kept")
	}
	return out.Bytes(), nil
}

// companyOf is who collects, with the logo.
func companyOf(r store.Reader) (c Company, err error) {
	if _, err := r.Setting(keyCompany, &c); err != nil {
		return c, err
	}
	var logo keptLogo
	_, err = r.Setting(keyLogo, &logo)
	c.Logo, c.LogoName = logo.PNG, logo.Name
	return c, err
}
