package main

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"pgregory.net/rapid"
)

func TestDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, order, want string }{
		{"2026-12-31", dayFirst, "2026-12-31"},
		{"2026/12/31", dayFirst, "2026-12-31"},
		{"2026.12.31", monthFirst, "2026-12-31"},
		{"20261231", "", "2026-12-31"},
		{"31.12.2026", dayFirst, "2026-12-31"},
		{"31.12.26", dayFirst, "2026-12-31"},
		{"1.2.2026", dayFirst, "2026-02-01"},
		{"1. 2. 2026", dayFirst, "2026-02-01"},
		{"31-12-2026", dayFirst, "2026-12-31"},
		{"12/31/2026", monthFirst, "2026-12-31"},
		{"02/03/2026", monthFirst, "2026-02-03"},
		{"02/03/2026", dayFirst, "2026-03-02"},
		{"26-12-31", yearFirst, "2026-12-31"},
		{"31.12.99", dayFirst, "1999-12-31"},
		{"2026-12-31 00:00:00", dayFirst, "2026-12-31"},
		{"2026-12-31T00:00:00.000Z", dayFirst, "2026-12-31"},
		{"31.12.2026 14:30", dayFirst, "2026-12-31"},
		{"12/31/2026 2:30 PM", monthFirst, "2026-12-31"},
		{"31 Dec 2026", dayFirst, "2026-12-31"},
		{"31. desember 2026", dayFirst, "2026-12-31"},
		{"31-Dez-26", dayFirst, "2026-12-31"},
		{"Dec 31, 2026", dayFirst, "2026-12-31"},
		{"31 Agustus 2026", dayFirst, "2026-08-31"},
		{"1 août 2026", dayFirst, "2026-08-01"},
		{"31 de diciembre de 2026", dayFirst, "2026-12-31"},
		{"2026 Mai 17", dayFirst, "2026-05-17"},
		{"29.02.2028", dayFirst, "2028-02-29"},
	} {
		w, err := readDay(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if got, err := w.date(c.order); err != nil || string(got) != c.want {
			t.Errorf("%q %s: %s, %v; want %s", c.text, c.order, got, err, c.want)
		}
	}
}

func TestWhatIsNoDay(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"31.02.2026", "2026-02-30", "32.01.2026", "0.1.2026", "31.13.2026", "tomorrow", "2026", "12.2026", "1.2.3.4", "2026-12-31T22:00:00Z",
		"2026-12-31T00:30:00+02:00", "31 Foo 2026", "20261301", "99999999", "1/1/12345", "29.02.2027", "--", "2026-00-10",
	} {
		w, err := readDay(text)
		if err == nil {
			_, err = w.date(dayFirst)
		}
		if err == nil {
			t.Errorf("%q passes for a day", text)
		}
	}
}

func TestOrderIsProvenByTheWholeColumn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		days     []string
		order    string
		conflict int64
	}{
		"days beyond twelve":        {[]string{"01/02/2026", "31/12/2026"}, dayFirst, 0},
		"second part beyond twelve": {[]string{"01/02/2026", "12/31/2026"}, monthFirst, 0},
		"nothing proves it":         {[]string{"01/02/2026", "03/04/2026"}, "", 0},
		"both":                      {[]string{"31/12/2026", "30/12/2026", "12/31/2026"}, "", 3},
		"a day that is none":        {[]string{"31/02/2026", "45/45/2026"}, dayFirst, 0},
	} {
		var column dayColumn
		for i, text := range c.days {
			w, err := readDay(text)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			column.add(w, int64(i+1))
		}
		if column.order() != c.order || column.conflict() != c.conflict {
			t.Errorf("%s: order %q, conflict in line %d", name, column.order(), column.conflict())
		}
	}
}

func TestDaysComeBackExact(t *testing.T) {
	t.Parallel()
	layouts := map[string]string{
		"2006-01-02": dayFirst, "02.01.2006": dayFirst, "2.1.06": dayFirst, "01/02/2006": monthFirst, "02/01/2006": dayFirst, "20060102": "",
		"2 Jan 2006": dayFirst, "January 2, 2006": monthFirst, "2006-01-02 15:04:05": dayFirst, "06-01-02": yearFirst,
	}
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 36_000).Draw(t, "day"))
		for layout, order := range layouts {
			w, err := readDay(day.Format(layout))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := w.date(order); err != nil || got != spec.DateOf(day) {
				t.Fatalf("%s: %s, %v; want %s", day.Format(layout), got, err, spec.DateOf(day))
			}
		}
	})
}

func FuzzDay(f *testing.F) {
	for _, seed := range []string{"31.12.2026", "12/31/26", "Dec 31, 2026", "2026-12-31T00:00:00Z", "..", "de de de"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := readDay(text)
		if err != nil {
			return
		}
		for _, order := range []string{dayFirst, monthFirst, yearFirst, ""} {
			if day, err := w.date(order); err == nil && !day.Valid() {
				t.Errorf("%q became %s", text, day)
			}
		}
	})
}
