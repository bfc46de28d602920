package dunning_test

import (
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestCheckNamesTheFieldThatCannotBeFollowed(t *testing.T) {
	five, ten := dec("5"), dec("10")
	for field, spoil := range map[string]func(p *dunning.Procedure){
		"levels":                  func(p *dunning.Procedure) { p.Levels = nil },
		"first_contact":           func(p *dunning.Procedure) { p.FirstContact = "sometimes" },
		"allocation":              func(p *dunning.Procedure) { p.Allocation = "random" },
		"grace_days":              func(p *dunning.Procedure) { p.GraceDays = -1 },
		"min_days_between":        func(p *dunning.Procedure) { p.MinDaysBetween = 100000 },
		"min_balance":             func(p *dunning.Procedure) { p.MinBalance = map[money.Currency]money.Amount{"NOK": eur(5)} },
		"rates[2].from":           func(p *dunning.Procedure) { p.Rates = []dunning.Rate{{From: day(5)}, {From: day(5)}} },
		"rates[1]":                func(p *dunning.Procedure) { p.Rates = []dunning.Rate{{From: day(5), Percent: dec("-1")}} },
		"levels[2].level":         func(p *dunning.Procedure) { p.Levels[1].Number = 3 },
		"levels[1].after_days":    func(p *dunning.Procedure) { p.Levels[0].AfterDays = -3 },
		"levels[1].deadline_days": func(p *dunning.Procedure) { p.Levels[0].DeadlineDays = -3 },
		"levels[1].since":         func(p *dunning.Procedure) { p.Levels[0].Since = "birth" },
		"levels[1].tone":          func(p *dunning.Procedure) { p.Levels[0].Tone = "rude" },
		"levels[1].channels":      func(p *dunning.Procedure) { p.Levels[0].Channels = []receivable.Channel{"pigeon"} },
		"levels[1].if_silent":     func(p *dunning.Procedure) { p.Levels[0].IfSilent = receivable.Letter },
		"levels[1].if_answered":   func(p *dunning.Procedure) { p.Levels[0].IfAnswered = "ignore" },
		"levels[2].fee.fixed":     func(p *dunning.Procedure) { p.Levels[1].Fee.Fixed = dec("-5") },
		"levels[2].fee.percent":   func(p *dunning.Procedure) { p.Levels[1].Fee.Percent = dec("1.123456789") },
		"levels[2].fee.min":       func(p *dunning.Procedure) { m := dec("-1"); p.Levels[1].Fee.Min = &m },
		"levels[2].fee.max":       func(p *dunning.Procedure) { p.Levels[1].Fee.Min, p.Levels[1].Fee.Max = &ten, &five },
		"levels[2].fee.of":        func(p *dunning.Procedure) { p.Levels[1].Fee.Of = "everything" },
		"levels[2].fee.per":       func(p *dunning.Procedure) { p.Levels[1].Fee.Per = "page" },
		"levels[2].fee.tiers":     func(p *dunning.Procedure) { p.Levels[1].Fee.Tiers = []dunning.FeeTier{{}} },
		"levels[2].fee.tiers[2].from": func(p *dunning.Procedure) {
			p.Levels[1].Fee = &dunning.Fee{Tiers: []dunning.FeeTier{{From: ten}, {From: five}}}
		},
		"levels[3].interest":       func(p *dunning.Procedure) { p.Levels[2].Interest = &dunning.Interest{Statutory: true, Table: true} },
		"levels[3].interest.basis": func(p *dunning.Procedure) { p.Levels[2].Interest.Basis = "actual" },
		"levels[3].interest.rate":  func(p *dunning.Procedure) { p.Levels[2].Interest.Table = true },
		"rates[1].from":            func(p *dunning.Procedure) { p.Rates = []dunning.Rate{{From: date.Must(1969, 12, 31)}} },
		"levels[2].text":           func(p *dunning.Procedure) { p.Levels[1].Text = " two\nlines" },
		"before_due.days":          func(p *dunning.Procedure) { p.BeforeDue = &dunning.BeforeDue{} },
		"before_due.channels": func(p *dunning.Procedure) {
			p.BeforeDue = &dunning.BeforeDue{Days: 3, Channels: []receivable.Channel{receivable.Call}}
		},
		"thank_you.channels": func(p *dunning.Procedure) {
			p.ThankYou = &dunning.ThankYou{Channels: []receivable.Channel{receivable.Visit}}
		},
		"levels[2].fee.tiers[1].fixed": func(p *dunning.Procedure) {
			p.Levels[1].Fee = &dunning.Fee{Max: &five, Tiers: []dunning.FeeTier{{Fixed: ten}}}
		},
		"levels[2].fee.tiers[1].min": func(p *dunning.Procedure) {
			p.Levels[1].Fee = &dunning.Fee{Max: &five, Tiers: []dunning.FeeTier{{Min: &ten}}}
		},
		"levels[2].fee.tiers[1].max": func(p *dunning.Procedure) {
			p.Levels[1].Fee = &dunning.Fee{Tiers: []dunning.FeeTier{{Min: &ten, Max: &five}}}
		},
		"levels[2].after_days":    func(p *dunning.Procedure) { p.Levels[1].Since, p.Levels[1].AfterDays = dunning.SinceDue, 4 },
		"levels[3].interest.from": func(p *dunning.Procedure) { p.Levels[2].Interest.From = "invoice" },
	} {
		p := ladder()
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
		spoil(&p)
		var e *fault.Error
		if err := p.Check(); !errors.As(err, &e) || e.Code != fault.Invalid || e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	aboveItsMax := ladder()
	aboveItsMax.Levels[1].Fee = &dunning.Fee{Fixed: ten, Max: &five}
	if err := aboveItsMax.Check(); err == nil {
		t.Error("a fixed fee above its own highest is accepted")
	}
}

// What looks odd and can be followed is accepted: a grace that outlasts level 1, two levels of one age, a level that counts
// from the letter before and so may name fewer days, a kind word on the last day allowed.
func TestCheckAcceptsWhatCanBeFollowed(t *testing.T) {
	for name, change := range map[string]func(p *dunning.Procedure){
		"grace above level 1":       func(p *dunning.Procedure) { p.GraceDays = 30 },
		"two levels of one age":     func(p *dunning.Procedure) { p.Levels[1].Since, p.Levels[1].AfterDays = dunning.SinceDue, 5 },
		"fewer days, from a letter": func(p *dunning.Procedure) { p.Levels[1].AfterDays = 1 },
		"a note sixty days early": func(p *dunning.Procedure) {
			p.BeforeDue = &dunning.BeforeDue{Days: 60, Channels: []receivable.Channel{receivable.SMS}}
		},
		"thanks by the usual way": func(p *dunning.Procedure) { p.ThankYou = &dunning.ThankYou{} },
		"a band that meets the most": func(p *dunning.Procedure) {
			ten := dec("10")
			p.Levels[1].Fee = &dunning.Fee{Max: &ten, Tiers: []dunning.FeeTier{{Fixed: ten, Min: &ten}}}
		},
	} {
		p := ladder()
		change(&p)
		if err := p.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestACalendarMustBeKnown(t *testing.T) {
	norway := func(name string) bool { return name == "NO" }
	for name, want := range map[string]bool{"": true, "none": true, "NO": true, "no": false, "Atlantis": false} {
		p := ladder()
		p.Calendar = name
		err := p.CheckWith(norway)
		var e *fault.Error
		if (err == nil) != want || err != nil && (!errors.As(err, &e) || e.Field != "calendar") {
			t.Errorf("calendar %q: %v", name, err)
		}
	}
}

func TestWhatCheckAcceptsCanBePlanned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		if err := p.Check(); err != nil {
			t.Fatalf("a drawn procedure is refused: %v", err)
		}
	})
}

func TestFeesByBands(t *testing.T) {
	two, most := dec("2"), dec("4")
	for _, c := range []struct {
		name string
		fee  dunning.Fee
		open int64
		want int64
	}{
		{"fixed", dunning.Fee{Fixed: dec("12.5")}, 10000, 1250},
		{"percent of open", dunning.Fee{Percent: dec("1.5")}, 3333, 50}, // 0.49995
		{"percent with a least", dunning.Fee{Percent: dec("1"), Min: &two}, 10000, 200},
		{"percent with a highest", dunning.Fee{Percent: dec("10"), Max: &most}, 10000, 400},
		{"no band reached", dunning.Fee{Tiers: []dunning.FeeTier{{From: dec("100"), Fixed: two}}}, 9999, 0},
		{"band reached exactly", dunning.Fee{Tiers: []dunning.FeeTier{{From: dec("100"), Fixed: two}}}, 10000, 200},
		{"highest band alone", dunning.Fee{Tiers: []dunning.FeeTier{{Fixed: two}, {From: dec("50"), Percent: dec("1")}}}, 10000, 100},
		{"bands added up", dunning.Fee{Accumulated: true, Tiers: []dunning.FeeTier{{Percent: dec("10"), Max: &most}, {From: dec("50"), Percent: dec("1"), Min: &two}}}, 10000, 600},
	} {
		p := dunning.Procedure{Levels: []dunning.Level{{Number: 1, AfterDays: 1, Fee: &c.fee}}}
		n := plan(5, p, account(invoice(1, 0, c.open))).Notices[0]
		if n.Fee.Minor != c.want {
			t.Errorf("%s of %s: %s, want %s", c.name, eur(c.open), n.Fee, eur(c.want))
		}
	}
	original := invoice(1, 0, 10000)
	original.Open = eur(5000)
	p := dunning.Procedure{Levels: []dunning.Level{{Number: 1, AfterDays: 1, Fee: &dunning.Fee{Percent: decimal.NewFromInt(15), Of: dunning.OfOriginal}}}}
	if n := plan(5, p, account(original)).Notices[0]; n.Fee != eur(1500) {
		t.Errorf("15 %% of the original is %s", n.Fee)
	}
}

// More than the claim itself in a year is a slip of the pen.
func TestInterestAboveTheClaimIsRefused(t *testing.T) {
	for percent, fine := range map[string]bool{"100": true, "100.01": false, "500": false} {
		p := ladder()
		p.Levels[2].Interest = &dunning.Interest{Rate: dec(percent), Basis: dunning.Act365}
		var e *fault.Error
		if err := p.Check(); fine != (err == nil) || !fine && (!errors.As(err, &e) || e.Field != "levels[3].interest.rate") {
			t.Errorf("%s percent: %v", percent, err)
		}
	}
}
