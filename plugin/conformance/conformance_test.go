//go:build unix

package conformance_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
)

const (
	generator = "../host/internal/rogue"
	binaryEnv = "CONFORMANCE_TEST_BINARY"
)

func options(t *testing.T, binary string) conformance.Options {
	t.Helper()
	book := filepath.Join(t.TempDir(), "book")
	if err := os.WriteFile(book, []byte("a book"), 0o600); err != nil {
		t.Fatal(err)
	}
	return conformance.Options{
		Binary:   binary,
		Settings: map[string]string{"debtors": "2500", "items": "1", "book": book},
		Secrets:  map[string]string{"password": "hunter22"},
	}
}

func TestGoodConnectorPasses(t *testing.T) {
	golden := filepath.Join(t.TempDir(), "golden.json")
	o := options(t, conformance.Build(t, generator))
	o.Golden = golden
	t.Setenv("UPDATE_GOLDEN", "1")
	got := conformance.Run(t, o)
	if len(got.Debtors) != 2500 || len(got.Items) != 2500 {
		t.Errorf("%d customers, %d items", len(got.Debtors), len(got.Items))
	}
}

// A suite that cannot fail proves nothing: each of these connectors breaks one
// rule, and a second run of this test program must find it.
func TestBadConnectorsFail(t *testing.T) {
	built := conformance.Build(t, generator)
	for name, complaint := range map[string]string{
		"stdout-read": "bytes to standard output",
		"leaky":       "a secret was logged",
		"writes":      "changed what it only may read",
		"forgetful":   "brings another book",
		"unsteady":    "two reads of the same source differ",
		"ghosts":      "customer D6 was sent twice",
		"crash-read":  "connector-crashed",
		"panic-check": "finds errors",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			program := filepath.Join(t.TempDir(), name)
			b, err := os.ReadFile(built)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(program, b, 0o700); err != nil {
				t.Fatal(err)
			}
			again := exec.Command(os.Args[0], "-test.run=^TestPlayBadConnector$")
			again.Env = append(os.Environ(), binaryEnv+"="+program)
			out, err := again.CombinedOutput()
			if err == nil || !strings.Contains(string(out), complaint) {
				t.Errorf("it passes, or nothing says %q:\n%s", complaint, out)
			}
		})
	}
}

// TestPlayBadConnector is the inner half of TestBadConnectorsFail.
func TestPlayBadConnector(t *testing.T) {
	binary := os.Getenv(binaryEnv)
	if binary == "" {
		t.Skip("only runs inside TestBadConnectorsFail")
	}
	conformance.Run(t, options(t, binary))
}
