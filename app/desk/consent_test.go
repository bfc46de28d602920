package desk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// spokenWith has a customer who owes, with a contact who has the mail address that reminders go to.
func spokenWith(t *testing.T) (*office, receivable.DebtorID) {
	o := newOffice(t, func(s *source) {
		s.debtor("10", "post@firma.example")
		s.debtors[0].Contacts = []receivable.Contact{
			{ExternalID: "7", Name: "Siv Aune", Role: "accounts", Email: "Post@firma.example", Phone: "+47 911 11 111"},
			{ExternalID: "8", Name: "Ola Hauge", Email: "ola@firma.example"},
		}
		s.invoice("1", "10", "2026-11-01", 100_00)
	})
	o.sync()
	return o, o.debtorID("10")
}

// The channel of a withdrawn consent is not used any more: the next reminder goes by letter, and says why.
func TestAWithdrawnConsentClosesItsChannel(t *testing.T) {
	o, id := spokenWith(t)
	if n := o.customer("10", "2026-11-23").Plan.Notices; len(n) != 1 || n[0].Channel != receivable.Email {
		t.Fatalf("planned %+v", n)
	}
	said := desk.ConsentOrder{Debtor: id, Contact: "Siv Aune", Channel: receivable.Email, State: receivable.ConsentWithdrawn, On: day("2026-11-20"), Source: "her mail of that day"}
	o.must(o.NoteConsent(t.Context(), said))
	v := o.customer("10", "2026-11-23")
	n := v.Plan.Notices[0]
	if n.Channel != receivable.Letter || len(n.Effects) == 0 || n.Effects[0].What.Key != dunning.EffectConsentWithdrawn || n.Effects[0].Source != "her mail of that day" {
		t.Errorf("planned by %s with %+v", n.Channel, n.Effects)
	}
	if e := v.Timeline[0]; e.Kind != activity.ConsentNoted || !strings.Contains(e.Data, `"before":"unknown"`) || !strings.Contains(e.Data, `"contact":"Siv Aune"`) {
		t.Errorf("newest entry %+v", e)
	}
	said.State, said.On = receivable.ConsentGiven, day("2026-11-22")
	o.must(o.NoteConsent(t.Context(), said))
	v = o.customer("10", "2026-11-23")
	if v.Plan.Notices[0].Channel != receivable.Email || len(v.Consents) != 2 || !v.Consents[0].Past || v.Consents[1].Past {
		t.Errorf("after it was given again: %s, %+v", v.Plan.Notices[0].Channel, v.Consents)
	}
	// Ola withdraws for an address that no reminder goes to.
	o.must(o.NoteConsent(t.Context(), desk.ConsentOrder{Debtor: id, Contact: "8", Channel: receivable.Email, State: receivable.ConsentWithdrawn, Source: "a call"}))
	if c := o.customer("10", "2026-11-23").Plan.Notices[0].Channel; c != receivable.Email {
		t.Errorf("another contact's consent moved the reminder to %s", c)
	}
}

// A reminder that was made and waits does not leave by a channel whose consent was withdrawn meanwhile.
func TestAWaitingMessageDoesNotLeaveWithoutConsent(t *testing.T) {
	o, id := spokenWith(t)
	o.courier.offline = true
	o.remind("2026-11-23")
	o.must(o.NoteConsent(t.Context(), desk.ConsentOrder{Debtor: id, Channel: receivable.Email, State: receivable.ConsentWithdrawn, Source: "a call"}))
	o.courier.offline = false
	sent, err := o.SendOutbox(t.Context(), nil)
	o.must(err)
	v := o.customer("10", "2026-11-23")
	taken := slices.ContainsFunc(v.Timeline, func(e activity.Entry) bool {
		return e.Kind == activity.NoticeCancelled && strings.Contains(e.Data, "consent to email was withdrawn")
	})
	if sent.Sent != 0 || !v.Notices[0].Cancelled || !taken {
		t.Errorf("sent %d; the notice: cancelled %t; the timeline %+v", sent.Sent, v.Notices[0].Cancelled, v.Timeline)
	}
}

// Who does not want to be called is not called: the guard says so with where it is written down.
func TestTheGuardKnowsAWithdrawnConsent(t *testing.T) {
	o, id := spokenWith(t)
	o.must(o.NoteConsent(t.Context(), desk.ConsentOrder{Debtor: id, Channel: receivable.Call, State: receivable.ConsentWithdrawn, Source: "the call of today"}))
	may, err := o.MayContact(t.Context(), id, receivable.Call, o.Clock.Now())
	o.must(err)
	if may.Allowed || may.Reason != dunning.ReasonConsent || may.Refused == nil || may.Source != "the call of today" {
		t.Errorf("may call: %+v", may)
	}
}

func TestAConsentThatCannotBeNotedIsRefused(t *testing.T) {
	o, id := spokenWith(t)
	good := desk.ConsentOrder{Debtor: id, Channel: receivable.Email, State: receivable.ConsentGiven, Source: "a mail"}
	o.must(o.NoteConsent(t.Context(), good))
	for name, c := range map[string]struct {
		spoil func(*desk.ConsentOrder)
		code  fault.Code
		field string
	}{
		"a letter":           {func(o *desk.ConsentOrder) { o.Channel = receivable.Letter }, fault.Invalid, "channel"},
		"another state":      {func(o *desk.ConsentOrder) { o.State = "maybe" }, fault.Invalid, "state"},
		"nowhere written":    {func(o *desk.ConsentOrder) { o.Source = " " }, fault.Invalid, "source"},
		"a day to come":      {func(o *desk.ConsentOrder) { o.On = day("2026-11-24") }, fault.Invalid, "on"},
		"nobody of the name": {func(o *desk.ConsentOrder) { o.Contact = "Kari" }, fault.NotFound, "contact"},
		"noted already":      {func(*desk.ConsentOrder) {}, fault.Conflict, "state"},
	} {
		t.Run(name, func(t *testing.T) {
			bad := good
			c.spoil(&bad)
			o.wantField(o.NoteConsent(t.Context(), bad), c.code, c.field)
		})
	}
	if v := o.customer("10", "2026-11-23"); len(v.Consents) != 1 {
		t.Errorf("kept %+v", v.Consents)
	}
}
