package dunning

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// chargeFees puts the notice's own fee, and the fees of its items, onto the notice, as far as the law lets it.
func (pl *planning) chargeFees(n *Notice, level *Level, steps []step) error {
	for i, s := range steps {
		l := &pl.p.Levels[max(s.level, 1)-1]
		if l.Fee == nil || l.Fee.Per != PerItem {
			continue
		}
		fee, source, err := pl.lawful(n, l.Fee, steps[i:i+1])
		if err != nil {
			return err
		}
		fee = pl.lessLetGo(n, fee, s.level, steps[i:i+1])
		n.Lines[i].Fee = fee
		if err := n.addFee(fee, s, source); err != nil {
			return err
		}
	}
	if level.Fee == nil || level.Fee.Per == PerItem {
		return nil
	}
	about := step{level: n.Level}
	if len(steps) == 1 {
		about = steps[0]
	}
	fee, source, err := pl.lawful(n, level.Fee, steps)
	if err != nil {
		return err
	}
	return n.addFee(pl.lessLetGo(n, fee, about.level, steps), about, source)
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

// lawful gives what of a fee on these claims the law allows, and where the figure comes from. It is reckoned on the claims that
// may bear one; where none may there is none. The lowest cap among those claims binds, and a cap in another currency lets
// nothing through, because nothing is converted.
func (pl *planning) lawful(n *Notice, f *Fee, steps []step) (allowed money.Amount, source string, err error) {
	fee, err := f.on(steps)
	if err != nil || fee.Minor <= 0 {
		return fee, ownSource, err
	}
	bearing, refused := pl.bearing(n, fee, steps)
	if refused != nil {
		if len(bearing) == 0 {
			n.addEffect(*refused)
			return money.Zero(fee.Currency), refused.Source, nil
		}
		less, err := f.on(bearing)
		if err != nil {
			return fee, ownSource, err
		}
		if less.Minor < fee.Minor {
			n.addEffect(lowered(*refused, fee, less, steps, bearing))
		}
		fee = less
	}
	for _, s := range bearing {
		n.lineOf(s.item.ID).Bears = true
	}
	least, other := pl.leastCeiling(n, fee.Currency, bearing)
	switch {
	case other != nil:
		n.addEffect(effectOf(other, EffectCapOtherCurrency, "fee", fee.String(), "currency", other.Unit))
		return money.Zero(fee.Currency), sourceOf(other), nil
	case least == nil:
		return fee, ownSource, nil
	}
	fee, source = n.trimmed(fee, least)
	return fee, source, nil
}

// on is a fee on the claims of a notice, before law.
func (f *Fee) on(steps []step) (money.Amount, error) {
	original, open := money.Zero(steps[0].item.Open.Currency), money.Zero(steps[0].item.Open.Currency)
	for _, s := range steps {
		var err error
		if original, err = original.Add(s.item.Amount); err != nil {
			return original, err
		}
		if open, err = open.Add(s.item.Open); err != nil {
			return open, err
		}
	}
	return f.amount(original, open)
}

// bearing gives the claims that may bear a fee today, and why the first of the others may not.
func (pl *planning) bearing(n *Notice, fee money.Amount, steps []step) (may []step, refused *Effect) {
	if len(pl.pack.Rows) == 0 {
		return steps, nil
	}
	may = make([]step, 0, len(steps))
	for _, s := range steps {
		e := pl.refusal(n, s, fee)
		if e == nil {
			may = append(may, s)
		} else if refused == nil {
			refused = e
		}
	}
	return may, refused
}

// leastCeiling is the lowest ceiling on a fee that some claims bear, and a row whose currency cannot be held against it.
func (pl *planning) leastCeiling(n *Notice, c money.Currency, bearing []step) (least *ceiling, other *law.Row) {
	for _, s := range bearing {
		for _, found := range pl.ceilings(n, s, bearing) {
			if found.row.Unit != string(c) {
				other = found.row
				continue
			}
			if least == nil || found.most.LessThan(least.most) {
				least = &found
			}
		}
	}
	return least, other
}

func (n *Notice) lineOf(id receivable.ItemID) *Line {
	for i := range n.Lines {
		if n.Lines[i].Item == id {
			return &n.Lines[i]
		}
	}
	return &Line{}
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
	for _, r := range pl.pack.Series(law.FeeMax, pl.a.Debtor.Kind) {
		day := pl.asOf
		if r.Dated == law.ByDue {
			day = s.item.DueOn()
		}
		if !r.Covers(day) || !r.Speaks(string(n.Tone)) {
			continue
		}
		c := ceiling{r, EffectFeeCapped, r.Fee(principal(steps).Decimal())}
		out = append(out, c)
	}
	if r := pl.row(law.FeeTotal, s.item.DueOn()); r != nil {
		left := r.Value
		if s.item.FeesCharged > 0 {
			left = decimal.Max(decimal.Zero, left.Sub(pl.mostOnce(r, steps).Mul(decimal.NewFromInt(int64(s.item.FeesCharged)))))
		}
		out = append(out, ceiling{r, EffectFeeTotal, left})
	}
	return out
}

// mostOnce is the most that one notice can have charged for a claim: the highest cap of any day and tone, or the whole total
// where nothing bounds one notice.
func (pl *planning) mostOnce(total *law.Row, steps []step) decimal.Decimal {
	most := decimal.Zero
	for _, r := range pl.pack.Series(law.FeeMax, pl.a.Debtor.Kind) {
		if r.Unit == total.Unit {
			most = decimal.Max(most, r.Fee(principal(steps).Decimal()))
		}
	}
	if most.IsZero() {
		return total.Value
	}
	return most
}

// principal adds up what is open of the claims of a notice; a sum beyond the program's money stops at the last that fits.
func principal(steps []step) money.Amount {
	sum := money.Zero(steps[0].item.Open.Currency)
	for _, s := range steps {
		more, err := sum.Add(s.item.Open)
		if err != nil {
			return sum
		}
		sum = more
	}
	return sum
}

// refusal is why a claim may not bear a fee at all today, nil when it may.
func (pl *planning) refusal(n *Notice, s step, fee money.Amount) *Effect {
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
	if r := pl.row(law.FeeRepeat, due); r != nil && s.item.FeesCharged > 0 && !s.item.gaveDays(int(r.Value.IntPart()), pl.asOf) {
		return no(r, EffectFeeRepeat, "days", r.Value.String())
	}
	since := pl.asOf.DaysSince(s.item.LastNotice)
	if r := pl.row(law.FeeGap, due); r != nil && s.item.FeesCharged > 0 && since < int(r.Value.IntPart()) {
		return no(r, EffectFeeGap, "days", strconv.Itoa(since), "least", r.Value.String())
	}
	if r := pl.row(law.FeeNeedsNotice, due); r != nil && !s.item.warned(int(r.Value.IntPart()), pl.asOf) {
		return no(r, EffectFeeNeedsNotice, "days", r.Value.String())
	}
	if r := pl.row(law.CompensationAlone, due); r != nil && (s.item.LumpClaimed || n.lineOf(s.item.ID).Lump.Minor > 0) {
		return no(r, EffectFeeBesideLump)
	}
	return nil
}

// warned reports whether a free notice in writing gave the debtor at least so many days, and they have passed. A claim that has
// borne a fee was warned before that.
func (i *Item) warned(days int, asOf date.Date) bool {
	if i.FeesCharged > 0 {
		return true
	}
	return !i.Warned.IsZero() && (days == 0 || i.gaveDays(days, asOf))
}

// gaveDays reports whether the last notice in writing printed a deadline at least so many days away, and it has passed.
func (i *Item) gaveDays(days int, asOf date.Date) bool {
	return !i.WarnedTo.IsZero() && i.WarnedTo.DaysSince(i.Warned) >= days && asOf.After(i.WarnedTo)
}
