package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

const keyWaysOut = "ways-out"

// WaysOut is the calculator's table for what a customer owes in one currency.
type WaysOut struct {
	Country  string          // whose assumptions it is reckoned with
	Claim    money.Amount    // overdue claims and open charges
	Level    int             // the highest of the claims
	Days     int             // the oldest is overdue by
	Discount decimal.Decimal // percent a year
	OwnRate  bool            // the discount is the country's own, and not what the company's money costs
	Saved    bool            // the house has assumptions of its own for the country
	Lines    []settlement.WayOut
}

// WayOut sets waiting, settling, a plan, an agency, a court, a sale and a write-off side by side for what a customer owes, in each
// currency in which something is overdue. Chances are the book's own where it has enough cases; where Cases is 0 they are guesses, or the
// house's own word.
func (d *Desk) WayOut(ctx context.Context, debtor receivable.DebtorID, on date.Date) ([]WaysOut, error) {
	return d.wayOut(ctx, debtor, on, nil)
}

// TryWayOut is WayOut with other assumptions, which are not kept.
func (d *Desk) TryWayOut(ctx context.Context, debtor receivable.DebtorID, on date.Date, a settlement.Assumptions) ([]WaysOut, error) {
	return d.wayOut(ctx, debtor, on, &a)
}

func (d *Desk) wayOut(ctx context.Context, debtor receivable.DebtorID, on date.Date, try *settlement.Assumptions) (out []WaysOut, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		who, err := r.Debtor(debtor)
		if err != nil {
			return err
		}
		if out, err = overdueOf(r, debtor, on); err != nil {
			return err
		}
		p, err := d.lawyer(r)
		if err != nil {
			return err
		}
		country := p.countryOf(&who)
		a, saved, err := assumptionsOf(r, country)
		if err != nil {
			return err
		}
		if try != nil {
			a = *try
		}
		if err := learnEnded(r, &a); err != nil {
			return err
		}
		for i := range out {
			if err := out[i].reckon(r, country, a, on); err != nil {
				return err
			}
			out[i].Saved = saved
		}
		return nil
	})
	return out, err
}

// reckon sets the ways side by side for the claim.
func (w *WaysOut) reckon(r store.Reader, country string, a settlement.Assumptions, on date.Date) error {
	a, err := w.assume(r, country, a, on)
	if err == nil {
		w.Lines, err = settlement.WaysOut(w.Claim, a)
	}
	return err
}

// assume is what the claim is reckoned with: the rate of the house unless the country has its own, and the book's own chance of waiting.
func (w *WaysOut) assume(r store.Reader, country string, a settlement.Assumptions, on date.Date) (settlement.Assumptions, error) {
	a.Ways = append([]settlement.Assumption(nil), a.Ways...)
	if !a.OwnRate {
		rate, err := fundingRate(r)
		if err != nil {
			return a, err
		}
		a.Discount = rate
	}
	w.Country, w.Discount, w.OwnRate = country, a.Discount, a.OwnRate
	return a, learned(r, &a, w, on)
}

// fundingRate is what the company's own money costs it, percent a year: by that, money that comes later is worth less.
func fundingRate(r store.Reader) (decimal.Decimal, error) {
	var c Company
	_, err := r.Setting(keyCompany, &c)
	return c.Funding(), err
}

