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
	Lines    []settlement.WayOut
}

// WayOut sets waiting, settling, a plan, an agency, a court, a sale and a write-off side by side for what a customer owes, in each
// currency in which something is overdue. Chances of waiting are the book's own where it has enough cases; Cases of the others
// is 0: they are guesses.
func (d *Desk) WayOut(ctx context.Context, debtor receivable.DebtorID, on date.Date) (out []WaysOut, err error) {
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
		a, err := assumptionsOf(r, country)
		if err != nil {
			return err
		}
		for i := range out {
			w := &out[i]
			w.Country, w.Discount = country, a.Discount
			mine, err := learned(r, a, w, on)
			if err != nil {
				return err
			}
			if w.Lines, err = settlement.WaysOut(w.Claim, mine); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
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
func learned(r store.Reader, a settlement.Assumptions, w *WaysOut, on date.Date) (settlement.Assumptions, error) {
	if w.Level == 0 {
		return a, nil
	}
	cases, paid, err := r.PaidAfter(w.Level, receivable.BucketOf(w.Days), on.AddDays(-outcomeDays))
	if err != nil || cases < settlement.LeastCases {
		return a, err
	}
	a.Ways = append([]settlement.Assumption(nil), a.Ways...)
	for i := range a.Ways {
		if a.Ways[i].Way == settlement.WayWait {
			a.Ways[i].Chance = decimal.NewFromInt(int64(paid)).Mul(decimal.NewFromInt(100)).DivRound(decimal.NewFromInt(int64(cases)), 1)
			a.Ways[i].Cases = cases
		}
	}
	return a, nil
}

// Assumptions gives what the calculator reckons with for a country: the house's own, or the guesses that it begins with.
func (d *Desk) Assumptions(ctx context.Context, country string) (a settlement.Assumptions, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		a, err = assumptionsOf(r, country)
		return err
	})
	return a, err
}

func assumptionsOf(r store.Reader, country string) (settlement.Assumptions, error) {
	all := map[string]settlement.Assumptions{}
	if _, err := r.Setting(keyWaysOut, &all); err != nil {
		return settlement.Assumptions{}, err
	}
	if own, ok := all[country]; ok {
		return own, nil
	}
	return settlement.GuessedAssumptions(), nil
}

// SetAssumptions changes what the calculator reckons with for a country.
func (d *Desk) SetAssumptions(ctx context.Context, country string, a settlement.Assumptions) error {
	if err := receivable.CheckCountry(country); err != nil {
		return fault.Wrap(err, fault.Invalid, "%q is not the code of a country", country).OnField("country")
	}
	if err := a.Check(); err != nil {
		return err
	}
	return d.administer(ctx, func(w store.Writer) error {
		all := map[string]settlement.Assumptions{}
		if _, err := w.Setting(keyWaysOut, &all); err != nil {
			return err
		}
		before := all[country]
		all[country] = a
		if err := w.PutSetting(keyWaysOut, all); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "ways out of "+country, map[string]any{"before": before, "after": a})
	})
}
