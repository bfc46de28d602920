package main

import (
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
