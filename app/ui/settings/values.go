package settings

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// Values are the fields of a section as text, by key: as typed, so that a half-written figure is not lost.
type Values map[string]string

// Changed lists the keys whose text is another than in v's earlier state, in order.
func (v Values) Changed(from Values) []string {
	var keys []string
	for key, text := range v {
		if from[key] != text {
			keys = append(keys, key)
		}
	}
	for key := range from {
		if _, still := v[key]; !still {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

func (v Values) clone() Values { return maps.Clone(v) }

// text is a value without the spaces around it.
func (v Values) text(key string) string { return strings.TrimSpace(v[key]) }

// count is how many there are of what stands in a list; a count is written by the program alone.
func (v Values) count(key string) int {
	n, err := strconv.Atoi(v[key])
	if err != nil {
		return 0
	}
	return n
}

// number reads a whole number from 0.
func (v Values) number(key string) (int, error) {
	n, err := strconv.Atoi(v.text(key))
	if err != nil || n < 0 {
		return 0, fault.New(fault.Invalid, "%s", i18n.T("settings.whole-number")).OnField(key)
	}
	return n, nil
}

// numberOrNone is number for a field that may be left empty: then it is 0.
func (v Values) numberOrNone(key string) (int, error) {
	if v.text(key) == "" {
		return 0, nil
	}
	return v.number(key)
}

// figureDecimals are as many as a rate or fee in a procedure may have.
const figureDecimals = 6

// figure reads a decimal as the desk's country writes it; nil when the field is empty.
func (v Values) figure(key string, l *locale.Locale) (*decimal.Decimal, error) {
	text := strings.TrimSpace(strings.TrimSuffix(v.text(key), "%"))
	if text == "" {
		return nil, nil //nolint:nilnil // nothing written is no figure, and no error
	}
	minor, err := l.ParseAmount(text, figureDecimals)
	if err != nil || minor < 0 {
		return nil, fault.New(fault.Invalid, "%s", i18n.T("settings.figure")).OnField(key)
	}
	short, err := decimal.NewFromString(decimal.New(minor, -figureDecimals).String()) // without idle zeros
	return &short, err
}

// writeFigure is the other way round.
func writeFigure(d *decimal.Decimal, l *locale.Locale) string {
	if d == nil {
		return ""
	}
	return l.Decimal(d.String())
}

func writeTick(on bool) string {
	if on {
		return "true"
	}
	return ""
}
