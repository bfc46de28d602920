package conformance

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

// fixtures are the files a connector reads, with their checksums.
type fixtures struct {
	roots []string
	sums  map[string]string
}

func fixturesOf(t *testing.T, d spec.Description, settings map[string]string) fixtures {
	t.Helper()
	f := fixtures{}
	for _, field := range d.Fields {
		if field.Type == spec.FieldFile || field.Type == spec.FieldFolder {
			if path := settings[field.Key]; path != "" {
				f.roots = append(f.roots, path)
			}
		}
	}
	f.sums = f.hash(t)
	return f
}

// hash also looks at what lies beside a file under its name: a database that is
// opened for writing leaves "-journal" and "-wal" files behind.
func (f fixtures) hash(t *testing.T) map[string]string {
	t.Helper()
	sums := map[string]string{}
	add := func(path string) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		sums[path] = hex.EncodeToString(sum[:])
	}
	for _, root := range f.roots {
		beside, err := filepath.Glob(root + "*")
		if err != nil {
			t.Fatal(err)
		}
		for _, start := range beside {
			err := filepath.WalkDir(start, func(path string, entry fs.DirEntry, err error) error {
				if err == nil && entry.Type().IsRegular() {
					add(path)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return sums
}

func (f fixtures) same(t *testing.T) {
	t.Helper()
	if diff := cmp.Diff(f.sums, f.hash(t)); diff != "" {
		t.Errorf("the connector changed what it only may read (checksums before and after):\n%s", diff)
	}
}

func (l *lab) filesUntouched(t *testing.T) { l.fixtures.same(t) }

// keptSecrets looks for the mark that the host puts in a secret's place: the
// host has kept it out of the log, but the connector should not have said it.
func (l *lab) keptSecrets(t *testing.T) {
	if line := l.log.lineWith(spec.Redacted); line != "" {
		t.Errorf("a secret was logged: %s", line)
	}
	for _, d := range l.said {
		if text := d.Error() + d.Detail; strings.Contains(text, spec.Redacted) {
			t.Errorf("a diagnostic tells a secret: %s", text)
		}
	}
}
