package settings

import (
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

func TestALimitIsChangedForOneRoleAndKind(t *testing.T) {
	before := approval.DefaultPolicy("NOK")
	alone, decides := approval.Bound{Amount: 5_000}, approval.Bound{Amount: 2_500_000}
	after := withLimit(before, approval.Approver, approval.WriteOff, "NOK", alone, decides)
	if err := after.Check(); err != nil {
		t.Fatal(err)
	}
	if a, d := after.Reach(approval.Approver, approval.WriteOff, "NOK"); a != alone || d != decides {
		t.Errorf("reach = %+v, %+v", a, d)
	}
	for _, role := range limited() {
		for _, kind := range approval.Kinds() {
			if role == approval.Approver && kind == approval.WriteOff {
				continue
			}
			a, d := after.Reach(role, kind, "NOK")
			if wasA, wasD := before.Reach(role, kind, "NOK"); a != wasA || d != wasD {
				t.Errorf("%s, %s changed too", role, kind)
			}
		}
	}
	again := withLimit(after, approval.Approver, approval.WriteOff, "NOK", approval.Bound{}, approval.Bound{Any: true})
	if a, d := again.Reach(approval.Approver, approval.WriteOff, "EUR"); (a != approval.Bound{}) || !d.Any || again.Check() != nil {
		t.Errorf("anything reaches %+v, %+v in another currency", a, d)
	}
}

func TestABoundIsReadAsTyped(t *testing.T) {
	nok := func(minor int64) money.Amount { return money.New(minor, "NOK") }
	cases := map[string]struct {
		typed BoundText
		kind  approval.Kind
		want  approval.Bound
		field string
	}{
		"nothing":               {BoundText{Reach: Nothing, Amount: nok(5)}, approval.Waive, approval.Bound{}, ""},
		"anything":              {BoundText{Reach: Anything}, approval.Override, approval.Bound{Any: true}, ""},
		"a sum":                 {BoundText{Reach: UpTo, Amount: nok(5)}, approval.Waive, approval.Bound{Amount: 5}, ""},
		"a plan":                {BoundText{Reach: UpTo, Amount: nok(5), Months: " 6 "}, approval.Plan, approval.Bound{Amount: 5, Months: 6}, ""},
		"no sum":                {BoundText{Reach: UpTo}, approval.Waive, approval.Bound{}, "alone.amount"},
		"no months":             {BoundText{Reach: UpTo, Amount: nok(5)}, approval.Plan, approval.Bound{}, "alone.months"},
		"a level that is none":  {BoundText{Reach: UpTo, Amount: nok(5), Notices: "9", Level: "x"}, approval.Release, approval.Bound{}, "alone.level"},
		"fewer than no notices": {BoundText{Reach: UpTo, Amount: nok(5), Notices: "-1", Level: "1"}, approval.Release, approval.Bound{}, "alone.notices"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := c.typed.read(c.kind, "alone")
			var coded *fault.Error
			if errors.As(err, &coded) != (c.field != "") || coded != nil && coded.Field != c.field {
				t.Fatalf("error %v, want one about %q", err, c.field)
			}
			if err == nil && got != c.want {
				t.Errorf("bound = %+v", got)
			}
			if err == nil && boundText(got, "NOK").Reach != c.typed.Reach {
				t.Errorf("written back as %+v", boundText(got, "NOK"))
			}
		})
	}
}
