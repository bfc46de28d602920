package main

import (
	"context"
	"crypto/x509"
	"database/sql"
	"errors"
	"net"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// engine is what the kinds of database do differently.
type engine interface {
	title() string
	grammar() grammar
	// refusedWords are key words that a query may not hold beside those that none may.
	refusedWords() []string
	// accept checks the target, and completes it from its connection string.
	accept(t *target) error
	open(t target) (*sql.DB, error)
	// begin starts the one transaction in which everything is read: read only
	// where the server knows that, and all of one moment. Notes tell where not.
	begin(ctx context.Context, conn *sql.Conn, limit time.Duration) (*sql.Tx, []spec.Diagnostic, error)
	// query runs a query; its columns may come in a form of the engine's own.
	query(ctx context.Context, tx *sql.Tx, text string) (*result, error)
	// about tells the server's version, and what the user may do beside reading.
	about(ctx context.Context, tx *sql.Tx) (version string, warnings []spec.Diagnostic, err error)
	explain(err error, t target) problem
	// decimal is SQL that makes an exact number of a floating point column.
	decimal(column string) string
}

// engineOf gives the engine of the setting "driver".
func engineOf(driver string) engine {
	switch driver {
	case driverMySQL:
		return mysqlEngine{}
	case driverSQLServer:
		return sqlserverEngine{}
	case driverSQLite:
		return sqliteEngine{}
	default:
		return postgresEngine{}
	}
}

// result is what a query brings.
type result struct {
	rows  *sql.Rows
	names []string
	types []*sql.ColumnType
	// paired: each column comes as its type and its text.
	paired bool
	// got are the values of a row, at where they are scanned to.
	got, at []any
}

// plainly runs a query as it is.
func plainly(ctx context.Context, tx *sql.Tx, text string) (*result, error) {
	rows, err := tx.QueryContext(ctx, text) //nolint:rowserrcheck // who takes the rows looks
	if err != nil {
		return nil, err
	}
	r := &result{rows: rows}
	if r.names, err = rows.Columns(); err == nil {
		r.types, err = rows.ColumnTypes()
	}
	return r, err
}

// cells reads the row that is next.
func (r *result) cells(into []any) error {
	if r.got == nil {
		width := len(r.names)
		if r.paired {
			width *= 2
		}
		r.got, r.at = make([]any, width), make([]any, width)
		for i := range r.got {
			r.at[i] = &r.got[i]
		}
	}
	if err := r.rows.Scan(r.at...); err != nil {
		return err
	}
	if !r.paired {
		copy(into, r.got)
		return nil
	}
	for i := range r.names {
		into[i] = typed(r.got[2*i], r.got[2*i+1])
	}
	return nil
}

// networkProblem tells what is wrong on the way to a server, if that it is.
func networkProblem(err error) (problem, bool) {
	var (
		authority x509.UnknownAuthorityError
		hostname  x509.HostnameError
		invalid   x509.CertificateInvalidError
		dial      *net.OpError
		dns       *net.DNSError
	)
	switch {
	case errors.As(err, &authority), errors.As(err, &hostname), errors.As(err, &invalid):
		return untrusted, true
	case errors.As(err, &dns), errors.As(err, &dial) && dial.Op == "dial":
		return unreachable, true
	case errors.As(err, &dial):
		return lost, true
	}
	return problem{}, false
}

// needs says that a setting is missing.
func needs(field, what string) error {
	return trouble(spec.CodeSettingMissing, field, what+" is missing.", "Fill it in.")
}

// typed makes a value of SQLite's name for its type and of its text.
func typed(kind, text any) any {
	s, isText := text.(string)
	switch {
	case kind == "null" || !isText:
		return nil
	case kind == "real":
		return float(s)
	}
	return s
}
