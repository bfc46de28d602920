package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// claimLumps claims the statutory lump sum for recovery costs, once for each claim, where the level asks for it and the law
// gives it (Directive 2011/7/EU art. 6; Late Payment of Commercial Debts (Interest) Act 1998 s. 5A). It exists between
// businesses alone: a debtor whose kind nobody knows owes none. Nothing is converted.
func (pl *planning) claimLumps(n *Notice, steps []step) error {
	if pl.a.Debtor.Kind != receivable.Business {
		return nil
	}
	for i, s := range steps {
		if !pl.p.Levels[max(s.level, 1)-1].Compensation || s.item.LumpClaimed {
			continue
		}
		r := pl.lumpRow(s.item)
		if r == nil {
			pl.lumpUnknown(n, s.item)
			continue
		}
		if r.Unit != string(n.Currency) {
			n.addEffect(effectOf(r, EffectLumpOtherCurrency, "currency", r.Unit))
			continue
		}
		if alone := pl.row(law.CompensationAlone, s.item.DueOn()); alone != nil && s.item.FeesCharged > 0 {
			n.addEffect(effectOf(alone, EffectLumpAfterFee))
			continue
		}
		if err := n.addLump(i, r, s); err != nil {
			return err
		}
	}
	return nil
}

// lumpUnknown says on a notice that the law gives a lump sum whose figure nobody knows for the day.
func (pl *planning) lumpUnknown(n *Notice, it *Item) {
	rows := pl.pack.Series(law.Compensation, receivable.Business)
	if len(rows) == 0 {
		return
	}
	day := pl.asOf
	if rows[0].Dated == law.ByDue {
		day = it.DueOn()
	}
	if !pl.pack.Silent(law.Compensation, receivable.Business, day) {
		return
	}
	near := pl.pack.Before(law.Compensation, receivable.Business, day)
	if near == nil {
		near = rows[0]
	}
	n.addEffect(effectOf(near, EffectLumpUnknown, "pack", pl.pack.Code, "date", day.String()))
}

// lumpRow is the row of a claim: among those in force when it fell due, the one with the highest threshold that it reaches.
func (pl *planning) lumpRow(it *Item) *law.Row {
	var best *law.Row
	for _, r := range pl.pack.Series(law.Compensation, receivable.Business) {
		day := pl.asOf
		if r.Dated == law.ByDue {
			day = it.DueOn()
		}
		if !r.Covers(day) || it.Amount.Decimal().LessThan(r.Above) {
			continue
		}
		if best == nil || r.Above.GreaterThan(best.Above) {
			best = r
		}
	}
	return best
}

func (n *Notice) addLump(at int, r *law.Row, s step) error {
	lump, err := money.FromDecimal(r.Value, n.Currency, money.HalfAway)
	if err != nil {
		return err
	}
	if n.Fee, err = n.Fee.Add(lump); err != nil {
		return err
	}
	n.Lump.Minor += lump.Minor // cannot exceed Fee, which was added up before
	n.Lines[at].Lump = lump
	e := effectOf(r, EffectLump, "amount", lump.String(), "currency", r.Unit)
	n.addEffect(e)
	n.New = append(n.New, Charge{
		Debtor: n.Debtor, Item: s.item.ID, Kind: Compensation, On: n.Date, Amount: lump, Open: lump, Rule: r.ID, Source: e.Source,
	})
	return nil
}
