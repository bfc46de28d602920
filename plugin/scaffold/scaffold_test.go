package scaffold_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/scaffold"
)

func checkout(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOWORK=off")
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s in %s: %v\n%s", cmd, dir, err, text)
	}
	return string(text)
}

// What an outsider is given builds, is clean, and passes the conformance suite before a line of it is changed.
func TestANewConnectorPassesAtOnce(t *testing.T) {
	made, err := scaffold.New(scaffold.Order{Kind: "my-books", Here: t.TempDir(), Source: checkout(t)})
	if err != nil {
		t.Fatal(err)
	}
	if !made.Outside || !made.Bound {
		t.Errorf("made %+v", made)
	}
	if unclean := run(t, made.Dir, "gofmt", "-l", "."); unclean != "" {
		t.Errorf("gofmt would change %s", unclean)
	}
	run(t, made.Dir, "go", "vet", ".")
	run(t, made.Dir, "go", "test", "-count=1", ".")
	if said := run(t, made.Dir, "go", "run", ".", "--describe"); !strings.Contains(said, "# My Books") {
		t.Errorf("it describes itself as\n%s", said)
	}
}

// In a checkout it is one more of the connectors, and no module.
func TestANewConnectorInACheckoutLiesAmongTheOthers(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte("module "+scaffold.Module+"\n\ngo 1.26.0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	deep := filepath.Join(root, "app", "desk")
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	made, err := scaffold.New(scaffold.Order{Kind: "x1", Here: deep})
	if err != nil {
		t.Fatal(err)
	}
	if made.Outside || made.Dir != filepath.Join(root, "connectors", "x1") {
		t.Errorf("made %+v", made)
	}
	want := "README.md client.go connector.go connector_test.go main.go mapping.go testdata/golden.json"
	if got := strings.Join(made.Files, " "); got != want {
		t.Errorf("made %s", got)
	}
}

func TestWrongOrdersMakeNothing(t *testing.T) {
	here := t.TempDir()
	for _, kind := range []string{"", "My", "1a", "a_b", "a/b", "..", "a-", strings.Repeat("a", 41), "å"} {
		if _, err := scaffold.New(scaffold.Order{Kind: kind, Here: here}); !errors.Is(err, scaffold.ErrName) {
			t.Errorf("%q: %v", kind, err)
		}
	}
	if _, err := scaffold.New(scaffold.Order{Kind: "a", Here: here, Source: here}); !errors.Is(err, scaffold.ErrSource) {
		t.Errorf("a source that is none: %v", err)
	}
	if left, err := os.ReadDir(here); err != nil || len(left) > 0 {
		t.Errorf("%v was made, %v", left, err)
	}
	taken := filepath.Join(here, "taken")
	if err := os.WriteFile(taken, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := scaffold.New(scaffold.Order{Kind: "taken", Here: here}); !errors.Is(err, scaffold.ErrExists) {
		t.Errorf("what is there: %v", err)
	}
	if text, err := os.ReadFile(taken); err != nil || string(text) != "mine" {
		t.Errorf("it was written over: %q, %v", text, err)
	}
}
