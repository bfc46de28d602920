package approval_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

func nok(minor int64) money.Amount { return money.New(minor, "NOK") }

func TestWhatARoleDoesAloneAndWhatItDecides(t *testing.T) {
	p := approval.DefaultPolicy("NOK")
	for _, tt := range []struct {
		what          string
		role          approval.Role
		m             approval.Measure
		alone, decide bool
	}{
		{"a clerk lets 100 go", approval.Clerk, approval.Measure{Kind: approval.Waive, Amount: nok(100_00)}, true, false},
		{"one øre more", approval.Clerk, approval.Measure{Kind: approval.Waive, Amount: nok(100_01)}, false, false},
		{"in another currency nothing was said", approval.Clerk, approval.Measure{Kind: approval.Waive, Amount: money.New(1, "EUR")}, false, false},
		{"an approver is no law to himself", approval.Approver, approval.Measure{Kind: approval.WriteOff, Amount: nok(12_400_00)}, false, true},
		{"and decides in any currency", approval.Approver, approval.Measure{Kind: approval.WriteOff, Amount: money.New(1, "EUR")}, false, true},
		{"a plan of three months", approval.Clerk, approval.Measure{Kind: approval.Plan, Amount: nok(100), Months: 3}, true, false},
		{"a plan of four", approval.Clerk, approval.Measure{Kind: approval.Plan, Amount: nok(100), Months: 4}, false, false},
		{"a wave to the third level", approval.Clerk, approval.Measure{Kind: approval.Release, Amount: nok(1), Notices: 1000, Level: 3}, true, false},
		{"a wave with the fourth", approval.Clerk, approval.Measure{Kind: approval.Release, Amount: nok(1), Notices: 1, Level: 4}, false, false},
		{"a house rule", approval.Clerk, approval.Measure{Kind: approval.Override}, true, false},
		{"a court is never one person's", approval.Admin, approval.Measure{Kind: approval.Escalate, Amount: nok(1)}, false, true},
		{"an auditor changes nothing", approval.Auditor, approval.Measure{Kind: approval.Waive, Amount: nok(0)}, false, false},
		{"nor does a role that nobody knows", "boss", approval.Measure{Kind: approval.Waive, Amount: nok(0)}, false, false},
	} {
		if got := p.Alone(tt.role, tt.m); got != tt.alone {
			t.Errorf("%s: alone %v", tt.what, got)
		}
		if got := p.Decides(tt.role, tt.m); got != tt.decide {
			t.Errorf("%s: decides %v", tt.what, got)
		}
	}
}

func TestContradictoryLimitsAreRefused(t *testing.T) {
	good := approval.Limit{Role: approval.Clerk, Kind: approval.Waive, Currency: "NOK"}
	for field, p := range map[string]approval.Policy{
		"days":               {Days: 0},
		"limits[1].role":     {Days: 14, Limits: []approval.Limit{{Role: "boss", Kind: approval.Waive}}},
		"limits[1].kind":     {Days: 14, Limits: []approval.Limit{{Role: approval.Clerk, Kind: "party"}}},
		"limits[1].currency": {Days: 14, Limits: []approval.Limit{{Role: approval.Clerk, Kind: approval.Waive, Currency: "XQZ"}}},
		"limits[2]":          {Days: 14, Limits: []approval.Limit{good, good}},
		"limits[1].alone":    {Days: 14, Limits: []approval.Limit{{Role: approval.Clerk, Kind: approval.Waive, Alone: approval.Bound{Amount: -1}}}},
	} {
		var refused *fault.Error
		if err := p.Check(); !asFault(err, &refused) || refused.Field != field {
			t.Errorf("want %s refused, got %v", field, err)
		}
	}
	p := approval.DefaultPolicy("KWD")
	if err := p.Check(); err != nil {
		t.Error(err)
	}
}
