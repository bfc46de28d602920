//go:build unix

package host

import "syscall"

func ownGroup() int { return syscall.Getpgrp() }
