package dunning

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// Keys of Why on effects.
const (
	EffectFeeCapped        = "fee-capped"             // from, to: plain decimals
	EffectFeeTooEarly      = "fee-too-early"          // fee, days: overdue, earliest: days needed
	EffectFeeCount         = "fee-count"              // fee, charged: notices charged before, most
	EffectCapOtherCurrency = "fee-cap-other-currency" // currency of the cap: it cannot be held against the fee
	EffectDeadlineLonger   = "deadline-extended"      // from, to: days
	EffectRateUnverified   = "rate-unverified"        // an interest rate that nobody has checked against its source
)

// addEffect notes an effect once.
func (n *Notice) addEffect(e Effect) {
	for i := range n.Effects {
		if n.Effects[i].Rule == e.Rule && n.Effects[i].What.Key == e.What.Key {
			return
		}
	}
	n.Effects = append(n.Effects, e)
}

func effectOf(r *law.Row, key string, args ...string) Effect {
	e := Effect{Rule: r.ID, Source: r.Ref + "; " + r.Source, What: Why{Key: key}, Verified: !r.Verified.IsZero()}
	if len(args) > 0 {
		e.What.Args = make(map[string]string, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			e.What.Args[args[i]] = args[i+1]
		}
	}
	return e
}

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
	var capped *law.Row
	stands := false
	for _, s := range steps {
		if e := pl.refusal(s, fee); e != nil {
			if refused == nil {
				refused = e
			}
			continue
		}
		stands = true
		if r := pl.row(law.FeeMax, s); r != nil && (capped == nil || r.Value.LessThan(capped.Value)) {
			capped = r
		}
	}
	if !stands {
		n.addEffect(*refused)
		return money.Zero(fee.Currency), refused.Source
	}
	if capped == nil {
		return fee, ownSource
	}
	if capped.Unit != string(fee.Currency) {
		n.addEffect(effectOf(capped, EffectCapOtherCurrency, "currency", capped.Unit))
		return fee, ownSource
	}
	most, err := money.FromDecimal(capped.Value, fee.Currency, money.Down)
	wanted, over := n.Fee.Add(fee) // the cap is for the notice: fees of its items count together
	if err != nil || over == nil && wanted.Minor <= most.Minor {
		return fee, ownSource
	}
	e := effectOf(capped, EffectFeeCapped, "from", wanted.String(), "to", most.String())
	n.addEffect(e)
	return money.New(max(0, most.Minor-n.Fee.Minor), fee.Currency), e.Source
}

// refusal is why a claim may not bear a fee at all today, nil when it may.
func (pl *planning) refusal(s step, fee money.Amount) *Effect {
	if r := pl.row(law.FeeEarliest, s); r != nil && s.days < int(r.Value.IntPart()) {
		e := effectOf(r, EffectFeeTooEarly, "fee", fee.String(), "days", strconv.Itoa(s.days), "earliest", r.Value.String())
		return &e
	}
	if r := pl.row(law.FeeCount, s); r != nil && s.item.FeesCharged >= int(r.Value.IntPart()) {
		e := effectOf(r, EffectFeeCount, "fee", fee.String(), "charged", strconv.Itoa(s.item.FeesCharged), "most", r.Value.String())
		return &e
	}
	return nil
}

func (pl *planning) row(fact law.Fact, s step) *law.Row {
	return pl.pack.On(fact, pl.a.Debtor.Kind, pl.asOf, s.item.DueOn())
}

// setDeadline prints the level's deadline, or a later one where the law gives the debtor more days.
func (pl *planning) setDeadline(n *Notice, level *Level) {
	n.Deadline = level.deadline(n.Date)
	if n.Deadline.IsZero() {
		return
	}
	r := pl.pack.On(law.NoticePeriod, pl.a.Debtor.Kind, n.Date, n.Lines[0].Due)
	if r == nil || level.DeadlineDays >= int(r.Value.IntPart()) {
		return
	}
	n.Deadline = date.Latest(n.Deadline, n.Date.AddDays(int(r.Value.IntPart())))
	n.addEffect(effectOf(r, EffectDeadlineLonger, "from", strconv.Itoa(level.DeadlineDays), "to", r.Value.String()))
}