// overdueOf sums what a customer owes by currency, in order of its code.
func overdueOf(r store.Reader, debtor receivable.DebtorID, on date.Date) ([]WaysOut, error) {
	by := map[string]*WaysOut{}
	if err := r.Items(store.ItemQuery{Debtor: debtor, OpenOnly: true}, func(row store.ItemRow) error {
		if days := row.DaysOverdue(on); row.Open.Minor > 0 && days > 0 {
			w := by[string(row.Open.Currency)]
			if w == nil {
				w = &WaysOut{Claim: money.Zero(row.Open.Currency)}
				by[string(row.Open.Currency)] = w
			}
			w.Claim.Minor += row.Open.Minor
			w.Level, w.Days = max(w.Level, row.Level), max(w.Days, days)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	charges, err := r.Charges(debtor, true)
	if err != nil {
		return nil, err
	}
	for _, c := range charges {
		if w := by[string(c.Open.Currency)]; w != nil {
			w.Claim.Minor += c.Open.Minor
		}
	}
	out := make([]WaysOut, 0, len(by))
	for _, c := range sortedKeys(by) {
		out = append(out, *by[c])
	}
	return out, nil
}

// outcomeDays is after how many days without money a reminder counts as one that brought none.
const outcomeDays = 90

// learned puts the book's own share of what was paid after a reminder of this level and age in place of the guess for waiting.
func learned(r store.Reader, a *settlement.Assumptions, w *WaysOut, on date.Date) error {
	if w.Level == 0 {
		return nil
	}
	cases, paid, err := r.PaidAfter(w.Level, receivable.BucketOf(w.Days), on.AddDays(-outcomeDays))
	if err == nil {
		a.Learn(settlement.WayWait, cases, paid)
	}
	return err
}

// learnEnded puts what came of the book's own hand-overs and agreements in place of guesses: of those that have ended, how many
// brought anything. What we recalled or cancelled ourselves says nothing.
func learnEnded(r store.Reader, a *settlement.Assumptions) error {
	a.Ways = append([]settlement.Assumption(nil), a.Ways...)
	cases, brought := map[settlement.Way]int{}, map[settlement.Way]int{}
	count := func(w settlement.Way, yes bool) {
		cases[w]++
		if yes {
			brought[w]++
		}
	}
	away, err := r.Escalations(0)
	if err != nil {
		return err
	}
	for i := range away {
		if e := &away[i]; e.State == settlement.Closed || e.State == settlement.Refused {
			way := settlement.WayAgency
			if e.To == settlement.ToCourt {
				way = settlement.WayCourt
			}
			count(way, e.PaidUs.Minor+e.PaidThem.Minor > 0)
		}
	}
	plans, err := r.Plans(store.PlanQuery{States: []settlement.State{settlement.Kept, settlement.Broken}})
	if err != nil {
		return err
	}
	for i := range plans {
		switch plans[i].Kind {
		case settlement.Instalments:
			count(settlement.WayPlan, plans[i].State == settlement.Kept)
		case settlement.Discount:
			count(settlement.WaySettle, plans[i].State == settlement.Kept)
		case settlement.LaterDate:
		}
	}
	for way, n := range cases {
		a.Learn(way, n, brought[way])
	}
	return nil
}

// Assumptions gives what the calculator reckons with for a country: the house's own, or the guesses that it begins with.
func (d *Desk) Assumptions(ctx context.Context, country string) (a settlement.Assumptions, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		a, _, err = assumptionsOf(r, country)
		return err
	})
	return a, err
}

// assumptionsOf are the house's own for a country, or the guesses. One that was kept before there was a rate of the house has
// a rate of its own when it is another one than the guess.
func assumptionsOf(r store.Reader, country string) (a settlement.Assumptions, own bool, err error) {
	all := map[string]settlement.Assumptions{}
	if _, err := r.Setting(keyWaysOut, &all); err != nil {
		return a, false, err
	}
	guess := settlement.GuessedFor(country)
	if a, own = all[country]; own {
		a.OwnRate = a.OwnRate || !a.Discount.Equal(guess.Discount)
		return a, true, nil
	}
	return guess, false, nil
}

// ForgetAssumptions goes back to the guesses for a country.
func (d *Desk) ForgetAssumptions(ctx context.Context, country string) error {
	return d.keepAssumptions(ctx, country, nil)
}

// SetAssumptions changes what the calculator reckons with for a country.
func (d *Desk) SetAssumptions(ctx context.Context, country string, a settlement.Assumptions) error {
	if err := receivable.CheckCountry(country); err != nil {
		return fault.Wrap(err, fault.Invalid, "%q is not the code of a country", country).OnField("country")
	}
	if err := a.Check(); err != nil {
		return err
	}
	return d.keepAssumptions(ctx, country, &a)
}

// keepAssumptions keeps those of a country; nil: it has none of its own any more.
func (d *Desk) keepAssumptions(ctx context.Context, country string, a *settlement.Assumptions) error {
	return d.administer(ctx, func(w store.Writer) error {
		all := map[string]settlement.Assumptions{}
		if _, err := w.Setting(keyWaysOut, &all); err != nil {
			return err
		}
		var before *settlement.Assumptions
		if kept, ok := all[country]; ok {
			before = &kept
		}
		if a == nil {
			delete(all, country)
		} else {
			all[country] = *a
		}
		if err := w.PutSetting(keyWaysOut, all); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "ways out of "+country, map[string]any{"before": before, "after": a})
	})
}
