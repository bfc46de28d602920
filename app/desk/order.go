package desk

import (
	"cmp"
	"maps"
	"slices"
)

// sortedKeys gives the keys of a map in order, since what people see must not depend on a map's chance.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
