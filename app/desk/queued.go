package desk

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
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
		on, outdated, err := d.outdated(w, rows)
		if err != nil {
			return err
		}
		for _, m := range rows {
			if why := outdated[m.ID]; why != "" {
				if err := takeBackMessage(w, on, m, why); err != nil {
					return err
				}
			}
		}
		return nil
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
		seen := map[receivable.DebtorID]bool{}
		for _, m := range rows {
			n, err := r.Notice(m.Notice)
			if err != nil {
				return err
			}
			if seen[m.Debtor] || d.Clock.Now().Sub(n.IssuedAt) < waitedLong {
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

// waits is a message that waits, with its notice.
type waits struct {
	message int64
	notice  store.Notice
}

func waitsOf(r store.Reader, rows []store.OutMessage) (map[receivable.DebtorID][]waits, error) {
	of := map[receivable.DebtorID][]waits{}
	for _, m := range rows {
		n, err := r.Notice(m.Notice)
		if err != nil {
			return nil, err
		}
		of[m.Debtor] = append(of[m.Debtor], waits{m.ID, n})
	}
	return of, nil
}

// outdated says, for each message that must not leave any more, why; see dunning.Rules.Outdated. The day is the desk's.
func (d *Desk) outdated(r store.Reader, rows []store.OutMessage) (on date.Date, why map[int64]string, err error) {
	if on, err = d.todayOf(r); err != nil || len(rows) == 0 {
		return on, nil, err
	}
	p, err := d.newPlanner(r, on)
	if err != nil {
		return on, nil, err
	}
	of, err := waitsOf(r, rows)
	if err != nil {
		return on, nil, err
	}
	why = map[int64]string{}
	judge := func(a *dunning.Account) error {
		for _, m := range of[a.Debtor.ID] {
			if said := p.rulesOf(&a.Debtor).Outdated(&m.notice.Claim, int64(m.notice.ID), a, on); said != "" {
				why[m.message] = said
			}
		}
		delete(of, a.Debtor.ID)
		return nil
	}
	if err := r.Accounts(p.query(store.AccountQuery{Debtors: slices.Sorted(maps.Keys(of))}, on), on, judge); err != nil {
		return on, nil, err
	}
	for id := range of { // nothing is open with them any more
		debtor, err := r.Debtor(id)
		if err != nil {
			return on, nil, err
		}
		if err := judge(&dunning.Account{Debtor: debtor}); err != nil {
			return on, nil, err
		}
	}
	return on, why, nil
}
