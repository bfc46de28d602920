package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Recheck reads the customers of a wave again and drops who has paid; it returns how many dropped out. Release does it by
// itself.
func (d *Desk) Recheck(ctx context.Context, id store.WaveID, progress func(Progress)) (int, error) {
	wave, err := d.wave(ctx, id)
	if err != nil {
		return 0, err
	}
	if wave.State != store.WaveProposed {
		return 0, fault.New(fault.Conflict, "%s is %s", waveName(id), wave.State)
	}
	return d.recheck(ctx, wave, progress)
}

func (d *Desk) recheck(ctx context.Context, wave store.Wave, progress func(Progress)) (int, error) {
	tell(progress, Progress{Phase: "checking"})
	if err := d.readAgain(ctx, wave, progress); err != nil {
		return 0, err
	}
	dropped := 0
	err := d.update(ctx, func(w store.Writer) error {
		lines, err := w.WaveLines(wave.ID, store.LineIn)
		if err != nil {
			return err
		}
		still, err := d.stillDue(w, wave, lines)
		dropped = len(lines) - len(still)
		return err
	})
	return dropped, err
}

// stillDue plans the customers of some lines anew and gives the lines that may leave: unchanged, or asking for less. The
// others drop out.
func (d *Desk) stillDue(w store.Writer, wave store.Wave, lines []store.WaveLine) ([]store.WaveLine, error) {
	p, err := d.newPlanner(w, wave.Date)
	if err != nil {
		return nil, err
	}
	ids := make([]receivable.DebtorID, 0, len(lines))
	for _, l := range lines {
		ids = append(ids, l.Notice.Debtor)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	fresh := make(map[receivable.DebtorID]dunning.Proposal, len(ids))
	if len(ids) > 0 {
		if err := w.Accounts(p.query(store.AccountQuery{Debtors: ids}, wave.Date), wave.Date, func(a *dunning.Account) error {
			fresh[a.Debtor.ID] = p.plan(a)
			return nil
		}); err != nil {
			return nil, err
		}
	}
	still := make([]store.WaveLine, 0, len(lines))
	for _, l := range lines {
		out, keep, err := compare(w, wave, l, fresh[l.Notice.Debtor])
		if err != nil {
			return nil, err
		}
		if keep {
			still = append(still, out)
		}
	}
	return still, nil
}

// readAgain re-reads the customers of a wave from their accounting systems: these customers alone where the connector can,
// everything where it cannot. A read that fails stops the release, because nobody knows who has paid.
func (d *Desk) readAgain(ctx context.Context, wave store.Wave, progress func(Progress)) error {
	debtors, err := d.debtorsOf(ctx, wave)
	if err != nil {
		return err
	}
	return d.readDebtorsAgain(ctx, debtors, progress)
}

func (d *Desk) readDebtorsAgain(ctx context.Context, debtors map[receivable.ConnectionID][]receivable.Debtor, progress func(Progress)) error {
	conns, err := d.Connections(ctx)
	if err != nil {
		return err
	}
	for _, f := range conns {
		mine := debtors[f.Connection.ID]
		if len(mine) == 0 {
			continue
		}
		kind, err := d.kind(ctx, f.Connection.Kind)
		if err != nil {
			return notReadAgain(err, f.Connection.Name)
		}
		if !kind.CanReadDebtors || f.Code != "" {
			mine = nil // the whole source: also when the last whole read did not end well, so that it may become fresh
		}
		if _, err := d.read(ctx, f.Connection.ID, mine == nil, mine, progress); err != nil {
			return notReadAgain(err, f.Connection.Name)
		}
	}
	return nil
}

func notReadAgain(err error, name string) error {
	return fault.Wrap(err, StaleData, "%s could not be read again, so nobody knows who has paid; nothing was sent", name).
		WithHint("mend the connection and release again")
}

func (d *Desk) debtorsOf(ctx context.Context, wave store.Wave) (map[receivable.ConnectionID][]receivable.Debtor, error) {
	out := map[receivable.ConnectionID][]receivable.Debtor{}
	err := d.view(ctx, func(r store.Reader) error {
		lines, err := r.WaveLines(wave.ID, store.LineIn)
		if err != nil {
			return err
		}
		seen := map[receivable.DebtorID]bool{}
		for _, l := range lines {
			if seen[l.Notice.Debtor] {
				continue
			}
			seen[l.Notice.Debtor] = true
			debtor, err := r.Debtor(l.Notice.Debtor)
			if err != nil {
				return err
			}
			out[debtor.Connection] = append(out[debtor.Connection], debtor)
		}
		return nil
	})
	return out, err
}

// compare holds a line against the plan made from the data as it is now. The same notice stays, as it was seen; one that asks
// for less of the same items by the same procedure takes the new figures; anything else drops out, because nobody has looked
// at it. It reports whether the line may leave.
func compare(w store.Writer, wave store.Wave, l store.WaveLine, fresh dunning.Proposal) (store.WaveLine, bool, error) {
	now, ok := noticeIn(fresh, l.Notice)
	if ok && l.Notice.ByHand != nil && now.Channel == l.Notice.ByHand.Channel {
		now.AsLetter(l.Notice.Registered)
	}
	switch {
	case ok && sameClaim(now, l.Notice):
		return l, true, nil
	case ok && asksLess(now, l.Notice) && sameProcedure(now, l.Notice):
		l.Notice = now
		return l, true, w.ReplaceLine(l.ID, now)
	}
	why := "changed since it was proposed"
	if ok && !sameProcedure(now, l.Notice) {
		why = "the procedure was changed since it was proposed"
	}
	if reason, found := leftOutReason(fresh, l.Notice); !ok && found {
		why = string(reason)
	} else if !ok {
		why = string(dunning.ReasonPaid)
	}
	if err := w.SetLineState(l.ID, store.LineDropped, why); err != nil {
		return l, false, err
	}
	return l, false, w.Append(activity.WaveDropped, int64(l.Notice.Debtor), 0, l.Name, map[string]any{"wave": wave.ID, "why": why})
}

func noticeIn(p dunning.Proposal, like dunning.Notice) (dunning.Notice, bool) {
	for _, n := range p.Notices {
		if n.Debtor == like.Debtor && n.Currency == like.Currency && n.Event == like.Event {
			return n, true
		}
	}
	return dunning.Notice{}, false
}

// leftOutReason gives the reason of the first item of the notice that the new plan leaves out.
func leftOutReason(p dunning.Proposal, like dunning.Notice) (dunning.Reason, bool) {
	for _, line := range like.Lines {
		for _, out := range p.LeftOut {
			if out.Item == line.Item || out.Item == 0 {
				return out.Reason, true
			}
		}
	}
	return "", false
}

func sameClaim(a, b dunning.Notice) bool {
	if a.Total != b.Total || a.Open != b.Open || a.Level != b.Level || a.Event != b.Event || a.Channel != b.Channel || a.Deadline != b.Deadline || len(a.Lines) != len(b.Lines) {
		return false
	}
	for i := range a.Lines {
		if a.Lines[i].Item != b.Lines[i].Item || a.Lines[i].Open != b.Lines[i].Open || a.Lines[i].Level != b.Lines[i].Level {
			return false
		}
	}
	return true
}

// sameProcedure reports whether two notices were made by one version of one procedure; a line proposed before versions were
// kept does not say, and is taken at its figures.
func sameProcedure(a, b dunning.Notice) bool {
	return b.Procedure == "" || a.Procedure == b.Procedure && a.ProcedureVersion == b.ProcedureVersion
}

// asksLess reports whether a asks for no more than b, for no item and no level that b does not have.
func asksLess(a, b dunning.Notice) bool {
	if a.Total.Minor > b.Total.Minor || a.Level > b.Level || a.Channel != b.Channel {
		return false
	}
	known := map[receivable.ItemID]dunning.Line{}
	for _, line := range b.Lines {
		known[line.Item] = line
	}
	for _, line := range a.Lines {
		old, ok := known[line.Item]
		if !ok || line.Open.Minor > old.Open.Minor || line.Level > old.Level {
			return false
		}
	}
	return true
}
