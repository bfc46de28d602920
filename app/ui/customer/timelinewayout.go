package customer

import (
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// escalationKeys are the words for what happened to claims that were handed over.
var escalationKeys = map[settlement.EscalationKind]string{
	settlement.SaidHandedOver: "escalation.handed-over", settlement.SaidAccepted: "escalation.accepted", settlement.SaidRefused: "escalation.refused",
	settlement.SaidPaid: "escalation.paid", settlement.SaidPaidUs: "escalation.paid-us", settlement.SaidReturned: "escalation.returned",
	settlement.SaidRemitted: "escalation.remitted", settlement.SaidWithheld: "escalation.withheld", settlement.SaidBilled: "escalation.billed",
	settlement.SaidCorrected: "escalation.corrected", settlement.SaidClosed: "escalation.closed", settlement.SaidRecalled: "escalation.recalled",
}

func givenUpFacts(f facts, w words.Words) string {
	return words.Facts(f.money(w), f.text("number"), quoted(f.text("why")))
}

func postingFacts(f facts, w words.Words) string {
	return words.Facts(i18n.T("posting.kind."+f.text("kind")), i18n.T("posting.state."+f.text("state")), f.money(w), quoted(f.text("detail")))
}

func bankFacts(f facts, w words.Words) string {
	return words.Facts(f.money(w), i18n.T("bank.state."+f.text("state")), f.text("origin"), quoted(f.text("why")))
}

func handedOverFacts(f facts, w words.Words) string {
	return words.Facts(f.text("party"), f.money(w), quoted(f.text("why")))
}

func escalationFacts(f facts, w words.Words) string {
	key, known := escalationKeys[settlement.EscalationKind(f.text("said"))]
	said := f.text("said")
	if known {
		said = i18n.T(key)
	}
	return words.Facts(f.text("party"), said, f.money(w), quoted(f.text("note")))
}
