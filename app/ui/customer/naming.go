package customer

import (
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// WayName is a way out of a claim in words.
func WayName(w settlement.Way) string { return i18n.T(wayKeys[w]) }

// RelationName says what becomes of the relationship with the customer.
func RelationName(r settlement.Relation) string { return i18n.T(relationKeys[r]) }

// CheckText says what keeps a claim from being handed over.
func CheckText(c settlement.Check) string {
	return i18n.T(checkKeys[c.Key], i18n.Args{"number": c.Item})
}
