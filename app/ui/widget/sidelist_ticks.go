package widget

// Tick ticks an entry that can be ticked, or unticks it.
func (s *SideList) Tick(id string) {
	for _, e := range s.entries {
		if e.ID == id && e.Ticks {
			if s.ticked[id] {
				delete(s.ticked, id)
			} else {
				s.ticked[id] = true
			}
			s.ticksChanged()
			return
		}
	}
}

// Ticked gives the IDs of what is ticked, in the order of the list.
func (s *SideList) Ticked() (ids []string) {
	for _, e := range s.entries {
		if s.ticked[e.ID] {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// ClearTicks unticks everything.
func (s *SideList) ClearTicks() {
	clear(s.ticked)
	s.ticksChanged()
}

// Height is how high all entries are.
func (s *SideList) Height() (height float32) {
	for _, r := range s.rows {
		height += r.height()
	}
	return height
}

// keepTicks drops the ticks of entries that are gone, or can be ticked no more.
func (s *SideList) keepTicks() {
	kept := map[string]bool{}
	for _, e := range s.entries {
		if e.Ticks && s.ticked[e.ID] {
			kept[e.ID] = true
		}
	}
	s.ticked = kept
}

func (s *SideList) ticksChanged() {
	s.Select(s.id)
	if s.OnTicks != nil {
		s.OnTicks()
	}
}
