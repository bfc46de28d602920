package customer

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/ui/stage"
)

// goToSpot shows the part of the page that somebody asked for, once the customer has been read.
func (s *Screen) goToSpot() {
	kind, number, _ := strings.Cut(s.spot, "/")
	id, err := strconv.ParseInt(number, 10, 64)
	s.spot = ""
	if err != nil {
		return
	}
	switch kind {
	case stage.SpotItem:
		s.table.Select(number)
		if i, ok := s.table.Selected(); ok && int64(i.Row.ID) == id {
			s.Why()
		}
	case stage.SpotWriteOff:
		s.OpenWriteOff(id)
	case stage.SpotEntry:
		s.find.SetText("")
		s.matters.SetSelected(string(AllMatters))
		s.past.Filter(AllMatters, "")
		s.past.Mark(id)
		s.showTimeline()
	}
}

// Marked is the detail of the entry of the timeline that is marked, for whoever drives the screen without a pointer.
func (s *Screen) Marked() string {
	if s.past == nil || s.past.sought == 0 {
		return ""
	}
	for i := range s.past.events {
		if s.past.events[i].Entry == s.past.sought {
			return s.past.events[i].Detail
		}
	}
	return ""
}
