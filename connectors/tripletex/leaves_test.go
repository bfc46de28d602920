package main

import (
	"reflect"

	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// leaves counts the fields of a record that hold no others.
func leaves(record any) int { return count(reflect.TypeOf(record)) }

func count(t reflect.Type) (n int) {
	if t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		return count(t.Elem())
	}
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[web.Decimal]() {
		return 1
	}
	for i := range t.NumField() {
		n += count(t.Field(i).Type)
	}
	return n
}
