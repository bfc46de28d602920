// Package firstrun is the pane that asks, once for each connection, what to do with debt that was already old when the
// books were connected, so that no avalanche of letters leaves on the first day.
package firstrun

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/desk"
)

// MaxDays is the largest number of days that may count as recent.
const MaxDays = 3650

// Model is the question and the answer so far.
type Model struct {
	Review desk.Review
	Days   int // recent means overdue for at most so many days
	Choice desk.ReviewChoice
}

// NewModel asks about a connection with the safe way chosen.
func NewModel(r desk.Review, days int) *Model {
	m := &Model{Review: r, Days: days, Choice: desk.ReviewHoldOld}
	if r.Connection.Review.Decided {
		m.Choice = r.Connection.Review.Choice
	}
	return m
}

// ParseDays reads what was typed; ok is false for what is no number of days.
func ParseDays(text string) (days int, ok bool) {
	days, err := strconv.Atoi(strings.TrimSpace(text))
	return days, err == nil && days >= 0 && days <= MaxDays
}

// Counts is how many customers would hear from us and how many would be held, under the choice made.
func (m *Model) Counts() (start, hold int) {
	switch m.Choice {
	case desk.ReviewStart:
		return m.Review.Customers, 0
	case desk.ReviewHoldAll:
		return 0, m.Review.Customers
	case desk.ReviewHoldOld:
	}
	return m.Review.Start, m.Review.Hold
}

// Starts reports whether the customers of a bucket hear from us, judged by their oldest overdue item.
func (m *Model) Starts(b desk.ReviewBucket) bool {
	switch m.Choice {
	case desk.ReviewStart:
		return true
	case desk.ReviewHoldAll:
		return false
	case desk.ReviewHoldOld:
	}
	return b.To != 0 && b.To <= m.Days || b.From <= m.Days
}

// VeryOld is how many customers have something overdue for more than two years.
func (m *Model) VeryOld() int {
	if n := len(m.Review.Buckets); n > 0 {
		return m.Review.Buckets[n-1].Customers
	}
	return 0
}
