package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Differs gives by how much the sums of the source differ from those in the book after a read, less what was set aside. What is
// accepted already is a part of it. No currency: they agree.
func Differs(run SyncRun) map[money.Currency]int64 {
	out := map[money.Currency]int64{}
	for c, minor := range run.Claimed {
		out[c] += minor
	}
	for c, minor := range run.Findings.Sums {
		out[c] -= minor
	}
	for c, minor := range run.Findings.Accepted {
		out[c] += minor
	}
	for c, minor := range run.Held {
		out[c] -= minor
	}
	for c, minor := range out {
		if minor == 0 {
			delete(out, c)
		}
	}
	return out
}

// AcceptDifference is a person's word that the sums of a connection differ by what the last read has shown, and by no more: its system
// counts as open what it cannot tell as items, such as journal entries on receivables. From the next read on that difference stops no wave;
// any other does. It is over as soon as the sums agree.
func (d *Desk) AcceptDifference(ctx context.Context, id receivable.ConnectionID, why string) (accepted store.Difference, err error) {
	why = strings.TrimSpace(why)
	if why == "" {
		return accepted, fault.New(fault.Invalid, "say why the sums may differ").OnField("why").WithHint("name the entries that the accounting system counts and does not tell")
	}
	err = d.administer(ctx, func(w store.Writer) error {
		c, err := w.Connection(id)
		if err != nil {
			return err
		}
		runs, err := w.SyncRuns(id, recentRuns)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(runs, func(r store.SyncRun) bool { return r.Complete && !r.Partial && len(r.Claimed) > 0 })
		if at < 0 {
			return fault.New(fault.Conflict, "%s was never read with its sums", c.Name).WithHint("read everything first")
		}
		accepted = store.Difference{Sums: Differs(runs[at]), Why: why, By: w.Actor().Name, At: w.Now()}
		if len(accepted.Sums) == 0 {
			return fault.New(fault.Conflict, "the sums of %s agree", c.Name).WithHint("there is nothing to accept")
		}
		if err := w.AcceptDifference(id, accepted); err != nil {
			return err
		}
		return w.Append(activity.ConnectionChanged, 0, 0, c.Name, map[string]any{"difference_accepted": texts(accepted.Sums), "why": why})
	})
	return accepted, err
}

// AcceptNoDifference takes back what was accepted: from the next read on the sums must agree.
func (d *Desk) AcceptNoDifference(ctx context.Context, id receivable.ConnectionID) error {
	return d.administer(ctx, func(w store.Writer) error {
		c, err := w.Connection(id)
		if err != nil {
			return err
		}
		if len(c.Accepted.Sums) == 0 {
			return fault.New(fault.Conflict, "no difference of %s was accepted", c.Name)
		}
		if err := w.AcceptDifference(id, store.Difference{}); err != nil {
			return err
		}
		return w.Append(activity.ConnectionChanged, 0, 0, c.Name, map[string]any{"difference_accepted": map[string]string{}, "before": texts(c.Accepted.Sums)})
	})
}

func texts(sums map[money.Currency]int64) map[string]string {
	out := map[string]string{}
	for c, minor := range sums {
		out[string(c)] = money.New(minor, c).String()
	}
	return out
}
