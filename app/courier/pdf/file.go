package pdf

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// file writes numbered objects and remembers where they are.
type file struct {
	w     io.Writer
	out   *bytes.Buffer // where w writes when the file is kept in memory
	at    int64
	place []int64 // by number less one, 0: not written yet
	err   error
}

func newFile() *file {
	out := &bytes.Buffer{}
	f := &file{w: out, out: out}
	f.begin()
	return f
}

func (f *file) begin() { f.write("%PDF-1.5\n%\xE2\xE3\xCF\xD3\n") }

func (f *file) write(parts ...string) {
	for _, s := range parts {
		if f.err == nil {
			n, err := io.WriteString(f.w, s)
			f.at, f.err = f.at+int64(n), err
		}
	}
}

func (f *file) bytes(b []byte) {
	if f.err == nil {
		n, err := f.w.Write(b)
		f.at, f.err = f.at+int64(n), err
	}
}

// reserve gives the number of an object that is written later.
func (f *file) reserve() int {
	f.place = append(f.place, 0)
	return len(f.place)
}

func (f *file) object(body string) int {
	n := f.reserve()
	f.put(n, body)
	return n
}

func (f *file) put(n int, body string) {
	f.place[n-1] = f.at
	f.write(fmt.Sprintf("%d 0 obj\n", n), body, "\nendobj\n")
}

// stream writes an object with a body of bytes; dict is what its dictionary holds beside the length.
func (f *file) stream(dict string, body []byte) int {
	n := f.reserve()
	f.place[n-1] = f.at
	f.write(fmt.Sprintf("%d 0 obj\n<<%s/Length %d>>\nstream\n", n, dict, len(body)))
	f.bytes(body)
	f.write("\nendstream\nendobj\n")
	return n
}

// close writes the tree of pages, what the file says of itself, and the table of places.
func (f *file) close(catalog, pages, info int, kids []int, about About) {
	var list strings.Builder
	for i, kid := range kids {
		if i > 0 {
			list.WriteByte('\n')
		}
		fmt.Fprintf(&list, "%d 0 R", kid)
	}
	f.put(pages, fmt.Sprintf("<</Type /Pages /Count %d/Kids [%s]>>", len(kids), list.String()))
	duplex := ""
	if about.TwoSided {
		duplex = "/ViewerPreferences <</Duplex /DuplexFlipLongEdge>>"
	}
	f.put(catalog, fmt.Sprintf("<</Type /Catalog /Pages %d 0 R/Lang %s%s>>", pages, textString(about.Language), duplex))
	f.put(info, fmt.Sprintf("<</Title %s/Author %s/Subject %s/Creator %s/CreationDate (D:%s)>>", textString(about.Title), textString(about.Author),
		textString(about.Subject), textString("Dunning Desk"), about.Made.UTC().Format("20060102150405Z")))
	start := f.at
	f.write(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(f.place)+1))
	for _, at := range f.place {
		f.write(fmt.Sprintf("%010d 00000 n \n", at))
	}
	f.write(fmt.Sprintf("trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(f.place)+1, catalog, info, start))
}
