package desk_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func TestWhatAPersonReadsInAMail(t *testing.T) {
	settle := func(t *testing.T, v func(o *office) desk.MailVerdict) (*office, desk.CustomerView) {
		o, box := mailOffice(t)
		box.put(answer("c1@example.com", "Hello."))
		o.fetch()
		verdict := v(o)
		verdict.Mail = 1
		o.must(o.SettleMail(t.Context(), verdict))
		return o, o.view("C1")
	}
	paused := func(v desk.CustomerView) (n int) {
		for _, h := range v.Holds {
			if !h.Lifted {
				n++
			}
		}
		return n
	}
	t.Run("asks for time, and promises", func(t *testing.T) {
		_, v := settle(t, func(*office) desk.MailVerdict {
			return desk.MailVerdict{Says: incoming.AsksTime, Promise: &desk.PromiseOrder{Amount: nok(10_000), By: day("2026-12-01")}}
		})
		if len(v.Promises) != 1 || paused(v) != 0 || v.Answer != dunning.AsksTime {
			t.Errorf("%d promises, %d pauses, %q", len(v.Promises), paused(v), v.Answer)
		}
	})
	t.Run("asks for time, and gets a week", func(t *testing.T) {
		_, v := settle(t, func(*office) desk.MailVerdict {
			return desk.MailVerdict{Says: incoming.AsksTime, Until: day("2026-12-01")}
		})
		if paused(v) != 1 || v.Answer != dunning.AsksTime {
			t.Errorf("%d pauses, %q", paused(v), v.Answer)
		}
	})
	t.Run("says paid", func(t *testing.T) {
		_, v := settle(t, func(*office) desk.MailVerdict { return desk.MailVerdict{Says: incoming.SaysPaid, Note: "on Friday"} })
		at := slices.IndexFunc(v.Holds, func(h store.Hold) bool { return !h.Lifted })
		if paused(v) != 1 || v.Holds[at].Until != day("2026-12-08") || v.Answer != dunning.SaysPaid {
			t.Errorf("%+v, %q", v.Holds, v.Answer)
		}
	})
	t.Run("disputes", func(t *testing.T) {
		_, v := settle(t, func(o *office) desk.MailVerdict {
			return desk.MailVerdict{Says: incoming.Disputes, Dispute: &desk.DisputeOrder{Item: o.view("C1").Items[0].ID, Reason: "quality: thawed", Owner: "ola", DueBy: day("2026-12-01")}}
		})
		if len(v.Disputes) != 1 || paused(v) != 0 || v.Answer != dunning.SaysDisputes {
			t.Errorf("%d disputes, %d pauses, %q", len(v.Disputes), paused(v), v.Answer)
		}
	})
	t.Run("the wrong person", func(t *testing.T) {
		_, v := settle(t, func(*office) desk.MailVerdict { return desk.MailVerdict{Says: incoming.WrongPerson} })
		if !slices.Contains(v.Debtor.Dead, receivable.Email) || len(v.Tasks) != 1 || paused(v) != 0 {
			t.Errorf("dead %v, tasks %v", v.Debtor.Dead, v.Tasks)
		}
	})
	t.Run("refused", func(t *testing.T) {
		o, box := mailOffice(t)
		box.put(answer("c1@example.com", "Hello."))
		o.fetch()
		for field, v := range map[string]desk.MailVerdict{
			"as": {Says: "perhaps"}, "item": {Says: incoming.Disputes}, "until": {Says: incoming.SaysPaid, Until: day("2026-11-01")},
		} {
			v.Mail = 1
			err := o.SettleMail(t.Context(), v)
			var f *fault.Error
			if !errors.As(err, &f) || f.Field != field {
				t.Errorf("%+v: %v", v, err)
			}
		}
		if o.today("2026-11-24").Replies != 1 {
			t.Error("a verdict that was refused has settled the mail")
		}
		o.wantCode(o.SettleMail(t.Context(), desk.MailVerdict{Mail: 99, Says: desk.AsksNothing}), fault.NotFound)
	})
}

func TestAMailOfNobodyWaitsToBePlaced(t *testing.T) {
	o, box := mailOffice(t)
	o.source.debtor("C3", "shared@example.com")
	o.source.debtor("C4", "shared@example.com")
	o.sync()
	box.put(answer("stranger@else.example", "I have paid."))
	box.put(answer("shared@example.com", "We have paid.")) // two customers have that address
	box.put(answer("spam@else.example", "Buy!"))
	box.put(answer("US@example.org", "A colleague to all of us.")) // our own
	box.mails[3].Mail.From = "us@example.org"
	if f := o.fetch(); f.Unplaced != 3 || f.New != 4 {
		t.Errorf("%+v", f)
	}
	if today := o.today("2026-11-24"); today.MailToPlace != 3 || today.Replies != 0 {
		t.Errorf("%d to place, %d to read", today.MailToPlace, today.Replies)
	}
	o.wantCode(o.SettleMail(t.Context(), desk.MailVerdict{Mail: 1, Says: desk.AsksNothing}), fault.Conflict)
	o.must(o.PlaceMail(t.Context(), 1, o.debtorID("C2")))
	o.wantCode(o.PlaceMail(t.Context(), 1, o.debtorID("C1")), fault.Conflict)
	o.must(o.DismissMail(t.Context(), 3, "junk"))
	v, today := o.view("C2"), o.today("2026-11-24")
	if len(v.Holds) != 1 || today.MailToPlace != 1 || today.Replies != 1 || o.happened("C2", activity.AnswerReceived) != 1 {
		t.Errorf("%d holds, %d to place, %d to read", len(v.Holds), today.MailToPlace, today.Replies)
	}
	o.must(o.DismissMail(t.Context(), 1, "not theirs after all"))
	if v := o.view("C2"); !v.Holds[0].Lifted && len(v.Holds) > 0 {
		t.Error("nothing waits any more, and dunning does not go on")
	}
}

func TestNobodysMailsAreForgotten(t *testing.T) {
	o, box := mailOffice(t)
	box.put(answer("stranger@else.example", "I have paid."))
	o.fetch()
	o.clock.to(day("2027-06-01"))
	o.must(o.Roll(t.Context(), day("2027-06-01")))
	rows, err := o.Incoming(t.Context(), desk.IncomingQuery{})
	o.must(err)
	if len(rows) != 1 || rows[0].Mail.Text != "" || rows[0].State != desk.MailDismissed {
		t.Errorf("%+v", rows)
	}
}
