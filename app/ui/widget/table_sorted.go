package widget

// Sorted tells by which column the rows are ordered, and in which direction.
func (t *Table[T]) Sorted() (columnID string, descending bool) {
	return t.config.SortColumn, t.config.Descending
}
