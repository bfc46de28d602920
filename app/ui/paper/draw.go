package paper

import (
	"image"
	"image/color"
	"image/draw"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"github.com/dunningdesk/dunningdesk/assets"
)

// Draw makes a picture of a page, width pixels wide. Paper is white in every theme.
func Draw(p Page, width int) *image.RGBA {
	width = max(1, min(width, maxWidth))
	scale := float32(width) / p.Width
	img := image.NewRGBA(image.Rect(0, 0, width, int(p.Height*scale+0.5)))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	d := drawing{img: img, scale: scale, faces: map[faceKey]font.Face{}}
	for _, b := range p.Boxes {
		d.box(b)
	}
	for _, l := range p.Lines {
		d.line(l)
	}
	for _, t := range p.Texts {
		d.text(t)
	}
	return img
}

const maxWidth = 4000

type drawing struct {
	img   *image.RGBA
	scale float32
	faces map[faceKey]font.Face
}

type faceKey struct {
	size float32
	bold bool
}

// fonts are the letter's own face in both weights.
var fonts = sync.OnceValues(func() ([2]*opentype.Font, error) {
	var both [2]*opentype.Font
	for i, file := range []string{"fonts/DeskSans-Regular.ttf", "fonts/DeskSans-SemiBold.ttf"} {
		raw, err := assets.Fonts.ReadFile(file)
		if err != nil {
			return both, err
		}
		if both[i], err = opentype.Parse(raw); err != nil {
			return both, err
		}
	}
	return both, nil
})

