package conformance

import (
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"testing"
)

// Build builds a main package into a temporary folder and returns the program.
// The program is called like the package's folder, which for a connector is its
// kind. The package is a path that the go command knows in the test's folder
// ("." for the connector's own).
func Build(tb testing.TB, pkg string) string {
	tb.Helper()
	absolute, err := filepath.Abs(pkg)
	if err != nil {
		tb.Fatal(err)
	}
	name := filepath.Base(absolute)
	if pkg != "." && pkg[0] != '.' {
		name = path.Base(pkg)
	}
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	program := filepath.Join(tb.TempDir(), name)
	if out, err := exec.Command("go", "build", "-o", program, pkg).CombinedOutput(); err != nil { //nolint:gosec // the connector under test
		tb.Fatalf("go build %s: %v\n%s", pkg, err, out)
	}
	return program
}
