package sqlite_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/store"
)

// A file that may not be written is said to be that. The superuser may write everything, so another program looks at it
// in the name of somebody who may not.
func TestAReadOnlyBookIsRefused(t *testing.T) {
	cases := map[string]struct{ file, folder os.FileMode }{
		"file":            {0o444, 0o777},
		"file and folder": {0o444, 0o555},
		"folder":          {0o666, 0o555},
	}
	for name, mode := range cases {
		t.Run(name, func(t *testing.T) {
			dir, err := os.MkdirTemp("", "book") //nolint:usetesting // another user must be able to enter every folder above it
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.Chmod(dir, 0o700); _ = os.RemoveAll(dir) })
			path, program := filepath.Join(dir, "desk.book"), filepath.Join(dir, "program")
			copyFile(t, newBook(t), path, mode.file)
			copyFile(t, os.Args[0], program, 0o755)
			if err := os.Chmod(dir, mode.folder); err != nil {
				t.Fatal(err)
			}
			cmd := another(t, "open", path)
			cmd.Path, cmd.Dir = program, "/"
			if os.Geteuid() == 0 {
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
			}
			out, err := cmd.Output()
			if err == nil || !strings.HasPrefix(string(out), string(store.ReadOnly)) {
				t.Errorf("the other program says %q, %v; want %s", out, err, store.ReadOnly)
			}
		})
	}
}

func copyFile(t *testing.T, from, to string, mode os.FileMode) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o700)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(to, mode); err != nil {
		t.Fatal(err)
	}
}
