package secret

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func TestFileIsForItsOwnerAlone(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	mustSet(t, open(t, folder, placed(File)), "mail/password", "hunter2")
	if runtime.GOOS == "windows" {
		t.Skip("Windows guards the user's folder, not the file's mode")
	}
	for name, want := range map[string]fs.FileMode{folder: 0o700, filepath.Join(folder, fileName): 0o600} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has the mode %o, want %o", filepath.Base(name), got, want)
		}
	}
}

func TestFileThatOthersCanReadIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows guards the user's folder, not the file's mode")
	}
	folder := t.TempDir()
	store := open(t, folder, placed(File))
	mustSet(t, store, "mail/password", "hunter2")
	if err := os.Chmod(filepath.Join(folder, fileName), 0o640); err != nil {
		t.Fatal(err)
	}
	_, err := store.Get(t.Context(), "mail/password")
	wantCode(t, err, FileExposed)
	wantCode(t, store.Set(t.Context(), "other", "value"), FileExposed)
}

func TestDamagedFileIsLeftAsItIs(t *testing.T) {
	for name, text := range map[string]string{
		"cut short":    `{"version":1,"secrets":{"mail/password":"hunt`,
		"empty":        "",
		"another form": `["hunter2"]`,
		"newer":        `{"version":2,"secrets":{"mail/password":"hunter2"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, fileName)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			store := open(t, folder, placed(File))
			_, err := store.Get(t.Context(), "mail/password")
			wantCode(t, err, FileDamaged)
			if strings.Contains(err.Error(), "hunt") {
				t.Errorf("the error tells what is in the file: %v", err)
			}
			wantCode(t, store.Set(t.Context(), "mail/password", "new"), FileDamaged)
			if after, err := os.ReadFile(path); err != nil || string(after) != text {
				t.Errorf("the file became %q, %v", after, err)
			}
		})
	}
}

func TestUnwritableFolderIsSaidSo(t *testing.T) {
	// A file where the folder should be stops every user, the superuser too.
	blocked := filepath.Join(t.TempDir(), "data")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wantCode(t, open(t, blocked, placed(File)).Set(t.Context(), "mail/password", "hunter2"), fault.Unavailable)
}

// Two stores on one file are two programs: neither may lose what the other keeps.
func TestTwoProgramsOnOneFile(t *testing.T) {
	folder := t.TempDir()
	keys := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	var together sync.WaitGroup
	for _, key := range keys {
		store := open(t, folder, placed(File))
		together.Go(func() {
			if err := store.Set(t.Context(), key, "secret of "+key); err != nil {
				t.Error(err)
			}
		})
	}
	together.Wait()
	store := open(t, folder, placed(File))
	for _, key := range keys {
		if got, err := store.Get(t.Context(), key); err != nil || got != "secret of "+key {
			t.Errorf("%s: got %q, %v", key, got, err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(folder, "*.tmp")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
