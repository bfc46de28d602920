package sqlite_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
)

func TestANewBookHasLargePages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.book")
	book, err := sqlite.Create(context.Background(), path, date.ClockFunc(time.Now), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var size int
	var journal string
	if err := db.QueryRowContext(t.Context(), "SELECT (SELECT page_size FROM pragma_page_size), (SELECT journal_mode FROM pragma_journal_mode)").Scan(&size, &journal); err != nil {
		t.Fatal(err)
	}
	if size != 8192 || journal != "wal" {
		t.Errorf("pages of %d bytes, journal %s", size, journal)
	}
}
