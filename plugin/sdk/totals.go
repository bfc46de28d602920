package sdk

import "github.com/dunningdesk/dunningdesk/plugin/spec"

// totals adds up open amounts by currency. Books hold one or two currencies, so
// that looking at the last one first beats a map.
type totals struct {
	entries []total
	last    int
}

type total struct {
	currency string
	sum      int64
}

// add reports false when the sum would not fit.
func (t *totals) add(currency string, minor int64) bool {
	if t.last >= len(t.entries) || t.entries[t.last].currency != currency {
		t.last = t.find(currency)
	}
	e := &t.entries[t.last]
	sum := e.sum + minor
	if (sum > e.sum) != (minor > 0) && minor != 0 {
		return false
	}
	e.sum = sum
	return true
}

func (t *totals) find(currency string) int {
	for i := range t.entries {
		if t.entries[i].currency == currency {
			return i
		}
	}
	t.entries = append(t.entries, total{currency: currency})
	return len(t.entries) - 1
}

func (t *totals) sums() map[string]int64 {
	out := make(map[string]int64, len(t.entries))
	for _, e := range t.entries {
		out[e.currency] = e.sum
	}
	return out
}

func (t *totals) exponents() map[string]int {
	out := make(map[string]int, len(t.entries))
	for _, e := range t.entries {
		out[e.currency], _ = spec.Exponent(e.currency)
	}
	return out
}
