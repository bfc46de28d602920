package dunning

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
)

// Keys of Why on effects.
const (
	EffectFeeCapped         = "fee-capped"             // from, to: plain decimals
	EffectFeeTooEarly       = "fee-too-early"          // fee, days: overdue, earliest: days needed
	EffectFeeCount          = "fee-count"              // fee, charged: notices charged before, most
	EffectFeeTotal          = "fee-total"              // from, to: plain decimals; the cap is for all notices of a claim
	EffectFeeGap            = "fee-gap"                // fee, days: since the last notice, least
	EffectFeeRepeat         = "fee-repeat"             // fee, days: that the deadline of the charged notice before must have given
	EffectFeeNeedsNotice    = "fee-needs-notice"       // fee, days: that the free notice must give
	EffectFeeLowered        = "fee-lowered"            // from, to: plain decimals; items: that may not bear it; because: the key why, with its values
	EffectFeeBesideLump     = "fee-beside-lump"        // fee: a lump sum was claimed instead
	EffectCapOtherCurrency  = "fee-cap-other-currency" // currency of the cap: it cannot be held against the fee
	EffectLump              = "lump-claimed"           // amount, currency
	EffectLumpOtherCurrency = "lump-other-currency"    // currency of the lump sum: nothing is converted
	EffectLumpAfterFee      = "lump-after-fee"         // a fee was charged before, and the law allows one or the other
	EffectLumpUnknown       = "lump-unknown"           // pack, date: the law gives a lump sum, and its table has no row for the day
	EffectDeadlineLonger    = "deadline-extended"      // from, to: days
	EffectRateUnverified    = "rate-unverified"        // an interest rate that nobody has checked against its source
	EffectRateCapped        = "interest-capped"        // to: the statutory rate, percent a year
	EffectText              = "text-required"          // text.<language>: the sentence
	EffectVisitForbidden    = "visit-forbidden"        // a letter goes instead
	EffectVisitNotice       = "visit-after-notice"     // days, date: not before it
	EffectHouseRuleAside    = "house-rule-set-aside"   // reason, by
	EffectFeeLetGo          = "fee-let-go"             // from, to: plain decimals; a person had waived it on a notice that was taken back
	EffectChannelDead       = "channel-skipped"        // channel that was not used because it is dead; cause; date: since when, where that is known
	EffectConsentWithdrawn  = "consent-withdrawn"      // channel that was not used; date: when consent was withdrawn
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
	e := Effect{Rule: r.ID, Source: sourceOf(r), What: Why{Key: key}, Verified: !r.Verified.IsZero()}
	if len(args) > 0 {
		e.What.Args = make(map[string]string, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			e.What.Args[args[i]] = args[i+1]
		}
	}
	return e
}

func sourceOf(r *law.Row) string { return r.Ref + "; " + r.Source }

// row is the row of a fact that binds towards the debtor, by the notice's day or a claim's due date as the row says.
func (pl *planning) row(fact law.Fact, due date.Date) *law.Row {
	return pl.pack.On(fact, pl.a.Debtor.Kind, pl.asOf, due)
}

// setDeadline prints the level's deadline, or a later one where the law gives the debtor more days.
func (pl *planning) setDeadline(n *Notice, level *Level) {
	n.Deadline = level.deadline(n.Date)
	if n.Deadline.IsZero() && n.Tone != Final { // a final notice without a day to pay by is none
		return
	}
	r := pl.pack.OnTone(law.NoticePeriod, pl.a.Debtor.Kind, string(n.Tone), n.Date, n.Lines[0].Due)
	if r == nil || level.DeadlineDays >= int(r.Value.IntPart()) {
		return
	}
	n.Deadline = date.Latest(n.Deadline, n.Date.AddDays(int(r.Value.IntPart())))
	n.addEffect(effectOf(r, EffectDeadlineLonger, "from", strconv.Itoa(level.DeadlineDays), "to", r.Value.String()))
}

// addTexts notes what the law wants a notice of this tone to say, in every language in which the pack has it.
func (pl *planning) addTexts(n *Notice) {
	for _, r := range pl.pack.Series(law.NoticeText, pl.a.Debtor.Kind) {
		if !r.Covers(n.Date) || !r.Speaks(string(n.Tone)) {
			continue
		}
		args := make([]string, 0, 2*len(r.Texts))
		for language, sentence := range r.Texts {
			args = append(args, "text."+language, sentence)
		}
		n.addEffect(effectOf(r, EffectText, args...))
	}
}
