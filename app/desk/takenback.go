package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// TakenBack gives the printed numbers of a customer's reminders that were taken back, by their ids as charges name them.
func (d *Desk) TakenBack(ctx context.Context, debtor receivable.DebtorID) (numbers map[int64]string, err error) {
	numbers = map[int64]string{}
	err = d.view(ctx, func(r store.Reader) error {
		all, err := r.Notices(debtor, 0)
		for i := range all {
			if all[i].Cancelled {
				numbers[int64(all[i].ID)] = all[i].Number
			}
		}
		return err
	})
	return numbers, err
}
