package law_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/law"
)

// rowOf makes a row of the fields that matter to a test.
func rowOf(id, fields string) string {
	return `{"id": "` + id + `", "applies": "both", "by": "own", "ref": "s. 1", "source": "gazette", ` + fields + `}`
}

// Each fact demands what planning needs of it, and refuses what was meant for another.
func TestEachFactDemandsWhatItNeeds(t *testing.T) {
	for _, c := range []struct{ fields, want string }{
		{`"fact": "fee-max", "unit": "EUR", "value": "0"`, ""},
		{`"fact": "fee-max", "unit": "EUR", "scale": [{"from": "0", "percent": "15"}, {"from": "2500", "percent": "10"}], "least": "40", "most": "6775"`, ""},
		{`"fact": "fee-max", "unit": "EUR", "scale": [{"from": "100", "percent": "15"}]`, "begins at 100 and not at 0"},
		{`"fact": "fee-max", "unit": "EUR", "scale": [{"from": "0", "percent": "15"}, {"from": "0", "percent": "10"}]`, "do not rise"},
		{`"fact": "fee-max", "unit": "EUR", "scale": [{"from": "0", "percent": "101"}]`, "no share"},
		{`"fact": "fee-max", "unit": "EUR", "scale": [{"from": "0", "percent": "15"}], "value": "3"`, "instead of a value"},
		{`"fact": "fee-max", "unit": "EUR", "scale": [{"from": "0", "percent": "15"}], "least": "40", "most": "30"`, "below the least"},
		{`"fact": "fee-max", "unit": "EUR", "value": "3", "most": "30"`, "belong to a scale"},
		{`"fact": "fee-max", "unit": "EUR", "value": "3", "tones": ["final", "loud"]`, `"loud" is not one of`},
		{`"fact": "fee-total-max", "unit": "kroner", "value": "3"`, "not a currency"},
		{`"fact": "fee-gap-days", "unit": "days", "value": "10"`, ""},
		{`"fact": "fee-gap-days", "unit": "weeks", "value": "10"`, "should be days"},
		{`"fact": "fee-needs-notice", "unit": "days", "value": "1.5"`, "not a whole number"},
		{`"fact": "notice-days", "unit": "days", "value": "3650"`, ""},
		{`"fact": "notice-days", "unit": "days", "value": "20261231"`, "more than 3650 days"},
		{`"fact": "fee-repeat-days", "unit": "days", "value": "99999999999999999999"`, "more than 3650 days"},
		{`"fact": "fee-count-max", "unit": "count", "value": "1001"`, "more than 1000 count"},
		{`"fact": "limitation-acknowledged", "unit": "years", "value": "101"`, "more than 100 years"},
		{`"fact": "interest-rate", "unit": "percent-a-year", "value": "1000.1"`, "more than 1000 percent-a-year"},
		{`"fact": "compensation", "unit": "GBP", "value": "70", "above": "1000"`, ""},
		{`"fact": "compensation", "unit": "GBP", "value": "0"`, "may not be zero"},
		{`"fact": "compensation", "unit": "GBP", "value": "70", "above": "-1"`, "below zero"},
		{`"fact": "compensation-excludes-fees", "text": "perhaps"`, "not one of [yes]"},
		{`"fact": "interest-mode", "text": "rate-at-payment"`, ""},
		{`"fact": "interest-mode", "text": "rate-of-the-day"`, "not one of"},
		{`"fact": "interest-cap", "text": "agreed"`, "not one of [statutory]"},
		{`"fact": "interest-rate", "unit": "percent-a-year", "value": "-1"`, "below zero"},
		{`"fact": "base-rate", "unit": "percent-a-year", "value": "-0.88"`, ""},
		{`"fact": "notice-text"`, "at least one language"},
		{`"fact": "notice-text", "texts": {"norsk": "x"}`, "no" + `t a language`},
		{`"fact": "notice-text", "texts": {"nb": ""}`, "empty"},
		{`"fact": "final-notice-by-own", "text": "never"`, "not one of [allowed forbidden]"},
		{`"fact": "contact-hours", "weekdays": ["mon", "sat"], "hours": "08:00-21:00", "channels": ["call"]`, ""},
		{`"fact": "contact-hours", "hours": "08:00-21:00"`, "weekdays"},
		{`"fact": "contact-hours", "weekdays": ["mon"]`, "hours"},
		{`"fact": "contact-hours", "weekdays": ["mon", "mon"], "hours": "08:00-21:00"`, "twice"},
		{`"fact": "contact-hours", "weekdays": ["mon"], "hours": "08:00-21:00", "channels": ["pigeon"]`, `"pigeon" is not one of`},
		{`"fact": "contact-max", "unit": "count", "value": "7", "days": 7`, ""},
		{`"fact": "contact-max", "unit": "count", "value": "7"`, "0 is not a number of days"},
		{`"fact": "contact-max", "unit": "count", "value": "0", "days": 7`, "may not be zero"},
		{`"fact": "visit", "text": "prior-notice", "value": "3", "unit": "days"`, ""},
		{`"fact": "visit", "text": "forbidden", "value": "3", "unit": "days"`, "only a visit with prior notice"},
		{`"fact": "visit", "text": "at night"`, "not one of"},
		{`"fact": "allocation", "text": "costs, then interest"`, "not one of"},
		{`"fact": "limitation", "unit": "years", "value": "3", "starts": "year-end", "restarts": ["part-payment"]`, ""},
		{`"fact": "limitation", "unit": "years", "value": "3"`, "starts"},
		{`"fact": "limitation", "unit": "years", "value": "3", "starts": "due", "restarts": ["a dream"]`, `"a dream" is not one of`},
		{`"fact": "limitation-acknowledged", "unit": "years", "value": "10"`, ""},
		{`"fact": "fee-max", "unit": "EUR", "value": "3", "days": 7`, "has no meaning for fee-max"},
		{`"fact": "fee-max", "unit": "EUR", "value": "3", "force": "mild"`, "statute or house"},
		{`"fact": "fee-max", "unit": "EUR", "value": "3", "from": "1969-12-31"`, "outside the years"},
		{`"fact": "fee-max", "unit": "EUR", "value": "3", "to": "2101-01-01"`, "outside the years"},
		{`"fact": "fee-max", "unit": "EUR", "value": "3", "remark": "` + strings.Repeat("x", 1001) + `"`, "longer than"},
		{`"fact": "fee-max", "off": true`, "only an office's own row"},
	} {
		p, err := law.Parse("XX.json", pack(rowOf("X-1", c.fields)))
		if err != nil {
			t.Fatalf("%s: %v", c.fields, err)
		}
		found := law.Check(p)
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) == 0 || !strings.Contains(found[0].String(), c.want)) {
			t.Errorf("%s: found %v, want %q", c.fields, found, c.want)
		}
	}
}

