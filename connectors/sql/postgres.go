package main

import (
	"context"
	"crypto/tls"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// postgresEngine reads PostgreSQL and what speaks its language.
type postgresEngine struct{}

func (postgresEngine) title() string { return "PostgreSQL" }

func (postgresEngine) grammar() grammar { return grammar{dollar: true} }

func (postgresEngine) refusedWords() []string { return nil }

func (postgresEngine) decimal(column string) string { return "ROUND(" + column + "::numeric, 2)" }

func (e postgresEngine) accept(t *target) error {
	if t.dsn == "" {
		switch {
		case t.host == "":
			return needs("host", "The server")
		case t.database == "":
			return needs("database", "The name of the database")
		case t.user == "":
			return needs("user", "The user")
		}
		return nil
	}
	c, err := pgx.ParseConfig(t.dsn)
	if err != nil {
		return troubleDSN("postgres://user@server:5432/database")
	}
	t.hide(c.Password)
	t.ownTLS = strings.Contains(t.dsn, "sslmode")
	t.host, t.database, t.user = c.Host, c.Database, c.User
	return nil
}

func troubleDSN(example string) error {
	return trouble(spec.CodeSettingInvalid, "dsn", "The connection string cannot be understood.", "It looks like "+example+" .")
}

func (e postgresEngine) open(t target) (*sql.DB, error) {
	dsn := t.dsn
	if dsn == "" {
		dsn = keyword("host", t.host) + keyword("dbname", t.database) + keyword("user", t.user) + "sslmode=disable"
		if t.port != 0 {
			dsn += fmt.Sprintf(" port=%d", t.port)
		}
	}
	c, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, troubleDSN("postgres://user@server:5432/database")
	}
	if t.password != "" || t.dsn == "" {
		c.Password = t.password // never that of the environment or of a file
	}
	if !t.ownTLS {
		c.TLSConfig = withName(t.tls, c.Host)
		for _, other := range c.Fallbacks {
			other.TLSConfig = withName(t.tls, other.Host)
		}
	}
	c.ConnectTimeout = connecting
	c.RuntimeParams["application_name"] = "Dunning Desk"
	// One unnamed statement a query: the server itself refuses two, and a pooler in between keeps none.
	c.DefaultQueryExecMode = pgx.QueryExecModeExec
	c.StatementCacheCapacity, c.DescriptionCacheCapacity = 0, 0
	// Who stops waiting also stops the query on the server.
	c.BuildContextWatcherHandler = func(conn *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.CancelRequestContextWatcherHandler{Conn: conn, DeadlineDelay: time.Second}
	}
	return stdlib.OpenDB(*c), nil
}

// withName sets the name that the certificate has to be made out for.
func withName(c *tls.Config, host string) *tls.Config {
	if c == nil {
		return nil
	}
	c = c.Clone()
	c.ServerName = host
	return c
}

// keyword writes a part of a connection string.
func keyword(key, value string) string {
	return key + "='" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(value) + "' "
}

func (postgresEngine) begin(ctx context.Context, conn *sql.Conn, limit time.Duration) (*sql.Tx, []spec.Diagnostic, error) {
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return nil, nil, err
	}
	for _, set := range []string{
		"SET LOCAL standard_conforming_strings = on",
		fmt.Sprintf("SET LOCAL statement_timeout = %d", limit.Milliseconds()),
		fmt.Sprintf("SET LOCAL lock_timeout = %d", min(limit, 10*time.Second).Milliseconds()),
	} {
		if _, err := tx.ExecContext(ctx, set); err != nil {
			tx.Rollback()
			return nil, nil, err
		}
	}
	return tx, nil, nil
}

func (postgresEngine) query(ctx context.Context, tx *sql.Tx, text string) (*result, error) {
	return plainly(ctx, tx, text)
}

func (postgresEngine) about(ctx context.Context, tx *sql.Tx) (string, []spec.Diagnostic, error) {
	var version, user string
	var super bool
	var writable int
	err := tx.QueryRowContext(ctx, `SELECT current_setting('server_version'), current_user::text,
		COALESCE((SELECT rolsuper FROM pg_roles WHERE rolname = current_user), false),
		(SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
			AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))`).Scan(&version, &user, &super, &writable)
	if err != nil {
		return "", nil, err
	}
	version, _, _ = strings.Cut(version, " ")
	switch {
	case super:
		return version, []spec.Diagnostic{mayTooMuch(fmt.Sprintf("The user %q may do everything on this server.", user), "CREATE ROLE desk LOGIN PASSWORD '...'; GRANT SELECT ON the tables that are read TO desk;")}, nil
	case writable > 0:
		return version, []spec.Diagnostic{mayTooMuch(fmt.Sprintf("The user %q may change %d tables.", user, writable), "CREATE ROLE desk LOGIN PASSWORD '...'; GRANT SELECT ON the tables that are read TO desk;")}, nil
	}
	return version, nil, nil
}

// mayTooMuch warns of a user who could do harm, though this connector does none.
func mayTooMuch(summary, how string) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityWarning, Code: "user-may-write", Field: "user", Summary: summary + " Nothing here needs that.",
		Hint: "Better make a user who may only read: " + how,
	}
}

func (postgresEngine) explain(err error, t target) problem {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return ofPostgres(pg, t)
	}
	if p, ok := networkProblem(err); ok {
		return p
	}
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &connect) && strings.Contains(err.Error(), "server refused TLS"):
		return problem{
			code: "not-trusted", field: "tls", summary: "The server knows no encryption.",
			hint: "Have it switched on at the server, or choose \"Not encrypted\" in a network that you trust.",
		}
	case errors.As(err, &connect):
		return unreachable
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), pgconn.SafeToRetry(err), strings.Contains(err.Error(), "conn closed"):
		return lost
	}
	return unknown
}

func ofPostgres(pg *pgconn.PgError, t target) problem {
	var p problem
	switch pg.Code {
	case "28P01", "28000":
		return unauthorised(t)
	case "3D000":
		return noDatabase(t)
	case "42501":
		p = noRight()
	case "57014":
		return problem{code: codeTimeout}
	case "25006", "0A000":
		p = wantsToWrite()
	case "42P01", "3F000":
		p = noSuch("a table")
	case "42703":
		p = noSuch("a column")
	case "42883":
		p = noSuch("a function")
	case "55P03", "40001", "40P01", "53300", "57P03":
		p = busy()
	case "57P01", "57P02", "57P05":
		return lost
	default:
		switch pg.Code[:min(2, len(pg.Code))] {
		case "42":
			p = wrongSyntax()
		case "22":
			p = failedValue()
		case "08":
			return lost
		default:
			p = unknown
		}
	}
	p.position = int(pg.Position)
	return p
}
