package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/behaviour"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// schedule works out what is paid when, by the law and the business days of the debtor's country.
func (d *Desk) schedule(r store.Reader, t *TermsDraft) error {
	p, err := d.lawyer(r)
	if err != nil {
		return err
	}
	pack, cal := p.law(t.Debtor), p.holidays[p.countryOf(&t.Debtor)]
	switch t.Order.Kind {
	case settlement.Instalments:
		err = t.instalments(pack, cal)
	case settlement.Discount:
		err = t.single(t.Order.Pay)
		t.Plan.LetGo.Minor = t.Plan.Debt.Minor - t.Order.Pay.Minor
	case settlement.LaterDate:
		err = t.single(t.Plan.Debt)
	default:
		err = fault.New(fault.Invalid, "%q is no kind of agreement", string(t.Order.Kind)).OnField("kind").
			WithHint("%s, %s or %s", settlement.Instalments, settlement.Discount, settlement.LaterDate)
	}
	if err != nil {
		return err
	}
	if err := t.Plan.Check(); err != nil {
		return err
	}
	t.Forgone, err = t.forgone(pack)
	return err
}

func (t *TermsDraft) instalments(pack law.Pack, cal date.Calendar) (err error) {
	terms := &t.Order.Terms
	terms.Interest = nil
	if t.Order.InterestBy.ByLaw || !t.Order.InterestBy.Agreed.IsZero() {
		if t.Order.InterestBy.Agreed.IsNegative() || t.Order.InterestBy.Agreed.GreaterThan(mostRate) {
			return fault.New(fault.Invalid, "%s %% a year is no rate to agree", t.Order.InterestBy.Agreed).OnField("interest")
		}
		by := dunning.Interest{Statutory: t.Order.InterestBy.ByLaw, Rate: t.Order.InterestBy.Agreed, Basis: dunning.Act365}
		if t.Rate, err = rateOn(dunning.TermsFor(by, nil, pack, t.Debtor.Kind), t.On); err != nil {
			return t.noRate(pack, err)
		}
		held := holding(t.Rate)
		terms.Interest = &held
	}
	t.Plan.Schedule, err = settlement.ScheduleOf(t.Plan.Debt, *terms, t.On, cal)
	return err
}

// RateLimitUnknown is the code of interest that may be no higher than the law's where nobody knows what that is: neither the law's
// rate nor one's own can be agreed.
const RateLimitUnknown fault.Code = "rate-limit-unknown"

// noRate says in the words of a clerk that the law pack has no rate for the day, and what can be agreed all the same.
func (t *TermsDraft) noRate(pack law.Pack, err error) error {
	if !fault.Has(err, dunning.RateMissing) {
		return err
	}
	name := "the law pack of " + pack.Code
	if pack.Code == "" {
		name = "no law pack"
	}
	own := dunning.TermsFor(dunning.Interest{Rate: decimal.NewFromInt(1), Basis: dunning.Act365}, nil, pack, t.Debtor.Kind)
	if _, capped := rateOn(own, t.On); capped != nil {
		return fault.New(RateLimitUnknown, "%s has no late-payment rate for %s, and an agreed one may be no higher than that", name, t.On.AddDays(1)).OnField("interest").
			WithHint("agree it without interest, or add the law's rate under Settings, Law")
	}
	return fault.New(dunning.RateMissing, "%s has no late-payment rate for %s", name, t.On.AddDays(1)).OnField("interest").
		WithHint("agree a rate of your own, or add the law's rate under Settings, Law")
}

// mostRate is a rate above which somebody has mistyped.
var mostRate = decimal.NewFromInt(100)

// single is one payment by a day.
func (t *TermsDraft) single(amount money.Amount) (err error) {
	switch {
	case t.Order.By.IsZero():
		return fault.New(fault.Invalid, "say by which day it is paid").OnField("by")
	case t.Order.By.Before(t.On):
		return fault.New(settlement.PastDate, "%s is past", t.Order.By).OnField("by")
	case amount.Minor <= 0 || amount.Currency != t.Plan.Debt.Currency:
		return fault.New(fault.Invalid, "say how much of %s %s is paid, in %s", t.Plan.Debt, t.Plan.Debt.Currency, t.Plan.Debt.Currency).OnField("amount")
	case t.Order.Kind == settlement.Discount && amount.Minor >= t.Plan.Debt.Minor:
		return fault.New(fault.Invalid, "a settlement is for less than the %s %s that are owed", t.Plan.Debt, t.Plan.Debt.Currency).OnField("amount")
	}
	t.Plan.Schedule, err = settlement.Single(amount, t.Order.By, t.On)
	return err
}

// rateOn is the rate of the day after a day, with its rule.
func rateOn(terms dunning.Terms, on date.Date) (*dunning.Span, error) {
	probe := dunning.Item{OpenItem: receivable.OpenItem{Due: on, Open: money.New(1, "NOK")}}
	sheet, err := dunning.Sheet(probe, on.AddDays(1), terms)
	if err != nil {
		return nil, err
	}
	return &sheet.Spans[0], nil
}

