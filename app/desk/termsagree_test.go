package desk_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

func TestWhatNobodyCanAgree(t *testing.T) {
	o := newOffice(t, func(s *source) {
		twoCustomers(s)
		s.invoice("3", "C1", "2026-11-10", 30_000)
	})
	o.sync()
	items := o.customer("C1", "2026-11-23").Items
	other := o.customer("C2", "2026-11-23").Items[0].ID
	o.must(o.OpenDispute(t.Context(), desk.DisputeOrder{Debtor: o.debtorID("C1"), Item: items[1].ID, Reason: "quality"}))
	for name, c := range map[string]struct {
		change func(*desk.TermsOrder)
		code   fault.Code
	}{
		"another customer's item":  {func(p *desk.TermsOrder) { p.Items = []receivable.ItemID{other} }, fault.Invalid},
		"a disputed item":          {func(p *desk.TermsOrder) { p.Items = []receivable.ItemID{items[1].ID} }, fault.Conflict},
		"the debt has changed":     {func(p *desk.TermsOrder) { p.Expect = nok(9_999) }, fault.Conflict},
		"a first date that passed": {func(p *desk.TermsOrder) { p.Terms.First = day("2026-11-22") }, settlement.PastDate},
		"grace without measure":    {func(p *desk.TermsOrder) { p.GraceDays = 61 }, fault.Invalid},
		"another currency":         {func(p *desk.TermsOrder) { p.Currency = "EUR" }, fault.Invalid},
		"no kind":                  {func(p *desk.TermsOrder) { p.Kind = "barter" }, fault.Invalid},
		"a rate beyond all":        {func(p *desk.TermsOrder) { p.InterestBy.Agreed = decimal.NewFromInt(101) }, fault.Invalid},
		"a law without a rate":     {func(p *desk.TermsOrder) { p.InterestBy.ByLaw = true }, dunning.RateMissing},
		"parts that do not sum": {func(p *desk.TermsOrder) {
			p.Terms = settlement.Terms{Parts: []settlement.Part{{On: day("2026-12-15"), Amount: nok(9_999)}}}
		}, settlement.DoesNotSum},
		"a settlement of all": {func(p *desk.TermsOrder) {
			p.Kind, p.Pay, p.By = settlement.Discount, nok(10_000), day("2026-12-15")
		}, fault.Invalid},
		"a settlement in no money": {func(p *desk.TermsOrder) { p.Kind, p.By = settlement.Discount, day("2026-12-15") }, fault.Invalid},
		"a later date that passed": {func(p *desk.TermsOrder) { p.Kind, p.By = settlement.LaterDate, day("2026-11-22") }, settlement.PastDate},
		"no later date":            {func(p *desk.TermsOrder) { p.Kind = settlement.LaterDate }, fault.Invalid},
	} {
		order := o.inThree()
		c.change(&order)
		if _, err := o.AgreeTerms(t.Context(), order); fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if rows, err := o.Terms(t.Context(), 0); err != nil || len(rows) != 0 {
		t.Errorf("kept all the same: %v, %v", rows, err)
	}
	o.agree(o.inThree())
	twice := o.inThree()
	twice.Items = []receivable.ItemID{items[0].ID}
	if _, err := o.AgreeTerms(t.Context(), twice); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("an item in two agreements: %v", err)
	}
}

