package settlement_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"pgregory.net/rapid"
)

func handedOver(t *testing.T) settlement.Escalation {
	t.Helper()
	e, err := settlement.NewEscalation(settlement.ToAgency, "Inkasso AS", []settlement.EscalatedItem{{1, "F-1", kroner(1000_00)}, {2, "F-2", kroner(500_00)}}, "no answer", decided)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func say(t *testing.T, e settlement.Escalation, kind settlement.EscalationKind, minor int64) settlement.Escalation {
	t.Helper()
	next, err := e.Say(settlement.EscalationEvent{Kind: kind, On: decided, Amount: kroner(minor)})
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// 1500.00 is handed over and 100.00 credited. The debtor pays the agency 900.00 and us 200.00; the agency keeps 90.00, bills
// 50.00 and passes 810.00 on: 300.00 is open, nothing is held, 140.00 was the cost, and 200 + 810 - 50 = 960.00 came in.
func TestAnEscalationFromEndToEnd(t *testing.T) {
	e := handedOver(t)
	e = say(t, e, settlement.SaidHandedOver, 0)
	e = say(t, e, settlement.SaidAccepted, 0)
	e = say(t, e, settlement.SaidCorrected, -100_00)
	e = say(t, e, settlement.SaidPaid, 900_00)
	if e.State != settlement.Paying {
		t.Fatalf("it is %s", e.State)
	}
	e = say(t, e, settlement.SaidPaidUs, 200_00)
	e = say(t, e, settlement.SaidRemitted, 810_00)
	if _, err := e.Say(settlement.EscalationEvent{Kind: settlement.SaidClosed}); !fault.Has(err, fault.Conflict) {
		t.Errorf("closed while they hold money: %v", err)
	}
	e = say(t, e, settlement.SaidWithheld, 90_00)
	e = say(t, e, settlement.SaidBilled, 50_00)
	e = say(t, e, settlement.SaidClosed, 0)
	if e.Open() != kroner(300_00) || e.Held() != kroner(0) || e.Cost() != kroner(140_00) || e.Net() != kroner(960_00) || e.State.Live() {
		t.Errorf("open %s, held %s, cost %s, net %s, %s", e.Open(), e.Held(), e.Cost(), e.Net(), e.State)
	}
}

func TestWhatCannotHappenToAnEscalation(t *testing.T) {
	prepared := handedOver(t)
	gone := say(t, prepared, settlement.SaidHandedOver, 0)
	refused := say(t, gone, settlement.SaidRefused, 0)
	recalled := say(t, gone, settlement.SaidRecalled, 0)
	paying := say(t, say(t, gone, settlement.SaidAccepted, 0), settlement.SaidPaid, 100_00)
	for name, c := range map[string]struct {
		e    settlement.Escalation
		ev   settlement.EscalationEvent
		code fault.Code
	}{
		"accepted before it left":       {prepared, settlement.EscalationEvent{Kind: settlement.SaidAccepted}, fault.Conflict},
		"paid before it was accepted":   {gone, settlement.EscalationEvent{Kind: settlement.SaidPaid, Amount: kroner(1)}, fault.Conflict},
		"recalled twice":                {recalled, settlement.EscalationEvent{Kind: settlement.SaidRecalled}, fault.Conflict},
		"recalled after it was refused": {refused, settlement.EscalationEvent{Kind: settlement.SaidRecalled}, fault.Conflict},
		"more paid than is open":        {paying, settlement.EscalationEvent{Kind: settlement.SaidPaid, Amount: kroner(1400_01)}, fault.Invalid},
		"more passed on than they have": {paying, settlement.EscalationEvent{Kind: settlement.SaidRemitted, Amount: kroner(100_01)}, fault.Invalid},
		"more credited than is open":    {paying, settlement.EscalationEvent{Kind: settlement.SaidCorrected, Amount: kroner(-1400_01)}, fault.Invalid},
		"no amount":                     {paying, settlement.EscalationEvent{Kind: settlement.SaidPaid}, money.CurrencyMismatch},
		"nothing paid":                  {paying, settlement.EscalationEvent{Kind: settlement.SaidPaid, Amount: kroner(0)}, fault.Invalid},
		"another currency":              {paying, settlement.EscalationEvent{Kind: settlement.SaidPaid, Amount: money.New(1, "EUR")}, money.CurrencyMismatch},
		"something else":                {paying, settlement.EscalationEvent{Kind: "sold"}, fault.Invalid},
	} {
		after, err := c.e.Say(c.ev)
		if !fault.Has(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
		if len(after.Events) != len(c.e.Events) {
			t.Errorf("%s: it was noted all the same", name)
		}
	}
}

// Whatever is said in whatever order: what was handed over is open, paid to us or paid to them; what they got was passed on,
// kept or is held; and telling it anew from the events comes to the same.
func TestEscalationsKeepEveryCent(t *testing.T) {
	kinds := []settlement.EscalationKind{
		settlement.SaidHandedOver, settlement.SaidAccepted, settlement.SaidRefused, settlement.SaidPaid, settlement.SaidPaidUs, settlement.SaidReturned,
		settlement.SaidRemitted, settlement.SaidWithheld, settlement.SaidBilled, settlement.SaidCorrected, settlement.SaidClosed, settlement.SaidRecalled,
	}
	rapid.Check(t, func(t *rapid.T) {
		e, err := settlement.NewEscalation(settlement.ToCourt, "Forliksrådet", []settlement.EscalatedItem{{1, "F-1", kroner(100_00)}}, "x", decided)
		if err != nil {
			t.Fatal(err)
		}
		var corrected, us, them, out, kept int64
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			ev := settlement.EscalationEvent{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Amount: kroner(rapid.Int64Range(-120_00, 120_00).Draw(t, "amount"))}
			next, err := e.Say(ev)
			if err != nil {
				continue
			}
			e = next
			switch ev.Kind {
			case settlement.SaidCorrected:
				corrected += ev.Amount.Minor
			case settlement.SaidPaidUs:
				us += ev.Amount.Minor
			case settlement.SaidPaid:
				them += ev.Amount.Minor
			case settlement.SaidReturned:
				them -= ev.Amount.Minor
			case settlement.SaidRemitted:
				out += ev.Amount.Minor
			case settlement.SaidWithheld:
				kept += ev.Amount.Minor
			default:
			}
			if e.Open().Minor != 100_00+corrected-us-them || e.Open().Minor < 0 {
				t.Fatalf("open %s after %v", e.Open(), e.Events)
			}
			if e.Held().Minor != them-out-kept || e.Held().Minor < 0 || ev.Kind == settlement.SaidClosed && e.Held().Minor != 0 {
				t.Fatalf("held %s after %v", e.Held(), e.Events)
			}
		}
		again, err := settlement.EscalationOf(e)
		if err != nil || again.State != e.State || again.Open() != e.Open() || again.Held() != e.Held() || again.Net() != e.Net() {
			t.Fatalf("told anew: %+v, %v", again, err)
		}
	})
}
