package words

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

var reasons = map[dunning.Reason]string{
	dunning.ReasonNotDue:         "reason.not-due",
	dunning.ReasonGrace:          "reason.grace",
	dunning.ReasonTooSoon:        "reason.too-soon",
	dunning.ReasonDeadline:       "reason.deadline-running",
	dunning.ReasonHold:           "reason.hold",
	dunning.ReasonDispute:        "reason.dispute",
	dunning.ReasonPromise:        "reason.promise",
	dunning.ReasonPlan:           "reason.plan",
	dunning.ReasonBelowMinimum:   "reason.below-minimum",
	dunning.ReasonCreditCovers:   "reason.credit-covers",
	dunning.ReasonPaid:           "reason.paid",
	dunning.ReasonContactCap:     "reason.contact-cap",
	dunning.ReasonOutsideHours:   "reason.outside-hours",
	dunning.ReasonFinalLevel:     "reason.final-level",
	dunning.ReasonNoChannel:      "reason.no-channel",
	dunning.ReasonStaleData:      "reason.stale-data",
	dunning.ReasonNeedsApproval:  "reason.needs-approval",
	dunning.ReasonFirstRunReview: "reason.first-run-review",
	dunning.ReasonLaw:            "reason.law",
	dunning.ReasonWrittenOff:     "reason.written-off",
	dunning.ReasonEscalated:      "reason.escalated",
	dunning.ReasonConsent:        "reason.consent",
	dunning.ReasonBanked:         "reason.banked",
	dunning.ReasonCollected:      "reason.collected",
	dunning.ReasonQuarantined:    "reason.quarantined",
}

// Reason says in a word or two why something was left out: "too soon".
func Reason(r dunning.Reason) string {
	if key, ok := reasons[r]; ok {
		return i18n.T(key)
	}
	return strings.ReplaceAll(string(r), "-", " ")
}

// Why says a reason of the engine in a short phrase: "17 d since level 2". A key that has no words yet is shown as it is,
// with its values: a reason may look odd, but it is never missing.
func (w Words) Why(why dunning.Why) string {
	if why.Key == "" {
		return ""
	}
	key, known := whys[why.Key]
	switch {
	case !known && reasons[dunning.Reason(why.Key)] != "":
		return Reason(dunning.Reason(why.Key))
	case !known:
		return w.bareWhy(why)
	case why.Key == dunning.EffectChannelDead:
		return w.DeadChannel(receivable.Channel(why.Args["channel"]), receivable.DeadCause(why.Args["cause"]), why.Args["date"])
	case why.Key == dunning.WhyPromiseBroken && why.Args["promised"] != "":
		key = promisedWhy
		if why.Args["previous"] == "" {
			key = promisedWhyFirst
		}
	}
	return i18n.T(closer(key, why), w.Values(why.Args))
}

// loweredWhys say of a lowered fee why some claims may not bear it.
var loweredWhys = map[string]string{
	dunning.EffectFeeNeedsNotice: "why.fee-lowered-notice",
	dunning.EffectFeeTooEarly:    "why.fee-lowered-early",
	dunning.EffectFeeCount:       "why.fee-lowered-count",
	dunning.EffectFeeGap:         "why.fee-lowered-gap",
	dunning.EffectFeeBesideLump:  "why.fee-lowered-lump",
}

// consentWhys say of a withdrawn consent which channel it closed.
var consentWhys = map[string]string{
	string(receivable.Email): "why.consent-withdrawn-email",
	string(receivable.SMS):   "why.consent-withdrawn-sms",
	string(receivable.Call):  "why.consent-withdrawn-call",
}

// closer is the text that fits a reason better than the one of its key, by its values.
func closer(key string, why dunning.Why) string {
	switch why.Key {
	case dunning.EffectConsentWithdrawn:
		if better, ok := consentWhys[why.Args["channel"]]; ok {
			return better
		}
	case dunning.EffectFeeNeedsNotice:
		if why.Args["days"] == "0" {
			return "why.fee-needs-notice-first"
		}
	case dunning.EffectFeeLowered:
		if better, ok := loweredWhys[why.Args["because"]]; ok {
			return better
		}
	}
	return key
}

// LeftOut says why an item was left out, with the day from which the reason no longer stands: "too soon, until 28 Nov".
func (w Words) LeftOut(l dunning.LeftOut) string {
	text := w.Why(l.Detail)
	if text == "" {
		text = Reason(l.Reason)
	}
	if l.Until.IsZero() {
		return text
	}
	return i18n.T("reason.until", i18n.Args{"reason": text, "date": w.Day(l.Until)})
}

// Effect says what a rule did to a notice, in a sentence.
func (w Words) Effect(e dunning.Effect) string {
	if e.What.Key == dunning.EffectChannelDead { // no rule did it, but the world
		return w.Why(e.What)
	}
	if e.What.Key == dunning.EffectConsentWithdrawn { // no rule did it, but a person
		return Facts(w.Why(e.What), e.Source)
	}
	return i18n.T("effect.by", i18n.Args{"what": w.Why(e.What), "rule": e.Rule})
}

// ShortEffect says it in the few words of a table: "fee ≤ 35,00".
func (w Words) ShortEffect(e dunning.Effect) string {
	if key, ok := shortEffects[e.What.Key]; ok {
		return i18n.T(key, w.Values(e.What.Args))
	}
	return w.Why(e.What)
}

// Values makes the values of a reason ready: dates and amounts as the desk writes them, the rest as it is.
func (w Words) Values(args map[string]string) i18n.Args {
	data := i18n.Args{}
	for name, value := range args {
		data[name] = w.value(name, value, args)
	}
	return data
}

func (w Words) value(name, value string, args map[string]string) string {
	if d, err := date.Parse(value); err == nil {
		return w.Day(d)
	}
	if currency, err := money.ParseCurrency(args["currency"]); err == nil && isAmount(name) {
		if a, err := money.Parse(value, currency); err == nil {
			return w.Money(a)
		}
	}
	if isAmount(name) || strings.Contains(value, ".") {
		return w.Plain(value)
	}
	if n, err := strconv.Atoi(value); err == nil && n >= 10_000 && name != "number" {
		return w.Count(n)
	}
	return value
}

// isAmount tells the values of a reason that are sums, written as plain decimals.
func isAmount(name string) bool {
	switch name {
	case "amount", "open", "total", "minimum", "fee", "max", "credit", "limit":
		return true
	}
	return false
}

func (w Words) bareWhy(why dunning.Why) string {
	text := strings.ReplaceAll(why.Key, "-", " ")
	for _, name := range sortedNames(why.Args) {
		text += " · " + name + " " + w.value(name, why.Args[name], why.Args)
	}
	return text
}
