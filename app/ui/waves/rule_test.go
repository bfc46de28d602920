package waves_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/waves"
)

func TestOnlyAHouseRuleAboutContactsMayBeSetAside(t *testing.T) {
	row := func(key string, args map[string]string) desk.LeftOutRow {
		return desk.LeftOutRow{LeftOut: dunning.LeftOut{Detail: dunning.Why{Key: key, Args: args}}}
	}
	if _, ok := waves.RuleOf(row("hold", nil)); ok {
		t.Error("a hold is no rule about contacts")
	}
	law, ok := waves.RuleOf(row(dunning.WhyContactHours, map[string]string{"rule": "NO-HOURS-1", "force": "statute", "verified": "true"}))
	if !ok || law.House || !law.Verified {
		t.Errorf("a statute: %+v", law)
	}
	house, ok := waves.RuleOf(row(dunning.WhyContactMax, map[string]string{"rule": "HOUSE", "force": "house", "verified": "false"}))
	if !ok || !house.House || house.Verified || house.ID != "HOUSE" {
		t.Errorf("a house rule: %+v", house)
	}
}
