// Package handover is the screen of claims that were handed over: where they stand at the agency or the court, the money in both
// directions, the evidence, and the way back.
package handover

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Line is one thing that happened, as it is shown: the newest first.
type Line struct {
	Key, On, What, Amount, Open, Note, By string
}

// Lines words what happened, each with what was open after it.
func Lines(e *settlement.Escalation, w words.Words) []Line {
	out := make([]Line, len(e.Events))
	told := *e
	for i, ev := range e.Events {
		told.Events = e.Events[:i+1]
		line := Line{Key: strconv.Itoa(i), On: w.Day(ev.On), What: words.EscalationSaid(ev.Kind), Note: ev.Note, By: ev.By}
		if ev.Kind.Bears() {
			line.Amount = w.Figures(ev.Amount)
		}
		if after, err := settlement.EscalationOf(told); err == nil {
			line.Open = w.Figures(after.Open())
		}
		out[len(out)-1-i] = line
	}
	return out
}

// figures are the sums of a hand-over, what is open first.
func figures(e *settlement.Escalation, w words.Words) []widget.Fact {
	return []widget.Fact{
		{Label: i18n.T("handover.claim"), Value: w.Figures(e.Claim()), Strong: true},
		{Label: i18n.T("handover.corrected"), Value: w.Figures(e.Corrected), Strong: true},
		{Label: i18n.T("handover.paid-us"), Value: w.Figures(e.PaidUs), Strong: true},
		{Label: i18n.T("handover.paid-them"), Value: w.Figures(e.PaidThem), Strong: true},
		{Label: i18n.T("handover.held"), Value: w.Figures(e.Held()), Strong: true},
		{Label: i18n.T("handover.cost"), Value: w.Figures(e.Cost()), Strong: true},
		{Label: i18n.T("handover.net"), Value: w.Figures(e.Net()), Strong: true},
	}
}

// Next is the one thing that the screen says at its top.
type Next struct {
	Kind       widget.BannerKind
	Lead, Text string
	Verb       string // of its button, empty: there is none
	Say        settlement.EscalationKind
	Amount     money.Amount // with which the dialog begins
}

// next says what waits for a person: evidence that has not left, money that nobody was told of, money that the other holds.
func next(v *desk.HandOverView, w words.Words) (Next, bool) {
	e := &v.Escalation
	party := i18n.Args{"party": e.Party}
	switch {
	case e.State == settlement.Prepared:
		return Next{Lead: i18n.T("handover.next-send"), Text: i18n.T("handover.next-send-text", party), Verb: i18n.T("handover.next-sent"), Say: settlement.SaidHandedOver}, true
	case v.Untold.Minor > 0:
		return Next{
			Kind: widget.Unverified, Lead: i18n.T("handover.untold", i18n.Args{"amount": w.Money(v.Untold)}), Text: i18n.T("handover.untold-text", party),
			Verb: i18n.T("handover.untold-verb"), Say: settlement.SaidPaidUs, Amount: v.Untold,
		}, true
	case e.Held().Minor > 0:
		return Next{
			Lead: i18n.T("handover.holds", i18n.Args{"amount": w.Money(e.Held()), "party": e.Party}), Text: i18n.T("handover.holds-text"),
			Verb: i18n.T("handover.holds-verb"), Say: settlement.SaidRemitted, Amount: e.Held(),
		}, true
	case v.Untold.Minor < 0:
		return Next{Kind: widget.Unverified, Lead: i18n.T("handover.unbooked", i18n.Args{"amount": w.Money(v.Untold.Neg())}), Text: i18n.T("handover.unbooked-text")}, true
	}
	return Next{}, false
}

// A correction is said as more or as less, so that nobody has to think about signs.
const (
	less = string(settlement.SaidCorrected) + " less"
	more = string(settlement.SaidCorrected) + " more"
)

// sayKeys are the words for what may be said.
var sayKeys = map[settlement.EscalationKind]string{
	settlement.SaidHandedOver: "handover.say-handed-over", settlement.SaidAccepted: "handover.say-accepted", settlement.SaidRefused: "handover.say-refused",
	settlement.SaidPaid: "handover.say-paid", settlement.SaidPaidUs: "handover.say-paid-us", settlement.SaidRemitted: "handover.say-remitted",
	settlement.SaidWithheld: "handover.say-withheld", settlement.SaidBilled: "handover.say-billed", settlement.SaidReturned: "handover.say-returned",
	settlement.SaidClosed: "handover.say-closed",
}

// choices are what may be said next.
func choices(may []settlement.EscalationKind) []widget.Choice {
	var out []widget.Choice
	for _, k := range may {
		if k == settlement.SaidCorrected {
			out = append(out, widget.Choice{ID: less, Text: i18n.T("handover.say-less")}, widget.Choice{ID: more, Text: i18n.T("handover.say-more")})
			continue
		}
		out = append(out, widget.Choice{ID: string(k), Text: i18n.T(sayKeys[k])})
	}
	return out
}

// chosen is what a choice stands for.
func chosen(id string, amount money.Amount) (settlement.EscalationKind, money.Amount) {
	switch id {
	case less:
		return settlement.SaidCorrected, amount.Neg()
	case more:
		return settlement.SaidCorrected, amount
	}
	return settlement.EscalationKind(id), amount
}
