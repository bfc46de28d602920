package customer

import (
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// CheckText says what keeps a claim from being handed over.
func CheckText(c settlement.Check) string {
	return i18n.T(checkKeys[c.Key], i18n.Args{"number": c.Item})
}
