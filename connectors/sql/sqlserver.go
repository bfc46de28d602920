package main

import (
	"context"
	"crypto/tls"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// sqlserverEngine reads Microsoft SQL Server and Azure SQL.
type sqlserverEngine struct{}

func (sqlserverEngine) title() string { return "SQL Server" }

func (sqlserverEngine) grammar() grammar { return grammar{bracket: true, inName: "@#$"} }

// refusedWords begin statements: SQL Server needs no semicolon between two.
func (sqlserverEngine) refusedWords() []string {
	return []string{
		"ADD", "BACKUP", "BEGIN", "BREAK", "BULK", "CHECKPOINT", "CLOSE", "COMMIT", "CONTINUE", "DBCC", "DEALLOCATE", "DECLARE", "DENY", "DISABLE", "ENABLE",
		"FETCH", "GOTO", "IF", "KILL", "MOVE", "OPEN", "PRINT", "RAISERROR", "READTEXT", "RECEIVE", "RECONFIGURE", "RESTORE", "RETURN", "REVERT", "ROLLBACK", "SAVE",
		"SEND", "SET", "SHUTDOWN", "THROW", "TRAN", "TRANSACTION", "TRIGGER", "TRY", "UPDATETEXT", "USE", "WAITFOR", "WHILE", "WRITETEXT",
		"HOLDLOCK", "TABLOCK", "TABLOCKX", "UPDLOCK", "XLOCK", "PAGLOCK", "ROWLOCK", "SERIALIZABLE", "REPEATABLEREAD",
	}
}

func (sqlserverEngine) decimal(column string) string { return "CAST(" + column + " AS decimal(19,2))" }

func (e sqlserverEngine) accept(t *target) error {
	if t.dsn == "" {
		switch {
		case t.host == "":
			return needs("host", "The server")
		case t.database == "":
			return needs("database", "The name of the database")
		}
		return nil
	}
	c, err := msdsn.Parse(t.dsn)
	if err != nil {
		return troubleDSN("sqlserver://user@server?database=name")
	}
	t.hide(c.Password)
	t.ownTLS = strings.Contains(strings.ToLower(t.dsn), "encrypt")
	t.host, t.database, t.user = c.Host, c.Database, c.User
	return nil
}

// config makes the driver's settings.
func (e sqlserverEngine) config(t target) (msdsn.Config, error) {
	dsn := t.dsn
	if dsn == "" {
		// The driver fills in what it needs; names and passwords do not pass through its form.
		dsn = "sqlserver://localhost"
	}
	c, err := msdsn.Parse(dsn)
	if err != nil {
		return c, troubleDSN("sqlserver://user@server?database=name")
	}
	if t.dsn == "" {
		c.Host, c.Instance, _ = strings.Cut(t.host, `\`)
		if c.Host == "." {
			c.Host = "localhost"
		}
		c.Port, c.Database, c.User = uint64(t.port), t.database, t.user
	}
	if t.password != "" {
		c.Password = t.password
	}
	if !t.ownTLS {
		if t.tls != nil {
			name, _, _ := strings.Cut(t.host, `\`)
			c.Encryption, c.TLSConfig = msdsn.EncryptionRequired, withName(t.tls, name)
		} else {
			// The password still travels encrypted where the server can; whose it is cannot matter on this computer.
			c.Encryption, c.TLSConfig = msdsn.EncryptionOff, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12} //nolint:gosec // chosen by a person
		}
	}
	c.ReadOnlyIntent, c.AppName, c.DialTimeout, c.LogFlags = true, "Dunning Desk", connecting, 0
	c.Encoding.Timezone = time.UTC
	return c, nil
}

func (e sqlserverEngine) open(t target) (*sql.DB, error) {
	c, err := e.config(t)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(mssql.NewConnectorConfig(c)), nil
}

// begin takes a snapshot where the database allows it. SQL Server has no
// transaction that only reads: what the queries are checked for, and the user's
// rights, take its place.
func (e sqlserverEngine) begin(ctx context.Context, conn *sql.Conn, limit time.Duration) (*sql.Tx, []spec.Diagnostic, error) {
	var state int
	err := conn.QueryRowContext(ctx, "SELECT CAST(snapshot_isolation_state AS int) FROM sys.databases WHERE database_id = DB_ID()").Scan(&state)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, nil, err
	}
	level, notes := sql.LevelSnapshot, []spec.Diagnostic(nil)
	if state != 1 {
		level = sql.LevelReadCommitted
		notes = []spec.Diagnostic{{
			Severity: spec.SeverityInfo, Code: "not-one-moment", Field: "database",
			Summary: "The queries are not read as of one moment: the database allows no snapshots.",
			Hint:    "Have them allowed once: ALTER DATABASE ... SET ALLOW_SNAPSHOT_ISOLATION ON. Until then read when nobody books.",
		}}
	}
	for _, set := range []string{fmt.Sprintf("SET LOCK_TIMEOUT %d", min(limit, 10*time.Second).Milliseconds()), "SET XACT_ABORT ON", "SET IMPLICIT_TRANSACTIONS OFF"} {
		if _, err := conn.ExecContext(ctx, set); err != nil {
			return nil, nil, err
		}
	}
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{Isolation: level})
	return tx, notes, err
}

func (sqlserverEngine) query(ctx context.Context, tx *sql.Tx, text string) (*result, error) {
	return plainly(ctx, tx, text)
}

func (sqlserverEngine) about(ctx context.Context, tx *sql.Tx) (string, []spec.Diagnostic, error) {
	var version string
	var rights int
	err := tx.QueryRowContext(ctx, `SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(60)),
		ISNULL(IS_SRVROLEMEMBER('sysadmin'), 0) + ISNULL(IS_MEMBER('db_owner'), 0) + ISNULL(IS_MEMBER('db_datawriter'), 0)
		+ ISNULL(IS_MEMBER('db_ddladmin'), 0)`).Scan(&version, &rights)
	if err != nil {
		return "", nil, err
	}
	if rights > 0 {
		return version, []spec.Diagnostic{mayTooMuch("The user may do more than read, and SQL Server has no transaction that only reads.",
			"CREATE USER desk FOR LOGIN desk; ALTER ROLE db_datareader ADD MEMBER desk;")}, nil
	}
	return version, nil, nil
}

func (sqlserverEngine) explain(err error, t target) problem {
	var ms mssql.Error
	if !errors.As(err, &ms) {
		switch p, ok := networkProblem(err); {
		case ok:
			return p
		case strings.Contains(err.Error(), "TLS Handshake"), strings.Contains(err.Error(), "certificate"):
			return untrusted
		case strings.Contains(err.Error(), "unable to open tcp connection"), strings.Contains(err.Error(), "no instance matching"):
			return unreachable
		case strings.Contains(err.Error(), "EOF"), strings.Contains(err.Error(), "bad connection"):
			return lost
		}
		return unknown
	}
	return ofSQLServer(ms, t)
}

func ofSQLServer(ms mssql.Error, t target) problem {
	var p problem
	switch ms.Number {
	case 18456, 18452:
		return unauthorised(t)
	case 4060, 911:
		return noDatabase(t)
	case 229, 230, 916:
		p = noRight()
	case 208:
		p = noSuch("a table")
	case 207:
		p = noSuch("a column")
	case 195, 4121:
		p = noSuch("a function")
	case 1222, 1205:
		p = busy()
	case 3906:
		p = wantsToWrite()
	case 102, 156, 105, 319, 8155, 1033:
		p = wrongSyntax()
	case 245, 8114, 8115, 8134, 241, 242:
		p = failedValue()
	default:
		p = unknown
	}
	p.line = int(ms.LineNo)
	return p
}
