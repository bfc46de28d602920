package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// weighEvidence fills in what the agreement costs us and how likely it is to be kept, beside the same without it.
func (d *Desk) weighEvidence(r store.Reader, t *TermsDraft) error {
	p, err := d.lawyer(r)
	if err != nil {
		return err
	}
	pack := p.law(t.Debtor)
	var company Company
	if _, err := r.Setting(keyCompany, &company); err != nil {
		return err
	}
	e := &t.Evidence
	e.Funding, e.Forgone = company.Funding(), t.Forgone
	if e.Cost, err = settlement.FundingCost(t.Plan.Schedule.Debt(), t.On, e.Funding); err != nil {
		return err
	}
	if e.CostWithout, err = settlement.FundingCost(t.Expected, t.On, e.Funding); err != nil {
		return err
	}
	if rate, err := rateOn(dunning.TermsFor(dunning.Interest{Statutory: true}, nil, pack, t.Debtor.Kind), t.On); err == nil {
		if t.Meanwhile, err = t.lawful(rate, t.Expected); err != nil {
			return err
		}
	}
	return chances(r, t, p.countryOf(&t.Debtor))
}

// chances says how likely the agreement is to be kept, and the money to come without it.
func chances(r store.Reader, t *TermsDraft, country string) error {
	assumed, _, err := assumptionsOf(r, country)
	if err != nil {
		return err
	}
	own, err := r.TrackRecord(t.Debtor.ID)
	if err != nil {
		return err
	}
	house, err := r.TrackRecord(0)
	if err != nil {
		return err
	}
	way := settlement.WayPlan
	if t.Plan.Kind == settlement.Discount {
		way = settlement.WaySettle
	}
	t.Evidence.Chance = settlement.ChanceOf(own, house, guessOf(&assumed, way).Chance)
	wait := WaysOut{}
	for i := range t.Items {
		wait.Level, wait.Days = max(wait.Level, t.Items[i].Level), max(wait.Days, t.Items[i].DaysOverdue(t.On))
	}
	if err := learned(r, &assumed, &wait, t.On); err != nil {
		return err
	}
	waiting := guessOf(&assumed, settlement.WayWait)
	t.Evidence.ChanceWithout = settlement.Chance{Percent: waiting.Chance, From: settlement.FromGuess}
	if waiting.Cases > 0 {
		c := &t.Evidence.ChanceWithout
		c.From, c.Ended = settlement.FromHouse, waiting.Cases
		c.Kept = int(waiting.Chance.Mul(decimal.NewFromInt(int64(waiting.Cases))).Shift(-2).Round(0).IntPart())
	}
	return nil
}

// guessOf is what is assumed of a way.
func guessOf(a *settlement.Assumptions, way settlement.Way) settlement.Assumption {
	for _, w := range a.Ways {
		if w.Way == way {
			return w
		}
	}
	return settlement.Assumption{Way: way}
}
