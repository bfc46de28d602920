package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// charger is a procedure whose every level charges 50.00 and claims the lump sum.
func charger() dunning.Procedure {
	level := func(n, after int) dunning.Level {
		return dunning.Level{
			Number: n, AfterDays: after, Since: dunning.SincePrevious, DeadlineDays: 14, Compensation: true, Fee: &dunning.Fee{Fixed: dec("50")},
		}
	}
	return dunning.Procedure{Levels: []dunning.Level{level(1, 5), level(2, 15), level(3, 15)}}
}

// remindedOnce stands at level 1 since day 10, with a deadline some days later.
func remindedOnce(fees, deadline int) dunning.Item {
	it := invoice(1, 0, 100_00)
	it.Level, it.LastNotice, it.LastDeadline, it.FeesCharged = 1, day(10), day(10+deadline), fees
	it.Warned, it.WarnedTo = it.LastNotice, it.LastDeadline
	return it
}

func TestWhatTheLawLeavesOfAFee(t *testing.T) {
	scale := func(r *law.Row) {
		r.Unit, r.Least, r.Most = "EUR", dec("40"), dec("6775")
		r.Scale = []law.Band{{From: dec("0"), Percent: dec("15")}, {From: dec("2500"), Percent: dec("10")}, {From: dec("5000"), Percent: dec("5")}}
	}
	for name, c := range map[string]struct {
		item dunning.Item
		on   int
		row  law.Row
		fee  string
		why  string
	}{
		"a cap":                               {invoice(1, 0, 100_00), 10, lawRow("R", law.FeeMax, value(35, "EUR")), "35.00", dunning.EffectFeeCapped},
		"a cap for another tone":              {invoice(1, 0, 100_00), 10, lawRow("R", law.FeeMax, func(r *law.Row) { r.Unit, r.Tones = "EUR", []string{"final"} }), "50.00", ""},
		"a scale, least":                      {invoice(1, 0, 100_00), 10, lawRow("R", law.FeeMax, scale), "40.00", dunning.EffectFeeCapped},
		"a scale that allows more":            {invoice(1, 0, 1000_00), 10, lawRow("R", law.FeeMax, scale), "50.00", ""},
		"too early":                           {invoice(1, 0, 100_00), 13, lawRow("R", law.FeeEarliest, value(14, "days")), "0.00", dunning.EffectFeeTooEarly},
		"too many":                            {remindedOnce(1, 14), 30, lawRow("R", law.FeeCount, value(1, "count")), "0.00", dunning.EffectFeeCount},
		"too soon after the last":             {remindedOnce(1, 14), 30, lawRow("R", law.FeeGap, value(21, "days")), "0.00", dunning.EffectFeeGap},
		"soon after a notice without a fee":   {remindedOnce(0, 14), 30, lawRow("R", law.FeeGap, value(21, "days")), "50.00", ""},
		"no notice before":                    {invoice(1, 0, 100_00), 10, lawRow("R", law.FeeNeedsNotice, value(0, "days")), "0.00", dunning.EffectFeeNeedsNotice},
		"a notice before":                     {remindedOnce(0, 14), 30, lawRow("R", law.FeeNeedsNotice, value(0, "days")), "50.00", ""},
		"a notice that gave fourteen days":    {remindedOnce(0, 14), 30, lawRow("R", law.FeeNeedsNotice, value(14, "days")), "50.00", ""},
		"a notice that gave too few days":     {remindedOnce(0, 7), 30, lawRow("R", law.FeeNeedsNotice, value(14, "days")), "0.00", dunning.EffectFeeNeedsNotice},
		"a total that an earlier fee used up": {remindedOnce(2, 14), 30, lawRow("R", law.FeeTotal, value(60, "EUR")), "0.00", dunning.EffectFeeTotal},
		"a total below the fee":               {remindedOnce(0, 14), 30, lawRow("R", law.FeeTotal, value(20, "EUR")), "20.00", dunning.EffectFeeTotal},
		"a cap in another currency":           {invoice(1, 0, 100_00), 10, lawRow("R", law.FeeMax, value(35, "NOK")), "0.00", dunning.EffectCapOtherCurrency},
	} {
		got := planBy(c.on, charger(), packOf(c.row), account(c.item))
		if len(got.Notices) != 1 {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		n, why := got.Notices[0], ""
		for _, e := range n.Effects {
			why = e.What.Key
		}
		if n.Fee.String() != c.fee || why != c.why {
			t.Errorf("%s: fee %s with %q, want %s with %q", name, n.Fee, why, c.fee, c.why)
		}
	}
}

// With a cap for one notice the book knows the most that earlier notices can have charged.
func TestTheTotalOfAllFeesIsNeverExceeded(t *testing.T) {
	pack := packOf(lawRow("ONE", law.FeeMax, value(50, "EUR")), lawRow("ALL", law.FeeTotal, value(120, "EUR")))
	a, sum := account(invoice(1, 0, 100_00)), int64(0)
	for _, on := range []int{5, 30, 60} {
		n := planBy(on, charger(), pack, a).Notices[0]
		sum += n.Fee.Minor
		a, _ = dunning.Issue(a, n, int64(on))
	}
	if sum != 120_00 {
		t.Errorf("three fees come to %d", sum)
	}
}

func TestLumpSumOnceForEachInvoiceBetweenBusinesses(t *testing.T) {
	pack := packOf(
		lawRow("L40", law.Compensation, value(40, "EUR")),
		lawRow("L70", law.Compensation, func(r *law.Row) { r.Value, r.Unit, r.Above = decimal.NewFromInt(70), "EUR", dec("1000") }),
	)
	a := account(invoice(1, 0, 999_99), invoice(2, 0, 1000_00))
	n := planBy(10, charger(), pack, a).Notices[0]
	if n.Lump.String() != "110.00" || n.Fee.String() != "160.00" || n.Lines[0].Lump.String() != "40.00" || n.Lines[1].Lump.String() != "70.00" {
		t.Errorf("lump sums %s in fees of %s: %+v", n.Lump, n.Fee, n.Lines)
	}
	kinds := map[dunning.ChargeKind]int{}
	for _, c := range n.New {
		kinds[c.Kind]++
	}
	if kinds[dunning.Compensation] != 2 || kinds[dunning.FeeCharge] != 1 {
		t.Errorf("charges: %v", kinds)
	}
	issued, _ := dunning.Issue(a, n, 1)
	if next := planBy(30, charger(), pack, issued).Notices[0]; next.Lump.Minor != 0 {
		t.Errorf("the second notice claims %s again", next.Lump)
	}
	back, err := dunning.TakeBack(issued, n, 1)
	if err != nil || planBy(11, charger(), pack, back).Notices[0].Lump.String() != "110.00" {
		t.Errorf("a notice that was taken back has used the lump sum up: %v", err)
	}
	for _, kind := range []receivable.Kind{receivable.Consumer, ""} {
		a.Debtor.Kind = kind
		if got := planBy(10, charger(), pack, a).Notices[0].Lump; got.Minor != 0 {
			t.Errorf("a debtor of kind %q owes a lump sum of %s", kind, got)
		}
	}
}

func TestLumpSumAndFeeExcludeEachOtherWhereTheLawSaysSo(t *testing.T) {
	pack := packOf(lawRow("L", law.Compensation, value(40, "EUR")), lawRow("ALONE", law.CompensationAlone, func(r *law.Row) { r.Text = "yes" }))
	first := planBy(10, charger(), pack, account(invoice(1, 0, 100_00))).Notices[0]
	if first.Fee.String() != "40.00" || first.Lump.String() != "40.00" || first.Effects[1].What.Key != dunning.EffectFeeBesideLump {
		t.Errorf("a fee beside the lump sum: %+v", first)
	}
	after := planBy(30, charger(), pack, account(remindedOnce(1, 14))).Notices[0]
	if after.Lump.Minor != 0 || after.Fee.String() != "50.00" || after.Effects[0].What.Key != dunning.EffectLumpAfterFee {
		t.Errorf("a lump sum after a fee: %+v", after)
	}
}

func TestVisitsAsTheLawAllowsThem(t *testing.T) {
	p := charger()
	p.Levels[1].IfSilent = receivable.Visit
	for text, want := range map[string]struct {
		channel receivable.Channel
		from    string
	}{
		law.VisitAllowed:   {receivable.Visit, ""},
		law.VisitNoticed:   {receivable.Visit, day(37).String()},
		law.VisitForbidden: {receivable.Email, ""},
	} {
		pack := packOf(lawRow("V", law.VisitRule, func(r *law.Row) { r.Text, r.Value = text, decimal.NewFromInt(7) }))
		n := planBy(30, p, pack, account(remindedOnce(0, 14))).Notices[0]
		if n.Channel != want.channel || n.TaskFrom.String() != want.from || n.Level != 2 {
			t.Errorf("%s: by %s from %s at level %d", text, n.Channel, n.TaskFrom, n.Level)
		}
	}
}

func TestFinalNoticeThatOnlyAnAgencyMaySend(t *testing.T) {
	pack := packOf(lawRow("F", law.FinalByOwn, func(r *law.Row) { r.Text = law.FinalForbidden }))
	it := remindedOnce(0, 14)
	it.Level = 2
	got := planBy(30, charger(), pack, account(it))
	if len(got.Notices) != 0 || got.LeftOut[0].Reason != dunning.ReasonLaw || got.LeftOut[0].Detail.Key != dunning.WhyFinalByOwn {
		t.Errorf("%+v", got)
	}
}
