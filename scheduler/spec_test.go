package scheduler

import (
	"strings"
	"testing"
)

func TestParseSpecReadsWhatStringWrites(t *testing.T) {
	for _, text := range []string{
		"daily 07:00", "daily 00:00", "daily 23:59", "business-days 06:30", "weekly mon 07:00",
		"weekly mon,wed,fri 17:45", "weekly sat,sun 09:00", "monthly 1 07:00", "monthly last 07:00", "every 5m", "every 1440m",
	} {
		spec, err := ParseSpec(text)
		if err != nil {
			t.Errorf("ParseSpec(%q): %v", text, err)
			continue
		}
		if got := spec.String(); got != text {
			t.Errorf("ParseSpec(%q).String() = %q", text, got)
		}
	}
}

func TestParseSpecTidiesUp(t *testing.T) {
	for written, kept := range map[string]string{
		"  daily   07:00 ":     "daily 07:00",
		"weekly fri,mon 07:00": "weekly mon,fri 07:00",
		"monthly 31 07:00":     "monthly last 07:00",
		"every 0030m":          "every 30m",
	} {
		spec, err := ParseSpec(written)
		if err != nil || spec.String() != kept {
			t.Errorf("ParseSpec(%q) = %q, %v, want %q", written, spec, err, kept)
		}
	}
}

func TestParseSpecSaysWhatIsWrong(t *testing.T) {
	for text, wants := range map[string]string{
		"":                          "empty",
		"   ":                       "empty",
		"hourly":                    "not understood",
		"daily":                     "not understood",
		"daily 07:00 08:00":         "not understood",
		"daily 7:00":                "not a time of day",
		"daily 24:00":               "not a time of day",
		"daily 07:60":               "not a time of day",
		"daily +7:00":               "not a time of day",
		"daily 0700":                "not a time of day",
		"weekly monday 07:00":       "not a weekday",
		"weekly mon, 07:00":         "not a weekday",
		"monthly 0 07:00":           "not a day of the month",
		"monthly 32 07:00":          "not a day of the month",
		"monthly -1 07:00":          "not a day of the month",
		"every 0m":                  "not a number of minutes",
		"every 30":                  "not a number of minutes",
		"every 1441m":               "not a number of minutes",
		"every 99999999999999m":     "not a number of minutes",
		strings.Repeat("x", 10_000): "not understood",
	} {
		_, err := ParseSpec(text)
		if err == nil || !strings.Contains(err.Error(), wants) {
			t.Errorf("ParseSpec(%.40q): error %v, want one that says %q", text, err, wants)
		}
		if err != nil && len(err.Error()) > 300 {
			t.Errorf("ParseSpec(%.40q): the error is %d bytes long", text, len(err.Error()))
		}
	}
}

func FuzzParseSpec(f *testing.F) {
	for _, seed := range []string{"daily 07:00", "weekly mon,sun 23:59", "monthly last 00:00", "every 30m", "every \x00m", "weekly ,,, 1:1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		spec, err := ParseSpec(text)
		if err != nil {
			if !spec.IsZero() {
				t.Errorf("ParseSpec(%q) gave both a schedule and an error", text)
			}
			return
		}
		again, err := ParseSpec(spec.String())
		if err != nil || again != spec {
			t.Errorf("ParseSpec(%q) = %q, which reads back as %q, %v", text, spec, again, err)
		}
	})
}
