package desk_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/shopspring/decimal"
)

func TestAnAgreementIsSentForSignature(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.remind("2026-11-23")
	before := o.customer("C1", "2026-11-24").Items[0]
	id := o.agree(o.inThree())
	sent, err := o.SendTerms(t.Context(), desk.SendTermsOrder{Plan: id, By: receivable.Email})
	o.must(err)
	if sent.State != desk.OutSent || sent.To != "c1@example.com" || sent.Number == "" {
		t.Errorf("%+v", sent)
	}
	job := o.courier.made[len(o.courier.made)-1]
	if job.Notice.Event != dunning.EventAgreement || job.Notice.Agreement != id || job.Agreement == nil || job.Agreement.Plan.ID != id || job.MessageID == "" {
		t.Errorf("%+v", job.Notice)
	}
	v := o.customer("C1", "2026-11-24")
	if it := v.Items[0]; it.Level != before.Level || it.LastNotice != before.LastNotice || !it.InPlan {
		t.Errorf("the item moved: %+v", it)
	}
	if n := v.Notices[0]; n.Claim.Event != dunning.EventAgreement || n.MessageID != job.MessageID || n.Claim.Total.Minor != 10_000 {
		t.Errorf("%+v", n)
	}
	if len(v.Charges) != 0 || len(o.plan(id, "2026-11-23").Sent) != 1 {
		t.Errorf("%d charges", len(v.Charges))
	}
	_, err = o.SendTerms(t.Context(), desk.SendTermsOrder{Plan: id, By: receivable.Email})
	if fault.CodeOf(err) != fault.Conflict || !strings.Contains(err.Error(), "was sent on 2026-11-23 already") {
		t.Errorf("sent twice: %v", err)
	}
	if _, err = o.SendTerms(t.Context(), desk.SendTermsOrder{Plan: id, By: receivable.Letter, Again: true}); err != nil {
		t.Errorf("again, as a letter: %v", err)
	}
}

func TestAnAgreementThatNobodyIsToSign(t *testing.T) {
	o := newOffice(t, func(s *source) {
		twoCustomers(s)
		s.debtors[1].Email = ""
	})
	o.sync()
	id := o.agree(o.inThree())
	other := o.inThree()
	other.Debtor = o.debtorID("C2")
	second := o.agree(other)
	for name, c := range map[string]struct {
		order desk.SendTermsOrder
		code  fault.Code
		says  string
	}{
		"no such agreement": {desk.SendTermsOrder{Plan: 99, By: receivable.Email}, fault.NotFound, "no agreement"},
		"by telephone":      {desk.SendTermsOrder{Plan: id, By: receivable.Call}, fault.Invalid, "goes by"},
		"no address":        {desk.SendTermsOrder{Plan: second, By: receivable.Email}, fault.Refused, "cannot be reached"},
	} {
		if _, err := o.SendTerms(t.Context(), c.order); fault.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.must(o.CancelTerms(t.Context(), id, "sold"))
	if _, err := o.SendTerms(t.Context(), desk.SendTermsOrder{Plan: id, By: receivable.Email}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("a cancelled one: %v", err)
	}
	unreachable := o.inThree()
	unreachable.Debtor, unreachable.Send = o.debtorID("C2"), receivable.Email
	if _, err := o.AgreeTerms(t.Context(), unreachable); err == nil {
		t.Error("agreed, and sent to nobody")
	}
}

// What waits for the hours in which a customer may be written to, or for the next sending, does not leave once its agreement has
// ended; and it is on its way only once.
func TestAnAgreementThatWaitsIsTakenBackWhenItEnds(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.courier.offline = true
	order := o.inThree()
	order.Send = receivable.Email
	agreed, err := o.AgreeTerms(t.Context(), order)
	o.done(agreed.Asked, err)
	if agreed.Sent.State != desk.OutQueued {
		t.Errorf("%+v", agreed.Sent)
	}
	_, err = o.SendTerms(t.Context(), desk.SendTermsOrder{Plan: agreed.Plan, By: receivable.Email, Again: true})
	if fault.CodeOf(err) != fault.Conflict || !strings.Contains(err.Error(), "on its way already") {
		t.Errorf("twice on its way: %v", err)
	}
	o.must(o.CancelTerms(t.Context(), agreed.Plan, "sold the business"))
	o.courier.offline = false
	p, err := o.SendOutbox(t.Context(), nil)
	if err != nil || p.Sent != 0 {
		t.Errorf("%+v left, %v", p, err)
	}
	if n := o.customer("C1", "2026-11-23").Notices[0]; !n.Cancelled {
		t.Errorf("%+v", n)
	}
}

// A cap on contacts holds for an agreement too, and says from when on it may go.
func TestAnAgreementKeepsToTheCapOnContacts(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.remind("2026-11-23")
	o.Laws = map[string]law.Pack{"NO": {Code: "NO", Rows: []law.Row{
		{ID: "NO-CAP-9", Fact: law.ContactMax, Value: decimal.NewFromInt(1), Days: 7, Applies: law.Both, By: law.Both, Ref: "s. 9"},
	}}}
	id := o.agree(o.inThree())
	_, err := o.SendTerms(t.Context(), desk.SendTermsOrder{Plan: id, By: receivable.Email})
	if fault.CodeOf(err) != fault.Refused || !strings.Contains(err.Error(), "NO-CAP-9") || !strings.Contains(err.Error(), "send it from 2026-11-30 on") {
		t.Errorf("%v", err)
	}
}

// What was disputed since the agreement was made is not sent for signature; what was paid of it meanwhile is no reason.
func TestAnAgreementThatWaitsIsHeldAgainstTheItems(t *testing.T) {
	for name, c := range map[string]struct {
		change func(o *office, plan int64)
		sent   int
	}{
		"a part was paid": {func(o *office, _ int64) { o.source.open("1", 5_000); o.sync() }, 1},
		"it is disputed": {func(o *office, _ int64) {
			it := o.customer("C1", "2026-11-23").Items[0]
			o.must(o.OpenDispute(o.t.Context(), desk.DisputeOrder{Debtor: o.debtorID("C1"), Item: it.ID, Reason: "quality"}))
		}, 0},
		"all was paid": {func(o *office, _ int64) { o.source.open("1", 0); o.sync() }, 0},
		"mails are not wanted any more": {func(o *office, _ int64) {
			o.must(o.NoteConsent(o.t.Context(), desk.ConsentOrder{Debtor: o.debtorID("C1"), Channel: receivable.Email, State: receivable.ConsentWithdrawn, Source: "a call"}))
		}, 0},
	} {
		o := newOffice(t, twoCustomers)
		o.sync()
		o.courier.offline = true
		order := o.inThree()
		order.Send = receivable.Email
		agreed, err := o.AgreeTerms(t.Context(), order)
		o.done(agreed.Asked, err)
		c.change(o, agreed.Plan)
		o.courier.offline = false
		p, err := o.SendOutbox(t.Context(), nil)
		if err != nil || p.Sent != c.sent {
			t.Errorf("%s: %d left, %v, want %d", name, p.Sent, err, c.sent)
		}
	}
}
