package settlement

import (
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
)

// Evidence is what was known when an agreement was made: what it costs us to wait, and how likely it was to be kept. It is written
// once; a later rate or history does not change it. A plan of an older book has none.
type Evidence struct {
	Funding       decimal.Decimal // percent a year that the house pays for its money
	Cost          money.Amount    // of waiting for the schedule's payments
	CostWithout   money.Amount    // of waiting without the agreement, as money was expected then
	Forgone       money.Amount    // statutory interest that the agreement does not bear; no currency: no rate was known
	Chance        Chance          // that it is kept
	ChanceWithout Chance          // that the money comes without it
}

// Known reports whether anything was kept.
func (e *Evidence) Known() bool { return e.Cost.Currency != "" }
