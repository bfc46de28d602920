package main

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Limits of XML, so that no file can fill memory: what is held at once is one transaction, or one head of a statement.
const (
	maxDepth    = 64
	maxNodes    = 5_000
	maxNodeText = 256 << 10
)

// node is a part of a message that is held as a whole.
type node struct {
	name     string
	text     string
	currency string // the attribute Ccy
	line     int64
	kids     []*node
}

// find gives the first node at a path, or nil.
func (n *node) find(path ...string) *node {
	for _, name := range path {
		if n == nil {
			return nil
		}
		var next *node
		for _, k := range n.kids {
			if k.name == name {
				next = k
				break
			}
		}
		n = next
	}
	return n
}

// get gives the text of the first of some paths, each written with slashes, that is there.
func (n *node) get(paths ...string) string {
	for _, p := range paths {
		if found := n.find(strings.Split(p, "/")...); found != nil && found.text != "" {
			return found.text
		}
	}
	return ""
}

// all gives the children of a name.
func (n *node) all(name string) (out []*node) {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			out = append(out, k)
		}
	}
	return out
}

// xmlReader walks through a message. Entities that XML does not define itself, and document types, are refused.
type xmlReader struct {
	decoder *xml.Decoder
	depth   int
	held    int // nodes of the tree being read
	heldLen int
}

func newXMLReader(in *bufio.Reader) *xmlReader {
	d := xml.NewDecoder(in)
	d.CharsetReader = charsetReader
	return &xmlReader{decoder: d}
}

func (r *xmlReader) here(name string) place {
	line, _ := r.decoder.InputPos()
	return place{line: int64(line), column: name}
}

func (r *xmlReader) token() (xml.Token, error) {
	t, err := r.decoder.Token()
	if err != nil {
		return nil, r.trouble(err)
	}
	switch t.(type) {
	case xml.StartElement:
		if r.depth++; r.depth > maxDepth {
			return nil, faultAt(r.here(""), "its elements stand within each other more than %d deep", maxDepth)
		}
	case xml.EndElement:
		r.depth--
	case xml.Directive:
		return nil, faultAt(r.here(""), "it has a document type, which bank files do not have")
	}
	return t, nil
}

// trouble says in words why XML cannot be read.
func (r *xmlReader) trouble(err error) error {
	var syntax *xml.SyntaxError
	var known *fault
	switch {
	case errors.As(err, &known) || stopped(err):
		return err
	case errors.Is(err, io.EOF):
		return io.EOF
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		return truncated(r.here(""), "it breaks off in the middle")
	case errors.As(err, &syntax):
		f := faultAt(place{line: int64(syntax.Line)}, "it is damaged: %s", syntax.Msg)
		f.code = spec.CodeSourceUnreadable
		return f
	}
	f := faultAt(r.here(""), "it cannot be read: %s", reason(err))
	f.code = spec.CodeSourceUnreadable
	return f
}

// inner is token within an element: there the end of the file comes too early.
func (r *xmlReader) inner() (xml.Token, error) {
	t, err := r.token()
	if errors.Is(err, io.EOF) {
		return nil, truncated(r.here(""), "it breaks off in the middle")
	}
	return t, err
}

// children calls take for each element within the one just begun, until it ends. take consumes its element.
func (r *xmlReader) children(take func(xml.StartElement) error) error {
	for {
		t, err := r.inner()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := take(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (r *xmlReader) skip() error {
	return r.children(func(xml.StartElement) error { return r.skip() })
}

// tree holds an element with all that is in it.
func (r *xmlReader) tree(start xml.StartElement) (*node, error) {
	r.held, r.heldLen = 0, 0
	return r.branch(start)
}

func (r *xmlReader) branch(start xml.StartElement) (*node, error) {
	n := &node{name: start.Name.Local, line: r.here("").line}
	if r.held++; r.held > maxNodes {
		return nil, faultAt(r.here(start.Name.Local), "one entry has more than %d elements", maxNodes)
	}
	for _, a := range start.Attr {
		if a.Name.Local == "Ccy" {
			n.currency = strings.TrimSpace(a.Value)
		}
	}
	var text strings.Builder
	for {
		t, err := r.inner()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			kid, err := r.branch(t)
			if err != nil {
				return nil, err
			}
			n.kids = append(n.kids, kid)
		case xml.CharData:
			if r.heldLen += len(t); r.heldLen > maxNodeText {
				return nil, faultAt(r.here(n.name), "one entry holds more than %d KiB of text", maxNodeText>>10)
			}
			text.Write(t)
		case xml.EndElement:
			n.text = strings.TrimSpace(text.String())
			return n, nil
		}
	}
}

// amount reads a node with an amount and its currency.
func (n *node) amount() (int64, string, error) {
	at := place{line: n.line, column: n.name}
	currency := strings.ToUpper(n.currency)
	if currency == "" {
		return 0, "", faultAt(at, "an amount has no currency")
	}
	minor, err := amountAt(at, n.text, currency)
	return minor, currency, err
}

// at is where the node stands.
func (n *node) at() place { return place{line: n.line, column: n.name} }

// day is the civil date of a node that holds Dt or DtTm, as the bank writes it: no zone moves it.
func (n *node) day() (spec.Date, error) {
	if n == nil {
		return "", nil
	}
	text := n.get("Dt", "DtTm")
	if text == "" {
		text = n.text
	}
	d := spec.Date(text[:min(len(text), len("2006-01-02"))])
	if !d.Valid() || len(text) > 10 && !strings.ContainsAny(text[10:11], "TZ+-") {
		return "", faultAt(n.at(), "%q is not a date", shorten(text))
	}
	return d, nil
}

// sign is +1 for CRDT and -1 for DBIT.
func (n *node) sign() (int64, error) {
	mark := n.find("CdtDbtInd")
	switch {
	case mark == nil:
		return 0, faultAt(n.at(), "%s does not say whether money came or went (CdtDbtInd)", n.name)
	case mark.text == "CRDT":
		return 1, nil
	case mark.text == "DBIT":
		return -1, nil
	}
	return 0, faultAt(mark.at(), "%s", fmt.Sprintf("%q is neither CRDT nor DBIT", shorten(mark.text)))
}
