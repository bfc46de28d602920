package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// CountsDisagree is the code of a read whose sums are not those of the source.
const CountsDisagree fault.Code = "sums-disagree"

// maxNotes bounds what one read may have to say.
const maxNotes = 1000

// fullEvery is after how long everything is read again where reads of what changed would do: sources forget to tell what was
// deleted, and a read of everything is what proves the sums. Less than a day, so that a schedule of every morning does it.
const fullEvery = 20 * time.Hour

// Sync reads a connection into the book: batches with their checkpoint in one transaction each, and only after a whole
// read does what the source no longer has count as settled. The run is returned also when it failed.
func (d *Desk) Sync(ctx context.Context, id receivable.ConnectionID, full bool, progress func(Progress)) (store.SyncRun, error) {
	run, err := d.read(ctx, id, full, nil, progress)
	if fault.Has(err, cursorInvalid) && !run.Full {
		return d.read(ctx, id, true, nil, progress)
	}
	return run, err
}

// cursorInvalid is what a connector says that cannot go on from where it left: everything is read again.
const cursorInvalid fault.Code = "cursor-invalid"

// read is Sync, or a re-read of some customers alone when debtors are given.
func (d *Desk) read(ctx context.Context, id receivable.ConnectionID, full bool, debtors []receivable.Debtor, progress func(Progress)) (store.SyncRun, error) {
	var c store.Connection
	err := d.view(ctx, func(r store.Reader) (err error) {
		c, err = r.Connection(id)
		return err
	})
	if err != nil {
		return store.SyncRun{}, err
	}
	if !full && len(debtors) == 0 {
		if full, err = d.needsAll(ctx, c); err != nil {
			return store.SyncRun{}, err
		}
	}
	if err := d.findFees(ctx, c); err != nil {
		return store.SyncRun{}, err
	}
	order, err := d.order(ctx, c, full)
	if err != nil {
		return store.SyncRun{}, err
	}
	for _, debtor := range debtors {
		order.Debtors = append(order.Debtors, debtor.ExternalID)
	}
	in := &intakeRun{desk: d, ctx: ctx, asOf: order.AsOf, progress: progress}
	if in.references, err = d.newReferenceAudit(ctx); err != nil {
		return store.SyncRun{}, err
	}
	err = d.update(ctx, func(w store.Writer) (err error) {
		in.run, err = w.BeginSync(id, full)
		in.run.Partial = len(debtors) > 0
		return err
	})
	if err != nil {
		return in.run, err
	}
	readErr := d.bring(ctx, order, in)
	if fault.Has(readErr, cursorInvalid) && !in.run.Full && len(debtors) == 0 && in.isUntouched() {
		readErr = d.bringAll(ctx, order, in)
	}
	return d.finish(ctx, c, in, debtors, readErr)
}

// needsAll reports whether a connection must be read whole: when its connector knows no other way, when nothing was read yet
// or the sums did not agree, and once a day.
func (d *Desk) needsAll(ctx context.Context, c store.Connection) (bool, error) {
	if len(c.Cursor) == 0 || c.Blocked != "" {
		return true, nil
	}
	kind, err := d.kind(ctx, c.Kind)
	if err != nil || !kind.CanIncremental {
		return true, err
	}
	var last time.Time
	err = d.view(ctx, func(r store.Reader) error {
		last, err = r.LastFullRead(c.ID)
		return err
	})
	age := d.Clock.Now().Sub(last)
	return age < 0 || age >= fullEvery, err
}

