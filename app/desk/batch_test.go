package desk

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func TestABatchNeverPartsWhatOneCustomerGets(t *testing.T) {
	lines := make([]store.WaveLine, 6)
	for i, debtor := range []receivable.DebtorID{1, 2, 2, 2, 3, 3} {
		lines[i].Notice.Debtor = debtor
	}
	for about, want := range map[int]int{1: 1, 2: 4, 3: 4, 4: 4, 5: 6, 9: 6} {
		if got := whole(lines, about); got != want {
			t.Errorf("about %d: %d lines, want %d", about, got, want)
		}
	}
	if whole(nil, 20) != 0 {
		t.Error("no lines are a batch")
	}
}
