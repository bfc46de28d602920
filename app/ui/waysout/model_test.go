package waysout

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

var today = date.In(time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC), time.UTC)

func english() words.Words { return words.For("en", "NO", "NOK", time.UTC, today) }

func ways(t *testing.T, change func(*settlement.Assumptions)) *desk.WaysOut {
	t.Helper()
	a := settlement.GuessedAssumptions()
	change(&a)
	lines, err := settlement.WaysOut(money.New(12_400_00, "NOK"), a)
	if err != nil {
		t.Fatal(err)
	}
	return &desk.WaysOut{Country: "NO", Claim: money.New(12_400_00, "NOK"), Discount: a.Discount, Lines: lines}
}

// The figures of the picture that the screen was drawn after: settling brings most of what is quick, a court may cost more than it brings.
func TestEachWayIsWordedWithWhereItsChanceComesFrom(t *testing.T) {
	w := ways(t, func(a *settlement.Assumptions) {
		a.Learn(settlement.WayAgency, 37, 24)
		a.Of(settlement.WayPlan).Own = true
		a.Of(settlement.WayCourt).Fixed = decimal.NewFromInt(9000)
	})
	got := map[settlement.Way]Line{}
	for _, l := range Lines(w, english()) {
		got[l.Way] = l
	}
	for way, want := range map[settlement.Way]string{
		settlement.WayWait: "20 % · a guess", settlement.WayAgency: "64,9 % · from your book (37 cases)", settlement.WayPlan: "40 % · your own figure",
	} {
		if plain(got[way].Chance) != want {
			t.Errorf("%s: %q, want %q", way, plain(got[way].Chance), want)
		}
	}
	if l := got[settlement.WaySettle]; plain(l.Comes) != "3 100,00" || l.On != "23 Jan 2027" || l.Takes != "2 mo" || l.Relation != "may stay" || plain(l.Today) != "3 059,21" {
		t.Errorf("%+v", l)
	}
	if !got[settlement.WayCourt].Loses || got[settlement.WayWriteOff].Takes != "now" || !got[settlement.WayAgency].Best || got[settlement.WayPlan].Best {
		t.Errorf("%+v", got)
	}
}

// plain has ordinary spaces in the place of those that do not break.
func plain(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "−", "-").Replace(text)
}

func TestWhatIsTypedIsRead(t *testing.T) {
	l := english().Locale()
	a := settlement.GuessedAssumptions()
	court := *a.Of(settlement.WayCourt)
	same, err := typedOf(&court, l).Read(court, l)
	if err != nil || same.Own || len(same.Advance) != 2 || !same.Advance[1].From.Equal(decimal.NewFromInt(50_000)) || same.Months != 11 {
		t.Errorf("what was written cannot be read again: %+v, %v", same, err)
	}
	typed := typedOf(&court, l)
	typed.Chance, typed.Advance, typed.Source, typed.On = "52,5 %", "1 500", " the tariff ", today
	got, err := typed.Read(court, l)
	if err != nil || !got.Own || got.Chance.String() != "52.5" || len(got.Advance) != 1 || !got.Advance[0].From.IsZero() || got.Source != "the tariff" || got.Guess() {
		t.Errorf("%+v, %v", got, err)
	}
	for field, change := range map[string]func(*Typed){
		"chance":  func(t *Typed) { t.Chance = "half" },
		"share":   func(t *Typed) { t.Share = "-1" },
		"months":  func(t *Typed) { t.Months = "1,5" },
		"advance": func(t *Typed) { t.Advance = "5000: 1; 0: 2" },
		"fixed":   func(t *Typed) { t.Fixed = "1e3" },
	} {
		typed := typedOf(&court, l)
		change(&typed)
		_, err := typed.Read(court, l)
		if !fault.Has(err, fault.Invalid) || err.(*fault.Error).Field != field { //nolint:errorlint // Has saw that it is one
			t.Errorf("%s: %v", field, err)
		}
	}
}
