package desk_test

import (
	"context"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// aloneUpTo bounds what everybody may do of a kind without a second person, in the currencies that have a limit.
func (o *office) aloneUpTo(kind approval.Kind, b approval.Bound) {
	o.t.Helper()
	p, err := o.Policy(o.t.Context())
	o.must(err)
	for i := range p.Limits {
		if p.Limits[i].Kind == kind && p.Limits[i].Currency != "" {
			p.Limits[i].Alone = b
		}
	}
	o.must(o.SetPolicy(o.t.Context(), p))
}

// oneNoticeAlone has a clerk who sends one reminder alone, and a wave of two of which one was left out.
func oneNoticeAlone(t *testing.T) (*office, *desk.Desk, store.WaveID) {
	t.Helper()
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.must(o.SetPolicy(t.Context(), approval.DefaultPolicy("NOK")))
	o.aloneUpTo(approval.Release, approval.Bound{Amount: 10_000_000_00, Notices: 1, Level: 3})
	id := o.propose("2026-11-23")
	ola := o.as("ola")
	_, err := ola.Release(t.Context(), id, nil)
	o.wantCode(err, approval.NeedsApproval)
	o.must(ola.Exclude(t.Context(), id, o.debtorID("C2"), "later"))
	return o, ola, id
}

// meanwhile is a source that something else happens beside while it is read.
type meanwhile struct {
	*source
	happens func()
}

func (m meanwhile) Read(ctx context.Context, o desk.ReadOrder, s desk.Sink) error {
	m.happens()
	return m.source.Read(ctx, o, s)
}

func TestNobodyJoinsAWaveWhileItIsReleased(t *testing.T) {
	o, ola, id := oneNoticeAlone(t)
	ola.Holder = "this program"
	tried := 0
	ola.Sources = meanwhile{o.source, func() {
		tried++
		o.wantCode(o.as("ola").Include(t.Context(), id, o.debtorID("C2")), desk.BeingReleased)
	}}
	res, err := ola.Release(t.Context(), id, nil)
	o.must(err)
	if tried == 0 || res.Send.Sent != 1 || o.lines(id)["C2"] != store.LineExcluded {
		t.Fatalf("%+v, %v, tried %d", res, o.lines(id), tried)
	}
}

// A program that does not know of the lease puts somebody back: the release stops before anything is made.
func TestAWaveThatGrewAfterItsLimitWasLookedAtIsNotReleased(t *testing.T) {
	o, ola, id := oneNoticeAlone(t)
	v, err := o.Wave(t.Context(), id)
	o.must(err)
	ola.Sources = meanwhile{o.source, func() {
		o.must(o.Book.Update(t.Context(), o.Actor, func(w store.Writer) error {
			for _, l := range v.Lines {
				if l.State == store.LineExcluded {
					return w.SetLineState(l.ID, store.LineIn, "")
				}
			}
			return nil
		}))
	}}
	_, err = ola.Release(t.Context(), id, nil)
	o.wantCode(err, fault.Conflict)
	if len(o.courier.made) != 0 {
		t.Fatalf("%d letters were made", len(o.courier.made))
	}
	_, err = ola.Release(t.Context(), id, nil)
	o.wantCode(err, approval.NeedsApproval)
}

// pausing is a courier at whose first letter somebody pauses the wave.
type pausing struct {
	*courier
	pause func()
}

func (p *pausing) Send(ctx context.Context, progress func(desk.SendProgress)) (desk.SendProgress, error) {
	if p.pause != nil {
		p.pause()
		p.pause = nil
	}
	return p.courier.Send(ctx, progress)
}

func TestAPausedWaveGrowsNoMore(t *testing.T) {
	o, ola, id := oneNoticeAlone(t)
	ola.Courier = &pausing{o.courier, func() { o.must(o.as("ola").Pause(t.Context(), id, "lunch")) }}
	_, err := ola.Release(t.Context(), id, nil)
	o.must(err)
	o.wantCode(ola.Include(t.Context(), id, o.debtorID("C2")), fault.Conflict)
	_, err = ola.Resume(t.Context(), id, nil)
	o.must(err)
	if len(o.courier.made) != 1 {
		t.Fatalf("%d letters were made under a limit of one", len(o.courier.made))
	}
}

// A wave in two currencies is held against the limits of both, whoever asks and whoever looks.
func TestAWaveInTwoCurrenciesNeedsALimitInEach(t *testing.T) {
	o := newOffice(t, twoCustomers)
	for i := range o.source.items {
		if it := &o.source.items[i]; it.DebtorExternal == "C2" {
			it.Amount, it.Open = money.New(9_000_000_00, "EUR"), money.New(9_000_000_00, "EUR")
		}
	}
	o.sync()
	o.staffed()
	p := approval.DefaultPolicy("NOK")
	small := approval.Bound{Amount: 10_000_00, Notices: 10, Level: 3}
	for i := range p.Limits {
		if l := &p.Limits[i]; l.Kind == approval.Release {
			l.Alone = approval.Bound{}
			if l.Role == approval.Approver && l.Currency == "NOK" {
				l.Decides = small
			} else if l.Role == approval.Approver {
				l.Decides = approval.Bound{}
			}
			if l.Role == approval.Clerk {
				l.Alone = small
			}
		}
	}
	o.must(o.SetPolicy(t.Context(), p))
	ola, berit := o.as("ola"), o.as("berit")
	id := o.propose("2026-11-23")
	_, err := ola.Release(t.Context(), id, nil)
	o.wantCode(err, approval.NeedsApproval)
	open, _, err := berit.Requests(t.Context(), 0)
	o.must(err)
	if all := open[0].Measures(); len(open) != 1 || len(all) != 2 || all[0] != open[0].Measure {
		t.Fatalf("what waits: %+v", open)
	}
	yes := desk.DecisionOrder{Request: open[0].ID, Version: 1, To: approval.Approved}
	o.wantCode(berit.Decide(t.Context(), yes), approval.OverLimit)
	o.must(o.as("kari").Decide(t.Context(), yes))
	o.courier.desk = ola
	_, err = ola.Release(t.Context(), id, nil)
	o.must(err)
}
