//go:build unix

package host_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
)

const playHostEnv = "HOST_TEST_PLAY_HOST"

// playHost is a desk that starts a connector, tells its process id, reads, and
// waits to be killed.
func playHost() {
	p, err := host.Locate(os.Getenv(playHostEnv))
	if err != nil {
		panic(err)
	}
	s, err := host.Start(context.Background(), p, host.Options{Approved: p.Checksum})
	if err != nil {
		panic(err)
	}
	fmt.Println("connector", s.PID())
	_, _ = s.Read(context.Background(), customers(3000), full(), &sink{}) // it may hang
	select {}
}

// soon is how long a connector may outlive its desk.
const soon = 5 * time.Second

func TestConnectorEndsWhenTheDeskIsKilled(t *testing.T) {
	killed(t, rogue(t, "generator"), func(int) {})
}

// killed starts a desk with a connector, kills it when the connector is ready,
// and holds that the connector is gone in time.
func killed(t *testing.T, p host.Program, ready func(pid int)) {
	t.Helper()
	desk := exec.Command(os.Args[0])
	desk.Env = append(os.Environ(), playHostEnv+"="+p.Path)
	out, err := desk.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := desk.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	pid, numberErr := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(line, "connector ")))
	if err != nil || numberErr != nil {
		t.Fatalf("the desk says %q: %v", line, err)
	}
	if !alive(pid) {
		t.Fatal("the connector is not running")
	}
	ready(pid)
	if err := desk.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	died := time.Now()
	_ = desk.Wait() // it was killed
	eventually(t, "the orphaned connector ends", func() bool { return !groupAlive(pid) && !alive(pid) })
	if took := time.Since(died); took > soon {
		t.Errorf("the connector outlived its desk by %s", took)
	}
}

func TestConnectorsChildrenEndWithIt(t *testing.T) {
	s := start(t, rogue(t, "grandchild"), host.Options{})
	if _, err := s.Read(t.Context(), customers(2000), full(), &sink{}); err != nil {
		t.Fatal(err)
	}
	group := s.PID()
	began := time.Now()
	s.Close()
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("closing took %s", took)
	}
	eventually(t, "the whole process group ends", func() bool { return !groupAlive(group) })
}

// alive reports whether a process runs; one that waits to be reaped does not.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	now := state(pid)
	return now != "Z" && now != "gone"
}

// state is the letter that Linux has for what a process does; "" elsewhere.
func state(pid int) string {
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if os.IsNotExist(err) {
		if _, err := os.Stat("/proc/self/stat"); err == nil {
			return "gone"
		}
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	letter, _, _ := strings.Cut(rest, " ")
	return letter
}

func groupAlive(group int) bool {
	entries, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(entries) == 0 {
		return syscall.Kill(-group, 0) == nil
	}
	for _, entry := range entries {
		stat, err := os.ReadFile(entry)
		if err != nil {
			continue // ended meanwhile
		}
		_, rest, _ := strings.Cut(string(stat), ") ")
		fields := strings.Fields(rest) // state, parent, group
		if len(fields) > 2 && fields[0] != "Z" && fields[2] == strconv.Itoa(group) {
			return true
		}
	}
	return false
}

func temporaryFolders(t *testing.T) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(os.TempDir(), "dd*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}
