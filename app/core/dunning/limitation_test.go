package dunning_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"pgregory.net/rapid"
)

// barredAfter is a pack with one limitation row, and one for a written acknowledgement when written is not 0.
func barredAfter(years, written string, starts string, restarts ...string) law.Pack {
	p := law.Pack{Code: "XX", Rows: []law.Row{{
		ID: "XX-LIM-1", Fact: law.Limitation, Value: dec(years), Unit: "years", Applies: law.Both, By: law.Both, Ref: "s. 1", Source: "a page",
		Starts: starts, Restarts: restarts, Verified: date.Must(2026, 1, 1),
	}}}
	if written != "" {
		p.Rows = append(p.Rows, law.Row{ID: "XX-LIM-2", Fact: law.LimitationWritten, Value: dec(written), Unit: "years", Applies: law.Both, By: law.Both, Ref: "s. 5"})
	}
	return p
}

func on(text string) date.Date {
	d, err := date.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestWhenAClaimIsBarred(t *testing.T) {
	all := []string{law.PartPayment, law.Promise, law.Demand}
	event := func(day, kind string) dunning.Restart { return dunning.Restart{On: on(day), Kind: kind} }
	for _, c := range []struct {
		name        string
		issued, due string
		pack        law.Pack
		restarts    []dunning.Restart
		last        string
		rule        string
		late        int
	}{
		{"three years from due", "2023-01-01", "2023-01-15", barredAfter("3", "", law.FromDue), nil, "2026-01-15", "XX-LIM-1", 0},
		{"from a leap day", "2024-02-01", "2024-02-29", barredAfter("3", "", law.FromDue), nil, "2027-02-28", "XX-LIM-1", 0},
		{"from a leap day to a leap day", "2020-02-01", "2020-02-29", barredAfter("4", "", law.FromDue), nil, "2024-02-29", "XX-LIM-1", 0},
		{"from issue", "2023-01-01", "2023-01-15", barredAfter("3", "", law.FromIssue), nil, "2026-01-01", "XX-LIM-1", 0},
		{"from issue, but never before due", "2020-01-01", "2025-01-15", barredAfter("3", "", law.FromIssue), nil, "2025-01-15", "XX-LIM-1", 0},
		{"from the year's end", "2022-12-01", "2023-01-01", barredAfter("3", "", law.FromYearEnd), nil, "2026-12-31", "XX-LIM-1", 0},
		{"from the year's end, due on it", "2022-12-01", "2022-12-31", barredAfter("3", "", law.FromYearEnd), nil, "2025-12-31", "XX-LIM-1", 0},
		{
			"an acknowledgement starts anew at once, not at the year's end", "2023-01-01", "2023-05-10", barredAfter("3", "", law.FromYearEnd, all...),
			[]dunning.Restart{event("2025-03-10", law.PartPayment)},
			"2028-03-10", "XX-LIM-1", 0,
		},
		{
			"and does not shorten a period that has not begun", "2023-01-01", "2023-05-10", barredAfter("3", "", law.FromYearEnd, all...),
			[]dunning.Restart{event("2023-11-02", law.PartPayment)},
			"2026-12-31", "XX-LIM-1", 0,
		},
		{
			"of several the latest counts", "2023-01-01", "2023-01-15", barredAfter("3", "", law.FromDue, all...),
			[]dunning.Restart{event("2025-06-01", law.Promise), event("2024-01-01", law.PartPayment), event("2025-01-01", law.Demand)},
			"2028-06-01", "XX-LIM-1", 0,
		},
		{
			"only what the law names", "2023-01-01", "2023-01-15", barredAfter("3", "", law.FromDue, law.PartPayment),
			[]dunning.Restart{event("2024-01-01", law.Demand), event("2024-01-01", law.Promise), event("2024-01-01", law.WrittenAcknowledgement)},
			"2026-01-15", "XX-LIM-1", 0,
		},
		{
			"on the last day it still counts", "2023-01-01", "2023-01-15", barredAfter("3", "", law.FromDue, all...),
			[]dunning.Restart{event("2026-01-15", law.PartPayment)},
			"2029-01-15", "XX-LIM-1", 0,
		},
		{
			"the day after nothing brings it back", "2023-01-01", "2023-01-15", barredAfter("3", "", law.FromDue, all...),
			[]dunning.Restart{event("2026-01-16", law.PartPayment), event("2026-02-01", law.Promise)},
			"2026-01-15", "XX-LIM-1", 2,
		},
		{
			"a chain of restarts, each in time", "2017-01-01", "2017-01-15", barredAfter("3", "", law.FromDue, all...),
			[]dunning.Restart{event("2020-01-10", law.PartPayment), event("2023-01-10", law.PartPayment)},
			"2026-01-10", "XX-LIM-1", 0,
		},
		{
			"a payment before due counts from due", "2023-01-01", "2023-01-15", barredAfter("3", "", law.FromIssue, all...),
			[]dunning.Restart{event("2023-01-05", law.PartPayment)},
			"2026-01-15", "XX-LIM-1", 0,
		},
		{
			"in writing, with a period of its own", "2023-01-01", "2023-01-15", barredAfter("3", "10", law.FromDue, law.PartPayment),
			[]dunning.Restart{event("2024-04-01", law.WrittenAcknowledgement), event("2025-01-01", law.PartPayment)},
			"2034-04-01", "XX-LIM-2", 0,
		},
		{"unknown country", "2023-01-01", "2023-01-15", law.Pack{}, []dunning.Restart{event("2024-04-01", law.PartPayment)}, "", "", 0},
	} {
		it := receivable.OpenItem{Issued: on(c.issued), Due: on(c.due)}
		l := dunning.LimitationOf(it, c.restarts, receivable.Business, c.pack, on("2026-11-22"))
		if l.Last.String() != c.last || l.Rule != c.rule || len(l.Late) != c.late {
			t.Errorf("%s: last day %s by %s, %d too late", c.name, l.Last, l.Rule, len(l.Late))
		}
	}
}

func TestTheRowComesAlong(t *testing.T) {
	l := dunning.LimitationOf(receivable.OpenItem{Due: on("2023-01-15")}, nil, "", barredAfter("3", "", law.FromDue), on("2026-01-10"))
	if l.Ref != "s. 1" || l.Source != "a page" || !l.Verified || l.DaysLeft(on("2026-01-10")) != 5 || l.Barred(on("2026-01-15")) || !l.Barred(on("2026-01-16")) {
		t.Errorf("%+v", l)
	}
}

// Whatever happened: a claim is never barred before it is due, one more event never brings the day nearer, and a claim that
// ends by a day is never younger than the horizon.
func TestNothingShortensALimitation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		starts := rapid.SampledFrom([]string{law.FromDue, law.FromIssue, law.FromYearEnd}).Draw(t, "starts")
		pack := barredAfter(rapid.SampledFrom([]string{"1", "2", "3", "5"}).Draw(t, "years"), rapid.SampledFrom([]string{"", "10"}).Draw(t, "written"), starts,
			law.PartPayment, law.Promise)
		issued := date.Must(2020, time.January, 1).AddDays(rapid.IntRange(0, 1500).Draw(t, "issued"))
		it := receivable.OpenItem{Issued: issued, Due: issued.AddDays(rapid.IntRange(0, 2000).Draw(t, "terms"))}
		var events []dunning.Restart
		last := dunning.LimitationOf(it, nil, receivable.Consumer, pack, issued).Last
		for range rapid.IntRange(0, 5).Draw(t, "events") {
			events = append(events, dunning.Restart{
				On:   issued.AddDays(rapid.IntRange(0, 4000).Draw(t, "on")),
				Kind: rapid.SampledFrom([]string{law.PartPayment, law.Promise, law.WrittenAcknowledgement, law.Demand}).Draw(t, "kind"),
			})
			next := dunning.LimitationOf(it, events, receivable.Consumer, pack, issued).Last
			if next.Before(last) || next.Before(it.Due) {
				t.Fatalf("%s came down to %s, due %s", last, next, it.Due)
			}
			last = next
		}
		if h := dunning.LimitationHorizon(pack, last); it.Issued.After(h) && it.Due.After(h) {
			t.Fatalf("ends on %s, but is younger than %s", last, h)
		}
	})
}
