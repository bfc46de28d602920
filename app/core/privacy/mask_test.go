package privacy_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"pgregory.net/rapid"
)

func TestMasks(t *testing.T) {
	for _, c := range []struct {
		mask       func(string) string
		text, want string
	}{
		{privacy.MaskMail, "kari@firma.example", "k***@f***.example"},
		{privacy.MaskMail, "åse.berg@post.firma.no", "å***@p***.no"},
		{privacy.MaskMail, "", ""},
		{privacy.MaskMail, "kari", "***"},
		{privacy.MaskMail, "@firma.example", "***"},
		{privacy.MaskMail, "kari@localhost", "***"},
		{privacy.MaskPhone, "+47 912 34 567", "***67"},
		{privacy.MaskPhone, "113", "***"},
		{privacy.MaskPhone, " ", ""},
		{privacy.MaskText, `{"to":"kari@firma.example","total":"100.00 NOK","number":"2026-000123"}`, `{"to":"k***@f***.example","total":"100.00 NOK","number":"2026-000123"}`},
		{privacy.MaskText, "call +47 912 34 567 before 12", "call ***67 before 12"},
		{privacy.MaskText, "paid 12 345 678", "paid 12 345 678"},
	} {
		if got := c.mask(c.text); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
}

func TestADebtorIsShownWithoutHowItIsReached(t *testing.T) {
	d := receivable.Debtor{
		Name: "Fjordfisk AS", Number: "10042", Email: "kari@firma.example", Phone: "+47 912 34 567", Note: "write to ola@firma.example",
		Address:  receivable.Address{Lines: []string{"Gata 1"}, PostalCode: "0150", City: "Oslo", Country: "NO"},
		Contacts: []receivable.Contact{{Name: "Ola", Email: "ola@firma.example", Phone: "22000000"}}, Extra: map[string]string{"mobile": "91234567"},
	}
	m := privacy.MaskDebtor(d)
	if m.Name != d.Name || m.Number != d.Number || m.Contacts[0].Name != "Ola" || m.Address.Country != "NO" {
		t.Errorf("who it is must be seen: %+v", m)
	}
	if m.Email != "k***@f***.example" || m.Phone != "***67" || m.Address.City != "***" || m.Contacts[0].Email != "o***@f***.example" || m.Extra["mobile"] != "***" || strings.Contains(m.Note, "ola@") {
		t.Errorf("shown: %+v", m)
	}
	if d.Contacts[0].Email != "ola@firma.example" || d.Extra["mobile"] != "91234567" {
		t.Error("what was given was changed")
	}
}

// Whatever the address, what lies between its first letter and its last dot is never shown, and masking twice changes nothing.
func TestAMaskedAddressGivesNothingAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z]{2}q[a-z]{0,8}`).Draw(t, "name")
		domain := rapid.StringMatching(`[a-z]{2}q[a-z]{0,8}`).Draw(t, "domain")
		got := privacy.MaskMail(name + "@" + domain + ".example")
		if strings.Contains(got, name) || strings.Contains(got, domain) {
			t.Fatalf("%s@%s.example is shown as %s", name, domain, got)
		}
		if again := privacy.MaskText(got); again != privacy.MaskText(again) {
			t.Fatalf("%s, then %s", got, again)
		}
	})
}
