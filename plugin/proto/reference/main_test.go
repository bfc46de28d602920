package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"google.golang.org/protobuf/reflect/protoreflect"
)

const protocol = "../receivable/v1/connector.proto"

func TestThePageIsThatOfTheProtocol(t *testing.T) {
	var got strings.Builder
	if err := run([]string{protocol}, &got); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../../../docs/protocol.md")
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Error("docs/protocol.md is not what plugin/proto says any more: run `make gen`, or `go run ./plugin/proto/reference " +
			"plugin/proto/receivable/v1/connector.proto > docs/protocol.md`")
	}
}

// What came after 1.0 says since when it is there: itself, or the message that holds it.
func TestWhatWasAddedSaysSince(t *testing.T) {
	first, err := os.ReadFile("../receivable/v1/testdata/released/1.0.txt")
	if err != nil {
		t.Fatal(err)
	}
	file, err := parse(protocol)
	if err != nil {
		t.Fatal(err)
	}
	says := func(d protoreflect.Descriptor) bool {
		return regexp.MustCompile(`Since\s+\d+\.\d+`).MatchString(file.SourceLocations().ByDescriptor(d).LeadingComments)
	}
	was := func(line string) bool { return strings.Contains("\n"+string(first), "\n"+line) }
	for i := range file.Messages().Len() {
		m := file.Messages().Get(i)
		for j := range m.Fields().Len() {
			f := m.Fields().Get(j)
			if name := string(m.Name()) + "." + string(f.Name()); !was(name+" = ") && !says(f) && !says(m) {
				t.Errorf("%s was added and does not say since when", name)
			}
		}
	}
	calls := file.Services().Get(0).Methods()
	for i := range calls.Len() {
		if m := calls.Get(i); !was(string(m.Parent().FullName())+"."+string(m.Name())+"(") && !says(m) {
			t.Errorf("%s was added and does not say since when", m.FullName())
		}
	}
}

// A field that nobody has described stops the page.
func TestWhatHasNoCommentIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.proto")
	source := "// X\n// Version 1.0\nsyntax = \"proto3\";\n\n// M is a message.\nmessage M {\n  // A | B.\n  string a = 1;\n  string silent = 2;\n}\n"
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run([]string{path}, &out); err == nil || !strings.Contains(err.Error(), "M.silent") {
		t.Errorf("got %v", err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(source, "string silent", "// Said.\n  string silent", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run([]string{path}, &out); err != nil || !strings.Contains(out.String(), `| 1 | `+"`a`"+` | string | A \| B. |`) {
		t.Errorf("%v\n%s", err, out.String())
	}
	for _, args := range [][]string{nil, {"a", "b"}, {filepath.Join(t.TempDir(), "none.proto")}} {
		if run(args, &out) == nil {
			t.Errorf("%v is taken", args)
		}
	}
}
