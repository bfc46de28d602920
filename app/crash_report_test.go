package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func stumble(folder string, mistake func()) (err error) {
	defer keepCrash(folder, &err)
	mistake()
	return nil
}

func TestAMistakeLeavesAFileWithoutCustomers(t *testing.T) {
	customers := []string{"Fjordfisk AS"}
	for name, c := range map[string]struct {
		mistake func()
		kept    string
	}{
		"of the runtime": {func() { _ = customers[len(customers)] }, "index out of range"},
		"composed":       {func() { panic("no level for " + customers[0]) }, "a value of type string, kept out"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			err := stumble(folder, c.mistake)
			files, _ := filepath.Glob(filepath.Join(folder, "crash-*.log"))
			if !fault.Has(err, fault.Internal) || len(files) != 1 || !strings.Contains(words.Sentence(err), filepath.Base(files[0])) {
				t.Fatalf("error %v, files %v", err, files)
			}
			text, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(text), c.kept) || !strings.Contains(string(text), "crash_report_test.go") {
				t.Errorf("the file does not say what and where:\n%s", text)
			}
			if strings.Contains(string(text), "Fjordfisk") {
				t.Error("the file names a customer")
			}
			if info, err := os.Stat(files[0]); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the file lies open: %v %v", info.Mode(), err)
			}
		})
	}
}

func TestNoMistakeLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	if err := stumble(folder, func() {}); err != nil {
		t.Error(err)
	}
	if files, _ := os.ReadDir(folder); len(files) != 0 {
		t.Errorf("left %v", files)
	}
}
