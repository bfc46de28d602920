//go:build unix

package host

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A socket's path must fit into what the system has room for: where the folder for temporary files lies too deep, another is taken.
func TestTheFolderOfASessionIsShort(t *testing.T) {
	long := filepath.Join(t.TempDir(), strings.Repeat("deep/", 30))
	if err := os.MkdirAll(long, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", long)
	folder, err := sessionFolder()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if path := folder + "/plugin-dir4294967295/plugin4294967295"; len(path) > socketPath {
		t.Errorf("%s is %d letters long", path, len(path))
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may look into it: %v, %v", info, err)
	}
	if _, err := firstFolder(long, "", long+"er"); !errors.Is(err, errLongPath) {
		t.Errorf("%v", err)
	}
	s := &Session{gate: &logGate{}, words: &tail{}}
	if err := s.folderError(errLongPath); !strings.Contains(err.Error(), "too long") {
		t.Errorf("%v", err)
	}
	short, err := firstFolder(filepath.Join("/nowhere", "at-all"), "/tmp")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(short) })
}
