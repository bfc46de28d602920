package receivablev1_test

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"google.golang.org/protobuf/reflect/protoreflect"
)

func TestVersionInTheFileIsTheGoConstant(t *testing.T) {
	source, err := os.ReadFile("connector.proto")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^// Version (\d+\.\d+)$`).FindSubmatch(source)
	if found == nil {
		t.Fatal("connector.proto has no line \"// Version x.y\"")
	}
	if string(found[1]) != spec.ProtocolVersion {
		t.Errorf("connector.proto is version %s, spec.ProtocolVersion is %s", found[1], spec.ProtocolVersion)
	}
	if major := fmt.Sprintf("%d.", spec.ProtocolMajor); !strings.HasPrefix(spec.ProtocolVersion, major) {
		t.Errorf("spec.ProtocolVersion %s does not start with the major %d", spec.ProtocolVersion, spec.ProtocolMajor)
	}
}

// testdata/released.txt lists what a released version promises. Lines are only
// ever added, when a version is released: UPDATE_RELEASED=1 go test.
func TestReleasedContractIsKept(t *testing.T) {
	const file = "testdata/released.txt"
	have := contract(receivablev1.File_connector_proto)
	if os.Getenv("UPDATE_RELEASED") != "" {
		if err := os.WriteFile(file, []byte(strings.Join(have, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	released, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer released.Close()
	lines := bufio.NewScanner(released)
	for lines.Scan() {
		if !slices.Contains(have, lines.Text()) {
			t.Errorf("the released protocol promises %q, connector.proto no longer keeps it", lines.Text())
		}
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
}

// contract writes everything that other programs may rely on, a line each.
func contract(file protoreflect.FileDescriptor) []string {
	var out []string
	for i := range file.Messages().Len() {
		m := file.Messages().Get(i)
		for j := range m.Fields().Len() {
			f := m.Fields().Get(j)
			out = append(out, fmt.Sprintf("%s.%s = %d %s %s", m.Name(), f.Name(), f.Number(), f.Cardinality(), typeOf(f)))
		}
	}
	for i := range file.Enums().Len() {
		e := file.Enums().Get(i)
		for j := range e.Values().Len() {
			v := e.Values().Get(j)
			out = append(out, fmt.Sprintf("%s.%s = %d", e.Name(), v.Name(), v.Number()))
		}
	}
	for i := range file.Services().Len() {
		s := file.Services().Get(i)
		for j := range s.Methods().Len() {
			m := s.Methods().Get(j)
			out = append(out, fmt.Sprintf("%s.%s(%s) %s streaming=%v", s.FullName(), m.Name(), m.Input().Name(), m.Output().Name(), m.IsStreamingServer()))
		}
	}
	slices.Sort(out)
	return out
}

func typeOf(f protoreflect.FieldDescriptor) string {
	switch {
	case f.IsMap():
		return fmt.Sprintf("map<%s,%s>", f.MapKey().Kind(), f.MapValue().Kind())
	case f.Message() != nil:
		return string(f.Message().Name())
	case f.Enum() != nil:
		return string(f.Enum().Name())
	default:
		return f.Kind().String()
	}
}
