package host

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
)

// brood are processes that belong to a connector, by process id, each with when
// it began: a number is given again, together with that moment never.
type brood map[int]string

// look adds who belongs to a connector though it may have left its group: who
// carries its mark in its environment, and who descends from it, from one of
// these or from one seen before. Only who drops its environment and loses its
// parent between two looks is not found.
func (b *brood) look(root int, mark string) {
	if *b == nil {
		*b = brood{}
	}
	entries, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return
	}
	all := map[int]standing{}
	for _, entry := range entries {
		pid, err := strconv.Atoi(filepath.Base(entry))
		if s, alive := standingOf(entry); err == nil && alive && pid != os.Getpid() {
			s.kin = pid == root || (*b)[pid] == s.began || marked(entry, mark)
			all[pid] = s
		}
	}
	for grown := true; grown; {
		grown = false
		for pid, s := range all {
			if !s.kin && all[s.parent].kin {
				s.kin, grown = true, true
				all[pid] = s
			}
		}
	}
	clear(*b)
	for pid, s := range all {
		if s.kin {
			(*b)[pid] = s.began
		}
	}
}

// kill ends all that were seen.
func (b *brood) kill() {
	for pid := range *b {
		_ = syscall.Kill(pid, syscall.SIGKILL) // it may be gone already
	}
}

func marked(entry, mark string) bool {
	environ, err := os.ReadFile(entry + "/environ") // of others' processes it cannot be read
	return err == nil && bytes.Contains(environ, []byte(wire.TreeEnv+"="+mark))
}

// standing is what the system tells of a process.
type standing struct {
	parent int
	began  string // ticks since the machine started
	kin    bool
}

// standingOf reads the status of a process that lives; one that has ended and only
// waits to be reaped does not.
func standingOf(entry string) (standing, bool) {
	const state, parent, began = 0, 1, 19 // after the name
	stat, err := os.ReadFile(entry + "/stat")
	if err != nil {
		return standing{}, false
	}
	end := strings.LastIndex(string(stat), ") ") // the name may hold anything
	fields := strings.Fields(string(stat[max(0, end+1):]))
	if end < 0 || len(fields) <= began || fields[state] == "Z" || fields[state] == "X" {
		return standing{}, false
	}
	pid, err := strconv.Atoi(fields[parent])
	return standing{parent: pid, began: fields[began]}, err == nil
}
