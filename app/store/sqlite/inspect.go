package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlstore"
)

// checkedSize is up to which size a book is looked through page by page when it is opened: that costs some 30 ms. A larger
// one is looked at where it is read; that a part is missing shows at once in any size.
const checkedSize = 16 << 20

// inspect looks at a file before anything is changed in it, for it may be some other program's, and gives its version.
func inspect(ctx context.Context, path string, o Options) (int, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, fault.New(fault.NotFound, "there is no book %s", path).WithHint("check the path, or make a new book")
	case errors.Is(err, fs.ErrPermission):
		return 0, fault.Wrap(err, store.ReadOnly, "the book %s may not be read", path).WithHint("check who owns the file")
	case err != nil:
		return 0, fault.Wrap(err, fault.Unavailable, "the book %s cannot be looked at", path)
	case !info.Mode().IsRegular() || info.Size() == 0:
		return 0, notABook(path)
	}
	d := dialect{path: path}
	db, err := sql.Open("sqlite3", o.dsn(path, "_query_only=true"))
	if err != nil {
		return 0, d.Fault(err)
	}
	version, err := recognise(ctx, db, path, info.Size())
	if err := d.Fault(errors.Join(err, db.Close())); fault.CodeOf(err) == fault.Internal {
		// SQLite reads the file and cannot make sense of what stands in it.
		return 0, fault.Wrap(err, store.Truncated, "a part of the book %s is broken", filepath.Base(path)).WithHint("restore a backup; the broken file was left as it is")
	} else if err != nil {
		return 0, err
	}
	return version, nil
}

func notABook(path string) error {
	return fault.New(store.NotABook, "%s is not a book", filepath.Base(path)).WithHint("choose a file that this program made")
}

func recognise(ctx context.Context, db *sql.DB, path string, size int64) (int, error) {
	var id, version int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return 0, err
	}
	if id != applicationID {
		return 0, notABook(path)
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, err
	}
	if err := sqlstore.CheckVersion(version, filepath.Base(path)); err != nil {
		return 0, err
	}
	broken := func(detail string) error {
		return fault.New(store.Truncated, "a part of the book %s is missing or broken (%s)", filepath.Base(path), detail).
			WithHint("restore a backup; the broken file was left as it is")
	}
	recorded, err := sqlstore.Version(ctx, db)
	if err != nil {
		return 0, err
	}
	if recorded != version {
		return 0, broken("its version is recorded in two ways")
	}
	if size > checkedSize {
		return version, nil
	}
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return 0, err
	}
	if verdict != "ok" {
		return 0, broken(verdict)
	}
	return version, nil
}
