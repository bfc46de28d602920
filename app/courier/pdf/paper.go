package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"sync"
	"time"
	"unicode/utf16"
)

// Sizes of paper in millimetres: A4 (ISO 216), and Letter of North America (ANSI/ASME Y14.1).
var (
	A4     = Size{210, 297}
	Letter = Size{215.9, 279.4}
)

// Size is the width and height of a page in millimetres.
type Size struct{ Width, Height float64 }

// About is what a file says of itself.
type About struct {
	Title, Author, Subject, Language string
	Made                             time.Time
	TwoSided                         bool // asks the printer to print on both sides
}

// Paper is a file in the making.
type Paper struct {
	about    About
	size     Size
	pages    []*Page
	faces    []*Face
	used     map[*Face]runeSet
	pictures []*Picture
}

// New begins a paper without pages.
func New(about About, size Size) *Paper {
	return &Paper{about: about, size: size, used: map[*Face]runeSet{}}
}

// Page adds a page.
func (d *Paper) Page() *Page {
	p := &Page{paper: d, high: d.size.Height * PointsPerMillimetre}
	d.pages = append(d.pages, p)
	return p
}

func (d *Paper) use(f *Face) string {
	for i, known := range d.faces {
		if known == f {
			return fontNames[i]
		}
	}
	d.faces = append(d.faces, f)
	d.used[f] = runeSet{}
	return fontNames[len(d.faces)-1]
}

// fontNames is how pages call their fonts; a paper has two weights, and room for more.
var fontNames = [...]string{"F1", "F2", "F3", "F4"}

func (d *Paper) draw(picture *Picture) string {
	for i, known := range d.pictures {
		if known == picture {
			return fmt.Sprintf("I%d", i+1)
		}
	}
	d.pictures = append(d.pictures, picture)
	return fmt.Sprintf("I%d", len(d.pictures))
}

// Bytes gives the file.
func (d *Paper) Bytes() []byte {
	f := newFile()
	catalog, pages, info := f.reserve(), f.reserve(), f.reserve()
	resources := d.resources(f)
	kids := make([]int, len(d.pages))
	for i, p := range d.pages {
		content := f.stream("/Filter/FlateDecode", packed(p.content))
		kids[i] = f.object(pageHead(pages, content, resources, d.size))
	}
	f.close(catalog, pages, info, kids, d.about)
	return f.out.Bytes()
}

func pageHead(parent, content int, resources string, size Size) string {
	return fmt.Sprintf("<</Type /Page /Parent %d 0 R/MediaBox [0 0 %.2f %.2f]/Resources %s/Contents %d 0 R>>",
		parent, size.Width*PointsPerMillimetre, size.Height*PointsPerMillimetre, resources, content)
}

// resources writes fonts and pictures, and names them for the pages.
func (d *Paper) resources(f *file) string {
	fonts, pictures := "", ""
	for i, face := range d.faces {
		fonts += fmt.Sprintf("/%s %d 0 R", fontNames[i], f.face(face.embed(d.used[face])))
	}
	for i, picture := range d.pictures {
		pictures += fmt.Sprintf("/I%d %d 0 R", i+1, picture.into(f))
	}
	return fmt.Sprintf("%d 0 R", f.object("<</Font <<"+fonts+">>/XObject <<"+pictures+">>>>"))
}

// face writes a font: characters are its codes, so that a reader finds the text (ISO 32000-1 s. 9.7).
func (f *file) face(e *embedded) int {
	font := f.stream(fmt.Sprintf("/Filter/FlateDecode/Length1 %d", e.length), e.font)
	glyphs := f.stream("/Filter/FlateDecode", e.glyphs)
	descriptor := f.object(fmt.Sprintf("<</Type /FontDescriptor /FontName /%s\n/Flags 4/FontBBox [-800 -300 2600 1100]/ItalicAngle 0/Ascent 969/Descent -242/CapHeight 727/StemV 80/FontFile2 %d 0 R>>", e.name, font))
	cid := f.object(fmt.Sprintf("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s\n/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>>/FontDescriptor %d 0 R/DW 600/CIDToGIDMap %d 0 R/W %s>>", e.name, descriptor, glyphs, e.widths))
	unicode := f.stream("/Filter/FlateDecode", toUnicode())
	return f.object(fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s\n/Encoding /Identity-H /DescendantFonts [%d 0 R]/ToUnicode %d 0 R>>", e.name, cid, unicode))
}

// toUnicode says that codes are characters.
var toUnicode = sync.OnceValue(func() []byte {
	var ranges bytes.Buffer
	for from := 0; from < 0x100; from += 100 {
		count := min(100, 0x100-from)
		fmt.Fprintf(&ranges, "%d beginbfrange\n", count)
		for high := from; high < from+count; high++ { // a range may not cross a high byte (Adobe TN 5411)
			fmt.Fprintf(&ranges, "<%02X00><%02XFF><%02X00>\n", high, high, high)
		}
		ranges.WriteString("endbfrange\n")
	}
	return packed([]byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n" + ranges.String() +
		"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"))
})

var packers = sync.Pool{New: func() any {
	w, _ := zlib.NewWriterLevel(nil, zlib.DefaultCompression)
	return w
}}

// packed compresses; a compressor is large, so it is used again.
func packed(body []byte) []byte {
	var out bytes.Buffer
	w := packers.Get().(*zlib.Writer)
	w.Reset(&out)
	_, _ = w.Write(body) // a buffer takes all
	_ = w.Close()
	packers.Put(w)
	return out.Bytes()
}

// textString writes a text of the file's own facts (ISO 32000-1 s. 7.9.2.2): UTF-16 with its mark, in hex.
func textString(s string) string {
	out := "<FEFF"
	for _, u := range utf16.Encode([]rune(s)) {
		out += fmt.Sprintf("%04X", u)
	}
	return out + ">"
}
