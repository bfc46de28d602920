package desk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestWhatIfComparesTwoProceduresAndWritesNothing(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	on, err := o.Today(t.Context())
	o.must(err)
	inForce, err := o.Procedure(t.Context())
	o.must(err)
	same, err := o.WhatIf(t.Context(), on, inForce)
	o.must(err)
	plan, err := o.Plan(t.Context(), on)
	o.must(err)
	if len(plan.Notices) == 0 || same.Now.Notices != len(plan.Notices) || !same.Then.Equal(same.Now) {
		t.Errorf("a wave of %d notices, by the same procedure %+v", len(plan.Notices), same)
	}
	patient := inForce
	patient.GraceDays = 3000
	other, err := o.WhatIf(t.Context(), on, patient)
	o.must(err)
	if other.Then.Notices != 0 || other.Then.Equal(other.Now) || !other.Now.Equal(same.Now) {
		t.Errorf("with eight years of grace: %+v", other)
	}
	after, err := o.Procedure(t.Context())
	o.must(err)
	if diff := cmp.Diff(inForce, after); diff != "" {
		t.Errorf("asking changed the procedure: %s", diff)
	}
}

func TestWhatIfRefusesAProcedureThatCannotBeFollowed(t *testing.T) {
	o := newOffice(t, twoCustomers)
	p := desk.DefaultProcedure()
	p.Levels[0].Number = 7
	_, err := o.WhatIf(t.Context(), day("2026-11-23"), p)
	o.wantCode(err, fault.Invalid)
	p = desk.DefaultProcedure()
	p.Calendar = "Atlantis"
	_, err = o.WhatIf(t.Context(), day("2026-11-23"), p)
	o.wantCode(err, fault.Invalid)
}

// Seven in the morning is another moment in another zone: what the desk does by itself moves with the company.
func TestSchedulesMoveWithTheCompanysZone(t *testing.T) {
	o := newOffice(t, twoCustomers)
	rules, err := o.WaveRules(t.Context())
	o.must(err)
	rules.AutoSync, rules.SyncAt = true, "06:45"
	o.must(o.SetWaveRules(t.Context(), rules))
	company, err := o.Company(t.Context())
	o.must(err)
	company.Zone = "Asia/Jakarta"
	o.must(o.SetCompany(t.Context(), company))
	schedules, err := o.Schedules(t.Context())
	o.must(err)
	found := false
	for _, s := range schedules {
		if s.Zone != "Asia/Jakarta" {
			t.Errorf("%s runs in the zone %s", s.ID, s.Zone)
		}
		found = found || s.ID == desk.ScheduleSync && s.Enabled && s.Spec == "business-days 06:45"
	}
	if !found {
		t.Errorf("the read at a quarter to seven is gone: %+v", schedules)
	}
}
