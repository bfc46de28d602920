package main

import (
	"context"
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
		os.Exit(run(context.Background(), os.Args[1:]))
	}
	testscript.Main(m, map[string]func(){"dunningdesk": main})
}

// connectors builds every connector once for all tests of this package.
var connectors = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "dunningdesk-connectors-")
	if err != nil {
		return "", err
	}
	mains, err := filepath.Glob("../connectors/*/main.go")
	if err != nil {
		return "", err
	}
	for _, file := range mains {
		kind := filepath.Base(filepath.Dir(file))
		out := filepath.Join(folder, kind)
		if runtime.GOOS == "windows" {
			out += ".exe"
		}
		if text, err := exec.Command("go", "build", "-o", out, "../connectors/"+kind).CombinedOutput(); err != nil {
			return "", &exec.Error{Name: "go build " + kind + ": " + string(text), Err: err}
		}
	}
	return folder, nil
})

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

// Each script of testdata/script is a story told with the program's verbs.
func TestScripts(t *testing.T) {
	folder, err := connectors()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv(connectorsVariable, folder)
			e.Setenv(dataVariable, filepath.Join(e.WorkDir, "data"))
			e.Setenv("DUNNINGDESK_SECRETS", "file")
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
