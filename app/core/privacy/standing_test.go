package privacy_test

import (
	"slices"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"pgregory.net/rapid"
)

var (
	five  = privacy.Retention{Years: 5, Ref: "bokføringsloven § 13"}
	after = date.Must(2032, 1, 1)
)

func settled(change ...func(*privacy.Standing)) privacy.Standing {
	s := privacy.Standing{Debtor: 7, Name: "Fjordfisk AS", Last: date.Must(2026, 3, 31), Waits: map[privacy.Obstacle]int{}}
	for _, c := range change {
		c(&s)
	}
	return s
}

func TestWhatStandsAgainstAnonymising(t *testing.T) {
	hold := privacy.Hold{Debtor: 7, Reason: "lawsuit"}
	for name, c := range map[string]struct {
		standing  privacy.Standing
		retention privacy.Retention
		holds     []privacy.Hold
		on        date.Date
		want      []privacy.Obstacle
	}{
		"five whole years after the year":      {settled(), five, nil, after, nil},
		"the day before":                       {settled(), five, nil, date.Must(2031, 12, 31), []privacy.Obstacle{privacy.RetentionRuns}},
		"no law names a period":                {settled(), privacy.Retention{}, nil, after, []privacy.Obstacle{privacy.NoRetention}},
		"nothing was ever booked":              {settled(func(s *privacy.Standing) { s.Last = date.Date{} }), privacy.Retention{}, nil, after, nil},
		"a legal hold":                         {settled(), five, []privacy.Hold{hold}, after, []privacy.Obstacle{privacy.OnLegalHold}},
		"a hold of everything":                 {settled(), five, []privacy.Hold{{}}, after, []privacy.Obstacle{privacy.OnLegalHold}},
		"a hold of somebody else":              {settled(), five, []privacy.Hold{{Debtor: 8}}, after, nil},
		"a hold that was lifted":               {settled(), five, []privacy.Hold{{Debtor: 7, Lifted: time.Unix(1, 0)}}, after, nil},
		"still in the accounting system":       {settled(func(s *privacy.Standing) { s.InSource = true }), five, nil, after, []privacy.Obstacle{privacy.StillInSource}},
		"a promise and something open":         {settled(func(s *privacy.Standing) { s.Waits[privacy.OpenPromises], s.Waits[privacy.OpenItems] = 1, 2 }), five, nil, after, []privacy.Obstacle{privacy.OpenItems, privacy.OpenPromises}},
		"an agreement and a hand-over":         {settled(func(s *privacy.Standing) { s.Waits[privacy.Escalations], s.Waits[privacy.Agreements] = 1, 1 }), five, nil, after, []privacy.Obstacle{privacy.Agreements, privacy.Escalations}},
		"done before, whatever else there was": {settled(func(s *privacy.Standing) { s.Anonymised, s.InSource = time.Unix(1, 0), true }), five, nil, after, []privacy.Obstacle{privacy.Already}},
	} {
		t.Run(name, func(t *testing.T) {
			v := privacy.Judge(c.standing, c.retention, c.holds, c.on)
			if !slices.Equal(v.Obstacles, c.want) || v.May() != (len(c.want) == 0) {
				t.Errorf("obstacles = %v, want %v", v.Obstacles, c.want)
			}
		})
	}
}

// Whatever the last activity, at least so many whole years lie between it and the first day, and never a year more.
func TestRetentionIsKeptAndNotExceeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last := date.Must(2000, 1, 1).AddDays(rapid.IntRange(0, 20_000).Draw(t, "days"))
		r := privacy.Retention{Years: rapid.IntRange(1, 12).Draw(t, "years")}
		first := r.FirstDay(last)
		year, month, day := first.Parts()
		was, _, _ := last.Parts()
		if month != time.January || day != 1 || year-was != r.Years+1 {
			t.Fatalf("%s and %d years: %s", last, r.Years, first)
		}
	})
}

func TestALegalHoldHasAReasonAndAReview(t *testing.T) {
	today := date.Must(2026, 11, 22)
	for name, c := range map[string]struct {
		hold  privacy.Hold
		field string
	}{
		"sound":                 {privacy.Hold{Reason: "lawsuit", Review: today.AddDays(180)}, ""},
		"no reason":             {privacy.Hold{Reason: " ", Review: today.AddDays(180)}, "reason"},
		"no review":             {privacy.Hold{Reason: "lawsuit"}, "review"},
		"review today":          {privacy.Hold{Reason: "lawsuit", Review: today}, "review"},
		"review in three years": {privacy.Hold{Reason: "lawsuit", Review: today.AddDays(1100)}, "review"},
	} {
		err := privacy.CheckHold(c.hold, today)
		if c.field == "" && err != nil || c.field != "" && !fault.Has(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	h := privacy.Hold{Review: today}
	if !h.ReviewDue(today) || h.ReviewDue(today.AddDays(-1)) || !h.Covers(3) {
		t.Error("a hold is due on its day, and holds on")
	}
}
