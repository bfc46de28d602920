package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // kinds of pictures that can be drawn
	_ "image/png"
)

// MostPixels of a picture that is drawn: more would cost memory and cannot be seen in print.
const MostPixels = 4 << 20

// Picture is a picture ready to be embedded; papers may share it.
type Picture struct {
	Width, Height int
	colours       []byte // packed, three bytes a pixel
	cover         []byte // packed, one byte a pixel; nil: nothing shines through
}

// NewPicture reads a PNG or JPEG. Its size is looked at before anything is unpacked.
func NewPicture(raw []byte) (*Picture, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	if config.Width < 1 || config.Height < 1 || config.Width > MostPixels/config.Height {
		return nil, fmt.Errorf("%d x %d pixels are more than a paper takes", config.Width, config.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	b := img.Bounds()
	colours, cover, through := make([]byte, 0, 3*b.Dx()*b.Dy()), make([]byte, 0, b.Dx()*b.Dy()), false
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			colours = append(colours, c.R, c.G, c.B)
			cover = append(cover, c.A)
			through = through || c.A != 0xFF
		}
	}
	p := &Picture{Width: b.Dx(), Height: b.Dy(), colours: packed(colours)}
	if through {
		p.cover = packed(cover)
	}
	return p, nil
}

func (p *Picture) into(f *file) int {
	head := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d/Height %d/BitsPerComponent 8/Filter/FlateDecode", p.Width, p.Height)
	mask := ""
	if p.cover != nil {
		mask = fmt.Sprintf("/SMask %d 0 R", f.stream(head+"/ColorSpace /DeviceGray", p.cover))
	}
	return f.stream(head+"/ColorSpace /DeviceRGB"+mask, p.colours)
}
