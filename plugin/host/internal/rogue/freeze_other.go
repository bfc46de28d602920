//go:build !unix

package main

import (
	"os/exec"
	"syscall"
)

// freeze does nothing where processes cannot be stopped from within.
func freeze() {}

// detach starts a program in a process group of its own, and out of the desk's
// job where that is allowed.
func detach(cmd *exec.Cmd) {
	const newGroup, breakaway = 0x200, 0x01000000
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: newGroup | breakaway}
}

// deaf has nothing to ignore.
func deaf() {}
