package handover

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func nok(minor int64) money.Amount { return money.New(minor, "NOK") }

var on = date.In(time.Date(2027, time.February, 15, 12, 0, 0, 0, time.UTC), time.UTC)

func english() words.Words { return words.For("en", "NO", "NOK", time.UTC, on) }

// told is a hand-over of 1 000,00 of which something was said.
func told(t *testing.T, events ...settlement.EscalationEvent) settlement.Escalation {
	t.Helper()
	e, err := settlement.NewEscalation(settlement.ToAgency, "Inkasso AS", []settlement.EscalatedItem{{Item: 1, Number: "F-1", Amount: nok(1000_00)}}, "no answer", on)
	if err != nil {
		t.Fatal(err)
	}
	for _, ev := range events {
		ev.On = on
		if e, err = e.Say(ev); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

var left = []settlement.EscalationEvent{{Kind: settlement.SaidHandedOver}, {Kind: settlement.SaidAccepted}}

func TestWhatHappenedStandsNewestFirstWithWhatWasOpenAfterIt(t *testing.T) {
	e := told(t, append(left[:2:2], settlement.EscalationEvent{Kind: settlement.SaidPaid, Amount: nok(400_00)}, settlement.EscalationEvent{Kind: settlement.SaidCorrected, Amount: nok(-50_00)})...)
	got := Lines(&e, english())
	if len(got) != 4 || got[0].What != "claim corrected" || got[0].Open != "550,00" || got[1].Amount != "400,00" || got[1].Open != "600,00" || got[3].What != "handed over" || got[3].Amount != "" {
		t.Errorf("%+v", got)
	}
}

func TestWhatTheScreenAsksForNext(t *testing.T) {
	for name, c := range map[string]struct {
		view desk.HandOverView
		say  settlement.EscalationKind
		none bool
	}{
		"evidence that has not left":          {view: desk.HandOverView{Escalation: told(t)}, say: settlement.SaidHandedOver},
		"money that came to us":               {view: desk.HandOverView{Escalation: told(t, left...), Untold: nok(5_00)}, say: settlement.SaidPaidUs},
		"what the books have not booked":      {view: desk.HandOverView{Escalation: told(t, left...), Untold: nok(-5_00)}},
		"money that they hold":                {view: desk.HandOverView{Escalation: told(t, append(left[:2:2], settlement.EscalationEvent{Kind: settlement.SaidPaid, Amount: nok(1)})...)}, say: settlement.SaidRemitted},
		"nothing while they work":             {view: desk.HandOverView{Escalation: told(t, left...)}, none: true},
		"nothing once it is over and settled": {view: desk.HandOverView{Escalation: told(t, settlement.EscalationEvent{Kind: settlement.SaidRecalled})}, none: true},
	} {
		if got, ok := next(&c.view, english()); ok == c.none || got.Say != c.say {
			t.Errorf("%s: %+v, %v", name, got, ok)
		}
	}
}

// A correction is chosen as more or less, and the sign follows.
func TestACorrectionHasItsSignFromItsWords(t *testing.T) {
	e := told(t, left...)
	got := choices(e.MayFollow())
	ids := map[string]string{}
	for _, c := range got {
		ids[c.ID] = c.Text
	}
	if ids[less] != "The claim became less" || ids[more] != "The claim became more" || ids[string(settlement.SaidPaid)] != "The customer paid them" || len(got) != 6 {
		t.Errorf("%+v", got)
	}
	if kind, amount := chosen(less, nok(5_00)); kind != settlement.SaidCorrected || amount != nok(-5_00) {
		t.Errorf("%s %s", kind, amount)
	}
	if kind, amount := chosen(string(settlement.SaidPaid), nok(5_00)); kind != settlement.SaidPaid || amount != nok(5_00) {
		t.Errorf("%s %s", kind, amount)
	}
}
