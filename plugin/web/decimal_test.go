package web_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

func TestAmountsComeFromTheRawToken(t *testing.T) {
	for _, tc := range []struct {
		token, currency string
		minor           int64
		wrong           bool
	}{
		{token: `1190.10`, currency: "NOK", minor: 119010},
		{token: `"1190.10"`, currency: "NOK", minor: 119010},
		{token: `0.1`, currency: "NOK", minor: 10},
		{token: `-46`, currency: "NZD", minor: -4600},
		{token: `1.19e3`, currency: "NOK", minor: 119000},
		{token: `90071992547409.93`, currency: "NOK", minor: 9007199254740993},
		{token: `12500`, currency: "JPY", minor: 12500},
		{token: `1.2345`, currency: "KWD", wrong: true},
		{token: `1.005`, currency: "NOK", wrong: true},
		{token: `1e999999999`, currency: "NOK", wrong: true},
		{token: `"1,190.10"`, currency: "NOK", wrong: true},
		{token: `null`, currency: "NOK", wrong: true},
		{token: `1`, currency: "XXQ", wrong: true},
		{token: `1e20`, currency: "NOK", wrong: true},
	} {
		var d web.Decimal
		if err := json.Unmarshal([]byte(tc.token), &d); err != nil {
			t.Fatal(err)
		}
		if minor, err := d.Minor(tc.currency); (err != nil) != tc.wrong || minor != tc.minor && !tc.wrong {
			t.Errorf("%s %s is %d, %v", tc.token, tc.currency, minor, err)
		}
	}
}

func TestMoreDecimalsAreRoundedHalfAwayFromZero(t *testing.T) {
	for token, minor := range map[web.Decimal]int64{"200000.00016": 20000000, "1.005": 101, "-1.005": -101, "1.0049": 100, "0.004": 0} {
		if got, err := token.Rounded("EUR"); err != nil || got != minor {
			t.Errorf("%s is %d, %v", token, got, err)
		}
	}
}

func TestDaysAreNeverMoved(t *testing.T) {
	for text, day := range map[string]spec.Date{
		"2026-11-20": "2026-11-20", "2026-11-20T23:30:00-08:00": "2026-11-20", "2026-11-20 00:00:00": "2026-11-20",
		"/Date(1546128000000+0000)/": "2018-12-30", "/Date(-62135596800000+0000)/": "", "": "", "0001-01-01": "",
	} {
		if got, err := web.Day(text); err != nil || got != day {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"2026-02-31", "20/11/2026", "/Date(x)/", "/Date(", "yesterday"} {
		if got, err := web.Day(text); err == nil {
			t.Errorf("%q is taken as %q", text, got)
		}
	}
	if got, err := web.DayLike("02/01/2006", "20/11/2026"); err != nil || got != "2026-11-20" {
		t.Errorf("%q, %v", got, err)
	}
}

func FuzzDecimal(f *testing.F) {
	f.Add("1190.10")
	f.Add("1e5")
	f.Add("-.5")
	f.Fuzz(func(t *testing.T, text string) {
		d := web.Decimal(text)
		exact, err := d.Minor("NOK")
		if err != nil {
			return
		}
		if rounded, err := d.Rounded("NOK"); err != nil || rounded != exact {
			t.Errorf("%q is %d exactly and %d rounded, %v", text, exact, rounded, err)
		}
	})
}

func TestTheNoiseOfFloatsIsTakenOff(t *testing.T) {
	for token, minor := range map[web.Decimal]int64{"1136.3600000000001": 113636, "394.99999999999994": 39500, "-150.25": -15025, "0.1": 10} {
		if got, err := token.Float("EUR"); err != nil || got != minor {
			t.Errorf("%s is %d, %v", token, got, err)
		}
	}
	for _, token := range []web.Decimal{"10.005", "1.00002", "-0.501", "", "1e30"} {
		if got, err := token.Float("EUR"); err == nil {
			t.Errorf("%s was taken as %d", token, got)
		}
	}
	if got, err := web.Decimal("10.5").Float("JPY"); err == nil {
		t.Errorf("half a yen was taken as %d", got)
	}
}

// A day that was written as the moment at which it begins is that of its zone.
func TestADayIsThatOfItsZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	for text, day := range map[string]spec.Date{
		"2026-04-01T00:00:00+02:00": "2026-04-01", "2026-03-31T22:00:00Z": "2026-04-01", "2026-12-31T23:00:00.000+00:00": "2027-01-01", "2026-04-01": "2026-04-01", "": "",
	} {
		if got, err := web.DayAt(berlin, text); err != nil || got != day {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
	if got, err := web.DayAt(berlin, "01.04.2026"); err == nil {
		t.Errorf("taken as %q", got)
	}
}

func TestTextsComeAsTheyAre(t *testing.T) {
	var got []web.Text
	if err := json.Unmarshal([]byte(`["a", 9007199254740993, true, null, ""]`), &got); err != nil || len(got) != 5 || got[1] != "9007199254740993" || got[2] != "true" || got[3] != "" {
		t.Errorf("%q, %v", got, err)
	}
	if json.Unmarshal([]byte(`[{"id":1}]`), &got) == nil {
		t.Error("an object was taken as a text")
	}
}
