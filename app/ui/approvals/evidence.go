package approvals

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/customer"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Proof is one line of the evidence, with the events that it sums up.
type Proof struct {
	Icon   theme.IconName
	Status theme.Status
	What   string // "4 reminders"
	Detail string // "12 Aug to 6 Nov"
	Events []customer.Event
}

// Proofs sums up what happened with a customer: reminders, calls, answers, dead addresses, disputes, promises. What never
// happened is left out, but for reminders: none is a finding too.
func Proofs(v *desk.CustomerView, w words.Words) []Proof {
	if v == nil {
		return nil
	}
	out := []Proof{reminders(v, w)}
	for _, p := range []struct {
		key    string
		icon   theme.IconName
		status theme.Status
		kinds  []activity.Kind
	}{
		{"approvals.calls", theme.IconPhone, theme.Neutral, []activity.Kind{activity.CallNoted}},
		{"approvals.answers", theme.IconMail, theme.Neutral, []activity.Kind{activity.AnswerNoted}},
		{"approvals.dead", theme.IconLetter, theme.Overdue3, []activity.Kind{activity.ChannelDead}},
		{"approvals.disputes", theme.IconDispute, theme.Disputed, []activity.Kind{activity.DisputeOpened}},
		{"approvals.promises", theme.IconTicked, theme.Neutral, []activity.Kind{activity.PromiseTaken}},
		{"approvals.broken", theme.IconCrossed, theme.Overdue4, []activity.Kind{activity.PromiseBroken}},
		{"approvals.notes", theme.IconEdit, theme.Neutral, []activity.Kind{activity.NoteAdded}},
	} {
		if events := eventsOf(v, w, p.kinds); len(events) > 0 {
			detail := words.Facts(w.Day(events[0].On), events[0].Detail)
			out = append(out, Proof{p.icon, p.status, i18n.N(p.key, len(events)), detail, events})
		}
	}
	return out
}

func reminders(v *desk.CustomerView, w words.Words) Proof {
	p := Proof{Icon: theme.IconLetter, Events: customer.Timeline(desk.CustomerView{Notices: v.Notices}, w)}
	left := slices.DeleteFunc(slices.Clone(v.Notices), func(n desk.IssuedNotice) bool { return n.Cancelled || n.State != desk.OutSent })
	p.What = i18n.N("approvals.reminders", len(left))
	if len(left) == 0 {
		return p
	}
	first, last := left[0].Claim.Date, left[0].Claim.Date
	for i := range left {
		if d := left[i].Claim.Date; d.Before(first) {
			first = d
		} else if d.After(last) {
			last = d
		}
	}
	p.Detail = w.Day(first)
	if first != last {
		p.Detail = i18n.T("approvals.from-to", i18n.Args{"from": w.Day(first), "to": w.Day(last)})
	}
	if len(eventsOf(v, w, []activity.Kind{activity.AnswerNoted})) == 0 {
		p.Detail += ", " + i18n.T("approvals.no-answer")
	}
	return p
}

// eventsOf are the entries of some kinds, newest first.
func eventsOf(v *desk.CustomerView, w words.Words, kinds []activity.Kind) []customer.Event {
	var kept []activity.Entry
	for _, e := range v.Timeline {
		if slices.Contains(kinds, e.Kind) {
			kept = append(kept, e)
		}
	}
	return customer.Timeline(desk.CustomerView{Timeline: kept}, w)
}

// about is the calm line beside the name: "10009 · business · Norway · 143 d overdue".
func about(v *desk.CustomerView) string {
	oldest := 0
	for _, b := range v.Balances {
		oldest = max(oldest, b.OldestDue)
	}
	late := ""
	if oldest > 0 {
		late = i18n.T("approvals.late", i18n.Args{"days": words.Days(oldest)})
	}
	return words.Facts(v.Debtor.Number, strings.ToLower(words.DebtorKind(v.Debtor.Kind)), words.Country(v.Debtor.Country), late)
}

func chargeName(k dunning.ChargeKind) string {
	switch k {
	case dunning.InterestCharge:
		return i18n.T("charge.interest")
	case dunning.Compensation:
		return i18n.T("charge.compensation")
	case dunning.FeeCharge:
	}
	return i18n.T("charge.fee")
}
