package customer

import (
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

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
	return words.Facts(f.text("party"), words.EscalationSaid(settlement.EscalationKind(f.text("said"))), f.money(w), quoted(f.text("note")))
}

// handOverOf is the hand-over that an entry of the log tells of, 0 for none.
func handOverOf(f facts) int64 {
	id, _ := f["escalation"].(float64)
	return int64(id)
}

func attachedFacts(f facts, _ words.Words) string {
	return words.Facts(f.text("number"), f.text("file"))
}
