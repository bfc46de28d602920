package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
)

// dialect is how SQLite does what sqlstore asks for.
type dialect struct{ path string }

func (dialect) Name() string { return "sqlite" }

func (dialect) Rebind(query string) string { return query }

var (
	keep       = regexp.MustCompile(`@keep\((\w+)\)`)
	appendOnly = regexp.MustCompile(`@append_only\((\w+)\)`)
)

func (dialect) Words(migration string) string {
	text := strings.NewReplacer("@id", "INTEGER PRIMARY KEY AUTOINCREMENT", "@key", "INTEGER PRIMARY KEY", "@bytes", "BLOB", "@clustered", " WITHOUT ROWID").Replace(migration)
	text = appendOnly.ReplaceAllString(text, `@keep($1)
CREATE TRIGGER ${1}_no_update BEFORE UPDATE ON $1 BEGIN SELECT RAISE(ABORT, 'rows of $1 are never changed'); END;`)
	return keep.ReplaceAllString(text, `CREATE TRIGGER ${1}_no_delete BEFORE DELETE ON $1 BEGIN SELECT RAISE(ABORT, 'rows of $1 are never deleted'); END;`)
}

// BeforeWrite chooses how far a commit is waited for. FULL means until the disk has it: a message marked as being sent
// must not be queued again after a power cut. Only what a read can bring once more goes without.
func (dialect) BeforeWrite(ctx context.Context, conn *sql.Conn, bulk bool) error {
	level := "FULL"
	if bulk {
		level = "NORMAL"
	}
	_, err := conn.ExecContext(ctx, "PRAGMA synchronous = "+level+"; PRAGMA wal_autocheckpoint = 8000")
	return err
}

func (dialect) Stamp(ctx context.Context, tx *sql.Tx, version int) error {
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
	return err
}
