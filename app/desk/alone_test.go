package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// part gives a part of the first claim of C1 up.
func (o *office) part(minor int64) desk.WriteOffOrder {
	w := o.giveUp(minor)
	w.Items = []settlement.ItemPart{{Item: o.customer("C1", "2026-11-23").Items[0].ID, Amount: nok(minor)}}
	return w
}

// Three write-offs of 40, 40 and 20 are one of 100: parts do not slip under a limit of 40, whoever does them, for 30 days.
func TestASumDoesNotComeWithinALimitByParts(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.must(o.SetPolicy(t.Context(), approval.DefaultPolicy("NOK")))
	o.aloneUpTo(approval.WriteOff, approval.Bound{Amount: 40_00})
	o.done(o.as("ola").WriteOff(t.Context(), o.part(30_00)))
	o.done(o.as("ola").WriteOff(t.Context(), o.part(10_00)))
	asked, err := o.as("ola").WriteOff(t.Context(), o.part(5_00))
	o.must(err)
	if asked.Done || asked.Before != nok(40_00) {
		t.Fatalf("a third part: %+v", asked)
	}
	if by, err := o.as("berit").WriteOff(t.Context(), o.part(6_00)); err != nil || by.Done {
		t.Fatalf("a third part of somebody else: %+v, %v", by, err)
	}
	o.must(o.as("kari").Decide(t.Context(), desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}))
	open, _, err := o.Requests(t.Context(), 0)
	o.must(err)
	if len(open) != 1 {
		t.Errorf("what was done alone is listed as a request: %+v", open)
	}
	o.clock.to(day("2026-12-24"))
	o.sync()
	o.done(o.as("ola").WriteOff(t.Context(), o.part(20_00))) // what Kari approved does not count, and 30 days are over
}

// What lets nothing go does not count: taking a write-off back.
func TestWhatTakesBackDoesNotAddUp(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.must(o.SetPolicy(t.Context(), approval.DefaultPolicy("NOK")))
	o.aloneUpTo(approval.WriteOff, approval.Bound{Amount: 40_00})
	o.done(o.as("ola").WriteOff(t.Context(), o.part(20_00)))
	off := o.customer("C1", "2026-11-23").WriteOffs[0]
	o.done(o.as("ola").ReverseWriteOff(t.Context(), off.ID, nil, "paid after all"))
	o.done(o.as("ola").WriteOff(t.Context(), o.part(20_00)))
}

// Who asked and who approved stays with what was done, however many requests came in between.
func TestWhoAskedIsKnownAfterManyRequests(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	ids := o.staffed()
	o.strict()
	asked, err := o.as("ola").WriteOff(t.Context(), o.part(40_00))
	o.must(err)
	o.must(o.Book.Update(t.Context(), o.Actor, func(w store.Writer) error {
		for range 200 {
			if _, err := w.PutRequest(approval.Request{
				Version: 1, Measure: approval.Measure{Kind: approval.Override}, Order: "{}", Facts: "{}", Why: "x", By: approval.User{ID: ids["ola"]}, At: w.Now(),
				Expires: day("2027-01-01"), State: approval.Withdrawn,
			}); err != nil {
				return err
			}
		}
		return nil
	}))
	o.must(o.as("berit").Decide(t.Context(), desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}))
	if off := o.customer("C1", "2026-11-23").WriteOffs[0]; off.By != "Ola" || off.Agreed != "Berit" {
		t.Errorf("asked by %q, approved by %q", off.By, off.Agreed)
	}
}

// A new invoice of the customer changes nothing in what somebody asked to write off.
func TestANewInvoiceDoesNotVoidARequestToWriteOff(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.strict()
	asked, err := o.as("ola").WriteOff(t.Context(), o.part(40_00))
	o.must(err)
	o.source.invoice("7", "C1", "2026-11-20", 5_000)
	o.sync()
	o.must(o.as("berit").Decide(t.Context(), desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}))
}
