package dunning

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// lessLetGo is a fee without what a person has let go of it already: of the same level's fee for one of these claims, on a notice that
// was taken back before it left. The next notice does not ask for it anew.
func (pl *planning) lessLetGo(n *Notice, fee money.Amount, level int, steps []step) money.Amount {
	var gone int64
	for i := range pl.a.Charges {
		c := &pl.a.Charges[i]
		if c.TakenBack && c.Kind == FeeCharge && c.Waived.Minor > 0 && c.Amount.Currency == fee.Currency && c.Rule == feeRule(level) && c.isFor(steps) {
			gone += c.Waived.Minor
		}
	}
	if gone == 0 || fee.Minor <= 0 {
		return fee
	}
	less := money.New(max(0, fee.Minor-gone), fee.Currency)
	n.addEffect(Effect{
		Rule: feeRule(level), Source: ownSource, Verified: true,
		What: Why{EffectFeeLetGo, map[string]string{"from": fee.String(), "to": less.String(), "currency": string(fee.Currency)}},
	})
	return less
}

// isFor reports whether a charge was made for one of these claims.
func (c *Charge) isFor(steps []step) bool {
	return slices.ContainsFunc(steps, func(s step) bool { return c.Item == s.item.ID || c.Item == 0 && slices.Contains(c.Claims, s.item.ID) })
}

// rests reports whether a charge is not asked for: its claim may not be, or none of the claims of the notice that it was for.
func (pl *planning) rests(c *Charge) bool {
	if c.Item != 0 || len(c.Claims) == 0 {
		return pl.unasked(c.Item)
	}
	return !slices.ContainsFunc(c.Claims, func(id receivable.ItemID) bool { return !pl.unasked(id) })
}

// claimsOf are the claims that a notice is about.
func (n *Notice) claimsOf() []receivable.ItemID {
	ids := make([]receivable.ItemID, 0, len(n.Lines))
	for i := range n.Lines {
		ids = append(ids, n.Lines[i].Item)
	}
	return ids
}
