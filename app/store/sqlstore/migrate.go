package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Migration is one step of the schema, numbered from 1 without a gap. A step that was released is never edited.
type Migration struct {
	Version int
	Name    string
	Text    string
}

// Migrations gives every step this program knows, oldest first.
func Migrations() []Migration {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		panic("sqlstore: the program was built without its migrations")
	}
	slices.Sort(names)
	steps := make([]Migration, 0, len(names))
	for i, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		steps = append(steps, Migration{Version: i + 1, Name: name[len("migrations/") : len(name)-len(".sql")], Text: string(text)})
	}
	return steps
}

// Newest is the schema version this program writes.
func Newest() int { return len(Migrations()) }

// Version reads the schema version of a book, 0 for one without any table.
func Version(ctx context.Context, db interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
},
) (int, error) {
	var version int
	err := db.QueryRowContext(ctx, "SELECT COALESCE(MAX(version), 0) FROM schema_version").Scan(&version)
	return version, err
}

// CheckVersion refuses a book that a newer program wrote.
func CheckVersion(version int, where string) error {
	if version > Newest() {
		return fault.New(store.NewerBook, "%s was written by a newer version of the program (book version %d, this program knows up to %d)", where, version, Newest()).
			WithHint("update the program, or open a backup from before the update")
	}
	return nil
}

// Migrate brings a book to version upTo (0: the newest). Each step runs in one transaction together with the row that says
// it ran, and looks for that row inside the transaction: two programs that open an old book at once do not collide.
func Migrate(ctx context.Context, db *sql.DB, d Dialect, upTo int, now time.Time) error {
	if upTo == 0 {
		upTo = Newest()
	}
	for _, step := range Migrations()[:upTo] {
		if err := apply(ctx, db, d, step, now); err != nil {
			return fmt.Errorf("step %s: %w", step.Name, d.Fault(err))
		}
	}
	return nil
}

func apply(ctx context.Context, db *sql.DB, d Dialect, step Migration, now time.Time) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	if _, err := tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied BIGINT NOT NULL)"); err != nil {
		return err
	}
	version, err := Version(ctx, tx)
	if err != nil || version >= step.Version {
		return err
	}
	if _, err := tx.ExecContext(ctx, d.Words(step.Text)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, d.Rebind("INSERT INTO schema_version (version, name, applied) VALUES (?, ?, ?)"), step.Version, step.Name, now.UnixMicro()); err != nil {
		return err
	}
	if err := d.Stamp(ctx, tx, step.Version); err != nil {
		return err
	}
	return tx.Commit()
}
