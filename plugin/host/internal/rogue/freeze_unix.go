//go:build unix

package main

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// freeze stops the process as a debugger or a swapping machine would.
func freeze() { _ = syscall.Kill(os.Getpid(), syscall.SIGSTOP) }

// detach starts a program in a session of its own.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// breakAway is what detach is: there are no jobs.
func breakAway(cmd *exec.Cmd) { detach(cmd) }

// deaf ignores every signal that can be ignored.
func deaf() { signal.Ignore(syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGPIPE) }
