package words

import (
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

var countries = map[string]string{
	"NO": "country.NO", "SE": "country.SE", "DK": "country.DK", "FI": "country.FI", "DE": "country.DE", "AT": "country.AT",
	"CH": "country.CH", "NL": "country.NL", "FR": "country.FR", "PL": "country.PL", "GB": "country.GB", "IE": "country.IE",
	"US": "country.US", "ID": "country.ID",
}

// wider are names of what is no country: a union, and parts of one.
var wider = map[string]string{"EU": "country.EU", "DE-BW": "country.DE-BW", "DE-BY": "country.DE-BY", "DE-SN": "country.DE-SN"}

// Country names a country; one that has no name here keeps its code.
func Country(code string) string {
	if key, ok := countries[code]; ok {
		return i18n.T(key)
	}
	if key, ok := wider[code]; ok {
		return i18n.T(key)
	}
	return code
}

var tongues = map[string]string{
	"nb": "tongue.nb", "nn": "tongue.nb", "no": "tongue.nb", "en": "tongue.en", "de": "tongue.de", "id": "tongue.id", "sv": "tongue.sv",
	"da": "tongue.da",
}

// Tongue names the language in which a customer is written to; empty when the source does not say.
func Tongue(tag string) string {
	language, _, _ := strings.Cut(tag, "-")
	if key, ok := tongues[language]; ok {
		return i18n.T(key)
	}
	return tag
}

// DebtorKind says whether a customer is a business or a consumer.
func DebtorKind(k receivable.Kind) string {
	switch k {
	case receivable.Business:
		return i18n.T("kind.business")
	case receivable.Consumer:
		return i18n.T("kind.consumer")
	}
	return ""
}

// Facts joins what is known of something with the separator of the screens; empty parts are left out.
func Facts(parts ...string) string {
	var known []string
	for _, p := range parts {
		if p != "" {
			known = append(known, p)
		}
	}
	return strings.Join(known, " · ")
}

// Countries lists the countries that have a name here, by code.
func Countries() []string { return slices.Sorted(maps.Keys(countries)) }
