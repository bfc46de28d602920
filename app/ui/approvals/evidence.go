package approvals

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/customer"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/dunningdesk/dunningdesk/app/ui/writeoff"
)

// Proof is one line of the evidence, with the events that it sums up.
type Proof struct {
	Icon   theme.IconName
	Status theme.Status
	What   string // "4 reminders"
	Detail string // "12 Aug to 6 Nov"
	Events []customer.Event

	Plan     int64 // an agreement that holds, or held: its paper is opened
	WriteOff int64 // what was given up earlier: its pane is opened
	Draft    bool  // the agreement that is asked for: the paper as it would be
}

// opens reports whether there is something to open.
func (p *Proof) opens() bool { return len(p.Events) > 0 || p.Plan != 0 || p.WriteOff != 0 || p.Draft }

// asked are the papers of what is asked for itself: the agreement as it would be.
func asked(e *desk.Evidence, w words.Words) []Proof {
	if e.Terms == nil {
		return nil
	}
	rows := e.Terms.Plan.Schedule.Rows
	if len(rows) == 0 {
		return nil
	}
	when := w.Day(rows[0].On)
	if len(rows) > 1 {
		when = i18n.T("approvals.from-to", i18n.Args{"from": when, "to": w.Day(rows[len(rows)-1].On)})
	}
	return []Proof{{Icon: theme.IconCalendar, What: i18n.N("approvals.payments", len(rows)), Detail: words.Facts(when, w.Money(e.Terms.Plan.Schedule.Total)), Draft: true}}
}

// agreements are those that hold or held, and write-offs that stand, the newest first.
func agreements(v *desk.CustomerView, w words.Words) (out []Proof) {
	for i := len(v.Agreements) - 1; i >= 0; i-- {
		p := &v.Agreements[i]
		state, ok := planStates[p.State]
		if !ok {
			continue
		}
		out = append(out, Proof{Icon: theme.IconCalendar, Status: state.status, What: i18n.T(state.key), Detail: words.Facts(w.Day(p.AgreedOn), w.Money(p.Schedule.Total)), Plan: p.ID})
	}
	for i := len(v.WriteOffs) - 1; i >= 0; i-- {
		if off := &v.WriteOffs[i]; off.State() != settlement.Reversed {
			out = append(out, Proof{Icon: theme.IconMinus, What: i18n.T("approvals.written-off"), Detail: words.Facts(w.Day(off.On), w.Money(off.Standing()), writeoff.Reason(off.Reason)), WriteOff: off.ID})
		}
	}
	return out[:min(mostAgreements, len(out))]
}

// mostAgreements is how many agreements and write-offs are listed; the rest stands on the customer's page.
const mostAgreements = 3

var planStates = map[settlement.State]struct {
	key    string
	status theme.Status
}{
	settlement.Agreed: {"approvals.plan-runs", theme.Promised}, settlement.Kept: {"approvals.plan-kept", theme.Promised}, settlement.Broken: {"approvals.plan-broken", theme.Overdue4},
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
		{"approvals.answers", theme.IconMail, theme.Neutral, []activity.Kind{activity.AnswerNoted, activity.AnswerReceived}},
		{"approvals.dead", theme.IconLetter, theme.Overdue3, []activity.Kind{activity.ChannelDead}},
		{"approvals.disputes", theme.IconDispute, theme.Disputed, []activity.Kind{activity.DisputeOpened}},
		{"approvals.promises", theme.IconTicked, theme.Neutral, []activity.Kind{activity.PromiseTaken}},
		{"approvals.broken", theme.IconCrossed, theme.Overdue4, []activity.Kind{activity.PromiseBroken}},
		{"approvals.notes", theme.IconEdit, theme.Neutral, []activity.Kind{activity.NoteAdded}},
	} {
		if events := eventsOf(v, w, p.kinds); len(events) > 0 {
			detail := words.Facts(w.Day(events[0].On), events[0].Detail)
			out = append(out, Proof{Icon: p.icon, Status: p.status, What: i18n.N(p.key, len(events)), Detail: detail, Events: events})
		}
	}
	return append(out, agreements(v, w)...)
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
	if len(eventsOf(v, w, []activity.Kind{activity.AnswerNoted, activity.AnswerReceived})) == 0 {
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
