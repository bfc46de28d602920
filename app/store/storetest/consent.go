package storetest

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func consents(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	say := func(state receivable.ConsentState, change ...func(*receivable.Consent)) {
		c := receivable.Consent{Debtor: o.Debtor.ID, Channel: receivable.Email, State: state, On: Today, Source: "a mail"}
		for _, f := range change {
			f(&c)
		}
		o.Write(func(w store.Writer) error { _, err := w.PutConsent(c); return err })
	}
	closed := func(want bool) {
		t.Helper()
		d := read(o.Book, func(r store.Reader) (receivable.Debtor, error) { return r.Debtor(o.Debtor.ID) })
		if got := !d.Reaches(receivable.Email); got != want {
			t.Errorf("mail is closed: %t, want %t", got, want)
		}
		planned := false
		o.Read(func(r store.Reader) error {
			return r.Accounts(store.AccountQuery{}, Today, func(a *dunning.Account) error {
				planned = !a.Debtor.Reaches(receivable.Email)
				return nil
			})
		})
		if planned != want {
			t.Errorf("for a plan mail is closed: %t, want %t", planned, want)
		}
	}
	closed(false)
	say(receivable.ConsentWithdrawn)
	closed(true)
	say(receivable.ConsentGiven)
	closed(false)
	// A contact speaks for the address that reminders go to, and for no other.
	say(receivable.ConsentWithdrawn, func(c *receivable.Consent) { c.Contact, c.Address = "7", "somebody@else.example" })
	closed(false)
	say(receivable.ConsentWithdrawn, func(c *receivable.Consent) { c.Contact, c.Address = "7", o.Debtor.Email })
	closed(true)
	all := read(o.Book, func(r store.Reader) ([]receivable.Consent, error) { return r.Consents(o.Debtor.ID) })
	var past []bool
	for _, c := range all {
		past = append(past, c.Past)
	}
	same(t, "what a later word replaced", past, []bool{true, false, true, false})
	last := all[3]
	last.ID = 0
	same(t, "the last word", last, receivable.Consent{
		Debtor: o.Debtor.ID, Contact: "7", Address: o.Debtor.Email, Channel: receivable.Email, State: receivable.ConsentWithdrawn, On: Today, Source: "a mail", By: "kari", At: Start,
	})
}
