package desk_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (c *courier) Readdress(_ context.Context, job desk.Job, eml []byte) (string, []byte, error) {
	return job.Debtor.Email, append([]byte("To: "+job.Debtor.Email+" "), eml...), nil
}

// A mail that failed is sent again to the address that the customer has now; the history says so. One of a trial stays the tester's.
func TestSentAgainGoesToTheAddressOfNow(t *testing.T) {
	for name, c := range map[string]struct{ tester, email, want string }{
		"mended":    {"", "new@c1.example", "new@c1.example"},
		"as it was": {"", "c1@example.org", "c1@example.org"},
		"on trial":  {"tester@example.org", "new@c1.example", "tester@example.org"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, func(s *source) {
				s.debtor("C1", "c1@example.org")
				s.invoice("1", "C1", "2026-11-01", 10_000)
			})
			if o.courier.tester = c.tester; c.tester != "" {
				o.must(o.SetMail(t.Context(), desk.MailSettings{
					Mode: desk.MailToServer, Host: "smtp.example.org", Port: 587, Security: "starttls", From: "us@example.org", TestTo: c.tester,
				}, nil))
			}
			o.sync()
			o.stuck("2026-11-23")
			claimed, err := o.ClaimMessages(t.Context(), "test", time.Minute, 1)
			o.must(err)
			o.must(o.MessageFailed(t.Context(), "test", claimed[0].ID, "gave-up", "450 try later", false))
			o.source.debtors[0].Email = c.email
			o.sync()
			o.must(o.SettleOutbox(t.Context(), claimed[0].ID, false, "the address was mended"))
			again, err := o.ClaimMessages(t.Context(), "test", time.Minute, 1)
			o.must(err)
			if len(again) != 1 || again[0].To != c.want || c.want == "new@c1.example" != strings.HasPrefix(string(again[0].Docs[0].Bytes), "To: new@") {
				t.Fatalf("%+v", again)
			}
			e := o.customer("C1", "2026-11-23").Timeline[0]
			if e.Kind != activity.NoticeSettled || strings.Contains(e.Data, `"was":"c1@example.org"`) != (c.want == "new@c1.example") {
				t.Errorf("the history says %s %s", e.Kind, e.Data)
			}
			o.must(o.MessageUncertain(t.Context(), "test", again[0].ID, "cut", "cut"))
			if o.inState(store.OutUncertain) != 1 {
				t.Error("it is not listed")
			}
		})
	}
}