// A rate that nobody knows is told at its field, with what can be agreed all the same; of a consumer, who may be asked for no more
// than the law's rate, not even one's own.
func TestInterestWithoutARateOfTheLaw(t *testing.T) {
	ended := law.Row{ID: "NO-INT-1", Fact: law.InterestRate, Value: decimal.NewFromInt(12), Applies: law.Both, By: law.Both, From: day("2026-01-01"), To: day("2026-06-30"), Ref: "s. 3"}
	most := law.Row{ID: "NO-CAP-1", Fact: law.InterestCap, Text: "statutory", Applies: law.Both, By: law.Both, Ref: "s. 4"}
	for name, c := range map[string]struct {
		rows     []law.Row
		byLaw    bool
		code     fault.Code
		says, do string
	}{
		"by law":               {[]law.Row{ended}, true, dunning.RateMissing, "the law pack of NO has no late-payment rate for 2026-11-24", "agree a rate of your own, or add the law's rate under Settings, Law"},
		"own":                  {[]law.Row{ended}, false, "", "", ""},
		"by law, none above":   {[]law.Row{ended, most}, true, desk.RateLimitUnknown, "an agreed one may be no higher", "agree it without interest"},
		"own, none above":      {[]law.Row{ended, most}, false, desk.RateLimitUnknown, "an agreed one may be no higher", "agree it without interest"},
		"no law pack whatever": {nil, true, dunning.RateMissing, "has no late-payment rate", "agree a rate of your own"},
	} {
		o := newOffice(t, twoCustomers)
		o.Laws = map[string]law.Pack{"NO": {Code: "NO", Rows: c.rows}}
		if c.rows == nil {
			o.Laws = nil
		}
		o.sync()
		order := o.inThree()
		order.InterestBy.ByLaw = c.byLaw
		if !c.byLaw {
			order.InterestBy.Agreed = decimal.RequireFromString("8.5")
		}
		_, err := o.ProposeTerms(t.Context(), order)
		if c.code == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		var coded *fault.Error
		if !errors.As(err, &coded) || coded.Code != c.code || coded.Field != "interest" || !strings.Contains(coded.Message, c.says) || !strings.Contains(coded.Hint, c.do) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASignedCopyIsAnAcknowledgement(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.Laws = threeYears()
	o.sync()
	id := o.agree(o.inThree())
	for name, c := range map[string]struct {
		paper desk.TermsPaper
		code  fault.Code
	}{
		"no kind":       {desk.TermsPaper{Kind: "fax", On: day("2026-11-23"), Note: "x"}, fault.Invalid},
		"nowhere":       {desk.TermsPaper{Kind: store.ByMail, On: day("2026-11-23")}, fault.Invalid},
		"tomorrow":      {desk.TermsPaper{Kind: store.ByMail, On: day("2026-11-24"), Note: "x"}, fault.Invalid},
		"before it was": {desk.TermsPaper{Kind: store.ByMail, On: day("2026-01-01"), Note: "x"}, fault.Invalid},
		"empty":         {desk.TermsPaper{Kind: store.SignedCopy, On: day("2026-11-23"), Name: "x.pdf"}, fault.Invalid},
		"a program":     {desk.TermsPaper{Kind: store.SignedCopy, On: day("2026-11-23"), Name: "x.pdf", Bytes: []byte("MZ...")}, fault.Invalid},
		"a signed mail": {desk.TermsPaper{Kind: store.SignedCopy, On: day("2026-11-23"), Name: "x.eml", Bytes: []byte("From: x")}, fault.Invalid},
		"too large":     {desk.TermsPaper{Kind: store.SignedCopy, On: day("2026-11-23"), Name: "x.pdf", Bytes: make([]byte, 11<<20)}, fault.Invalid},
	} {
		if err := o.AcknowledgeTerms(t.Context(), id, c.paper); fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	it := o.customer("C1", "2026-11-23").Items[0]
	if l := o.customer("C1", "2026-11-23").Limitation[it.ID]; l.Last != day("2029-11-01") {
		t.Fatalf("barred after %s", l.Last)
	}
	o.must(o.AcknowledgeTerms(t.Context(), id, desk.TermsPaper{Kind: store.SignedCopy, On: day("2026-11-23"), Name: "signed.pdf", Bytes: []byte("%PDF-1.7")}))
	l := o.customer("C1", "2026-11-23").Limitation[it.ID]
	if l.Last != day("2036-11-23") || l.Restart == nil || l.Restart.Kind != law.WrittenAcknowledgement {
		t.Errorf("after signing: %+v", l)
	}
	if v := o.plan(id, "2026-11-23"); len(v.Papers) != 1 || v.Papers[0].Name != "signed.pdf" {
		t.Errorf("papers %+v", v.Papers)
	}
}

func TestALongPlanIsLookedAtByTwo(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	ctx := t.Context()
	order := o.inThree()
	order.Terms.Count = 9 // beyond the three months that a clerk agrees alone
	ola, berit := o.as("ola"), o.as("berit")
	draft, err := ola.ProposeTerms(ctx, order)
	o.must(err)
	o.wantCode(draft.Refused, approval.NeedsApproval)
	agreed, err := ola.AgreeTerms(ctx, order)
	o.must(err)
	if agreed.Done || agreed.Plan != 0 {
		t.Fatalf("a clerk agreed nine months alone: %+v", agreed)
	}
	yes := desk.DecisionOrder{Request: agreed.Request, Version: 1, To: approval.Approved}
	o.wantCode(ola.Decide(ctx, yes), approval.OwnRequest)
	o.must(berit.Decide(ctx, yes))
	rows, err := o.Terms(ctx, order.Debtor)
	o.must(err)
	if len(rows) != 1 || rows[0].State != settlement.Agreed || len(rows[0].Schedule.Rows) != 9 {
		t.Fatalf("approved, and not agreed: %+v", rows)
	}
	order.Terms.Count = 2
	order.Debtor = o.debtorID("C2")
	short, err := ola.AgreeTerms(ctx, order)
	o.done(short.Asked, err)
}
