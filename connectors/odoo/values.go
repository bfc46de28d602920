package main

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Odoo writes what is empty as false, whatever the type of the field.

func isFalse(b []byte) bool {
	b = bytes.TrimSpace(b)
	return string(b) == "false" || string(b) == "null"
}

// text is a string or false.
type text string

// UnmarshalJSON reads false as nothing.
func (t *text) UnmarshalJSON(b []byte) error {
	*t = ""
	if isFalse(b) {
		return nil
	}
	return json.Unmarshal(b, (*string)(t))
}

// ref is a link to another record: its id and the name it is shown by, or false.
type ref struct {
	ID   int64
	Name string
}

// UnmarshalJSON reads [id, name].
func (r *ref) UnmarshalJSON(b []byte) error {
	*r = ref{}
	if isFalse(b) {
		return nil
	}
	var name text
	pair := []any{&r.ID, &name}
	if err := json.Unmarshal(b, &pair); err != nil {
		return err
	}
	if len(pair) != 2 || r.ID <= 0 {
		return fmt.Errorf("%.40s is no link to a record", b)
	}
	r.Name = string(name)
	return nil
}

// list is a domain, or the arguments of a call.
type list = []any

// is makes one condition of a domain.
func is(field, operator string, value any) list { return list{field, operator, value} }

func within(field string, ids []int64) list {
	if ids == nil {
		ids = []int64{}
	}
	return is(field, "in", ids)
}

// idOrList is an id, alone or in a list: what a method that makes one record answers depends on the interface.
type idOrList int64

// UnmarshalJSON takes either.
func (n *idOrList) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, (*int64)(n)) == nil {
		return nil
	}
	var all []int64
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	if len(all) != 1 {
		return fmt.Errorf("%d ids and not one", len(all))
	}
	*n = idOrList(all[0])
	return nil
}
