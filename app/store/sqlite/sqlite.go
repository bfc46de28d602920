// Package sqlite keeps a book in one SQLite file: opening and recognising it, pools, locks, migrations and copies. The book's
// statements are those of sqlstore.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlstore"
	_ "github.com/mattn/go-sqlite3" // the driver
)

// applicationID stands in the header of every book, so that `file` and this program tell it from other databases. It reads
// "DuDe" in ASCII.
const applicationID = 0x44754465

// Book is a book in a SQLite file.
type Book struct {
	*sqlstore.Store
	path    string
	version int
	read    *sql.DB
	write   *sql.DB
}

// Options change how a book is opened. The zero value is right for the program.
type Options struct {
	// Busy is how long a transaction waits for another program on the same book before it gives up with store.Locked;
	// zero means ten seconds.
	Busy time.Duration
	// upTo stops migrating at an older version; for tests of the upgrade.
	upTo int
	// maxPages bounds the file, so that tests can fill the disk.
	maxPages int
}

// Create makes a new, empty book, readable by its owner alone. A file that exists already is a conflict.
func Create(ctx context.Context, path string, clock date.Clock, o Options) (*Book, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, createFault(err, path)
	}
	if err := f.Close(); err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "the book %s cannot be written", path)
	}
	if err := layOut(ctx, path, o); err != nil {
		return nil, errors.Join(err, removeBook(path))
	}
	b, err := open(ctx, path, clock, o, 0)
	if err != nil {
		return nil, errors.Join(err, removeBook(path))
	}
	return b, nil
}

// pageSize is that of a new book, in bytes; one that was made with another keeps it. Twice the engine's own takes some hundredths
// off a read of a million records: fewer pages are split, kept in the journal and copied from there.
const pageSize = "8192"

// layOut fixes what only an empty file can be told.
func layOut(ctx context.Context, path string, o Options) error {
	where := dialect{path: path}
	db, err := sql.Open("sqlite3", o.dsn(path, ""))
	if err != nil {
		return where.Fault(err)
	}
	_, err = db.ExecContext(ctx, "PRAGMA page_size = "+pageSize+"; PRAGMA journal_mode = WAL")
	return where.Fault(errors.Join(err, db.Close()))
}

func createFault(err error, path string) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return fault.New(fault.Conflict, "there is a file %s already", path).WithHint("open it, or choose another name")
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "there is no folder %s", filepath.Dir(path)).WithHint("make the folder first")
	case errors.Is(err, fs.ErrPermission):
		return fault.Wrap(err, store.ReadOnly, "a book cannot be made in %s", filepath.Dir(path)).WithHint("choose a folder in which you may write")
	}
	return fault.Wrap(err, fault.Unavailable, "the book %s cannot be made", path)
}

func removeBook(path string) error {
	for _, suffix := range []string{"-wal", "-shm", ""} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Open opens a book. An older one is copied beside itself and then brought up to date. What is no book, is damaged, was
// written by a newer program, may not be written or is held by another program is each its own coded error, and the file
// stays as it was.
func Open(ctx context.Context, path string, clock date.Clock, o Options) (*Book, error) {
	version, err := inspect(ctx, path, o)
	if err != nil {
		return nil, err
	}
	return open(ctx, path, clock, o, version)
}

// statements is how many statements a connection keeps ready: sending one mail asks some twenty short questions, whose wording cost
// more than their answers.
const statements = "200"

func open(ctx context.Context, path string, clock date.Clock, o Options, version int) (*Book, error) {
	where := dialect{path: path}
	write, err := sql.Open("sqlite3", o.dsn(path, "_txlock=immediate&_journal_mode=WAL&_synchronous=FULL&_stmt_cache_size="+statements))
	if err != nil {
		return nil, where.Fault(err)
	}
	write.SetMaxOpenConns(1)
	b := &Book{path: path, write: write}
	if err := b.prepare(ctx, clock, o, version); err != nil {
		return nil, errors.Join(where.Fault(err), write.Close())
	}
	// Readers open the file for writing too, because the shared memory of the journal needs it, but no statement of theirs may write.
	b.read, err = sql.Open("sqlite3", o.dsn(path, "_txlock=deferred&_query_only=true&_stmt_cache_size="+statements))
	if err != nil {
		return nil, errors.Join(where.Fault(err), write.Close())
	}
	b.read.SetMaxOpenConns(8)
	b.read.SetMaxIdleConns(4)
	b.Store = sqlstore.New(b.read, write, where, clock)
	return b, nil
}

// prepare migrates the book where it is behind.
func (b *Book) prepare(ctx context.Context, clock date.Clock, o Options, version int) error {
	d := dialect{path: b.path}
	if o.maxPages > 0 {
		if _, err := b.write.ExecContext(ctx, "PRAGMA max_page_count = "+strconv.Itoa(o.maxPages)); err != nil {
			return err
		}
	}
	newest := sqlstore.Newest()
	if o.upTo > 0 {
		newest = o.upTo
	}
	if version > 0 && version < newest {
		if err := keepCopy(ctx, b.write, fmt.Sprintf("%s.before-version-%d", b.path, newest)); err != nil {
			return err
		}
	}
	if version < newest {
		if err := sqlstore.Migrate(ctx, b.write, d, o.upTo, clock.Now()); err != nil {
			return err
		}
	} else if err := b.mayWrite(ctx, o); err != nil {
		return err
	}
	b.version = max(version, newest)
	return nil
}

// mayWrite finds out now, and not at the first change, that a book is read-only. That another program is writing at this
// moment is no reason to wait.
func (b *Book) mayWrite(ctx context.Context, o Options) error {
	o.Busy = time.Millisecond
	db, err := sql.Open("sqlite3", o.dsn(b.path, "_txlock=immediate"))
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err == nil {
		// Beginning does not tell: on a read-only file it begins a reading transaction. A change of no row does.
		_, err = tx.ExecContext(ctx, "DELETE FROM counter WHERE name IS NULL")
		err = errors.Join(err, tx.Rollback())
	}
	err = errors.Join(dialect{path: b.path}.Fault(err), db.Close())
	if fault.Has(err, store.Locked) {
		return nil
	}
	return err
}

// dsn writes the driver's address of the file. Settings stand in it, and not in statements after opening, because every
// connection of a pool needs them. A connection is used by one goroutine at a time, which the pool and a transaction's line see to:
// the engine need not lock itself for each value that it is given.
func (o Options) dsn(path, extra string) string {
	busy := o.Busy
	if busy == 0 {
		busy = 10 * time.Second
	}
	u := url.URL{Scheme: "file", Opaque: url.PathEscape(filepath.ToSlash(path))}
	return u.String() + "?mode=rw&_foreign_keys=on&_mutex=no&_stmt_cache_size=128&_cache_size=-65536&_busy_timeout=" + strconv.FormatInt(busy.Milliseconds(), 10) + "&" + extra
}

// About tells what the book is.
func (b *Book) About() store.About {
	about := store.About{Engine: "sqlite", Where: b.path, Version: b.version}
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(b.path + suffix); err == nil {
			about.Bytes += info.Size()
		}
	}
	return about
}

// Close ends the book's use. The journal is written back into the file.
func (b *Book) Close() error {
	return errors.Join(b.read.Close(), b.write.Close())
}
