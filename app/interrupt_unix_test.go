//go:build unix

package main

import (
	"os"
	"os/exec"
	"testing"
)

// interrupt is Ctrl+C.
func interrupt(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
}
