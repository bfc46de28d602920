//go:build linux

package host_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// random is what Go programs ask Windows for and Wine of Debian 12 does not have.
const random = `#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE b, SIZE_T n) {
	while (n) { ULONG k = n > 0x10000000 ? 0x10000000 : (ULONG)n; if (!SystemFunction036(b, k)) return FALSE; b += k; n -= k; }
	return TRUE;
}`

// windows is a Windows of the test's own, in a folder that goes with it.
type windows struct {
	t              *testing.T
	prefix, folder string
}

func newWindows(t *testing.T) *windows {
	t.Helper()
	for _, tool := range []string{"wine", "wineserver", "x86_64-w64-mingw32-gcc"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("skipped: %s is not installed (apt-get install wine wine64 gcc-mingw-w64-x86-64)", tool)
		}
	}
	if testing.Short() {
		t.Skip("skipped: setting up a Windows takes ten seconds")
	}
	w := &windows{t: t, folder: t.TempDir()}
	var disk syscall.Statfs_t
	if err := syscall.Statfs(w.folder, &disk); err != nil || disk.Bavail*uint64(disk.Bsize) < 1<<30 {
		t.Skipf("skipped: a Windows takes 700 MB in %s, and there are %d left", w.folder, disk.Bavail*uint64(disk.Bsize)>>20)
	}
	w.prefix = filepath.Join(w.folder, "prefix")
	w.must(w.command("wine", "wineboot", "-i"))
	t.Cleanup(func() { _ = w.command("wineserver", "-k", "-w").Run() })
	source := filepath.Join(w.folder, "random.c")
	if err := os.WriteFile(source, []byte(random), 0o600); err != nil {
		t.Fatal(err)
	}
	w.must(exec.Command("x86_64-w64-mingw32-gcc", "-shared", "-o", filepath.Join(w.prefix, "drive_c/windows/system32/bcryptprimitives.dll"), source, "-ladvapi32"))
	for _, program := range []string{"rogue", "keeper"} {
		build := exec.Command("go", "build", "-o", filepath.Join(w.folder, program+".exe"), "./internal/"+program)
		build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
		w.must(build)
	}
	return w
}

func (w *windows) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "WINEPREFIX="+w.prefix, "WINEARCH=win64", "WINEDEBUG=-all", "WINEDLLOVERRIDES=mscoree=;mshtml=", "DISPLAY=")
	return cmd
}

func (w *windows) must(cmd *exec.Cmd) {
	w.t.Helper()
	if text, err := cmd.CombinedOutput(); err != nil {
		w.t.Fatalf("%s: %v\n%s", cmd, err, text)
	}
}

// running finds the processes of a program that lie in the test's folder.
func (w *windows) running(program string) (pids []int) {
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, entry := range all {
		line, err := os.ReadFile(entry + "/cmdline")
		first, _, _ := strings.Cut(strings.ReplaceAll(string(line), `\`, "/"), "\x00")
		if err != nil || !strings.HasSuffix(first, filepath.Join(w.folder, program)) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(entry)); err == nil && alive(pid) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// The Windows program's connectors, and what they started, end with it when it
// is killed. Who tries to leave its job is not let out.
func TestNothingOutlivesAKilledDeskOnWindows(t *testing.T) {
	w := newWindows(t)
	for name, says := range map[string]string{
		"generator": "read true", "hang-read": "", "ignores-stop": "", "forks-plain": "read true", "forks-session": "read true", "forks-away": "read true",
		"forks-breakaway": "Access denied",
	} {
		t.Run(name, func(t *testing.T) {
			program := name + ".exe"
			copyFile(t, filepath.Join(w.folder, "rogue.exe"), filepath.Join(w.folder, program))
			_ = os.Remove(filepath.Join(w.folder, "children")) // of the one before
			keeper := w.command("wine", filepath.Join(w.folder, "keeper.exe"), filepath.Join(w.folder, program))
			out, err := keeper.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := keeper.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(out)
			if !lines.Scan() || !strings.HasPrefix(lines.Text(), "connector ") {
				t.Fatalf("the desk says %q, %v", lines.Text(), lines.Err())
			}
			if says != "" && (!lines.Scan() || !strings.Contains(lines.Text(), says)) {
				t.Errorf("the desk says %q, %v", lines.Text(), lines.Err())
			}
			desks, connectors := w.running("keeper.exe"), w.running(program)
			if len(desks) != 1 || len(connectors) == 0 || strings.HasPrefix(name, "forks-") && says == "read true" && len(connectors) < 2 {
				t.Fatalf("desks %v, connectors %v", desks, connectors)
			}
			if err := syscall.Kill(desks[0], syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			died := time.Now()
			eventually(t, "the connector and its children end", func() bool { return len(w.running(program)) == 0 })
			if took := time.Since(died); took > soon {
				t.Errorf("%v outlived the desk by %s", connectors, took)
			} else {
				t.Logf("%d processes ended within %s", len(connectors), took.Round(time.Millisecond))
			}
			_ = keeper.Wait() // it was killed
		})
	}
}
