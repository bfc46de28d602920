package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// By hand, of 100.00 at 10 %: three payments of 33.33, 33.33 and 33.34 after 22, 53 and 84 days of 365 cost 0.20, 0.48 and 0.77,
// together 1.452.
func TestWhatAPlanCostsIsKeptWithIt(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	company, err := o.Company(t.Context())
	o.must(err)
	if !company.Funding().Equal(settlement.DefaultFundingRate) {
		t.Errorf("a house that said nothing pays %s %%", company.Funding())
	}
	ten := decimal.NewFromInt(10)
	company.FundingRate = &ten
	o.must(o.SetCompany(t.Context(), company))
	draft, err := o.ProposeTerms(t.Context(), o.inThree())
	o.must(err)
	if e := draft.Evidence; e.Cost.String() != "1.45" || !e.Funding.Equal(ten) || e.Chance.From != settlement.FromGuess || e.ChanceWithout.From != settlement.FromGuess {
		t.Errorf("%+v", e)
	}
	id := o.agree(o.inThree())
	five := decimal.NewFromInt(5)
	company.FundingRate = &five
	o.must(o.SetCompany(t.Context(), company))
	if e := o.plan(id, "2026-11-23").Plan.Evidence; e.Cost.String() != "1.45" || !e.Funding.Equal(ten) || !e.Known() {
		t.Errorf("a later rate changed what was known: %+v", e)
	}
	wrong := decimal.NewFromInt(-1)
	company.FundingRate = &wrong
	if err := o.SetCompany(t.Context(), company); err == nil {
		t.Error("money that costs less than nothing")
	}
}

// The chance is the customer's own once they have a history, and the house's before.
func TestTheChanceIsTheBooksOwn(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	promises := func(of string, n int, state dunning.PromiseState) {
		o.must(o.Book.Update(t.Context(), o.Actor, func(w store.Writer) error {
			for range n {
				if _, err := w.PutPromise(store.PromiseRow{Debtor: o.debtorID(of), Promise: dunning.Promise{Amount: nok(100), By: day("2026-11-01"), State: state}}); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	chance := func() settlement.Chance {
		draft, err := o.ProposeTerms(t.Context(), o.inThree())
		o.must(err)
		return draft.Evidence.Chance
	}
	promises("C2", 15, dunning.PromiseKept)
	promises("C2", 5, dunning.PromiseBroken)
	if c := chance(); c.From != settlement.FromHouse || c.Percent.String() != "75" || c.Ended != 20 {
		t.Errorf("the house's: %+v", c)
	}
	promises("C1", 1, dunning.PromiseKept)
	promises("C1", 4, dunning.PromisePartly)
	if c := chance(); c.From != settlement.FromCustomer || c.Percent.String() != "20" || c.Kept != 1 {
		t.Errorf("the customer's own: %+v", c)
	}
	order := o.inThree()
	order.Kind, order.Pay, order.By = settlement.Discount, nok(5_000), day("2026-12-15")
	draft, err := o.ProposeTerms(t.Context(), order)
	o.must(err)
	if draft.Evidence.Cost.Minor >= draft.Plan.Debt.Minor || draft.Evidence.Chance.From != settlement.FromCustomer {
		t.Errorf("a settlement: %+v", draft.Evidence)
	}
}
