package firstrun

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/desk"
)

func review() desk.Review {
	return desk.Review{
		Customers: 659, Start: 201, Hold: 458,
		Buckets: []desk.ReviewBucket{
			{From: 1, To: 30, Customers: 143},
			{From: 31, To: 60, Customers: 58},
			{From: 61, To: 90, Customers: 31},
			{From: 91, To: 180, Customers: 44},
			{From: 181, To: 365, Customers: 67},
			{From: 366, To: 730, Customers: 112},
			{From: 731, Customers: 204},
		},
	}
}

func TestTheSafeWayIsChosenFirst(t *testing.T) {
	m := NewModel(review(), 60)
	if start, hold := m.Counts(); m.Choice != desk.ReviewHoldOld || start != 201 || hold != 458 {
		t.Errorf("%s starts %d and holds %d", m.Choice, start, hold)
	}
	if m.VeryOld() != 204 {
		t.Errorf("%d are very old", m.VeryOld())
	}
}

func TestThePictureShowsWhoHearsFromUs(t *testing.T) {
	for _, c := range []struct {
		choice desk.ReviewChoice
		days   int
		want   int // bars that start
	}{
		{desk.ReviewHoldOld, 60, 2},
		{desk.ReviewHoldOld, 45, 2},
		{desk.ReviewHoldOld, 30, 1},
		{desk.ReviewHoldOld, 0, 0},
		{desk.ReviewHoldOld, 3650, 7},
		{desk.ReviewStart, 60, 7},
		{desk.ReviewHoldAll, 60, 0},
	} {
		m := NewModel(review(), c.days)
		m.Choice = c.choice
		n := 0
		for _, b := range m.Review.Buckets {
			if m.Starts(b) {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%s, %d days: %d bars start, want %d", c.choice, c.days, n, c.want)
		}
	}
}

func TestTheAnswerCountsEverybodyOnce(t *testing.T) {
	for _, choice := range []desk.ReviewChoice{desk.ReviewHoldOld, desk.ReviewStart, desk.ReviewHoldAll} {
		m := NewModel(review(), 60)
		m.Choice = choice
		if start, hold := m.Counts(); start+hold != m.Review.Customers {
			t.Errorf("%s: %d and %d are not all %d", choice, start, hold, m.Review.Customers)
		}
	}
}

func TestOnlyDaysAreDays(t *testing.T) {
	for text, want := range map[string]int{"60": 60, " 0 ": 0, "3650": 3650, "3651": -1, "-1": -1, "": -1, "soon": -1, "6.5": -1} {
		days, ok := ParseDays(text)
		if ok != (want >= 0) || ok && days != want {
			t.Errorf("%q is %d, %v", text, days, ok)
		}
	}
}
