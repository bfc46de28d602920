package main

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Limits of an XML book, so that a broken or hostile file cannot fill memory.
const (
	maxXML     = 16 << 30 // unpacked
	maxElement = 64 << 20 // one transaction, one customer ...
)

// newestBook is the major version of the book element that this connector knows.
const newestBook = 2

// loadXML streams a book: it keeps the customers, their documents, and the
// transactions of receivable accounts, and passes over everything else.
func loadXML(ctx context.Context, in io.Reader) (*ledger, error) {
	meter := &meter{ctx: ctx, in: in, total: maxXML}
	r := &xmlReader{
		ledger: newLedger("XML"), meter: meter, decoder: xml.NewDecoder(meter),
		told: map[string]int64{}, found: map[string]int64{}, kinds: map[string]string{},
	}
	if err := r.root(); err != nil {
		return nil, r.trouble(err)
	}
	if err := r.children(r.top); err != nil {
		return nil, r.trouble(err)
	}
	meter.next()
	// The rest proves that the file is whole: the checksum of gzip is its end.
	if _, err := io.Copy(io.Discard, meter); err != nil {
		return nil, r.trouble(err)
	}
	if !r.hasBook {
		return nil, troubleForeign("The file has the form of GnuCash but holds no book.")
	}
	return r.ledger, r.compareCounts()
}

type xmlReader struct {
	*ledger
	meter   *meter
	decoder *xml.Decoder
	hasBook bool
	// told are the counts the file states of itself, found what came.
	told, found map[string]int64
	// kinds are the types of all accounts.
	kinds map[string]string
}

// root finds the first element and makes sure it is GnuCash's.
func (r *xmlReader) root() error {
	for {
		token, err := r.decoder.Token()
		if errors.Is(err, io.EOF) {
			return troubleForeign("The file is no book of GnuCash.")
		}
		if err != nil {
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) && !isCut(err) {
				return troubleForeign("The file is no book of GnuCash: it is neither SQLite nor XML.")
			}
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "gnc-v2" {
				return troubleForeign(fmt.Sprintf("The file is XML, but no book of GnuCash 2 or later: it begins with %.40q.", t.Name.Local))
			}
			return nil
		case xml.CharData:
			if strings.TrimSpace(strings.TrimPrefix(string(t), "\ufeff")) != "" {
				return troubleForeign("The file is no book of GnuCash: it is neither SQLite nor XML.")
			}
		}
	}
}

// children calls take for each element within the one just begun, until it
// ends. What take has not consumed it must skip.
func (r *xmlReader) children(take func(xml.StartElement) error) error {
	for {
		r.meter.next()
		token, err := r.decoder.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := take(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (r *xmlReader) top(start xml.StartElement) error {
	if start.Name.Local != "book" {
		return r.decoder.Skip()
	}
	major, _, _ := strings.Cut(attribute(start, "version"), ".")
	if n, err := strconv.Atoi(major); err != nil || n > newestBook {
		return troubleNewer(fmt.Sprintf("the book has version %.20q, known is %d", attribute(start, "version"), newestBook))
	}
	if r.hasBook {
		return troubleForeign("The file holds more than one book.")
	}
	r.hasBook = true
	return r.children(r.element)
}

// element takes one part of the book.
func (r *xmlReader) element(start xml.StartElement) error {
	switch start.Name.Local {
	case "count-data":
		return r.count(start)
	case "account":
		return r.account()
	case "transaction":
		return r.transaction(start)
	case "GncCustomer":
		return r.customer(start)
	case "GncJob":
		return r.job(start)
	case "GncInvoice":
		return r.invoice(start)
	default:
		return r.decoder.Skip()
	}
}

// compareCounts holds what came against the counts the file states of itself.
func (r *xmlReader) compareCounts() error {
	for _, kind := range []string{"transaction", "gnc:GncCustomer", "gnc:GncInvoice"} {
		told, stated := r.told[kind]
		if stated && told > r.found[kind] {
			return troubleTruncated(fmt.Sprintf("The book says that it holds %d of %s, but only %d are there.", told, strings.TrimPrefix(kind, "gnc:Gnc"), r.found[kind]))
		}
	}
	return nil
}

// trouble says in words why the file cannot be read.
func (r *xmlReader) trouble(err error) error {
	var known spec.Diagnostic
	var syntax *xml.SyntaxError
	var corrupt flate.CorruptInputError
	switch {
	case errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errTooLarge):
		return troubleForeign("The file holds a single entry of more than 64 MB, or 16 GB in all.")
	case isCut(err):
		d := troubleTruncated("The book breaks off in the middle.")
		d.Record.Line = r.line()
		return d
	case errors.Is(err, gzip.ErrChecksum) || errors.As(err, &corrupt):
		return troubleWith(spec.CodeSourceUnreadable, "The compressed book is damaged.", "Go back to a backup of it.", err)
	case errors.As(err, &syntax):
		d := troubleWith(spec.CodeSourceUnreadable, "The book is damaged.", "Open it in GnuCash to see whether it is sound, or go back to a backup.", err)
		d.Record.Line = int64(syntax.Line)
		return d
	default:
		return troubleWith(spec.CodeSourceUnreadable, "The book cannot be read.", "Open it in GnuCash to see whether it is sound.", err)
	}
}

// isCut reports whether the input ran out before its end.
func isCut(err error) bool {
	var syntax *xml.SyntaxError
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.As(err, &syntax) && syntax.Msg == "unexpected EOF"
}

func (r *xmlReader) line() int64 {
	line, _ := r.decoder.InputPos()
	return int64(line)
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
