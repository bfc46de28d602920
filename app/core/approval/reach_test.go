package approval_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
)

func TestReachTellsTheWidestBounds(t *testing.T) {
	p := approval.DefaultPolicy("NOK")
	cases := map[string]struct {
		role           approval.Role
		kind           approval.Kind
		alone, decides approval.Bound
	}{
		"a clerk waives small sums":              {approval.Clerk, approval.Waive, approval.Bound{Amount: 10_000}, approval.Bound{}},
		"an approver decides on everything":      {approval.Approver, approval.WriteOff, approval.Bound{Amount: 10_000}, approval.Bound{Any: true}},
		"an auditor does and decides nothing":    {approval.Auditor, approval.Waive, approval.Bound{}, approval.Bound{}},
		"nobody hands over without a second":     {approval.Manager, approval.Escalate, approval.Bound{}, approval.Bound{}},
		"a rule of the house is set aside alone": {approval.Clerk, approval.Override, approval.Bound{Any: true}, approval.Bound{}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			alone, decides := p.Reach(c.role, c.kind, "NOK")
			if alone != c.alone || decides != c.decides {
				t.Errorf("reach = %+v, %+v; want %+v, %+v", alone, decides, c.alone, c.decides)
			}
		})
	}
	if alone, _ := p.Reach(approval.Clerk, approval.Waive, "EUR"); alone != (approval.Bound{}) {
		t.Errorf("a limit in crowns reaches %+v in euro", alone)
	}
}
