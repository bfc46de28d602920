package dunning

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
)

// chargeFees puts the notice's own fee, and the fees of its items, onto the notice, as far as the law lets it.
func (pl *planning) chargeFees(n *Notice, level *Level, steps []step) error {
	for i, s := range steps {
		l := &pl.p.Levels[max(s.level, 1)-1]
		if l.Fee == nil || l.Fee.Per != PerItem {
			continue
		}
		fee, err := l.Fee.amount(s.item.Amount, s.item.Open)
		if err != nil {
			return err
		}
		fee, source := pl.lawful(n, fee, steps[i:i+1])
		n.Lines[i].Fee = fee
		if err := n.addFee(fee, s, source); err != nil {
			return err
		}
	}
	if level.Fee == nil || level.Fee.Per == PerItem {
		return nil
	}
	original := money.Zero(n.Currency)
	for _, s := range steps {
		var err error
		if original, err = original.Add(s.item.Amount); err != nil {
			return err
		}
	}
	fee, err := level.Fee.amount(original, n.Open)
	if err != nil {
		return err
	}
	about := step{level: n.Level}
	if len(steps) == 1 {
		about = steps[0]
	}
	fee, source := pl.lawful(n, fee, steps)
	return n.addFee(fee, about, source)
}

func (n *Notice) addFee(fee money.Amount, about step, source string) error {
	if fee.Minor <= 0 {
		return nil
	}
	var err error
	if n.Fee, err = n.Fee.Add(fee); err != nil {
		return err
	}
	charge := Charge{
		Debtor: n.Debtor, Kind: FeeCharge, On: n.Date, Amount: fee, Open: fee, Rule: feeRule(about.level), Source: source,
	}
	if about.item != nil {
		charge.Item = about.item.ID
	}
	n.New = append(n.New, charge)
	return nil
}

// ownSource is the source of a charge that no law changed.
const ownSource = "procedure"

// lawful gives what of a fee on these claims the law allows, and where the figure comes from. A fee stands when at least
// one of the claims may bear it; the lowest cap among those claims binds.
func (pl *planning) lawful(n *Notice, fee money.Amount, steps []step) (allowed money.Amount, source string) {
	if fee.Minor <= 0 || len(pl.pack.Rows) == 0 {
		return fee, ownSource
	}
	var refused *Effect
	var least *ceiling
	stands := false
	for i, s := range steps {
		if e := pl.refusal(n, i, s, fee); e != nil {
			if refused == nil {
				refused = e
			}
			continue
		}
		stands = true
		for _, c := range pl.ceilings(n, s, steps) {
			if c.row.Unit != string(fee.Currency) {
				n.addEffect(effectOf(c.row, EffectCapOtherCurrency, "currency", c.row.Unit))
				continue
			}
			if least == nil || c.most.LessThan(least.most) {
				least = &c
			}
		}
	}
	if !stands {
		n.addEffect(*refused)
		return money.Zero(fee.Currency), refused.Source
	}
	if least == nil {
		return fee, ownSource
	}
	return n.trimmed(fee, least)
}

// trimmed is what of a fee stays below a ceiling. The ceiling is for the notice: fees of its items count together, lump
// sums, which have rules of their own, do not.
func (n *Notice) trimmed(fee money.Amount, c *ceiling) (allowed money.Amount, source string) {
	most, err := money.FromDecimal(c.most, fee.Currency, money.Down)
	wanted, over := n.Fee.Add(fee)
	wanted.Minor -= n.Lump.Minor
	if err != nil || over == nil && wanted.Minor <= most.Minor {
		return fee, ownSource
	}
	e := effectOf(c.row, c.key, "from", wanted.String(), "to", most.String())
	n.addEffect(e)
	return money.New(max(0, most.Minor-(n.Fee.Minor-n.Lump.Minor)), fee.Currency), e.Source
}

