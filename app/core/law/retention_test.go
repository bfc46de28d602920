package law_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// Two laws pull at retention: bookkeeping asks for no less and data protection for no more. An own row is never shorter, longer
// only when somebody has read that the law asks for it, and free where the pack is silent.
func TestAnOwnRowOnRetentionIsNeverShorter(t *testing.T) {
	packs := shipped(t)
	own := func(years int64, verified bool) law.Row {
		r := law.Row{ID: "OWN-1", Fact: law.Retention, Value: decimal.NewFromInt(years), Unit: "years", Applies: law.Both, By: law.Own, Ref: "statute", Source: "lawyer's letter"}
		if verified {
			r.Verified, r.VerifiedBy = date.Must(2026, 11, 1), "a lawyer"
		}
		return r
	}
	for name, c := range map[string]struct {
		pack string
		row  law.Row
		want fault.Code
	}{
		"shorter":                         {"NO", own(3, false), law.LoosensLaw},
		"shorter, whoever verified it":    {"NO", own(3, true), law.LoosensLaw},
		"the same":                        {"NO", own(5, false), ""},
		"longer, by wish":                 {"NO", own(10, false), law.LoosensLaw},
		"longer, as somebody has read":    {"DE", own(10, true), ""},
		"where the pack is silent":        {"US", own(7, false), ""},
		"zero years":                      {"US", own(0, false), fault.Invalid},
		"a fraction of a year is no year": {"US", law.Row{ID: "OWN-1", Fact: law.Retention, Value: decimal.RequireFromString("1.5"), Unit: "years", Applies: law.Both, Ref: "r", Source: "s"}, fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			pack, _, err := law.Overlay(packs[c.pack], []law.Row{c.row})
			if c.want != "" {
				if !fault.Has(err, c.want) {
					t.Fatalf("error = %v, want %s", err, c.want)
				}
				return
			}
			on := date.Must(2026, 11, 22)
			if row := pack.On(law.Retention, receivable.Business, on, on); err != nil || row == nil || !row.Value.Equal(c.row.Value) {
				t.Fatalf("row = %v, %v", row, err)
			}
		})
	}
}

func TestNobodyHasVerifiedRetentionAndTheUnitedStatesHaveNoRow(t *testing.T) {
	for code, pack := range shipped(t) {
		if code == "US" || code == "EU" {
			if pack.Has(law.Retention) {
				t.Errorf("%s has a row: there is no period for the whole of it", code)
			}
			continue
		}
		rows := pack.Series(law.Retention, receivable.Consumer)
		if len(rows) != 1 || !rows[0].Verified.IsZero() || rows[0].Remark == "" {
			t.Errorf("%s: %v", code, rows)
		}
	}
}
