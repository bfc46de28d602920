//go:build linux

package host_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// childOf waits for the child of a rogue and gives its process id.
func childOf(t *testing.T, p host.Program) int {
	t.Helper()
	var pid int
	eventually(t, "the child tells its process id", func() bool {
		text, err := os.ReadFile(filepath.Join(filepath.Dir(p.Path), "children"))
		if err != nil {
			return false
		}
		pid, err = strconv.Atoi(strings.TrimSpace(string(text)))
		return err == nil
	})
	if !alive(pid) {
		t.Fatal("the child is not there")
	}
	return pid
}

// What a connector starts ends with it, also where it hides: in a session of
// its own, behind a parent that is gone, without its environment.
func TestNothingIsLeftOfWhatAConnectorStarts(t *testing.T) {
	for _, manner := range []string{"plain", "session", "away", "bare"} {
		t.Run(manner, func(t *testing.T) {
			t.Parallel()
			p := rogue(t, "forks-"+manner)
			s := start(t, p, host.Options{})
			if _, err := s.Read(t.Context(), customers(2000), full(), &sink{}); err != nil {
				t.Fatal(err)
			}
			child := childOf(t, p)
			s.Close()
			if alive(child) { // Close returns when all are gone
				t.Errorf("process %d is still there", child)
			}
		})
	}
}

// A connector that hangs, is frozen, is deaf or has started others cannot be
// trusted to see that its desk is gone.
func TestNothingOutlivesAKilledDesk(t *testing.T) {
	for _, name := range []string{"hang-read", "ignores-stop", "raw-hang", "frozen", "forks-plain", "forks-session", "forks-away"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := rogue(t, name)
			if manner, moody := map[string]string{"raw-hang": "hang", "frozen": "frozen"}[name]; moody {
				p = moodily(t, manner)
			}
			var child int
			killed(t, p, func(pid int) {
				switch {
				case strings.HasPrefix(name, "forks-"):
					child = childOf(t, p)
				case name == "frozen":
					eventually(t, "the connector is frozen", func() bool { return state(pid) == "T" })
				}
			})
			if child != 0 {
				eventually(t, "its child ends", func() bool { return !alive(child) })
			}
		})
	}
}
