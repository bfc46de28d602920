package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	masterPassword = "master-pw-2026"
	deskPassword   = "desk-pw-2026"
)

// postgres is a real server of PostgreSQL on this machine. The tests of a run
// share one; each has a database of its own.
var postgres struct {
	once   sync.Once
	port   int
	folder string
	stop   func()
	err    error
}

func TestMain(m *testing.M) {
	status := m.Run()
	for _, stop := range []func(){postgres.stop, mariadb.stop} {
		if stop != nil {
			stop()
		}
	}
	os.Exit(status)
}

// realPostgres gives an empty database of a real server, and skips where there
// is none: its master, and the settings of a user who may only read.
func realPostgres(t testing.TB) (master *sql.DB, values, secrets map[string]string) {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: it needs a real PostgreSQL server")
	}
	bin := binaries()
	if bin == "" {
		t.Skip("skipped: PostgreSQL is not installed here (apt-get install postgresql)")
	}
	postgres.once.Do(func() { postgres.err = startPostgres(bin) })
	if postgres.err != nil {
		t.Fatal(postgres.err)
	}
	name := "t" + strconv.FormatInt(time.Now().UnixNano(), 36)
	first := connect(t, "postgres")
	run(t, first, "CREATE DATABASE "+name)
	master = connect(t, name)
	run(t, master, "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO desk")
	return master, map[string]string{
		"driver": driverPostgres, "host": "127.0.0.1", "port": strconv.Itoa(postgres.port), "database": name, "user": "desk",
	}, map[string]string{"password": deskPassword}
}

func connect(t testing.TB, database string) *sql.DB {
	t.Helper()
	db := dial(database)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func dial(database string) *sql.DB {
	c, err := pgx.ParseConfig(fmt.Sprintf("host=127.0.0.1 port=%d user=postgres dbname=%s sslmode=disable password=%s", postgres.port, database, masterPassword))
	if err != nil {
		panic(err)
	}
	// Simple: takes several statements at once, as scripts hold them.
	c.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	db := stdlib.OpenDB(*c)
	db.SetMaxOpenConns(1)
	return db
}

func run(t testing.TB, db *sql.DB, script string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), script); err != nil {
		t.Fatalf("%v, in:\n%.300s", err, script)
	}
}

// runFile runs the scripts of a folder of testdata, in order.
func runFile(t testing.TB, db *sql.DB, paths ...string) {
	t.Helper()
	for _, path := range paths {
		b, err := os.ReadFile(filepath.Join("testdata", path))
		if err != nil {
			t.Fatal(err)
		}
		run(t, db, string(b))
	}
}

// binaries is the folder of the newest server that is installed.
func binaries() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return ""
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1])
}

func startPostgres(bin string) error {
	folder, who, err := home("postgres")
	if err != nil {
		return err
	}
	postgres.folder = folder
	data, secret := filepath.Join(folder, "data"), filepath.Join(folder, "pw")
	if err := os.WriteFile(secret, []byte(masterPassword), 0o644); err != nil {
		return err
	}
	if said, err := as(who, filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile="+secret, "--locale=C.UTF-8", "-E", "UTF8", "--no-sync").CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, said)
	}
	if postgres.port, err = freePort(); err != nil {
		return err
	}
	server := as(who, filepath.Join(bin, "postgres"), "-D", data, "-p", strconv.Itoa(postgres.port), "-k", folder, "-c", "listen_addresses=127.0.0.1",
		"-c", "fsync=off", "-c", "log_min_messages=fatal")
	if postgres.stop, err = keep(server, folder); err != nil {
		return err
	}
	db := dial("postgres")
	defer db.Close()
	if err := answers(func(ctx context.Context) error { return db.PingContext(ctx) }); err != nil {
		return fmt.Errorf("the server does not answer: %w", err)
	}
	_, err = db.ExecContext(context.Background(), "CREATE ROLE desk LOGIN PASSWORD '"+deskPassword+"'")
	return err
}

// home makes a folder for a server, and says as whom it runs: not as root.
func home(account string) (string, *syscall.Credential, error) {
	folder, err := os.MkdirTemp("", "server")
	if err != nil || os.Getuid() != 0 {
		return folder, nil, err
	}
	var who *user.User
	for _, name := range []string{account, "nobody"} {
		if who, err = user.Lookup(name); err == nil {
			break
		}
	}
	if err != nil {
		return folder, nil, err
	}
	uid, err1 := strconv.Atoi(who.Uid)
	gid, err2 := strconv.Atoi(who.Gid)
	if err := errors.Join(err1, err2, os.Chown(folder, uid, gid), os.Chmod(folder, 0o700)); err != nil {
		return folder, nil, err
	}
	return folder, &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// as makes a command of another account, which ends with this process.
func as(who *syscall.Credential, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(context.Background(), name, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	cmd.Dir = "/"
	return cmd
}

// keep starts a server and gives what stops it.
func keep(server *exec.Cmd, folder string) (func(), error) {
	said, err := os.Create(filepath.Join(folder, "log"))
	if err != nil {
		return nil, err
	}
	server.Stdout, server.Stderr = said, said
	server.SysProcAttr.Pdeathsig = syscall.SIGQUIT
	started := make(chan error, 1)
	done := make(chan struct{})
	go func() {
		// The death signal goes by the thread that started the server: it has to stay.
		runtime.LockOSThread()
		started <- server.Start()
		<-done
		_ = server.Wait()
		close(started)
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return func() {
		_ = server.Process.Signal(syscall.SIGQUIT)
		close(done)
		for range started {
			continue // until the server has ended
		}
		_ = os.RemoveAll(folder)
	}, nil
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// answers waits until a server does.
func answers(ask func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		err := ask(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-tick.C:
		}
	}
}
