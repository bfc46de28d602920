package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// statute is a pack that caps fees at 7.00 EUR, allows two of them, none before the tenth day, and asks for 14 days.
func statute() law.Pack {
	row := func(id string, fact law.Fact, value, unit string) law.Row {
		return law.Row{ID: id, Fact: fact, Value: dec(value), Unit: unit, Applies: law.Both, By: law.Own, Ref: "s. " + id, Source: "gazette"}
	}
	return law.Pack{Code: "XX", Rows: []law.Row{
		row("CAP", law.FeeMax, "7", "EUR"), row("EARLY", law.FeeEarliest, "10", "days"), row("COUNT", law.FeeCount, "2", "count"), row("DAYS", law.NoticePeriod, "14", "days"),
	}}
}

func charging(fee *dunning.Fee) dunning.Procedure {
	return dunning.Procedure{Levels: []dunning.Level{{Number: 1, AfterDays: 5, DeadlineDays: 8, Fee: fee}}}
}

func TestEachEffectNamesItsRule(t *testing.T) {
	exhausted := invoice(1, 0, 10000)
	exhausted.FeesCharged = 2
	extended := dunning.Effect{Rule: "DAYS", Source: "s. DAYS; gazette", What: dunning.Why{Key: dunning.EffectDeadlineLonger, Args: map[string]string{"from": "8", "to": "14"}}}
	for _, c := range []struct {
		name string
		on   int
		item dunning.Item
		fee  int64
		want dunning.Effect
	}{
		{"capped", 10, invoice(1, 0, 10000), 700, dunning.Effect{Rule: "CAP", Source: "s. CAP; gazette", What: dunning.Why{Key: dunning.EffectFeeCapped, Args: map[string]string{"from": "9.00", "to": "7.00"}}}},
		{"too early", 9, invoice(1, 0, 10000), 0, dunning.Effect{Rule: "EARLY", Source: "s. EARLY; gazette", What: dunning.Why{Key: dunning.EffectFeeTooEarly, Args: map[string]string{"fee": "9.00", "days": "9", "earliest": "10"}}}},
		{"too often", 10, exhausted, 0, dunning.Effect{Rule: "COUNT", Source: "s. COUNT; gazette", What: dunning.Why{Key: dunning.EffectFeeCount, Args: map[string]string{"fee": "9.00", "charged": "2", "most": "2"}}}},
	} {
		n := dunning.Plan(day(c.on), charging(&dunning.Fee{Fixed: dec("9")}), statute(), account(c.item), date.Calendar{}).Notices[0]
		if diff := cmp.Diff([]dunning.Effect{c.want, extended}, n.Effects); diff != "" || n.Fee.Minor != c.fee || n.Deadline != day(c.on+14) {
			t.Errorf("%s: fee %s, deadline %s\n%s", c.name, n.Fee, n.Deadline, diff)
		}
		for _, charge := range n.New {
			if charge.Source != c.want.Source {
				t.Errorf("%s: the charge's source is %q", c.name, charge.Source)
			}
		}
	}
}

func TestTheCapIsForTheWholeNotice(t *testing.T) {
	perItem := charging(&dunning.Fee{Fixed: dec("3"), Per: dunning.PerItem})
	n := dunning.Plan(day(20), perItem, statute(), account(invoice(1, 0, 10000), invoice(2, 0, 10000), invoice(3, 0, 10000), invoice(4, 0, 10000)), date.Calendar{}).Notices[0]
	if n.Fee != eur(700) || len(n.New) != 3 || n.Lines[2].Fee != eur(100) || n.Lines[3].Fee != eur(0) {
		t.Errorf("four fees of 3.00 under a cap of 7.00: %s, %v", n.Fee, n.Lines)
	}
}

func TestAFeeStandsWhenOneClaimMayBearIt(t *testing.T) {
	old, young := invoice(1, 0, 10000), invoice(2, 14, 10000)
	n := dunning.Plan(day(20), charging(&dunning.Fee{Fixed: dec("5")}), statute(), account(old, young), date.Calendar{}).Notices[0]
	if n.Fee != eur(500) || len(n.Lines) != 2 {
		t.Errorf("one claim is old enough, one is not: fee %s", n.Fee)
	}
}

func TestLawNeverRaisesAFee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		a := anyAccount(t, len(p.Levels))
		for i := range a.Items {
			a.Items[i].FeesCharged = rapid.IntRange(0, 3).Draw(t, "charged before")
		}
		pack := statute()
		pack.Rows[0].Value = decimal.New(rapid.Int64Range(0, 3000).Draw(t, "cap"), -2)
		on := day(rapid.IntRange(0, 120).Draw(t, "on"))
		free := dunning.Plan(on, p, law.Pack{}, a, date.Calendar{})
		bound := dunning.Plan(on, p, pack, a, date.Calendar{})
		if len(free.Notices) != len(bound.Notices) {
			t.Fatalf("%d notices without law, %d with it", len(free.Notices), len(bound.Notices))
		}
		for i, n := range bound.Notices {
			was := free.Notices[i]
			most := pack.Rows[0].Value.Shift(2).IntPart()
			if n.Fee.Minor > was.Fee.Minor || n.Currency == "EUR" && n.Fee.Minor > most || n.Deadline.Before(was.Deadline) {
				t.Fatalf("with law: fee %s until %s; without: %s until %s", n.Fee, n.Deadline, was.Fee, was.Deadline)
			}
			if n.Fee != was.Fee && len(n.Effects) == 0 {
				t.Fatal("a fee was changed and nothing says why")
			}
		}
	})
}

func TestTheToneFollowsThePlaceAmongTheLevels(t *testing.T) {
	p := dunning.Procedure{FirstContact: dunning.ByAge}
	for n := range 4 {
		p.Levels = append(p.Levels, dunning.Level{Number: n + 1, AfterDays: 10 * (n + 1)})
	}
	p.Levels[3].Tone = ""
	for days, want := range map[int]dunning.Tone{10: dunning.Friendly, 20: dunning.Reminder, 30: dunning.Firm, 40: dunning.Final} {
		if got := plan(days, p, account(invoice(1, 0, 100))).Notices[0].Tone; got != want {
			t.Errorf("after %d days the tone is %s, want %s", days, got, want)
		}
	}
	p.Levels[1].Tone = dunning.Final
	if got := plan(20, p, account(invoice(1, 0, 100))).Notices[0].Tone; got != dunning.Final {
		t.Errorf("a level's own tone is not used: %s", got)
	}
}
