package main

import (
	"context"
	"database/sql"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
)

// mariadb is a real server of MariaDB on this machine.
var mariadb struct {
	once sync.Once
	port int
	stop func()
	err  error
}

// realMariaDB gives an empty database of a real server, and skips where there
// is none: its master, and the settings of a user who may only read.
func realMariaDB(t testing.TB) (master *sql.DB, values, secrets map[string]string) {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: it needs a real MariaDB server")
	}
	for _, tool := range []string{"mariadbd", "mariadb-install-db"} {
		if sbin(tool) == "" {
			t.Skip("skipped: MariaDB is not installed here (apt-get install mariadb-server)")
		}
	}
	mariadb.once.Do(func() { mariadb.err = startMariaDB() })
	if mariadb.err != nil {
		t.Fatal(mariadb.err)
	}
	name := "t" + strconv.FormatInt(time.Now().UnixNano(), 36)
	first := dialMariaDB("")
	defer first.Close()
	run(t, first, "CREATE DATABASE "+name+" CHARACTER SET utf8mb4")
	run(t, first, "GRANT SELECT ON "+name+".* TO desk@'%'")
	master = dialMariaDB(name)
	t.Cleanup(func() { _ = master.Close() })
	return master, map[string]string{
		"driver": driverMySQL, "host": "127.0.0.1", "port": strconv.Itoa(mariadb.port), "database": name, "user": "desk",
	}, map[string]string{"password": deskPassword}
}

// sbin finds a program that is not on everybody's path.
func sbin(tool string) string {
	for _, at := range []string{tool, filepath.Join("/usr/sbin", tool)} {
		if path, err := exec.LookPath(at); err == nil {
			return path
		}
	}
	return ""
}

func dialMariaDB(database string) *sql.DB {
	c := mysql.NewConfig()
	c.User, c.Net, c.Addr, c.DBName, c.MultiStatements, c.Logger = "root", "tcp", fmt.Sprintf("127.0.0.1:%d", mariadb.port), database, true, &mysql.NopLogger{}
	connector, err := mysql.NewConnector(c)
	if err != nil {
		panic(err)
	}
	return sql.OpenDB(connector)
}

func startMariaDB() error {
	folder, who, err := home("mysql")
	if err != nil {
		return err
	}
	data := filepath.Join(folder, "data")
	said, err := as(who, sbin("mariadb-install-db"), "--no-defaults", "--datadir="+data, "--auth-root-authentication-method=normal", "--skip-test-db").CombinedOutput()
	if err != nil {
		return fmt.Errorf("mariadb-install-db: %w\n%s", err, said)
	}
	if mariadb.port, err = freePort(); err != nil {
		return err
	}
	server := as(who, sbin("mariadbd"), "--no-defaults", "--datadir="+data, "--bind-address=127.0.0.1", "--port="+strconv.Itoa(mariadb.port),
		"--socket="+filepath.Join(folder, "s"), "--pid-file="+filepath.Join(folder, "pid"))
	if mariadb.stop, err = keep(server, folder); err != nil {
		return err
	}
	db := dialMariaDB("")
	defer db.Close()
	if err := answers(func(ctx context.Context) error { return db.PingContext(ctx) }); err != nil {
		return fmt.Errorf("the server does not answer: %w", err)
	}
	_, err = db.ExecContext(context.Background(), "CREATE USER desk@'%' IDENTIFIED BY '"+deskPassword+"'")
	return err
}
