package courier

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// countryNames are written in English capitals as the last line of a letter abroad (UPU S42: the country line is in a
// language of the country of dispatch or in an internationally known one).
var countryNames = map[string]string{
	"AT": "AUSTRIA", "AU": "AUSTRALIA", "BE": "BELGIUM", "CA": "CANADA", "CH": "SWITZERLAND", "CZ": "CZECHIA", "DE": "GERMANY", "DK": "DENMARK",
	"ES": "SPAIN", "FI": "FINLAND", "FR": "FRANCE", "GB": "UNITED KINGDOM", "ID": "INDONESIA", "IE": "IRELAND", "IS": "ICELAND", "IT": "ITALY",
	"LU": "LUXEMBOURG", "MY": "MALAYSIA", "NL": "NETHERLANDS", "NO": "NORWAY", "NZ": "NEW ZEALAND", "PL": "POLAND", "PT": "PORTUGAL",
	"SE": "SWEDEN", "SG": "SINGAPORE", "US": "UNITED STATES",
}

// postal writes an address as it stands on an envelope that is posted in another country or the same.
func postal(a receivable.Address, postedIn string) []string {
	var out []string
	for _, line := range a.Lines {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	out = append(out, town(a)...)
	if a.Country != "" && a.Country != postedIn {
		name := countryNames[a.Country]
		if name == "" {
			name = a.Country
		}
		out = append(out, name)
	}
	return out
}

// town orders postal code, city and region as the country does.
func town(a receivable.Address) []string {
	join := func(parts ...string) []string {
		if s := strings.TrimSpace(strings.Join(parts, " ")); s != "" {
			return []string{s}
		}
		return nil
	}
	switch a.Country {
	case "GB", "IE":
		return append(join(a.City), join(a.PostalCode)...)
	case "US", "CA", "AU":
		city := a.City
		if city != "" && a.Region != "" {
			city += ","
		}
		return join(city, a.Region, a.PostalCode)
	case "ID", "SG":
		return join(a.City, a.PostalCode)
	}
	return join(a.PostalCode, a.City)
}
