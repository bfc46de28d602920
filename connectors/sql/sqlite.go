//go:build cgo

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// patience is how long the connector waits, in milliseconds, for a program to
// finish a write of its own. A cancelled read must not wait longer than 2 s.
const patience = 1500

// sqliteEngine reads SQLite files.
type sqliteEngine struct{}

func (sqliteEngine) title() string { return "SQLite" }

func (sqliteEngine) grammar() grammar { return grammar{backtick: true, bracket: true} }

func (sqliteEngine) refusedWords() []string { return []string{"PRAGMA", "ATTACH", "DETACH"} }

func (sqliteEngine) decimal(column string) string { return "printf('%.2f', " + column + ")" }

func (sqliteEngine) accept(t *target) error {
	field := "file"
	if t.file == "" && t.dsn != "" {
		// The file may come as a connection string; what stands behind a question mark is ours to say.
		field = "dsn"
		t.file, _, _ = strings.Cut(strings.TrimPrefix(t.dsn, "file:"), "?")
	}
	if t.file == "" {
		return needs("file", "The database file")
	}
	if !filepath.IsAbs(t.file) {
		return trouble(spec.CodeSettingInvalid, field, "This is not the full path of a file.", "Choose the file.")
	}
	t.database = filepath.Base(t.file)
	return isDatabase(t.file, field)
}

// isDatabase looks whether a file is a database before anything opens it.
func isDatabase(path, field string) error {
	file, err := os.Open(path)
	if err != nil {
		return troubleOpening(field, err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return trouble(spec.CodeSourceUnreadable, field, "This is not a file.", "Choose the database file.")
	}
	var head [16]byte
	_, err = io.ReadFull(file, head[:])
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return trouble(spec.CodeSourceTruncated, field, "The file is empty or breaks off within its first bytes.", "Choose the database file.")
	case err != nil:
		return troubleOpening(field, err)
	case string(head[:]) != "SQLite format 3\x00":
		return trouble(spec.CodeSourceUnreadable, field, "The file is no SQLite database; it may be encrypted.", "Choose the database file.")
	}
	return nil
}

func (sqliteEngine) open(t target) (*sql.DB, error) {
	path := filepath.ToSlash(t.file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // as a file URL has it, on Windows too
	}
	where := url.URL{Scheme: "file", OmitHost: true, Path: path}
	return sql.Open("sqlite3", where.String()+fmt.Sprintf("?mode=ro&immutable=0&_query_only=1&_busy_timeout=%d", patience))
}

// begin lets the engine itself refuse everything that is not reading.
func (sqliteEngine) begin(ctx context.Context, conn *sql.Conn, _ time.Duration) (*sql.Tx, []spec.Diagnostic, error) {
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, err
	}
	err = conn.Raw(func(driver any) error {
		c, ok := driver.(*sqlite3.SQLiteConn)
		if !ok {
			return errors.New("this is another driver than the one that is guarded")
		}
		c.RegisterAuthorizer(onlyReading)
		return nil
	})
	if err != nil {
		tx.Rollback()
		return nil, nil, err
	}
	return tx, nil, nil
}

// onlyReading is asked by SQLite about each step of a statement.
func onlyReading(action int, _, function, _ string) int {
	const recursive = 33
	switch action {
	case sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_TRANSACTION, recursive:
		return sqlite3.SQLITE_OK
	case sqlite3.SQLITE_FUNCTION:
		if !refusedFunction(function) {
			return sqlite3.SQLITE_OK
		}
	}
	return sqlite3.SQLITE_DENY
}

// query asks for each value's type beside it: SQLite keeps any type in any
// column, and the driver makes dates of what it takes for some.
func (sqliteEngine) query(ctx context.Context, tx *sql.Tx, text string) (*result, error) {
	names, err := namesIn(ctx, tx, text)
	if err != nil {
		return nil, err
	}
	columns := make([]string, 0, len(names))
	for _, name := range names {
		name = `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		columns = append(columns, "typeof("+name+"), CAST("+name+" AS TEXT)")
	}
	rows, err := tx.QueryContext(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM ("+text+"\n)") //nolint:gosec,rowserrcheck // the text was found to be one query that reads; who takes the rows looks
	if err != nil {
		return nil, err
	}
	return &result{rows: rows, names: names, paired: true}, nil
}

func namesIn(ctx context.Context, tx *sql.Tx, text string) ([]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT * FROM ("+text+"\n) LIMIT 0") //nolint:gosec // the text was found to be one query that reads
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	return names, rows.Err()
}

func (sqliteEngine) about(ctx context.Context, tx *sql.Tx) (string, []spec.Diagnostic, error) {
	var version string
	err := tx.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version)
	return version, nil, err
}

func (sqliteEngine) explain(err error, _ target) problem {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return unknown
	}
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return busy()
	case sqlite3.ErrInterrupt:
		return problem{code: codeTimeout}
	case sqlite3.ErrCantOpen, sqlite3.ErrReadonly:
		return problem{
			code: spec.CodeSourceLocked, field: "file", summary: "The last write to the file was not finished.", hint: "Open it once in the program that it belongs to.",
		}
	case sqlite3.ErrNotADB, sqlite3.ErrCorrupt:
		return problem{code: spec.CodeSourceUnreadable, field: "file", summary: "The file is damaged.", hint: "Go back to a backup of it."}
	case sqlite3.ErrAuth:
		return wantsToWrite()
	}
	switch text := e.Error(); {
	case strings.Contains(text, "no such table"):
		return noSuch("a table")
	case strings.Contains(text, "no such column"):
		return noSuch("a column")
	case strings.Contains(text, "no such function"):
		return noSuch("a function")
	case strings.Contains(text, "syntax error"):
		return wrongSyntax()
	}
	return failedValue()
}
