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
	blankOnly  = regexp.MustCompile(`@blank_only\((\w+): ([\w ]+): ([\w ]+)(?:: (\w+))?\)`)
)

func (dialect) Words(migration string) string {
	text := strings.NewReplacer("@id", "INTEGER PRIMARY KEY AUTOINCREMENT", "@key", "INTEGER PRIMARY KEY", "@bytes", "BLOB", "@clustered", " WITHOUT ROWID").Replace(migration)
	text = appendOnly.ReplaceAllString(text, `@keep($1)
CREATE TRIGGER ${1}_no_update BEFORE UPDATE ON $1 BEGIN SELECT RAISE(ABORT, 'rows of $1 are never changed'); END;`)
	text = blankOnly.ReplaceAllStringFunc(text, mayBlank)
	return keep.ReplaceAllString(text, `CREATE TRIGGER ${1}_no_delete BEFORE DELETE ON $1 BEGIN SELECT RAISE(ABORT, 'rows of $1 are never deleted'); END;`)
}

// mayBlank lets an append-only table lose some of its words: all of them at once, to the empty text, while every other column
// stays as it is. A word named once more at the end may not be empty before: it tells the rows that may lose their words from
// those that may not.
func mayBlank(word string) string {
	parts := blankOnly.FindStringSubmatch(word)
	table, fixed, words := parts[1], strings.Fields(parts[2]), strings.Fields(parts[3])
	var same []string
	if parts[4] != "" {
		same = append(same, "OLD."+parts[4]+" <> ''")
	}
	for _, column := range words {
		same = append(same, "NEW."+column+" IS ''")
	}
	for _, column := range fixed {
		same = append(same, "NEW."+column+" IS OLD."+column)
	}
	return "DROP TRIGGER " + table + "_no_update;\nCREATE TRIGGER " + table + "_no_update BEFORE UPDATE ON " + table +
		" WHEN NOT (" + strings.Join(same, " AND ") + ") BEGIN SELECT RAISE(ABORT, 'rows of " + table + " are never changed, only emptied of words'); END;"
}

// BeforeWrite chooses how far a commit is waited for. FULL means until the disk has it: a message marked as being sent
// must not be queued again after a power cut. Only what a read can bring once more goes without. What a person removes is
// overwritten with zeros and not only unlinked, so that an anonymised customer is not found in the free pages of the file.
func (dialect) BeforeWrite(ctx context.Context, conn *sql.Conn, bulk bool) error {
	level, secure := "FULL", "ON"
	if bulk {
		level, secure = "NORMAL", "FAST"
	}
	_, err := conn.ExecContext(ctx, "PRAGMA synchronous = "+level+"; PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = "+secure)
	return err
}

// Elsewhere is SQLite's own count of changes that other connections made; those of this connection do not move it.
func (dialect) Elsewhere(ctx context.Context, tx *sql.Tx) (string, error) {
	var version string
	err := tx.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version)
	return version, err
}

func (dialect) Stamp(ctx context.Context, tx *sql.Tx, version int) error {
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
	return err
}
