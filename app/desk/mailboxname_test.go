package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestAnAddressIsTheSameHoweverItsDomainIsWritten(t *testing.T) {
	o, _ := mailOffice(t)
	o.source.debtors[0].Email = "Kari@blåbær.example"
	o.sync()
	for address, want := range map[string]bool{"kari@xn--blbr-roah.example": true, "kari@BLÅBÆR.example ": true, "ola@xn--blbr-roah.example": false, "kari@blabar.example": false} {
		marked, err := o.MarkChannelDead(t.Context(), desk.DeadOrder{Debtor: o.debtorID("C1"), Channel: receivable.Email, Cause: receivable.Bounced, Why: "no such user", Address: address})
		if o.must(err); marked != want {
			t.Errorf("%q: %v", address, marked)
		}
	}
}

func TestWhoIsTheWrongPersonHasSaidNothingAgainstAnAddressThatWasMendedSince(t *testing.T) {
	o, box := mailOffice(t)
	m := answer("c1@example.com", "I do not work there any more.")
	m.Refs = []string{o.job("C1").MessageID}
	box.put(m)
	o.fetch()
	o.source.debtors[0].Email = "new@example.com"
	o.sync()
	o.must(o.SettleMail(t.Context(), desk.MailVerdict{Mail: 1, Says: incoming.WrongPerson}))
	if v := o.view("C1"); len(v.Debtor.Dead) != 0 {
		t.Errorf("the new address counts as dead: %v", v.Debtor.Dead)
	}
}
