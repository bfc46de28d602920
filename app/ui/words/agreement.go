package words

import (
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// Agreement names a kind of new terms: "instalments".
func (w Words) Agreement(kind settlement.Kind) string {
	switch kind {
	case settlement.Discount:
		return i18n.T("terms.kind-settlement")
	case settlement.LaterDate:
		return i18n.T("terms.kind-later-date")
	case settlement.Instalments:
	}
	return i18n.T("terms.kind-instalments")
}
