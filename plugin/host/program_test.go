//go:build unix

package host_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/host"
)

func TestDiscoverFindsProgramsOnce(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	for path, mode := range map[string]os.FileMode{
		filepath.Join(first, "gnucash"):   0o755,
		filepath.Join(second, "gnucash"):  0o700,
		filepath.Join(second, "files"):    0o700,
		filepath.Join(second, "README"):   0o700,
		filepath.Join(second, "notes"):    0o600,
		filepath.Join(second, "x.sha256"): 0o700,
	} {
		if err := os.WriteFile(path, []byte(path), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(second, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	found, err := host.Discover(first, second, "", filepath.Join(first, "missing"))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || found[0].Kind != "files" || found[1].Kind != "gnucash" {
		t.Fatalf("found %+v", found)
	}
	if found[1].Path != filepath.Join(first, "gnucash") || len(found[1].Checksum) != 64 {
		t.Errorf("the first folder does not win: %+v", found[1])
	}
	one, there, err := host.Find("gnucash", first, second)
	if err != nil || !there || one != found[1] {
		t.Errorf("alone it is %+v, %v, %v", one, there, err)
	}
	if _, there, err := host.Find("notes", first, second); there || err != nil {
		t.Errorf("notes are a program: %v", err)
	}
}

func TestExposedProgramsAreMarked(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "gnucash")
	if err := os.WriteFile(path, nil, 0o700); err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[os.FileMode]bool{0o700: false, 0o755: false, 0o770: true, 0o777: true} {
		if err := os.Chmod(folder, mode); err != nil {
			t.Fatal(err)
		}
		p, err := host.Locate(path)
		if err != nil || p.Exposed != want {
			t.Errorf("folder with mode %o: exposed %v, %v", mode, p.Exposed, err)
		}
	}
}

func TestCatalogueStartsAProgramOnlyOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cache", "connectors.json")
	p := rogue(t, "generator")
	first := host.NewCatalogue(file)
	if _, known := first.Known(p); known {
		t.Fatal("known before it was asked")
	}
	d, err := first.Describe(t.Context(), p, host.Options{})
	if err != nil || d.Kind != "generator" {
		t.Fatalf("%+v, %v", d, err)
	}
	if err := os.Remove(p.Path); err != nil {
		t.Fatal(err)
	}
	d, err = host.NewCatalogue(file).Describe(t.Context(), p, host.Options{})
	if err != nil || d.Title.In() != "Generator" {
		t.Errorf("a second run asks the program again: %v", err)
	}
	p.Checksum = "00"
	if _, known := host.NewCatalogue(file).Known(p); known {
		t.Error("another program of the same kind is taken for this one")
	}
}

func TestBrokenCatalogueIsAnEmptyOne(t *testing.T) {
	file := filepath.Join(t.TempDir(), "connectors.json")
	p := rogue(t, "generator")
	for _, content := range []string{"", "{", `{"` + p.Checksum + `":{"kind":"generator"}}`} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, known := host.NewCatalogue(file).Known(p); known {
			t.Errorf("%q gives a description", content)
		}
	}
}
