package desk_test

import (
	"context"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// A clerk has one reminder registered: it stays so when the customers are read again, and can be taken back.
func TestAPersonHasAReminderRegistered(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.propose("2026-11-23")
	c1 := o.debtorID("C1")
	o.wantField(o.ChooseWay(t.Context(), id, c1, desk.WayRegistered, ""), fault.Invalid, "why")
	o.wantField(o.ChooseWay(t.Context(), id, c1, "pigeon", "fun"), fault.Invalid, "way")
	o.must(o.ChooseWay(t.Context(), id, c1, desk.WayRegistered, "receipt is disputed"))
	o.wantCode(o.ChooseWay(t.Context(), id, c1, desk.WayRegistered, "twice"), fault.Conflict)
	line := func() (l store.WaveLine) {
		v, err := o.Wave(t.Context(), id)
		o.must(err)
		for _, l = range v.Lines {
			if l.Notice.Debtor == c1 {
				return l
			}
		}
		return l
	}
	planned := receivable.Email
	if l := line(); l.Notice.Channel != receivable.Letter || !l.Notice.Registered || desk.WayOf(&l.Notice) != desk.WayRegistered || l.Notice.ByHand.Channel != planned {
		t.Fatalf("%+v", l.Notice)
	}
	o.must(o.ChooseWay(t.Context(), id, c1, desk.WayPlanned, ""))
	if l := line(); l.Notice.Channel != planned || l.Notice.Registered || l.Notice.ByHand != nil {
		t.Fatalf("as planned again: %+v", l.Notice)
	}
	o.must(o.ChooseWay(t.Context(), id, c1, desk.WayRegistered, "receipt is disputed"))
	dropped, err := o.Recheck(t.Context(), id, nil)
	o.must(err)
	if l := line(); dropped != 0 || !l.Notice.Registered {
		t.Fatalf("%d dropped after another read, %+v", dropped, l)
	}
	res, err := o.Release(t.Context(), id, nil)
	o.must(err)
	letters, err := o.RegisteredLetters(t.Context(), true)
	o.must(err)
	if res.Issued != 2 || len(letters) != 1 || letters[0].Claim.Debtor != c1 || o.kinds("C1")[activity.WaveWayChosen] != 3 {
		t.Errorf("%+v, %d registered letters", res, len(letters))
	}
	o.wantCode(o.ChooseWay(t.Context(), id, c1, desk.WayPlanned, ""), fault.Conflict)
}

// texter is a courier of text messages of twenty characters a segment.
type texter struct{ *courier }

func (c texter) Make(ctx context.Context, job desk.Job) (desk.Made, error) {
	made, err := c.courier.Make(ctx, job)
	if err == nil && job.Notice.Channel == receivable.SMS {
		size := c.MeasureText(strings.Repeat("x", 50))
		made.Docs, made.Size = []store.Document{{Kind: "sms", Name: job.Number, Bytes: []byte(strings.Repeat("x", 50))}}, &size
	}
	return made, err
}
func (texter) CheckGateway(desk.SMSSettings) error { return nil }
func (texter) SendText(context.Context, desk.SMSSettings, string, string, string, string) (string, error) {
	return "", nil
}

func (texter) MeasureText(text string) desk.TextSize {
	return desk.TextSize{Segments: (len(text) + 19) / 20}
}

func TestWhatATextMessageTakesStandsOnItsLineAndInTheOutbox(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.Courier = texter{o.courier}
	o.sync()
	all, err := o.Procedures(t.Context())
	o.must(err)
	p := all.List[0]
	p.Levels[0].Channels = []receivable.Channel{receivable.SMS}
	_, err = o.KeepProcedure(t.Context(), p.Name, p)
	o.must(err)
	segments := func(id store.WaveID) (n int) {
		v, err := o.Wave(t.Context(), id)
		o.must(err)
		for _, l := range v.Lines {
			n += l.Segments
		}
		return n
	}
	id := o.propose("2026-11-23")
	if n := segments(id); n != 6 {
		t.Errorf("%d segments are proposed", n)
	}
	o.courier.offline = true
	_, err = o.Release(t.Context(), id, nil)
	o.must(err)
	waiting, err := o.Outbox(t.Context())
	o.must(err)
	if n := segments(id); n != 6 || len(waiting) != 2 || waiting[0].Segments != 3 {
		t.Errorf("%d segments have been made, the outbox says %+v", n, waiting)
	}
}
