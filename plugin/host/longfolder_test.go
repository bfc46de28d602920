//go:build unix

package host_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// A connector starts also where the folder for temporary files lies so deep that no socket has room there.
func TestAConnectorStartsUnderALongTemporaryFolder(t *testing.T) {
	p := rogue(t, "well")
	long := filepath.Join(t.TempDir(), strings.Repeat("deep/", 30))
	if err := os.MkdirAll(long, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", long)
	if _, err := start(t, p, host.Options{}).Describe(t.Context()); err != nil {
		t.Fatal(err)
	}
}