func TestRowsThatStandSideBySideDoNotOverlap(t *testing.T) {
	fee := func(id, more string) string {
		return rowOf(id, `"fact": "fee-max", "unit": "SEK", "value": "60"`+more)
	}
	lump := func(id, more string) string {
		return rowOf(id, `"fact": "compensation", "unit": "GBP", "value": "40"`+more)
	}
	calls := func(id, more string) string {
		return rowOf(id, `"fact": "contact-max", "unit": "count", "value": "1"`+more)
	}
	hours := func(id string) string {
		return rowOf(id, `"fact": "contact-hours", "weekdays": ["mon"], "hours": "08:00-21:00"`)
	}
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"two tones", []string{fee("X-1", `, "tones": ["reminder", "firm"]`), fee("X-2", `, "tones": ["final"]`)}, ""},
		{"one tone twice", []string{fee("X-1", `, "tones": ["firm", "final"]`), fee("X-2", `, "tones": ["final"]`)}, "overlaps with X-1"},
		{"a tone beside all", []string{fee("X-1", ""), fee("X-2", `, "tones": ["final"]`)}, "overlaps with X-1"},
		{"a house rule beside a statute", []string{fee("X-1", ""), fee("X-2", `, "force": "house"`)}, ""},
		{"two house rules", []string{fee("X-1", `, "force": "house"`), fee("X-2", `, "force": "house"`)}, "overlaps with X-1"},
		{"bands of principal", []string{lump("X-1", ""), lump("X-2", `, "above": "1000"`)}, ""},
		{"a band twice", []string{lump("X-1", `, "above": "1000"`), lump("X-2", `, "above": "1000.00"`)}, "overlaps with X-1"},
		{"a half-year that nobody found", []string{lump("X-1", `, "to": "2016-12-31"`), lump("X-2", `, "from": "2018-01-01"`)}, ""},
		{"a day, a week", []string{calls("X-1", `, "days": 1`), calls("X-2", `, "days": 7`)}, ""},
		{"calls and visits", []string{calls("X-1", `, "days": 1, "channels": ["call"]`), calls("X-2", `, "days": 1, "channels": ["visit"]`)}, ""},
		{"a week twice", []string{calls("X-1", `, "days": 7, "channels": ["call", "sms"]`), calls("X-2", `, "days": 7, "channels": ["sms", "call"]`)}, "overlaps with X-1"},
		{"hours add up", []string{hours("X-1"), hours("X-2")}, ""},
	} {
		p, err := law.Parse("XX.json", pack(c.rows...))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		found := law.Check(p)
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || !strings.Contains(found[0].String(), c.want)) {
			t.Errorf("%s: found %v, want %q", c.name, found, c.want)
		}
	}
}
