package settlement

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestTheChanceRestsOnTheClosestHistory(t *testing.T) {
	guess := decimal.NewFromInt(40)
	for name, c := range map[string]struct {
		customer, house Record
		from            ChanceFrom
		percent         string
	}{
		"a book without history":          {Record{}, Record{}, FromGuess, "40"},
		"too few of either":               {Record{4, 4}, Record{19, 19}, FromGuess, "40"},
		"the house's":                     {Record{4, 4}, Record{15, 20}, FromHouse, "75"},
		"the customer's before the house": {Record{1, 6}, Record{190, 200}, FromCustomer, "16.7"},
		"one who kept all":                {Record{5, 5}, Record{}, FromCustomer, "100"},
		"one who kept none":               {Record{0, 5}, Record{}, FromCustomer, "0"},
	} {
		got := ChanceOf(c.customer, c.house, guess)
		if got.From != c.from || got.Percent.String() != c.percent {
			t.Errorf("%s: %s %% from %s, want %s from %s", name, got.Percent, got.From, c.percent, c.from)
		}
	}
}
