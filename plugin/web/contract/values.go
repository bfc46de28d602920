package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
)

// Answers holds an answer that a test makes up to the description: it may have no property that the vendor's has not.
func (d *Description) Answers(t testing.TB, method, path, body string) {
	t.Helper()
	op, known := d.operation(method, path)
	if !known {
		t.Errorf("%s %s: the description has no such path and method", method, path)
		return
	}
	schema, example := d.answer(op)
	var made any
	if err := json.Unmarshal([]byte(body), &made); err != nil {
		t.Errorf("%s: %v", op.route, err)
		return
	}
	for _, wrong := range d.value(schema, example, made, "answer", false) {
		t.Errorf("%s: %s", op.route, wrong)
	}
}

// Example is the vendor's own example of an answer, as JSON; empty where it has none.
func (d *Description) Example(t testing.TB, method, path string) string {
	t.Helper()
	op, known := d.operation(method, path)
	if !known {
		t.Errorf("%s %s: the description has no such path and method", method, path)
	}
	_, example := d.answer(op)
	if example == nil {
		return ""
	}
	if made, ok := example.(string); ok {
		return made
	}
	b, err := json.Marshal(example)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// value says what of a decoded value is not in the schema. Vendors show properties in examples that they forget in schemas:
// these count too, but not in what is sent.
func (d *Description) value(schema object, example, v any, at string, sent bool) (wrong []string) {
	schema = d.resolve(schema)
	switch v := v.(type) {
	case object:
		properties := d.resolve(schema["properties"])
		shown, _ := example.(object)
		if properties == nil && shown == nil {
			return d.free(schema, at, "object")
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			p, there := properties[name]
			_, seen := shown[name]
			one := d.resolve(p)
			switch {
			case !there && (sent || !seen):
				wrong = append(wrong, at+"."+name+" is not in the description")
			case sent && one["readOnly"] == true:
				wrong = append(wrong, at+"."+name+" cannot be written")
			case there:
				wrong = append(wrong, d.value(one, shown[name], v[name], at+"."+name, sent)...)
			}
		}
		return wrong
	case []any:
		if kind := text(schema, "type"); kind != "array" && kind != "" {
			return []string{at + " is no list in the description"}
		}
		for i := range v {
			wrong = append(wrong, d.value(d.resolve(schema["items"]), merged(example), v[i], fmt.Sprintf("%s[%d]", at, i), sent)...)
		}
		return wrong
	}
	return d.scalar(schema, v, at)
}

// free takes anything where a schema says no more.
func (d *Description) free(schema object, at, kind string) []string {
	if got := text(schema, "type"); got != "" && got != kind {
		return []string{at + " is no " + kind + " in the description"}
	}
	if schema["additionalProperties"] == nil {
		return []string{at + " has no properties in the description"}
	}
	return nil
}

func (d *Description) scalar(schema object, v any, at string) []string {
	want := text(schema, "type")
	ok := true
	switch v := v.(type) {
	case string:
		ok = want == "string" || want == ""
		if all := list(schema, "enum"); ok && len(all) > 0 && v != "" && !slices.Contains(all, any(v)) {
			return []string{fmt.Sprintf("%s is none of %v: %q", at, all, v)}
		}
	case float64:
		ok = want == "number" || want == "" || want == "integer" && v == float64(int64(v))
	case bool:
		ok = want == "boolean" || want == ""
	}
	if !ok {
		return []string{fmt.Sprintf("%s is %T, the description says %s", at, v, want)}
	}
	return nil
}

// merged puts the entries of an example's list into one, since each shows other properties.
func merged(example any) any {
	all, _ := example.([]any)
	out := object{}
	for _, one := range all {
		o, _ := one.(object)
		for name, value := range o {
			if have, there := out[name]; there {
				value = both(have, value)
			}
			out[name] = value
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// both keeps of two examples of a property what either shows.
func both(a, b any) any {
	switch a := a.(type) {
	case []any:
		if b, ok := b.([]any); ok {
			return append(slices.Clone(a), b...)
		}
	case object:
		if b, ok := b.(object); ok {
			return merged([]any{a, b})
		}
	}
	return a
}
