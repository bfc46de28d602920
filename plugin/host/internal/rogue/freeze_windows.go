//go:build windows

package main

import (
	"os/exec"
	"syscall"
)

// freeze does nothing where processes cannot be stopped from within.
func freeze() {}

// detach starts a program in a process group of its own and without a console.
func detach(cmd *exec.Cmd) {
	const newGroup, noConsole = 0x200, 0x8
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: newGroup | noConsole}
}

// breakAway starts a program outside of the desk's job, where that is allowed.
func breakAway(cmd *exec.Cmd) {
	const breakaway = 0x01000000
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: breakaway}
}

// deaf has nothing to ignore.
func deaf() {}
