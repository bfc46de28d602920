// Package sqlstore is the one implementation of the book in SQL. Its text is what SQLite and PostgreSQL share; what differs
// (bind marks, key types, error codes, how a transaction begins) is asked of a Dialect, which the package of each engine
// brings.
package sqlstore

import (
	"context"
	"database/sql"
)

// Dialect is what an engine does in its own way.
type Dialect interface {
	// Name is how About calls the engine.
	Name() string
	// Rebind turns the ? marks of a query into the engine's own. It is called with the same few texts again and again.
	Rebind(query string) string
	// Words replaces the words of a migration that begin with @: @id (a key that the engine gives and never gives again),
	// @key (a key that the book gives), @bytes, @clustered
	// (rows lie in the order of their key), @keep(table), which refuses to delete rows, @append_only(table), which refuses to
	// change them too, and @blank_only(table: columns: words), which then lets the words be emptied, all at once, while the columns
	// stay; a word named once more after them must not be empty before.
	Words(migration string) string
	// Fault turns an error of the driver into a coded one; other errors come back as they are.
	Fault(err error) error
	// BeforeWrite readies a connection for one writing transaction; bulk is the promise of store.Bulk.
	BeforeWrite(ctx context.Context, conn *sql.Conn, bulk bool) error
	// Elsewhere gives a mark that differs from the one before when the book was changed over another connection. It runs in a
	// writing transaction.
	Elsewhere(ctx context.Context, tx *sql.Tx) (string, error)
	// Stamp marks the book with its schema version where other programs look for it. It runs in the migration's transaction.
	Stamp(ctx context.Context, tx *sql.Tx, version int) error
}
