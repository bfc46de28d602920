package desk_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// A registered letter that has left asks for the post's number; once it is noted it stands in the history, and the list is empty.
func TestARegisteredLetterIsFollowedByItsNumber(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("10", "post@firma.example")
		s.invoice("1", "10", "2026-11-01", 100_00)
	})
	o.sync()
	all, err := o.Procedures(t.Context())
	o.must(err)
	p := all.List[0]
	p.Levels[0].Channels, p.Levels[0].Registered = []receivable.Channel{receivable.Letter}, true
	_, err = o.KeepProcedure(t.Context(), p.Name, p)
	o.must(err)
	o.remind("2026-11-23")
	v := o.customer("10", "2026-11-23")
	n := v.Notices[0]
	if !n.Claim.Registered || len(v.Tasks) != 1 || v.Tasks[0].Why.Key != "tracking-missing" {
		t.Fatalf("%+v, tasks %+v", n.Claim, v.Tasks)
	}
	if open, err := o.RegisteredLetters(t.Context(), true); err != nil || len(open) != 1 {
		t.Fatalf("%v: %+v", err, open)
	}
	for _, bad := range []struct {
		number, tracking string
		on               date.Date
		code             fault.Code
	}{
		{n.Number, "no number!", date.Date{}, fault.Invalid},
		{n.Number, "RR123456785NO", day("2026-11-22"), fault.Invalid},
		{n.Number, "RR123456785NO", day("2027-01-01"), fault.Invalid},
		{"2026-999999", "RR123456785NO", date.Date{}, fault.NotFound},
	} {
		o.wantCode(o.TrackLetter(t.Context(), bad.number, bad.tracking, bad.on), bad.code)
	}
	o.must(o.TrackLetter(t.Context(), n.Number, "rr 123 456 785 no", date.Date{}))
	v = o.customer("10", "2026-11-23")
	if e := v.Timeline[0]; e.Kind != activity.LetterTracked || !strings.Contains(e.Data, "RR 123 456 785 NO") || len(v.Tasks) != 0 || v.Notices[0].Tracking != "RR 123 456 785 NO" {
		t.Errorf("%+v, tasks %+v", e, v.Tasks)
	}
	open, err := o.RegisteredLetters(t.Context(), true)
	o.must(err)
	all2, err := o.RegisteredLetters(t.Context(), false)
	o.must(err)
	if len(open) != 0 || len(all2) != 1 {
		t.Errorf("%d without a number of %d", len(open), len(all2))
	}
}
