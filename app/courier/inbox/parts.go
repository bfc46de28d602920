package inbox

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"strings"

	"github.com/emersion/go-message/charset"
)

// part is one leaf of a mail, or a mail within it.
type part struct {
	kind   string // media type
	head   header
	body   []byte // as it stands in the mail
	nested bool   // inside a message that this one returns
	file   bool   // an attachment, not to be read as text
}

// walker goes through the parts of a mail until a limit is met.
type walker struct {
	limits Limits
	parts  []part
	cut    bool
}

// walk gathers what lies in an entity. Returned messages are gathered too, marked as nested.
func (w *walker) walk(head header, body []byte, depth int, nested bool) {
	if len(w.parts) >= w.limits.Parts || depth > w.limits.Depth {
		w.cut = true
		return
	}
	kind, params := head.media()
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "":
		w.parts = append(w.parts, part{kind: kind, head: head, nested: nested})
		w.split(body, params["boundary"], depth, nested)
	case kind == "message/rfc822" || kind == "message/global":
		inner, rest := splitHeader(decodedBody(head, body), w.limits.Header)
		w.parts = append(w.parts, part{kind: kind, head: inner, nested: true})
		w.walk(inner, rest, depth+1, true)
	default:
		disposition, _, _ := strings.Cut(strings.ToLower(head.get("content-disposition")), ";")
		w.parts = append(w.parts, part{kind: kind, head: head, body: body, nested: nested, file: strings.TrimSpace(disposition) == "attachment"})
	}
}

// split walks the pieces between the boundary lines (RFC 2046 s. 5.1.1). A boundary that never closes ends with the mail.
func (w *walker) split(body []byte, boundary string, depth int, nested bool) {
	open := []byte("--" + boundary)
	start := -1
	for at := 0; at < len(body) && !w.full(); {
		end := bytes.IndexByte(body[at:], '\n')
		next := len(body)
		if end >= 0 {
			next = at + end + 1
		}
		if l := body[at:next]; bytes.HasPrefix(l, open) {
			rest := bytes.TrimSpace(l[len(open):])
			if len(rest) == 0 || bytes.Equal(rest, []byte("--")) {
				if start >= 0 {
					w.piece(body[start:at], depth, nested)
				}
				start = next
				if len(rest) > 0 {
					return
				}
			}
		}
		at = next
	}
	if start >= 0 && start < len(body) && !w.full() {
		w.piece(body[start:], depth, nested)
	}
}

func (w *walker) full() bool {
	if len(w.parts) >= w.limits.Parts {
		w.cut = true
	}
	return w.cut && len(w.parts) >= w.limits.Parts
}

func (w *walker) piece(raw []byte, depth int, nested bool) {
	head, body := splitHeader(raw, w.limits.Header)
	w.walk(head, body, depth+1, nested)
}

// decodedBody undoes the transfer encoding as far as it goes.
func decodedBody(head header, body []byte) []byte {
	var r io.Reader
	switch strings.ToLower(strings.TrimSpace(head.get("content-transfer-encoding"))) {
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, &onlyBase64{body})
	case "quoted-printable":
		r = quotedprintable.NewReader(bytes.NewReader(body))
	default:
		return body
	}
	out, _ := io.ReadAll(r) // what was decoded before an error is what there is
	if len(out) == 0 {
		return body
	}
	return out
}

// onlyBase64 passes over everything that base64 does not use.
type onlyBase64 struct{ rest []byte }

func (o *onlyBase64) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && len(o.rest) > 0 {
		c := o.rest[0]
		o.rest = o.rest[1:]
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' {
			p[n] = c
			n++
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// text gives a part as text in UTF-8, at most so many bytes of it.
func (p *part) text(most int) (string, bool) {
	raw := decodedBody(p.head, p.body)
	_, params := p.head.media()
	if name := params["charset"]; name != "" && !strings.EqualFold(name, "utf-8") && !strings.EqualFold(name, "us-ascii") {
		if r, err := charset.Reader(name, bytes.NewReader(raw)); err == nil {
			if out, err := io.ReadAll(io.LimitReader(r, int64(most)+utf8Rest)); err == nil {
				return shorten(strings.ToValidUTF8(string(out), "�"), most), len(out) > most
			}
		}
	}
	text := strings.ToValidUTF8(string(raw[:min(len(raw), most+utf8Rest)]), "�")
	return shorten(text, most), len(raw) > most
}

// utf8Rest is how much further is read than is kept, so that a cut is noticed.
const utf8Rest = 8
