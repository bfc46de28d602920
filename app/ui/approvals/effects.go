package approvals

import (
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/desk"
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
	if e.Undoes {
		lines = []line{{theme.IconUndo, "effect.undoes"}}
	}
	for _, l := range lines {
		out = append(out, Effect{l.icon, l.icon == theme.IconScales && l.key != "effect.override", words.Sentenced(i18n.T(l.key, args))})
	}
	if n := inOutbox(e.Customer); n > 0 && !e.Undoes && stopsReminders(e.Measure.Kind) {
		out = append(out, Effect{theme.IconMail, false, i18n.N("effect.outbox", n)})
	}
	return append(out, Effect{theme.IconShield, false, i18n.T("effect.logged", args)})
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
