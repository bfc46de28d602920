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
	fails(t, "TestPlayBadConnector", map[string]string{
		"stdout-read": "bytes to standard output",
		"leaky":       "a secret was logged",
		"writes":      "changed what it only may read",
		"forgetful":   "brings another book",
		"unsteady":    "two reads of the same source differ",
		"ghosts":      "customer D6 was sent twice",
		"crash-read":  "connector-crashed",
		"panic-check": "finds errors",
	})
}

func TestGoodClerkPasses(t *testing.T) {
	conformance.RunPostings(t, options(t, renamed(t, conformance.Build(t, generator), "clerk")))
}

func TestBadClerksFail(t *testing.T) {
	fails(t, "TestPlayBadClerk", map[string]string{
		"clerk-twice":   "was written a second time",
		"clerk-silent":  "does not say Already",
		"clerk-blind":   "is not found",
		"clerk-greedy":  "more than is open",
		"clerk-forgets": "is not as it was",
		"clerk-leaky":   "tells a secret",
		"write-refused": "The period is closed",
		"write-crash":   "exit status 7",
	})
}

// fails plays a test of this program with each connector, and wants a complaint.
func fails(t *testing.T, play string, complaints map[string]string) {
	t.Helper()
	built := conformance.Build(t, generator)
	for name, complaint := range complaints {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			again := exec.Command(os.Args[0], "-test.run=^"+play+"$")
			again.Env = append(os.Environ(), binaryEnv+"="+renamed(t, built, name))
			out, err := again.CombinedOutput()
			if err == nil || !strings.Contains(string(out), complaint) {
				t.Errorf("it passes, or nothing says %q:\n%s", complaint, out)
			}
		})
	}
}

// renamed gives the program under a name, which says how it behaves.
func renamed(t *testing.T, built, name string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), name)
	b, err := os.ReadFile(built)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(program, b, 0o700); err != nil {
		t.Fatal(err)
	}
	return program
}

// TestPlayBadConnector is the inner half of TestBadConnectorsFail.
func TestPlayBadConnector(t *testing.T) {
	if binary := played(t); binary != "" {
		conformance.Run(t, options(t, binary))
	}
}

// TestPlayBadClerk is the inner half of TestBadClerksFail.
func TestPlayBadClerk(t *testing.T) {
	if binary := played(t); binary != "" {
		conformance.RunPostings(t, options(t, binary))
	}
}

func played(t *testing.T) string {
	t.Helper()
	binary := os.Getenv(binaryEnv)
	if binary == "" {
		t.Skip("only runs inside another test")
	}
	return binary
}
