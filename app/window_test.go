package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// screen is a display of its own that nobody looks at.
type screen struct {
	t       *testing.T
	display string
	said    *log // what the program that was started last says
}

// windowPatience is how long a window may take to do what a test waits for, on a machine with much else to do.
const windowPatience = 4 * time.Minute

func newScreen(t *testing.T) *screen {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("needs an X server without a monitor")
	}
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	number, numbers, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{numbers}
	if err := server.Start(); err != nil {
		t.Skip("Xvfb does not start:", err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill() // it holds nothing
		_ = server.Wait()
	})
	_ = numbers.Close() // the server has its own
	line := make([]byte, 16)
	n, err := number.Read(line) // comes when the server is ready, or ends with it
	if err != nil {
		t.Skip("Xvfb gives no display:", err)
	}
	return &screen{t: t, display: ":" + strings.TrimSpace(string(line[:n])), said: &log{}}
}

func (s *screen) tool(args ...string) (string, error) {
	cmd := exec.CommandContext(s.t.Context(), "xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err
}

// until waits for a condition.
func (s *screen) until(what string, holds func() bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), windowPatience)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			s.t.Fatalf("waited in vain: %s; the program said\n%s", what, s.said)
		}
	}
}

// title waits for a window whose title holds some words.
func (s *screen) title(part string) {
	s.t.Helper()
	s.until("a window named "+part, func() bool {
		_, err := s.tool("search", "--onlyvisible", "--name", part)
		return err == nil
	})
}

// log is what a process says, readable while it runs.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// start runs the real program on the screen. It is stopped with the test at the latest.
func (s *screen) start(cmd *exec.Cmd) (*exec.Cmd, *log) {
	s.t.Helper()
	said := &log{}
	s.said = said
	cmd.Stdout, cmd.Stderr = said, said
	cmd.Env = append(cmd.Env, "DISPLAY="+s.display, "WAYLAND_DISPLAY=", "LANG=en_GB.UTF-8", "LC_ALL=en_GB.UTF-8", "DUNNINGDESK_DEBUG=1",
		"DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent", "XDG_RUNTIME_DIR="+s.t.TempDir())
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = cmd.Process.Kill() }) // has ended already when all is well
	return cmd, said
}

// ends waits for the end of a process, and gives its status.
func (s *screen) ends(cmd *exec.Cmd, said *log) int {
	s.t.Helper()
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		var ended *exec.ExitError
		if err != nil && !errors.As(err, &ended) {
			s.t.Fatal(err)
		}
	case <-time.After(windowPatience):
		s.t.Fatalf("the program does not end; it said\n%s", said)
	}
	return cmd.ProcessState.ExitCode()
}

// window is the program without a verb, on the office's book.
func (o *office) window() *exec.Cmd { return o.command() }

func (s *screen) opens(o *office) (*exec.Cmd, *log) {
	s.t.Helper()
	cmd, said := s.start(o.window())
	s.title("Dunning Desk")
	s.until("the first frame", func() bool { return strings.Contains(said.String(), "the window is open") })
	return cmd, said
}

func TestTheWindowOpensAndClosesCleanly(t *testing.T) {
	s, o := newScreen(t), newOffice(t)
	cmd, said := s.opens(o)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := s.ends(cmd, said); status != 0 {
		t.Errorf("status %d\n%s", status, said)
	}
	o.untouched(t, said)
}

func TestClosingTheWindowEndsTheProgram(t *testing.T) {
	s, o := newScreen(t), newOffice(t)
	cmd, said := s.opens(o)
	s.until("the window goes", func() bool { // the key is lost while the window is not yet looking
		_, _ = s.tool("mousemove", "640", "20", "key", "ctrl+q")
		_, err := s.tool("search", "--onlyvisible", "--name", "Dunning Desk")
		return err != nil
	})
	if status := s.ends(cmd, said); status != 0 {
		t.Errorf("status %d\n%s", status, said)
	}
	o.untouched(t, said)
}

// untouched checks that a window left nothing behind but the book.
func (o *office) untouched(t *testing.T, said *log) {
	t.Helper()
	for _, word := range []string{"panic", "DATA RACE", "Error in Fyne call thread", "did not"} {
		if strings.Contains(said.String(), word) {
			t.Errorf("the program said %q:\n%s", word, said)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(o.dir, "data", "crash-*")); len(left) != 0 {
		t.Errorf("left %v", left)
	}
	for _, end := range []string{"-wal", ".window"} {
		if info, err := os.Stat(o.book + end); err == nil && info.Size() > 0 {
			t.Errorf("%s%s was left behind", filepath.Base(o.book), end)
		}
	}
	o.must("log", "verify")
}

func TestASecondStartEndsAndTheFirstGoesOn(t *testing.T) {
	s, o := newScreen(t), newOffice(t)
	first, firstSaid := s.opens(o)
	second, said := s.start(o.window())
	if status := s.ends(second, said); status != 0 || !strings.Contains(said.String(), "open in another window") {
		t.Errorf("the second start: status %d\n%s", status, said)
	}
	s.title("Dunning Desk")
	if err := first.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := s.ends(first, firstSaid); status != 0 {
		t.Errorf("status %d\n%s", status, firstSaid)
	}
}

// Whoever starts the program from an icon sees no terminal: what is wrong must stand in the window.
func TestABookThatCannotBeOpenedIsSaidInTheWindow(t *testing.T) {
	s, o := newScreen(t), newOffice(t)
	if err := os.WriteFile(o.book, []byte("this is no book"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd, said := s.start(o.window())
	s.title("Dunning Desk")
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := s.ends(cmd, said); status == 0 {
		t.Errorf("a book that cannot be opened ended with status 0\n%s", said)
	}
}

func TestWithoutADisplayTheProgramSaysSo(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems always have a display")
	}
	o := newOffice(t)
	cmd := o.window()
	cmd.Env = append(cmd.Env, "DISPLAY=", "WAYLAND_DISPLAY=")
	if end := finish(t, cmd); end.status != 1 || !strings.Contains(end.err, "no display") {
		t.Errorf("%s", end)
	}
}

// While there is no book the program asks how to begin, and the demo company is one click away.
func TestTheFirstStartAsksHowToBegin(t *testing.T) {
	s, o := newScreen(t), emptyOffice(t)
	o.install("demo", "../connectors/demo")
	cmd := o.command()
	cmd.Args = cmd.Args[:1] // no book is named
	cmd, said := s.start(cmd)
	s.title("Dunning Desk")
	s.until("the first frame", func() bool { return strings.Contains(said.String(), "the window is open") })
	demo := filepath.Join(o.dir, "data", demoBook)
	s.until("the demo company is open", func() bool {
		if _, err := os.Stat(demo + ".lock"); err == nil {
			return true
		}
		if _, err := os.Stat(demo + ".new"); err != nil { // not begun: choose the second way, then the button
			for _, at := range []string{"600 265", "1170 768"} {
				x, y, _ := strings.Cut(at, " ")
				if _, err := s.tool("mousemove", x, y, "click", "1"); err != nil {
					t.Fatal(err)
				}
			}
		}
		return false
	})
	s.title("Today")
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := s.ends(cmd, said); status != 0 {
		t.Errorf("status %d\n%s", status, said)
	}
	if _, err := os.Stat(filepath.Join(o.dir, "data", bookName)); err == nil {
		t.Error("looking around made a book of one's own")
	}
}
