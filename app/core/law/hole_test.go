package law_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func TestATableThatBreaksOffHasHoles(t *testing.T) {
	lump := func(id string, from, to date.Date) law.Row {
		return law.Row{ID: id, Fact: law.Compensation, Applies: "business", By: law.Own, From: from, To: to}
	}
	day := func(year, month, d int) date.Date { return date.Must(year, time.Month(month), d) }
	p := law.Pack{Code: "XX", Rows: []law.Row{
		lump("A", day(2025, 1, 1), day(2025, 6, 30)), lump("B", day(2026, 1, 1), day(2026, 6, 30)),
		{ID: "CAP", Fact: law.FeeMax, Applies: law.Both, By: law.Own, To: day(2020, 1, 1)}, // a cap that was taken away
	}}
	var said []string
	for _, h := range law.Holes(p) {
		said = append(said, h.String())
	}
	want := []string{
		"XX: compensation says nothing from 2025-07-01 to 2025-12-31, after A",
		"XX: compensation ends with B: nothing is known from 2026-07-01 on",
	}
	if len(said) != 2 || said[0] != want[0] || said[1] != want[1] {
		t.Errorf("the holes are %q", said)
	}
	for on, silent := range map[date.Date]bool{day(2025, 3, 1): false, day(2025, 8, 1): true, day(2026, 6, 30): false, day(2026, 7, 1): true} {
		if p.Silent(law.Compensation, receivable.Business, on) != silent {
			t.Errorf("on %s the table is silent: %v", on, !silent)
		}
	}
	if p.Silent(law.Compensation, receivable.Consumer, day(2026, 7, 1)) || p.Silent(law.FeeMax, receivable.Business, day(2026, 7, 1)) {
		t.Error("a consumer owes no lump sum, and a cap that ended is gone")
	}
	if r := p.Before(law.Compensation, receivable.Business, day(2026, 9, 1)); r == nil || r.ID != "B" {
		t.Errorf("the last row before September is %v", r)
	}
}
