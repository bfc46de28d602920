package main

import (
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func TestReferencesCarryTheirCheckDigits(t *testing.T) {
	t.Parallel()
	for _, one := range []struct{ made, want string }{
		{kid("1234567"), "12345674"},
		{kid("0"), "00"},
		{creditorReference("539007547034"), "RF18539007547034"},
	} {
		if one.made != one.want {
			t.Errorf("made %s, want %s", one.made, one.want)
		}
	}
}

func TestCustomersReachNobodyReal(t *testing.T) {
	t.Parallel()
	r := read(t, map[string]string{"customers": "3000"}, spec.ReadRequest{Mode: spec.ModeFull, Streams: []spec.Stream{spec.StreamDebtors}})
	names := map[string]string{}
	for id, d := range r.debtors {
		for _, address := range []string{d.Email, contactMail(d)} {
			if address == "" {
				continue
			}
			if _, err := mail.ParseAddress(address); err != nil || !strings.HasSuffix(address, ".example") {
				t.Errorf("%s has the mail address %q", id, address)
			}
		}
		if _, err := time.LoadLocation(d.Timezone); err != nil || d.Timezone == "" {
			t.Errorf("%s lives in the zone %q", id, d.Timezone)
		}
		odd := false
		for _, name := range oddNames {
			odd = odd || d.Name == name
		}
		if other, twice := names[d.Name]; twice && !odd && d.Kind == spec.DebtorBusiness {
			t.Errorf("%s and %s are both called %s", id, other, d.Name)
		}
		names[d.Name] = id
	}
}

func contactMail(d spec.Debtor) string {
	if len(d.Contacts) == 0 {
		return ""
	}
	return d.Contacts[0].Email
}

func TestDebtorIDsGoBackAndForth(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		id   string
		want int
		ok   bool
	}{{"C10001", 0, true}, {"C10400", 399, true}, {"C10401", 0, false}, {"C010001", 0, false}, {"", 0, false}, {"C-5", 0, false}} {
		if got, ok := debtorIndex(one.id, 400); ok != one.ok || ok && got != one.want {
			t.Errorf("%q is customer %d, %v", one.id, got, ok)
		}
	}
}