// finish closes a run: settles what a whole read did not bring, compares sums, and says how it went.
func (d *Desk) finish(ctx context.Context, c store.Connection, in *intakeRun, debtors []receivable.Debtor, readErr error) (store.SyncRun, error) {
	run := in.run
	run.Notes, run.Rejected = append(in.notes, in.references.notes()...), in.last.Rejected
	run.Complete = readErr == nil && in.last.Complete
	if readErr == nil && !in.last.Complete {
		readErr = fault.New(StaleData, "the connector of %s ended before the read was whole", c.Name).WithHint("read again; nothing was taken as settled")
	}
	if readErr != nil {
		run.Code, run.Message = string(fault.CodeOf(readErr)), readErr.Error()
	}
	if run.Full || run.Partial {
		run.Claimed = once(in.last.Sums, run.Repeats)
	}
	if n := run.Findings.Repeated; n > 0 {
		run.Notes = append(run.Notes, store.SyncNote{
			Severity: "warning", Code: recordDuplicate, Summary: fmt.Sprintf("%d records came more than once in this read; each counts once", n),
		})
	}
	if len(in.last.Control) > 0 {
		run.Claimed = in.last.Control
	}
	ids := make([]receivable.DebtorID, len(debtors))
	for i, debtor := range debtors {
		ids[i] = debtor.ID
	}
	// The run is closed even when the person has cancelled: an open run would look like one that still works.
	err := d.update(context.WithoutCancel(ctx), func(w store.Writer) error {
		if run.Complete && (run.Full || run.Partial) {
			if err := w.SettleAbsent(&run, in.asOf, ids...); err != nil {
				return err
			}
		}
		if run.Complete {
			if err := notePostings(w, c.ID, in.asOf); err != nil {
				return err
			}
			if err := d.understandBank(w, in.asOf); err != nil {
				return err
			}
		}
		if run.Complete && !run.Partial {
			if err := w.SaveCursor(c.ID, in.last.Cursor); err != nil {
				return err
			}
		}
		if err := w.FinishSync(&run, in.asOf); err != nil {
			return err
		}
		if err := d.judgePlans(w, in.asOf); err != nil {
			return err
		}
		if err := bookCollected(w); err != nil {
			return err
		}
		kind := activity.SyncDone
		if run.Code != "" {
			kind = activity.SyncFailed
		}
		return w.Append(kind, 0, 0, c.Name, syncFacts(run))
	})
	if readErr != nil {
		return run, readErr
	}
	if err != nil {
		return run, err
	}
	if !run.Agrees && !run.Partial {
		return run, fault.New(CountsDisagree, "the sums of %s are not those in the book", c.Name).
			WithHint("waves leave its customers out until a read agrees; read everything again with a full read")
	}
	return run, nil
}

// recordDuplicate is what connectors, too, call a record that comes more than once.
const recordDuplicate = "record-duplicate"

// once takes what came more than once off the sums of what was sent.
func once(sums, repeats map[money.Currency]int64) map[money.Currency]int64 {
	out := maps.Clone(sums)
	for c, minor := range repeats {
		if out == nil {
			out = map[money.Currency]int64{}
		}
		out[c] -= minor
	}
	return out
}

func syncFacts(run store.SyncRun) map[string]any {
	sums := map[string]string{}
	for cur, minor := range run.Claimed {
		sums[string(cur)] = money.New(minor, cur).String()
	}
	return map[string]any{
		"run": run.ID, "full": run.Full, "some-customers": run.Partial, "complete": run.Complete, "agrees": run.Agrees, "read": run.Read,
		"settled": run.Changes.Settled, "new": run.Changes.NewItems, "changed": run.Changes.ChangedItems, "sums": sums, "code": run.Code,
		"set-aside": run.Findings.SetAside(), "mended": run.Findings.Mended, "remarks": run.Findings.Remarks(),
	}
}

// SyncAll reads every connection, the failed ones too, and gives the runs by connection name with the first error of each.
func (d *Desk) SyncAll(ctx context.Context, full bool, progress func(name string, p Progress)) (map[string]store.SyncRun, error) {
	conns, err := d.Connections(ctx)
	if err != nil {
		return nil, err
	}
	out, failed := map[string]store.SyncRun{}, map[string]error{}
	for _, f := range conns {
		name := f.Connection.Name
		run, err := d.Sync(ctx, f.Connection.ID, full, func(p Progress) {
			if progress != nil {
				progress(name, p)
			}
		})
		out[name] = run
		if err != nil {
			failed[name] = err
		}
	}
	if len(failed) == 0 {
		return out, nil
	}
	names := slices.Sorted(maps.Keys(failed))
	return out, fault.Wrap(failed[names[0]], fault.CodeOf(failed[names[0]]), "%s could not be read", strings.Join(names, ", "))
}