// ceiling is a most that the law sets to a fee, in major units of the row's currency.
type ceiling struct {
	row  *law.Row
	key  string
	most decimal.Decimal
}

// ceilings are what bounds a fee that a claim bears: the cap for one notice of this tone, and what earlier notices have
// left of the cap for all of them. The book keeps how many notices charged a claim, not how much; each is counted with the
// most that it may have charged, or with all of it where nothing bounds one notice, so that the sum is never exceeded.
func (pl *planning) ceilings(n *Notice, s step, steps []step) []ceiling {
	var out []ceiling
	var once *decimal.Decimal
	for _, r := range pl.pack.Series(law.FeeMax, pl.a.Debtor.Kind) {
		day := pl.asOf
		if r.Dated == law.ByDue {
			day = s.item.DueOn()
		}
		if !r.Covers(day) || !r.Speaks(string(n.Tone)) {
			continue
		}
		c := ceiling{r, EffectFeeCapped, r.Fee(principal(steps).Decimal())}
		once = &c.most
		out = append(out, c)
	}
	if r := pl.row(law.FeeTotal, s.item.DueOn()); r != nil {
		left := r.Value
		switch {
		case s.item.FeesCharged == 0:
		case once == nil:
			left = decimal.Zero
		default:
			left = decimal.Max(decimal.Zero, left.Sub(once.Mul(decimal.NewFromInt(int64(s.item.FeesCharged)))))
		}
		out = append(out, ceiling{r, EffectFeeTotal, left})
	}
	return out
}

// principal adds up what was invoiced on the claims of a notice; a sum beyond the program's money stops at the first.
func principal(steps []step) money.Amount {
	sum := money.Zero(steps[0].item.Amount.Currency)
	for _, s := range steps {
		more, err := sum.Add(s.item.Amount)
		if err != nil {
			return sum
		}
		sum = more
	}
	return sum
}

// refusal is why a claim may not bear a fee at all today, nil when it may.
func (pl *planning) refusal(n *Notice, at int, s step, fee money.Amount) *Effect {
	due := s.item.DueOn()
	no := func(r *law.Row, key string, args ...string) *Effect {
		e := effectOf(r, key, append([]string{"fee", fee.String()}, args...)...)
		return &e
	}
	if r := pl.row(law.FeeEarliest, due); r != nil && s.days < int(r.Value.IntPart()) {
		return no(r, EffectFeeTooEarly, "days", strconv.Itoa(s.days), "earliest", r.Value.String())
	}
	if r := pl.row(law.FeeCount, due); r != nil && s.item.FeesCharged >= int(r.Value.IntPart()) {
		return no(r, EffectFeeCount, "charged", strconv.Itoa(s.item.FeesCharged), "most", r.Value.String())
	}
	since := pl.asOf.DaysSince(s.item.LastNotice)
	if r := pl.row(law.FeeGap, due); r != nil && s.item.FeesCharged > 0 && since < int(r.Value.IntPart()) {
		return no(r, EffectFeeGap, "days", strconv.Itoa(since), "least", r.Value.String())
	}
	if r := pl.row(law.FeeNeedsNotice, due); r != nil && !s.item.warned(int(r.Value.IntPart()), pl.asOf) {
		return no(r, EffectFeeNeedsNotice, "days", r.Value.String())
	}
	if r := pl.row(law.CompensationAlone, due); r != nil && (s.item.LumpClaimed || n.Lines[at].Lump.Minor > 0) {
		return no(r, EffectFeeBesideLump)
	}
	return nil
}

// warned reports whether a free notice gave the debtor at least so many days, and they have passed. A claim that has borne
// a fee was warned before that.
func (i *Item) warned(days int, asOf date.Date) bool {
	if i.FeesCharged > 0 {
		return true
	}
	if i.Level == 0 || i.LastNotice.IsZero() {
		return false
	}
	return days == 0 || i.LastDeadline.DaysSince(i.LastNotice) >= days && asOf.After(i.LastDeadline)
}
