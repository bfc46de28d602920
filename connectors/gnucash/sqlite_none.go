//go:build !cgo

package main

import (
	"context"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// loadSQLite of a program that was built without a C compiler.
func loadSQLite(context.Context, string, int64) (*ledger, error) {
	return nil, trouble(spec.CodeSourceUnreadable, "This build of the connector cannot read SQLite books.",
		"Save the book as XML in GnuCash (File, Save as), or install the connector of the full program.")
}
