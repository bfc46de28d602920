package approvals

import (
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/customer"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Effect is one thing that a yes brings about.
type Effect struct {
	Icon theme.IconName
	Law  bool // it is an effect of law
	Text string
}

// line is an effect before it is worded.
type line struct {
	icon theme.IconName
	key  string
}

// effectsByKind are the consequences of each kind, those of law with the scales.
var effectsByKind = map[approval.Kind][]line{
	approval.Waive: {
		{theme.IconUndo, "effect.waive"}, {theme.IconSettings, "effect.waive-again"}, {theme.IconScales, "effect.waive-law"},
	},
	approval.WriteOff: {
		{theme.IconBooks, "effect.write-off"},
		{theme.IconWaves, "effect.reminders-stop"},
		{theme.IconBanknote, "effect.write-off-back"},
		{theme.IconScales, "effect.write-off-law"},
	},
	approval.Settlement: {
		{theme.IconBanknote, "effect.settlement"}, {theme.IconPause, "effect.sleeps"}, {theme.IconScales, "effect.agreement-law"},
	},
	approval.Plan: {
		{theme.IconCalendar, "effect.plan"},
		{theme.IconPause, "effect.sleeps"},
		{theme.IconUndo, "effect.plan-breaks"},
		{theme.IconScales, "effect.agreement-law"},
	},
	approval.Release: {
		{theme.IconWaves, "effect.release"},
		{theme.IconRefresh, "effect.release-check"},
		{theme.IconEdit, "effect.release-changed"},
		{theme.IconScales, "effect.release-law"},
	},
	approval.Override: {
		{theme.IconScales, "effect.override"}, {theme.IconCalendar, "effect.override-day"}, {theme.IconScales, "effect.override-law"},
	},
	approval.Escalate: {
		{theme.IconAgency, "effect.escalate"}, {theme.IconWaves, "effect.reminders-stop"}, {theme.IconScales, "effect.escalate-law"},
	},
	approval.CreditLine: {
		{theme.IconBooks, "effect.credit-line"},
	},
}

// Effects says what happens with a yes, in the words of the kind; what no kind knows is said of all.
func Effects(e *desk.Evidence, w words.Words) []Effect {
	args := i18n.Args{"amount": "", "name": e.Subject, "who": e.By.Name, "rule": e.Rule, "what": "", "country": "", "notices": i18n.N("approval.notices", e.Measure.Notices), "level": e.Measure.Level, "months": i18n.N("approval.months", e.Measure.Months)}
	if e.Measure.Amount.Currency != "" {
		args["amount"] = w.Money(e.Measure.Amount)
	}
	if e.Charge != nil {
		args["what"] = chargeName(e.Charge.Kind)
	}
	if e.Customer != nil {
		args["country"] = words.Country(e.Customer.Debtor.Country)
	}
	var out []Effect
	lines := effectsByKind[e.Measure.Kind]
	if e.TakeBack != "" {
		args["what"], lines = e.TakeBack, []line{{theme.IconUndo, "effect.take-back"}, {theme.IconScales, "effect.waive-law"}}
	}
	if e.Undoes {
		lines = []line{{theme.IconUndo, "effect.undoes"}}
	}
	for _, l := range lines {
		if l.key == "effect.agreement-law" && e.Terms != nil && len(e.Terms.Limitation) > 0 { // what it does to these claims is said below
			continue
		}
		out = append(out, Effect{l.icon, l.icon == theme.IconScales && l.key != "effect.override", words.Sentenced(i18n.T(l.key, args))})
	}
	if !e.Undoes {
		out = append(out, books(e)...)
		out = append(out, laws(e, w)...)
	}
	if n := inOutbox(e.Customer); n > 0 && !e.Undoes && stopsReminders(e.Measure.Kind) {
		out = append(out, Effect{theme.IconMail, false, i18n.N("effect.outbox", n)})
	}
	return append(out, Effect{theme.IconShield, false, i18n.T("effect.logged", args)})
}

// books says how the slip books a write-off, where the house has named its accounts.
func books(e *desk.Evidence) []Effect {
	if e.Measure.Kind != approval.WriteOff || e.Booking.Loss == "" {
		return nil
	}
	return []Effect{{theme.IconBooks, false, i18n.T("effect.write-off-account", i18n.Args{"account": e.Booking.Loss})}}
}

// laws says what the law makes of it: when the claims become statute-barred, what a signature does to that, and the conditions of
// a hand-over.
func laws(e *desk.Evidence, w words.Words) (out []Effect) {
	for _, c := range e.Checks {
		if !c.OK {
			out = append(out, Effect{theme.IconCrossed, true, words.Sentenced(customer.CheckText(c))})
		}
	}
	if len(e.Checks) > 0 && len(out) == 0 {
		out = append(out, Effect{theme.IconTick, false, i18n.N("effect.checks", len(e.Checks))})
	}
	if e.Terms != nil {
		for _, l := range e.Terms.Limitation[:min(1, len(e.Terms.Limitation))] {
			key := "terms.limitation-stays-text"
			if l.Restarts() {
				key = "terms.limitation-restarts-text"
			}
			out = append(out, Effect{theme.IconScales, true, i18n.T(key, i18n.Args{"number": l.Number, "before": w.Date(l.Before.Last), "after": w.Date(l.After.Last), "rule": l.After.Rule})})
		}
		return out
	}
	if e.Measure.Kind == approval.WriteOff || e.Measure.Kind == approval.Escalate {
		out = append(out, barred(e, w)...)
	}
	return out
}

// barred says when the first of the claims becomes statute-barred.
func barred(e *desk.Evidence, w words.Words) []Effect {
	if e.Customer == nil {
		return nil
	}
	var first dunning.Limitation
	number := ""
	for _, it := range claimRows(e) {
		if l := e.Customer.Limitation[it.ID]; l.Known() && (number == "" || l.Last.Before(first.Last)) {
			first, number = l, it.Number
		}
	}
	if number == "" {
		return nil
	}
	key := "effect.barred-after"
	if first.Barred(e.Customer.Date) {
		key = "effect.barred-since"
	}
	return []Effect{{theme.IconScales, true, i18n.T(key, i18n.Args{"number": number, "date": w.Date(first.Last), "rule": first.Ref})}}
}

func stopsReminders(k approval.Kind) bool {
	return k == approval.WriteOff || k == approval.Escalate || k == approval.Plan || k == approval.Settlement
}

// inOutbox counts the reminders that wait to leave.
func inOutbox(v *desk.CustomerView) (n int) {
	if v == nil {
		return 0
	}
	for i := range v.Notices {
		if v.Notices[i].State == desk.OutQueued && !v.Notices[i].Cancelled {
			n++
		}
	}
	return n
}
