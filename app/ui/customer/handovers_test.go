package customer

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// An entry about a hand-over opens its page, and no other entry does.
func TestAnEntryAboutAHandOverOpensIt(t *testing.T) {
	for kind, want := range map[activity.Kind]int64{activity.ClaimEscalated: 17, activity.EscalationSaid: 17} {
		ev, ok := entryEvent(activity.Entry{Kind: kind, Data: `{"escalation":17,"party":"Inkasso AS","said":"paid","amount":"5.00","currency":"NOK"}`}, english)
		if !ok || ev.HandOver != want {
			t.Errorf("%s: %+v", kind, ev)
		}
	}
	if ev, _ := entryEvent(activity.Entry{Kind: activity.NoteAdded, Data: `{"text":"x"}`}, english); ev.HandOver != 0 {
		t.Errorf("a note: %+v", ev)
	}
}

// The page names who has claims now, and who still holds the customer's money; what is over and settled is in the menu alone.
func TestThePageNamesWhoHasClaims(t *testing.T) {
	nok := func(minor int64) money.Amount { return money.New(minor, "NOK") }
	of := func(state settlement.EscalationState, them int64) settlement.Escalation {
		return settlement.Escalation{Party: string(state), State: state, Items: []settlement.EscalatedItem{{Item: 1, Number: "F-1", Amount: nok(100_00)}}, PaidThem: nok(them)}
	}
	m := &Model{View: desk.CustomerView{Escalations: []settlement.Escalation{
		of(settlement.Prepared, 0), of(settlement.Paying, 5_00), of(settlement.Recalled, 5_00), of(settlement.Recalled, 0), of(settlement.Closed, 0), of(settlement.Refused, 0),
	}}}
	if got := m.away(); len(got) != 3 || got[0].State != settlement.Prepared || got[1].State != settlement.Paying || got[2].Held() != nok(5_00) {
		t.Errorf("%+v", got)
	}
}
