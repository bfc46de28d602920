package customer

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
)

// eventsAtOnce is how many entries of the timeline are drawn at first, and are added each time somebody asks for older ones.
const eventsAtOnce = 60

// History is what the timeline shows: everything that is known, filtered, a page at a time.
type History struct {
	events []Event
	from   date.Date // the log has been read back to this day; zero: to its beginning
	matter Matter
	query  []string // words that must all occur, in small letters
	shown  int
	sought int64 // the entry of the log that is marked; 0: none
}

// NewHistory shows events, newest first. While older entries of the log have not been read, what is older than the oldest one read is
// not shown either, so that nothing is missing between two things that are seen.
func NewHistory(events []Event, from date.Date) *History {
	return &History{events: events, from: from, matter: AllMatters, shown: eventsAtOnce}
}

// Filter keeps the entries of a matter in which every word of a text occurs, and begins at the newest.
func (h *History) Filter(m Matter, text string) {
	h.matter, h.query, h.shown, h.sought = m, strings.Fields(strings.ToLower(text)), eventsAtOnce, 0
}

// Searching reports whether a text is looked for, for which the whole log must have been read.
func (h *History) Searching() bool { return len(h.query) > 0 }

// Older shows another page.
func (h *History) Older() { h.shown += eventsAtOnce }

// Mark marks an entry of the log, and shows as much that it is among what is drawn.
func (h *History) Mark(entry int64) {
	h.sought = 0
	for i := range h.events {
		if h.events[i].Entry == entry {
			h.sought, h.shown = entry, max(h.shown, i+1)
		}
	}
}

// Page gives what is to be drawn, and whether there is more of what has been read.
func (h *History) Page() (page []Event, more bool) {
	for _, e := range h.events {
		if !h.from.IsZero() && e.On.Before(h.from) {
			break
		}
		if !h.keeps(&e) {
			continue
		}
		if len(page) == h.shown {
			return page, true
		}
		page = append(page, e)
	}
	return page, false
}

func (h *History) keeps(e *Event) bool {
	if h.matter != AllMatters && e.Matter != h.matter {
		return false
	}
	if len(h.query) == 0 {
		return true
	}
	text := strings.ToLower(e.Title + " " + e.Detail)
	for _, word := range h.query {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
