package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
)

// amount is the fee on a claim of one currency, before law. It is rounded once, half away from zero.
func (f *Fee) amount(original, open money.Amount) (money.Amount, error) {
	if f.Percent.IsZero() && len(f.Tiers) == 0 && f.Min == nil && f.Max == nil {
		return money.FromDecimal(f.Fixed, open.Currency, money.HalfAway)
	}
	if len(f.Tiers) > 0 {
		return money.FromDecimal(clamp(f.tiered(open.Decimal()), f.Min, f.Max), open.Currency, money.HalfAway)
	}
	base := open
	if f.Of == OfOriginal {
		base = original
	}
	fee := f.Fixed.Add(base.Decimal().Mul(f.Percent).Shift(-2))
	return money.FromDecimal(clamp(fee, f.Min, f.Max), open.Currency, money.HalfAway)
}

// tiered is the fee by bands of the open amount. Below the first threshold there is no fee.
func (f *Fee) tiered(open decimal.Decimal) decimal.Decimal {
	sum, left := decimal.Zero, open
	for i := len(f.Tiers) - 1; i >= 0; i-- {
		t := &f.Tiers[i]
		if open.LessThan(t.From) {
			continue
		}
		if !f.Accumulated {
			return t.charge(open)
		}
		sum = sum.Add(t.charge(left.Sub(t.From)))
		left = t.From
	}
	return sum
}

func (t *FeeTier) charge(part decimal.Decimal) decimal.Decimal {
	return clamp(t.Fixed.Add(part.Mul(t.Percent).Shift(-2)), t.Min, t.Max)
}

func clamp(v decimal.Decimal, least, most *decimal.Decimal) decimal.Decimal {
	if least != nil && v.LessThan(*least) {
		v = *least
	}
	if most != nil && v.GreaterThan(*most) {
		v = *most
	}
	return v
}
