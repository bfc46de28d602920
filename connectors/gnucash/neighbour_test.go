//go:build cgo

package main

import (
	"bufio"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
)

// TestMain lets the test binary play another program that has the book open.
func TestMain(m *testing.M) {
	if statement := os.Getenv("NEIGHBOUR_STATEMENT"); statement != "" {
		if err := beNeighbour(os.Getenv("NEIGHBOUR_BOOK"), statement); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// beNeighbour holds a transaction until its standard input ends.
func beNeighbour(book, statement string) error {
	db, err := sql.Open("sqlite3", "file:"+book+"?_journal_mode=DELETE")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(statement); err != nil {
		return err
	}
	fmt.Println("ready")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// neighbour starts another process that runs the statement on the book and
// keeps its transaction open. It returns how to kill it.
func neighbour(t *testing.T, book, statement string) (kill func()) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "NEIGHBOUR_BOOK="+book, "NEIGHBOUR_STATEMENT="+statement)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill = func() {
		_ = cmd.Process.Kill()
		_ = in.Close()
		_ = cmd.Wait()
	}
	t.Cleanup(kill)
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("the other process said %q: %v", line, err)
	}
	return kill
}
