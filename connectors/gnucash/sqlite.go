//go:build cgo

package main

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"

	"github.com/mattn/go-sqlite3"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// patience is how long the connector waits, in milliseconds, for GnuCash to
// finish a write of its own. A cancelled read must not wait longer than 2 s.
const patience = 1500

// newestTables are the versions of the tables that this connector has been
// tested with. A higher one means that columns may mean something else.
var newestTables = map[string]int64{
	"Gnucash-Resave": 19920, "books": 1, "commodities": 1, "accounts": 1, "transactions": 4, "splits": 5, "slots": 4, "lots": 2,
	"customers": 2, "invoices": 4, "jobs": 1,
}

// loadSQLite reads a book of GnuCash's SQLite store. It opens the file read
// only, in one short transaction, and is done before the desk gets anything.
func loadSQLite(ctx context.Context, path string, size int64) (*ledger, error) {
	if err := checkLength(path, size); err != nil {
		return nil, err
	}
	// A question mark or percent sign in the path must not end it.
	where := url.URL{Scheme: "file", OmitHost: true, Path: slashed(path)}
	db, err := sql.Open("sqlite3", where.String()+fmt.Sprintf("?mode=ro&immutable=0&_query_only=1&_busy_timeout=%d", patience))
	if err != nil {
		return nil, troubleOpening(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, troubleOfSQLite(err)
	}
	defer tx.Rollback()
	l := newLedger("SQLite")
	for _, step := range sqliteSteps {
		if err := step(ctx, tx, l); err != nil {
			return nil, troubleOfSQLite(err)
		}
	}
	return l, nil
}

// checkLength compares the length of the file with what its header says.
func checkLength(path string, size int64) error {
	file, err := os.Open(path)
	if err != nil {
		return troubleOpening(err)
	}
	defer file.Close()
	var head [100]byte
	if _, err := io.ReadFull(file, head[:]); err != nil {
		return troubleTruncated("The book breaks off within its first bytes.")
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 64 << 10
	}
	pages := int64(binary.BigEndian.Uint32(head[28:]))
	plausible := page >= 512 && page&(page-1) == 0
	// The number of pages holds only where these two counters agree.
	if plausible && binary.BigEndian.Uint32(head[24:]) == binary.BigEndian.Uint32(head[92:]) && page*pages > size {
		return troubleTruncated(fmt.Sprintf("The book breaks off: it has %d of %d bytes.", size, page*pages))
	}
	return nil
}

// troubleOfSQLite says in words what the engine says in numbers.
func troubleOfSQLite(err error) error {
	var known spec.Diagnostic
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return troubleWith(spec.CodeSourceUnreadable, "The book cannot be read.", "Open it in GnuCash to see whether it is sound.", err)
	}
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		d := trouble(spec.CodeSourceLocked, "GnuCash is writing to the book right now.",
			"Try again in a minute. If it stays so, close the book in GnuCash.")
		d.RetryAfter = retryAfter
		return d
	case sqlite3.ErrCantOpen, sqlite3.ErrReadonly:
		return troubleWith(spec.CodeSourceLocked, "The last write to the book was not finished.",
			"Open the book in GnuCash once; that mends it.", err)
	case sqlite3.ErrNotADB:
		return troubleForeign("The file begins like an SQLite database but is none; it may be encrypted.")
	case sqlite3.ErrCorrupt:
		return troubleWith(spec.CodeSourceUnreadable, "The book is damaged.", "Go back to a backup of it.", err)
	default:
		return troubleWith(spec.CodeSourceUnreadable, "The book cannot be read.", "Open it in GnuCash to see whether it is sound.", err)
	}
}
