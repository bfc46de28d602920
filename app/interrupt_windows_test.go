package main

import (
	"os/exec"
	"testing"
)

// interrupt is left out where a process cannot be sent a Ctrl+C of its own.
func interrupt(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	_ = cmd.Process.Kill()
	t.Skip("no Ctrl+C for one process alone on Windows")
}
