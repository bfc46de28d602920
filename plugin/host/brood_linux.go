package host

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"syscall"

	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
)

// brood are the processes that belong to a connector, by process id, each with
// when it began: a number is given again, together with that moment never.
type brood struct {
	since int64 // when the connector began: nothing older is its
	seen  map[int]int64
}

// begin takes note of the connector itself.
func (b *brood) begin(root int) {
	if s, alive := standingOf("/proc/" + strconv.Itoa(root)); alive {
		b.since = s.began
	}
}

// look finds who belongs to a connector though it may have left its group: who
// carries its mark in its environment, and who descends from it, from one of
// these or from one seen before. Only who drops its environment and loses its
// parent between two looks is not found.
func (b *brood) look(root int, mark string) {
	all := b.candidates(root, mark)
	for grown := true; grown; {
		grown = false
		for pid, s := range all {
			if !s.kin && all[s.parent].kin {
				s.kin, grown = true, true
				all[pid] = s
			}
		}
	}
	b.seen = map[int]int64{}
	for pid, s := range all {
		if s.kin {
			b.seen[pid] = s.began
		}
	}
}

// candidates are all processes that are as young as the connector.
func (b *brood) candidates(root int, mark string) map[int]standing {
	all := map[int]standing{}
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return all
	}
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil || pid == os.Getpid() {
			continue
		}
		place := "/proc/" + entry.Name()
		if s, alive := standingOf(place); alive && s.began >= b.since {
			s.kin = pid == root || b.seen[pid] == s.began || marked(place, mark)
			all[pid] = s
		}
	}
	return all
}

func (b *brood) empty() bool { return len(b.seen) == 0 }

// kill ends all that were seen.
func (b *brood) kill() {
	for pid := range b.seen {
		_ = syscall.Kill(pid, syscall.SIGKILL) // it may be gone already
	}
}

func marked(place, mark string) bool {
	environ, err := os.ReadFile(place + "/environ") // of others' processes it cannot be read
	return err == nil && bytes.Contains(environ, []byte(wire.TreeEnv+"="+mark))
}

// standing is what the system tells of a process.
type standing struct {
	parent int
	began  int64 // ticks since the machine started
	kin    bool
}

// standingOf looks at a process that lives; one that has ended and only waits to
// be reaped does not.
func standingOf(place string) (standing, bool) {
	const state, parent, began = 0, 1, 19 // after the name
	stat, err := os.ReadFile(place + "/stat")
	if err != nil {
		return standing{}, false
	}
	end := strings.LastIndex(string(stat), ") ") // the name may hold anything
	fields := strings.Fields(string(stat[max(0, end+1):]))
	if end < 0 || len(fields) <= began || fields[state] == "Z" || fields[state] == "X" {
		return standing{}, false
	}
	pid, odd := strconv.Atoi(fields[parent])
	ticks, wrong := strconv.ParseInt(fields[began], 10, 64)
	return standing{parent: pid, began: ticks}, odd == nil && wrong == nil
}
