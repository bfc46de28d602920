package receivablev1_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
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

// out are the versions that are out, each with the checksum of testdata/released/x.y.txt. A version is added here when it is
// released, and stays as it is for good.
var out = map[string]string{
	"1.0": "75157867ab62eac590dc248376651ec79b4dd29be426ce27fc708cc2e2c79528",
}

// What a version that is out promises is kept for good: nothing of it is removed, renamed, renumbered or given another type.
func TestReleasedContractIsKept(t *testing.T) {
	have := contract(receivablev1.File_connector_proto)
	for version, sum := range out {
		text, err := os.ReadFile(filepath.Join("testdata", "released", version+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(text)); got != sum {
			t.Errorf("what version %s promises was changed: it has the checksum %s", version, got)
		}
		for _, broken := range missing(lines(text), have) {
			t.Errorf("version %s promises %q, connector.proto no longer keeps it", version, broken)
		}
	}
}

// testdata/released.txt lists what the version at work promises: UPDATE_RELEASED=1 go test writes it anew. What is added to a
// version that is out makes a new one.
func TestContractIsListed(t *testing.T) {
	const file = "testdata/released.txt"
	have := contract(receivablev1.File_connector_proto)
	if os.Getenv("UPDATE_RELEASED") != "" {
		if err := os.WriteFile(file, []byte(strings.Join(have, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range missing(lines(text), have) {
		t.Errorf("%s promises %q, connector.proto does not keep it", file, l)
	}
	for _, l := range missing(have, lines(text)) {
		t.Errorf("%s does not list %q (UPDATE_RELEASED=1 writes it)", file, l)
	}
	if sum, isOut := out[spec.ProtocolVersion]; isOut && fmt.Sprintf("%x", sha256.Sum256(text)) != sum {
		t.Errorf("version %s is out: what is added belongs to the next", spec.ProtocolVersion)
	}
}

// A contract that breaks in any of these ways is told.
func TestEveryBreakIsSeen(t *testing.T) {
	have := contract(receivablev1.File_connector_proto)
	for name, change := range map[string][2]string{
		"a removed field":      {"Item.open = 9 optional sint64", ""},
		"a renamed field":      {"Item.open = 9 optional sint64", "Item.left = 9 optional sint64"},
		"a new type":           {"Item.open = 9 optional sint64", "Item.open = 9 optional int64"},
		"a reused number":      {"Item.open = 9 optional sint64", "Item.open = 16 optional sint64"},
		"one of many":          {"Item.open = 9 optional sint64", "Item.open = 9 repeated sint64"},
		"a changed enum value": {"ItemKind.ITEM_KIND_CREDIT = 2", "ItemKind.ITEM_KIND_CREDIT = 5"},
		"a removed call":       {"receivable.v1.Connector.Check(CheckRequest) CheckResponse streaming=false", ""},
		"a call that streams":  {"receivable.v1.Connector.Check(CheckRequest) CheckResponse streaming=false", "receivable.v1.Connector.Check(CheckRequest) CheckResponse streaming=true"},
		"a left oneof":         {"ReadResponse.batch in oneof event", ""},
		"a lost absence":       {"Debtor.credit_limit can be absent", ""},
	} {
		broken := slices.Clone(have)
		i := slices.Index(broken, change[0])
		if i < 0 {
			t.Fatalf("%s: the contract has no line %q", name, change[0])
		}
		broken[i] = change[1]
		if got := missing(have, broken); !slices.Equal(got, []string{change[0]}) {
			t.Errorf("%s: told is %q", name, got)
		}
	}
}

func lines(text []byte) []string { return strings.Split(strings.TrimSpace(string(text)), "\n") }

// missing are the promises that are not kept.
func missing(promised, kept []string) (out []string) {
	for _, l := range promised {
		if !slices.Contains(kept, l) {
			out = append(out, l)
		}
	}
	return out
}

// contract writes everything that other programs may rely on, a line each.
func contract(file protoreflect.FileDescriptor) []string {
	var out []string
	for i := range file.Messages().Len() {
		m := file.Messages().Get(i)
		for j := range m.Fields().Len() {
			f := m.Fields().Get(j)
			out = append(out, fmt.Sprintf("%s.%s = %d %s %s", m.Name(), f.Name(), f.Number(), f.Cardinality(), typeOf(f)))
			if one := f.ContainingOneof(); one != nil && !one.IsSynthetic() {
				out = append(out, fmt.Sprintf("%s.%s in oneof %s", m.Name(), f.Name(), one.Name()))
			}
			if f.HasOptionalKeyword() {
				out = append(out, fmt.Sprintf("%s.%s can be absent", m.Name(), f.Name()))
			}
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
			if m.IsStreamingClient() {
				out = append(out, fmt.Sprintf("%s.%s takes a stream", s.FullName(), m.Name()))
			}
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
