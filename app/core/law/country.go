package law

import "slices"

// BaseEU is the code of the pack that holds what Directive 2011/7/EU asks of every member state.
const BaseEU = "EU"

// membersEU are the member states of the European Union, ISO 3166-1 alpha-2.
var membersEU = []string{
	"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT",
	"RO", "SE", "SI", "SK",
}

// For gives the pack of a country: its own; for a member of the European Union without one the Union's base, which speaks of
// businesses alone; and the empty pack, which binds nothing, for every other.
func For(packs map[string]Pack, country string) Pack {
	if p, ok := packs[country]; ok {
		return p
	}
	if slices.Contains(membersEU, country) {
		return packs[BaseEU]
	}
	return Pack{}
}
