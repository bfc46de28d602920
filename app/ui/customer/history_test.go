package customer

import (
	"strconv"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
)

func someHistory(n int, from date.Date) *History {
	var events []Event
	for i := range n {
		e := Event{On: date.Must(2026, 11, 23).AddDays(-i), Matter: Calls, Title: "Call, Kari", Detail: "call " + strconv.Itoa(i)}
		if i%2 == 1 {
			e.Matter, e.Title = Money, "Payment"
		}
		events = append(events, e)
	}
	return NewHistory(events, from)
}

func TestTheTimelineComesAPageAtATime(t *testing.T) {
	h := someHistory(150, date.Date{})
	for _, want := range []struct {
		n    int
		more bool
	}{{60, true}, {120, true}, {150, false}} {
		page, more := h.Page()
		if len(page) != want.n || more != want.more {
			t.Fatalf("%d entries, more %v, want %d, %v", len(page), more, want.n, want.more)
		}
		h.Older()
	}
}

func TestTheTimelineIsFilteredAndSearched(t *testing.T) {
	for _, c := range []struct {
		matter Matter
		text   string
		want   int
	}{
		{AllMatters, "", 30}, {Calls, "", 15}, {Money, "", 15}, {Mail, "", 0}, {AllMatters, "PAYMENT", 15}, {AllMatters, "kari  28", 1}, {Money, "kari", 0},
	} {
		h := someHistory(30, date.Date{})
		h.Filter(c.matter, c.text)
		if page, more := h.Page(); len(page) != c.want || more {
			t.Errorf("%s %q: %d entries, want %d", c.matter, c.text, len(page), c.want)
		}
	}
}

// Payments reach further back than the part of the log that has been read: they wait until the log is read to their day.
func TestTheTimelineHasNoGaps(t *testing.T) {
	h := someHistory(30, date.Must(2026, 11, 23).AddDays(-9))
	if page, more := h.Page(); len(page) != 10 || more {
		t.Errorf("%d entries", len(page))
	}
}
