package contract

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// object is a JSON object as it was decoded.
type object = map[string]any

// Description is a vendor's description of an API.
type Description struct {
	root object
}

// Open reads api/NAME ("xero/spec.yaml") of the folder shared beside the repository. A test whose description is not there is
// skipped.
func Open(t testing.TB, name string) *Description {
	t.Helper()
	found := find(t, filepath.Join("shared", "api", filepath.FromSlash(name)))
	if found == "" {
		t.Skipf("skipped: the description %s is not here", name)
	}
	text, err := os.ReadFile(found)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return d
}

// find looks for a file beside the folders above the test.
func find(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return filepath.Join(dir, name)
		}
	}
	return ""
}

// Parse reads a description in JSON or YAML.
func Parse(text []byte) (*Description, error) {
	d := &Description{}
	if strings.HasPrefix(strings.TrimSpace(string(text)), "{") {
		return d, json.Unmarshal(text, &d.root)
	}
	return d, yaml.Unmarshal(text, &d.root)
}

// resolve follows a reference within the description, and puts together what a schema is all of.
func (d *Description) resolve(value any) object {
	o, _ := value.(object)
	for range 20 { // references may go round
		ref, ok := o["$ref"].(string)
		if !ok {
			break
		}
		var at any = d.root
		for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
			at = in(at, strings.NewReplacer("~1", "/", "~0", "~").Replace(part))
		}
		o, _ = at.(object)
	}
	all := list(o, "allOf")
	if len(all) == 0 {
		return o
	}
	whole := maps.Clone(o)
	properties := maps.Clone(d.resolve(o["properties"]))
	if properties == nil {
		properties = object{}
	}
	for _, part := range all {
		one := d.resolve(part)
		maps.Copy(properties, d.resolve(one["properties"]))
		if whole["type"] == nil {
			whole["type"] = one["type"]
		}
	}
	delete(whole, "allOf")
	whole["properties"] = properties
	return whole
}

// operation is one method of one path.
type operation struct {
	route      string // as the description writes it
	parameters []object
	values     map[string]string // of the path's parameters
	raw        object
}

// operation finds that of a method and path; of several that match, the one with the fewest parameters in its path.
func (d *Description) operation(method, path string) (operation, bool) {
	var best operation
	found := false
	paths := d.resolve(d.root["paths"])
	for _, template := range slices.Sorted(maps.Keys(paths)) {
		values, ok := match(template, path)
		entry := d.resolve(paths[template])
		raw := d.resolve(entry[strings.ToLower(method)])
		if !ok || raw == nil || found && len(values) >= len(best.values) {
			continue
		}
		best, found = operation{route: method + " " + template, values: values, raw: raw}, true
		for _, from := range []object{entry, raw} {
			for _, p := range list(from, "parameters") {
				best.parameters = append(best.parameters, d.resolve(p))
			}
		}
	}
	return best, found
}

// match holds a path against one with {names}.
func match(template, path string) (map[string]string, bool) {
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	values := map[string]string{}
	for i := range want {
		before, rest, open := strings.Cut(want[i], "{")
		name, after, _ := strings.Cut(rest, "}")
		switch {
		case !open && want[i] != got[i]:
			return nil, false
		case !open:
		case !strings.HasPrefix(got[i], before) || !strings.HasSuffix(got[i], after) || len(got[i]) <= len(before)+len(after):
			return nil, false
		default:
			values[name] = got[i][len(before) : len(got[i])-len(after)]
		}
	}
	return values, true
}

// content is the schema and the example of a request or an answer of the media type; nil where there is none.
func (d *Description) content(holder object, mediaType string) (object, any) {
	all := d.resolve(holder["content"])
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if strings.HasPrefix(name, mediaType) || name == "*/*" {
			one := d.resolve(all[name])
			example := one["example"]
			for _, named := range d.resolve(one["examples"]) {
				example = d.resolve(named)["value"]
			}
			return d.resolve(one["schema"]), example
		}
	}
	return nil, nil
}

// answer is the schema and the example of what comes when all goes well.
func (d *Description) answer(o operation) (object, any) {
	all := d.resolve(o.raw["responses"])
	for _, code := range slices.Sorted(maps.Keys(all)) {
		if strings.HasPrefix(code, "2") || code == "default" {
			if schema, example := d.content(d.resolve(all[code]), "application/json"); schema != nil {
				return schema, example
			}
		}
	}
	return nil, nil
}

func in(value any, key string) any {
	o, _ := value.(object)
	return o[key]
}

func list(o object, key string) []any {
	all, _ := o[key].([]any)
	return all
}

func text(o object, key string) string {
	s, _ := o[key].(string)
	return s
}
