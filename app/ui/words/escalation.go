package words

import (
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// escalationSaid are the words for what happened to claims that were handed over.
var escalationSaid = map[settlement.EscalationKind]string{
	settlement.SaidHandedOver: "escalation.handed-over", settlement.SaidAccepted: "escalation.accepted", settlement.SaidRefused: "escalation.refused",
	settlement.SaidPaid: "escalation.paid", settlement.SaidPaidUs: "escalation.paid-us", settlement.SaidReturned: "escalation.returned",
	settlement.SaidRemitted: "escalation.remitted", settlement.SaidWithheld: "escalation.withheld", settlement.SaidBilled: "escalation.billed",
	settlement.SaidCorrected: "escalation.corrected", settlement.SaidClosed: "escalation.closed", settlement.SaidRecalled: "escalation.recalled",
}

// EscalationSaid says what happened to claims that were handed over; a kind that is not known stands as it is.
func EscalationSaid(k settlement.EscalationKind) string {
	if key, known := escalationSaid[k]; known {
		return i18n.T(key)
	}
	return string(k)
}

// EscalationState is where claims stand that were handed over.
func EscalationState(s settlement.EscalationState) widget.State {
	switch s {
	case settlement.Prepared:
		return widget.State{Status: theme.Held, Icon: theme.IconPause, Word: i18n.T("escalation.state-prepared")}
	case settlement.HandedOver:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconAgency, Word: i18n.T("escalation.state-handed-over")}
	case settlement.Accepted:
		return widget.State{Status: theme.Overdue3, Icon: theme.IconAgency, Word: i18n.T("escalation.state-accepted")}
	case settlement.Paying:
		return widget.State{Status: theme.Promised, Icon: theme.IconBanknote, Word: i18n.T("escalation.state-paying")}
	case settlement.Refused:
		return widget.State{Status: theme.Overdue4, Word: i18n.T("escalation.state-refused")}
	case settlement.Closed:
		return widget.State{Status: theme.Credit, Icon: theme.IconTicked, Word: i18n.T("escalation.state-closed")}
	case settlement.Recalled:
		return widget.State{Status: theme.Held, Icon: theme.IconUndo, Word: i18n.T("escalation.state-recalled")}
	}
	return widget.State{Word: string(s)}
}
