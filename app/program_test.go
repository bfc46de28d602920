package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/rogpeppe/go-internal/testscript"
)

// asProgram makes the test binary the program itself, so that tests run it as a process of its own that can be killed.
const asProgram = "DUNNINGDESK_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	mailtest.Main()
	if os.Getenv(asProgram) != "" {
		underTest()
		main()
	}
	testscript.Main(tidied{m}, map[string]func(){"dunningdesk": main})
}

// tidied removes what the tests have built when they are through.
type tidied struct{ *testing.M }

// Run runs the tests.
func (m tidied) Run() int {
	defer func() {
		if built.folder != "" {
			_ = os.RemoveAll(built.folder)
		}
	}()
	return m.M.Run()
}

// built remembers the connectors that were built, for all tests of this package.
var built struct {
	sync.Mutex
	folder string
	errs   map[string]error // by kind
}

// connector builds the connector of a kind once, from the package it is made of, and gives its path.
func connector(kind, from string) (string, error) {
	built.Lock()
	defer built.Unlock()
	if built.folder == "" {
		var err error
		if built.folder, err = os.MkdirTemp("", "dunningdesk-connectors-"); err != nil {
			return "", err
		}
		built.errs = map[string]error{}
	}
	out := filepath.Join(built.folder, kind)
	if runtime.GOOS == "windows" {
		out += ".exe"
	}
	if err, done := built.errs[kind]; done {
		return out, err
	}
	text, err := exec.Command("go", "build", "-o", out, from).CombinedOutput()
	if err != nil {
		err = fmt.Errorf("building the connector %s: %w: %s", kind, err, text)
	}
	built.errs[kind] = err
	return out, err
}

// connectors builds every connector that ships with the program, and gives their folder.
func connectors() (string, error) {
	demo, err := connector("demo", "../connectors/demo")
	if err != nil {
		return "", err
	}
	folder := filepath.Dir(demo)
	text, err := exec.Command("go", "build", "-o", folder+string(filepath.Separator), "../connectors/...").CombinedOutput() // all at once: each alone takes as long as all
	if err != nil {
		return "", fmt.Errorf("building the connectors: %w: %s", err, text)
	}
	return folder, nil
}

// shared is the folder of recorded books beside the project, empty when it is not there.
func shared(t testing.TB) string {
	t.Helper()
	folder, err := filepath.Abs("../../shared")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "erp")); err != nil {
		return ""
	}
	return folder
}

// describedOnce asks every connector what it is, and gives what the program remembers of that: else each script asks them all again.
func describedOnce(t *testing.T, folder string) []byte {
	t.Helper()
	t.Setenv(connectorsVariable, folder)
	data := t.TempDir()
	if _, err := connectorsOf(data).Kinds(t.Context()); err != nil {
		t.Fatal(err)
	}
	known, err := os.ReadFile(filepath.Join(data, catalogueName))
	if err != nil {
		t.Fatal(err)
	}
	return known
}

// Each script of testdata/script is a story told with the program's verbs.
func TestScripts(t *testing.T) {
	folder, err := connectors()
	if err != nil {
		t.Fatal(err)
	}
	known := describedOnce(t, folder)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			if err := os.MkdirAll(filepath.Join(e.WorkDir, "data"), 0o700); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(e.WorkDir, "data", catalogueName), known, 0o600); err != nil {
				return err
			}
			e.Setenv(connectorsVariable, folder)
			e.Setenv(dataVariable, filepath.Join(e.WorkDir, "data"))
			e.Setenv("DUNNINGDESK_SECRETS", "file")
			e.Setenv("LOGIN", loginName())
			e.Setenv("SHARED", shared(t))
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "shared" {
				return shared(t) != "", nil
			}
			if tool, ok := strings.CutPrefix(cond, "tool:"); ok {
				_, err := exec.LookPath(tool)
				return err == nil, nil
			}
			return false, os.ErrInvalid
		},
	})
}
