package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Backup writes a consistent copy to a new file, readable by its owner alone, while the book is in use.
func (b *Book) Backup(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", Options{}.dsn(b.path, "_txlock=deferred"))
	if err != nil {
		return dialect{path: b.path}.Fault(err)
	}
	return errors.Join(copyInto(ctx, db, path), db.Close())
}

// keepCopy copies the book before it is migrated, under another name where an earlier copy lies.
func keepCopy(ctx context.Context, db *sql.DB, path string) error {
	err := copyInto(ctx, db, path)
	for n := 2; fault.Has(err, fault.Conflict) && n < 100; n++ {
		err = copyInto(ctx, db, fmt.Sprintf("%s-%d", path, n))
	}
	return err
}

// copyInto copies the book of db into a new file. What was copied halfway is removed again.
func copyInto(ctx context.Context, db *sql.DB, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return createFault(err, path)
	}
	if err := f.Close(); err != nil {
		return errors.Join(createFault(err, path), os.Remove(path))
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", path); err != nil { // it takes an empty file as a new one
		return errors.Join(dialect{path: path}.Fault(err), os.Remove(path))
	}
	return nil
}
