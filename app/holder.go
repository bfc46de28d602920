package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// holderName tells this program from every other on the book: machine and process.
func holderName() string { return fmt.Sprintf("%s/%d", machineName(), os.Getpid()) }

func machineName() string {
	if name, err := os.Hostname(); err == nil && name != "" {
		return name
	}
	return "machine"
}

// holderGone reports whether a holder was a process of this machine that has ended. Of other machines nobody here can tell:
// their leases run out.
func holderGone(holder string) bool {
	machine, pid, ok := strings.Cut(holder, "/")
	if !ok || machine != machineName() {
		return false
	}
	pid, _, _ = strings.Cut(pid, "/") // what it did may stand behind
	n, err := strconv.Atoi(pid)
	return err == nil && n != os.Getpid() && !processAlive(n)
}
