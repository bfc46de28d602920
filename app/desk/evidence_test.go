package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestTheEvidenceLiesBeforeWhoDecides(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c := o.feed()
	o.staffed()
	o.strict()
	ctx := t.Context()
	ola, berit := o.as("ola"), o.as("berit")
	o.must(ola.NoteCall(ctx, c.Debtor, "no-answer", "rang twice"))
	asked, err := ola.Waive(ctx, desk.WaiveOrder{Charge: c.ID, Why: "our mistake"})
	o.must(err)

	e, err := berit.RequestEvidence(ctx, asked.Request)
	o.must(err)
	switch {
	case e.Refused != nil || e.Right.Login != "berit" || !e.Bound.Any:
		t.Errorf("Berit's right: %v, %q, %+v", e.Refused, e.Right.Login, e.Bound)
	case e.Charge == nil || e.Charge.ID != c.ID:
		t.Errorf("the charge: %+v", e.Charge)
	case e.Customer == nil || len(e.Customer.Items) == 0 || len(e.Customer.Notices) == 0 || len(e.Customer.Timeline) == 0:
		t.Errorf("the customer: %+v", e.Customer)
	case e.Changed != nil:
		t.Errorf("nothing has changed, and it says %v", e.Changed)
	}

	for login, want := range map[string]int{"berit": 1, "kari": 1, "ola": 0, "ola2": 0, "rev": 0, "nobody": 0} {
		ids, err := o.as(login).ToDecide(ctx)
		o.must(err)
		if len(ids) != want {
			t.Errorf("%s decides on %d requests, want %d", login, len(ids), want)
		}
	}
	own, err := ola.RequestEvidence(ctx, asked.Request)
	o.must(err)
	if !own.Mine || !fault.Has(own.Refused, approval.OwnRequest) {
		t.Errorf("one's own request: mine %v, %v", own.Mine, own.Refused)
	}

	// Somebody lets a part of the charge go meanwhile: what was asked for is not what would be done.
	p, err := o.Policy(ctx)
	o.must(err)
	for i := range p.Limits {
		p.Limits[i].Alone.Any = true
	}
	o.must(o.SetPolicy(ctx, p))
	o.done(o.Waive(ctx, desk.WaiveOrder{Charge: c.ID, Amount: money.New(1, c.Open.Currency), Why: "rounding"}))
	e, err = berit.RequestEvidence(ctx, asked.Request)
	o.must(err)
	if !fault.Has(e.Changed, approval.RequestChanged) {
		t.Errorf("the charge has changed, and it says %v", e.Changed)
	}
}

func TestTheEvidenceOfARelease(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.strict()
	ctx := t.Context()
	wave, err := o.as("ola").Propose(ctx, day("2026-11-23"))
	o.must(err)
	_, err = o.as("ola").Release(ctx, wave, nil)
	o.wantCode(err, approval.NeedsApproval)
	open, _, err := o.as("berit").Requests(ctx, 0)
	o.must(err)
	e, err := o.as("berit").RequestEvidence(ctx, open[0].ID)
	o.must(err)
	if e.Customer != nil || e.Wave == nil || e.Wave.ID != wave || len(e.Sums) == 0 || e.Sums[0].Notices != 2 {
		t.Errorf("evidence of a release: %+v", e)
	}
}
