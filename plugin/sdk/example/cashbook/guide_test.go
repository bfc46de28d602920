package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The guide shows this program. What people copy from it must be what is
// compiled and tested here.
func TestGuideShowsThisProgram(t *testing.T) {
	guide, err := os.ReadFile("../../../../docs/connector-guide.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"main.go", "connector.go", "client.go", "mapping.go", "connector_test.go"} {
		source, err := os.ReadFile(filepath.Clean(file))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(guide), "`"+file+"`\n\n```go\n"+string(source)+"```\n") {
			t.Errorf("docs/connector-guide.md does not show %s as it is, under its name", file)
		}
	}
}
