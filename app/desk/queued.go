package desk

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// waitedLong is how long a message may have waited before its customers are read again.
const waitedLong = time.Hour

// refreshQueued looks at every message that waits, right before sending: one whose items have been paid meanwhile, or whose
// printed deadline has come too near, is taken back with its charges and levels, and the next wave makes it anew. Customers
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
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	return d.update(ctx, func(w store.Writer) error {
		rows, err := w.Outbox(0, store.OutQueued)
		if err != nil {
			return err
		}
		p, err := d.newPlanner(w, on)
		if err != nil {
			return err
		}
		for _, m := range rows {
			if err := takeBackOutdated(w, p, m); err != nil {
				return err
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

func takeBackOutdated(w store.Writer, p *planner, m store.OutMessage) error {
	n, err := w.Notice(m.Notice)
	if err != nil {
		return err
	}
	why, err := outdated(w, p, n)
	if err != nil || why == "" {
		return err
	}
	err = takeBack(w, n.ID, why)
	if !fault.Has(err, fault.Conflict) {
		return err
	}
	return supersede(w, p, m, why)
}

// supersede keeps a message from leaving whose notice cannot be taken back, because a later one stands on it or its charges
// were paid. What it charged stays, so a person is asked to look.
func supersede(w store.Writer, p *planner, m store.OutMessage, why string) error {
	if err := w.CancelMessage(m.ID, why); err != nil {
		return err
	}
	task := store.Task{
		Kind: store.TaskLetter, Debtor: m.Debtor, Wave: m.Wave, Due: p.on,
		Why: dunning.Why{Key: "letter-exception", Args: map[string]string{"code": string(fault.Conflict), "message": why, "number": m.Number}},
	}
	if _, err := w.PutTask(task); err != nil {
		return err
	}
	return w.Append(activity.NoticeFailed, int64(m.Debtor), 0, m.Number, map[string]any{"notice": m.Notice, "why": why, "code": fault.Conflict})
}

// outdated says why a notice that waits must not leave any more, nothing when it may.
func outdated(r store.Reader, p *planner, n store.Notice) (string, error) {
	for _, line := range n.Claim.Lines {
		it, err := r.Item(line.Item)
		if err != nil {
			return "", err
		}
		switch {
		case it.Escalated:
			return "handed over since it was made: " + line.Number, nil
		case it.Written.Minor > 0 && it.Open.Minor < line.Open.Minor:
			return "written off since it was made: " + line.Number, nil
		case it.Open.Minor < line.Open.Minor:
			return "paid since it was made: " + line.Number, nil
		case n.Claim.Event == dunning.EventEarly && !p.on.Before(it.DueOn()):
			return "it is due by now: " + line.Number, nil
		case n.Claim.Event == dunning.EventThanks && it.Open.Minor != 0:
			return "it is open again: " + line.Number, nil
		}
	}
	if n.Claim.Deadline.IsZero() || p.on == n.Claim.Date {
		return "", nil
	}
	debtor, err := r.Debtor(n.Claim.Debtor)
	if err != nil {
		return "", err
	}
	if n.Claim.Deadline.DaysSince(p.on) < leastDays(n.Claim, p.law(debtor), debtor.Kind, p.on) {
		return "it could not leave in time: its deadline of " + n.Claim.Deadline.String() + " is too near", nil
	}
	return "", nil
}

// leastDays is how many days a notice must leave its reader: what the law says, and no less than half of what it gave on the
// day it was made.
func leastDays(n dunning.Notice, pack law.Pack, kind receivable.Kind, on date.Date) int {
	least := (n.Deadline.DaysSince(n.Date) + 1) / 2
	if row := pack.OnTone(law.NoticePeriod, kind, string(n.Tone), on, on); row != nil {
		least = max(least, int(row.Value.IntPart()))
	}
	return least
}

// takeBack cancels a notice that has not left, with its charges and levels, and writes to the customer's history what it had
// claimed.
func takeBack(w store.Writer, id store.NoticeID, why string) error {
	n, err := w.Notice(id)
	if err != nil {
		return err
	}
	if err := w.CancelNotice(id, why); err != nil {
		return err
	}
	return w.Append(activity.NoticeCancelled, int64(n.Claim.Debtor), 0, n.Number, map[string]any{
		"notice": n.ID, "number": n.Number, "why": why, "level": n.Claim.Level, "fee": n.Claim.Fee.String(), "interest": n.Claim.Interest.String(), "currency": n.Claim.Currency,
	})
}
