//go:build !cgo

package main

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// sqliteEngine of a program that was built without a C compiler.
type sqliteEngine struct{}

var errNoSQLite = errors.New("built without SQLite")

func (sqliteEngine) title() string { return "SQLite" }

func (sqliteEngine) grammar() grammar { return grammar{backtick: true, bracket: true} }

func (sqliteEngine) refusedWords() []string { return []string{"PRAGMA", "ATTACH", "DETACH"} }

func (sqliteEngine) decimal(column string) string { return "printf('%.2f', " + column + ")" }

func (sqliteEngine) accept(*target) error {
	return trouble(spec.CodeSettingInvalid, "driver", "This build of the connector cannot read SQLite files.", "Install the connector of the full program.")
}

func (sqliteEngine) open(target) (*sql.DB, error) { return nil, errNoSQLite }

func (sqliteEngine) begin(context.Context, *sql.Conn, time.Duration) (*sql.Tx, []spec.Diagnostic, error) {
	return nil, nil, errNoSQLite
}

func (sqliteEngine) query(context.Context, *sql.Tx, string) (*result, error) { return nil, errNoSQLite }

func (sqliteEngine) about(context.Context, *sql.Tx) (string, []spec.Diagnostic, error) {
	return "", nil, errNoSQLite
}

func (sqliteEngine) explain(error, target) problem { return unknown }