// face gives the typeface in a size of points; nil when the program was built without it.
func (d *drawing) face(size float32, bold bool) font.Face {
	key := faceKey{size, bold}
	if f, ok := d.faces[key]; ok {
		return f
	}
	both, err := fonts()
	if err != nil {
		return nil
	}
	weight := 0
	if bold {
		weight = 1
	}
	f, err := opentype.NewFace(both[weight], &opentype.FaceOptions{Size: float64(size * d.scale), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil
	}
	d.faces[key] = &kernedFace{Face: f, font: both[weight], size: sixtyFourths(size * d.scale)}
	return d.faces[key]
}

// kernedFace moves pairs together by the size in which they are drawn. The face of the library moves them by the units of the
// typeface, whatever the size.
type kernedFace struct {
	font.Face
	font *opentype.Font
	size fixed.Int26_6
	buf  sfnt.Buffer
}

// Kern is how much nearer the second character stands.
func (f *kernedFace) Kern(first, second rune) fixed.Int26_6 {
	a, err := f.font.GlyphIndex(&f.buf, first)
	if err != nil {
		return 0
	}
	b, err := f.font.GlyphIndex(&f.buf, second)
	if err != nil {
		return 0
	}
	kern, err := f.font.Kern(&f.buf, a, b, f.size, font.HintingNone)
	if err != nil {
		return 0
	}
	return kern
}

func (d *drawing) text(t Text) {
	if t.Size < smallestType || t.Size > largestType {
		return
	}
	f := d.face(t.Size, t.Bold)
	if f == nil {
		return
	}
	pen := font.Drawer{Dst: d.img, Src: image.NewUniform(t.Ink), Face: f, Dot: fixed.Point26_6{X: sixtyFourths(t.X * d.scale), Y: sixtyFourths(t.Y * d.scale)}}
	pen.DrawString(t.Text)
}

// Type outside these sizes (points) is not on a letter.
const (
	smallestType float32 = 1
	largestType  float32 = 144
)

func sixtyFourths(v float32) fixed.Int26_6 { return fixed.Int26_6(v*64 + 0.5) }

// line is at least as thick as can be seen.
func (d *drawing) line(l Line) {
	half := d.half(l.Width)
	x1, x2 := d.onPage(min(l.X1, l.X2)), d.onPage(max(l.X1, l.X2))
	y1, y2 := d.onPage(min(l.Y1, l.Y2)), d.onPage(max(l.Y1, l.Y2))
	if y2-y1 > x2-x1 {
		x1, x2 = x1-half, x2+half
	} else {
		y1, y2 = y1-half, y2+half
	}
	d.pour(x1, y1, x2, y2, l.Ink, func(r *vector.Rasterizer, x, y float32) {
		around(r, x1-x, y1-y, x2-x, y2-y, 0, false)
	})
}

func (d *drawing) box(b Box) {
	x1, y1 := d.onPage(b.X), d.onPage(b.Y)
	x2, y2 := d.onPage(b.X+b.Width), d.onPage(b.Y+b.Height)
	radius := b.Radius * d.scale
	half := float32(0)
	if b.Stroke > 0 {
		half = d.half(b.Stroke)
	}
	d.pour(x1-half, y1-half, x2+half, y2+half, b.Ink, func(r *vector.Rasterizer, x, y float32) {
		around(r, x1-half-x, y1-half-y, x2+half-x, y2+half-y, radius+half, false)
		if half > 0 {
			around(r, x1+half-x, y1+half-y, x2-half-x, y2-half-y, max(0, radius-half), true)
		}
	})
}

// onPage gives the pixel of a place, at most a little beside the page: the rasterizer walks every pixel of a shape.
func (d *drawing) onPage(at float32) float32 {
	size := d.img.Bounds().Size()
	return max(-beside, min(at*d.scale, float32(max(size.X, size.Y))+beside))
}

const beside float32 = 20

// half is half the thickness of a stroke, never so thin that it cannot be seen.
func (d *drawing) half(stroke float32) float32 { return max(0.6, min(stroke*d.scale, beside)) / 2 }

// pour fills a shape with ink. The rasterizer is as large as the shape and not as the page: a code to scan has hundreds.
func (d *drawing) pour(x1, y1, x2, y2 float32, ink color.NRGBA, shape func(r *vector.Rasterizer, x, y float32)) {
	area := image.Rect(int(x1), int(y1), int(x2)+1, int(y2)+1).Intersect(d.img.Bounds())
	if area.Empty() {
		return
	}
	r := vector.NewRasterizer(area.Dx(), area.Dy())
	shape(r, float32(area.Min.X), float32(area.Min.Y))
	r.Draw(d.img, area, image.NewUniform(ink), image.Point{})
}

// around draws a rectangle with round corners, backwards when it is a hole in another.
func around(r *vector.Rasterizer, x1, y1, x2, y2, radius float32, backwards bool) {
	radius = min(radius, (x2-x1)/2, (y2-y1)/2)
	const bend = 0.5523 // of the radius: where a cubic curve has its handle to look like a quarter of a circle
	k := radius * (1 - bend)
	if backwards {
		r.MoveTo(x1, y1+radius)
		r.LineTo(x1, y2-radius)
		r.CubeTo(x1, y2-k, x1+k, y2, x1+radius, y2)
		r.LineTo(x2-radius, y2)
		r.CubeTo(x2-k, y2, x2, y2-k, x2, y2-radius)
		r.LineTo(x2, y1+radius)
		r.CubeTo(x2, y1+k, x2-k, y1, x2-radius, y1)
		r.LineTo(x1+radius, y1)
		r.CubeTo(x1+k, y1, x1, y1+k, x1, y1+radius)
		r.ClosePath()
		return
	}
	r.MoveTo(x1+radius, y1)
	r.LineTo(x2-radius, y1)
	r.CubeTo(x2-k, y1, x2, y1+k, x2, y1+radius)
	r.LineTo(x2, y2-radius)
	r.CubeTo(x2, y2-k, x2-k, y2, x2-radius, y2)
	r.LineTo(x1+radius, y2)
	r.CubeTo(x1+k, y2, x1, y2-k, x1, y2-radius)
	r.LineTo(x1, y1+radius)
	r.CubeTo(x1, y1+k, x1+k, y1, x1+radius, y1)
	r.ClosePath()
}
