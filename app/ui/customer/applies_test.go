package customer

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestThePageSaysByWhichRuleACustomerIsReminded(t *testing.T) {
	rule := func(args map[string]string) dunning.Why { return dunning.Why{Key: dunning.WhyByRule, Args: args} }
	for _, c := range []struct {
		by   desk.Applies
		want string
	}{
		{desk.Applies{}, ""},
		{desk.Applies{Procedure: "Standard", Why: dunning.Why{Key: dunning.WhyByDefault}}, "Reminded by the procedure Standard: no rule names this customer."},
		{desk.Applies{Procedure: "Export", Rule: 2, Why: rule(map[string]string{"rule": "2", "group": "Wholesale", "country": "DE"})}, "Reminded by the procedure Export: rule 2 fits (group Wholesale · Germany)."},
		{desk.Applies{Procedure: "Gentle", Rule: 1, Why: rule(map[string]string{"rule": "1", "debtor": "7", "kind": "consumer"})}, "Reminded by the procedure Gentle: rule 1 fits (this customer · consumer)."},
	} {
		m := fjordfisk()
		m.View.Procedure = c.by
		if got := m.GoesBy(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
