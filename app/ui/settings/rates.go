package settings

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// ratesKey holds how many lines the rate table has.
const ratesKey = "rates"

func rateKey(n int, field string) string { return fmt.Sprintf("%s[%d].%s", ratesKey, n, field) }

// RateLine is a line of the rate table as it is written.
type RateLine struct {
	Number          int
	From            date.Date
	Percent, Source string
}

func rateValues(v Values, rates []dunning.Rate, l *locale.Locale) {
	lines := make([]RateLine, 0, len(rates))
	for _, r := range rates {
		lines = append(lines, RateLine{From: r.From, Percent: writeFigure(&r.Percent, l), Source: r.Source})
	}
	v.setRates(lines)
}

func (v Values) setRates(lines []RateLine) {
	for n := 1; n <= v.count(ratesKey); n++ {
		for _, field := range []string{"from", "percent", "source"} {
			delete(v, rateKey(n, field))
		}
	}
	v[ratesKey] = strconv.Itoa(len(lines))
	for i, r := range lines {
		v[rateKey(i+1, "from")], v[rateKey(i+1, "percent")], v[rateKey(i+1, "source")] = r.From.String(), r.Percent, r.Source
	}
}

func (v Values) rates() []RateLine {
	lines := make([]RateLine, v.count(ratesKey))
	for i := range lines {
		from, err := date.Parse(v[rateKey(i+1, "from")])
		if err != nil {
			from = date.Date{}
		}
		lines[i] = RateLine{Number: i + 1, From: from, Percent: v.text(rateKey(i+1, "percent")), Source: v[rateKey(i+1, "source")]}
	}
	return lines
}

func ratesFrom(v Values, l *locale.Locale) ([]dunning.Rate, error) {
	var rates []dunning.Rate
	for _, line := range v.rates() {
		percent, err := v.figure(rateKey(line.Number, "percent"), l)
		if err != nil {
			return nil, err
		}
		if percent == nil {
			return nil, missing(rateKey(line.Number, "percent"))
		}
		rates = append(rates, dunning.Rate{From: line.From, Percent: *percent, Source: line.Source})
	}
	return rates, nil
}

// Rates lists the rate table, the oldest line first.
func (m *Model) Rates() []RateLine { return m.now[Reminders].rates() }

// UsesRates reports whether there is a table, or a level that asks for one.
func (m *Model) UsesRates() bool {
	for n := 1; n <= m.Levels(); n++ {
		if m.Get(Reminders, levelKey(n, "interest")) == tableInterest {
			return true
		}
	}
	return len(m.Rates()) > 0
}

// PutRate adds a line to the rate table, or changes the one of its number. The error names the field of the line ("from",
// "percent") that cannot be used.
func (m *Model) PutRate(r RateLine) error {
	typed := Values{"percent": r.Percent}
	switch percent, err := typed.figure("percent", m.locale); {
	case err != nil:
		return err
	case percent == nil:
		return missing("percent")
	case r.From.IsZero():
		return missing("from")
	}
	lines := m.Rates()
	if r.Number > 0 && r.Number <= len(lines) {
		lines[r.Number-1] = r
	} else {
		lines = append(lines, r)
	}
	slices.SortStableFunc(lines, func(x, y RateLine) int { return x.From.Compare(y.From) })
	for i := 1; i < len(lines); i++ {
		if lines[i].From == lines[i-1].From {
			return twin("from")
		}
	}
	m.now[Reminders].setRates(lines)
	return nil
}

// RemoveRate takes a line away.
func (m *Model) RemoveRate(number int) {
	lines := m.Rates()
	if number >= 1 && number <= len(lines) {
		m.now[Reminders].setRates(slices.Delete(lines, number-1, number))
	}
}

// twin is the error of a line that stands in a list already.
func twin(field string) error {
	return fault.New(fault.Invalid, "%s", i18n.T("settings.twin-line")).OnField(field)
}
