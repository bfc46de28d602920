package customer

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// GoesBy says by which procedure the customer is reminded, and which rule says so.
func (m *Model) GoesBy() string {
	by := m.View.Procedure
	if by.Procedure == "" {
		return ""
	}
	return i18n.T("customer.goes-by", i18n.Args{"name": by.Procedure, "why": ruleWords(by.Why)})
}

func ruleWords(why dunning.Why) string {
	if why.Key != dunning.WhyByRule {
		return i18n.T("applies.default")
	}
	group, self := "", ""
	if why.Args["debtor"] != "" {
		self = i18n.T("applies.customer")
	}
	if g := why.Args["group"]; g != "" {
		group = i18n.T("assignment.in-group", i18n.Args{"group": g})
	}
	what := words.Facts(self, group, words.Country(why.Args["country"]), words.DebtorKind(receivable.Kind(why.Args["kind"])))
	return i18n.T("applies.rule", i18n.Args{"rule": why.Args["rule"], "what": what})
}