// holding are terms by which one rate holds whatever comes.
func holding(rate *dunning.Span) dunning.Terms {
	return dunning.Terms{Name: rate.Rule, Basis: rate.Basis, Rates: []dunning.TermRate{{
		Percent: rate.Rate, Rule: rate.Rule, Source: rate.Source, Verified: rate.Verified, Capped: rate.Capped,
	}}}
}

// forgone is the statutory interest, at today's rate, on what is left from payment to payment, less what the plan bears. No
// amount in no currency says that no rate is known.
func (t *TermsDraft) forgone(pack law.Pack) (money.Amount, error) {
	rate, err := rateOn(dunning.TermsFor(dunning.Interest{Statutory: true}, nil, pack, t.Debtor.Kind), t.On)
	if err != nil {
		return money.Amount{}, nil //nolint:nilerr // a country whose rate nobody knows is told as such, and is no failure
	}
	lawful, err := t.lawful(rate, t.Plan.Schedule.Debt())
	lawful.Minor = max(lawful.Minor-t.Plan.Schedule.Interest.Minor, 0)
	return lawful, err
}

// lawful is the interest at a rate on what comes in parts, each until the day on which it comes.
func (t *TermsDraft) lawful(rate *dunning.Span, parts []settlement.Part) (money.Amount, error) {
	c, exact := t.Plan.Debt.Currency, dunning.Exact{}
	for _, p := range parts {
		sheet, err := dunning.Sheet(dunning.Item{OpenItem: receivable.OpenItem{Due: t.On, Open: p.Amount}}, p.On, holding(rate))
		if err != nil {
			return money.Amount{}, err
		}
		exact = exact.Plus(sheet.Exact)
	}
	return exact.Round(c, money.HalfAway)
}

// effects fills in what the agreement does beside the schedule.
func (d *Desk) effects(r store.Reader, t *TermsDraft) error {
	var err error
	if t.Limitation, err = d.signing(r, t.Debtor.ID, t.Items, t.On); err != nil {
		return err
	}
	if t.OverLimit, err = overLimit(r, t); err != nil {
		return err
	}
	if err := t.expect(r); err != nil {
		return err
	}
	return d.weighEvidence(r, t)
}

// signing is what a written acknowledgement of a day does to the limitation of a customer's claims, as the law pack says.
func (d *Desk) signing(r store.Reader, debtor receivable.DebtorID, items []store.ItemRow, on date.Date) ([]LimitationEffect, error) {
	before, err := d.limitations(r, items, on)
	if err != nil || len(before) == 0 {
		return nil, err
	}
	whose, err := d.lawsOf(r, items)
	if err != nil {
		return nil, err
	}
	all, err := r.Restarts(store.RestartQuery{Debtors: []receivable.DebtorID{debtor}, Demands: true})
	if err != nil {
		return nil, err
	}
	by := whose[debtor]
	var out []LimitationEffect
	for i := range items {
		it := &items[i]
		if l := before[it.ID]; l.Known() {
			signed := append(all.Of(&it.OpenItem), dunning.Restart{On: on, Kind: law.WrittenAcknowledgement})
			out = append(out, LimitationEffect{Item: it.ID, Number: it.Number, Before: l, After: dunning.LimitationOf(it.OpenItem, signed, by.kind, by.pack, on)})
		}
	}
	return out, nil
}

// overLimit compares all that the customer owes in the currency with the credit line that holds, else with the source's limit.
func overLimit(r store.Reader, t *TermsDraft) (bool, error) {
	limit := t.Debtor.Limit
	lines, err := r.CreditLines(t.Debtor.ID)
	if err != nil {
		return false, err
	}
	if len(lines) > 0 {
		limit = &lines[len(lines)-1].Limit
	}
	if limit == nil || limit.Currency != t.Plan.Debt.Currency {
		return false, nil
	}
	owed := int64(0)
	for _, rows := range [][]store.ItemRow{t.Items, t.Outside} {
		for i := range rows {
			if rows[i].Open.Currency == limit.Currency {
				owed += rows[i].Open.Minor
			}
		}
	}
	return owed > limit.Minor, nil
}

// leastWait is the fewest days after which money is expected that is later already than the customer ever was.
const leastWait = 30

// expect guesses when the items would be paid without the agreement: as long after the due date as the customer pays on
// average, and where that has passed as many days from today, at least leastWait.
func (t *TermsDraft) expect(r store.Reader) error {
	var settled []store.ItemRow
	if err := r.Items(store.ItemQuery{Debtor: t.Debtor.ID}, func(it store.ItemRow) error {
		if it.Open.IsZero() {
			settled = append(settled, it)
		}
		return nil
	}); err != nil {
		return err
	}
	payments, err := r.Payments(t.Debtor.ID)
	if err != nil {
		return err
	}
	pays := behaviour.Of(behaviour.Facts{Settled: paidInvoices(settled, payments)}, t.On)
	late := pays.AverageLate
	for i := range t.Items {
		on := t.Items[i].DueOn().AddDays(late)
		if !on.After(t.On) {
			on = t.On.AddDays(max(late, leastWait))
		}
		t.Expected = append(t.Expected, settlement.Part{On: on, Amount: t.Items[i].Open})
	}
	return nil
}
