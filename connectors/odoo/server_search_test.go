package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// search gives the records that fulfil all conditions of a domain.
func (s *server) search(model string, domain []any) ([]record, *fault) {
	known := s.known(model)
	rows := slices.Clone(s.tables[model])
	for _, c := range domain {
		leaf, ok := c.([]any)
		if !ok || len(leaf) != 3 {
			return nil, &fault{"builtins.ValueError", fmt.Sprintf("Invalid leaf %v", c)}
		}
		path := strings.Split(leaf[0].(string), ".")
		if !known[path[0]] {
			return nil, &fault{"builtins.ValueError", fmt.Sprintf("Invalid field %s.%s in leaf ('%s', '%s', %v)", model, path[0], leaf[0], leaf[1], leaf[2])}
		}
		rows = slices.DeleteFunc(rows, func(r record) bool { return !holds(s.value(r, path), leaf[1].(string), leaf[2]) })
	}
	if model == "res.partner" && !strings.Contains(fmt.Sprint(domain), "active") {
		rows = slices.DeleteFunc(rows, func(r record) bool { return r["active"] == false })
	}
	return rows, nil
}

// value follows links, which all lead to partners.
func (s *server) value(r record, path []string) any {
	v := r[path[0]]
	for _, name := range path[1:] {
		next := s.find("res.partner", num(linked(v)))
		if next == nil {
			return false
		}
		v = next[name]
	}
	return v
}

func holds(v any, operator string, want any) bool {
	if id := linked(v); id != nil {
		v = id
	}
	if v == nil || v == "" {
		v = false
	}
	switch operator {
	case "=":
		return fmt.Sprint(v) == fmt.Sprint(want)
	case "!=":
		return fmt.Sprint(v) != fmt.Sprint(want)
	case "in":
		return slices.ContainsFunc(want.([]any), func(one any) bool { return fmt.Sprint(v) == fmt.Sprint(one) })
	case ">":
		return v != false && compare(v, want) > 0
	case ">=":
		return v != false && compare(v, want) >= 0
	case "ilike":
		return strings.Contains(strings.ToLower(fmt.Sprint(v)), strings.ToLower(fmt.Sprint(want)))
	}
	panic("no operator " + operator)
}

func compare(a, b any) int {
	x, isNumber := a.(json.Number)
	y, both := b.(json.Number)
	if isNumber && both {
		m, _ := x.Float64()
		n, _ := y.Float64()
		switch {
		case m < n:
			return -1
		case m > n:
			return 1
		}
		return 0
	}
	return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
}

// known are the fields of a model: every field that a record of it has.
func (s *server) known(model string) map[string]bool {
	out := map[string]bool{"id": true, "write_date": true}
	for _, r := range s.tables[model] {
		for name := range r {
			out[name] = true
		}
	}
	switch model {
	case "mail.message":
		alsoKnows(out, "model", "res_id", "body")
	case "ir.attachment":
		alsoKnows(out, "res_model", "res_id", "description", "name")
	case "account.move.line":
		alsoKnows(out, "name")
	}
	return out
}

func alsoKnows(out map[string]bool, names ...string) {
	for _, n := range names {
		out[n] = true
	}
}

func (s *server) chosen(model string, ids any) (out []record) {
	for _, n := range ids.([]any) {
		if r := s.find(model, num(n)); r != nil {
			out = append(out, r)
		}
	}
	return out
}

func (s *server) searchRead(model string, domain []any, named record) (any, *fault) {
	rows, f := s.search(model, domain)
	if f != nil {
		return nil, f
	}
	order, _ := named["order"].(string)
	for _, key := range slices.Backward(strings.Split(cmp.Or(order, "id"), ",")) {
		field, direction, _ := strings.Cut(strings.TrimSpace(key), " ")
		slices.SortStableFunc(rows, func(a, b record) int {
			c := compare(a[field], b[field])
			if direction == "desc" {
				return -c
			}
			return c
		})
	}
	rows = rows[min(int(num(named["offset"])), len(rows)):]
	if limit := int(num(named["limit"])); limit > 0 {
		rows = rows[:min(limit, len(rows))]
	}
	return s.project(model, rows, named)
}

func (s *server) project(model string, rows []record, named record) (any, *fault) {
	known := s.known(model)
	fields, _ := named["fields"].([]any)
	out := []record{}
	for _, r := range rows {
		one := record{"id": r["id"]}
		for _, f := range fields {
			if !known[f.(string)] {
				return nil, &fault{"builtins.ValueError", fmt.Sprintf("Invalid field %q on model %q", f, model)}
			}
			one[f.(string)] = false
			if v := r[f.(string)]; v != nil {
				one[f.(string)] = v
			}
		}
		out = append(out, one)
	}
	return out, nil
}
