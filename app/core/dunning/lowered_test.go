package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
)

// Where one claim of two may bear a fee, the notice says what it was lowered to and because of which claim.
func TestALoweredFeeNamesTheClaimThatMayNotBearIt(t *testing.T) {
	p := charger()
	for i := range p.Levels {
		p.Levels[i].Fee = &dunning.Fee{Percent: dec("10")}
	}
	p.FirstContact = dunning.ByAge
	fresh := invoice(2, 0, 100_00)
	fresh.Number = "F-2"
	n := planBy(30, p, packOf(lawRow("FREE", law.FeeNeedsNotice, value(0, "days"))), account(remindedOnce(0, 14), fresh)).Notices[0]
	if n.Fee.String() != "10.00" || len(n.Effects) != 1 {
		t.Fatalf("the fee is %s: %+v", n.Fee, n.Effects)
	}
	e := n.Effects[0]
	if e.What.Key != dunning.EffectFeeLowered || e.Rule != "FREE" || e.What.Args["from"] != "20.00" || e.What.Args["to"] != "10.00" ||
		e.What.Args["items"] != "F-2" || e.What.Args["because"] != dunning.EffectFeeNeedsNotice {
		t.Errorf("the effect says %+v", e)
	}
}
