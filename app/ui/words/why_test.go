package words

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"

	"github.com/dunningdesk/dunningdesk/app/core/date"
)

func TestALoweredFeeIsSaidWithItsReason(t *testing.T) {
	w := For("en", "NO", "NOK", time.UTC, date.Must(2026, 11, 20))
	for _, c := range []struct {
		why  dunning.Why
		want string
	}{
		{
			dunning.Why{Key: dunning.EffectFeeLowered, Args: map[string]string{"from": "5.55", "to": "2.24", "items": "F-7", "because": dunning.EffectFeeNeedsNotice, "days": "0"}},
			"Fee lowered from 5,55 to 2,24, because F-7 had no free notice yet",
		},
		{
			dunning.Why{Key: dunning.EffectFeeLowered, Args: map[string]string{"from": "5.55", "to": "2.24", "items": "F-7", "because": "fee-repeat", "days": "14"}},
			"Fee lowered from 5,55 to 2,24, because F-7 may not bear it yet",
		},
		{dunning.Why{Key: dunning.EffectFeeNeedsNotice, Args: map[string]string{"fee": "5.55", "days": "0"}}, "No fee of 5,55: a free notice must come first"},
		{
			dunning.Why{Key: dunning.EffectFeeNeedsNotice, Args: map[string]string{"fee": "5.55", "days": "14"}},
			"No fee of 5,55: a free notice with 14 days to pay must come first",
		},
	} {
		if got := w.Why(c.why); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
