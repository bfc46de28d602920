// Package locale writes numbers, sums of money and dates the way a reader of one language expects them, and reads
// sums as people type them.
//
// The tables are small and our own, checked against CLDR 48: golang.org/x/text/currency carries an older one that
// puts every symbol in front and gives the rupiah no decimals. Money comes as minor units with the number of
// decimals of its currency (ISO 4217), so nothing here rounds: what is owed is what is printed.
package locale

import "strings"

// Locale is how one language writes. The zero value is not useful; take one from For.
type Locale struct {
	tag     string
	decimal string
	group   string
	minus   string
	percent string // between number and percent sign

	symbolFirst bool              // "€5" rather than "5 €"
	symbols     map[string]string // ISO code to symbol; a currency that is not here is written with its code
	tight       string            // symbol that touches the number although it ends in a letter
	apart       bool              // a first symbol stands before a space, and the minus at the number: "€ -5"

	numeric, short, medium, long, full string // date patterns, see fillDate; capitals are fields
	months, monthsShort                [12]string
	weekdays                           [7]string // from Sunday, as time.Weekday counts
}

const (
	nbsp     = "\u00a0"
	narrow   = "\u202f"
	minus    = "\u2212"
	fallback = "en-GB"
)

// For finds the locale of a BCP 47 tag such as "nb", "nb-NO" or "de_AT". A language without a table of its own is
// written as English, with ISO codes before the sums, which misleads nobody.
func For(tag string) *Locale {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	if l, ok := byTag[tag]; ok {
		return l
	}
	language, _, _ := strings.Cut(tag, "-")
	if l, ok := byTag[language]; ok {
		return l
	}
	return byTag[strings.ToLower(fallback)]
}

// Tag is the BCP 47 tag of the table in use, for instance "nb-NO".
func (l *Locale) Tag() string { return l.tag }

// Language is the language alone, for instance "nb": the name of a folder of texts.
func (l *Locale) Language() string {
	language, _, _ := strings.Cut(l.tag, "-")
	return language
}

var byTag = func() map[string]*Locale {
	m := map[string]*Locale{}
	for i := range tables {
		l := &tables[i]
		m[strings.ToLower(l.tag)] = l
		if _, taken := m[l.Language()]; !taken {
			m[l.Language()] = l
		}
	}
	m["no"], m["nn"] = m["nb"], m["nb"] // one set of Norwegian texts; numbers are written alike
	return m
}()
