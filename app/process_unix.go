//go:build !windows

package main

import (
	"errors"
	"syscall"
)

// processAlive reports whether a process with this number runs, whoever owns it.
func processAlive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
