package law

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// identity is a statutory relation between two rate tables: each rate of one is a rate of the other and so many points.
type identity struct {
	pack   string
	fact   Fact
	kind   receivable.Kind
	of     string // the pack of the table that it is built on
	on     Fact
	points string
	since  date.Date // zero: always
}

var identities = []identity{
	// The base rate moves by the same points as the ECB's main refinancing rate (BGB s. 247).
	{"DE", BaseRate, receivable.Business, "EU", ReferenceRate, "-0.88", date.Must(2016, 7, 1)},
	{"DE", InterestRate, receivable.Business, "DE", BaseRate, "9", date.Date{}},      // BGB s. 288(2)
	{"DE", InterestRate, receivable.Consumer, "DE", BaseRate, "5", date.Date{}},      // BGB s. 288(1)
	{"EU", InterestRate, receivable.Business, "EU", ReferenceRate, "8", date.Date{}}, // Directive 2011/7/EU art. 2(6)
	{"GB", InterestRate, receivable.Business, "GB", ReferenceRate, "8", date.Date{}}, // SI 2002/1675
	{"NL", InterestRate, receivable.Business, "EU", ReferenceRate, "8", date.Date{}}, // BW art. 6:120
	{"FR", InterestRate, receivable.Business, "EU", ReferenceRate, "10", date.Date{}},
	{"SE", InterestRate, receivable.Business, "SE", ReferenceRate, "8", date.Date{}}, // räntelagen s. 6
	{"SE", InterestRate, receivable.Consumer, "SE", ReferenceRate, "8", date.Date{}},
}

// CheckAll checks every pack, and the relations that the law itself makes between rate tables: a slip in one figure breaks
// one of them. A pack that is not there breaks nothing.
func CheckAll(packs map[string]Pack) []Finding {
	var out []Finding
	for _, code := range Codes(packs) {
		for _, f := range Check(packs[code]) {
			f.Pack = code
			out = append(out, f)
		}
	}
	for _, id := range identities {
		pack, known := packs[id.pack]
		base, baseKnown := packs[id.of]
		if known && baseKnown {
			out = append(out, id.check(&pack, &base)...)
		}
	}
	return out
}

func (id identity) check(pack, base *Pack) []Finding {
	var out []Finding
	points := decimal.RequireFromString(id.points)
	for _, r := range pack.Series(id.fact, id.kind) {
		if !r.To.IsZero() && r.To.Before(id.since) {
			continue
		}
		for _, day := range []date.Date{r.From, r.To} {
			if message := id.broken(r, base, day, points); message != "" {
				out = append(out, Finding{Pack: id.pack, Row: r.ID, Field: "value", Message: message})
				break // once for a row
			}
		}
	}
	return out
}

// broken says how a rate does not fit its base on a day; empty when it does.
func (id identity) broken(r *Row, base *Pack, day date.Date, points decimal.Decimal) string {
	if day.IsZero() {
		return ""
	}
	on := base.On(id.on, id.kind, day, day)
	switch {
	case on == nil:
		return fmt.Sprintf("there is no %s in %s for %s that it could be built on", id.on, id.of, day)
	case !on.Value.Add(points).Equal(r.Value):
		return fmt.Sprintf("%s is not %s of %s and %s points", r.Value, on.Value, on.ID, id.points)
	}
	return ""
}
