package sqlite_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func bookPage(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "book.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The page for auditors names every table there is, and none that is not.
func TestThePageAboutTheBookNamesItsTables(t *testing.T) {
	page := bookPage(t)
	_, listed, _ := strings.Cut(page, "## The tables")
	listed, _, _ = strings.Cut(listed, "## What always holds")
	named := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| (`.*?) \\|").FindAllStringSubmatch(listed, -1) {
		for _, name := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(row[1], -1) {
			named[name[1]] = true
		}
	}
	rows, err := raw(t, newBook(t)).Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		if !named[table] {
			t.Errorf("docs/book.md does not name the table %s", table)
		}
		delete(named, table)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for name := range named {
		t.Errorf("docs/book.md names %s, which is no table", name)
	}
}

// The script on that page verifies a book without the program, and finds a change.
func TestTheScriptForAuditorsWorks(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	_, script, _ := strings.Cut(bookPage(t), "```python\n")
	script, _, _ = strings.Cut(script, "```")
	path := newBook(t)
	book := openBook(t, path)
	put(t, book, "navn", "Blåtind ANS – æøå")
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	run := func() (string, error) {
		out, err := exec.CommandContext(t.Context(), python, "-c", script, path).CombinedOutput()
		return string(out), err
	}
	if out, err := run(); err != nil || !strings.HasPrefix(out, "2 entries, head ") {
		t.Fatalf("the script says %q, %v", out, err)
	}
	_ = raw(t, path, "DROP TRIGGER log_no_update", "UPDATE log SET actor = 'somebody else' WHERE seq = 1").Close()
	if out, err := run(); err == nil || !strings.Contains(out, "entry 1 is broken") {
		t.Errorf("after a change the script says %q, %v", out, err)
	}
}

// schemaOf gives the columns of every table.
func schemaOf(t *testing.T, path string) map[string][]string {
	t.Helper()
	rows, err := raw(t, path).Query(`SELECT s.name, c.name FROM sqlite_schema s, pragma_table_info(s.name) c
		WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite_%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string][]string{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		out[table] = append(out[table], column)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
