package dunning_test

import (
	"fmt"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// books makes accounts of four items each; a quarter of the items is overdue, half of those were reminded before.
func books(accounts int) []dunning.Account {
	out := make([]dunning.Account, accounts)
	for i := range out {
		a := account()
		a.Debtor.ID = receivable.DebtorID(i + 1)
		for n := range 4 {
			it := invoice(receivable.ItemID(i*4+n+1), 95+n*4-40*((i+n)%4/3), int64(10000+i%977))
			it.Number = fmt.Sprintf("INV-%d", it.ID)
			if (i+n)%8 == 3 {
				it.Level, it.LastNotice = 1, day(70)
				a.Last = it.LastNotice
			}
			a.Items = append(a.Items, it)
		}
		out[i] = a
	}
	return out
}

func BenchmarkPlan(b *testing.B) {
	charged := ladder()
	for i := range charged.Levels {
		charged.Levels[i].Fee = &dunning.Fee{Percent: dec("1.5")}
		charged.Levels[i].Interest = &dunning.Interest{Rate: dec("11.75"), Basis: dunning.ActualCY}
	}
	plain := ladder()
	for i := range plain.Levels {
		plain.Levels[i].Fee, plain.Levels[i].Interest = &dunning.Fee{Fixed: dec("5")}, nil
	}
	for _, size := range []int{2500, 25000} {
		all := books(size)
		for name, p := range map[string]dunning.Procedure{"fixed fee": plain, "percent and interest": charged} {
			b.Run(fmt.Sprintf("%s/%d accounts", name, size), func(b *testing.B) {
				b.ReportAllocs()
				notices := 0
				for b.Loop() {
					notices = 0
					for i := range all {
						notices += len(dunning.Plan(day(95), p, law.Pack{}, all[i], date.Calendar{}).Notices)
					}
				}
				if notices != size {
					b.Fatalf("%d notices for %d accounts", notices, size)
				}
			})
		}
	}
}
