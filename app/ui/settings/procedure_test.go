package settings

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// decimals are the same when their values are: 35 and 35.00.
var decimals = cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })

var dates = cmp.AllowUnexported(date.Date{})

func figureIn(t *rapid.T, name string, most int64) decimal.Decimal {
	return decimal.New(rapid.Int64Range(0, most*1000).Draw(t, name), -3)
}

func drawLevel(t *rapid.T, n int) dunning.Level {
	channels := rapid.Permutation([]receivable.Channel{receivable.Email, receivable.Letter, receivable.SMS, receivable.Call, receivable.Visit}).Draw(t, "channels")
	l := dunning.Level{
		Number: n, Tone: rapid.SampledFrom([]dunning.Tone{"", dunning.Friendly, dunning.Final}).Draw(t, "tone"),
		AfterDays: rapid.IntRange(0, 400).Draw(t, "after"), DeadlineDays: rapid.IntRange(0, 60).Draw(t, "deadline"),
		Since:    rapid.SampledFrom([]dunning.Since{dunning.SinceDue, dunning.SincePrevious, dunning.SinceDeadline}).Draw(t, "since"),
		Channels: channels[:rapid.IntRange(1, 5).Draw(t, "count")], Approval: rapid.Bool().Draw(t, "approval"),
		Text: rapid.SampledFrom([]string{"", "Kind words"}).Draw(t, "text"), Compensation: rapid.Bool().Draw(t, "lump"),
		IfSilent: rapid.SampledFrom([]receivable.Channel{"", receivable.Call}).Draw(t, "silent"), IfAnswered: rapid.SampledFrom([]string{"", dunning.Confirm}).Draw(t, "answered"),
	}
	if rapid.Bool().Draw(t, "has fee") {
		l.Fee = &dunning.Fee{Fixed: figureIn(t, "fixed", 99).Add(decimal.NewFromInt(1)), Percent: figureIn(t, "percent", 30), Of: dunning.OfOriginal, Per: dunning.PerItem}
		if rapid.Bool().Draw(t, "capped") {
			most := decimal.NewFromInt(5000)
			l.Fee.Max = &most
		}
	}
	switch rapid.IntRange(0, 4).Draw(t, "interest") {
	case 1:
		l.Interest = &dunning.Interest{Statutory: true, From: "due"}
	case 2:
		l.Interest = &dunning.Interest{Rate: figureIn(t, "rate", 40), Basis: dunning.Act360, From: "due"}
	case 3:
		most := figureIn(t, "most of a band", 90)
		l.Fee = &dunning.Fee{Of: dunning.OfOpen, Per: dunning.PerNotice, Max: &most, Accumulated: rapid.Bool().Draw(t, "added up")}
		for n := range rapid.IntRange(1, 4).Draw(t, "bands") {
			l.Fee.Tiers = append(l.Fee.Tiers, dunning.FeeTier{From: decimal.NewFromInt(int64(n) * 1000), Fixed: figureIn(t, "band", 70), Percent: figureIn(t, "band percent", 3), Max: &most})
		}
	case 4:
		l.Interest = &dunning.Interest{Table: true, Basis: dunning.ActualCY, From: "due"}
	}
	return l
}

