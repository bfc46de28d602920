package words

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

var monday = date.Must(2026, time.November, 23)

// norwegian is a desk in Norway whose screens are English: numbers are written as the country does.
func norwegian() Words { return For("en", "NO", "NOK", time.UTC, monday) }

// plain writes no-break spaces as spaces, which can be told apart in a test.
func plain(text string) string { return strings.ReplaceAll(text, nbsp, " ") }

func TestNumbersFollowTheCountryAndNotTheLanguage(t *testing.T) {
	w := norwegian()
	for _, c := range []struct{ got, want string }{
		{w.Money(money.New(3421000, "NOK")), "34 210,00 kr"},
		{w.Money(money.New(158500, "EUR")), "1 585,00 €"},
		{w.Code(money.New(8100000000, "IDR")), "81 000 000 IDR"},
		{w.Figures(money.New(-1834000, "NOK")), "−18 340,00"},
		{w.WholeMoney(money.New(120431099, "NOK")), "1 204 310 kr"},
		{w.Whole(money.New(-1834099, "NOK")), "−18 340"},
		{w.Count(100412), "100 412"},
		{For("en", "GB", "GBP", time.UTC, monday).Money(money.New(158500, "GBP")), "£1,585.00"},
	} {
		if plain(c.got) != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestColumnsOfSumsKeepUnitsUnderUnits(t *testing.T) {
	w := norwegian()
	for what, c := range map[string]struct {
		got  widget.Sum
		want widget.Sum
	}{
		"decimals":         {w.Sum(money.New(158500, "EUR"), true), widget.Sum{Number: "1 585,00", Code: "EUR"}},
		"no decimals":      {w.Sum(money.New(8100000000, "IDR"), true), widget.Sum{Number: "81 000 000", Code: "IDR", Whole: true}},
		"never decimals":   {w.Sum(money.New(5000, "JPY"), false), widget.Sum{Number: "5 000", Whole: true}},
		"nothing":          {w.SumOrDash(money.Zero("NOK"), false), widget.Sum{Number: "–", NoneGiven: true}},
		"a reckoned zero":  {w.Sum(money.Zero("NOK"), false), widget.Sum{Number: "0,00"}},
		"three decimals":   {w.Sum(money.New(1500, "KWD"), false), widget.Sum{Number: "1,500"}},
		"negative, in the": {w.Sum(money.New(-150, "NOK"), false), widget.Sum{Number: "−1,50"}},
	} {
		c.got.Number = plain(c.got.Number)
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", what, c.got, c.want)
		}
	}
}

func TestDaysAreSaidAsPeopleSayThem(t *testing.T) {
	w := norwegian()
	for _, c := range []struct{ got, want string }{
		{w.Day(date.Must(2026, time.November, 17)), "17 Nov"},
		{w.Day(date.Must(2025, time.January, 3)), "3 Jan 2025"},
		{w.Day(date.Must(2027, time.January, 15)), "15 Jan"},
		{w.Weekday(monday), "Monday 23 November"},
		{For("nb", "NO", "NOK", time.UTC, monday).Weekday(monday), "Mandag 23. november"},
		{w.Moment(time.Date(2026, 11, 23, 7, 2, 0, 0, time.UTC)), "07:02"},
		{w.Moment(time.Date(2026, 11, 20, 13, 40, 0, 0, time.UTC)), "20 Nov 13:40"},
		{w.Moment(time.Time{}), ""},
		{Overdue(34), "34 d"},
		{Overdue(0), "due today"},
		{Overdue(-17), "due in 17 d"},
	} {
		if plain(c.got) != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestReasonsAreSaidInWords(t *testing.T) {
	w := norwegian()
	args := func(pairs ...string) map[string]string {
		m := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i]] = pairs[i+1]
		}
		return m
	}
	for _, c := range []struct {
		why  dunning.Why
		want string
	}{
		{dunning.Why{Key: dunning.WhyOverdueFirst, Args: args("days", "21")}, "21 d overdue, first reminder"},
		{dunning.Why{Key: dunning.WhySinceLevel, Args: args("ago", "16", "previous", "2")}, "16 d since level 2, no answer"},
		{dunning.Why{Key: "promise-broken", Args: args("amount", "20000.00", "currency", "NOK", "date", "2026-11-17")}, "promise of 20 000,00 kr broken 17 Nov"},
		{dunning.Why{Key: dunning.WhyPromiseBroken, Args: args("promised", "2026-11-17", "ago", "17", "previous", "2")}, "promise for 17 Nov broken, 17 d since level 2"},
		{dunning.Why{Key: dunning.WhyPromiseBroken, Args: args("promised", "2026-11-17", "days", "9")}, "promise for 17 Nov broken, 9 d overdue"},
		{dunning.Why{Key: string(dunning.ReasonTooSoon)}, "too soon"},
		{dunning.Why{Key: "never-heard-of", Args: args("days", "3")}, "never heard of · days 3"},
		{dunning.Why{}, ""},
	} {
		if got := plain(w.Why(c.why)); got != c.want {
			t.Errorf("%s: %q, want %q", c.why.Key, got, c.want)
		}
	}
	left := dunning.LeftOut{Reason: dunning.ReasonTooSoon, Detail: dunning.Why{Key: string(dunning.ReasonTooSoon)}, Until: date.Must(2026, time.November, 28)}
	if got := w.LeftOut(left); got != "too soon, until 28 Nov" {
		t.Errorf("left out: %q", got)
	}
}

// Every reason that the engine can give has words, in every language: a clerk never reads a code.
func TestEveryReasonHasWords(t *testing.T) {
	for reason, key := range reasons {
		if !i18n.Has(key) {
			t.Errorf("%s has no words", reason)
		}
	}
	for why, key := range whys {
		if !i18n.Has(key) {
			t.Errorf("%s has no words", why)
		}
	}
	for effect, key := range shortEffects {
		if !i18n.Has(key) {
			t.Errorf("%s has no words", effect)
		}
	}
}

func TestEffectsNameTheirRule(t *testing.T) {
	e := dunning.Effect{Rule: "NO-FEE-2", What: dunning.Why{Key: dunning.EffectFeeCapped, Args: map[string]string{"from": "70.00", "to": "35.00"}}}
	w := norwegian()
	if got := w.Effect(e); got != "Fee trimmed from 70,00 to 35,00 by NO-FEE-2" {
		t.Error(got)
	}
	if got := w.ShortEffect(e); got != "fee ≤ 35,00" {
		t.Error(got)
	}
}

func TestAFailureSaysWhatAndWhatToDo(t *testing.T) {
	err := fault.Wrap(fault.New("disk-full", "no space"), fault.Unavailable, "the letter %s cannot be written", "2026-1").WithHint("make room on the disk")
	f := Failure(err)
	if f.What != "The letter 2026-1 cannot be written." || f.Todo != "Make room on the disk." || f.Details != "unavailable: no space" {
		t.Errorf("%+v", f)
	}
	if f := Failure(fault.New(fault.Internal, "the book answered with an error")); f.Todo != "" {
		t.Errorf("without advice the program advises %q", f.Todo)
	}
	if got := Sentenced("two mails unread"); got != "Two mails unread." {
		t.Error(got)
	}
}
