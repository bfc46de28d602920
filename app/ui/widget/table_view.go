package widget

import (
	"slices"
	"strings"
)

// view is which rows a table shows and in which order. It knows nothing of drawing.
type view[T any] struct {
	rows   []T
	order  []int32 // every row, sorted
	shown  []int32 // the rows that pass filter and where, sorted
	search func(T) string
	where  func(T) bool
	index  *RowIndex // made elsewhere, or when somebody first filters
	query  string
	column *Column[T]
	desc   bool
	hint   int // where the selected row was last seen
}

func (v *view[T]) at(i int) T { return v.rows[v.shown[i]] }

// setRows replaces the rows; index is nil or holds the folded texts of just these rows.
func (v *view[T]) setRows(rows []T, index *RowIndex) {
	v.rows, v.index = rows, nil
	if index != nil && index.Len() == len(rows) {
		v.index = index
	}
	v.sort()
	v.apply()
}

func (v *view[T]) filter(query string) {
	if strings.TrimSpace(query) == strings.TrimSpace(v.query) && len(v.shown) > 0 {
		v.query = query
		return
	}
	v.query = query
	v.apply()
}

func (v *view[T]) setWhere(where func(T) bool) {
	v.where = where
	v.apply()
}

func (v *view[T]) sortBy(column *Column[T], desc bool) {
	v.column, v.desc = column, desc
	v.sort()
	v.apply()
}

// sort orders all rows once, so that a keystroke in the filter only has to walk the order. Equal rows keep the order in
// which they came, also descending.
func (v *view[T]) sort() {
	if len(v.order) != len(v.rows) {
		v.order = make([]int32, len(v.rows))
	}
	for i := range v.order {
		v.order[i] = int32(i)
	}
	if v.column == nil || v.column.Less == nil {
		return
	}
	less := v.column.Less
	slices.SortStableFunc(v.order, func(a, b int32) int {
		x, y := v.rows[a], v.rows[b]
		if v.desc {
			x, y = y, x
		}
		switch {
		case less(x, y):
			return -1
		case less(y, x):
			return 1
		}
		return 0
	})
}

func (v *view[T]) apply() {
	found, filtered := v.find()
	v.shown = v.shown[:0]
	if !filtered && v.where == nil {
		v.shown = append(v.shown, v.order...)
		return
	}
	var hit []bool
	if filtered {
		hit = make([]bool, len(v.rows))
		for _, i := range found {
			hit[i] = true
		}
	}
	for _, i := range v.order {
		if (hit == nil || hit[i]) && (v.where == nil || v.where(v.rows[i])) {
			v.shown = append(v.shown, i)
		}
	}
}

func (v *view[T]) find() ([]int32, bool) {
	if strings.TrimSpace(v.query) == "" {
		return nil, false
	}
	if v.index == nil {
		v.index = NewRowIndex(len(v.rows), func(i int) string { return v.search(v.rows[i]) })
	}
	return v.index.Find(v.query)
}

// indexOf finds a record among the rows shown, looking first where it was last.
func (v *view[T]) indexOf(key string, keyOf func(T) string) int {
	if key == "" {
		return -1
	}
	if v.hint >= 0 && v.hint < len(v.shown) && keyOf(v.at(v.hint)) == key {
		return v.hint
	}
	for i := range v.shown {
		if keyOf(v.at(i)) == key {
			v.hint = i
			return i
		}
	}
	return -1
}
