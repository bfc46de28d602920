package settings

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// Ways of charging a fee.
const (
	noFee     = ""
	figureFee = "figure"
	bandFee   = "bands"
)

// Ways of counting bands.
const (
	singleBand = "single"
	addedBands = "accumulated"
)

// tiersKey holds how many bands a level's fee has; a band's fields have the keys of dunning.Procedure.Check.
const tiersKey = "fee.tiers"

func tierKey(level, band int, field string) string {
	return levelKey(level, fmt.Sprintf("%s[%d].%s", tiersKey, band, field))
}

// Band is a band of a fee as it is written.
type Band struct {
	Number                         int
	From, Fixed, Percent, Min, Max string
}

// fields are a band's figures by the names of their fields.
func (b *Band) fields() map[string]*string {
	return map[string]*string{"from": &b.From, "fixed": &b.Fixed, "percent": &b.Percent, "min": &b.Min, "max": &b.Max}
}

func feeValues(v Values, n int, f *dunning.Fee, l *locale.Locale) {
	set := func(field, text string) { v[levelKey(n, field)] = text }
	kind, mode := noFee, singleBand
	if f == nil {
		f = &dunning.Fee{}
	}
	switch {
	case len(f.Tiers) > 0:
		kind = bandFee
	case !f.Fixed.IsZero() || !f.Percent.IsZero():
		kind = figureFee
	}
	if f.Accumulated {
		mode = addedBands
	}
	set("fee", kind)
	set("fee.mode", mode)
	set("fee.fixed", nonZero(f.Fixed, l))
	set("fee.percent", nonZero(f.Percent, l))
	set("fee.of", or(string(f.Of), string(dunning.OfOpen)))
	set("fee.per", or(string(f.Per), string(dunning.PerNotice)))
	set("fee.min", writeFigure(f.Min, l))
	set("fee.max", writeFigure(f.Max, l))
	bands := make([]Band, 0, len(f.Tiers))
	for _, t := range f.Tiers {
		bands = append(bands, Band{
			From: writeFigure(&t.From, l), Fixed: nonZero(t.Fixed, l), Percent: nonZero(t.Percent, l), Min: writeFigure(t.Min, l), Max: writeFigure(t.Max, l),
		})
	}
	v.setBands(n, bands)
}

// setBands writes the bands of a level's fee.
func (v Values) setBands(level int, bands []Band) {
	for n := 1; n <= v.count(levelKey(level, tiersKey)); n++ {
		for field := range (&Band{}).fields() {
			delete(v, tierKey(level, n, field))
		}
	}
	v[levelKey(level, tiersKey)] = strconv.Itoa(len(bands))
	for i := range bands {
		for field, text := range bands[i].fields() {
			v[tierKey(level, i+1, field)] = *text
		}
	}
}

func (v Values) bands(level int) []Band {
	bands := make([]Band, v.count(levelKey(level, tiersKey)))
	for i := range bands {
		bands[i].Number = i + 1
		for field, text := range bands[i].fields() {
			*text = v.text(tierKey(level, i+1, field))
		}
	}
	return bands
}

func feeFrom(v Values, n int, l *locale.Locale) (*dunning.Fee, error) {
	kind := v[levelKey(n, "fee")]
	if kind == noFee {
		return nil, nil //nolint:nilnil // a level without a fee
	}
	f := &dunning.Fee{Of: dunning.FeeBase(v[levelKey(n, "fee.of")]), Per: dunning.FeePer(v[levelKey(n, "fee.per")])}
	var err error
	if f.Min, err = v.figure(levelKey(n, "fee.min"), l); err != nil {
		return nil, err
	}
	if f.Max, err = v.figure(levelKey(n, "fee.max"), l); err != nil {
		return nil, err
	}
	if kind == bandFee {
		f.Accumulated = v[levelKey(n, "fee.mode")] == addedBands
		f.Tiers, err = tiersFrom(v, n, l)
		return f, err
	}
	if err := v.figures(l, map[string]*decimal.Decimal{levelKey(n, "fee.fixed"): &f.Fixed, levelKey(n, "fee.percent"): &f.Percent}); err != nil {
		return nil, err
	}
	if f.Fixed.IsZero() && f.Percent.IsZero() {
		return nil, missing(levelKey(n, "fee.fixed"))
	}
	return f, nil
}

func tiersFrom(v Values, n int, l *locale.Locale) ([]dunning.FeeTier, error) {
	bands := v.bands(n)
	if len(bands) == 0 {
		return nil, missing(levelKey(n, tiersKey))
	}
	tiers := make([]dunning.FeeTier, len(bands))
	for i := range tiers {
		t := &tiers[i]
		key := func(field string) string { return tierKey(n, i+1, field) }
		err := v.figures(l, map[string]*decimal.Decimal{key("from"): &t.From, key("fixed"): &t.Fixed, key("percent"): &t.Percent})
		if err != nil {
			return nil, err
		}
		if t.Min, err = v.figure(key("min"), l); err != nil {
			return nil, err
		}
		if t.Max, err = v.figure(key("max"), l); err != nil {
			return nil, err
		}
	}
	return tiers, nil
}

// figures reads some figures; one that is not written is 0.
func (v Values) figures(l *locale.Locale, into map[string]*decimal.Decimal) error {
	for key, d := range into {
		read, err := v.figure(key, l)
		if err != nil {
			return err
		}
		if read != nil {
			*d = *read
		}
	}
	return nil
}

// Bands lists the bands of the fee of the level shown, the lowest threshold first.
func (m *Model) Bands() []Band { return m.now[Reminders].bands(m.Level) }

// PutBand adds a band to the fee of the level shown, or changes the one of its number. The error names the field of the band
// ("from", "max" ...) that cannot be read.
func (m *Model) PutBand(b Band) error {
	typed := Values{}
	for field, text := range b.fields() {
		typed[field] = *text
		if _, err := typed.figure(field, m.locale); err != nil {
			return err
		}
	}
	if typed.text("from") == "" {
		b.From = "0"
	}
	bands := m.Bands()
	if b.Number > 0 && b.Number <= len(bands) {
		bands[b.Number-1] = b
	} else {
		bands = append(bands, b)
	}
	slices.SortStableFunc(bands, func(x, y Band) int { return m.threshold(x).Cmp(m.threshold(y)) })
	for i := 1; i < len(bands); i++ {
		if m.threshold(bands[i]).Equal(m.threshold(bands[i-1])) {
			return twin("from")
		}
	}
	m.now[Reminders].setBands(m.Level, bands)
	return nil
}

func (m *Model) threshold(b Band) decimal.Decimal {
	d, err := Values{"from": b.From}.figure("from", m.locale)
	if err != nil || d == nil {
		return decimal.Zero
	}
	return *d
}

// RemoveBand takes a band of the level shown away.
func (m *Model) RemoveBand(number int) {
	bands := m.Bands()
	if number >= 1 && number <= len(bands) {
		m.now[Reminders].setBands(m.Level, slices.Delete(bands, number-1, number))
	}
}
