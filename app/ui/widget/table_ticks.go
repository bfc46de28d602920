package widget

// Ticked gives the ticked rows in the order of the rows set, also those that a filter hides.
func (t *Table[T]) Ticked() []T {
	if len(t.marks.ticked) == 0 {
		return nil
	}
	rows := make([]T, 0, len(t.marks.ticked))
	for _, r := range t.view.rows {
		if t.marks.isTicked(t.config.Key(r)) {
			rows = append(rows, r)
		}
	}
	return rows
}

// TickedCount is the number of ticked rows.
func (t *Table[T]) TickedCount() int { return len(t.marks.ticked) }

// IsTicked reports whether a record is ticked.
func (t *Table[T]) IsTicked(key string) bool { return t.marks.isTicked(key) }

// SetTicked ticks exactly the records named, for instance what a wave includes, without telling OnTicks.
func (t *Table[T]) SetTicked(keys []string) {
	clear(t.marks.ticked)
	for _, k := range keys {
		t.marks.set(k, true)
	}
	t.header.Refresh()
	t.body.redraw()
}

// ClearTicks removes all ticks.
func (t *Table[T]) ClearTicks() {
	clear(t.marks.ticked)
	t.ticksChanged()
}

// TickShown ticks every row shown, or removes their ticks.
func (t *Table[T]) TickShown(ticked bool) {
	for i := range t.Len() {
		t.marks.set(t.config.Key(t.view.at(i)), ticked)
	}
	t.ticksChanged()
}

func (t *Table[T]) tickIndex(i int, asRange bool) {
	if i < 0 || i >= t.Len() {
		return
	}
	key := t.config.Key(t.view.at(i))
	if asRange {
		t.marks.toggleRange(key, t.shownKeys)
	} else {
		t.marks.toggle(key)
	}
	t.ticksChanged()
}

func (t *Table[T]) shownKeys(yield func(string) bool) {
	for i := range t.Len() {
		if !yield(t.config.Key(t.view.at(i))) {
			return
		}
	}
}

func (t *Table[T]) ticksChanged() {
	t.header.Refresh()
	t.body.redraw()
	if t.config.OnTicks != nil {
		t.config.OnTicks(len(t.marks.ticked))
	}
}

// shownTicks tells whether none, some or all of the rows shown are ticked.
func (t *Table[T]) shownTicks() (some, all bool) {
	if len(t.marks.ticked) == 0 || t.Len() == 0 {
		return false, false
	}
	all = true
	for i := range t.Len() {
		if t.marks.isTicked(t.config.Key(t.view.at(i))) {
			some = true
		} else {
			all = false
		}
		if some && !all {
			break
		}
	}
	return some, all
}
