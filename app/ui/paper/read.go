package paper

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// NotReadable is the code for bytes that are no PDF of the program's own making.
const NotReadable fault.Code = "pdf-not-readable"

// Bounds of what is read: a letter of a hundred pages is far below them.
const (
	maxBytes   = 32 << 20
	maxContent = 4 << 20 // of one page, unpacked
	maxPages   = 200
)

var (
	objectAt   = regexp.MustCompile(`(?:^|[\r\n])(\d{1,7}) 0 obj\s`)
	pageObject = regexp.MustCompile(`/Type\s*/Page[^s]`)
	contentsOf = regexp.MustCompile(`/Contents\s+(\d{1,7}) 0 R`)
	mediaBox   = regexp.MustCompile(`/MediaBox\s*\[\s*[\d.]+\s+[\d.]+\s+([\d.]+)\s+([\d.]+)\s*\]`)
	fontName   = regexp.MustCompile(`/(F[0-9A-Za-z]+)\s+(\d{1,7}) 0 R`)
	boldFont   = regexp.MustCompile(`/BaseFont\s*/\S*(?:B|Bold)\s`)
)

// a4 is used where a PDF does not say its size.
const (
	a4Width  float32 = 595.28
	a4Height float32 = 841.89
)

// Read gives the pages of a PDF.
func Read(pdf []byte) ([]Page, error) {
	if len(pdf) > maxBytes || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		return nil, fault.New(NotReadable, "this is no PDF that can be shown here").WithHint("open it with the PDF program of this machine")
	}
	objects := split(pdf)
	bold := boldFonts(objects)
	width, height := size(pdf)
	var pages []Page
	for _, number := range objects.order {
		head := objects.head(number)
		contents := contentsOf.FindSubmatch(head)
		if contents == nil || !pageObject.Match(head) || len(pages) == maxPages {
			continue
		}
		content, err := objects.content(string(contents[1]))
		if err != nil {
			return nil, err
		}
		p := painter{page: Page{Width: width, Height: height}, bold: bold}
		p.run(content)
		pages = append(pages, p.page)
	}
	if len(pages) == 0 {
		return nil, fault.New(NotReadable, "the PDF has no page that can be shown here")
	}
	return pages, nil
}

// objects are the numbered objects of a file, in its order.
type objects struct {
	bytes map[string][]byte
	order []string
}

func split(pdf []byte) objects {
	o := objects{bytes: map[string][]byte{}}
	found := objectAt.FindAllSubmatchIndex(pdf, -1)
	for i, at := range found {
		end := len(pdf)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		number := string(pdf[at[2]:at[3]])
		if _, twice := o.bytes[number]; !twice {
			o.order = append(o.order, number)
		}
		o.bytes[number] = pdf[at[1]:end]
	}
	return o
}

// head is an object without its stream.
func (o objects) head(number string) []byte {
	body := o.bytes[number]
	if at := bytes.Index(body, []byte("stream")); at >= 0 {
		return body[:at]
	}
	return body
}

// content unpacks the stream of an object.
func (o objects) content(number string) ([]byte, error) {
	body := o.bytes[number]
	at := bytes.Index(body, []byte("stream"))
	if at < 0 {
		return nil, fault.New(NotReadable, "a page of the PDF has no content")
	}
	stream := bytes.TrimLeft(body[at+len("stream"):], "\r\n")
	if !bytes.Contains(body[:at], []byte("/FlateDecode")) {
		end := bytes.LastIndex(stream, []byte("endstream"))
		return stream[:max(0, end)], nil
	}
	unpacked, err := zlib.NewReader(bytes.NewReader(stream))
	if err != nil {
		return nil, fault.Wrap(err, NotReadable, "a page of the PDF is damaged")
	}
	content, err := io.ReadAll(io.LimitReader(unpacked, maxContent))
	if err != nil {
		return nil, fault.Wrap(err, NotReadable, "a page of the PDF is damaged")
	}
	return content, nil
}

// boldFonts tells the names under which pages use the semi-bold face.
func boldFonts(o objects) map[string]bool {
	bold := map[string]bool{}
	for _, number := range o.order {
		head := o.head(number)
		if !bytes.Contains(head, []byte("/Font")) {
			continue
		}
		for _, m := range fontName.FindAllSubmatch(head, -1) {
			if boldFont.Match(o.head(string(m[2]))) {
				bold[string(m[1])] = true
			}
		}
	}
	return bold
}

func size(pdf []byte) (width, height float32) {
	m := mediaBox.FindSubmatch(pdf)
	if m == nil {
		return a4Width, a4Height
	}
	width, height = number(m[1]), number(m[2])
	if width < 1 || height < 1 || width > 5000 || height > 5000 {
		return a4Width, a4Height
	}
	return width, height
}

// number reads a number; what is none, or lies far off any paper, counts as 0.
func number(text []byte) float32 {
	v, err := strconv.ParseFloat(string(text), 32)
	if err != nil || !(v > -maxNumber && v < maxNumber) {
		return 0
	}
	return float32(v)
}

const maxNumber = 100_000