func drawProcedure(t *rapid.T) dunning.Procedure {
	p := dunning.Procedure{
		Name: "Drawn", FirstContact: rapid.SampledFrom([]dunning.FirstContact{dunning.FromLevel1, dunning.ByAge}).Draw(t, "first"),
		GraceDays: rapid.IntRange(0, 30).Draw(t, "grace"), MinDaysBetween: rapid.IntRange(0, 30).Draw(t, "between"), Calendar: "none",
		Allocation: dunning.CostsInterestPrincipal,
	}
	if least := rapid.Int64Range(0, 10_000_000).Draw(t, "least"); least > 0 {
		p.MinBalance = map[money.Currency]money.Amount{"NOK": money.New(least, "NOK"), "JPY": money.New(least, "JPY")}
	}
	written := rapid.SampledFrom([][]receivable.Channel{nil, {receivable.SMS}, {receivable.Letter, receivable.Email}})
	if rapid.Bool().Draw(t, "early") {
		p.BeforeDue = &dunning.BeforeDue{Days: rapid.IntRange(1, 60).Draw(t, "early days"), Channels: written.Draw(t, "early ways")}
	}
	if rapid.Bool().Draw(t, "thanks") {
		p.ThankYou = &dunning.ThankYou{Channels: written.Draw(t, "thankful ways")}
	}
	for n := range rapid.IntRange(0, 3).Draw(t, "rates") {
		p.Rates = append(p.Rates, dunning.Rate{From: monday.AddDays(n * 100), Percent: figureIn(t, "rate", 20), Source: rapid.SampledFrom([]string{"", "bank"}).Draw(t, "source")})
	}
	for n := range rapid.IntRange(1, 6).Draw(t, "levels") {
		p.Levels = append(p.Levels, drawLevel(t, n+1))
	}
	return p
}

// Whatever the book holds comes back from the fields as it was, in every country's way to write figures.
func TestAProcedureSurvivesItsFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProcedure(t)
		l := locale.For(rapid.SampledFrom([]string{"nb-NO", "de-DE", "en-GB", "id-ID"}).Draw(t, "locale"))
		v := procedureValues(p, []money.Currency{"NOK", "JPY"}, l)
		got, err := procedureFrom(v, p, l)
		if diff := cmp.Diff(p, got, decimals, dates); err != nil || diff != "" {
			t.Fatalf("%v\n%s", err, diff)
		}
	})
}

// Adding a level and removing it again changes nothing, and removing one leaves the others as they were, numbered anew.
func TestRemovingALevelLeavesTheOthers(t *testing.T) {
	l := locale.For("nb-NO")
	rapid.Check(t, func(t *rapid.T) {
		p := drawProcedure(t)
		v := procedureValues(p, nil, l)
		before := v.clone()
		addLevel(v)
		removeLevel(v, levelCount(v))
		if changed := v.Changed(before); len(changed) != 0 {
			t.Fatalf("adding and removing changed %v", changed)
		}
		if len(p.Levels) == 1 {
			return
		}
		gone := rapid.IntRange(1, len(p.Levels)).Draw(t, "gone")
		removeLevel(v, gone)
		got, err := procedureFrom(v, p, l)
		want := append(append([]dunning.Level(nil), p.Levels[:gone-1]...), p.Levels[gone:]...)
		for i := range want {
			want[i].Number = i + 1
		}
		if diff := cmp.Diff(want, got.Levels, decimals, dates); err != nil || diff != "" {
			t.Fatalf("without level %d: %v\n%s", gone, err, diff)
		}
	})
}

func TestANewLevelCanBeFollowedAtOnce(t *testing.T) {
	m := filled()
	m.AddLevel()
	if m.Level != 4 {
		t.Errorf("level %d is shown", m.Level)
	}
	p, err := m.ReadProcedure()
	if err != nil || len(p.Levels) != 4 || p.Levels[3].AfterDays != 14 || p.Levels[3].Channels[0] != receivable.Letter {
		t.Errorf("%v %+v", err, p.Levels)
	}
}

func TestTheLastLevelStays(t *testing.T) {
	m := filled()
	for range 5 {
		m.RemoveLevel()
	}
	if m.Levels() != 1 || m.Level != 1 {
		t.Errorf("%d levels, %d is shown", m.Levels(), m.Level)
	}
}

func TestKeysOfLevelsAreTakenApart(t *testing.T) {
	for key, want := range map[string]struct {
		number int
		field  string
	}{
		"levels[2].fee.max": {2, "fee.max"}, "levels": {0, "levels"}, "grace_days": {0, "grace_days"}, "levels[x].fee": {0, "levels[x].fee"},
		"levels[12].channels": {12, "channels"}, "levels[3]": {0, "levels[3]"}, "": {0, ""},
	} {
		if number, field := splitLevel(key); number != want.number || field != want.field {
			t.Errorf("%q is level %d, field %q", key, number, field)
		}
	}
}
