package durable

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// watched gives the folders that are flushed, in order, from below root.
func watched(t *testing.T, root string) *[]string {
	t.Helper()
	var flushed []string
	flush = func(dir string) error {
		name, err := filepath.Rel(root, dir)
		flushed = append(flushed, filepath.ToSlash(name))
		return errors.Join(err, flushFolder(dir))
	}
	t.Cleanup(func() { flush = flushFolder })
	return &flushed
}

func TestANameIsFlushedWithItsFolder(t *testing.T) {
	root := t.TempDir()
	flushed := watched(t, root)
	dir := filepath.Join(root, "letters", "2026")
	for range 2 { // the second time it is there
		if err := Folder(dir); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{".", "letters"}, *flushed); diff != "" {
		t.Error(diff)
	}
	part, name := filepath.Join(dir, ".part"), filepath.Join(dir, "1.pdf")
	for _, contents := range []string{"first", "second"} {
		if err := os.WriteFile(part, []byte(contents), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Rename(part, name); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != contents {
			t.Errorf("%q, %v", got, err)
		}
	}
	if diff := cmp.Diff([]string{".", "letters", "letters/2026", "letters/2026"}, *flushed); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCannotBeKeptIsAnError(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if Folder(file) == nil || Folder(filepath.Join(file, "below")) == nil {
		t.Error("a file is no folder")
	}
	if Rename(filepath.Join(root, "missing"), file) == nil {
		t.Error("a file that is not there was renamed")
	}
	watched(t, root)
	flush = func(string) error { return errors.New("the disk is gone") }
	if Rename(file, filepath.Join(root, "other")) == nil {
		t.Error("a name that may not be on the disk counts as kept")
	}
}
