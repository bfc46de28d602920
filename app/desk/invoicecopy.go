package desk

import (
	"bytes"
	"context"
	"strings"
	"unicode"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// InvoiceCopy is an invoice as the customer got it: a PDF that somebody took from the accounting system.
type InvoiceCopy struct {
	Item  receivable.ItemID
	Name  string // of the file, without its folder
	Bytes []byte
}

// AttachInvoices keeps copies of invoices, which the evidence of a hand-over then holds; the newest copy of an invoice counts.
// What has left already stays as it was. Errors: a file that is no PDF, that is too large, whose name is a path (fault.Invalid, on
// "file"); all or none are kept.
func (d *Desk) AttachInvoices(ctx context.Context, copies ...InvoiceCopy) error {
	for _, c := range copies {
		if err := c.check(); err != nil {
			return err
		}
	}
	if len(copies) == 0 {
		return nil
	}
	return d.update(ctx, func(w store.Writer) error {
		for _, c := range copies {
			it, err := w.Item(c.Item)
			if err != nil {
				return err
			}
			if _, err := w.PutEnclosure(store.Enclosure{About: store.AboutInvoice, AboutID: int64(c.Item), Document: store.Document{Kind: "pdf", Name: c.Name, Bytes: c.Bytes}}); err != nil {
				return err
			}
			if err := w.Append(activity.InvoiceAttached, int64(it.Debtor), int64(it.ID), it.Number, map[string]any{"number": it.Number, "file": c.Name}); err != nil {
				return err
			}
		}
		return nil
	})
}

// check looks at name, size, head and tail: no more, since nothing in the program reads the pages of a copy.
func (c *InvoiceCopy) check() error {
	wrong := func(what, todo string) error {
		return fault.New(fault.Invalid, "%s", what).OnField("file").WithHint("%s", todo)
	}
	switch {
	case strings.TrimSpace(c.Name) == "":
		return wrong("the file has no name", "give it one that ends in .pdf")
	case strings.ContainsAny(c.Name, `/\`) || strings.Contains(c.Name, "..") || strings.ContainsFunc(c.Name, unicode.IsControl):
		return wrong("the name of the file is a path to another place", "rename it, without slashes and two dots in a row")
	case len(c.Bytes) > LargestPaper:
		return fault.New(fault.Invalid, "%s is larger than %d MB", c.Name, LargestPaper>>20).OnField("file").WithHint("print it anew with smaller pictures")
	case !bytes.HasPrefix(c.Bytes, []byte("%PDF-")), !bytes.Contains(c.Bytes[max(0, len(c.Bytes)-1024):], []byte("%%EOF")):
		return fault.New(fault.Invalid, "%s is not a PDF, or not a whole one", c.Name).OnField("file").WithHint("save the invoice as PDF in the accounting system")
	}
	return nil
}

// invoiceCopy is the newest copy of an invoice; false when the book has none.
func invoiceCopy(r store.Reader, item receivable.ItemID) (store.Enclosure, bool, error) {
	all, err := r.Enclosures(store.AboutInvoice, int64(item))
	if err != nil || len(all) == 0 {
		return store.Enclosure{}, false, err
	}
	return all[len(all)-1], true, nil
}

// InvoiceCopies tells of which invoices the book holds a copy.
func (d *Desk) InvoiceCopies(ctx context.Context, items []receivable.ItemID) (map[receivable.ItemID]bool, error) {
	out := map[receivable.ItemID]bool{}
	err := d.view(ctx, func(r store.Reader) error {
		for _, id := range items {
			_, ok, err := invoiceCopy(r, id)
			if err != nil {
				return err
			}
			out[id] = ok
		}
		return nil
	})
	return out, err
}
