package desk

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// waitedLong is how long a message may have waited before its customers are read again.
const waitedLong = time.Hour

// refreshQueued looks at every message that waits, right before sending, and takes back what must not leave any more. Customers
// of messages that have waited long are read again first.
func (d *Desk) refreshQueued(ctx context.Context) error {
	waiting, err := d.queuedLong(ctx)
	if err != nil {
		return err
	}
	if len(waiting) > 0 {
		if err := d.readDebtorsAgain(ctx, waiting, nil); err != nil {
			return err
		}
	}
	return d.update(ctx, func(w store.Writer) error {
		rows, err := w.Outbox(0, store.OutQueued)
		if err != nil {
			return err
		}
		_, _, err = d.stillStanding(w, rows)
		return err
	})
}

// queuedLong gives the customers of messages that have waited long, by connection.
func (d *Desk) queuedLong(ctx context.Context) (map[receivable.ConnectionID][]receivable.Debtor, error) {
	out := map[receivable.ConnectionID][]receivable.Debtor{}
	err := d.view(ctx, func(r store.Reader) error {
		rows, err := r.Outbox(0, store.OutQueued)
		if err != nil {
			return err
		}
		notices, err := noticesOf(r, rows)
		if err != nil {
			return err
		}
		seen := map[receivable.DebtorID]bool{}
		for _, m := range rows {
			if seen[m.Debtor] || d.Clock.Now().Sub(notices[m.Notice].IssuedAt) < waitedLong {
				continue
			}
			seen[m.Debtor] = true
			debtor, err := r.Debtor(m.Debtor)
			if err != nil {
				return err
			}
			out[debtor.Connection] = append(out[debtor.Connection], debtor)
		}
		return nil
	})
	return out, err
}
