package contract

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
)

var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

// Reads holds the type into which a connector decodes an answer to the description: each of its fields must be in the answer,
// and be what the field can take. own are fields that are known from elsewhere; the connector's page says from where.
func (d *Description) Reads(t testing.TB, method, path string, into any, own ...string) {
	t.Helper()
	op, known := d.operation(method, path)
	if !known {
		t.Errorf("%s %s: the description has no such path and method", method, path)
		return
	}
	schema, example := d.answer(op)
	if schema == nil {
		t.Errorf("%s: the description says nothing of its answer", op.route)
		return
	}
	r := reader{d: d, own: own}
	r.read(schema, example, reflect.TypeOf(into), "")
	for _, wrong := range r.wrong {
		t.Errorf("%s: %s", op.route, wrong)
	}
}

type reader struct {
	d     *Description
	own   []string
	wrong []string
}

func (r *reader) read(schema object, example any, into reflect.Type, at string) {
	schema = r.d.resolve(schema)
	if into.Kind() == reflect.Pointer {
		into = into.Elem()
	}
	kind := text(schema, "type")
	if kind == "" && example != nil {
		kind = kindOf(example)
	}
	switch {
	case into.Implements(unmarshaler) || reflect.PointerTo(into).Implements(unmarshaler) || into == reflect.TypeFor[json.Number]():
		r.take(kind, at, "string", "number", "integer")
	case into.Kind() == reflect.Struct:
		r.fields(schema, example, into, at)
	case into.Kind() == reflect.Slice:
		if r.take(kind, at, "array") {
			r.read(r.d.resolve(schema["items"]), merged(example), into.Elem(), at)
		}
	case into.Kind() == reflect.String:
		r.take(kind, at, "string")
	case into.Kind() == reflect.Bool:
		r.take(kind, at, "boolean")
	case into.Kind() == reflect.Int || into.Kind() == reflect.Int64:
		r.take(kind, at, "integer")
	default:
		r.wrong = append(r.wrong, at+" is read into a "+into.String()+", which money and ids must not be")
	}
}

func (r *reader) fields(schema object, example any, into reflect.Type, at string) {
	properties := r.d.resolve(schema["properties"])
	shown, _ := example.(object)
	for i := range into.NumField() {
		field := into.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Anonymous && name == "" {
			r.fields(schema, example, field.Type, at)
			continue
		}
		if name == "" || name == "-" {
			continue
		}
		path := strings.TrimPrefix(at+"."+name, ".")
		one, there := properties[name]
		seen, inExample := shown[name]
		switch {
		case there:
			r.read(r.d.resolve(one), seen, field.Type, path)
		case inExample:
			r.read(object{}, seen, field.Type, path)
		case !r.known(path):
			r.wrong = append(r.wrong, path+" is not in the description")
		}
	}
}

func (r *reader) known(path string) bool {
	for _, own := range r.own {
		if own == path || strings.HasSuffix(path, "."+own) {
			return true
		}
	}
	return false
}

// take reports whether what the description has can be read into what there is.
func (r *reader) take(kind, at string, can ...string) bool {
	for _, one := range can {
		if one == kind {
			return true
		}
	}
	r.wrong = append(r.wrong, at+" is "+kind+" in the description, and read as "+can[0])
	return false
}

// kindOf is the type that an example shows.
func kindOf(example any) string {
	switch example := example.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case []any:
		return "array"
	case object:
		return "object"
	case nil:
		return ""
	case float64:
		if example != math.Trunc(example) {
			return "number"
		}
	}
	return "integer" // YAML gives whole numbers in several types
}
