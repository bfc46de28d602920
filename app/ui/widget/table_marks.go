package widget

// marks is what is selected and ticked in a table, by the records' keys.
type marks struct {
	selected string
	ticked   map[string]struct{}
	anchor   string // where a range of ticks begins: the record ticked last
}

func newMarks() marks { return marks{ticked: map[string]struct{}{}} }

func (m *marks) isTicked(key string) bool {
	_, ok := m.ticked[key]
	return ok
}

func (m *marks) set(key string, ticked bool) {
	if ticked {
		m.ticked[key] = struct{}{}
	} else {
		delete(m.ticked, key)
	}
}

// toggle turns one tick and makes it the beginning of the next range.
func (m *marks) toggle(key string) {
	m.set(key, !m.isTicked(key))
	m.anchor = key
}

// toggleRange gives all records from the anchor to key the anchor's state; keys are the records in the order shown.
func (m *marks) toggleRange(key string, keys func(yield func(string) bool)) {
	if m.anchor == "" || m.anchor == key {
		m.toggle(key)
		return
	}
	state := m.isTicked(m.anchor)
	inside := false
	for k := range keys {
		edge := k == m.anchor || k == key
		if edge || inside {
			m.set(k, state)
		}
		if edge {
			if inside {
				return
			}
			inside = true
		}
	}
}

// keepTicks drops the ticks of records that no longer exist.
func (m *marks) keepTicks(keys []string) {
	if len(m.ticked) == 0 {
		return
	}
	kept := map[string]struct{}{}
	for _, k := range keys {
		if m.isTicked(k) {
			kept[k] = struct{}{}
		}
	}
	m.ticked = kept
}
