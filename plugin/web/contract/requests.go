package contract

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// plain are the headers of any request, which no description lists.
var plain = []string{"Accept", "Accept-Encoding", "Authorization", "Connection", "Content-Length", "Content-Type", "User-Agent"}

// Requests holds what came in at a server to the description: each path, method, query parameter, header and body must be in
// it, and what it requires must be there. Paths begin with base, which the description does not have; others are another
// API's (the sign-in).
func (d *Description) Requests(t testing.TB, base string, got []webtest.Request) {
	t.Helper()
	held := 0
	for i := range got {
		path, own := strings.CutPrefix(got[i].Path, base)
		if !own {
			continue
		}
		held++
		for _, wrong := range d.request(&got[i], path) {
			t.Errorf("%s %s: %s", got[i].Method, path, wrong)
		}
	}
	if held == 0 {
		t.Error("nothing was sent that could be held to the description")
	}
}

func (d *Description) request(r *webtest.Request, path string) []string {
	op, known := d.operation(r.Method, path)
	if !known {
		return []string{"the description has no such path and method"}
	}
	query, err := url.ParseQuery(r.Query)
	if err != nil {
		return []string{"the query cannot be read"}
	}
	given := map[string]string{}
	for name := range query {
		given["query "+name] = query.Get(name)
	}
	for name, value := range op.values {
		given["path "+name] = value
	}
	for name := range r.Header {
		if !slices.Contains(plain, name) {
			given["header "+name] = r.Header.Get(name)
		}
	}
	wrong := d.parameters(op, given)
	if len(list(op.raw, "security")) > 0 && r.Header.Get("Authorization") == "" {
		wrong = append(wrong, "nobody is signed in")
	}
	return append(wrong, d.body(op, r)...)
}

// parameters looks at each that was given, and for each that is required.
func (d *Description) parameters(op operation, given map[string]string) (wrong []string) {
	known := map[string]object{}
	for _, p := range op.parameters {
		name := text(p, "name")
		if text(p, "in") == "header" {
			name = http.CanonicalHeaderKey(name)
		}
		key := text(p, "in") + " " + name
		known[key] = p
		if _, there := given[key]; p["required"] == true && !there && !slices.Contains(plain, name) {
			wrong = append(wrong, key+" is required")
		}
	}
	for key, value := range given {
		p, there := known[key]
		if !there {
			wrong = append(wrong, "there is no "+key)
			continue
		}
		if why := fits(d.resolve(p["schema"]), value); why != "" {
			wrong = append(wrong, key+" "+why)
		}
	}
	slices.Sort(wrong)
	return wrong
}

// fits says why a parameter's text is none of its schema.
func fits(schema object, value string) string {
	var err error
	switch text(schema, "type") {
	case "integer":
		_, err = strconv.ParseInt(value, 10, 64)
	case "number":
		_, err = strconv.ParseFloat(value, 64)
	case "boolean":
		_, err = strconv.ParseBool(value)
	}
	if err != nil {
		return fmt.Sprintf("is no %s: %q", text(schema, "type"), value)
	}
	if all := list(schema, "enum"); len(all) > 0 && !slices.Contains(all, any(value)) {
		return fmt.Sprintf("is none of %v: %q", all, value)
	}
	return ""
}

func (d *Description) body(op operation, r *webtest.Request) []string {
	holder := d.resolve(op.raw["requestBody"])
	if holder == nil {
		if r.Body != "" {
			return []string{"it takes no body"}
		}
		return nil
	}
	if r.Body == "" {
		if holder["required"] == true {
			return []string{"the body is required"}
		}
		return nil
	}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		if raw, _ := d.content(holder, "application/octet-stream"); raw == nil {
			return []string{"it takes no " + r.Header.Get("Content-Type")}
		}
		return nil
	}
	schema, _ := d.content(holder, "application/json")
	if schema == nil {
		return []string{"it takes no JSON"}
	}
	var sent any
	if err := json.Unmarshal([]byte(r.Body), &sent); err != nil {
		return []string{"the body is no JSON"}
	}
	return d.value(schema, nil, sent, "body", true)
}
