package privacy_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
)

func TestWhoPaidIsKeptForHalfAYear(t *testing.T) {
	if got := privacy.PayersBefore(date.Must(2026, 11, 23)); got != date.Must(2026, 5, 27) {
		t.Errorf("%s", got)
	}
}
