package main

import (
	"context"
	"crypto/tls"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// mysqlEngine reads MySQL and MariaDB.
type mysqlEngine struct{}

func (mysqlEngine) title() string { return "MySQL" }

func (mysqlEngine) grammar() grammar { return grammar{backslash: true, backtick: true, hash: true} }

func (mysqlEngine) refusedWords() []string { return []string{"PROCEDURE", "HANDLER"} }

func (mysqlEngine) decimal(column string) string { return "CAST(" + column + " AS DECIMAL(19,2))" }

func (e mysqlEngine) accept(t *target) error {
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
	c, err := mysqlDSN(t.dsn)
	if err != nil {
		return err
	}
	t.hide(c.Passwd)
	t.ownTLS = c.TLSConfig != "" || c.TLS != nil
	t.host, t.database, t.user = c.Addr, c.DBName, c.User
	if host, _, err := net.SplitHostPort(c.Addr); err == nil {
		t.host = host
	}
	return nil
}

// mysqlDSN reads the driver's own form, and addresses (mysql://...).
func mysqlDSN(dsn string) (*mysql.Config, error) {
	const example = "user@tcp(server:3306)/database"
	if rest, isURL := strings.CutPrefix(dsn, "mysql://"); isURL || strings.HasPrefix(dsn, "mariadb://") {
		if !isURL {
			rest = strings.TrimPrefix(dsn, "mariadb://")
		}
		u, err := url.Parse("mysql://" + rest)
		if err != nil || u.Host == "" {
			return nil, troubleDSN(example)
		}
		c := mysql.NewConfig()
		c.User, c.Net, c.Addr, c.DBName = u.User.Username(), "tcp", u.Host, strings.TrimPrefix(u.Path, "/")
		c.Passwd, _ = u.User.Password()
		if u.Port() == "" {
			c.Addr += ":3306"
		}
		return c, nil
	}
	c, err := mysql.ParseDSN(dsn)
	if err != nil {
		return nil, troubleDSN(example)
	}
	return c, nil
}

func (e mysqlEngine) open(t target) (*sql.DB, error) {
	c := mysql.NewConfig()
	if t.dsn != "" {
		var err error
		if c, err = mysqlDSN(t.dsn); err != nil {
			return nil, err
		}
	} else {
		c.User, c.Net, c.Addr, c.DBName = t.user, "tcp", fmt.Sprintf("%s:%d", bracketed(t.host), orPort(t.port, 3306)), t.database
		if strings.HasPrefix(t.host, "/") {
			c.Net, c.Addr = "unix", t.host
		}
	}
	if t.password != "" {
		c.Passwd = t.password
	}
	if !t.ownTLS {
		c.TLSConfig, c.TLS = "", nil
		if c.Net == "tcp" && t.tls != nil {
			c.TLS = withName(t.tls, t.host)
		}
	}
	// What a connection string could switch on and a reader has no use for.
	c.MultiStatements, c.AllowAllFiles, c.AllowFallbackToPlaintext, c.AllowCleartextPasswords, c.AllowOldPasswords = false, false, false, false, false
	c.InterpolateParams, c.ParseTime, c.ColumnsWithAlias, c.Params = false, false, false, nil
	c.Timeout, c.Logger, c.Collation = connecting, &mysql.NopLogger{}, ""
	if err := c.Apply(mysql.Charset("utf8mb4", "")); err != nil {
		return nil, err
	}
	connector, err := mysql.NewConnector(c)
	if err != nil {
		return nil, troubleWith(trouble(spec.CodeSettingInvalid, "", "The settings do not make a connection.", "Check them."), errors.New(t.redact(err.Error())))
	}
	return sql.OpenDB(connector), nil
}

// bracketed writes an address of IPv6 as it stands before a port.
func bracketed(host string) string {
	if strings.Contains(host, ":") && !strings.HasPrefix(host, "[") {
		return "[" + host + "]"
	}
	return host
}

func orPort(port, usual uint16) uint16 {
	if port == 0 {
		return usual
	}
	return port
}

func (mysqlEngine) begin(ctx context.Context, conn *sql.Conn, limit time.Duration) (*sql.Tx, []spec.Diagnostic, error) {
	var version, mode string
	if err := conn.QueryRowContext(ctx, "SELECT @@version, @@sql_mode").Scan(&version, &mode); err != nil {
		return nil, nil, err
	}
	patience := fmt.Sprintf("SET SESSION max_execution_time = %d", limit.Milliseconds())
	if strings.Contains(version, "MariaDB") {
		patience = fmt.Sprintf("SET SESSION max_statement_time = %d", limit/time.Second)
	}
	for _, set := range []string{"SET SESSION sql_mode = '" + asWeRead(mode) + "'", patience, "SET SESSION lock_wait_timeout = 10", "SET SESSION TRANSACTION READ ONLY"} {
		if _, err := conn.ExecContext(ctx, set); err != nil {
			return nil, nil, err
		}
	}
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	return tx, nil, err
}

// asWeRead takes out of the server's mode what lets it read quotation marks
// otherwise than the check of the queries did.
func asWeRead(mode string) string {
	kept := slices.DeleteFunc(strings.Split(mode, ","), func(one string) bool {
		return slices.Contains([]string{"NO_BACKSLASH_ESCAPES", "ANSI_QUOTES", "ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL", ""}, one) ||
			strings.Trim(one, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != ""
	})
	return strings.Join(kept, ",")
}

func (mysqlEngine) query(ctx context.Context, tx *sql.Tx, text string) (*result, error) {
	return plainly(ctx, tx, text)
}

// onlyReads are rights that change nothing.
var onlyReads = regexp.MustCompile(`^GRANT (USAGE|SELECT|SHOW VIEW|SHOW DATABASES|, )+( \([^)]*\))? ON `)

func (mysqlEngine) about(ctx context.Context, tx *sql.Tx) (string, []spec.Diagnostic, error) {
	var version string
	if err := tx.QueryRowContext(ctx, "SELECT @@version").Scan(&version); err != nil {
		return "", nil, err
	}
	rows, err := tx.QueryContext(ctx, "SHOW GRANTS")
	if err != nil {
		return version, nil, nil // whether it may be asked differs; nothing depends on it
	}
	defer rows.Close()
	more := false
	for rows.Next() {
		var grant string
		if err := rows.Scan(&grant); err != nil {
			return "", nil, err
		}
		more = more || !onlyReads.MatchString(grant)
	}
	if more {
		return version, []spec.Diagnostic{mayTooMuch("The user may do more than read.", "CREATE USER desk IDENTIFIED BY '...'; GRANT SELECT ON the database's tables TO desk;")}, rows.Err()
	}
	return version, nil, rows.Err()
}

// lineIn finds the line that a syntax error names.
var lineIn = regexp.MustCompile(`at line (\d+)`)

func (mysqlEngine) explain(err error, t target) problem {
	var my *mysql.MySQLError
	if !errors.As(err, &my) {
		var record tls.RecordHeaderError
		switch p, ok := networkProblem(err); {
		case ok:
			return p
		case errors.Is(err, mysql.ErrNoTLS), errors.As(err, &record):
			return problem{
				code: "not-trusted", field: "tls", summary: "The server knows no encryption.",
				hint: "Have it switched on at the server, or choose \"Not encrypted\" in a network that you trust.",
			}
		case errors.Is(err, mysql.ErrInvalidConn), strings.Contains(err.Error(), "EOF"), strings.Contains(err.Error(), "bad connection"):
			return lost
		}
		return unknown
	}
	return ofMySQL(my, t)
}

func ofMySQL(my *mysql.MySQLError, t target) problem {
	switch my.Number {
	case 1045, 1698:
		return unauthorised(t)
	case 1049, 1044:
		return noDatabase(t)
	case 1142, 1143:
		return noRight()
	case 1969, 3024:
		return problem{code: codeTimeout}
	case 1792, 1290:
		return wantsToWrite()
	case 1146:
		return noSuch("a table")
	case 1054:
		return noSuch("a column")
	case 1305, 1370: // an unknown one may not be run, it says
		return noSuch("a function")
	case 1205, 1040, 1203:
		return busy()
	case 1053, 1927, 1317:
		return lost
	case 1064:
		p := wrongSyntax()
		if found := lineIn.FindStringSubmatch(my.Message); found != nil {
			p.line, _ = strconv.Atoi(found[1])
		}
		return p
	}
	return failedValue()
}
