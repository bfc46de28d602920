package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// acceptedDifference takes what a person has accepted off what the source counts. Where the sums agree without it, it is over: a later
// difference is asked about anew.
func (w *writer) acceptedDifference(run *store.SyncRun) error {
	c, err := w.Connection(run.Connection)
	if err != nil || len(c.Accepted.Sums) == 0 || !run.Complete || run.Partial || len(run.Claimed) == 0 {
		return err
	}
	held, err := w.heldSums(run)
	if err != nil {
		return err
	}
	if sumsAgree(less(run.Claimed, run.Findings.Sums), held) {
		return w.AcceptDifference(run.Connection, store.Difference{})
	}
	run.Findings.Accepted = map[money.Currency]int64{}
	for cur, minor := range c.Accepted.Sums {
		run.Findings.Sums[cur] += minor
		run.Findings.Accepted[cur] = minor
	}
	run.Notes = append(run.Notes, store.SyncNote{
		Severity: "info", Code: "difference-accepted", Summary: "the source counts more or less than it tells, and " + c.Accepted.By + " has accepted that: " + c.Accepted.Why,
	})
	return nil
}
